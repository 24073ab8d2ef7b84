"""How many were killed, injured, detained or displaced, as a sentence tells it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Optional

from spacy.tokens import Doc, Token

from .counts import Count
from .text import Sentence
from .toll_counts import beside_of, count_of, has_own_fate, is_part, members_of
from .toll_phrases import CASUALTY_NOUNS, phrases
from .toll_syntax import lemma_of
from .toll_words import BadTollWords, TollWords, load_toll_words

__all__ = ["BadTollWords", "Toll", "TollWords", "best_count", "find_tolls", "load_toll_words"]


@dataclass(frozen=True)
class Toll:
    """A number of people and what befell them.

    Attributes:
        kind: killed, injured, detained or displaced.
        count: How many; its text is the words of the count with its noun.
        victims: The noun phrase without the count; empty where only a number stands.
        trigger: Index in the Doc of the word that tells what befell them.
        head: Index in the Doc of the phrase's head.
        char_start: Offset in the Doc of the count's text.
        char_end: Offset after it.
        is_part: Whether it is a part of another count ("including two children", "eight of them children").
        is_vague: Whether it is a bare plural ("killing civilians"): at least two.
    """

    kind: str
    count: Count
    victims: str
    trigger: int
    head: int
    char_start: int
    char_end: int
    is_part: bool = False
    is_vague: bool = False


def find_tolls(sentence: Sentence, words: TollWords) -> list[Toll]:
    """The tolls a sentence tells, in order of their trigger; parts of a count are marked, not added."""
    found: dict[tuple[str, int], Toll] = {}
    for token in sentence.span:
        for kind, phrase in phrases(token, words):
            toll = _toll(kind, phrase, token, words)
            if toll is not None:
                found.setdefault((toll.kind, toll.head), toll)
    doc = sentence.span.doc
    own = {(toll.trigger, toll.head) for toll in found.values()}
    found = {key: toll for key, toll in found.items() if not is_shared(toll, doc, own)}
    return _without_overlaps(sorted(found.values(), key=lambda toll: (toll.trigger, toll.head)))


def is_shared(toll: Toll, doc: Doc, own: Collection[tuple[int, int]]) -> bool:
    """Whether one number counts two fates, so that neither is told: "fifteen were killed or wounded"."""
    index = toll.trigger
    for joint, other in ((index + 1, index + 2), (index - 1, index - 2)):
        if not 0 <= other < len(doc) or doc[joint].lower_ != "or":
            continue
        fates = {doc[index].lower_, doc[other].lower_}
        if len(fates) == 2 and fates <= FATES and not any(at == other and head != toll.head for at, head in own):
            return True
    return False


FATES = frozenset("killed kills dead slain martyred wounded wounds injured injures hurt captured".split())


def _without_overlaps(tolls: list[Toll]) -> list[Toll]:
    """One count is told once by a kind: a phrase inside another phrase of the same kind goes."""
    kept: list[Toll] = []
    for toll in tolls:
        rival = next(
            (k for k in kept if k.kind == toll.kind and k.char_start < toll.char_end and toll.char_start < k.char_end),
            None,
        )
        if rival is None:
            kept.append(toll)
        elif rival.is_vague and not toll.is_vague:
            kept[kept.index(rival)] = toll
    return kept


def _toll(kind: str, head: Token, trigger: Token, words: TollWords) -> Optional[Toll]:
    nothing = CASUALTY_NOUNS.get(lemma_of(trigger))
    if head is trigger and nothing and (any(c.lower_ == "no" for c in head.children) or head.head.lower_ == "without"):
        first = next((c for c in head.children if c.lower_ == "no"), head.head)
        text = head.doc[first.i : head.i + 1].text
        return Toll(kind, Count(0, 0, text), "", trigger.i, head.i, first.idx, head.idx + len(head))
    if head.lower_ in {"toll", "number"} and head is trigger:
        return None
    members = counted_with(head, trigger)
    counted = [(member, reading) for member in members if (reading := count_of(member, trigger, words)) is not None]
    if not counted:
        return None
    exact = [pair for pair in counted if not pair[1].vague] or counted
    least = sum(reading.min for _, reading in exact)
    most: Optional[int] = 0
    for _, reading in exact:
        most = None if most is None or reading.max is None else most + reading.max
    start = min(reading.start for _, reading in exact)
    end = max(start + 1, *(reading.end for _, reading in exact))
    text = str(head.doc[start:end].text)
    first = head.doc[start]
    return Toll(
        kind,
        Count(least, most, text),
        "" if head.like_num else str(head.text),
        trigger.i,
        head.i,
        first.idx,
        first.idx + len(text),
        is_part=is_part(head, trigger),
        is_vague=all(reading.vague for _, reading in exact),
    )


def counted_with(head: Token, trigger: Token) -> list[Token]:
    """The heads of all that a toll counts: "ten children and five women", without the "20 wounded" beside them."""
    members = [*members_of(head), *beside_of(head, trigger)]
    if is_left_so(head, trigger):
        members = [head.head, *members]
    return [member for member in members if member is head or not has_own_fate(member, trigger)]


def is_left_so(head: Token, trigger: Token) -> bool:
    """Whether what an act left dead is the last of several: "left a woman and her three children dead"."""
    return (
        head.dep_ == "conj"
        and head.head.pos_ == "NOUN"
        and trigger.dep_ in {"oprd", "acomp", "xcomp", "ccomp"}
        and head.head.head == trigger.head
    )


def best_count(counts: Iterable[Count]) -> Optional[Count]:
    """The count of an event that is told several times: the more exact wins, then the higher, then the first.

    >>> best_count([Count(24, None, "dozens"), Count(62, None, "at least 62")])
    Count(min=62, max=None, text='at least 62')
    """
    best: Optional[Count] = None
    for count in counts:
        if best is None or _rank(count) > _rank(best):
            best = count
    return best


def _rank(count: Count) -> tuple[int, int]:
    closed = count.max is not None and count.max == count.min
    words = count.text.lower()
    is_figure = any(char.isdigit() for char in words) or closed
    vague = not is_figure and any(word in words for word in ("dozens", "scores", "hundreds", "several", "many", "few"))
    return (0 if vague else 1), count.min
