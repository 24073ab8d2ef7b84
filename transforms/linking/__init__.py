"""From mentions to events: one real-world event is one row, however many articles report it. No Beam, no clock.

    copies.py       articles that are copies of another
    reports.py      what linking knows of a mention (days.py, words.py)
    candidates.py   which reports are compared
    pairs.py        how far two are of one event, and why
    clusters.py     reports into groups
    decisions.py    what persons decided
    identity.py     ids of events, and where ids of old lead
    events.py       a group into a row

`link` is a function of the set of mentions, articles and decisions: order and batches are no matter.
"""

from collections.abc import Iterable, Sequence
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
from .clusters import JOIN, Group, Joint, components, group
from .copies import find_copies
from .decisions import constraints
from .events import event, originals
from .identity import redirects
from .pairs import Verdict, compare
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
    known = sorted(articles, key=lambda article: article.article_id)
    copies = find_copies(known)
    reports = prepare(_current(mentions), known, {copy.article_id: copy.original_id for copy in copies})
    groups = grouped(reports, decisions)
    events = sorted(event(each.members[0].own_id, each.members) for each in groups)
    rows = sorted(row for each in groups for row in _rows(each))
    before = previous or Previous()
    issued = [row.event_id for row in before.event_mentions] + [row.old_event_id for row in before.redirects]
    return Linked(events, rows, redirects(before.event_mentions, issued, rows), copies)


def _current(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that are present, each once."""
    return list({m.mention_id: m for m in mentions if m.superseded_at is None}.values())


def joins(reports: Sequence[Report]) -> dict[tuple[str, str], Verdict]:
    """Compare the candidates; return the pairs that join, by own ids, the smaller first."""
    found = {}
    for one, other in likely(reports):
        verdict = compare(reports[one], reports[other])
        if verdict.score >= JOIN:
            here, there = sorted((reports[one].own_id, reports[other].own_id))
            found[here, there] = verdict
    return found


def grouped(reports: Sequence[Report], decisions: Iterable[EventDecision] = ()) -> list[Group]:
    """Group reports, given in canonical order, into events."""
    obeyed = constraints(decisions, reports)
    edges = joins(reports)
    by_id = {report.own_id: report for report in reports}
    found = []
    of_component: dict[str, int] = {}
    parts = components(by_id, [*edges, *obeyed.same])
    for number, part in enumerate(parts):
        of_component |= dict.fromkeys(part, number)
    inside: list[dict[tuple[str, str], Verdict]] = [{} for _ in parts]
    for pair, verdict in edges.items():
        inside[of_component[pair[0]]][pair] = verdict
    for part, own_edges in zip(parts, inside, strict=True):
        found += group([by_id[own_id] for own_id in part], own_edges, obeyed, compare)
    return found


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


__all__ = ["Linked", "Previous", "grouped", "link"]
