"""Articles at hand: loaded, loaded again, coded again."""

import datetime
import gzip
import json

import pytest

from dateline.pipeline.articles_file import BadLine, read_article, read_lines
from dateline.pipeline.cli import main
from dateline.pipeline.coding import Batches
from dateline.pipeline.load import load
from dateline.pipeline.recode import changes, recode
from dateline.pipeline.sinks import Written
from dateline.pipeline.sinks.duckdb import DuckDBSink

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
TEXTS = [
    "Rebels attacked the town of Hasakah on Sunday, killing 20 civilians, police said.",
    "Thousands of teachers marched through the streets of Lagos on Saturday to demand higher pay.",
]


def line(**fields):
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"not json", "not_json"),
        (b'{"id": "1", "text": "x\xff"}', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[1]", "not_an_object"),
        (b"null", "not_an_object"),
        (line(text="x"), "no_id"),
        (line(id="", text="x"), "no_id"),
        (line(id=True, text="x"), "no_id"),
        (line(id={}, text="x"), "no_id"),
        (line(id=1), "no_text"),
        (line(id=1, text="  "), "no_text"),
        (line(id=1, text=5), "wrong_type"),
        (line(id=1, text="x", title=[]), "wrong_type"),
        (line(id=1, text="x", published="yesterday"), "bad_time"),
        (line(id=1, text="x", published="0001-01-01T00:00+14:00"), "bad_time"),
    ],
)
def test_lines_that_are_no_articles(raw, reason):
    with pytest.raises(BadLine) as error:
        read_article(raw, NOON)
    assert error.value.reason == reason


def test_a_line_becomes_an_article():
    article = read_article(
        line(id=7, text=TEXTS[0], title="Attack", published="2026-03-01", url="HTTPS://example.org/a?utm_source=x", source="Wire"),
        NOON,
    )  # fmt: skip
    assert (article.external_id, article.site, article.url) == ("7", "Wire", "https://example.org/a")
    assert (article.published.isoformat(), article.language, article.is_coded) == (
        "2026-03-01T00:00:00+00:00",
        "en",
        True,
    )
    assert (article.body_source, article.date_source) == ("given", "given")


def test_fields_that_are_not_read_are_told(tmp_path, capsys):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(line(id=n, text=TEXTS[0], date="2026-03-01") for n in range(2)) + b"\n")
    assert main(["load", str(path), "--warehouse", str(tmp_path / "w.duckdb"), "--workers", "1"]) == 0
    assert "not read: 'date' (2 lines)" in capsys.readouterr().out


def test_two_collections_may_both_count_from_one():
    ids = {read_article(line(id=1, text="x", source=source), NOON).article_id for source in ("a", "b", "a")}
    assert len(ids) == 2


def test_another_language_is_kept_but_not_coded():
    text = "Tausende Lehrerinnen und Lehrer haben am Dienstag in Berlin für höhere Löhne demonstriert."
    article = read_article(line(id=1, text=text), NOON)
    assert (article.language, article.is_coded) == ("de", False)


def test_lines_are_named_by_file_and_number(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf{}\n\n[]\r\n{}")
    assert [(found.place, found.raw.strip()) for found in read_lines(str(path))] == [
        (f"{path}:1", b"{}"),
        (f"{path}:3", b"[]"),
        (f"{path}:4", b"{}"),
    ]
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(b"{}\n"))
    assert [found.raw for found in read_lines(str(packed))] == [b"{}\n"]


@pytest.fixture
def sink(tmp_path):
    sink = DuckDBSink(tmp_path / "news.duckdb")
    sink.prepare()
    return sink


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.jsonl"
    rows = [line(id=f"d{n}", text=text, published="2026-03-01") for n, text in enumerate(TEXTS)]
    path.write_bytes(b"\n".join([*rows, b"oops", rows[0]]) + b"\n")
    return str(path)


def now():
    return NOON


