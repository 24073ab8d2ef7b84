import datetime

import duckdb
import pytest

from dateline.pipeline.sinks import open_sink
from dateline.pipeline.sinks.parquet import ParquetSink


@pytest.fixture
def sink(tmp_path):
    return ParquetSink(tmp_path / "news")


def mentions(sink, what="mention_id", where="TRUE"):
    files = f"read_parquet('{sink.root}/mentions/*/*.parquet', hive_partitioning = true)"
    return duckdb.execute(f"SELECT {what} FROM {files} WHERE {where} ORDER BY 1").fetchall()


def test_files_by_month(sink, make, commit):
    sink.prepare()
    commit(
        article_revisions=[make.article()],
        mentions=[make.mention("m1"), make.mention("m2", event_date=None), make.mention("m3")],
    )
    assert sorted(path.parent.name for path in sink.root.glob("mentions/*/*.parquet")) == [
        "month=2026-02",
        "month=unknown",
    ]
    assert mentions(sink) == [("m1",), ("m2",), ("m3",)]
    assert mentions(sink, where="month = '2026-02'") == [("m1",), ("m3",)]
    assert mentions(sink, "actors[1].name") == [("Free Army",)] * 3


def test_what_is_superseded_is_marked_in_the_files(sink, make, commit):
    sink.prepare()
    commit(article_revisions=[make.article()], mentions=[make.mention("m1")])
    march = make.mention("m2", event_date=datetime.date(2026, 3, 1))
    commit(article_revisions=[make.article()], mentions=[march])
    assert mentions(sink, "mention_id, superseded_at IS NULL, month") == [
        ("m1", False, "2026-02"),
        ("m2", True, "2026-03"),
    ]
    commit(article_revisions=[make.article()], mentions=[make.mention("m1")])
    assert mentions(sink, "mention_id, superseded_at IS NULL") == [("m1", True), ("m2", False)]


def test_what_was_committed_but_not_shown_is_shown_by_the_next(sink, make, commit, monkeypatch):
    sink.prepare()
    with monkeypatch.context() as cut_off:
        cut_off.setattr(sink, "_mirror", lambda **_: None)
        commit(article_revisions=[make.article()], mentions=[make.mention("m1")])
    assert not list(sink.root.glob("mentions/*/*.parquet"))
    sink.prepare()
    assert mentions(sink) == [("m1",)]


def test_events_that_are_gone_leave_their_file(sink, make):
    sink.prepare()
    sink.replace({"events": [make.event("e1"), make.event("e2", event_date=datetime.date(2026, 1, 5))]}, {})
    assert len(list(sink.root.glob("events/*/*.parquet"))) == 2
    sink.replace({}, {"events": ["e2"]})
    assert [path.parent.name for path in sink.root.glob("events/*/*.parquet")] == ["month=2026-02"]


def test_address(tmp_path):
    assert isinstance(open_sink(f"parquet:{tmp_path}/x"), ParquetSink)
