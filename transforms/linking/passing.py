"""What articles mention, in passing or not: points from the sentences and from what the coder made of them."""

from collections.abc import Iterator

from ...schemas.rows import Mention
from .points import OTHER_PLACE_KM, SAME_PLACE_KM, Point, days, days_apart, far, fine, gap, kilometres
from .reports import Report
from .words import similarity

LONGEST_GAP = 5


def best(one: Report, other: Report) -> float:
    """Return more than the points of a pair can come to, at the price of a few: most pairs need no more."""
    kinds = 0.8 if one.mention.event_type == other.mention.event_type else -2.0
    late = 0.8 * min(gap(one, other), LONGEST_GAP)
    return -3.2 + 5.0 * similarity(one.words, other.words) + 1.0 + 0.5 + 0.7 + kinds - late


def points(one: Report, other: Report) -> Iterator[Point]:
    """Yield what speaks for and against one event of two reports of which one does not lead its article."""
    sentences = similarity(one.words, other.words)
    yield Point(-3.2, "two mentions")
    yield Point(5.0 * sentences, f"sentences alike by {sentences:.2f}")
    between = gap(one, other)
    if between:
        yield Point(-0.8 * min(between, LONGEST_GAP), f"reported {days(between)} apart")
    yield from _days_and_tolls(one, other)
    yield from _places(one, other)
    yield from _kinds(one.mention, other.mention)
    if one.sides and other.sides and one.sides.isdisjoint(other.sides):
        yield Point(-0.5, f"done by {' '.join(min(one.sides))} and by {' '.join(min(other.sides))}")


def _days_and_tolls(one: Report, other: Report) -> Iterator[Point]:
    apart = days_apart(one, other)
    if apart is not None and apart <= 0:
        exact = one.days == other.days
        yield Point(1.0 if exact else 0.3, f"both on {one.days[0]}" if exact and one.days else "times overlap")
    elif apart is not None:
        yield Point(-0.4 if apart == 1 else -0.8, f"happened {days(apart)} apart")
    if one.killed is None or other.killed is None:
        return
    here, there = one.killed.low, other.killed.low
    if here == there:
        yield Point(0.5, f"both say {here} killed")
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
            yield Point(0.7, f"both in {here.name}" if here.name == there.name else f"{here.name} is near {there.name}")
        elif apart is not None and apart >= OTHER_PLACE_KM:
            yield Point(-2.5, f"{here.name} is {apart:.0f} km from {there.name}")
            if one.killed and other.killed and one.killed.low != other.killed.low:
                yield Point(-1.0, "neither place nor toll is the same")
    elif here.admin1 and there.admin1:
        same = here.admin1 == there.admin1
        yield Point(
            0.6 if same else -0.6, f"{here.admin1} and {there.admin1}" if not same else f"both in {here.admin1}"
        )


def _kinds(one: Mention, other: Mention) -> Iterator[Point]:
    if one.event_type != other.event_type:
        yield Point(-2.0, f"{one.event_type} and {other.event_type}")
    elif one.modes and other.modes:
        common = sorted(set(one.modes) & set(other.modes))
        yield Point(0.8, f"both {common[0]}") if common else Point(-1.2, f"{one.modes[0]} and {other.modes[0]}")
