"""From mentions to events: one real-world event is one row, however many articles report it. No Beam, no clock.

    copies.py       articles that are copies of another
    reports.py      what linking knows of a mention (days.py, words.py)
    candidates.py   which reports are compared
    pairs.py        how far two are of one event, and why
    clusters.py     reports into groups
    decisions.py    what persons decided
    identity.py     ids of events, and where ids of old lead
    neighbourhood.py  what a new report can change
    events.py       a group into a row

`link` is a function of the set of mentions, articles and decisions: order and batches are no matter.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...schemas.rows import (
    Article,
    ArticleCopy,
    Event,
    EventDecision,
    EventMention,
    EventRedirect,
    Mention,
)
from .candidates import likely
from .clusters import Group, Joint, components, group
from .copies import Known, find_copies
from .decisions import Constraints, constraints
from .events import event, originals
from .identity import redirects
from .neighbourhood import neighbourhood
from .pairs import Verdict, compare, joined
from .reports import Report, prepare


class Previous(NamedTuple):
    """What was written before, as far as it is replaced.

    Attributes:
        event_mentions: Rows of the mentions linked now, and of those that are gone.
        redirects: Redirects in force.
    """

    event_mentions: Sequence[EventMention] = ()
    redirects: Sequence[EventRedirect] = ()


class Linked(NamedTuple):
    """What linking made, each sorted by key."""

    events: Sequence[Event]
    event_mentions: Sequence[EventMention]
    redirects: Sequence[EventRedirect]
    copies: Sequence[ArticleCopy]


def link(
    mentions: Iterable[Mention],
    articles: Iterable[Article],
    decisions: Iterable[EventDecision] = (),
    previous: Previous | None = None,
) -> Linked:
    """Make events of mentions.

    Args:
        mentions: Those to link; superseded ones are left out here.
        articles: The present revisions of their articles; what is missing is known only by its mentions.
        decisions: What persons decided.
        previous: What was written before; it bears on redirects alone.
    """
    present = current(mentions)
    read = reporting(present, articles)
    copies = find_copies(read)
    reports = prepare(present, read, originals_of(copies))
    return rows_of(grouped(reports, joins(reports), constraints(decisions, reports)), copies, previous)


class Window(NamedTuple):
    """What is read of a warehouse to link what is new: everything published around it.

    Attributes:
        mentions: Present mentions, the new ones among them.
        gone: Mentions that were linked and are present no more.
        articles: The present revisions of the articles of `mentions`.
        old_articles: The revisions of which the gone mentions were.
        decisions: What persons decided.
        previous: What was written before of these mentions.
        copies: Copy -> original, as they were.
        known: Articles too far from what is new to have become copies, or ceased to be.
    """

    mentions: Sequence[Mention]
    gone: Sequence[Mention]
    articles: Sequence[Article]
    old_articles: Sequence[Article]
    decisions: Sequence[EventDecision]
    previous: Previous
    copies: Mapping[str, str]
    known: Known


class Relinked(NamedTuple):
    """What linking the new made.

    Attributes:
        linked: Rows of the mentions that the new can reach.
        previous: What was written before of these mentions, and of those that are gone.
        first: The day the first of them was published.
        last: The day the last of them was published.
    """

    linked: Linked
    previous: Previous
    first: datetime.date | None
    last: datetime.date | None


def relink(window: Window) -> Relinked:
    """Link what is new with its neighbourhood; the rows are those that linking everything would make of it."""
    present = current(window.mentions)
    read = reporting(present, window.articles)
    copies = find_copies(read, window.known)
    originals = originals_of(copies)
    reports = prepare(present, read, originals)
    obeyed = constraints(window.decisions, reports)
    linked_before = {row.mention_id for row in window.previous.event_mentions}
    before = [
        report._replace(original=window.copies.get(report.mention.article_id, report.mention.article_id))
        for report in reports
        if report.mention.mention_id in linked_before
    ]
    lost = prepare(window.gone, window.old_articles, window.copies)
    before = sorted([*before, *lost], key=lambda report: report.order)
    together = _together(window.previous.event_mentions, reports, obeyed)
    reached = neighbourhood(before, reports, together)
    near = [report for report in reports if report.mention.mention_id in reached]
    edges = joins(reports, {report.own_id for report in near})
    previous = _bearing(window.previous, reached, near)
    days = [report.day for report in [*near, *lost] if report.day and report.mention.mention_id in reached]
    linked = rows_of(grouped(near, edges, obeyed), copies, previous)
    return Relinked(linked, previous, min(days, default=None), max(days, default=None))


def _bearing(previous: Previous, reached: set[str], near: Iterable[Report]) -> Previous:
    """Return what was written of the mentions reached, and the redirects that lead to them or could come alive."""
    rows = [row for row in previous.event_mentions if row.mention_id in reached]
    events, own = {row.event_id for row in rows}, {report.own_id for report in near}
    return Previous(rows, [row for row in previous.redirects if row.event_id in events or row.old_event_id in own])


def _together(rows: Iterable[EventMention], reports: Iterable[Report], obeyed: Constraints) -> dict[str, list[str]]:
    """Return mention -> mentions of one event with it, before or by decision."""
    events: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        events[row.event_id].append(row.mention_id)
    found = {mention_id: list(members) for members in events.values() for mention_id in members}
    mention_ids = {report.own_id: report.mention.mention_id for report in reports}
    for one, other in obeyed.same:
        here, there = mention_ids.get(one), mention_ids.get(other)
        if here and there:
            found.setdefault(here, []).append(there)
            found.setdefault(there, []).append(here)
    return found


def rows_of(groups: Iterable[Group], copies: Sequence[ArticleCopy], previous: Previous | None = None) -> Linked:
    """Return the rows that groups become."""
    listed = list(groups)
    events = sorted((event(each.members[0].own_id, each.members) for each in listed), key=lambda row: row.event_id)
    rows = sorted((row for each in listed for row in _rows(each)), key=lambda row: row.mention_id)
    before = previous or Previous()
    return Linked(events, rows, redirects(before.event_mentions, before.redirects, rows), copies)


def current(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that are present, each once."""
    return list({m.mention_id: m for m in mentions if m.superseded_at is None}.values())


