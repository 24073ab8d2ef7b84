"""Reports into events: the surest pairs first, as long as the whole group agrees and no constraint is broken.

What comes out depends on the set of reports alone, not on their order: pairs are taken by rule, score and id. It also
depends on nothing outside a report's component, the reports that a chain of joinable pairs connects; so a late report
changes only its own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from .decisions import Constraints
from .pairs import Verdict
from .reports import Report

AGREE = 0.4
"""Two groups join if the pairs between them have this score on average: one strong pair makes no chain."""
WITNESSES = 12
"""Reports of a group that are asked whether they agree: its first ones."""

RULES = ("same_report", "copy", "same_event")
"""In this order pairs are taken: what articles lead with is joined before what they mention."""


class Edge(NamedTuple):
    """What the comparison of two reports that join came to, without the points: edges are many."""

    rule: str
    score: float


Edges = Mapping[tuple[str, str], Edge]
"""Own ids of two reports, the smaller first -> what their comparison came to; only pairs that join."""


class Joint(NamedTuple):
    """How a report came into its group.

    Attributes:
        to: Own id of the report it was joined to; None for a person's decision.
        score: Of the pair; 1 for a decision.
        verdict: What it was made of; None for a decision.
    """

    to: str | None
    score: float
    verdict: Verdict | None


class Group(NamedTuple):
    """Reports of one event.

    Attributes:
        members: In canonical order; the first is the founder.
        joints: Own id -> how it came in; without the founder.
    """

    members: tuple[Report, ...]
    joints: Mapping[str, Joint]


def components(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the connected components, each sorted, in the order of their first member."""
    parent = {each: each for each in ids}
    for one, other in pairs:
        a, b = _root(parent, one), _root(parent, other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    found: dict[str, list[str]] = defaultdict(list)
    for each in sorted(parent):
        found[_root(parent, each)].append(each)
    return [found[root] for root in sorted(found)]


def _root(parent: dict[str, str], each: str) -> str:
    while parent[each] != each:
        parent[each] = parent[parent[each]]
        each = parent[each]
    return each


def group(
    reports: Sequence[Report], edges: Edges, constraints: Constraints, compare: Callable[[Report, Report], Verdict]
) -> list[Group]:
    """Group reports in canonical order; `compare` judges those that are not among the edges, and says why."""
    known = {report.own_id: report for report in reports}
    forest = _Forest(known, constraints, edges, compare)
    for one, other in constraints.same:
        if one in known and other in known:
            forest.glue(one, other)
    for one, other in sorted(edges, key=lambda pair: (RULES.index(edges[pair].rule), -edges[pair].score, pair)):
        forest.join(one, other)
    return forest.groups()


class _Forest:
    """Groups as they grow."""

    def __init__(
        self,
        known: Mapping[str, Report],
        constraints: Constraints,
        edges: Edges,
        compare: Callable[[Report, Report], Verdict],
    ) -> None:
        self.known = known
        self.constraints = constraints
        self.edges = edges
        self.compare = compare
        self.scores = {pair: verdict.score for pair, verdict in edges.items()}
        self.root = {own_id: own_id for own_id in known}
        self.members = {own_id: [own_id] for own_id in known}
        self.articles = {own_id: {report.mention.article_id} for own_id, report in known.items()}
        self.refused: dict[tuple[str, str], int] = {}
        self.links: dict[str, list[tuple[str, Joint]]] = defaultdict(list)

    def glue(self, one: str, other: str) -> None:
        """Join because a person said so."""
        a, b = self.root[one], self.root[other]
        if a != b:
            self._merge(a, b, one, other, Joint(None, 1.0, None))

    def join(self, one: str, other: str) -> None:
        """Join the groups of a pair unless something speaks against it."""
        a, b = self.root[one], self.root[other]
        if a == b or not self.articles[a].isdisjoint(self.articles[b]):
            return
        asked = min(a, b), max(a, b)
        size = len(self.members[a]) + len(self.members[b])
        if self.refused.get(asked) == size:  # neither has grown since
            return
        if self.constraints.apart(self.members[a], self.members[b]) or not self._agree(a, b):
            self.refused[asked] = size
            return
        verdict = self.compare(self.known[one], self.known[other])
        self._merge(a, b, one, other, Joint(None, verdict.score, verdict))

    def _agree(self, a: str, b: str) -> bool:
        """Tell whether the mean score of the pairs between two groups is enough; no more are compared than tell it."""
        ours, theirs = self._witnesses(a), self._witnesses(b)
        pairs = [(min(one, other), max(one, other)) for one in ours for other in theirs]
        unknown = [pair for pair in pairs if pair not in self.scores]
        found, left = sum(self.scores.get(pair, 0.0) for pair in pairs), len(unknown)
        enough = AGREE * len(pairs)
        for pair in unknown:
            if found >= enough or found + left < enough:
                break
            found, left = found + self._score(pair), left - 1
        return found >= enough

    def _witnesses(self, root: str) -> list[str]:
        return sorted(self.members[root], key=lambda own_id: self.known[own_id].order)[:WITNESSES]

    def _score(self, pair: tuple[str, str]) -> float:
        one, other = pair
        self.scores[pair] = self.compare(self.known[one], self.known[other]).score
        return self.scores[pair]

    def _merge(self, a: str, b: str, one: str, other: str, joint: Joint) -> None:
        if len(self.members[a]) < len(self.members[b]):
            a, b = b, a
        for own_id in self.members[b]:
            self.root[own_id] = a
        self.members[a] += self.members.pop(b)
        self.articles[a] |= self.articles.pop(b)
        self.links[one].append((other, joint))
        self.links[other].append((one, joint))

    def groups(self) -> list[Group]:
        found = []
        for members in self.members.values():
            ordered = sorted((self.known[own_id] for own_id in members), key=lambda report: report.order)
            found.append(Group(tuple(ordered), self._joints(ordered[0].own_id)))
        return sorted(found, key=lambda each: each.members[0].order)

    def _joints(self, founder: str) -> dict[str, Joint]:
        """Follow the joins from the founder out: each report was joined to the one nearer to the founder."""
        joints: dict[str, Joint] = {}
        front = [founder]
        seen = {founder}
        while front:
            here = front.pop()
            for there, joint in self.links.get(here, ()):
                if there not in seen:
                    seen.add(there)
                    joints[there] = joint._replace(to=here)
                    front.append(there)
        return joints
