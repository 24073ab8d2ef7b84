"""A group of reports -> one event row: what most reports say, and side by side where they contradict each other."""

import datetime
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple

from ...schemas.rows import Claim, Event, Mention, Party
from .reports import NEVER, Report, Span

LINKER_VERSION = "2"
"""Rises when the same mentions would be joined otherwise."""
DATE_PRECISIONS = ("day", "week", "month", "year")
GEO_PRECISIONS = ("point", "city", "district", "province", "country", "region")
DOUBTFUL = frozenset({"denied", "disputed"})
NEWS = datetime.timedelta(days=1)
"""Reports of the last day of reporting give the present toll."""

UPDATE = datetime.timedelta(hours=6)
"""After so long a higher toll is an update of the lower one."""


def event(event_id: str, members: Sequence[Report]) -> Event:
    """Return the row of an event from its reports in canonical order."""
    own = originals(members)
    mentions = [report.mention for report in own]
    dated = _finest(mentions, "date_precision", DATE_PRECISIONS)
    placed = _finest(mentions, "geo_precision", GEO_PRECISIONS)
    date = _first_most(dated, lambda m: (m.event_date, m.event_date_end, m.date_precision))
    place = _first_most(placed, lambda m: (m.geonames_id, m.location_name, m.country))
    killed = toll(own, [report.killed for report in own])
    injured = toll(own, [report.injured for report in own])
    claims = contradictions(own)
    headline = headline_of(own)
    confidence, reasons = confidence_of(own, claims)
    return Event(
        event_id=event_id,
        event_type=_most([m.event_type for m in mentions]),
        modes=_ranked(mode for m in mentions for mode in m.modes),
        status=_status(mentions),
        actors=_parties(m.actors for m in mentions),
        recipients=_parties(m.recipients for m in mentions),
        event_date=date.event_date if date else None,
        event_date_end=date.event_date_end if date else None,
        date_precision=date.date_precision if date else None,
        location_name=place.location_name if place else None,
        country=place.country if place else _common([m.country for m in mentions if m.country]),
        admin1=place.admin1 if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        geo_precision=place.geo_precision if place else None,
        geonames_id=place.geonames_id if place else None,
        killed_min=killed.low,
        killed_best=killed.best,
        killed_max=killed.high,
        injured_min=injured.low,
        injured_best=injured.best,
        injured_max=injured.high,
        first_reported_at=_moment(min(report.reported for report in members)),
        last_reported_at=max((r.reported for r in members if r.reported != NEVER), default=None),
        article_count=len({report.mention.article_id for report in members}),
        independent_source_count=len({site(report) for report in own}),
        mention_count=len(members),
        attributed_to=_ranked(source.name for m in mentions for source in m.attributed_to),
        is_disputed=bool(claims),
        claims=claims,
        confidence=confidence,
        confidence_reasons=reasons,
        headline=_sentence(headline.mention),
        url=headline.article.url if headline.article else "",
        article_id=headline.mention.article_id,
        linker_version=LINKER_VERSION,
        site=headline.article.site if headline.article else "",
        is_lead=any(report.mention.is_lead for report in members),
        added_at=min((r.mention.added_at for r in members if r.mention.added_at), default=None),
    )


def originals(members: Sequence[Report]) -> list[Report]:
    """Return the reports without those whose article is a copy of another's here: the one published first stands."""
    first: dict[str, str] = {}
    for report in members:
        first.setdefault(report.original, report.mention.article_id)
    return [report for report in members if first[report.original] == report.mention.article_id]


def site(report: Report) -> str:
    """Return whose report it is: the site, or the article where the site is unknown."""
    return (report.article.site if report.article else "") or report.mention.article_id


def contradictions(own: Sequence[Report]) -> list[Claim]:
    """Return what each report says, where reports deny each other or give tolls that cannot both be; else nothing.

    A later and higher toll is news, not a contradiction.
    """
    statuses = {report.mention.status for report in own}
    doubted = bool(statuses & DOUBTFUL) and len(statuses) > 1
    counted = [report for report in own if report.killed is not None]
    pairs = [(one, other) for number, one in enumerate(counted) for other in counted[number + 1 :]]
    if not doubted and not any(_contradict(one, other) for one, other in pairs[:2000]):
        return []
    claims: dict[tuple[Any, ...], Claim] = {}
    for report in own:
        low, high = report.killed or (None, None)
        for who in [source.name for source in report.mention.attributed_to] or [site(report)]:
            url = report.article.url if report.article else ""
            claim = Claim(who, report.mention.status, low, high, report.mention.mention_id, url)
            claims.setdefault(claim[:4], claim)
    return list(claims.values())


def _contradict(one: Report, other: Report) -> bool:
    """Tell whether an earlier and a later report cannot both be right; the later one may have counted more dead."""
    if one.killed is None or other.killed is None or _meet(one.killed, other.killed):
        return False
    rose = other.killed.low > one.killed.low and other.reported - one.reported >= UPDATE
    return not rose and _speakers(one).isdisjoint(_speakers(other))