def reporting(mentions: Iterable[Mention], articles: Iterable[Article]) -> list[Article]:
    """Return the articles that report something: others have no part in linking."""
    ids = {mention.article_id for mention in mentions}
    return [article for article in articles if article.article_id in ids and article.superseded_at is None]


def originals_of(copies: Iterable[ArticleCopy]) -> dict[str, str]:
    """Return of which article each copy is one."""
    return {copy.article_id: copy.original_id for copy in copies}


def joins(reports: Sequence[Report], wanted: set[str] | None = None) -> dict[tuple[str, str], Verdict]:
    """Compare the candidates, of those wanted; return the pairs that join, by own ids, the smaller first."""
    found = {}
    for one, other in likely(reports):
        if wanted is not None and reports[one].own_id not in wanted:
            continue
        verdict = joined(reports[one], reports[other])
        if verdict is not None:
            here, there = sorted((reports[one].own_id, reports[other].own_id))
            found[here, there] = verdict
    return found


def grouped(reports: Sequence[Report], edges: Mapping[tuple[str, str], Verdict], obeyed: Constraints) -> list[Group]:
    """Group reports, given in canonical order, into events; a pair of which one is not among them joins nothing."""
    by_id = {report.own_id: report for report in reports}
    parts = components(by_id, [pair for pair in [*edges, *obeyed.same] if pair[0] in by_id and pair[1] in by_id])
    of_part = {own_id: number for number, part in enumerate(parts) for own_id in part}
    inside: list[dict[tuple[str, str], Verdict]] = [{} for _ in parts]
    for pair, verdict in edges.items():
        if pair[0] in by_id and pair[1] in by_id:
            inside[of_part[pair[0]]][pair] = verdict
    groups = []
    for part, own_edges in zip(parts, inside, strict=True):
        groups += group([by_id[own_id] for own_id in part], own_edges, obeyed, compare)
    return groups


def _rows(each: Group) -> list[EventMention]:
    founder = each.members[0]
    mention_ids = {report.own_id: report.mention.mention_id for report in each.members}
    own = {report.own_id for report in originals(each.members)}
    rows = []
    for report in each.members:
        joint = each.joints.get(report.own_id)
        rows.append(
            EventMention(
                mention_id=report.mention.mention_id,
                event_id=founder.own_id,
                article_id=report.mention.article_id,
                own_event_id=report.own_id,
                rule=_rule(joint),
                score=round(joint.score, 3) if joint else 1.0,
                joined_to=mention_ids[joint.to] if joint and joint.to else None,
                reasons=_reasons(joint),
                is_lead=report.mention.is_lead,
                is_copy=report.own_id not in own,
                reported_at=report.reported if report.day else None,
            )
        )
    return rows


def _rule(joint: Joint | None) -> str:
    if joint is None:
        return "founder"
    return joint.verdict.rule if joint.verdict else "decision"


def _reasons(joint: Joint | None) -> list[str]:
    if joint is None or joint.verdict is None:
        return []
    return [f"{point.weight:+.2f} {point.reason}" for point in joint.verdict.points]


__all__ = ["Linked", "Previous", "Relinked", "Window", "link", "relink"]
