"""The queries of docs/queries.md run on DuckDB and are BigQuery's SQL."""

import re
from pathlib import Path

import duckdb
import pytest
import sqlglot

from dateline.schemas.duckdb import ddl

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "queries.md").read_text("utf-8")
QUERIES = dict(re.findall(r"^## (\d+\. .+?)\n\n```sql\n(.+?)\n```", TEXT, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def warehouse():
    with duckdb.connect() as connection:
        connection.execute(ddl())
        yield connection


def test_there_are_twenty():
    assert [int(title.partition(".")[0]) for title in QUERIES] == list(range(1, 21))


@pytest.mark.parametrize("title", QUERIES)
def test_query(warehouse, title):
    warehouse.execute(QUERIES[title]).fetchall()
    assert isinstance(sqlglot.parse_one(QUERIES[title], dialect="bigquery"), sqlglot.exp.Query)


FILTERS = re.findall(r"^\| `(.+?)`(?: \(.+?\))? \| `(.+?)`(?: \(.+?\))? \|$", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("theirs", "ours"), FILTERS)
def test_what_one_would_filter_by(warehouse, theirs, ours):
    warehouse.execute(f"SELECT COUNT(*) FROM gdelt_events WHERE {theirs}").fetchall()
    query = f"SELECT COUNT(*) FROM all_events {ours if ours.startswith('JOIN') else 'WHERE ' + ours}"
    warehouse.execute(query).fetchall()
    assert isinstance(sqlglot.parse_one(query, dialect="bigquery"), sqlglot.exp.Query)


def test_the_filters_were_found():
    assert len(FILTERS) == 6
