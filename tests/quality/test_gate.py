"""The gate holds, and works."""

import importlib.util
from pathlib import Path

import pytest

from dateline.pipeline.evaluate.coders import load_coder

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def gate():
    spec = importlib.util.spec_from_file_location("quality_gate", HERE / "gate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_coder_is_above_every_floor(gate):
    assert gate.below(gate.figures(load_coder("rules")), gate.read_floors()["floors"]) == []


def test_a_coder_that_finds_nothing_falls_through(gate):
    found = gate.figures(load_coder("silent"))
    assert any("event" in line for line in gate.below(found, {"articles/event": 0.5}))


def test_raising_never_lowers(gate):
    assert gate.raised({"a": 0.51239, "b": 0.2}, {"b": 0.4, "gone": 0.3}) == {"a": 0.512, "b": 0.4, "gone": 0.3}


def test_a_floor_nobody_measures_fails(gate):
    assert gate.below({}, {"articles/event": 0.1}) == ["articles/event is not measured any more"]


def test_every_lowered_floor_has_a_reason(gate):
    assert all(reason.strip() for reason in gate.read_floors()["lowered"].values())


def test_floors_are_written_as_they_are_read(gate, tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "PAGE", tmp_path / "accuracy.md")
    (tmp_path / "accuracy.md").write_text("a\n<!-- floors: here -->\nold\n<!-- /floors -->\nz\n", "utf-8")
    floors = {"articles/killed": 0.5, "articles_held_out/killed": 0.25}
    gate.write_floors(floors, {"articles/killed": "because"})
    assert gate.read_floors() == {"floors": floors, "lowered": {"articles/killed": "because"}}
    page = (tmp_path / "accuracy.md").read_text("utf-8").splitlines()
    assert page[1:-2] == [
        "<!-- floors: here -->",
        "| measure | open | held out |",
        "|---|---|---|",
        "| articles: killed | 0.500 | 0.250 |",
    ]


def test_the_page_shows_the_floors(gate):
    page = gate.PAGE.read_text("utf-8")
    assert gate.with_table(page, gate.read_floors()["floors"]) == page
