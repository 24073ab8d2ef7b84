"""The events that an export holds: which, and with which columns."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from ...schemas.duckdb import literal
from ..sinks.asking import ask_ours as ask
from ..sinks.query import Answer

COLUMNS: dict[str, str] = {
    "event_id": "event_id",
    "event_date": "event_date",
    "event_date_end": "event_date_end",
    "date_precision": "date_precision",
    "event_type": "event_type",
    "modes": "ARRAY_TO_STRING(modes, '; ')",
    "status": "status",
    "actors": "COALESCE(@names(actors), '')",
    "actor_countries": "COALESCE(@countries(actors), '')",
    "recipients": "COALESCE(@names(recipients), '')",
    "recipient_countries": "COALESCE(@countries(recipients), '')",
    "country": "country",
    "admin1": "admin1",
    "location_name": "location_name",
    "latitude": "latitude",
    "longitude": "longitude",
    "geo_precision": "geo_precision",
    "geonames_id": "geonames_id",
    "killed_min": "killed_min",
    "killed_best": "killed_best",
    "killed_max": "killed_max",
    "injured_min": "injured_min",
    "injured_best": "injured_best",
    "injured_max": "injured_max",
    "attributed_to": "ARRAY_TO_STRING(attributed_to, '; ')",
    "is_disputed": "is_disputed",
    "article_count": "article_count",
    "independent_source_count": "independent_source_count",
    "first_reported_at": "first_reported_at",
    "headline": "headline",
    "url": "url",
}
"""Column of an export -> what it is in `all_events`; lists become one text."""


class Chosen(NamedTuple):
    """Which events are wanted; empty means all.

    Attributes:
        since: First event date.
        until: Last event date.
        countries: ISO 3166 alpha-3 codes of the place.
        types: Event types.
        occurred: Only acts that occurred or are ongoing.
    """

    since: datetime.date | None = None
    until: datetime.date | None = None
    countries: Sequence[str] = ()
    types: Sequence[str] = ()
    occurred: bool = True

    def where(self) -> str:
        """Return the condition in SQL."""
        conditions = ["TRUE"]
        if self.since:
            conditions.append(f"event_date >= DATE '{self.since}'")
        if self.until:
            conditions.append(f"event_date <= DATE '{self.until}'")
        for column, values in (("country", self.countries), ("event_type", self.types)):
            if values:
                conditions.append(f"{column} IN ({', '.join(literal(value.upper()) for value in values)})")
        if self.occurred:
            conditions.append("status IN ('occurred', 'ongoing')")
        return " AND ".join(conditions)


class Events:
    """The chosen events of a warehouse, read when they are asked for."""

    def __init__(self, address: str, chosen: Chosen) -> None:
        self.address = address
        self.chosen = chosen

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return list(COLUMNS)

    @contextmanager
    def rows(self, condition: str = "TRUE") -> Iterator[Answer]:
        """Yield the events, oldest first."""
        with ask(self.address, self._sql(condition)) as answer:
            yield answer

    def table(self, condition: str = "TRUE") -> pa.Table:
        """Return the events as one Arrow table."""
        with ask(self.address, self._sql(condition), as_arrow=True) as answer:
            return answer.table

    def _sql(self, condition: str) -> str:
        columns = ", ".join(f"{value} AS {name}" for name, value in COLUMNS.items())
        return (
            f"SELECT {columns} FROM all_events WHERE {self.chosen.where()} AND {condition} "
            "ORDER BY event_date NULLS LAST, event_id"
        )


def dictionaries(answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield rows by column name."""
    for block in answer.blocks:
        for row in block:
            yield dict(zip(answer.names, row, strict=True))


@contextmanager
def opened(out: Path | None, *, excel: bool = False) -> Iterator[Any]:
    """Open the text that an export writes: a file, written beside and renamed when it is whole, or standard output."""
    import sys

    if out is None:
        yield sys.stdout
        return
    scratch = out.with_name(f".{out.name}.tmp")
    try:
        with scratch.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
            yield file
        scratch.replace(out)
    finally:
        scratch.unlink(missing_ok=True)
