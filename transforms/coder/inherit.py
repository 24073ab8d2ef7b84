"""Where and when of acts that a report tells as part of a scene set before: rulings 12 to 15 of the codebook."""

from .sequence import are_sequenced
from .told import Place, Told

PLACED = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types that take the place of the scene they are told in; aid and retreats are as often told of elsewhere."""
DATED = frozenset({"ASSAULT", "COERCE", "CONSULT"})
SCENES = frozenset({"ASSAULT", "COERCE", "PROTEST", "AID", "RETREAT"})
PRESENT = frozenset({"occurred", "ongoing"})
NEAR = 3
"""Sentences over which a scene holds."""
WIDE = frozenset({"restrict", "curfew", "martial-law", "censor"})
"""What a state does to all: a ban or a state of emergency is of no scene told beside it."""
BESIDE = 1
"""Sentences over which it holds for what police and states do: bans and arrests are told of elsewhere sooner."""
SET_LATER = frozenset({"ASSAULT", "PROTEST"})
"""Types whose place may be told after them; the others take that of a scene set before, and days all do."""


def inherit(events: list[Told], country: Place | None) -> None:
    """Give acts of force without place or day those of the scene they are told in; background acts their country."""
    places = {id(event): event.place for event in events}
    times = {id(event): event.when for event in events}
    for event in events:
        if event.event_type not in DATED | PLACED:
            continue
        if event.status not in PRESENT:
            is_past = event.status == "historical" and event.event_type in {"ASSAULT", "PROTEST"}
            is_home = all(actor.sector == "CVL" for actor in event.actors) or is_of(country, event)
            if event.place is None and is_past and (event.tolls or is_home):
                event.place = country
            continue
        is_wide = event.event_type == "COERCE" and event.modes & WIDE
        if event.place is None and event.event_type in PLACED and not is_wide:
            scene = nearest(
                event,
                [other for other in events if places[id(other)] and other.event_type != "CONSULT" and is_scene(other)],
                later=event.event_type in SET_LATER,
                most=NEAR if event.event_type in SET_LATER else BESIDE,
            )
            event.place = places[id(scene)] if scene else None
        if event.event_type not in DATED:
            continue
        if event.when is None and event.status == "occurred" and not is_loose(event):
            dated = [other for other in events if is_day(times[id(other)]) and sets_day(other, event)]
            dated = [other for other in dated if not are_sequenced(event, other)]
            scene = nearest(event, dated, least=1)
            event.when = times[id(scene)] if scene else None


def is_of(country: Place | None, event: Told) -> bool:
    """Whether a party of the country an article is about did it."""
    return country is not None and any(actor.country == country.country for actor in event.actors)


def is_loose(event: Told) -> bool:
    """Whether an act is told in a perfect tense or only alleged: at no time in particular."""
    verb = event.act.token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    return bool(event.act.accusers) or any(
        child.dep_ == "aux" and child.lower_ in {"has", "have", "had"} for child in verb.children
    )


def sets_day(other: Told, event: Told) -> bool:
    """Whether an event sets the day of acts told beside it: one of their own kind, and force that of force."""
    force = set() if event.event_type == "CONSULT" else {"ASSAULT"}
    return is_scene(other) and other.event_type in {*force, event.event_type}


def is_scene(event: Told) -> bool:
    """Whether an event sets a scene: an act of force of these days."""
    return event.event_type in SCENES | DATED and event.status in PRESENT


def is_day(when: object) -> bool:
    """Whether a time is a day and not a stretch."""
    return getattr(when, "precision", None) == "day" and not getattr(when, "open", False)


def nearest(event: Told, others: list[Told], *, least: int = 0, most: int = NEAR, later: bool = False) -> Told | None:
    """The other event told nearest to an event, earlier ones first and, unless `later`, only these.

    It is told `least` to `most` sentences off. What the title tells is always set by what comes after.
    """
    ranked = []
    for number, other in enumerate(others):
        if other is event:
            continue
        gaps = [
            (abs(mine - theirs), theirs > mine)
            for mine in event.sentences[:4]
            for theirs in other.sentences[:24]
            if later or theirs <= mine or mine == 0
        ]
        if gaps and min(gaps)[0] >= least:
            ranked.append((*min(gaps), number, other))
    if not ranked:
        return None
    best = min(ranked, key=lambda item: item[:3])
    return best[3] if best[0] <= most else None
