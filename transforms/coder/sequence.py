"""Acts that one sentence tells one after the other: "clashes came a day after 20 were killed"."""

from .told import Told

SEQUENCE = frozenset({"after", "before", "following"})


def are_sequenced(event: Told, told: Told) -> bool:
    """Whether one sentence tells the one before or after the other, so that they are two events of two times."""
    same_sentence = event.act.sentence.index == told.act.sentence.index
    return same_sentence and gates(event) != gates(told)


def gates(told: Told) -> set[int]:
    """Words behind an "after" or "before" above an act."""
    found = set()
    token = told.act.base
    while token.head != token:
        marks = [child for child in token.children if child.dep_ == "mark"] if token.dep_ == "advcl" else []
        openers = [token.head] if token.dep_ in {"pobj", "pcomp"} else marks
        if any(opener.lower_ in SEQUENCE for opener in openers):
            found.add(token.i)
        token = token.head
    return found
