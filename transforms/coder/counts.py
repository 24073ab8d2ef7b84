"""Numbers of people as newspapers write them: "at least two dozen", "between 10 and 15", "tens of thousands"."""

import re
from collections.abc import Sequence
from typing import NamedTuple, Optional


class Count(NamedTuple):
    """How many: at least `min`, at most `max` (None: open), and the words it was read from."""

    min: int
    max: Optional[int]
    text: str


class Reading(NamedTuple):
    """A count found in a list of words: words[start:end] are its own words, qualifier included."""

    min: int
    max: Optional[int]
    start: int
    end: int


_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "m": 1_000_000}
_COLLECTIVE = {
    "dozen": 12,
    "score": 20,
    "both": 2,
    "couple": 2,
    "pair": 2,
    "trio": 3,
    "quartet": 4,
    "handful": 3,
    "half-dozen": 6,
}
# An open plural is at least two of its unit ("dozens": 24); "several" and "many" are at least three (codebook).
_OPEN = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000}
_OPEN_SCALE = {"hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
# "numerous" is four, as coders of military releases count it; the codebook has no word on it.
_VAGUE = {"several": 3, "many": 3, "numerous": 4, "few": 3, "various": 3, "multiple": 3, "countless": 3}
_NONE = {"no", "no-one", "nobody", "none", "zero", "neither"}
_SINGULAR = {"a", "an", "another"}

# Longest first. What a qualifier does to N: "floor" N/open, "ceiling" 0/N, "about" N/N.
_QUALIFIERS: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    (tuple(words.split()), kind)
    for words, kind in (
        ("not fewer than", "floor"),
        ("not less than", "floor"),
        ("no fewer than", "floor"),
        ("no less than", "floor"),
        ("not more than", "ceiling"),
        ("no more than", "ceiling"),
        ("as many as", "ceiling"),
        ("as few as", "floor"),
        ("a total of", "about"),
        ("a minimum of", "floor"),
        ("a maximum of", "ceiling"),
        ("the number of", "about"),
        ("at least", "floor"),
        ("at the least", "floor"),
        ("at most", "ceiling"),
        ("up to", "ceiling"),
        ("upwards of", "floor"),
        ("upward of", "floor"),
        ("more than", "floor"),
        ("greater than", "floor"),
        ("well over", "floor"),
        ("just over", "floor"),
        ("just under", "below"),
        ("in excess of", "floor"),
        ("fewer than", "below"),
        ("less than", "below"),
        ("close to", "about"),
        ("as much as", "ceiling"),
        ("over", "floor"),
        ("above", "floor"),
        ("exceeding", "floor"),
        ("under", "below"),
        ("minimum", "floor"),
        ("about", "about"),
        ("around", "about"),
        ("some", "about"),
        ("roughly", "about"),
        ("approximately", "about"),
        ("approx", "about"),
        ("nearly", "about"),
        ("almost", "about"),
        ("exactly", "about"),
        ("only", "about"),
        ("just", "about"),
        ("another", "about"),
        ("other", "about"),
        ("further", "about"),
        ("additional", "about"),
        ("estimated", "about"),
        ("reported", "about"),
        ("reportedly", "about"),
        ("possibly", "about"),
        ("all", "about"),
        ("the", "about"),
        ("these", "about"),
        ("those", "about"),
        ("a", "about"),
        ("an", "about"),
        ("its", "about"),
        ("his", "about"),
        ("their", "about"),
        ("her", "about"),
        ("of", "about"),
    )
)

_DIGITS = re.compile(r"^\d{1,3}(?:[,\u00a0]\d{3})+$|^\d+$")
_DECIMAL = re.compile(r"^\d+\.\d+$")
_RANGE = re.compile(r"^(\d[\d,]*)[-–—](\d[\d,]*)$")
_PLUS = re.compile(r"^(\d[\d,]*)\+$")
_SUFFIXED = re.compile(r"^(\d+(?:\.\d+)?)(k|m|mn|bn)$")
_WORD = re.compile(r"[^\s,;:()\"“”]+(?:,\d{3})*\+?|[,;:]")
_SHARE = {"%", "percent", "percentage", "pct"}
_LIMIT = 9_000_000_000


