"""Rows and stages to write into warehouses."""

import datetime
import itertools

import pytest

from dateline.pipeline.sinks import stages
from dateline.pipeline.sinks.duckdb import DuckDBSink
from dateline.schemas.rows import Article, Event, Evidence, Failure, Mention, Party, Run, Sighting, Source, StepCount

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


class Make:
    """Makes rows; what a test does not care for has a default."""

    def __init__(self):
        self.numbers = itertools.count(1)

    def article(self, revision_id="r1", article_id="a1", *, hour=0, **other):
        row = Article(
            revision_id=revision_id,
            article_id=article_id,
            revision=1,
            url=f"https://example.org/{article_id}",
            site="example.org",
            title="Title",
            text=f"Text of {revision_id}.",
            authors=["A. Writer"],
            published=NOON,
            modified=None,
            date_source="page",
            language="en",
            is_coded=True,
            body_source="page",
            feed_id="f1",
            external_id=None,
            fetched_at=NOON + datetime.timedelta(hours=hour),
        )
        return row._replace(**other)

    def mention(self, mention_id="m1", revision_id="r1", article_id="a1", **other):
        nothing = dict.fromkeys(Mention._fields)
        row = Mention(
            **nothing
            | {
                "mention_id": mention_id,
                "article_id": article_id,
                "revision_id": revision_id,
                "is_lead": True,
                "event_type": "ASSAULT",
                "modes": ["beat"],
                "status": "occurred",
                "actors": [Party("rebels", "Free Army", "SYR", "REB"), Party("men", "men", None, "UNK")],
                "recipients": [],
                "event_date": datetime.date(2026, 2, 28),
                "date_precision": "day",
                "location_name": "Hasakah",
                "country": "SYR",
                "latitude": 36.5,
                "longitude": 40.75,
                "geo_precision": "city",
                "killed_min": 20,
                "killed_max": 20,
                "attributed_to": [Source("police", "Police")],
                "evidence": [Evidence("Rebels beat 20 men.", 0, 19, "text")],
                "published": NOON,
                "coder_version": "1",
                "lexicon_version": "l",
                "ontology_version": "o",
                "run_id": "",
            }
        )
        return row._replace(**other)

    def failure(self, failure_id="x1", *, step="FetchPages", subject="https://example.org/a1", hour=0, **other):
        at = NOON + datetime.timedelta(hours=hour)
        return Failure(failure_id, step, subject, "timeout", "It took too long.", at, at)._replace(**other)

    def sighting(self, sighting_id="s1", *, feed_id="f1", article_id="a1", entry_digest="d1", hour=0):
        given = {"sighting_id": sighting_id, "feed_id": feed_id, "article_id": article_id, "entry_digest": entry_digest}
        row = Sighting(**dict.fromkeys(Sighting._fields, "") | given | {"published": None})
        return row._replace(first_seen_at=NOON + datetime.timedelta(hours=hour))

    def event(self, event_id="e1", **other):
        nothing = dict.fromkeys(Event._fields)
        lists = {name: [] for name in ("modes", "recipients", "attributed_to", "claims", "confidence_reasons")}
        row = Event(
            **nothing
            | lists
            | {
                "event_id": event_id,
                "event_type": "ASSAULT",
                "status": "occurred",
                "actors": [Party("a", "A", None, None)],
                "event_date": datetime.date(2026, 2, 28),
                "date_precision": "day",
                "killed_best": 20,
                "first_reported_at": NOON,
                "last_reported_at": NOON,
                "article_count": 1,
                "independent_source_count": 1,
                "mention_count": 1,
                "is_disputed": False,
                "confidence": 0.5,
                "headline": "Headline.",
                "url": "",
                "article_id": "a1",
                "linker_version": "1",
                "run_id": "run1",
                "site": "example.org",
                "is_lead": True,
            }
        )
        return row._replace(**other)

    def run(self, **other):
        number = next(self.numbers)
        row = Run(f"run{number}", "run", NOON, NOON, "ok", "0.1", "1", "l", "o", [StepCount("ReadFeeds", 3, 1, 1, 1)])
        return row._replace(**other)


@pytest.fixture
def make():
    return Make()


@pytest.fixture
def sink(tmp_path):
    return DuckDBSink(tmp_path / "news.duckdb", patience=5)


@pytest.fixture
def commit(sink, make):
    """Stage rows, one table a keyword, and commit them."""

    def stage_and_commit(*, run=None, to=sink, **tables):
        run = run or make.run()
        stage = to.folder / run.run_id
        stage.mkdir(parents=True)
        for table, rows in tables.items():
            if rows:
                stages.write_part(stage, table, rows)
        return to.commit(stage, run)

    return stage_and_commit
