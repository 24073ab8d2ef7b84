"""How far two reports speak of one event: points for and against, each with its reason, and a score made of them.

Unknown is not a conflict: what one of the two does not say counts neither way.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from . import leads, passing, twins
from .points import Point, gap
from .reports import Report
from .words import similarity

WINDOW = 10
"""Days between two reports beyond which they are not compared."""
GROUPS = {
    "occurred": "did", "ongoing": "did", "denied": "did", "disputed": "did",
    "planned": "will", "hypothetical": "may", "historical": "past",
}  # fmt: skip
"""Status -> what must be the same: a plan is not the act, a summary of many acts is none of them."""


class Verdict(NamedTuple):
    """What a comparison came to.

    Attributes:
        score: 0 to 1; from 0.5 on two reports join.
        points: What it is made of.
        rule: copy (the same sentence in copies of one text), same_report (both articles lead with it), same_event.
    """

    score: float
    points: tuple[Point, ...]
    rule: str = "same_event"


JOIN = 0.5
"""A pair with this score joins: one whose points come to 0 or more."""
SLACK = 1e-9
"""So that rounding keeps no pair from being compared."""
NEVER = Verdict(0.0, ())
COPIED = 0.8
"""Likeness of two sentences in copies of one text that are one sentence."""


def compare(one: Report, other: Report) -> Verdict:
    """Compare two reports; the same whichever comes first."""
    if other.order < one.order:
        one, other = other, one
    if not comparable(one, other):
        return NEVER
    return _copied(one, other) or _verdict(one, other, (*_points(one, other), *twins.points(one, other)))


def joined(one: Report, other: Report) -> Verdict | None:
    """Return what the comparison of two reports comes to if they join: `compare`, as far as it is worth it."""
    if other.order < one.order:
        one, other = other, one
    if not comparable(one, other):
        return None
    copied = _copied(one, other)
    if copied is not None:
        return copied
    best = leads.best(one, other, one.top, other.top) if one.top and other.top else passing.best(one, other)
    if best < -SLACK:
        return None
    points = tuple(_points(one, other))
    if math.fsum(point.weight for point in points) < -SLACK:  # how they are worded only speaks against
        return None
    verdict = _verdict(one, other, (*points, *twins.points(one, other)))
    return verdict if verdict.score >= JOIN else None


def _copied(one: Report, other: Report) -> Verdict | None:
    if one.original != other.original or one.mention.event_type != other.mention.event_type:
        return None
    like = similarity(one.words, other.words)
    if like < COPIED and not (one.top and other.top):
        return None
    told = "the same sentence" if like >= COPIED else "what both lead with"
    return Verdict(0.99, (Point(like, f"{told} in copies of one text"),), "copy")


def _verdict(one: Report, other: Report, points: tuple[Point, ...]) -> Verdict:
    rule = "same_report" if one.top and other.top else "same_event"
    return Verdict(1 / (1 + math.exp(-math.fsum(point.weight for point in points))), points, rule)


def comparable(one: Report, other: Report) -> bool:
    """Tell whether two reports can be of one event at all: kinds of status, published within the window."""
    if GROUPS[one.mention.status] != GROUPS[other.mention.status] or one.day is None or other.day is None:
        return False
    return gap(one, other) <= WINDOW


def _points(one: Report, other: Report) -> Iterator[Point]:
    if one.top and other.top:
        yield from leads.points(one, other, one.top, other.top)
    else:
        yield from passing.points(one, other)
