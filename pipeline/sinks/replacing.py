"""Replace rows of tables that are made from others, as events are; what stood there goes to `replaced_rows`."""

import datetime
import json
from collections.abc import Iterable, Mapping

import duckdb
import pyarrow as pa

from ...schemas import parquet
from ...schemas.columns import Column, columns, key
from ...schemas.duckdb import TYPES, column_type, literal
from ...schemas.ids import digest
from ...schemas.rows import TABLES, Commit, TableCount

DERIVED = ("events", "event_mentions", "event_redirects", "article_copies")
"""Tables that are made from others and can be made again; each has a `run_id`."""


def replace(
    connection: duckdb.DuckDBPyConnection,
    rows: Mapping[str, pa.Table],
    gone: Mapping[str, Iterable[str]],
    at: datetime.datetime,
) -> None:
    """Write rows over those of their keys and remove the keys that are gone, within the caller's transaction."""
    run_ids: set[str] = set()
    counts = []
    for table in TABLES:
        if table not in rows and table not in gone:
            continue
        given = rows[table] if table in rows else parquet.schema(TABLES[table]).empty_table()
        removed = sorted(gone.get(table, ()))
        run_ids.update(given.column("run_id").to_pylist())
        superseded = _keep(connection, table, [*given.column(key(table)).to_pylist(), *removed], at)
        connection.register("rows_given", given)
        connection.execute(f"INSERT OR REPLACE INTO {table} BY NAME SELECT * FROM rows_given")
        connection.register("keys_gone", _keys(removed))
        connection.execute(f"DELETE FROM {table} WHERE {key(table)} IN (SELECT key FROM keys_gone)")
        counts.append(TableCount(table, given.num_rows, 0, superseded, 0))
    run_id = min(run_ids, default="")
    commit = Commit(digest("replace", run_id, at.isoformat()), run_id, at, counts)
    connection.register("commit_given", parquet.table(Commit, [commit]))
    connection.execute("INSERT INTO commits BY NAME SELECT * FROM commit_given")


def _keep(connection: duckdb.DuckDBPyConnection, table: str, keys: list[str], at: datetime.datetime) -> int:
    """Copy the rows of these keys to `replaced_rows`; return how many there were."""
    row_key = key(table)
    connection.register("keys_given", _keys(keys))
    kept = connection.execute(
        f"""
        INSERT INTO replaced_rows
        SELECT md5('{table}/' || {row_key} || '/' || epoch_us(?::TIMESTAMPTZ)), '{table}', {row_key}, run_id, ?,
            to_json(t)::VARCHAR
        FROM {table} t WHERE {row_key} IN (SELECT key FROM keys_given)
        """,
        [at, at],
    ).fetchall()
    return int(kept[0][0])


def as_it_was(table: str, real: str, then: str) -> str:
    """Return a SELECT of a derived table at a time: rows written by then and not yet replaced.

    Args:
        table: One of DERIVED.
        real: The schema that holds the tables.
        then: The time, as SQL.
    """
    described = columns(TABLES[table])
    struct = ", ".join(f'"{column.name}" {column_type(column)}' for column in described)
    by_then = f"run_id IN (SELECT c.run_id FROM {real}.commits c WHERE c.committed_at <= {then})"
    return f"""
        SELECT * FROM {real}.{table} WHERE {by_then}
        UNION ALL
        SELECT unnest(kept) FROM (
            SELECT from_json(row_json, {literal(_json_structure(table))})::STRUCT({struct}) AS kept
            FROM {real}.replaced_rows
            WHERE table_name = '{table}' AND replaced_at > {then} AND {by_then}
        )"""


def _json_structure(table: str) -> str:
    """Return the structure that DuckDB's from_json wants."""
    return json.dumps({column.name: _structure(column) for column in columns(TABLES[table])})


def _structure(column: Column) -> object:
    inner = {field.name: _structure(field) for field in column.fields} if column.fields else TYPES[column.type]
    return [inner] if column.repeated else inner


def _keys(keys: Iterable[str]) -> pa.Table:
    return pa.table({"key": pa.array(list(keys), pa.string())})
