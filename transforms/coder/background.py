"""How a war or crisis began, told at the end of reports of it: "The war erupted in 2011 with peaceful protests"."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from .acts import Act
from .clauses import DEPTH, logical_subjects
from .dates import DateSpan

BEGINNING = frozenset(
    "begin start erupt break spark spring flare stem ignite morph turn descend spiral escalate".split()
)
"""Verbs for how something came about; what stands below them belongs to its beginning."""
STRIFE = frozenset("war conflict crisis uprising revolt rebellion insurgency unrest bloodshed revolution".split())


def beginning(act: Act) -> Token | None:
    """The verb for the beginning of a war, of whose clause the act is a part; None where there is none."""
    token = act.base
    for _ in range(DEPTH):
        if token.head == token:
            return None
        token = token.head
        if token.lemma_.lower() in BEGINNING and token.pos_ == "VERB":
            strife = any(noun.lemma_.lower() in STRIFE for noun in logical_subjects(token))
            return token if strife else None
    return None


def backdate(acts: Sequence[Act], times: Mapping[int, DateSpan], spans: Sequence[DateSpan]) -> dict[int, DateSpan]:
    """Give the acts with which a war began the time that its beginning has: position in `acts` -> date."""
    found = dict(times)
    for number, act in enumerate(acts):
        verb = beginning(act) if number not in found else None
        if verb is None:
            continue
        below = {token.i for token in verb.subtree}
        for span in spans:
            words = verb.doc.char_span(span.char_start, span.char_end, alignment_mode="expand")
            if words is not None and words.root.i in below:
                found[number] = span
                break
    return found
