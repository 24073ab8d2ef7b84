"""The few things that DuckDB and BigQuery spell differently, so that a view is written once.

A view's file says `@first(actors).name`; each warehouse gets its own spelling. Everything else in the files is SQL that
both take as it is.
"""

import re

MACROS: dict[str, dict[str, str]] = {
    # The first member of a list; null where it is empty.
    "first": {"duckdb": "{0}[1]", "bigquery": "{0}[SAFE_OFFSET(0)]"},
    # The names of a list of parties or sources, joined.
    "names": {
        "duckdb": "array_to_string(list_transform({0}, lambda x: x.name), '; ')",
        "bigquery": "(SELECT STRING_AGG(x.name, '; ' ORDER BY o) FROM UNNEST({0}) AS x WITH OFFSET AS o)",
    },
    # The same without the first.
    "other_names": {
        "duckdb": "nullif(array_to_string(list_transform({0}[2:], lambda x: x.name), '; '), '')",
        "bigquery": "(SELECT STRING_AGG(x.name, '; ' ORDER BY o) FROM UNNEST({0}) AS x WITH OFFSET AS o WHERE o > 0)",
    },
    # The countries of a list of parties, each once, joined.
    "countries": {
        "duckdb": "array_to_string(list_distinct(list_filter(list_transform({0}, lambda x: x.country), "
        "lambda x: x IS NOT NULL)), '; ')",
        "bigquery": "(SELECT STRING_AGG(y.country, '; ' ORDER BY y.o) FROM (SELECT x.country, MIN(o) AS o "
        "FROM UNNEST({0}) AS x WITH OFFSET AS o WHERE x.country IS NOT NULL GROUP BY x.country) AS y)",
    },
    "length": {"duckdb": "len({0})", "bigquery": "ARRAY_LENGTH({0})"},
    # The names of sources as a list.
    "name_list": {
        "duckdb": "list_transform({0}, lambda x: x.name)",
        "bigquery": "ARRAY(SELECT x.name FROM UNNEST({0}) AS x WITH OFFSET AS o ORDER BY o)",
    },
    # Whether a list of texts holds a text.
    "has": {"duckdb": "list_contains({0}, {1})", "bigquery": "({1} IN UNNEST({0}))"},
    "day_number": {
        "duckdb": "CAST(strftime({0}, '%Y%m%d') AS BIGINT)",
        "bigquery": "CAST(FORMAT_DATE('%Y%m%d', {0}) AS INT64)",
    },
    # A time as GDELT writes it: 20260131235959.
    "second_number": {
        "duckdb": "CAST(strftime({0} AT TIME ZONE 'UTC', '%Y%m%d%H%M%S') AS BIGINT)",
        "bigquery": "CAST(FORMAT_TIMESTAMP('%Y%m%d%H%M%S', {0}, 'UTC') AS INT64)",
    },
    "unix_seconds": {"duckdb": "CAST(epoch({0}) AS BIGINT)", "bigquery": "UNIX_SECONDS({0})"},
    # The calendar day of a time, in UTC.
    "day": {"duckdb": "CAST({0} AT TIME ZONE 'UTC' AS DATE)", "bigquery": "DATE({0}, 'UTC')"},
    # The Monday of a day's week.
    "week": {"duckdb": "CAST(date_trunc('week', {0}) AS DATE)", "bigquery": "DATE_TRUNC({0}, ISOWEEK)"},
    "month": {"duckdb": "CAST(date_trunc('month', {0}) AS DATE)", "bigquery": "DATE_TRUNC({0}, MONTH)"},
    # Days from the first to the second date.
    "days": {"duckdb": "date_diff('day', {0}, {1})", "bigquery": "DATE_DIFF({1}, {0}, DAY)"},
    "hours": {"duckdb": "date_diff('hour', {0}, {1})", "bigquery": "TIMESTAMP_DIFF({1}, {0}, HOUR)"},
    "float": {"duckdb": "CAST({0} AS DOUBLE)", "bigquery": "CAST({0} AS FLOAT64)"},
    "floor": {"duckdb": "CAST(floor({0}) AS BIGINT)", "bigquery": "CAST(FLOOR({0}) AS INT64)"},
    "time": {"duckdb": "CAST({0} AS TIMESTAMPTZ)", "bigquery": "TIMESTAMP({0})"},
    "micros": {"duckdb": "epoch_us({0})", "bigquery": "UNIX_MICROS({0})"},
    # A row as JSON; the argument is the alias of its table.
    "json": {"duckdb": "CAST(to_json({0}) AS VARCHAR)", "bigquery": "TO_JSON_STRING({0})"},
    # Whether a text is one of a list that is given as parameter.
    "among": {"duckdb": "({0} IN (SELECT unnest(CAST({1} AS VARCHAR[]))))", "bigquery": "({0} IN UNNEST({1}))"},
    "list": {"duckdb": "list({0})", "bigquery": "ARRAY_AGG({0})"},
    "hash": {"duckdb": "md5({0})", "bigquery": "TO_HEX(MD5({0}))"},
    # A whole number made of the first 15 digits of an id, for tools that want numbers.
    "number": {
        "duckdb": "CAST('0x' || substr({0}, 1, 15) AS BIGINT)",
        "bigquery": "CAST(CONCAT('0x', SUBSTR({0}, 1, 15)) AS INT64)",
    },
}
"""Name -> dialect -> spelling."""

CALL = re.compile(r"@(\w+)\(")


def spell(sql: str, dialect: str) -> str:
    """Return SQL with each `@name(…)` as the dialect spells it.

    >>> spell("SELECT @first(actors).name", "bigquery")
    'SELECT actors[SAFE_OFFSET(0)].name'
    """
    while call := CALL.search(sql):
        arguments, end = _arguments(sql, call.end())
        sql = sql[: call.start()] + MACROS[call[1]][dialect].format(*arguments) + sql[end:]
    return sql


def _arguments(sql: str, start: int) -> tuple[list[str], int]:
    """Return the arguments of a call whose parenthesis ends at `start`, and where the call ends."""
    depth, found, last = 1, [], start
    for position in range(start, len(sql)):
        mark = sql[position]
        depth += (mark == "(") - (mark == ")")
        if (mark == "," and depth == 1) or depth == 0:
            found.append(sql[last:position].strip())
            last = position + 1
        if depth == 0:
            return found, position + 1
    raise ValueError(f"A parenthesis is not closed: {sql[start - 20 : start + 20]}")
