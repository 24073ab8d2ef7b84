"""The warehouse as it was: tables and views as of a time, each as a SELECT that stands in for the real one.

Rows are never deleted, so the past can be computed: a revision or mention was there from `added_at`, unless it was
superseded by then; for a row that came back, `absences` holds the time in which it was not. Of events and what
belongs to them, `replaced_rows` holds what stood there before. Failures, feeds and sightings hold the present state
only: of these, rows first seen later are left out.
"""

import datetime
from collections.abc import Iterator

import duckdb

from ...schemas.columns import table_columns
from ...schemas.duckdb import quoted
from ...schemas.views import VIEWS, view_sql
from ...schemas.views.dialect import spell
from .replacing import DERIVED, as_it_was
from .rules import MARKED, Moment

SINCE = {
    "sightings": "first_seen_at",
    "site_lines": "found_at",
    "failures": "first_at",
    "runs": "started_at",
    "commits": "committed_at",
}
"""Table -> the column that says since when a row is there; other tables are shown as they are."""


def as_of(connection: duckdb.DuckDBPyConnection, time: datetime.datetime) -> None:
    """Hide each table and view behind a temporary view of what it was at a time."""
    # Qualified by the database: temporary views stand in a schema called main, too.
    real = connection.execute("SELECT '\"' || replace(current_database(), '\"', '\"\"') || '\".main'").fetchall()[0][0]
    for name, query in as_they_were(real, time, "duckdb"):
        connection.execute(f"CREATE TEMP VIEW {name} AS {query}")


def as_they_were(real: str, time: datetime.datetime, dialect: str) -> Iterator[tuple[str, str]]:
    """Yield each table and view with the SELECT that shows it as it was.

    Args:
        real: The schema or data set that holds the tables.
        time: The time.
        dialect: duckdb or bigquery.
    """
    then = Moment("", time).time
    for table, described in table_columns():
        if table in MARKED:
            query = _marked(real, table, [quoted(column.name) for column in described], then)
        elif table in DERIVED:
            query = as_it_was(table, real, time, dialect)
        else:
            since = SINCE.get(table)
            query = f"SELECT * FROM {real}.{table}" + (f" WHERE {since} <= {then}" if since else "")
        yield table, spell(query, dialect)
    for view in VIEWS:
        yield view, view_sql(view, dialect)


def _marked(real: str, table: str, names: list[str], then: str) -> str:
    """Return the rows of a table with `superseded_at` as it stood."""
    key = names[0]
    absent = (
        f"(SELECT MAX(a.superseded_at) FROM {real}.absences AS a WHERE a.table_name = '{table}' AND a.row_id = t.{key} "
        f"AND a.superseded_at <= {then} AND a.restored_at > {then})"
    )
    superseded = f"COALESCE(CASE WHEN t.superseded_at <= {then} THEN t.superseded_at END, {absent}) AS superseded_at"
    columns = ", ".join(superseded if name == "superseded_at" else f"t.{name}" for name in names)
    return f"SELECT {columns} FROM {real}.{table} AS t WHERE t.added_at <= {then}"
