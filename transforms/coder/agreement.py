"""Whether what two tellings say agrees: their parties, counts, times and places."""

import re
from collections.abc import Set
from datetime import timedelta

from ...schemas.rows import Party
from .counts import Count
from .dates import DateSpan
from .told import Place, Told

DESCRIBED = frozenset({"REB", "UAF", "MIL", "COP", "CRM", "PRM"})
ATTACKERS = frozenset({"UAF", "REB", "CRM", "CVL", "COP", "PRM"})
PEOPLE = frozenset({"CVL", "REF", "UNK", None})
NOBODY: frozenset[str] = frozenset()
ARTICLE_END = 10_000
GROWTH = 1.6
"""A floor said in figures and a toll so many times higher are tolls of different acts or spans."""
VAGUE = re.compile(r"\b(?:dozens?|tens|scores|hundreds|thousands|several|many|some|few)\b", re.I)
NEXT = 0.05
"""Degrees, of latitude and longitude together, by which two neighbouring towns or quarters differ."""
LONG = timedelta(days=20)


GROUP_WORDS = frozenset("police army military people government force opposition group militia family crowd".split())
"""Singular words for many."""


def share(mine: list[Party], yours: list[Party], persons: Set[str] = NOBODY) -> float:
    """How well two lists of parties agree: 1 for a shared name, less for a like description, 0 for none.

    `persons` has the names that are of persons.
    """
    if not mine or not yours:
        return 0
    names = {party.name.lower() for party in mine} & {party.name.lower() for party in yours}
    if names:
        return 1
    for one in mine:
        for other in yours:
            if alike(one, other, persons):
                return 0.6
    return 0


def alike(one: Party, other: Party, persons: Set[str] = NOBODY) -> bool:
    """Whether two parties may be one under two descriptions."""
    words, others = set(one.name.lower().split()), set(other.name.lower().split())
    if words & others and len(words & others) / min(len(words), len(others)) >= 0.67:
        return True
    named = {one.name, other.name} & persons
    if len(named) > 1:
        return False  # two ministers of one government are two
    if one.sector == other.sector and (is_generic(one) or is_generic(other)):
        return not one.country or not other.country or one.country == other.country
    if "UAF" in (one.sector, other.sector) and {one.sector, other.sector} <= ATTACKERS:
        return True
    if one.sector == other.sector and one.sector in PEOPLE:
        return not one.country or not other.country or one.country == other.country
    if named and "MIL" in (one.sector, other.sector):
        return False  # nor is an ambassador his country's air force
    same_country = one.country == other.country and one.country is not None
    sectors = {one.sector, other.sector}
    return same_country and (sectors <= {"GOV", "MIL"} or sectors == {"COP"})


def is_generic(party: Party) -> bool:
    """Whether a party is only described ("militants", "Syrian rebels") and not named."""
    words = party.name.split()
    return words[-1].islower() or (len(words) == 1 and party.text == party.name and party.sector in DESCRIBED)


def may_be_named(mine: list[Party], yours: list[Party], persons: set[str]) -> bool:
    """Whether the one list is a description and the other names persons, as many as it may be of."""
    for described, named in ((mine, yours), (yours, mine)):
        if len(described) != 1 or not named or described[0].name in persons:
            continue
        last = described[0].name.split()[-1]
        is_fitting = len(named) > 1 if last.endswith("s") else len(named) == 1
        is_description = last.islower() and last not in GROUP_WORDS
        if is_fitting and is_description and all(party.name in persons for party in named):
            return True
    return False


def crossed(event: Told, told: Told) -> bool:
    """Whether the one's actor is the other's recipient and not its actor: blow and counterblow."""
    back = share(event.actors, told.recipients) == 1 and not share(event.actors, told.actors)
    forth = share(event.recipients, told.actors) == 1 and not share(event.recipients, told.recipients)
    return bool(back or forth)


def are_other_pairs(mine: list[Party], yours: list[Party], persons: Set[str] = NOBODY) -> bool:
    """Whether two meetings are of different parties: each has one that the other has not."""
    if len(mine) < 2 or len(yours) < 2:
        return False
    sides = ((mine, yours), (yours, mine))
    return all(any(not share([one], others, persons) for one in those) for those, others in sides)


def clash(mine: Count | None, yours: Count | None) -> bool:
    """Whether two counts cannot be of one toll: both exact and different, or far apart."""
    if mine is None or yours is None:
        return False
    low, high = (mine, yours) if (mine.min or 0) <= (yours.min or 0) else (yours, mine)
    if low.min == high.min:
        return False
    if low.max is not None and high.max is not None:
        return low.max < (high.min or 0)
    if low.max is None and not VAGUE.search(low.text):
        return (high.min or 0) > GROWTH * (low.min or 0) + 2
    return (low.max or ARTICLE_END) < (high.min or 0)


def is_vague(count: Count) -> bool:
    """Whether a count is told without a figure: "dozens" gives way to "at least 20"."""
    return bool(VAGUE.search(count.text)) and not any(character.isdigit() for character in count.text)


def dates_clash(event: Told, told: Told) -> bool:
    """Whether the two cannot have happened at one time."""
    if event.when is None or told.when is None:
        return False
    return any(are_other_days(when, told.when) for when in (event.when, *event.times))


def are_other_days(one: DateSpan, other: DateSpan) -> bool:
    """Whether two times have no day in common, or one is a day and the other a long stretch."""
    if is_span(one) != is_span(other):
        return True
    last = max(one.start, other.start)
    ends = [end for end in (one.end, other.end) if end is not None]
    return bool(ends) and last > min(ends)


def is_span(when: DateSpan) -> bool:
    """Whether a time is a long stretch ("since March", "over the past year") and no day or week."""
    last = when.end or when.start + LONG
    return (last - when.start >= LONG and when.precision in {"day", "week"}) or (when.open and when.precision != "day")


def places_clash(one: Place | None, other: Place | None) -> bool:
    """Whether the two are different places, neither within the other."""
    if one is None or other is None or one.name == other.name:
        return False
    if one.country != other.country and one.country and other.country:
        return True
    wide = {"country", "region"}
    if one.precision in wide or other.precision in wide:
        return False
    if (one.is_titled or other.is_titled) and one.admin1 is not None and one.admin1 == other.admin1:
        return False  # a headline calls a province by the name of its town
    if "province" in (one.precision, other.precision):
        return bool(one.admin1 and other.admin1 and one.admin1 != other.admin1)
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return False
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) > 0.5


def are_neighbours(one: Place, other: Place) -> bool:
    """Whether the two are different towns or quarters, of which neither is only the headline's."""
    if {one.precision, other.precision} - {"point", "city"} or one.is_titled or other.is_titled:
        return False
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return False
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) > NEXT


def gap(event: Told, told: Told) -> int:
    """Sentences between two tellings."""
    return min(abs(mine - yours) for mine in recent(event.sentences) for yours in recent(told.sentences))


def recent(sentences: list[int]) -> list[int]:
    """The first and the last sentences of an event: enough to see what is near, however often it is told."""
    return sentences if len(sentences) <= 24 else [*sentences[:4], *sentences[-20:]]
