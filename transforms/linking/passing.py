"""What articles mention, in passing or not: points from the sentences and from what the coder made of them."""

from collections.abc import Iterator

from ...schemas.rows import Mention
from .points import OTHER_PLACE_KM, SAME_PLACE_KM, Point, days, days_apart, far, fine, gap, kilometres
from .reports import Report
from .words import similarity

LONGEST_GAP = 5

BASE = -3.2
SENTENCES = 5.0
LATE = -0.8
SAME_DAY, DAYS_OVERLAP = 1.0, 0.3
SAME_TOLL = 0.5
SAME_PLACE, SAME_PROVINCE = 0.7, 0.6
SAME_MODE, OTHER_TYPE = 0.8, -2.0
"""What can speak for one event, and what is known at once to speak against it: `best` is made of these."""


def best(one: Report, other: Report) -> float:
    """Return the most that the points of a pair can come to, at the price of a few: most pairs need no more."""
    kinds = SAME_MODE if one.mention.event_type == other.mention.event_type else OTHER_TYPE
    slots = max(SAME_DAY, DAYS_OVERLAP) + SAME_TOLL + max(SAME_PLACE, SAME_PROVINCE)
    return BASE + SENTENCES * similarity(one.words, other.words) + slots + kinds + _late(one, other)


def _late(one: Report, other: Report) -> float:
    return LATE * min(gap(one, other), LONGEST_GAP)


def points(one: Report, other: Report) -> Iterator[Point]:
    """Yield what speaks for and against one event of two reports of which one does not lead its article."""
    sentences = similarity(one.words, other.words)
    yield Point(BASE, "two mentions")
    yield Point(SENTENCES * sentences, f"sentences alike by {sentences:.2f}")
    between = gap(one, other)
    if between:
        yield Point(_late(one, other), f"reported {days(between)} apart")
    yield from _days_and_tolls(one, other)
    yield from _places(one, other)
    yield from _kinds(one.mention, other.mention)
    if one.sides and other.sides and one.sides.isdisjoint(other.sides):
        yield Point(-0.5, f"done by {' '.join(min(one.sides))} and by {' '.join(min(other.sides))}")


def _days_and_tolls(one: Report, other: Report) -> Iterator[Point]:
    apart = days_apart(one, other)
    if apart is not None and apart <= 0:
        exact = one.days == other.days
        yield Point(
            SAME_DAY if exact else DAYS_OVERLAP, f"both on {one.days[0]}" if exact and one.days else "times overlap"
        )
    elif apart is not None:
        yield Point(-0.4 if apart == 1 else -0.8, f"happened {days(apart)} apart")
    if one.killed is None or other.killed is None:
        return
    here, there = one.killed.low, other.killed.low
    if here == there:
        yield Point(SAME_TOLL, f"both say {here} killed")
        return
    yield Point(-0.6 if far(here, there) else 0.0, f"{here} and {there} killed")
    if apart is not None and apart > 0:
        yield Point(-0.7, "neither day nor toll is the same")


def _places(one: Report, other: Report) -> Iterator[Point]:
    here, there = one.place, other.place
    if here is None or there is None:
        return
    if here.country and there.country and here.country != there.country:
        yield Point(-2.0, f"{here.name} and {there.name} are in different countries")
    elif fine(here, there):
        apart = kilometres(here, there)
        if apart is not None and apart <= SAME_PLACE_KM:
            yield Point(
                SAME_PLACE, f"both in {here.name}" if here.name == there.name else f"{here.name} is near {there.name}"
            )
        elif apart is not None and apart >= OTHER_PLACE_KM:
            yield Point(-2.5, f"{here.name} is {apart:.0f} km from {there.name}")
            if one.killed and other.killed and one.killed.low != other.killed.low:
                yield Point(-1.0, "neither place nor toll is the same")
    elif here.admin1 and there.admin1:
        same = here.admin1 == there.admin1
        told = f"both in {here.admin1}" if same else f"{here.admin1} and {there.admin1}"
        yield Point(SAME_PROVINCE if same else -SAME_PROVINCE, told)


def _kinds(one: Mention, other: Mention) -> Iterator[Point]:
    if one.event_type != other.event_type:
        yield Point(OTHER_TYPE, f"{one.event_type} and {other.event_type}")
    elif one.modes and other.modes:
        common = sorted(set(one.modes) & set(other.modes))
        yield Point(SAME_MODE, f"both {common[0]}") if common else Point(-1.2, f"{one.modes[0]} and {other.modes[0]}")
