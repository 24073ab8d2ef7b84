"""What a change can change: the reports whose events may come out otherwise when some reports come or go."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .candidates import likely
from .pairs import joined
from .reports import Report

Pair = tuple[str, str]
"""Ids of two mentions, the smaller first."""


def neighbourhood(
    before: Sequence[Report], after: Sequence[Report], together: Mapping[str, Iterable[str]] | None = None
) -> set[str]:
    """Return the ids of all mentions that a change can reach, and of those that it changes.

    Args:
        before: The reports there were, in canonical order.
        after: Those there are.
        together: Mention -> others that stand or stood in one event with it, or that a person put there.

    A change touches those that came or went, those that are read otherwise (a copy has another original), and those
    that are compared with others than before. What a chain of joinable pairs connects with them, before or now, is
    reached too; nothing else can come out otherwise.
    """
    old, new = ({report.mention.mention_id: report for report in reports} for reports in (before, after))
    pairs_before, pairs_after = _pairs(before), _pairs(after)
    touched = {
        mention_id for mention_id in old.keys() | new.keys() if _differs(old.get(mention_id), new.get(mention_id))
    }
    touched |= {mention_id for pair in pairs_before ^ pairs_after for mention_id in pair}
    compared: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(pairs_before | pairs_after):
        compared[one].append(other)
        compared[other].append(one)
    reached = set(touched)
    front = sorted(touched)
    while front:
        here = front.pop()
        near = {there for there in compared[here] if there not in reached}
        reach = {there for there in near if _join(old, here, there) or _join(new, here, there)}
        reach |= {there for there in (together or {}).get(here, ()) if there in old or there in new}
        front += sorted(reach - reached)
        reached |= reach
    return reached


def _pairs(reports: Sequence[Report]) -> set[Pair]:
    ids = [report.mention.mention_id for report in reports]
    return {(min(ids[one], ids[other]), max(ids[one], ids[other])) for one, other in likely(reports)}


def _differs(one: Report | None, other: Report | None) -> bool:
    if one is None or other is None:
        return True
    return (one.own_id, one.original, one.reported) != (other.own_id, other.original, other.reported)


def _join(reports: Mapping[str, Report], one: str, other: str) -> bool:
    here, there = reports.get(one), reports.get(other)
    return here is not None and there is not None and joined(here, there) is not None
