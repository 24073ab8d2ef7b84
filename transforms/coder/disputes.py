"""Acts that the text itself doubts: one side tells of them, the other denies them."""

from ...schemas.rows import Party
from .agreement import share
from .gather import take_over
from .told import Told

ALLEGED = frozenset({"ASSAULT", "COERCE", "AGREE"})
NEAR = 2
"""Sentences within which a plain denial ("The army denied it") is of the act told before."""


def dispute(events: list[Told], denials: dict[int, list[Party]]) -> list[Told]:
    """Return the events, those told by one party and denied by another as disputed; a denial told apart joins them.

    `denials` has the parties that deny something, by sentence.
    """
    kept: list[Told] = []
    told = [event for event in events if event.status != "denied"]
    for event in events:
        if event.status != "denied":
            kept.append(event)
            continue
        alleged = [other for other in told if is_alleged(other) and other.event_type == event.event_type]
        same = [other for other in alleged if share(other.actors, event.actors) == 1 and other.modes & event.modes]
        for other in same:
            other.status = "disputed"
        if same:
            event.status = "disputed"
            take_over(same[0], event)
        elif not is_general(event, told):
            kept.append(event)
    for event in kept:
        if is_alleged(event) and any(is_denied(event, number, parties) for number, parties in denials.items()):
            event.status = "disputed"
    return kept


def is_general(event: Told, told: list[Told]) -> bool:
    """Whether a denial is of no act in particular ("denies targeting civilians") beside acts of the kind."""
    if event.place or event.when or event.tolls:
        return False
    return event.act.base.tag_ == "VBG" and any(other.event_type == event.event_type for other in told)


def is_alleged(event: Told) -> bool:
    """Whether an act stands on somebody's word alone."""
    return event.event_type in ALLEGED and event.status == "occurred" and bool(event.sources)


def is_denied(event: Told, sentence: int, parties: list[Party]) -> bool:
    """Whether a party of the act denies something right after it is told, and is not the one who told it."""
    if not 0 < sentence - max(event.sentences) <= NEAR:
        return False
    if {party.name for party in parties} & {source.name for source in event.sources}:
        return False
    return bool(share(parties, event.actors) or share(parties, event.recipients))
