"""Two texts worded alike: stories of one template, or one story. Then every other detail is meant."""

from collections.abc import Iterator

from .points import SAME_PLACE_KM, Point, days_apart, far, fine, fresh, kilometres, tells_of, words
from .reports import Report
from .words import exchanged, worded_alike


def points(one: Report, other: Report) -> Iterator[Point]:
    """Yield what speaks against one event where the wording is the same."""
    wordings = [(one.wording, other.wording)]
    if one.top and other.top:
        wordings.insert(0, (one.top.wording, other.top.wording))
    alike = [pair for pair in wordings if worded_alike(*pair)]
    if not alike:
        return
    changed = next((names for names in (exchanged(*pair) for pair in alike) if names), None)
    names = changed or _other_places(one, other)
    if names:
        yield Point(-6.0, f"worded alike, but of {names[0].title()} and of {names[1].title()}")
    if _other_day(one, other):
        yield Point(-5.0, "worded alike, but of another day")
    elif one.killed and other.killed and far(one.killed.low, other.killed.low) and not _counted(one, other):
        yield Point(-4.0, "worded alike, but of another toll")


def _other_places(one: Report, other: Report) -> tuple[str, str] | None:
    here, there = one.place, other.place
    if here is None or there is None or not fine(here, there):
        return None
    apart = kilometres(here, there)
    if apart is not None and apart <= SAME_PLACE_KM:
        return None
    return None if tells_of(other, here) or tells_of(one, there) else (here.name, there.name)


def _other_day(one: Report, other: Report) -> bool:
    if one.top and other.top and one.top.weekday and one.top.weekday == other.top.weekday:
        return False
    apart = days_apart(one, other)
    return apart is not None and apart > 0 and fresh(one) and fresh(other)


def _counted(one: Report, other: Report) -> bool:
    """Tell whether one report names the toll that the coder found in the other."""
    tolls = (one.killed, other), (other.killed, one)
    return any(toll is not None and str(toll.low) in words(report) for toll, report in tolls)
