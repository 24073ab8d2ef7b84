"""Whether what a telling says lies in the past: long ago, a habit, a sum of many acts."""

from datetime import date

from .background import beginning
from .status import HISTORICAL, is_habit, is_series
from .told import Told

PRESENT = frozenset({"occurred", "ongoing"})
YEAR, MANY = 365, 5000
"""Days after which an act is history; a toll that only a whole war has."""


def settled(told: Told, published: date | None, *, is_violent: bool) -> str:
    """A telling's status, historical where it lies more than about a year back or sums up many acts.

    `is_violent` tells whether the article speaks of violence at all.
    """
    act, when = told.act, told.when
    if act.status not in {"occurred", "ongoing"}:
        return act.status
    goes_on = act.status == "ongoing" and when is not None and when.open  # "under siege since 2013"
    if when and published and (published - when.start).days > YEAR and when.kind != "deictic" and not goes_on:
        return "historical"
    if any((count.min or 0) >= MANY for count in told.tolls.values()) or HISTORICAL.search(act.sentence.text):
        return "historical"
    if when is None and is_violent and beginning(act) is not None:
        return "historical"
    if is_habit(act.token) or is_habit(act.base):
        return "historical"
    if act.is_noun and not told.tolls and is_series(act.base) and (when is None or when.precision != "day"):
        return "historical"
    return act.status


def sum_up(tellings: list[Told]) -> None:
    """Let acts of a sentence go into history with one of their type and doer: "carried out daily raids, killing …"."""
    for one in tellings:
        for other in tellings:
            same = one.event_type == other.event_type and one.actors and one.actors == other.actors
            if (same or is_detail(other, one)) and one.status == "historical" and other.status in PRESENT:
                other.status = "historical"


def is_detail(told: Told, whole: Told) -> bool:
    """Whether a verb below the one of a sum only says how it came about: "30 were killed, most of them shot"."""
    verb = told.act.base
    is_same = told.event_type == whole.event_type and not (told.tolls or told.act.is_noun)
    return is_same and "killed" in whole.tolls and whole.act.base.is_ancestor(verb)
