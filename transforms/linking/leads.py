"""What two articles lead with: points from how they begin, and from what the coder made of it.

The weights are those of a logistic regression, rounded (docs/linking.md): few, so that they hold for other news.
"""

from collections.abc import Iterator

from .points import OTHER_PLACE_KM, Point, days, days_apart, far, fine, fresh, gap, kilometres, tells_of
from .reports import Place, Report, Top
from .words import similarity

STRANGE = 0.1
"""Beginnings less alike than this tell of different things, whatever else agrees."""
MOST_NAMES = 3
LONGEST_GAP = 5

BASE = -0.75
HEAD = 2.6
NAME = 0.4
MEANS = 0.7
SAME_DAY = 0.35
SAME_WEEKDAY = 0.5
SAME_TOLL, NEAR_TOLL = 0.3, 0.2
LATE, LATE_UPDATE = -0.75, -0.4
"""What can speak for one event, and what time between two reports costs at least: `best` is made of these."""


def best(one: Report, other: Report, here: Top, there: Top) -> float:
    """Return the most that the points of a pair can come to, at the price of a few: most pairs need no more."""
    names = NAME * min(len(here.names.keys() & there.names.keys()), MOST_NAMES)
    late = max(LATE, LATE_UPDATE) * min(gap(one, other), LONGEST_GAP)
    return (
        BASE
        + HEAD * similarity(here.head, there.head)
        + names
        + MEANS
        + SAME_DAY
        + SAME_WEEKDAY
        + max(SAME_TOLL, NEAR_TOLL)
        + late
    )


def points(one: Report, other: Report, here: Top, there: Top) -> Iterator[Point]:
    """Yield what speaks for and against one event of two reports that lead their articles."""
    head = similarity(here.head, there.head)
    yield Point(BASE, "both lead their articles")
    yield Point(HEAD * head, f"beginnings alike by {head:.2f}")
    if head < STRANGE:
        yield Point(-0.7, "hardly a telling word in common")
    yield from _names(here, there)
    yield from _means(here, there)
    updated = (here if one.order > other.order else there).updates
    yield from _days(one, other, here, there, updated=updated)
    yield from _tolls(one, other, here, there, updated=updated)
    yield from _slots(one, other)


def _names(here: Top, there: Top) -> Iterator[Point]:
    common = here.names.keys() & there.names.keys()
    if common:
        told = ", ".join(here.names[key] for key in sorted(common)[:MOST_NAMES])
        yield Point(NAME * min(len(common), MOST_NAMES), f"both name {told}")
    elif here.names and there.names:
        yield Point(-0.3, "no name in common")


def _means(here: Top, there: Top) -> Iterator[Point]:
    if here.title_means & there.title_means:
        yield Point(MEANS, f"both titles tell of {min(here.title_means & there.title_means)}")
    elif here.title_means and there.title_means:
        yield Point(-0.65, f"titles tell of {min(here.title_means)} and of {min(there.title_means)}")
    if here.means and there.means and here.means.isdisjoint(there.means):
        yield Point(-0.7, f"beginnings tell of {min(here.means)} and of {min(there.means)}")


def _days(one: Report, other: Report, here: Top, there: Top, *, updated: bool) -> Iterator[Point]:
    between = gap(one, other)
    if between:
        weight = LATE_UPDATE if updated else LATE
        yield Point(weight * min(between, LONGEST_GAP), f"reported {days(between)} apart{', as an update' * updated}")
    apart = days_apart(one, other)
    if apart is not None and one.days and one.days == other.days:
        yield Point(SAME_DAY, f"both on {one.days[0]}")
    elif apart is not None and apart > 1 and fresh(one) and fresh(other):
        yield Point(-0.25, f"happened {days(apart)} apart")
    if here.weekday and here.weekday == there.weekday:
        yield Point(SAME_WEEKDAY, f"both name {here.weekday}")
    elif here.weekday and there.weekday and not updated:
        yield Point(-0.55, f"{here.weekday} and {there.weekday}")


def _tolls(one: Report, other: Report, here: Top, there: Top, *, updated: bool) -> Iterator[Point]:
    if here.numbers and there.numbers and here.numbers.isdisjoint(there.numbers) and not updated:
        yield Point(-0.3, f"{_listed(here.numbers)} and {_listed(there.numbers)} in the titles")
    if one.killed and other.killed:
        ours, theirs = one.killed.low, other.killed.low
        if ours == theirs:
            yield Point(SAME_TOLL, f"both say {ours} killed")
        else:
            yield Point(-0.3 if far(ours, theirs) else NEAR_TOLL, f"{ours} and {theirs} killed")


def _listed(numbers: frozenset[str]) -> str:
    return ", ".join(sorted(numbers, key=int))


def _slots(one: Report, other: Report) -> Iterator[Point]:
    here, there = one.place, other.place
    if here and there and (elsewhere := _elsewhere(here, there)):
        told = tells_of(one, there) or tells_of(other, here)  # one text has both: the coder took another
        yield Point(-0.6 if told else -2.0, elsewhere)
    if one.mention.event_type != other.mention.event_type:
        yield Point(-0.3, f"{one.mention.event_type} and {other.mention.event_type}")
    if one.sides and other.sides and one.sides.isdisjoint(other.sides):
        yield Point(-0.3, f"done by {' '.join(min(one.sides))} and by {' '.join(min(other.sides))}")


def _elsewhere(here: Place, there: Place) -> str:
    """Return in words how far two places are apart, where that is far; else nothing."""
    if here.country and there.country and here.country != there.country:
        return f"{here.name} and {there.name} are in different countries"
    apart = kilometres(here, there) if fine(here, there) else None
    return f"{here.name} is {apart:.0f} km from {there.name}" if apart is not None and apart >= OTHER_PLACE_KM else ""
