"""What a change can change: the reports whose events may come out otherwise when some reports come or go."""

from collections.abc import Iterable, Mapping, Sequence

from .candidates import NEAREST, SHARED_LEADS, meet
from .clusters import JOIN
from .pairs import compare
from .reports import Report


def neighbourhood(
    reports: Sequence[Report], changed: Iterable[str], together: Mapping[str, Iterable[str]] | None = None
) -> set[str]:
    """Return the ids of all mentions that a change can reach, and of those that it changes.

    Args:
        reports: Those there are and those that are gone, in canonical order.
        changed: Mentions that came or are gone.
        together: Mention -> others that stand or stood in one event with it, or that a person put there.

    A new report can crowd others out of the comparisons of those it meets; these are reached, and so is everything a
    chain of joinable pairs connects with them, now or before. That is a little more than can truly change.
    """
    altered = set(changed)
    meetings = meet(reports, 2 * NEAREST + len(altered))
    position = {report.mention.mention_id: number for number, report in enumerate(reports)}
    front = [position[mention_id] for mention_id in sorted(altered) if mention_id in position]
    front += [there for here in front for there in meetings[here]]
    reached = set(front)
    while front:
        here = front.pop()
        near = {there for there, count in meetings[here].items() if count >= SHARED_LEADS and there not in reached}
        joined = {there for there in near if compare(reports[here], reports[there]).score >= JOIN}
        others = (together or {}).get(reports[here].mention.mention_id, ())
        joined |= {position[mention_id] for mention_id in others if mention_id in position}
        front += sorted(joined - reached)
        reached |= joined
    return {reports[number].mention.mention_id for number in reached}
