"""A mention as the codebook's nested record: what `dateline code` prints and `dateline evaluate` reads."""

from typing import Any

from ...schemas.rows import Mention, Party
from .told import KINDS


def party(row: Party) -> dict[str, Any]:
    """One actor or recipient."""
    return {"text": row.text, "name": row.name, "country": row.country, "sector": row.sector}


def location(mention: Mention) -> dict[str, Any] | None:
    """The place; None where there is none."""
    if mention.location_name is None:
        return None
    return {
        "text": mention.location_text,
        "name": mention.location_name,
        "country": mention.country,
        "admin1": mention.admin1,
        "lat": mention.latitude,
        "lon": mention.longitude,
        "precision": mention.geo_precision,
        "geonames_id": mention.geonames_id,
    }


def event_date(mention: Mention) -> dict[str, Any] | None:
    """The time of the act; None where none is known."""
    if mention.event_date is None:
        return None
    end = mention.event_date_end
    return {
        "start": mention.event_date.isoformat(),
        "end": end.isoformat() if end else None,
        "precision": mention.date_precision,
        "text": mention.date_text,
    }


def toll(mention: Mention, kind: str) -> dict[str, Any] | None:
    """One of the casualty counts; None where the article gives none."""
    low, high = getattr(mention, f"{kind}_min"), getattr(mention, f"{kind}_max")
    if low is None and high is None:
        return None
    return {"min": low, "max": high, "text": getattr(mention, f"{kind}_text")}


def record(mention: Mention) -> dict[str, Any]:
    """The mention as nested dicts and lists, ready for JSON."""
    return {
        "mention_id": mention.mention_id,
        "article_id": mention.article_id,
        "is_lead": mention.is_lead,
        "event_type": mention.event_type,
        "modes": list(mention.modes),
        "status": mention.status,
        "actors": [party(row) for row in mention.actors],
        "recipients": [party(row) for row in mention.recipients],
        "location": location(mention),
        "location_reason": mention.location_reason,
        "event_date": event_date(mention),
        **{kind: toll(mention, kind) for kind in KINDS},
        "attributed_to": [{"text": row.text, "name": row.name} for row in mention.attributed_to],
        "evidence": [row._asdict() for row in mention.evidence],
        "published": mention.published.isoformat() if mention.published else None,
        "coder_version": mention.coder_version,
        "lexicon_version": mention.lexicon_version,
        "ontology_version": mention.ontology_version,
    }
