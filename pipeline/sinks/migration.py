"""Bring a DuckDB warehouse to the present schema, whole or not at all.

The columns are declared in schemas/rows.py and nowhere else, so an older warehouse is migrated by comparison: a
missing table is made, a missing column is added, empty or with the row class's default. What comparison cannot say (a
column renamed, its meaning changed) is a statement in STEPS under the version that brought it.
"""

import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from ...schemas import parquet
from ...schemas.columns import Column, table_columns
from ...schemas.duckdb import column_type, comments, create_table, create_view, ddl, literal, quoted
from ...schemas.ids import digest
from ...schemas.rows import TABLES
from ...schemas.views import VIEWS
from .errors import BadWarehouse, EmptyWarehouse
from .reference import reference_digest, reference_tables

SCHEMA_VERSION = 1
"""Rises when a table or column is added or changed; a warehouse of a higher one is refused."""

STEPS: dict[int, tuple[str, ...]] = {}
"""Version -> statements that an older warehouse needs before the comparison, in order."""

VERSIONS = """
CREATE TABLE IF NOT EXISTS schema_version (
    version BIGINT NOT NULL, fingerprint VARCHAR NOT NULL, dateline_version VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL)
"""

Connection = duckdb.DuckDBPyConnection


@cache
def fingerprint() -> str:
    """Return digests of the present schema and of the reference rows."""
    return f"{schema_fingerprint()}:{reference_digest()}"


@cache
def schema_fingerprint() -> str:
    """Return a digest of the present tables, columns, comments and views."""
    return digest(ddl(), [comments(table, columns) for table, columns in table_columns()])


def has_present_schema(found: tuple[int, str] | None) -> bool:
    """Tell whether a warehouse has the present schema, whatever its reference rows: enough for asking."""
    return found is not None and found[1].partition(":")[0] == schema_fingerprint()


def is_present(found: tuple[int, str] | None) -> bool:
    """Tell whether a warehouse has the present schema."""
    return found == (SCHEMA_VERSION, fingerprint())


def migrate(connection: Connection, path: Path) -> None:
    """Make the schema in an empty file, or bring an older one to the present, within the caller's transaction.

    Raises:
        BadWarehouse: the file belongs to a newer Dateline, or to something else.
    """
    found = check(connection, path, may_be_empty=True)
    if is_present(found):
        return
    connection.execute(VERSIONS)
    for number in range(found[0] + 1 if found else SCHEMA_VERSION + 1, SCHEMA_VERSION + 1):
        for statement in STEPS.get(number, ()):
            connection.execute(statement)
    for view in _ours(connection, "VIEW"):
        connection.execute(f"DROP VIEW {view}")
    for table, described in table_columns():
        _bring(connection, table, described)
    for table, rows in reference_tables().items():
        connection.execute(f"DELETE FROM {table}")
        connection.register("reference_given", parquet.table(TABLES[table], rows))
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM reference_given")
    for view in VIEWS:
        connection.execute(create_view(view))
    connection.execute(
        "INSERT INTO schema_version VALUES (?, ?, ?, ?)",
        [SCHEMA_VERSION, fingerprint(), version("dateline"), datetime.datetime.now(datetime.UTC)],
    )


def check(connection: Connection, path: Path, *, may_be_empty: bool = False) -> tuple[int, str] | None:
    """Return the schema's version and fingerprint; None for an empty file.

    Raises:
        BadWarehouse: the file is no warehouse of ours, or one of a newer Dateline.
    """
    tables = _ours(connection, "BASE TABLE")
    if "schema_version" not in tables:
        if not tables and not may_be_empty:
            raise EmptyWarehouse(f"Nothing was written to {path} yet; `dateline run` does.")
        if tables:
            raise BadWarehouse(f"{path} is a DuckDB file, but no Dateline warehouse; name another with --warehouse.")
        return None
    found = connection.execute(
        "SELECT version, fingerprint, dateline_version FROM schema_version "
        "ORDER BY applied_at DESC, version DESC LIMIT 1"
    ).fetchall()[0]
    if found[0] > SCHEMA_VERSION:
        raise BadWarehouse(
            f"{path} was written by Dateline {found[2]} (schema {found[0]}); this is Dateline {version('dateline')}, "
            f"which knows schemas up to {SCHEMA_VERSION}. Install the newer one; nothing was changed."
        )
    return found[0], found[1]


def _bring(connection: Connection, table: str, described: tuple[Column, ...]) -> None:
    present = dict(
        connection.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_name = ? AND table_schema = 'main' AND table_catalog = current_database()",
            [table],
        ).fetchall()
    )
    if not present:
        connection.execute(create_table(table, described))
    else:
        _add_columns(connection, table, described, present)
    for statement in comments(table, described):
        connection.execute(statement)


def _add_columns(connection: Connection, table: str, described: tuple[Column, ...], present: dict[str, str]) -> None:
    missing = [column for column in described if column.name not in present]
    changed = [c for c in described if c.name in present and not _same(connection, present[c.name], column_type(c))]
    if not missing and not changed:
        return
    # DuckDB cannot alter a table that an index (here: the key's) depends on, so it is made anew.
    extra = [name for name in present if name not in {column.name for column in described}]
    if extra:
        raise BadWarehouse(
            f"The table {table} has columns this Dateline does not know ({', '.join(extra)}); a newer one wrote them. "
            "Install the newer one; nothing was changed."
        )
    connection.execute(f"ALTER TABLE {table} RENAME TO older_{table}")
    connection.execute(create_table(table, described))
    values = [f"{quoted(c.name)}::{column_type(c)}" if c.name in present else _default(table, c) for c in described]
    connection.execute(f"INSERT INTO {table} SELECT {', '.join(values)} FROM older_{table}")
    connection.execute(f"DROP TABLE older_{table}")


def _same(connection: Connection, present: str, wanted: str) -> bool:
    normal = connection.execute(f"SELECT typeof(NULL::{wanted})").fetchall()[0][0]
    return bool(present == normal)


def _default(table: str, column: Column) -> str:
    """Return the value that rows written before the column have."""
    defaults: dict[str, Any] = getattr(TABLES[table], "_field_defaults", {})
    value = defaults.get(column.name)
    if column.repeated:
        return f"[]::{column_type(column)}"
    if value is not None:
        return f"{literal(value) if isinstance(value, str) else value}::{column_type(column)}"
    if column.required:
        raise BadWarehouse(f"{table}.{column.name} is new and never null, but older rows have no value for it.")
    return f"NULL::{column_type(column)}"


def _ours(connection: Connection, kind: str) -> list[str]:
    # The catalog's own functions take 1 ms; information_schema takes 10.
    source = {"VIEW": "view_name FROM duckdb_views()", "BASE TABLE": "table_name FROM duckdb_tables()"}[kind]
    found = connection.execute(f"SELECT {source} WHERE database_name = current_database() AND NOT internal").fetchall()
    return [name for (name,) in found]
