"""Look events up, and write down what a person decides about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ..schemas.rows import DecisionMember, Event, EventDecision, EventMention, Mention
from ..transforms.linking.decisions import decide
from .sinks import Sink
from .sinks.linking import read

SHORTEST = 6
"""Characters of an id that are enough where no other id begins with them."""


class BadChoice(Exception):
    """What the person named cannot be meant; the message says why."""


class Found(NamedTuple):
    """An event and what it was made of.

    Attributes:
        event: Its row.
        rows: Which mentions it has.
        mentions: These mentions by id.
    """

    event: Event
    rows: Sequence[EventMention]
    mentions: dict[str, Mention]


def find(sink: Sink, event_id: str) -> Found:
    """Return an event by its id, by the beginning of it, or by an id it had before it was merged.

    Raises:
        BadChoice: no event has the id, or several begin with it.
    """
    events = read(sink, Event, "events", "event_id = ?", [resolve(sink, event_id)])
    rows = read(sink, EventMention, "event_mentions", "event_id = ?", [events[0].event_id])
    ids = [row.mention_id for row in rows]
    mentions = read(sink, Mention, "mentions", "@among(mention_id, ?)", [ids])
    return Found(events[0], rows, {mention.mention_id: mention for mention in mentions})


def resolve(sink: Sink, event_id: str) -> str:
    """Return the id of the event that an id, or its beginning, leads to now."""
    if len(event_id) < SHORTEST:
        raise BadChoice(f"{event_id!r} is too short for an id; give at least {SHORTEST} characters.")
    found = sink.read(
        """
        SELECT event_id FROM (
            SELECT event_id, event_id AS named, 1 AS rank FROM events
            UNION ALL SELECT event_id, old_event_id, 2 FROM event_redirects WHERE event_id IS NOT NULL
            UNION ALL SELECT event_id, own_event_id, 3 FROM event_mentions
        ) WHERE starts_with(named, ?) GROUP BY event_id ORDER BY min(rank), event_id
        """,
        [event_id],
    )
    ids = found.column("event_id").to_pylist()
    if not ids:
        raise BadChoice(f"There is no event {event_id}.")
    if len(ids) > 1 and event_id not in ids:
        raise BadChoice(f"Several events have ids that begin with {event_id}: {', '.join(ids[:3])}")
    return event_id if event_id in ids else str(ids[0])


def members(found: Found) -> list[DecisionMember]:
    """Return an event's mentions as a decision names them."""
    return [_member(row, found.mentions[row.mention_id]) for row in found.rows]


def _member(row: EventMention, mention: Mention) -> DecisionMember:
    sentence = mention.evidence[0].text if mention.evidence else ""
    return DecisionMember(row.own_event_id, row.article_id, mention.event_type, sentence)


def merge(sink: Sink, event_ids: Sequence[str], *, reason: str, by: str, at: datetime) -> EventDecision:
    """Write down that several events are one.

    Raises:
        BadChoice: an id leads nowhere, or all lead to one event.
    """
    found = {each.event.event_id: each for each in (find(sink, event_id) for event_id in event_ids)}
    if len(found) < 2:
        raise BadChoice("These are one event already.")
    first, *others = (members(found[event_id]) for event_id in found)
    decision = decide("merge", first, [each for other in others for each in other], reason=reason, by=by, at=at)
    sink.write("event_decisions", [decision])
    return decision


def split(sink: Sink, event_id: str, out: Sequence[str], *, reason: str, by: str, at: datetime) -> EventDecision:
    """Write down that some mentions of an event are of another; `out` names mentions or articles.

    Raises:
        BadChoice: a name is of no mention or article of the event, or none of the event's would be left.
    """
    found = find(sink, event_id)
    left: list[DecisionMember] = []
    right: list[DecisionMember] = []
    unknown = set(out)
    for row in found.rows:
        named = {name for name in out if row.mention_id.startswith(name) or row.article_id.startswith(name)}
        unknown -= named
        (right if named else left).append(_member(row, found.mentions[row.mention_id]))
    if unknown:
        raise BadChoice(f"{', '.join(sorted(unknown))}: no mention or article of event {found.event.event_id}.")
    if not left:
        raise BadChoice("These are all mentions of the event; name those that leave it.")
    decision = decide("split", left, right, reason=reason, by=by, at=at)
    sink.write("event_decisions", [decision])
    return decision


def undo(sink: Sink, decision_id: str, *, at: datetime) -> EventDecision:
    """Take a decision back.

    Raises:
        BadChoice: there is none of this id that holds, or several begin with it.
    """
    found = read(sink, EventDecision, "event_decisions", "starts_with(decision_id, ?)", [decision_id])
    holding = [decision for decision in found if decision.withdrawn_at is None]
    if len(holding) != 1:
        why = "Several decisions begin" if holding else "There is no decision in force"
        raise BadChoice(f"{why} with {decision_id}.")
    withdrawn = holding[0]._replace(withdrawn_at=at)
    sink.write("event_decisions", [withdrawn])
    return withdrawn
