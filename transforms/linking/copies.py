"""Articles whose text is, but for small edits, the text of another: syndicated stories, agency copy on many sites.

Candidates come from MinHash signatures of word sequences (locality-sensitive hashing); each is then read against the
original, word by word: bylines, cuts and house style make no difference, another place, number or name does. So two
stories written to one template are not copies.
"""

import datetime
import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from datasketch import MinHash

from ...schemas.rows import Article, ArticleCopy
from .days import published_at

SHINGLE = 3
"""Words in a sequence: short enough that an edited word spoils few."""
BANDS, ROWS = 32, 3
"""Two texts that share half of their sequences meet in some band with a chance of .99; a tenth, .03."""
LONGEST = 700
"""Words of a text that are compared; what comes after is background or other news."""
SHORTEST = 15
"""Words: a shorter text is a teaser, of which many look the same."""
LIKENESS = 0.6
"""Share of the shorter text's sequences that the other has too."""
SHORT, SHORT_LIKENESS = 60, 0.85
"""A text of fewer words must be more alike: there is less to tell two stories apart by."""
WINDOW = datetime.timedelta(days=10)
"""Syndicated copies come within days."""
CROWD = 20
"""Of articles in one band at most so many that came before are compared."""
CLOSEST = 12
"""Of all of them at most so many are read."""
LEAD = 30
"""Words at the head of a text that tell what it is about: there nothing is forgiven."""
FORGIVING = 150
"""Words for which one detail more is forgiven: an editor adds, drops and mends."""

EMPTY = MinHash(num_perm=BANDS * ROWS, seed=1)
"""To be copied: its permutations take longer to draw than a text to sketch."""

INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
RENAMED = re.compile(r"\b(?:ISIS|ISIL|IS|Daesh|DAESH)\b")
"""One party that every house calls otherwise; other names differ by spelling only."""
WORD = re.compile(r"\w+(?:[.,]\d+)*(?:['’]\w+)?")
SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: str(number) for number, word in enumerate(SMALL.split())} | {
    word: str(10 * number) for number, word in enumerate(ROUND.split(), 2)
}
DAYS = "monday tuesday wednesday thursday friday saturday sunday"
MONTHS = """january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec"""
WEEKDAYS = {day[:length]: day for day in DAYS.split() for length in (3, len(day))}
CALENDAR = frozenset(MONTHS.split()) | WEEKDAYS.keys()


class Body(NamedTuple):
    """A text as candidates for it are found.

    Attributes:
        article_id: Of the article.
        published: When it was published.
        text: The text, as far as it is compared.
    """

    article_id: str
    published: datetime.datetime | None
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """Its words as they stand."""
        return _read(self.text).words

    @property
    def plain(self) -> tuple[str, ...]:
        """Its words in lower case, numbers in digits."""
        return _read(self.text).plain

    @property
    def sequences(self) -> frozenset[int]:
        """Its sequences of words, each as a number."""
        return _read(self.text).sequences

    @property
    def order(self) -> tuple[bool, str, str]:
        """Who was published first; without a date, last."""
        return self.published is None, self.published.isoformat() if self.published else "", self.article_id


class _Words(NamedTuple):
    """A text's words as they stand and as all houses write them, and their sequences."""

    words: tuple[str, ...]
    plain: tuple[str, ...]
    sequences: frozenset[int]


@lru_cache(maxsize=512)
def _read(text: str) -> _Words:
    """Return a text's words; texts are many, so few are kept."""
    mended = RENAMED.sub("Islamic State", INITIALS.sub(lambda found: found[0].replace(".", ""), text))
    words = tuple(WORD.findall(mended)[:LONGEST])
    plain = tuple(normal(word) for word in words)
    return _Words(words, plain, frozenset(hash(sequence) for sequence in _sequences(plain)))


def forget_words() -> None:
    """Give back the memory of the texts read last."""
    _read.cache_clear()


def _sequences(plain: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(plain[start:] for start in range(SHINGLE)), strict=False)


def find_copies(articles: Iterable[Article]) -> list[ArticleCopy]:
    """Return the articles that are copies, each with the one published first; their order is no matter.

    One without a date is no copy.
    """
    bodies = sorted((body(article) for article in articles), key=lambda this: this.order)
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    copies = []
    for number, this in enumerate(bodies):
        banded = list(enumerate(bands(this)))
        earlier = closest(buckets.get(key, ())[-CROWD:] for key in banded)
        copy = copy_of(this, (bodies[other] for other in earlier))
        if copy is not None:
            copies.append(copy)
            continue
        for key in banded:
            buckets[key].append(number)
    return sorted(copies)