def words_of(text: str) -> list[str]:
    """The words of a phrase; "1,200" stays whole."""
    return [word.rstrip(".") or word for word in _WORD.findall(text)]


def parse_count(text: str) -> Optional[Count]:
    """Read a number of people as newspapers write it; None where the phrase gives none.

    >>> parse_count("at least two dozen")
    Count(min=24, max=None, text='at least two dozen')
    >>> parse_count("up to 30 people")
    Count(min=0, max=30, text='up to 30 people')
    """
    words = words_of(text)
    reading = read_count(words)
    if reading is not None:
        return Count(reading.min, reading.max, text.strip())
    first = words[0].lower() if words else ""
    if first in _SINGULAR and len(words) > 1:
        return Count(1, 1, text.strip())
    return Count(2, 2, text.strip()) if first == "both" else None


def read_count(words: Sequence[str]) -> Optional[Reading]:
    """The first count in a list of words."""
    lower = [word.lower() for word in words]
    position = 0
    while position < len(lower):
        found = _at(lower, position)
        if found is not None:
            return None if _is_no_number_of_people(lower, found) else found
        position += 1
    return None


def _is_no_number_of_people(words: list[str], found: Reading) -> bool:
    """Shares and ages: "70 percent", "20 % of", "half", "12 years"."""
    after = words[found.end] if found.end < len(words) else ""
    return after in _SHARE or after in {"year-old", "years", "year", "-year", "times", "th"}


def _at(words: list[str], start: int) -> Optional[Reading]:
    """A count that begins exactly here."""
    word = words[start]
    if word in _NONE:
        rest = _qualifier(words, start)
        if rest is None:
            return Reading(0, 0, start, start + 1)
    family = _family(words, start)
    if family is not None:
        return family
    kinds: list[str] = []
    position = start
    while (found := _qualifier(words, position)) is not None:
        kind, position = found
        kinds.append(kind)
        if position >= len(words):
            return None
    number = _range(words, position) or _amount(words, position)
    if number is None:
        return None
    low, high, end = number
    for kind in kinds:
        if kind == "floor":
            high = None
        elif kind == "ceiling":
            low, high = 0, high if high is not None else None
        elif kind == "below":
            low, high = 0, (high if high is not None else low)
    if end < len(words) - 1 and words[end : end + 2] == ["or", "more"]:
        high, end = None, end + 2
    return Reading(low, high, start, end)


def _qualifier(words: list[str], position: int) -> Optional[tuple[str, int]]:
    for phrase, kind in _QUALIFIERS:
        if tuple(words[position : position + len(phrase)]) == phrase:
            return kind, position + len(phrase)
    return None


def _family(words: list[str], start: int) -> Optional[Reading]:
    """As in "a family of five", "a crew of 12": the group's number, not one."""
    groups = {"family", "crew", "group", "team", "gang", "party", "patrol", "convoy", "band", "unit", "squad"}
    position = start
    if words[position] in {"a", "an", "the", "another"}:
        position += 1
    while position < len(words) and words[position] not in groups:
        if position - start > 1:
            return None
        position += 1
    if position + 2 < len(words) + 0 and words[position + 1 : position + 2] == ["of"]:
        inner = _at(words, position + 2) if position + 2 < len(words) else None
        if inner is not None:
            return Reading(inner.min, inner.max, start, inner.end)
    return None


