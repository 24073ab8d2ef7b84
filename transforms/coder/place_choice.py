"""Which of the places of one name is meant: the article's own context decides."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Optional

from .gazetteer import Found, Gazetteer, Place
from .place_spans import NameSpan

# What the word beside a name calls it -> how well each kind of place agrees.
_AGREES = {
    "province": {"province": 3.0, "district": 0.0, "city": -1.0, "region": 1.0, "country": -6.0},
    "district": {"district": 3.0, "city": 1.0, "province": -1.0, "point": 1.0, "country": -6.0},
    "city": {"city": 3.0, "point": 1.0, "district": -1.0, "province": -3.0, "country": -8.0},
    "area": {"region": 2.0, "province": 1.5, "district": 1.0, "city": 0.5, "country": -2.0},
    "countryside": {"province": 1.0, "city": 1.0, "district": 1.0, "country": -6.0},
    "quarter": {"point": 2.0, "city": 0.0, "district": 0.5, "province": -3.0, "country": -8.0},
    "point": {"point": 2.0, "city": 0.5, "district": 0.0, "province": -1.0, "country": -2.0},
}
# Without such a word: a town rather than the division that has its name from it.
_PRIOR = {"country": 9.0, "city": 0.6, "province": 0.0, "district": -1.8, "point": 0.0, "region": 0.5}
_HOW = {"main": 0.3, "other": 0.0, "loose": -1.2}


@dataclass
class Context:
    """What an article says of where it plays: countries and divisions, each with a weight, and large towns."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    divisions: Counter[int] = field(default_factory=Counter)
    towns: dict[int, Place] = field(default_factory=dict)

    def share(self, country: Optional[str]) -> float:
        """How much of the article's weight a country has, 0 to 1."""
        total = sum(self.countries.values())
        return self.countries.get(country, 0.0) / total if country and total else 0.0

    def is_beside(self, place: Place) -> bool:
        """Whether a place lies in or right beside a large town that the article names."""
        return any(place.id != town.id and _gap(place, town) <= SUBURB for town in self.towns.values())

    @property
    def is_known(self) -> bool:
        """Whether the article has named countries often enough to tell what it is about."""
        return sum(self.countries.values()) >= 3

    @property
    def main(self) -> Optional[str]:
        """The country that most of the article is about; None where it is about none or about several alike."""
        if not self.countries:
            return None
        ranked = sorted(self.countries.items(), key=lambda item: (-item[1], item[0]))
        return ranked[0][0] if ranked[0][1] >= 1 else None


SUBURB = 0.3
"""Degrees of latitude and longitude together between a town and its quarters."""
QUARTERED = 100_000
"""People of a town that has quarters."""


def is_dominant(found: tuple[Found, ...]) -> bool:
    """Whether one country's place of a name dwarfs all others of it: context for the rest of the article."""
    if not found or found[0].how == "loose":
        return False
    first = found[0].place
    if first.kind == "country":
        # "Georgia" says nothing until the rest of the article has spoken.
        return not any(
            each.place.kind == "province" and each.place.population > 1_000_000 and each.place.country != first.country
            for each in found
        )
    if first.kind == "region":
        return True
    others = [each.place.population for each in found if each.place.country != first.country]
    # A town of a name that is another country's too says nothing of where an article plays, unless it is large.
    least = NAMED_BY_ITSELF if others else 20_000
    return first.population > least and first.population > 10 * max(others, default=0)


NAMED_BY_ITSELF = 200_000


def covers(outer: Place, inner: Place) -> bool:
    """Whether a country or division holds a place."""
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    if outer.kind in {"province", "district"}:
        return outer.id in {inner.admin1_id, inner.admin2_id}
    # "Salaheddin, Aleppo": the town next to it, though no division.
    return outer.kind == "city" and inner.kind == "point" and outer.country == inner.country


WITHIN = 1.0
"""Degrees of latitude and longitude together that a place "in" or "of" a town may lie from it."""


