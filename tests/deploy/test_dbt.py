"""The dbt package: its models run on a warehouse, and name only what is there."""

import re
from pathlib import Path

import duckdb
import pytest
import yaml

from dateline.schemas.columns import columns
from dateline.schemas.duckdb import ddl
from dateline.schemas.rows import TABLES
from dateline.schemas.views import VIEWS
from dateline.transforms.coder.lexicon import read_types

ROOT = Path(__file__).resolve().parents[2] / "deploy" / "dbt"
MODELS = sorted(ROOT.glob("models/**/*.sql"))
SOURCES = yaml.safe_load((ROOT / "models" / "staging" / "sources.yml").read_text())["sources"][0]["tables"]


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_model(model):
    sql = re.sub(r"\{\{ source\('dateline', '(\w+)'\) \}\}", r"\1", model.read_text())
    assert "{{" not in sql
    with duckdb.connect() as connection:
        connection.execute(ddl())
        assert connection.execute(sql).fetchall() == []


def test_sources_are_tables_or_views_with_these_columns():
    for table in SOURCES:
        name = table["name"]
        assert name in TABLES or name in VIEWS
        if name in TABLES:
            known = {column.name for column in columns(TABLES[name])}
            assert {column["name"] for column in table.get("columns", [])} <= known


def test_the_accepted_types_are_the_ontology():
    [types] = [
        test["accepted_values"]["values"]
        for table in SOURCES
        for column in table.get("columns", [])
        if column["name"] == "event_type" and table["name"] == "mentions"
        for test in column["data_tests"]
    ]
    assert set(types) == set(read_types()[1])


def test_every_model_is_described():
    described = yaml.safe_load((ROOT / "models" / "marts" / "marts.yml").read_text())["models"]
    assert {model["name"] for model in described} == {path.stem for path in MODELS}