def _range(words: list[str], position: int) -> Optional[tuple[int, Optional[int], int]]:
    """As in "between 10 and 15", "10-15", "from 10 to 15", "two or three"."""
    word = words[position]
    if match := _RANGE.match(word):
        low, high = (int(group.replace(",", "")) for group in match.groups())
        # "2016-17" and "40-30" are no ranges of people.
        return (low, high, position + 1) if low < high else None
    opened = word in {"between", "from"}
    first = _amount(words, position + 1 if opened else position)
    if first is None or first[1] is None or first[2] + 1 >= len(words):
        return None
    joiner = words[first[2]]
    if joiner not in ({"and", "to"} if opened else {"to", "or", "-", "–"}):
        return None
    second = _amount(words, first[2] + 1)
    if second is None or second[1] is None or second[0] <= first[0]:
        return None
    low = first[0]
    # "two to three million": the scale stands once.
    scale = next((s for s in (1_000_000, 1_000) if second[0] >= s and second[0] % s == 0 and low < s), 1)
    if words[second[2] - 1] in _SCALES and scale > 1 and words[first[2] - 1] not in _SCALES:
        low *= scale
    return low, second[1], second[2]


def _amount(words: list[str], position: int) -> Optional[tuple[int, Optional[int], int]]:
    """A bare amount: (min, max, end)."""
    if position >= len(words):
        return None
    word = words[position]
    if word in _OPEN:
        return _open_plural(words, position)
    if word in _VAGUE:
        return _vague(words, position)
    if word == "half" and words[position + 1 : position + 3] in (["a", "dozen"], ["a", "million"]):
        return (6, 6, position + 3) if words[position + 2] == "dozen" else (500_000, 500_000, position + 3)
    if word in _COLLECTIVE:
        return _COLLECTIVE[word], _COLLECTIVE[word], position + 1
    if (match := _PLUS.match(word)) is not None:
        return int(match.group(1).replace(",", "")), None, position + 1
    number = _number(words, position)
    return None if number is None else (number[0], number[0], number[1])


def _open_plural(words: list[str], position: int) -> tuple[int, Optional[int], int]:
    least, end = _OPEN[words[position]], position + 1
    while end + 1 < len(words) and words[end] == "of" and words[end + 1] in _OPEN_SCALE:
        least, end = least * _OPEN_SCALE[words[end + 1]], end + 2
    return least, None, end


def _vague(words: list[str], position: int) -> tuple[int, Optional[int], int]:
    least, end = _VAGUE[words[position]], position + 1
    if end < len(words):
        scale = _SCALES.get(words[end].rstrip("s")) or {"dozen": 12, "dozens": 12, "score": 20}.get(words[end])
        if scale and words[end] != "m":
            return least * scale, None, end + 1
    return least, None, end


def _number(words: list[str], position: int) -> Optional[tuple[int, int]]:
    """A plain number in figures or words: (value, end)."""
    total, group, end, seen = 0, 0.0, position, False
    while end < len(words):
        word = words[end]
        value = _figure(word)
        if value is not None:
            if seen:
                break
            group, seen = value, True
        elif word in _UNITS and (not seen or (group % 10 == 0 and _UNITS[word] < 10 and group > 0) or group % 100 == 0):
            group, seen = group + _UNITS[word], True
        elif "-" in word and all(part in _UNITS for part in word.split("-")) and not (seen and group % 100):
            group, seen = group + sum(_UNITS[part] for part in word.split("-")), True
        elif word in _SCALES and (word != "m" or seen):
            if not seen and not (end == position and end > 0 and words[end - 1] in {"a", "one", "the"}):
                break
            group = (group if seen else 1) * _SCALES[word]
            seen = True
            if _SCALES[word] >= 1_000:
                total, group = total + int(group), 0.0
        elif word == "dozen" and seen:
            group *= 12
        elif word == "and" and seen and end + 1 < len(words) and total + group >= 100 and words[end + 1] in _UNITS:
            if (total or group) and words[end - 1] not in _SCALES:
                break
        else:
            break
        end += 1
    value = total + group
    return (int(value), end) if seen and value <= _LIMIT and float(value).is_integer() else None


def _figure(word: str) -> Optional[float]:
    if _DIGITS.match(word) and len(word) <= 13:
        return float(re.sub(r"\D", "", word))
    if _DECIMAL.match(word) and len(word) <= 8:
        return float(word)
    if (match := _SUFFIXED.match(word)) is not None and len(word) <= 8:
        return float(match.group(1)) * {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9}[match.group(2)]
    return None