def is_namesake(place: Place, outer: tuple[Found, ...]) -> bool:
    """Whether a place lies in none of those that it is told to lie in: "the Shahba neighbourhood of Aleppo"."""
    return not any(covers(each.place, place) or _is_close(each.place, place) for each in outer)


def _is_close(one: Place, other: Place) -> bool:
    if one.kind == "region":
        return True
    if None in (one.latitude, one.longitude, other.latitude, other.longitude) or one.kind == "country":
        return one.country == other.country
    return _gap(one, other) <= (WITHIN if one.kind in {"city", "point"} else 2 * WITHIN)


def _gap(one: Place, other: Place) -> float:
    return abs((one.latitude or 0) - (other.latitude or 0)) + abs((one.longitude or 0) - (other.longitude or 0))


def choose(
    span: NameSpan,
    found: tuple[Found, ...],
    context: Context,
    near: frozenset[str],
    beside: tuple[Found, ...],
    gazetteer: Gazetteer,
) -> Optional[tuple[Found, float]]:
    """The likeliest place of a name and its score.

    Args:
        span: The name and the words around it.
        found: The places of that name.
        context: What the article is about.
        near: Countries that the sentence names.
        beside: Places of the name next to it ("Paris, Texas").
        gazetteer: To know capitals.
    """
    ranked = sorted(
        (
            (score(span, each, context, near, beside, gazetteer) + rivalry(each, found), -position, each)
            for position, each in enumerate(found)
        ),
        key=lambda item: item[:2],
        reverse=True,
    )
    return (ranked[0][2], ranked[0][0]) if ranked else None


FAMOUS = 500_000
"""People of a town whose own name is no by-name of another one."""


def rivalry(one: Found, found: tuple[Found, ...]) -> float:
    """What the other places of a name take from one: "Mexico" is the country, "Georgia" leaves it open."""
    place = one.place
    if place.kind == "country":
        rivals = (each.place for each in found if each.place.kind == "province" and each.place.country != place.country)
        return -3.0 if any(rival.population > 1_000_000 for rival in rivals) else 0.0
    if place.kind == "city" and one.how != "main":
        if any(each.place.kind == "country" and each.place.country == place.country for each in found):
            return -6.0
        # Anantnag in Kashmir was once an Islamabad too.
        towns = [each.place for each in found if each.how == "main" and each.place.kind == "city"]
        is_of_large = any(town.population >= FAMOUS and town.country != place.country for town in towns)
        return -12.0 if is_of_large else 0.0
    return 0.0


def score(
    span: NameSpan,
    found: Found,
    context: Context,
    near: frozenset[str],
    beside: tuple[Found, ...],
    gazetteer: Gazetteer,
) -> float:
    """How likely a place is meant: size, kind, spelling, and above all the countries the article is about."""
    place = found.place
    size = 3.5 if place.kind == "country" else min(math.log10(place.population + 10), 7.0)
    value = size + _PRIOR.get(place.kind, 0.0) + _HOW[found.how]
    if span.wanted is not None:
        value += _AGREES[span.wanted].get(place.kind, 0.0)
        if place.kind == "district" and span.wanted == "district":
            value += 1.8
    share = context.share(place.country)
    if place.kind == "country":
        value += 2.0 * share
    elif context.countries and place.kind != "region":
        value += 1.0 + 5.0 * share if share else (-0.5 if place.population > 1_000_000 else -2.0)
    if place.country in near and place.kind != "country":
        value += 2.0
    if place.admin1_id is not None and context.divisions[place.admin1_id]:
        value += 0.8
    if any(covers(each.place, place) for each in beside):
        value += 6.0
    if gazetteer.is_capital(place):
        value += 2.0
    if place.kind == "point" or (place.kind == "city" and place.population < QUARTERED):
        # "Zahraa" in news of Homs is its quarter, not the town of that name near Aleppo.
        if context.is_beside(place):
            value += 2.0
        elif span.wanted == "quarter" and any(town.country == place.country for town in context.towns.values()):
            value -= 2.0
    return value
