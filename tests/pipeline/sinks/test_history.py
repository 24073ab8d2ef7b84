"""Any sequence of commits gives the warehouse that a few lines of Python say it must, at every time."""

import datetime
import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.pipeline.sinks import stages
from dateline.pipeline.sinks.duckdb import DuckDBSink
from dateline.pipeline.sinks.query import ask

names = itertools.count()

# A batch: which text of which article came, and which events a coder finds in each.
texts = st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from(["x", "y"]), min_size=1)
batches = st.lists(st.tuples(texts, st.frozensets(st.sampled_from(["1", "2", "3"]))), min_size=1, max_size=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches)
def test_commits_against_a_model(tmp_path, make, sequence):
    sink = DuckDBSink(tmp_path / f"{next(names)}.duckdb")
    present, everything, times, states = {}, set(), [], []
    for hour, (came, found) in enumerate(sequence):
        stage = sink.folder / str(hour)
        articles = [make.article(f"{a}-{t}", a, hour=hour) for a, t in came.items()]
        mentions = [make.mention(f"{a}-{t}-{f}", f"{a}-{t}", a) for a, t in came.items() for f in found]
        stages.write_part(stage, "article_revisions", articles)
        if mentions:
            stages.write_part(stage, "mentions", mentions)
        sink.commit(stage, make.run())

        for a, t in came.items():
            present[a] = {f"{a}-{t}-{f}" for f in found}
        everything |= {m.mention_id for m in mentions}
        times.append(datetime.datetime.now(datetime.UTC))
        states.append(set().union(*present.values()))

    rows = sink.read("SELECT mention_id, superseded_at FROM mentions").to_pylist()
    assert sorted(row["mention_id"] for row in rows) == sorted(everything)
    assert {row["mention_id"] for row in rows if row["superseded_at"] is None} == states[-1]
    for time, state in zip(times, states, strict=True):
        with ask(sink.path, "SELECT mention_id FROM current_mentions", as_of=time) as answer:
            assert {row[0] for block in answer.blocks for row in block} == state
    with ask(sink.path, "FROM current_mentions", as_of=times[0] - datetime.timedelta(days=1)) as answer:
        assert list(answer.blocks) == []


def test_events_are_shown_as_they_were(sink, make):
    first, second = make.event("e1", headline="First."), make.event("e1", headline="Second.", run_id="run2")
    other = make.event("e2")
    sink.replace({"events": [first, other]}, {})
    between = datetime.datetime.now(datetime.UTC)
    sink.replace({"events": [second]}, {"events": ["e2"]})

    def headlines(as_of):
        with ask(sink.path, "SELECT event_id, headline, actors FROM all_events ORDER BY 1", as_of=as_of) as answer:
            return [row for block in answer.blocks for row in block]

    actors = [{"text": "a", "name": "A", "country": None, "sector": None}]
    assert headlines(None) == [("e1", "Second.", actors)]
    assert headlines(between) == [("e1", "First.", actors), ("e2", "Headline.", actors)]
    assert headlines(between - datetime.timedelta(days=1)) == []
    assert sink.read("SELECT event_id, first_reported_at FROM events").to_pylist() == [
        {"event_id": "e1", "first_reported_at": second.first_reported_at}
    ]
