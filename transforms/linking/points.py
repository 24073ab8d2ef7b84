"""What the comparisons of reports share: points, and how far two reports are apart in time, place and toll."""

import math
from typing import NamedTuple

from .reports import Place, Report
from .words import NAMED, Vector, sounds, stems

FINE = frozenset({"point", "city", "district"})
SAME_PLACE_KM = 15.0
"""A village and the town it is told by."""
OTHER_PLACE_KM = 60.0
FRESH = 3
"""Days after the act up to which a report's date of it is to be relied on: older ones are often those of background."""


class Point(NamedTuple):
    """Something that speaks for (positive) or against (negative) one event, and how it is said in words."""

    weight: float
    reason: str


def gap(one: Report, other: Report) -> int:
    """Return how many days lie between two reports."""
    return abs((one.day - other.day).days) if one.day and other.day else 0


def days(number: int) -> str:
    """Return a number of days in words."""
    return f"{number} days" if number > 1 else "a day"


def days_apart(one: Report, other: Report) -> int | None:
    """Return how many days lie between two acts, 0 or less where they can be of one day; None where unknown."""
    if one.days is None or other.days is None:
        return None
    return max((other.days[0] - one.days[1]).days, (one.days[0] - other.days[1]).days)


def fresh(report: Report) -> bool:
    """Tell whether a report names the day of an act that was news when it was published."""
    if report.day is None or report.days is None or report.days[0] != report.days[1]:
        return False
    return 0 <= (report.day - report.days[0]).days <= FRESH


def far(one: int, other: int) -> bool:
    """Tell whether two tolls are too far from each other to be counts of one event at one time."""
    small, large = sorted((one, other))
    return large > 2 * small + 5


def fine(here: Place | None, there: Place | None) -> bool:
    """Tell whether two places are both known to the town."""
    return bool(here and there and here.precision in FINE and there.precision in FINE)


def words(report: Report) -> Vector:
    """Return the words of how a report's article begins, or of its sentences where it does not lead it."""
    return report.top.head if report.top else report.words


def tells_of(report: Report, place: Place) -> bool:
    """Tell whether a report names a place, be it another than the coder took for the act's."""
    found = words(report)
    return all(word in found or f"{NAMED}{sounds(word)}" in found for word in stems(place.name))


def kilometres(here: Place, there: Place) -> float | None:
    """Return the distance of two places in kilometres, 0 for one name, None where one has no coordinates."""
    if here.name == there.name:
        return 0.0
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        return None
    a, b = math.radians(here.latitude), math.radians(there.latitude)
    east = math.radians(there.longitude - here.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(east / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
