import datetime
import shutil

import pytest

from dateline.pipeline.sinks import Written, open_sink, stages
from dateline.pipeline.sinks.errors import BadWarehouse
from dateline.schemas.rows import FeedState


def present(sink, table, key):
    return {row[key] for row in sink.read(f"SELECT {key} FROM {table} WHERE superseded_at IS NULL").to_pylist()}


def test_rows_come_back_as_they_went_in(sink, make, commit):
    article, mention = make.article(), make.mention()
    commit(article_revisions=[article], mentions=[mention])
    [[read]] = sink.articles_to_code()
    assert read == article._replace(run_id="run1", added_at=read.added_at)
    row = sink.read("SELECT * FROM mentions").to_pylist()[0]
    assert row["actors"] == [party._asdict() for party in mention.actors]
    assert row["evidence"] == [part._asdict() for part in mention.evidence]
    assert row["event_date"] == mention.event_date
    assert row["run_id"] == "run1"


def test_the_same_rows_again_are_known(make, commit):
    rows = {"article_revisions": [make.article()], "mentions": [make.mention()], "sightings": [make.sighting()]}
    assert set(commit(**rows).values()) == {Written(new=1)}
    assert set(commit(**rows).values()) == {Written(known=1)}


def test_a_repeated_row_of_one_batch_counts_once(make, commit):
    assert commit(mentions=[make.mention(), make.mention()])["mentions"] == Written(new=1)


def test_a_stage_committed_twice_changes_nothing(sink, make, tmp_path):
    """Killed between the commit and the deletion of the stage."""
    run = make.run()
    stage = sink.folder / "one"
    stages.write_part(stage, "failures", [make.failure()])
    stages.complete(stage, run)
    copy = tmp_path / "copy"
    shutil.copytree(stage, copy)
    first = sink.commit(stage, run)
    assert not stage.exists()
    shutil.copytree(copy, stage)
    assert sink.commit(stage, run) == first
    assert sink.read("SELECT times FROM failures").to_pylist() == [{"times": 1}]


def test_a_new_text_supersedes_the_old_and_its_mentions(sink, make, commit):
    commit(article_revisions=[make.article("r1")], mentions=[make.mention("m1", "r1")])
    written = commit(article_revisions=[make.article("r2", hour=1)], mentions=[make.mention("m2", "r2")])
    assert written == {"article_revisions": Written(new=1, superseded=1), "mentions": Written(new=1, superseded=1)}
    assert present(sink, "article_revisions", "revision_id") == {"r2"}
    assert present(sink, "mentions", "mention_id") == {"m2"}
    numbers = sink.read("SELECT revision FROM article_revisions ORDER BY revision_id").to_pylist()
    assert numbers == [{"revision": 1}, {"revision": 2}]


def test_a_new_text_without_events_supersedes_the_old_mentions(sink, make, commit):
    commit(article_revisions=[make.article("r1")], mentions=[make.mention("m1", "r1")])
    assert commit(article_revisions=[make.article("r2", hour=1)])["mentions"] == Written(superseded=1)
    assert present(sink, "mentions", "mention_id") == set()


def test_an_old_text_that_comes_back_is_restored_and_the_gap_remembered(sink, make, commit):
    commit(article_revisions=[make.article("r1")], mentions=[make.mention("m1", "r1")])
    commit(article_revisions=[make.article("r2", hour=1)], mentions=[make.mention("m2", "r2")])
    written = commit(article_revisions=[make.article("r1", hour=2)], mentions=[make.mention("m1", "r1")])
    assert written["article_revisions"] == Written(known=1, superseded=1, restored=1)
    assert written["mentions"] == Written(known=1, superseded=1, restored=1)
    assert present(sink, "article_revisions", "revision_id") == {"r1"}
    assert present(sink, "mentions", "mention_id") == {"m1"}
    absences = sink.read("SELECT table_name, row_id FROM absences ORDER BY 1").to_pylist()
    assert absences == [
        {"table_name": "article_revisions", "row_id": "r1"},
        {"table_name": "mentions", "row_id": "m1"},
    ]


def test_a_loaded_file_with_two_texts_of_one_id_can_be_loaded_again(sink, make, commit):
    given = [make.article(r, body_source="given", fetched_at=None) for r in ("r1", "r2")]
    commit(article_revisions=given[:1])
    commit(article_revisions=given[1:])
    for article in given:
        assert commit(article_revisions=[article])["article_revisions"] == Written(known=1)
    assert present(sink, "article_revisions", "revision_id") == {"r2"}


def test_a_coder_that_finds_other_events_supersedes_those_it_no_longer_finds(sink, make, commit):
    commit(article_revisions=[make.article()], mentions=[make.mention("m1"), make.mention("m2")])
    written = commit(article_revisions=[make.article()], mentions=[make.mention("m2"), make.mention("m3")])
    assert written["mentions"] == Written(new=1, known=1, superseded=1)
    assert present(sink, "mentions", "mention_id") == {"m2", "m3"}


