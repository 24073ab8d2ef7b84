"""What persons decided, as constraints: which reports are of one event whatever the scores say, and which are not."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...schemas.ids import digest
from ...schemas.rows import DecisionMember, EventDecision
from .reports import Report
from .words import stems


def decide(
    kind: str,
    left: Iterable[DecisionMember],
    right: Iterable[DecisionMember],
    *,
    reason: str,
    by: str,
    at: datetime.datetime,
) -> EventDecision:
    """Return the row of a decision; `kind` is merge or split."""
    here, there = sorted(set(left)), sorted(set(right))
    ids = [[member.own_event_id for member in side] for side in (here, there)]
    return EventDecision(digest("decision", kind, *ids, at.isoformat()), kind, here, there, reason, by, at)


class Constraints(NamedTuple):
    """What grouping must obey.

    Attributes:
        same: Pairs of own ids that belong together.
        sides: Own id -> the sides it stands on: of two sides with one number, the reports stay apart.
    """

    same: Sequence[tuple[str, str]] = ()
    sides: Mapping[str, frozenset[tuple[int, bool]]] = {}

    def apart(self, ours: Iterable[str], theirs: Iterable[str]) -> bool:
        """Tell whether some report of one group must stay apart from some of the other."""
        if not self.sides:
            return False
        here = _standing(self.sides, ours)
        return any((number, not side) in here for number, side in _standing(self.sides, theirs))


def _standing(sides: Mapping[str, frozenset[tuple[int, bool]]], ids: Iterable[str]) -> set[tuple[int, bool]]:
    return {side for own_id in ids for side in sides.get(own_id, ())}


def constraints(decisions: Iterable[EventDecision], reports: Iterable[Report]) -> Constraints:
    """Return what holds of the decisions: the latest first, and of an earlier one only what does not contradict it.

    A merge says that all reports of both sides are of one event. A split says the same of each side, and that the
    sides are two events. What a decision says of reports that are not there has no effect.
    """
    holding = sorted(
        (decision for decision in decisions if decision.withdrawn_at is None),
        key=lambda decision: (decision.decided_at, decision.decision_id),
        reverse=True,
    )
    if not holding:
        return Constraints()
    present = _by_article(reports, {member.article_id for each in holding for member in (*each.left, *each.right)})
    found = _Found()
    for decision in holding:
        left, right = _present(decision.left, present), _present(decision.right, present)
        if decision.kind == "merge":
            found.together([*left, *right])
        else:
            found.together(left)
            found.together(right)
            found.apart(left, right)
    return found.constraints()


def _by_article(reports: Iterable[Report], articles: set[str]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.mention.article_id in articles:
            found[report.mention.article_id].append(report)
    return found


def _present(members: Iterable[DecisionMember], reports: Mapping[str, Sequence[Report]]) -> list[str]:
    found = (find(member, reports.get(member.article_id, ())) for member in members)
    return sorted({report.own_id for report in found if report is not None})


def find(member: DecisionMember, reports: Iterable[Report]) -> Report | None:
    """Return the report a decision is about, among those of its article.

    After recoding it may have another type, or stand on another sentence first: then it is the one that has the
    sentence among its evidence, of the same type before others.
    """
    words = " ".join(stems(member.sentence))

    def rank(report: Report) -> tuple[bool, bool, str]:
        return report.own_id != member.own_event_id, report.mention.event_type != member.event_type, report.own_id

    fitting = [
        report
        for report in reports
        if report.own_id == member.own_event_id
        or any(" ".join(stems(evidence.text)) == words for evidence in report.mention.evidence)
    ]
    return min(fitting, key=rank, default=None)


class _Found:
    def __init__(self) -> None:
        self.same: list[tuple[str, str]] = []
        self.root: dict[str, str] = {}
        self.sides: dict[str, set[tuple[int, bool]]] = defaultdict(set)
        self.number = 0

    def together(self, ids: Sequence[str]) -> None:
        ordered = sorted(set(ids))
        for other in ordered[1:]:
            self._unite(ordered[0], other)

    def _unite(self, one: str, other: str) -> None:
        a, b = self._find(one), self._find(other)
        if a == b or any((number, not side) in self.sides[a] for number, side in self.sides[b]):
            return
        self.root[max(a, b)] = min(a, b)
        self.sides[min(a, b)] |= self.sides.pop(max(a, b), set())
        self.same.append((one, other))

    def apart(self, left: Iterable[str], right: Iterable[str]) -> None:
        ours, theirs = {self._find(own_id) for own_id in left}, {self._find(own_id) for own_id in right}
        self.number += 1
        for root in ours - theirs:
            self.sides[root].add((self.number, True))
        for root in theirs - ours:
            self.sides[root].add((self.number, False))

    def _find(self, own_id: str) -> str:
        while self.root.setdefault(own_id, own_id) != own_id:
            own_id = self.root[own_id]
        return own_id

    def constraints(self) -> Constraints:
        sides = {
            own_id: frozenset(self.sides[self._find(own_id)])
            for own_id in self.root
            if self.sides.get(self._find(own_id))
        }
        return Constraints(tuple(sorted(self.same)), sides)
