"""One question to a DuckDB warehouse, read only in truth.

Four things make it so, none of them a look at the SQL: the connection is opened read only; the process may touch no
file but the warehouse; no extension is loaded; and the configuration is locked. A statement's type alone says little:
in DuckDB 2, `WITH x AS (INSERT … RETURNING *) SELECT * FROM x` is a SELECT.
"""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from . import history, migration
from .errors import BadQuery, WarehouseError
from .opening import READ_PATIENCE_S, reading, writing

LOCKED = (
    "SET enable_external_access = false",
    "SET autoload_known_extensions = false",
    "SET autoinstall_known_extensions = false",
    "SET python_enable_replacements = false",
    "SET lock_configuration = true",
)
ASKING = ("SELECT", "EXPLAIN", "MULTI")
"""MULTI is PIVOT, which DuckDB rewrites into several; any other type cannot answer anything."""
FETCH_ROWS = 1_000


class Answer(NamedTuple):
    """What a query gives: names of its columns and its rows in blocks, read as they are taken; or one Arrow table."""

    names: Sequence[str]
    blocks: Iterator[list[tuple[Any, ...]]]
    table: Any = None


@contextmanager
def ask(
    path: Path,
    sql: str,
    *,
    as_of: datetime.datetime | None = None,
    patience: float = READ_PATIENCE_S,
    as_arrow: bool = False,
) -> Iterator[Answer]:
    """Answer one SQL statement; with `as_of`, over the tables as they were then; with `as_arrow`, as a table.

    Raises:
        BadQuery: the statement is wrong, more than one, or does not read.
        BadWarehouse, BusyWarehouse: as `reading` does.
    """
    _bring_up(path, patience)
    with reading(path, patience=patience) as connection:
        migration.check(connection, path)
        if as_of is not None:
            history.as_of(connection, as_of)
        for setting in LOCKED:
            connection.execute(setting)
        with _refusals():
            if as_arrow:
                yield Answer((), iter(()), connection.sql(_one(connection, sql).query).to_arrow_table())
                return
            connection.execute(_one(connection, sql))
            names = [column[0] for column in connection.description or ()]
        yield Answer(names, _blocks(connection))


def _bring_up(path: Path, patience: float) -> None:
    """Bring an older warehouse to the present schema; where it cannot be written, it is asked as it is."""
    with reading(path, patience=patience) as connection:
        if migration.has_present_schema(migration.check(connection, path)):
            return
    with suppress(WarehouseError), writing(path, patience=patience) as connection:
        migration.migrate(connection, path)


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise BadQuery(f"One statement at a time, please: there are {len(statements)}.")
    kind = statements[0].type.name
    if kind not in ASKING:
        raise BadQuery(f"`dateline sql` only reads: it takes SELECT, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN, not {kind}.")
    return statements[0]


def _blocks(connection: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[Any, ...]]]:
    while True:
        with _refusals():
            block = connection.fetchmany(FETCH_ROWS)
        if not block:
            return
        yield block


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise BadQuery(str(error)) from error
