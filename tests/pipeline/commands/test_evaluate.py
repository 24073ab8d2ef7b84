"""`dateline evaluate` as its users call it."""

import json
from pathlib import Path

import pytest

from dateline.pipeline.cli import main

GOLD = Path(__file__).parents[2] / "quality" / "gold" / "articles.jsonl"


@pytest.fixture
def rows(tmp_path):
    """Perfect rows of the first article, and a spurious one."""
    articles = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    first = articles[0]
    items = [{"article_id": first["id"], **event} for event in first["events"]]
    items.append({"article_id": articles[1]["id"], "type": "AID", "evidence": [articles[1]["title"]]})
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(item) for item in items), "utf-8")
    return path


def test_rows_are_scored(rows, capsys):
    assert main(["evaluate", str(GOLD), str(rows)]) == 0
    said = capsys.readouterr().out
    assert "59 articles" in said
    assert "(6 right of 7 said, 227 due)" in said


def test_the_worst_errors_come_first(rows, capsys):
    main(["evaluate", str(GOLD), str(rows), "--errors", "2"])
    worst = capsys.readouterr().out.split("The worst errors")[1]
    assert worst.index("spurious in bbc-teachers-strike") < worst.index("missed in")


def test_json_holds_the_same_figures(rows, capsys):
    assert main(["evaluate", str(GOLD), str(rows), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["event"]["right"], found["event"]["said"], found["event"]["due"]) == (6, 7, 227)


def test_two_coders_stand_side_by_side(capsys):
    assert main(["evaluate", str(GOLD), "--coder", "words", "--coder", "silent"]) == 0
    head, event, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["F1", "words", "silent"]
    assert event.split()[-1] == "0.000"


def test_a_list_of_words_finds_events_and_no_whole_row(capsys):
    main(["evaluate", str(GOLD), "--coder", "words", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["event"]["f1"] > 0.4
    assert found["actors"]["f1"] == 0


def test_a_coder_from_outside(capsys):
    assert main(["evaluate", str(GOLD), "--coder", "dateline.pipeline.evaluate.coders:silent"]) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["missing.jsonl"], "missing.jsonl"),
        ([str(GOLD), "--coder", "nobody"], "no coder named 'nobody'"),
        ([str(GOLD), "--coder", "no.such:thing"], "no.such"),
        ([str(GOLD), str(GOLD), "--coder", "silent"], "not both"),
    ],
)
def test_what_a_user_gets_wrong_is_a_sentence(words, message, capsys):
    assert main(["evaluate", *words]) == 2
    assert message in capsys.readouterr().err


def test_rows_that_dateline_wrote_score_as_the_coder_does(tmp_path, capsys):
    gold, rows = tmp_path / "gold.jsonl", tmp_path / "rows.jsonl"
    gold.write_text("\n".join(GOLD.read_text("utf-8").splitlines()[:6]), "utf-8")
    assert main(["code", str(gold)]) == 0
    rows.write_text(capsys.readouterr().out, "utf-8")
    main(["evaluate", str(gold), str(rows), "--json"])
    from_rows = json.loads(capsys.readouterr().out)
    main(["evaluate", str(gold), "--json"])
    assert json.loads(capsys.readouterr().out) == from_rows
    assert from_rows["event"]["said"] > 0


def test_an_article_that_cannot_be_coded_is_named_and_counts_as_missed(tmp_path, capsys):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "book", "text": "word " * 500_000, "events": []}), "utf-8")
    assert main(["evaluate", str(gold)]) == 0
    assert "book" in capsys.readouterr().err
