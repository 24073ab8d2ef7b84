"""Where and when of acts that a report tells as part of a scene set before: rulings 12 to 15 of the codebook."""

from .sequence import are_sequenced
from .told import Place, Told

SCENES = frozenset({"ASSAULT", "COERCE", "PROTEST", "AID", "RETREAT"})
DATED = frozenset({"ASSAULT", "COERCE", "PROTEST", "CONSULT"})
PRESENT = frozenset({"occurred", "ongoing"})
NEAR = 5
"""Sentences over which a scene holds."""


def inherit(events: list[Told], country: Place | None) -> None:
    """Give acts of force without place or day those of the scene they are told in; background acts their country."""
    places = {id(event): event.place for event in events}
    times = {id(event): event.when for event in events}
    for event in events:
        if event.event_type not in SCENES | DATED:
            continue
        if event.status not in PRESENT:
            if event.place is None and event.status == "historical" and event.event_type in {"ASSAULT", "PROTEST"}:
                event.place = country
            continue
        if event.place is None and event.event_type in SCENES:
            scene = nearest(event, [other for other in events if places[id(other)] and is_scene(other)])
            event.place = places[id(scene)] if scene else None
        if event.when is None and event.status == "occurred" and event.event_type in DATED:
            dated = [other for other in events if is_day(times[id(other)]) and is_scene(other)]
            dated = [other for other in dated if not are_sequenced(event, other)]
            scene = nearest(event, dated)
            event.when = times[id(scene)] if scene else None


def is_scene(event: Told) -> bool:
    """Whether an event sets a scene: an act of force of these days."""
    return event.event_type in SCENES | DATED and event.status in PRESENT


def is_day(when: object) -> bool:
    """Whether a time is a day and not a stretch."""
    return getattr(when, "precision", None) == "day" and not getattr(when, "open", False)


def nearest(event: Told, others: list[Told]) -> Told | None:
    """The other event told nearest to an event, earlier ones first."""
    ranked = []
    for number, other in enumerate(others):
        if other is event:
            continue
        gaps = [(abs(mine - theirs), theirs > mine) for mine in event.sentences[:4] for theirs in other.sentences[:24]]
        ranked.append((*min(gaps), number, other))
    if not ranked:
        return None
    best = min(ranked, key=lambda item: item[:3])
    return best[3] if best[0] <= NEAR else None
