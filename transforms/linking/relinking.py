"""Linking what is new with its neighbourhood: the rows are those that linking everything would make of it.

All of a window is looked at in short; only what the new can reach is read, event by event.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ...schemas.ids import digest
from ...schemas.rows import Article, ArticleCopy, EventDecision, Mention
from .candidates import likely
from .clusters import Edge, Group, components, group
from .copies import body
from .decisions import Constraints, constraints
from .gallery import Gallery, Shelf, Short
from .neighbourhood import neighbourhood
from .pairs import compare, joined
from .recopying import imprint, recopy
from .reports import Report, prepare
from .rows import Linked, Previous, rows_of
from .sketches import Numbers, Sketch, sketch

AT_ONCE = 100
"""Pairs that are compared with their reports in memory."""


class Standing(NamedTuple):
    """A present mention in the window.

    Attributes:
        mention_id: Of the mention.
        article_id: Of its article.
        revision_id: The article's present revision; None where there is none.
        event_id: The event it was linked to; None where it is new.
    """

    mention_id: str
    article_id: str
    revision_id: str | None
    event_id: str | None


class Window(NamedTuple):
    """What is looked at to link what is new: everything published around it.

    Attributes:
        standing: The present mentions; best in an order in which their articles are read fast.
        gone: Mentions that were linked and are present no more.
        old_articles: The revisions of which the gone mentions were.
        lost: Mention id -> event of those that are gone.
        decisions: What persons decided.
        copies: The articles in the window that were copies.
        settled: Articles published before are too far from what is new to have become copies, or ceased to be.
    """

    standing: Sequence[Standing]
    gone: Sequence[Mention]
    old_articles: Sequence[Article]
    lost: Mapping[str, str]
    decisions: Sequence[EventDecision]
    copies: Sequence[ArticleCopy]
    settled: datetime.datetime | None = None


class Relinked(NamedTuple):
    """What linking the new made.

    Attributes:
        linked: Rows of the mentions that the new can reach, and all copies in the window.
        previous: What was written before of these mentions, and of those that are gone.
        first: The day the first of them was published.
        last: The day the last of them was published.
    """

    linked: Linked
    previous: Previous
    first: datetime.date | None
    last: datetime.date | None


def relink(window: Window, shelf: Shelf, gallery: Gallery | None = None) -> Relinked:
    """Link what is new; a gallery that is used again spares reading what it holds already."""
    gallery = gallery or Gallery()
    try:
        return _Relinking(window, shelf, gallery).run()
    finally:
        gallery.put_away()


class _Relinking:
    def __init__(self, window: Window, shelf: Shelf, gallery: Gallery) -> None:
        self.window, self.shelf, self.gallery = window, shelf, gallery
        shorts = gallery.fill(_stamps(window.standing), shelf)
        self.copies = _copies(window, shorts, gallery)
        self.originals = {copy.article_id: copy.original_id for copy in self.copies}
        self.were_originals = {copy.article_id: copy.original_id for copy in window.copies}
        self.lost = {
            report.mention.mention_id: report
            for report in prepare(window.gone, window.old_articles, self.were_originals)
        }
        standing = {each.mention_id for each in window.standing}
        every = [each for short in shorts.values() for each in short.sketches if each.mention_id in standing]
        linked = {each.mention_id for each in window.standing if each.event_id is not None}
        self.after = sorted((_sketched(each, self.originals) for each in every), key=lambda each: each.order)
        were = [_sketched(each, self.were_originals) for each in every if each.mention_id in linked]
        self.before = sorted([*were, *map(sketch, self.lost.values())], key=lambda each: each.order)
        self.ids = [each.mention_id for each in self.after] + sorted(self.lost)
        self.numbers = {mention_id: number for number, mention_id in enumerate(self.ids)}
        self.articles = {each.mention_id: each.article_id for each in self.after}
        self.edges: dict[tuple[int, int], Edge] = {}
        self.judged: dict[tuple[int, int], bool] = {}

    def run(self) -> Relinked:
        obeyed = self.obeyed()
        before, after = self.pairs(self.before), self.pairs(self.after)
        reached = neighbourhood(self.touched(), before, after, self.join, self.together(obeyed))
        near = [each for number, each in enumerate(self.after) if number in reached]
        lost = [self.lost[self.ids[number]] for number in sorted(reached) if self.ids[number] in self.lost]
        previous = self.previous(near, lost)
        linked = rows_of(self.groups(near, self.compared(after), obeyed), self.copies, previous)
        days = [each.day for each in near if each.day > 0] + [report.day.toordinal() for report in lost if report.day]
        first, last = (datetime.date.fromordinal(f(days)) if days else None for f in (min, max))
        return Relinked(linked, previous, first, last)

    def pairs(self, sketches: Sequence[Sketch]) -> Numbers:
        """Return the pairs worth comparing, by number."""
        numbers = np.array([self.numbers[each.mention_id] for each in sketches], dtype=np.int64)
        return np.sort(numbers[likely(sketches)], axis=1)

    def touched(self) -> set[int]:
        """Return those that came or went, and those that are read otherwise."""
        old, new = ({each.mention_id: each for each in some} for some in (self.before, self.after))
        touched = old.keys() ^ new.keys()
        touched |= {each for each in old.keys() & new.keys() if _differ(old[each], new[each])}
        return {self.numbers[each] for each in touched}

    def together(self, obeyed: Constraints) -> dict[int, list[int]]:
        """Return report -> reports of one event with it, before or by decision."""
        events: dict[str, list[int]] = defaultdict(list)
        for each in self.window.standing:
            if each.event_id is not None:
                events[each.event_id].append(self.numbers[each.mention_id])
        for mention_id, event_id in self.window.lost.items():
            events[event_id].append(self.numbers[mention_id])
        found = {number: list(members) for members in events.values() for number in members}
        numbers = {each.own_id: number for number, each in enumerate(self.after)}
        for one, other in obeyed.same:
            if one in numbers and other in numbers:
                found.setdefault(numbers[one], []).append(numbers[other])
                found.setdefault(numbers[other], []).append(numbers[one])
        return found

    def obeyed(self) -> Constraints:
        """Return what holds of the decisions."""
        decided = {
            member.article_id
            for each in self.window.decisions
            for member in (*each.left, *each.right)
        }  # fmt: skip
        standing = {each.article_id for each in self.after}
        reports = self.gallery.reports(sorted(decided & standing)).values()
        return constraints(self.window.decisions, sorted(reports, key=lambda report: report.order))

    def join(self, pairs: Numbers) -> list[tuple[int, int]]:
        """Compare pairs that were not compared yet; return those that join, before or after."""
        listed = list(map(tuple, pairs.tolist()))
        unknown = [pair for pair in listed if pair not in self.judged]
        for start in range(0, len(unknown), AT_ONCE):
            self.judge(unknown[start : start + AT_ONCE])
        return [pair for pair in listed if self.judged[pair]]

    def judge(self, pairs: Sequence[tuple[int, int]]) -> None:
        ids = [self.ids[number] for pair in pairs for number in pair]
        reports = self.gallery.reports({self.articles[each] for each in ids if each in self.articles})
        for pair in pairs:
            one, other = (self.ids[number] for number in pair)
            now = self.joined(reports.get(one), reports.get(other), self.originals)
            was = now
            if self.is_other(one, other):
                here, there = (self.lost.get(each) or reports.get(each) for each in (one, other))
                was = self.joined(here, there, self.were_originals)
            if now is not None:
                self.edges[pair] = now
            self.judged[pair] = now is not None or was is not None

    def joined(self, one: Report | None, other: Report | None, originals: Mapping[str, str]) -> Edge | None:
        if one is None or other is None:
            return None
        verdict = joined(_reported(one, originals), _reported(other, originals))
        return Edge(verdict.rule, verdict.score) if verdict is not None else None

    def is_other(self, *mention_ids: str) -> bool:
        """Tell whether one of some reports is not what it was."""
        articles = (self.articles.get(each) for each in mention_ids)
        return any(a is None or self.originals.get(a) != self.were_originals.get(a) for a in articles)

    def compared(self, after: Numbers) -> dict[tuple[str, str], Edge]:
        """Return the pairs that join, of those worth comparing now, by own ids."""
        size = len(self.ids)
        codes = {one * size + other: (one, other) for one, other in self.edges}
        listed = np.array(sorted(codes), dtype=np.int64)
        found = {}
        for code in listed[np.isin(listed, after[:, 0] * size + after[:, 1])].tolist():
            one, other = sorted(self.after[number].own_id for number in codes[code])
            found[one, other] = self.edges[codes[code]]
        return found

    def previous(self, near: Iterable[Sketch], lost: Iterable[Report]) -> Previous:
        """Return what was written of the mentions reached, and the redirects that lead to them or could come alive."""
        own_ids = sorted({each.own_id for each in near})
        linked = {each.mention_id for each in self.before}
        mention_ids = [each.mention_id for each in near if each.mention_id in linked]
        mention_ids += [report.mention.mention_id for report in lost]
        rows = self.shelf.linked_before(sorted(mention_ids))
        return Previous(rows, self.shelf.redirects(sorted({row.event_id for row in rows}), own_ids))

    def groups(
        self, near: Sequence[Sketch], edges: Mapping[tuple[str, str], Edge], obeyed: Constraints
    ) -> Iterator[Group]:
        """Yield the groups of what is reached, one component of joining pairs in memory at a time."""
        sketches = {each.own_id: each for each in near}
        pairs = [pair for pair in [*edges, *obeyed.same] if pair[0] in sketches and pair[1] in sketches]
        parts = components(sketches, pairs)
        of_part = {own_id: part[0] for part in parts for own_id in part}
        inside: dict[str, dict[tuple[str, str], Edge]] = defaultdict(dict)
        for pair, edge in edges.items():
            if pair[0] in sketches and pair[1] in sketches:
                inside[of_part[pair[0]]][pair] = edge
        for part in parts:
            reports = self.gallery.reports({sketches[own_id].article_id for own_id in part})
            members = [_reported(reports[sketches[own_id].mention_id], self.originals) for own_id in part]
            yield from group(sorted(members, key=lambda report: report.order), inside.pop(part[0], {}), obeyed, compare)


def _stamps(standing: Iterable[Standing]) -> dict[str, str]:
    mentions: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for each in standing:
        mentions[each.article_id, each.revision_id].append(each.mention_id)
    return {
        article_id: digest("stamp", revision or "", *sorted(ids)) for (article_id, revision), ids in mentions.items()
    }


def _copies(window: Window, shorts: Mapping[str, Short], gallery: Gallery) -> list[ArticleCopy]:
    linked = {each.article_id for each in window.standing if each.event_id is not None}
    changed = {each.article_id for each in window.standing if each.event_id is None}
    changed |= {mention.article_id for mention in window.gone}
    imprints = [short.imprint for short in shorts.values() if short.imprint is not None]
    early = window.settled.isoformat() if window.settled else ""
    settled = {each.article_id for each in imprints if each.article_id in linked and each.order[1] < early}
    gone = [imprint(body(article)) for article in window.old_articles]
    before = {copy.article_id: copy for copy in window.copies}
    return recopy(imprints, changed, gone, before, settled, gallery.bodies)


def _sketched(each: Sketch, originals: Mapping[str, str]) -> Sketch:
    """Return a report in short, with the article of which its own is a copy."""
    original = originals.get(each.article_id)
    return each if original is None else each._replace(original=original)


def _reported(report: Report, originals: Mapping[str, str]) -> Report:
    """Return a report with the article of which its own is a copy."""
    original = originals.get(report.mention.article_id)
    return report if original is None else report._replace(original=original)


def _differ(one: Sketch, other: Sketch) -> bool:
    return (one.own_id, one.original, one.reported) != (other.own_id, other.original, other.reported)
