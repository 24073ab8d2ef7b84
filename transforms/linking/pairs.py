"""How far two reports speak of one event: points for and against, each with its reason, and a score made of them.

Unknown is not a conflict: what one of the two does not say counts neither way.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from .reports import Place, Report, Span
from .words import similarity

WINDOW = 10
"""Days between two reports beyond which they are not compared."""
GROUPS = {
    "occurred": "did", "ongoing": "did", "denied": "did", "disputed": "did",
    "planned": "will", "hypothetical": "may", "historical": "past",
}  # fmt: skip
"""Status -> what must be the same: a plan is not the act, a summary of many acts is none of them."""
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
    total = sum(point.weight for point in points)
    rule = "same_report" if one.head is not None and other.head is not None else "same_event"
    return Verdict(1 / (1 + math.exp(-total)), points, rule)


def comparable(one: Report, other: Report) -> bool:
    """Tell whether two reports can be of one event at all: kinds of status, reported within the window."""
    if GROUPS[one.mention.status] != GROUPS[other.mention.status]:
        return False
    return _gap(one, other) <= WINDOW


def _gap(one: Report, other: Report) -> int:
    if one.day is None or other.day is None:
        return 0
    return abs((one.day - other.day).days)


def _points(one: Report, other: Report) -> Iterator[Point]:
    yield from _words(one, other)
    yield from _reported(one, other)
    yield from _days(one, other)
    yield from _places(one, other)
    yield from _tolls(one.killed, other.killed, "killed")
    yield from _types(one, other)


def _words(one: Report, other: Report) -> Iterator[Point]:
    sentences = similarity(one.words, other.words)
    if one.head is not None and other.head is not None:
        like = similarity(one.head, other.head)
        yield Point(-1.5, "two reports")
        yield Point(6.5 * like, f"title and beginning alike by {like:.2f}")
        yield Point(2.7 * sentences, f"sentences alike by {sentences:.2f}")
    else:
        yield Point(-3.0, "two mentions")
        yield Point(5.0 * sentences, f"sentences alike by {sentences:.2f}")


def _reported(one: Report, other: Report) -> Iterator[Point]:
    gap = _gap(one, other)
    if gap:
        yield Point(-0.6 * min(gap, 5), f"reported {gap} days apart" if gap > 1 else "reported a day apart")


def _days(one: Report, other: Report) -> Iterator[Point]:
    if one.days is None or other.days is None:
        return
    apart = max((other.days[0] - one.days[1]).days, (one.days[0] - other.days[1]).days)
    if apart <= 0:
        exact = one.days[0] == one.days[1] and other.days[0] == other.days[1]
        yield Point(0.5 if exact else 0.2, f"both on {one.days[0]}" if exact else "times overlap")
    else:
        yield Point(-0.4 * min(apart, 4), f"happened {apart} days apart" if apart > 1 else "happened a day apart")


def _places(one: Report, other: Report) -> Iterator[Point]:
    here, there = one.place, other.place
    if here is None or there is None:
        return
    if here.country and there.country and here.country != there.country:
        yield Point(-3.0, f"{here.name} and {there.name} are in different countries")
        return
    if here.precision not in FINE or there.precision not in FINE:
        return
    apart = kilometres(here, there)
    if here.name == there.name or (apart is not None and apart <= SAME_PLACE_KM):
        yield Point(1.5, f"both in {here.name}" if here.name == there.name else f"{here.name} is near {there.name}")
    elif apart is not None and apart >= OTHER_PLACE_KM:
        yield Point(-3.0, f"{here.name} is {apart:.0f} km from {there.name}")


def kilometres(here: Place, there: Place) -> float | None:
    """Return the distance of two places in kilometres, None where one has no coordinates."""
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        return None
    a, b = math.radians(here.latitude), math.radians(there.latitude)
    east = math.radians(there.longitude - here.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(east / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def _tolls(one: Span | None, other: Span | None, what: str) -> Iterator[Point]:
    if one is None or other is None:
        return
    if one.low == other.low:
        yield Point(0.5, f"both say {one.low} {what}")
        return
    small, large = sorted((one.low, other.low))
    far = large > 2 * small + 5
    yield Point(-0.9 if far else -0.1, f"{one.low} and {other.low} {what}")


def _types(one: Report, other: Report) -> Iterator[Point]:
    if one.mention.event_type != other.mention.event_type:
        yield Point(-1.0, f"{one.mention.event_type} and {other.mention.event_type}")
