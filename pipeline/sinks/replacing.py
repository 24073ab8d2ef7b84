"""Replace rows of tables that are made from others, as events are; what stood there goes to `replaced_rows`.

The new rows stand in `staged_<table>`, the keys of rows that are to go in `staged_gone`; the SQL is that of both
warehouses, as in rules.py.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from ...schemas import bigquery, duckdb, parquet
from ...schemas.columns import Column, columns, key
from ...schemas.duckdb import literal, quoted
from ...schemas.ids import digest
from ...schemas.rows import TABLES
from . import rules

DERIVED = ("events", "event_mentions", "event_redirects", "article_copies")
"""Tables that are made from others and can be made again; each has a `run_id`."""
GONE = pa.schema([pa.field("table_name", pa.string(), nullable=False), pa.field("row_id", pa.string(), nullable=False)])
"""Columns of `staged_gone`."""


def given(
    rows: Mapping[str, Iterable[tuple[Any, ...]]], gone: Mapping[str, Iterable[str]]
) -> tuple[dict[str, pa.Table], pa.Table]:
    """Return the new rows of each table that changes, in the order of TABLES, and the rows of `staged_gone`."""
    changed = [table for table in TABLES if table in rows or table in gone]
    keys = [(table, row_id) for table in changed for row_id in sorted(gone.get(table, ()))]
    names, ids = zip(*keys, strict=True) if keys else ((), ())
    data = {table: parquet.table(TABLES[table], list(rows.get(table, ()))) for table in changed}
    return data, pa.table([pa.array(names, pa.string()), pa.array(ids, pa.string())], schema=GONE)


def run_of(data: Mapping[str, pa.Table]) -> str:
    """Return the run that made the new rows."""
    return min({run_id for table in data.values() for run_id in table.column("run_id").to_pylist()}, default="")


def statements(table: str, moment: rules.Moment) -> Sequence[str]:
    """Return what replaces rows of a table: keep what stands there, write the new rows, remove those that go."""
    row_key = key(table)
    gone = f"SELECT row_id FROM staged_gone WHERE table_name = {literal(table)}"
    keep = f"""
        INSERT INTO replaced_rows (replaced_id, table_name, row_id, run_id, replaced_at, row_json)
        SELECT @hash(CONCAT({literal(table + "/")}, t.{row_key}, '/', CAST(@micros({moment.time}) AS STRING))),
            {literal(table)}, t.{row_key}, t.run_id, {moment.time}, @json(t)
        FROM {table} AS t WHERE t.{row_key} IN (SELECT {row_key} FROM staged_{table}) OR t.{row_key} IN ({gone})
        """
    names = [quoted(column.name) for column in columns(TABLES[table])]
    changes = {name: f"s.{name}" for name in names[1:]}
    return (
        keep,
        rules.merge(table, f"SELECT * FROM staged_{table}", changes=changes),
        f"DELETE FROM {table} WHERE {row_key} IN ({gone})",
    )


def commit_id(moment: rules.Moment) -> str:
    """Return the ledger's id of a replacement."""
    return digest("replace", moment.run_id, moment.at.isoformat())


def count_replaced(table: str, moment: rules.Moment) -> str:
    """Return the query that counts the rows whose place was taken, after it was."""
    return f"SELECT COUNT(*) FROM replaced_rows WHERE table_name = {literal(table)} AND replaced_at = {moment.time}"


def as_it_was(table: str, real: str, time: datetime.datetime, dialect: str) -> str:
    """Return a SELECT of a derived table at a time: rows written by then and not yet replaced.

    Args:
        table: One of DERIVED.
        real: The schema or data set that holds the tables.
        time: The time.
        dialect: duckdb or bigquery.
    """
    then = rules.Moment("", time).time
    by_then = f"run_id IN (SELECT c.run_id FROM {real}.commits AS c WHERE c.committed_at <= {then})"
    replaced = f"table_name = {literal(table)} AND replaced_at > {then} AND {by_then}"
    kept = READERS[dialect](table, f"{real}.replaced_rows WHERE {replaced}")
    names = ", ".join(quoted(column.name) for column in columns(TABLES[table]))
    return f"SELECT {names} FROM {real}.{table} WHERE {by_then} UNION ALL {kept}"


def _read_duckdb(table: str, source: str) -> str:
    described = columns(TABLES[table])
    struct = ", ".join(f'"{column.name}" {duckdb.column_type(column)}' for column in described)
    structure = literal(json.dumps({column.name: _structure(column) for column in described}))
    return f"SELECT unnest(kept) FROM (SELECT from_json(row_json, {structure})::STRUCT({struct}) AS kept FROM {source})"


def _structure(column: Column) -> object:
    """Return the structure of a column that DuckDB's from_json wants."""
    inner = {field.name: _structure(field) for field in column.fields} if column.fields else duckdb.TYPES[column.type]
    return [inner] if column.repeated else inner


def _read_bigquery(table: str, source: str) -> str:
    return f"SELECT {', '.join(_fields(columns(TABLES[table]), 'row_json'))} FROM {source}"


def _fields(described: Iterable[Column], document: str) -> Iterator[str]:
    """Yield the members of a JSON object as columns, in BigQuery's SQL; a struct stands in a list only."""
    for column in described:
        path = literal(f"$.{column.name}")
        if not column.repeated:
            yield f"{_scalar(column, f'JSON_VALUE({document}, {path})')} AS {quoted(column.name)}"
            continue
        inner = "AS STRUCT " + ", ".join(_fields(column.fields, "x")) if column.fields else ""
        members = f"UNNEST(JSON_QUERY_ARRAY({document}, {path})) AS x WITH OFFSET AS o ORDER BY o"
        yield f"ARRAY(SELECT {inner or _scalar(column, 'JSON_VALUE(x)')} FROM {members}) AS {quoted(column.name)}"


def _scalar(column: Column, text: str) -> str:
    return text if column.type is str else f"CAST({text} AS {bigquery.SQL_TYPES[column.type]})"


READERS = {"duckdb": _read_duckdb, "bigquery": _read_bigquery}
"""Dialect -> what reads rows back from `replaced_rows`."""
