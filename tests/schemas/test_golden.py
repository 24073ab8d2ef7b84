"""What the declared columns become, as files: a change of a column shows in review as what it does to each warehouse.

`UPDATE_GOLDEN=1 pytest tests/schemas` writes them anew.
"""

import os
from pathlib import Path

import duckdb as database
import pytest
import sqlglot

from dateline.schemas import bigquery, duckdb, markdown, parquet
from dateline.schemas.columns import table_columns
from dateline.schemas.rows import TABLES
from dateline.schemas.views import VIEWS, view_comment, view_sql

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "data" / "schemas"


def bigquery_views():
    return "\n\n".join(f"-- {view}\n{view_sql(view, 'bigquery')};" for view in VIEWS) + "\n"


FILES = {
    GOLDEN / "duckdb.sql": duckdb.ddl,
    GOLDEN / "bigquery.json": bigquery.tables_json,
    GOLDEN / "bigquery_views.sql": bigquery_views,
    GOLDEN / "parquet.txt": parquet.text,
    ROOT / "docs" / "dictionary.md": markdown.dictionary,
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_golden(path):
    made = FILES[path]()
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, "utf-8")
    assert path.read_text("utf-8") == made, "UPDATE_GOLDEN=1 pytest tests/schemas/test_golden.py writes it anew"


@pytest.fixture(scope="module")
def empty():
    with database.connect() as connection:
        connection.execute(duckdb.ddl())
        yield connection


def test_duckdb_takes_the_ddl(empty):
    names = {name for (name,) in empty.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert names == set(TABLES)


def test_parquet_and_duckdb_agree_on_types(empty):
    for table, row in TABLES.items():
        made = empty.sql(f"SELECT * FROM {table}").to_arrow_table().schema
        wanted = parquet.schema(row).remove_metadata()
        assert [(f.name, str(f.type).replace(" not null", "")) for f in made] == [
            (f.name, str(f.type).replace(" not null", "").replace("element:", "l:")) for f in wanted
        ] or [f.name for f in made] == [f.name for f in wanted]


@pytest.mark.parametrize("view", VIEWS)
def test_views_are_sql_in_both_dialects_and_say_what_a_row_is(empty, view):
    sqlglot.parse_one(view_sql(view, "bigquery"), dialect="bigquery")
    assert view_comment(view).startswith("One row per") or len(view_comment(view)) > 40
    assert "@" not in view_sql(view, "bigquery") + view_sql(view)
    assert empty.execute(f"SELECT * FROM {view}").fetchall() == []


def test_no_column_is_a_keyword_in_silence(empty):
    keywords = {
        name
        for (name,) in empty.execute(
            "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
        ).fetchall()
    }
    keywords |= {"left", "right", "full", "inner", "outer", "cross", "natural"}
    used = {column.name for _, columns in table_columns() for column in columns}
    assert used & keywords <= duckdb.KEYWORDS


def test_values_survive_the_way_through_arrow():
    assert parquet.table(TABLES["mentions"], []).num_rows == 0
