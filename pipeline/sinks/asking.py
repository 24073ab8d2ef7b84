"""Put one question to a warehouse of any kind, by its address."""

import datetime
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from ...schemas.views.dialect import spell
from . import parquet, query
from .query import Answer


def ask(
    address: str, sql: str, *, as_of: datetime.datetime | None = None, as_arrow: bool = False
) -> AbstractContextManager[Answer]:
    """Answer one SQL statement in the warehouse's own SQL; it only reads.

    Args:
        address: A DuckDB file, parquet:FOLDER or bigquery:PROJECT.DATASET.
        sql: The statement.
        as_of: Ask the tables as they were at this time.
        as_arrow: Give the answer as one Arrow table.

    Raises:
        BadQuery: the statement is wrong, more than one, or does not only read.
        BadWarehouse, BusyWarehouse: the warehouse cannot be asked.
    """
    kind, _, rest = address.partition(":")
    if kind == "bigquery":
        from .bigquery_query import ask as ask_bigquery  # Google's clients are an extra

        return ask_bigquery(rest, sql, as_of=as_of, as_arrow=as_arrow)
    return query.ask(_file(address), sql, as_of=as_of, as_arrow=as_arrow)


@contextmanager
def ask_ours(address: str, sql: str, *, as_arrow: bool = False) -> Iterator[Answer]:
    """Answer one of our own queries, written once for all warehouses with the macros of schemas/views/dialect.py."""
    if address.startswith("bigquery:"):
        from .bigquery import in_its_words

        spelled = in_its_words(sql)
    else:
        spelled = spell(sql, "duckdb")
    with ask(address, spelled, as_arrow=as_arrow) as answer:
        yield answer


def _file(address: str) -> Path:
    """Return the DuckDB file of a warehouse that has one."""
    kind, colon, rest = address.partition(":")
    if colon and kind == "parquet":
        return Path(rest) / parquet.STATE
    return Path(rest if colon and kind == "duckdb" else address)