def counts(sink, table):
    return sink.read(f"SELECT count(*) AS n FROM {table}").to_pylist()[0]["n"]


def test_load_twice_and_recode(sink, corpus, monkeypatch):
    first = load(sink, [corpus], now=now, workers=1)
    assert first.read == ("load", 4, 2, 1, 1)
    assert first.written["article_revisions"] == Written(new=2)
    found = counts(sink, "mentions")
    assert found >= 2
    [failure] = sink.read("SELECT input, step, times FROM failures").to_pylist()
    assert failure == {"input": f"{corpus}:3", "step": "load", "times": 1}
    assert sink.read("SELECT DISTINCT external_id FROM articles ORDER BY 1").to_pylist() == [
        {"external_id": "d0"},
        {"external_id": "d1"},
    ]

    later = NOON + datetime.timedelta(days=1)
    second = load(sink, [corpus], now=lambda: later, workers=1)
    assert second.read == ("load", 4, 0, 3, 1)
    assert counts(sink, "mentions") == found
    assert counts(sink, "run_steps WHERE NOT is_balanced") == 0

    again = recode(sink, now=lambda: later, workers=1)
    assert again.written["mentions"] == Written(known=found)
    assert changes(sink, again.run.run_id) == []


def test_what_a_recode_changed_is_told_by_type(sink, corpus, make_older):
    load(sink, [corpus], now=now, workers=1)
    before = counts(sink, "current_mentions")
    make_older(sink)
    again = recode(sink, now=lambda: NOON + datetime.timedelta(days=1), workers=1)
    assert again.written["mentions"].new == 1
    assert again.written["mentions"].superseded == 2
    told = {row["event_type"]: (row["added"], row["gone"], row["different"]) for row in changes(sink, again.run.run_id)}
    assert sum(row[2] for row in told.values()) == 1
    assert told["AID"] == (0, 1, 0)
    assert counts(sink, "current_mentions") == before


@pytest.fixture
def make_older():
    """Make the warehouse look as if another coder had said something else of one event, and seen one more."""
    from dateline.pipeline.sinks.opening import writing

    def change(sink):
        with writing(sink.path) as connection:
            [(key,)] = connection.execute("SELECT min(mention_id) FROM mentions").fetchall()
            connection.execute(
                "INSERT INTO mentions SELECT * REPLACE ('other' AS mention_id, 'AID' AS event_type) "
                "FROM mentions WHERE mention_id = ?",
                [key],
            )
            connection.execute(
                "INSERT INTO mentions SELECT * REPLACE ('older' AS mention_id, 99 AS killed_min) "
                "FROM mentions WHERE mention_id = ?",
                [key],
            )
            connection.execute("DELETE FROM mentions WHERE mention_id = ?", [key])

    return change


def test_memory_is_bounded_by_batches(sink, tmp_path, monkeypatch):
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"\n".join(line(id=n, text="Hallo Welt, das ist ein kurzer Text auf Deutsch.") for n in range(25)))
    monkeypatch.setattr("dateline.pipeline.load.ARTICLES", 10)
    sizes = []
    commit = Batches.commit

    def watched(self, articles, failures=(), **known):
        sizes.append(len(articles))
        return commit(self, articles, failures, **known)

    monkeypatch.setattr(Batches, "commit", watched)
    load(sink, [str(path)], now=now, workers=1)
    assert sizes == [10, 10, 5]
    assert counts(sink, "articles") == 25
    assert counts(sink, "runs") == 1


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert main(["load", str(tmp_path / "no.jsonl"), "--warehouse", str(tmp_path / "x.duckdb")]) == 2
    assert "there is no file" in capsys.readouterr().err
    assert not (tmp_path / "x.duckdb").exists()


def test_recode_makes_no_warehouse(tmp_path, capsys):
    assert main(["recode", "--warehouse", str(tmp_path / "x.duckdb")]) == 2
    assert "There is no warehouse" in capsys.readouterr().err