@pytest.mark.parametrize("subject", ["a1", "r1", "https://example.org/a1"])
def test_an_article_that_failed_to_be_coded_keeps_its_mentions(sink, make, commit, subject):
    commit(article_revisions=[make.article()], mentions=[make.mention()])
    commit(article_revisions=[make.article()], failures=[make.failure(step="CodeMentions", subject=subject)])
    assert present(sink, "mentions", "mention_id") == {"m1"}


def test_of_two_texts_in_one_batch_the_later_is_present(sink, make, commit):
    rows = [make.article("r1", hour=2), make.article("r2", hour=1)]
    commit(article_revisions=rows, mentions=[make.mention("m1", "r1"), make.mention("m2", "r2")])
    assert present(sink, "article_revisions", "revision_id") == {"r1"}
    assert present(sink, "mentions", "mention_id") == {"m1"}


def test_failures_are_counted_up(sink, make, commit):
    commit(failures=[make.failure(hour=1), make.failure(hour=0)])
    commit(failures=[make.failure(hour=5, message="Again.")])
    [row] = sink.read("SELECT times, first_at, last_at, message, run_id FROM failures").to_pylist()
    assert row["times"] == 3
    assert (row["last_at"] - row["first_at"]) == datetime.timedelta(hours=5)
    assert (row["message"], row["run_id"]) == ("Again.", "run2")


def test_sightings_keep_the_first_time_and_the_last_digest(sink, make, commit):
    commit(sightings=[make.sighting(entry_digest="d1")])
    commit(sightings=[make.sighting(entry_digest="d2", hour=3)])
    assert sink.seen_among(["a1", "s1", "s2"]) == {"a1": "d2", "s1": "d2"}
    assert sink.seen_among(["s1"])["s1"] == "d2"
    assert sink.seen_among(["s2"]) == {}
    [row] = sink.read("SELECT first_seen_at FROM sightings").to_pylist()
    assert row["first_seen_at"].hour == 12


def unlisted(row):
    """Lists come back as lists, whatever sequence went in."""
    return {name: tuple(value) for name, value in row._asdict().items() if isinstance(value, list)}


def test_feeds_hold_their_last_state(sink):
    state = FeedState("f1", "https://example.org/feed", "https://example.org/feed")
    assert sink.feeds() == []
    assert sink.write("feeds", [state]) == Written(new=1)
    later = state._replace(etag='"2"', last_polled_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    assert sink.write("feeds", [later]) == Written(known=1)
    assert [feed._replace(**unlisted(feed)) for feed in sink.feeds()] == [later]


def test_a_run_is_written_with_its_batch_and_balances(sink, make, commit):
    commit(failures=[make.failure()])
    assert sink.read("SELECT step, is_balanced FROM run_steps").to_pylist() == [
        {"step": "ReadFeeds", "is_balanced": True}
    ]
    [row] = sink.read("SELECT run_id, tables FROM commits").to_pylist()
    assert row["tables"] == [{"name": "failures", "new": 1, "known": 0, "superseded": 0, "restored": 0}]


def test_what_killed_runs_left_is_committed_if_complete_and_deleted_if_not(sink, make):
    run = make.run()
    stages.write_part(sink.folder / "whole", "mentions", [make.mention("m1")])
    stages.complete(sink.folder / "whole", run)
    stages.write_part(sink.folder / "half", "mentions", [make.mention("m2")])
    assert [r.run_id for r in sink.recover()] == [run.run_id]
    assert present(sink, "mentions", "mention_id") == {"m1"}
    assert list(sink.folder.iterdir()) == []


def test_a_damaged_part_is_named_and_nothing_is_written(sink, make):
    stage = sink.folder / "one"
    stages.write_part(stage, "mentions", [make.mention()])
    part = stages.write_part(stage, "failures", [make.failure()])
    part.write_bytes(part.read_bytes()[:-20])
    with pytest.raises(BadWarehouse, match=part.name):
        sink.commit(stage, make.run())
    assert sink.feeds() == []
    assert stage.exists()


def test_lone_surrogates_are_mended(sink, make):
    sink.write("failures", [make.failure(message="half \ud83d of a face")])
    assert sink.read("SELECT message FROM failures").to_pylist() == [{"message": "half \ufffd of a face"}]


def test_articles_are_read_in_batches(sink, make, commit):
    rows = [make.article(f"r{n}", f"a{n}", is_coded=n != 3, text="" if n == 5 else "Text.") for n in range(7)]
    commit(article_revisions=rows[4:])
    commit(article_revisions=rows[:4])
    batches = list(sink.articles_to_code(batch=2))
    assert [[article.revision_id for article in batch] for batch in batches] == [["r4"], ["r6", "r0"], ["r1", "r2"]]


@pytest.mark.parametrize(
    ("address", "path"), [("news.duckdb", "news.duckdb"), ("duckdb:x/y.db", "x/y.db"), ("C:news", "C:news")]
)
def test_addresses(address, path):
    assert str(open_sink(address).path) == path


def test_an_unknown_kind_of_warehouse_is_named():
    with pytest.raises(BadWarehouse, match="snowflake"):
        open_sink("snowflake:db")
