"""Groups of reports as rows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...schemas.rows import ArticleCopy, Event, EventMention, EventRedirect
from .clusters import Group, Joint
from .events import event, originals
from .identity import redirects


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


def rows_of(groups: Iterable[Group], copies: Sequence[ArticleCopy], previous: Previous | None = None) -> Linked:
    """Return the rows that groups become; of the groups, which are read one by one, nothing is kept."""
    events: list[Event] = []
    rows: list[EventMention] = []
    for each in groups:
        events.append(event(each.members[0].own_id, each.members))
        rows += _rows(each)
    events.sort(key=lambda row: row.event_id)
    rows.sort(key=lambda row: row.mention_id)
    before = previous or Previous()
    return Linked(events, rows, redirects(before.event_mentions, before.redirects, rows), copies)


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