def _speakers(report: Report) -> set[str]:
    return {source.name for source in report.mention.attributed_to} or {site(report)}


def _meet(one: Span, other: Span) -> bool:
    return (one.high is None or one.high >= other.low) and (other.high is None or other.high >= one.low)


def headline_of(own: Sequence[Report]) -> Report:
    """Return the report whose sentence stands for the event: of those that lead with it, the last to count the dead."""

    def rank(report: Report) -> tuple[bool, bool, datetime.datetime, str]:
        counted = report.killed is not None or report.injured is not None
        reported = datetime.datetime.min.replace(tzinfo=datetime.UTC) if report.reported == NEVER else report.reported
        return report.mention.is_lead, counted, reported, report.own_id

    return max(own, key=rank)


def _sentence(mention: Mention) -> str:
    titles = [evidence.text for evidence in mention.evidence if evidence.field == "title"]
    return titles[0] if titles else (mention.evidence[0].text if mention.evidence else "")


def confidence_of(own: Sequence[Report], claims: Sequence[Claim]) -> tuple[float, list[str]]:
    """Return how far to rely on the event, 0 to 1, and why: sources and details raise it, doubt lowers it."""
    sources = len({site(report) for report in own})
    mentions = [report.mention for report in own]
    points = [
        (0.3, "reported"),
        (
            0.3 * (1 - 0.5 ** (sources - 1)),
            f"by {sources} independent sources" if sources > 1 else "by one source only",
        ),
        (0.1 if any(m.event_date for m in mentions) else 0.0, "dated"),
        (0.1 if any(m.location_name for m in mentions) else 0.0, "placed"),
        (0.1 if any(m.actors or m.recipients for m in mentions) else 0.0, "a party is named"),
        (0.1 if any(m.attributed_to for m in mentions) else 0.0, "a source is cited"),
        (-0.2 if claims else 0.0, "reports contradict each other"),
    ]
    total = sum(weight for weight, _ in points)
    reasons = [f"{weight:+.2f} {reason}" for weight, reason in points if weight or reason.startswith("by ")]
    return round(max(0.05, total), 3), reasons


class Toll(NamedTuple):
    """The lowest, the present and the highest count of reports; None where nobody counts."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


def toll(own: Sequence[Report], spans: Sequence[Span | None]) -> Toll:
    """Return the toll of an event; the present one is what the reports of the last day most often say."""
    counted = [(report, span) for report, span in zip(own, spans, strict=True) if span is not None]
    if not counted:
        return Toll()
    last = max((report.reported for report, _ in counted if report.reported != NEVER), default=NEVER)
    present = Counter(span.low for report, span in counted if report.reported >= last - NEWS)
    best = max(present, key=lambda count: (present[count], count))
    highest = max(max(span.low, span.high or 0) for _, span in counted)
    return Toll(min(span.low for _, span in counted), best, highest)


def _status(mentions: Sequence[Mention]) -> str:
    statuses = Counter(m.status for m in mentions)
    doubted = [status for status in statuses if status in DOUBTFUL]
    if doubted and len(statuses) > 1:
        return "disputed"
    return _most(list(statuses.elements()))


def _parties(listed: Iterable[Sequence[Party]]) -> list[Party]:
    """Return one entry a party, the most frequent first; country and sector as first told."""
    entries: dict[str, Party] = {}
    counts: Counter[str] = Counter()
    for parties in listed:
        for party in parties:
            known = entries.setdefault(party.name, party)
            counts[party.name] += 1
            entries[party.name] = known._replace(
                country=known.country or party.country, sector=known.sector or party.sector
            )
    return [entries[name] for name in sorted(counts, key=lambda name: (-counts[name], name))]


def _finest(mentions: Sequence[Mention], column: str, precisions: Sequence[str]) -> list[Mention]:
    """Return the mentions of the finest precision that any has."""
    for precision in precisions:
        found = [m for m in mentions if getattr(m, column) == precision]
        if found:
            return found
    return []


def _first_most(mentions: Sequence[Mention], value: Callable[[Mention], Hashable]) -> Mention | None:
    """Return the first mention with the most frequent value."""
    if not mentions:
        return None
    counts = Counter(value(m) for m in mentions)
    most = max(counts.values())
    return next(m for m in mentions if counts[value(m)] == most)


def _most(values: Sequence[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _ranked(values: Iterable[str]) -> list[str]:
    counts = Counter(values)
    return sorted(counts, key=lambda value: (-counts[value], value))


def _common(values: Sequence[str]) -> str | None:
    return values[0] if values and len(set(values)) == 1 else None


def _moment(moment: datetime.datetime) -> datetime.datetime | None:
    return None if moment == NEVER else moment
