"""How far two reports speak of one event: points for and against, each with its reason, and a score made of them.

Unknown is not a conflict: what one of the two does not say counts neither way.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from ...schemas.rows import Mention
from .reports import Place, Report, Top
from .words import exchanged, similarity, worded_alike

WINDOW = 10
"""Days between two reports beyond which they are not compared."""
GROUPS = {
    "occurred": "did", "ongoing": "did", "denied": "did", "disputed": "did",
    "planned": "will", "hypothetical": "may", "historical": "past",
}  # fmt: skip
"""Status -> what must be the same: a plan is not the act, a summary of many acts is none of them."""
STRANGE = 0.1
"""Beginnings less alike than this tell of different things, whatever else agrees."""
TWIN = 0.3
"""Likeness from which it is looked at whether two texts are worded alike."""
FINE = frozenset({"point", "city", "district"})
SAME_PLACE_KM = 15.0
"""A village and the town it is told by."""
OTHER_PLACE_KM = 60.0


class Point(NamedTuple):
    """Something that speaks for (positive) or against (negative) one event, and how it is said in words."""

    weight: float
    reason: str


class Verdict(NamedTuple):
    """What a comparison came to.

    Attributes:
        score: 0 to 1; the probability, as far as the yardstick goes, that both report one event.
        points: What it is made of.
        rule: copy (the same sentence in copies of one text), same_report (both articles lead with it), same_event.
    """

    score: float
    points: tuple[Point, ...]
    rule: str = "same_event"


NEVER = Verdict(0.0, ())
COPIED = 0.8
"""Likeness of two sentences in copies of one text that are one sentence."""


def compare(one: Report, other: Report) -> Verdict:
    """Compare two reports; the same whichever comes first."""
    if other.order < one.order:
        one, other = other, one
    if not comparable(one, other):
        return NEVER
    if one.original == other.original and one.mention.event_type == other.mention.event_type:
        like = similarity(one.words, other.words)
        if like >= COPIED:
            return Verdict(0.99, (Point(like, "the same sentence in copies of one text"),), "copy")
    points = tuple(_points(one, other))
    rule = "same_report" if one.top and other.top else "same_event"
    return Verdict(1 / (1 + math.exp(-math.fsum(point.weight for point in points))), points, rule)


def comparable(one: Report, other: Report) -> bool:
    """Tell whether two reports can be of one event at all: kinds of status, published within the window."""
    if GROUPS[one.mention.status] != GROUPS[other.mention.status] or one.day is None or other.day is None:
        return False
    return _gap(one, other) <= WINDOW


def _gap(one: Report, other: Report) -> int:
    return abs((one.day - other.day).days) if one.day and other.day else 0


def _points(one: Report, other: Report) -> Iterator[Point]:
    sentences = similarity(one.words, other.words)
    if one.top and other.top:
        head, lead = similarity(one.top.head, other.top.head), similarity(one.top.lead, other.top.lead)
        yield Point(-1.2, "both lead their articles")
        yield Point(3.4 * head, f"beginnings alike by {head:.2f}")
        yield Point(1.9 * lead, f"leads alike by {lead:.2f}")
        yield Point(1.4 * sentences, f"sentences alike by {sentences:.2f}")
        yield from _titles(one.top, other.top, max(head, lead))
    else:
        lead = 0.0
        yield Point(-3.2, "two mentions")
        yield Point(5.0 * sentences, f"sentences alike by {sentences:.2f}")
    if max(sentences, lead) >= TWIN:
        yield from _twins(one, other)
    yield from _reported(one, other)
    yield from _days_and_tolls(one, other)
    yield from _places(one, other)
    yield from _kinds(one.mention, other.mention)
    if one.sides and other.sides and one.sides.isdisjoint(other.sides):
        yield Point(-0.5, f"done by {' '.join(sorted(one.sides)[0])} and by {' '.join(sorted(other.sides)[0])}")


def _titles(one: Top, other: Top, like: float) -> Iterator[Point]:
    if like < STRANGE:
        yield Point(-2.0, "hardly a telling word in common")
    if one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers):
        yield Point(-0.6, f"{_listed(one.numbers)} and {_listed(other.numbers)} in the titles")


def _twins(one: Report, other: Report) -> Iterator[Point]:
    """Yield what speaks against one event where the wording is the same: then every other detail is meant."""
    tops = (one.top.wording, other.top.wording) if one.top and other.top else (one.wording, other.wording)
    if not worded_alike(*tops) and not worded_alike(one.wording, other.wording):
        return
    names = exchanged(*tops) or exchanged(one.wording, other.wording)
    places = _other_places(one.place, other.place)
    if names or places:
        here, there = names or places or ("", "")
        yield Point(-6.0, f"worded alike, but of {here.title()} and of {there.title()}")
    apart = days_apart(one, other)
    if apart is not None and apart > 0:
        yield Point(-5.0, "worded alike, but of another day")
    elif one.killed and other.killed and _far(one.killed.low, other.killed.low):
        yield Point(-4.0, "worded alike, but of another toll")


def _other_places(here: Place | None, there: Place | None) -> tuple[str, str] | None:
    if here is None or there is None or here.name == there.name:
        return None
    apart = kilometres(here, there)
    fine = here.precision in FINE and there.precision in FINE
    return (here.name, there.name) if fine and (apart is None or apart > SAME_PLACE_KM) else None


def _far(one: int, other: int) -> bool:
    small, large = sorted((one, other))
    return large > 2 * small + 5


def _listed(numbers: frozenset[str]) -> str:
    return ", ".join(sorted(numbers, key=int))


def _reported(one: Report, other: Report) -> Iterator[Point]:
    gap = _gap(one, other)
    if gap:
        yield Point(-0.8 * min(gap, 5), f"reported {_days(gap)} apart")


def _days(number: int) -> str:
    return f"{number} days" if number > 1 else "a day"


def _days_and_tolls(one: Report, other: Report) -> Iterator[Point]:
    apart = days_apart(one, other)
    if apart is not None and apart <= 0:
        exact = one.days == other.days
        yield Point(1.0 if exact else 0.3, f"both on {one.days[0]}" if exact and one.days else "times overlap")
    elif apart is not None:
        yield Point(
            -0.4 if apart == 1 else -0.8, f"happened {apart} days apart" if apart > 1 else "happened a day apart"
        )
    if one.killed is None or other.killed is None:
        return
    here, there = one.killed.low, other.killed.low
    if here == there:
        yield Point(0.5, f"both say {here} killed")
        return
    yield Point(-0.6 if _far(here, there) else 0.0, f"{here} and {there} killed")
    if apart is not None and apart > 0:
        yield Point(-0.7, "neither day nor toll is the same")


def days_apart(one: Report, other: Report) -> int | None:
    """Return how many days lie between two acts, 0 or less where they can be of one day; None where unknown."""
    if one.days is None or other.days is None:
        return None
    return max((other.days[0] - one.days[1]).days, (one.days[0] - other.days[1]).days)


def _places(one: Report, other: Report) -> Iterator[Point]:
    here, there = one.place, other.place
    if here is None or there is None:
        return
    if here.country and there.country and here.country != there.country:
        yield Point(-2.0, f"{here.name} and {there.name} are in different countries")
    elif here.precision in FINE and there.precision in FINE:
        apart = 0.0 if here.name == there.name else kilometres(here, there)
        if apart is not None and apart <= SAME_PLACE_KM:
            near = f"both in {here.name}" if here.name == there.name else f"{here.name} is near {there.name}"
            yield Point(0.2 if one.top and other.top else 0.7, near)
        elif apart is not None and apart >= OTHER_PLACE_KM:
            yield Point(-2.5, f"{here.name} is {apart:.0f} km from {there.name}")
            if one.killed and other.killed and one.killed.low != other.killed.low:
                yield Point(-1.0, "neither place nor toll is the same")
    elif here.admin1 and there.admin1:
        same = here.admin1 == there.admin1
        yield Point(
            0.6 if same else -0.6, f"{here.admin1} and {there.admin1}" if not same else f"both in {here.admin1}"
        )


def kilometres(here: Place, there: Place) -> float | None:
    """Return the distance of two places in kilometres, None where one has no coordinates."""
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        return None
    a, b = math.radians(here.latitude), math.radians(there.latitude)
    east = math.radians(there.longitude - here.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(east / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def _kinds(one: Mention, other: Mention) -> Iterator[Point]:
    if one.event_type != other.event_type:
        yield Point(-2.0, f"{one.event_type} and {other.event_type}")
    elif one.modes and other.modes:
        common = sorted(set(one.modes) & set(other.modes))
        yield Point(0.8, f"both {common[0]}") if common else Point(-1.2, f"{one.modes[0]} and {other.modes[0]}")