def body(article: Article) -> Body:
    """Prepare an article for comparison."""
    return Body(article.article_id, published_at(article), article.text)


def bands(this: Body) -> list[bytes]:
    """Return the keys under which a text's candidates are found, band by band; none where it is too short."""
    if len(this.words) < SHORTEST:
        return []
    sketch = EMPTY.copy()
    sketch.update_batch([" ".join(sequence).encode() for sequence in set(_sequences(this.plain))])
    values = np.asarray(sketch.hashvalues, dtype=np.uint64)
    return [values[band * ROWS : (band + 1) * ROWS].tobytes() for band in range(BANDS)]


def closest(found: Iterable[Sequence[int]]) -> list[int]:
    """Return the earlier texts that share most bands, of those found in each; of those that share as many, the latest.

    Texts are numbered in the order of their publication.
    """
    shared = Counter(number for numbers in found for number in numbers)
    return sorted(sorted(shared, key=lambda number: (-shared[number], -number))[:CLOSEST])


def normal(word: str) -> str:
    """Return a word as house styles have it in common: lower case, without apostrophe and stop, numbers in digits.

    >>> normal("Eleven"), normal("1,200"), normal("Syria's")
    ('11', '1200', 'syria')
    """
    low = re.sub(r"['’]s?$", "", word.casefold().replace("’", "'")).replace(",", "").replace(".", "")
    return NUMBERS.get(low, low)


def copy_of(this: Body, candidates: Iterable[Body]) -> ArticleCopy | None:
    """Return the row of an article if it is a copy of a candidate: of the one that it is most like."""
    best: tuple[float, str] | None = None
    for other in candidates:
        if not _near(this, other):
            continue
        like = likeness(this, other)
        short = min(len(this.words), len(other.words)) < SHORT
        if (
            like >= (SHORT_LIKENESS if short else LIKENESS)
            and (best is None or like > best[0])
            and not differences(this, other)
        ):
            best = like, other.article_id
    return ArticleCopy(this.article_id, best[1], round(best[0], 3)) if best else None


def _near(one: Body, other: Body) -> bool:
    return bool(one.published and other.published and abs(one.published - other.published) <= WINDOW)


def likeness(one: Body, other: Body) -> float:
    """Return the share of the shorter text's word sequences that the other has too; 0 where it is less than a third."""
    first, second = one.sequences, other.sequences
    shorter, longer = sorted((len(first), len(second)))
    return len(first & second) / shorter if shorter * 3 >= longer and shorter else 0.0


def differences(one: Body, other: Body) -> list[tuple[str, str]]:
    """Return the details that one text has where the other has others, if they make it another story.

    Details are numbers, names and weekdays. Few are forgiven outside the lead (miles for kilometres); of what stands
    before all else, a byline or dateline, only a number that is no date is a detail.
    """
    found = []
    in_lead = False
    for start, here, there in _replaced(one, other):
        for kind in (_numbers, _names, _weekdays) if start else (_numbers,):
            left, right = kind(here), kind(there)
            if left and right and not _agree(left, right):
                found.append((" ".join(sorted(left)), " ".join(sorted(right))))
                in_lead = in_lead or start < LEAD
    forgiven = 1 + min(len(one.words), len(other.words)) // FORGIVING
    return found if len(found) > forgiven or in_lead else []


def _replaced(one: Body, other: Body) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield position and words of the stretches where one text has other words than the other."""
    matcher = difflib.SequenceMatcher(None, one.plain, other.plain, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 1 or not block.size]
    for before, after in pairwise([difflib.Match(0, 0, 0), *blocks]):
        left = slice(before.a + before.size, after.a)
        right = slice(before.b + before.size, after.b)
        here, there = list(one.words[left]), list(other.words[right])
        if here and there and (left.start or not _dated(here + there)):
            yield left.start, here, there


def _dated(words: Iterable[str]) -> bool:
    return any(normal(word) in CALENDAR for word in words)


def _numbers(words: Iterable[str]) -> set[str]:
    return {word for word in map(normal, words) if word.isdigit() and word != "1"}


def _names(words: Iterable[str]) -> set[str]:
    names = {normal(word) for word in words if word[:1].isupper()}
    return {name for name in names if name not in CALENDAR and name not in NUMBERS.values()}


def _weekdays(words: Iterable[str]) -> set[str]:
    return {WEEKDAYS[normal(word)] for word in words if normal(word) in WEEKDAYS}


def _agree(left: set[str], right: set[str]) -> bool:
    """Tell whether one side's details are among the other's, spelling aside (Raqa, Raqqa)."""
    if left & right:
        return True
    return any(difflib.SequenceMatcher(None, x, y).ratio() >= 0.75 for x in left for y in right if not x.isdigit())
