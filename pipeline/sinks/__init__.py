"""Where rows land: one small interface, one file each for what stands behind it."""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from ...schemas.rows import Article, Entry, FeedState, Run
from .duckdb import DuckDBSink
from .errors import BadWarehouse
from .parquet import ParquetSink
from .written import Written


class Sink(Protocol):
    """A warehouse. Nothing keeps it open: each call opens it, does one thing, and closes it.

    Attributes:
        folder: Where stages lie.
    """

    folder: Path

    def prepare(self) -> None:
        """Make the warehouse, or bring an older one to the present schema."""

    def recover(self) -> list[Run]:
        """Commit the complete stages that killed runs left, delete the others; return the runs committed."""

    def commit(self, stage: Path, run: Run) -> dict[str, Written]:
        """Write everything staged in the folder in one transaction, then delete the folder.

        Idempotent: a stage committed before is known by its ledger entry and changes nothing.
        """

    def write(self, table: str, rows: Iterable[tuple[Any, ...]]) -> Written:
        """Write a few rows directly, by the same rules as `commit`."""

    def replace(self, rows: Mapping[str, Iterable[tuple[Any, ...]]], gone: Mapping[str, Iterable[str]]) -> None:
        """Write rows over those of their keys, and delete the rows of the keys that are gone, in one transaction.

        For tables that are derived from others, as events are: what they held can be made again.
        """

    def feeds(self) -> list[FeedState]:
        """Return what is known of each feed."""

    def seen_among(self, keys: Collection[str]) -> Mapping[str, str]:
        """Return the entry_digest of each of these keys, sighting_ids or article_ids, that was seen."""

    def pending(
        self, most: int, *, at: datetime.datetime | None = None, by_hand: bool = False, a_host: int | None = None
    ) -> list[Entry]:
        """Return entries that earlier passes put off and that may be asked for now, those that wait longest first.

        One that failed waits 15 minutes, then 30, then an hour, but not for a run by hand. Of one host there are
        `a_host` at most, those seen last. One that was put off after `at` is due: the clock was set back.
        """

    def holds(self, at: datetime.datetime) -> Mapping[str, datetime.datetime]:
        """Return domain -> time before which it asked not to be asked (429)."""

    def drop_texts(self, before: datetime.datetime) -> int:
        """Empty the texts of articles fetched before a time; their rows and mentions stay. Return how many."""

    def articles_to_code(self, batch: int = 500) -> Iterator[Sequence[Article]]:
        """Yield the present revisions of all articles in a language the coder reads, in batches."""

    def known(self, table: str, keys: Sequence[str]) -> set[str]:
        """Return which of these rows are there."""

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """Answer one of our own queries."""


def _bigquery(address: str) -> Sink:
    from .bigquery import BigQuerySink  # Google's clients are an extra

    return BigQuerySink(address)


SINKS: dict[str, Callable[[str], Sink]] = {"duckdb": DuckDBSink, "parquet": ParquetSink, "bigquery": _bigquery}
"""Kind -> sink; `open_sink` chooses by the word before the colon."""


def open_sink(address: str) -> Sink:
    """Return the sink for `news.duckdb`, `parquet:FOLDER` or `bigquery:PROJECT.DATASET`; opens nothing yet.

    Raises:
        BadWarehouse: the address names a kind of warehouse there is not.
    """
    kind, colon, rest = address.partition(":")
    if colon and kind in SINKS:
        return SINKS[kind](rest)
    if colon and kind.isalpha() and len(kind) > 1 and not Path(address).exists():
        raise BadWarehouse(f"{address}: there is no warehouse of the kind {kind!r}; known: {', '.join(SINKS)}.")
    return SINKS["duckdb"](address)


__all__ = ["SINKS", "Sink", "Written", "open_sink"]
