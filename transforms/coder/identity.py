"""Mentions from events: rows with an id that is a digest of what was coded."""

from datetime import date
from typing import Any

from ...schemas.ids import digest
from ...schemas.rows import Evidence, Mention
from .knowledge import Knowledge
from .text import Sentence, Text
from .told import KINDS, Told

UNSEEN = frozenset({"mention_id", "article_id", "published", "coder_version", "lexicon_version", "ontology_version",
                    "run_id", "superseded_at"})  # fmt: skip
"""Columns that do not make a mention another one."""


def mentions(text: Text, events: list[Told], knowledge: Knowledge, *, has_lead: bool = True) -> list[Mention]:
    """Return the rows of an article's events, in order of first mention; `has_lead`: whether one may lead it."""
    lead = lead_of(events) if has_lead else None
    rows: dict[str, Mention] = {}
    for event in events:
        row = mention(text, event, knowledge, is_lead=event is lead)
        row = row._replace(mention_id=identity(row))
        rows.setdefault(row.mention_id, row)
    return list(rows.values())


def lead_of(events: list[Told]) -> Told | None:
    """The event the article leads with: the fullest of those first told, present before past."""
    if not events:
        return None
    first = min(min(event.sentences) for event in events)

    def rank(event: Told) -> tuple[bool, bool, int, int]:
        is_past = event.status in {"historical", "denied", "hypothetical"}
        return (is_past, min(event.sentences) > first + 1, -len(event.sentences), min(event.sentences))

    return min(events, key=rank)


def identity(row: Mention) -> str:
    """Digest of a mention's revision and of everything coded."""
    fields = {name: plain(value) for name, value in row._asdict().items() if name not in UNSEEN}
    return digest("mention", fields)


def plain(value: Any) -> Any:
    """The value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def verbatim(text: Text, sentence: Sentence) -> str:
    """The sentence as the article has it, line breaks and all."""
    field = text.article.title if sentence.field == "title" else text.article.text
    return field[sentence.start : sentence.end]


def mention(text: Text, event: Told, knowledge: Knowledge, *, is_lead: bool) -> Mention:
    """One row, its id still empty."""
    article, when, place = text.article, event.when, event.place
    order = sorted(event.sentences, key=lambda index: (-event.fullness.get(index, 0), index))
    evidence = [
        Evidence(verbatim(text, sentence), sentence.start, sentence.end, sentence.field)
        for sentence in (text.sentences[index] for index in order)
    ]
    tolls: dict[str, Any] = {}
    for kind in KINDS:
        count = event.tolls.get(kind)
        tolls[f"{kind}_min"] = count.min if count else None
        tolls[f"{kind}_max"] = count.max if count else None
        tolls[f"{kind}_text"] = count.text if count else None
    return Mention(
        mention_id="",
        article_id=article.article_id,
        revision_id=article.revision_id,
        is_lead=is_lead,
        event_type=event.event_type,
        modes=sorted(event.modes),
        status=event.status,
        actors=event.actors,
        recipients=event.recipients,
        event_date=when.start if when else None,
        event_date_end=when.end if when else None,
        date_precision=when.precision if when else None,
        date_text=when.text if when else None,
        location_name=place.name if place else None,
        location_text=place.text if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        geo_precision=place.precision if place else None,
        geonames_id=place.geonames_id if place else None,
        location_reason=None if place else event.place_reason or "no place is named for the act",
        **tolls,
        attributed_to=event.sources,
        evidence=evidence,
        published=article.published,
        coder_version=knowledge.coder_version,
        lexicon_version=knowledge.lexicon_version,
        ontology_version=knowledge.ontology_version,
    )
