"""An event in words: what the row says, which reports it was made of, and what joined each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...schemas.rows import Event, EventMention, Mention, Party

RULES = {
    "founder": "founds the event: it was published first",
    "copy": "stands in a copy of the same text",
    "same_report": "leads its article, as the other does",
    "same_event": "tells of the same event",
    "decision": "was put here by a person",
}


def explain(event: Event, rows: Iterable[EventMention], mentions: Mapping[str, Mention]) -> list[str]:
    """Return the lines that explain an event; `mentions` holds its mentions by id."""
    ordered = sorted(
        rows, key=lambda row: (row.rule != "founder", _published(mentions[row.mention_id]), row.mention_id)
    )
    return [*_summary(event), "", *(line for row in ordered for line in _member(row, mentions))]


def _summary(event: Event) -> Iterator[str]:
    yield f"Event {event.event_id}"
    yield f"  {event.headline}"
    yield f"  {event.event_type} {' '.join(event.modes)} ({event.status})".replace("  (", " (")
    yield f"  who: {parties(event.actors) or 'not said'}; to whom: {parties(event.recipients) or 'not said'}"
    yield f"  where: {event.location_name or 'not known'}{f' ({event.country})' if event.country else ''}"
    yield f"  when: {event.event_date or 'not known'}{f', to the {event.date_precision}' if event.event_date else ''}"
    yield f"  killed: {count(event.killed_min, event.killed_best, event.killed_max)}"
    yield f"  injured: {count(event.injured_min, event.injured_best, event.injured_max)}"
    articles = f"{event.article_count} article{'s' if event.article_count > 1 else ''}"
    yield f"  {articles}, {event.independent_source_count} in their own words, by sites"
    yield f"  confidence {event.confidence:.2f}: {'; '.join(event.confidence_reasons)}"
    for claim in event.claims:
        killed = "gives no toll" if claim.killed_min is None else f"{_span(claim.killed_min, claim.killed_max)} killed"
        yield f"  {claim.who}: {claim.status}, {killed}"


def _member(row: EventMention, mentions: Mapping[str, Mention]) -> Iterator[str]:
    mention = mentions[row.mention_id]
    yield f"{'* ' if row.is_lead else '- '}mention {row.mention_id} of article {row.article_id}, {_published(mention)}"
    if mention.evidence:
        yield f"    “{mention.evidence[0].text}”"
    joined = f", joined to {row.joined_to} by {row.score:.2f}" if row.joined_to else ""
    yield f"    {RULES.get(row.rule, row.rule)}{joined}{'; its article is a copy' if row.is_copy else ''}"
    for reason in row.reasons:
        yield f"      {reason}"


def _published(mention: Mention) -> str:
    return f"{mention.published:%Y-%m-%d %H:%M}" if mention.published else "time unknown"


def parties(listed: Sequence[Party]) -> str:
    """Return names in a row."""
    return ", ".join(party.name for party in listed)


def count(low: int | None, best: int | None, high: int | None) -> str:
    """Return a toll in words.

    >>> count(10, 13, 16), count(4, 4, 4), count(None, None, None)
    ('13 (reports say 10 to 16)', '4', 'not said')
    """
    if best is None:
        return "not said"
    return f"{best}" if low == high else f"{best} (reports say {low} to {high})"


def _span(low: int, high: int | None) -> str:
    return f"at least {low}" if high is None else f"{low}" if low == high else f"{low} to {high}"
