"""Event records as the codebook writes them: read from gold files, from rows, and from a coder's mentions."""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ...schemas.ids import digest
from ...schemas.rows import Article, Mention

VERBAL = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN")
MATERIAL = ("COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
STATUSES = ("occurred", "ongoing", "planned", "hypothetical", "denied", "disputed", "historical")

Json = Mapping[str, Any]


class BadGold(Exception):
    """A gold file is not in the codebook's form.

    Attributes:
        where: File and line.
    """

    def __init__(self, where: str, message: str) -> None:
        super().__init__(where, message)
        self.where = where
        self.message = message

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True)
class Name:
    """A party or a source: the span and the canonical name, both empty where unknown."""

    text: str
    name: str


@dataclass(frozen=True)
class Place:
    """A place, as far as it is resolved; coordinates in decimal degrees."""

    name: str
    country: Optional[str]
    lat: Optional[float]
    lon: Optional[float]
    precision: Optional[str]


@dataclass(frozen=True)
class Count:
    """A number of people; None where a bound is open. A count without any bound is no count."""

    low: Optional[int]
    high: Optional[int]


@dataclass(frozen=True)
class Record:
    """One event as one article reports it, as far as it is scored."""

    type: str
    modes: frozenset[str]
    status: Optional[str]
    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]
    place: Optional[Place]
    start: Optional[str]
    killed: Optional[Count]
    injured: Optional[Count]
    attributed_to: tuple[Name, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class GoldArticle:
    """An article and the events a careful human finds in it."""

    article: Article
    events: tuple[Record, ...]


def _names(items: Optional[Iterable[Json]]) -> tuple[Name, ...]:
    return tuple(Name(item.get("text") or "", item.get("name") or "") for item in items or ())


def _place(item: Optional[Json]) -> Optional[Place]:
    if not item:
        return None
    return Place(item.get("name") or "", item.get("country"), item.get("lat"), item.get("lon"), item.get("precision"))


def _count(item: Optional[Json]) -> Optional[Count]:
    if not item or (item.get("min") is None and item.get("max") is None):
        return None
    return Count(item.get("min"), item.get("max"))


def at_precision(start: Optional[str], precision: Optional[str]) -> Optional[str]:
    """Cut a start date to its precision: 2016-10-01 known to the month is 2016-10."""
    digits = {"month": 7, "year": 4}.get(precision or "day", 10)
    return start[:digits] if start else None


def read_record(row: Json) -> Record:
    """Read a gold record or a row; a field that is missing is empty."""
    date = row.get("event_date") or row.get("date") or {}
    return Record(
        type=row.get("event_type") or row.get("type") or "",
        modes=frozenset(row.get("modes") or ()),
        status=row.get("status"),
        actors=_names(row.get("actors")),
        recipients=_names(row.get("recipients")),
        place=_place(row.get("location")),
        start=at_precision(date.get("start"), date.get("precision")),
        killed=_count(row.get("killed")),
        injured=_count(row.get("injured")),
        attributed_to=_names(row.get("attributed_to")),
        evidence=tuple(e if isinstance(e, str) else e.get("text") or "" for e in row.get("evidence") or ()),
    )


def record_of(mention: Mention) -> Record:
    """The record of a coded mention."""
    place = None
    if mention.location_name is not None:
        place = Place(
            mention.location_name, mention.country, mention.latitude, mention.longitude, mention.geo_precision
        )
    return Record(
        type=mention.event_type,
        modes=frozenset(mention.modes),
        status=mention.status,
        actors=tuple(Name(p.text, p.name) for p in mention.actors),
        recipients=tuple(Name(p.text, p.name) for p in mention.recipients),
        place=place,
        start=at_precision(mention.event_date.isoformat(), mention.date_precision) if mention.event_date else None,
        killed=_count({"min": mention.killed_min, "max": mention.killed_max}),
        injured=_count({"min": mention.injured_min, "max": mention.injured_max}),
        attributed_to=tuple(Name(s.text, s.name) for s in mention.attributed_to),
        evidence=tuple(e.text for e in mention.evidence),
    )


def make_article(article_id: str, title: str, text: str, published: Optional[str]) -> Article:
    """An article as the coder reads it, from what a file gives; `published` is an ISO date or time, taken as UTC."""
    when = datetime.datetime.fromisoformat(published) if published else None
    day = when.date() if when else None
    if when is not None:
        when = when.replace(tzinfo=datetime.UTC) if when.tzinfo is None else when.astimezone(datetime.UTC)
    return Article(
        revision_id=digest(article_id, title, text),
        article_id=article_id,
        revision=1,
        url="",
        site="",
        title=title,
        text=text,
        authors=(),
        published=when,
        modified=None,
        date_source="given",
        language="en",
        is_coded=True,
        body_source="given",
        feed_id=None,
        external_id=article_id,
        fetched_at=None,
        published_day=day,
    )


def _lines(path: Path) -> list[tuple[str, Json]]:
    """Every object of a JSON Lines file with the place it stands at.

    Raises:
        BadGold: a line is not a JSON object.
    """
    found: list[tuple[str, Json]] = []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            item = json.loads(line)
        except ValueError as error:
            raise BadGold(where, f"not JSON: {error}") from error
        if not isinstance(item, dict):
            raise BadGold(where, "not a JSON object")
        found.append((where, item))
    return found


def _check(where: str, event: Json) -> None:
    if event.get("type") not in VERBAL + MATERIAL:
        raise BadGold(where, f"no such event type: {event.get('type')!r}")
    if event.get("status") not in STATUSES:
        raise BadGold(where, f"no such status: {event.get('status')!r}")
    if not event.get("evidence"):
        raise BadGold(where, "a gold record needs evidence")


def read_gold(path: Path) -> list[GoldArticle]:
    """Read a gold file: one article a line, `id, title, published, text, events`.

    Raises:
        BadGold: a line lacks a field, or names a type or status that is not in the codebook.
    """
    articles = []
    for where, item in _lines(path):
        for field in ("id", "text", "events"):
            if field not in item:
                raise BadGold(where, f"the field {field} is missing")
        for event in item["events"]:
            _check(where, event)
        try:
            article = make_article(str(item["id"]), item.get("title") or "", item["text"], item.get("published"))
        except ValueError as error:
            raise BadGold(where, f"published: {error}") from error
        articles.append(GoldArticle(article, tuple(map(read_record, item["events"]))))
    return articles


def read_rows(path: Path) -> dict[str, Sequence[Record]]:
    """Read rows, one a line with `article_id`, as `dateline code` writes them; by article."""
    rows: dict[str, list[Record]] = defaultdict(list)
    for where, item in _lines(path):
        if "article_id" not in item:
            raise BadGold(where, "the field article_id is missing")
        rows[str(item["article_id"])].append(read_record(item))
    return dict(rows)
