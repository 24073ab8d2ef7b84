"""Linking a warehouse: all at once, or batch after batch; explaining, splitting, merging, and taking it back."""

import datetime
import random

import pytest

from dateline.pipeline import deciding
from dateline.pipeline.cli import main
from dateline.pipeline.link import DERIVED, link_all, link_new
from dateline.pipeline.sinks import open_sink
from dateline.pipeline.sinks.linking import read
from dateline.schemas.ids import digest
from dateline.schemas.rows import TABLES, Article, Event, EventMention, EventRedirect, Evidence, Mention

START = datetime.datetime(2026, 3, 1, 6, tzinfo=datetime.UTC)
TOWNS = {"Kaduna": (10.52, 7.44), "Zaria": (11.11, 7.72), "Sokoto": (13.06, 5.24), "Maiduguri": (11.85, 13.16)}
TELLINGS = (
    "Gunmen on motorcycles attacked the cattle market of {town} and killed {killed} traders, police said.",
    "At least {killed} traders died when gunmen stormed the cattle market in {town}, residents said.",
    "The governor visited {town}, where motorcycle gunmen shot {killed} people dead at the cattle market.",
)


def now():
    return START + datetime.timedelta(days=400)


def article(key, town, killed, telling, published):
    text = TELLINGS[telling].format(town=town, killed=killed)
    revision = digest("revision", key, text)
    row = Article(
        revision, key, 1, f"https://s{telling}.example/{key}", f"s{telling}.example", text, text, [], published, None,
        "page", "en", True, "page", None, None, published,
    )  # fmt: skip
    latitude, longitude = TOWNS[town]
    blank = dict.fromkeys(Mention._fields)
    mention = Mention(
        **blank
        | {
            "article_id": key, "revision_id": revision, "is_lead": True, "event_type": "ASSAULT", "modes": ["firearms"],
            "status": "occurred", "actors": [], "recipients": [], "event_date": published.date(),
            "event_date_end": published.date(), "date_precision": "day", "location_name": town, "country": "NGA",
            "latitude": latitude, "longitude": longitude, "geo_precision": "city", "killed_min": killed,
            "killed_max": killed, "attributed_to": [], "evidence": [Evidence(text, 0, len(text), "text")],
            "published": published, "coder_version": "1", "lexicon_version": "1", "ontology_version": "1", "run_id": "",
            "mention_id": digest("mention", key, text),
        }
    )  # fmt: skip
    return row, mention


def press(seed, number=40):
    """Make articles on attacks of some days, several on each."""
    rng = random.Random(seed)
    attacks = [(rng.choice(sorted(TOWNS)), rng.randint(3, 30), rng.randint(0, 60)) for _ in range(number // 3)]
    made = []
    for serial in range(number):
        town, killed, day = rng.choice(attacks)
        published = START + datetime.timedelta(days=day, hours=rng.randint(0, 30))
        made.append(article(f"a{serial:03}", town, killed, rng.randint(0, 2), published))
    return made


def write(sink, made):
    sink.write("article_revisions", [row for row, _ in made])
    sink.write("mentions", [mention for _, mention in made])


def derived(sink):
    """Return what linking wrote, without run and time of the commit, and without redirects, which tell of what was."""
    tables = {}
    for table in DERIVED:
        if table != "event_redirects":
            rows = read(sink, TABLES[table], table)
            set_here = {"run_id": "", "added_at": None}
            blank = {name: value for name, value in set_here.items() if name in TABLES[table]._fields}
            tables[table] = sorted(row._replace(**blank) for row in rows)
    return tables


@pytest.fixture
def sink(tmp_path):
    sink = open_sink(str(tmp_path / "w.duckdb"))
    sink.prepare()
    return sink


def test_batches_in_any_order_give_what_one_rebuild_gives(sink, tmp_path):
    made = press(1)
    random.Random(1).shuffle(made)
    for start, end in ((0, 28), (28, 34), (34, 40)):
        write(sink, made[start:end])
        assert link_new(sink, now=now) is not None
    whole = open_sink(str(tmp_path / "whole.duckdb"))
    whole.prepare()
    write(whole, sorted(made))
    link_all(whole, now=now)
    assert derived(sink) == derived(whole)
    assert {len(row.claims) for row in read(sink, Event, "events")}  # structs come back as they went


def test_a_second_time_changes_nothing(sink):
    write(sink, press(3))
    link_all(sink, now=now)
    before = derived(sink)
    assert link_new(sink, now=now) is None
    again = link_all(sink, now=now)
    assert all(not written.new and not written.superseded for written in again.written.values())
    assert derived(sink) == before


def attack_and_follow_up(sink):
    made = [
        article("first", "Zaria", 10, 0, START),
        article("second", "Zaria", 12, 1, START + datetime.timedelta(hours=5)),
        article("other", "Sokoto", 4, 2, START),
    ]
    write(sink, made)
    link_all(sink, now=now)
    return {row.article_id: row.event_id for row in read(sink, EventMention, "event_mentions")}


def test_split_and_undo(sink):
    of = attack_and_follow_up(sink)
    assert of["first"] == of["second"] != of["other"]
    decision = deciding.split(sink, of["first"], ["second"], reason="another attack", by="a person", at=now())
    link_all(sink, now=now)
    parted = {row.article_id: row.event_id for row in read(sink, EventMention, "event_mentions")}
    assert parted["first"] == of["first"] != parted["second"]
    deciding.undo(sink, decision.decision_id[:8], at=now())
    link_all(sink, now=now)
    assert {row.article_id: row.event_id for row in read(sink, EventMention, "event_mentions")} == of
    assert deciding.resolve(sink, parted["second"]) == of["first"]


def test_merge_redirects_and_outlives_a_better_coder(sink):
    of = attack_and_follow_up(sink)
    deciding.merge(sink, [of["first"], of["other"]], reason="", by="a person", at=now())
    link_all(sink, now=now)
    merged = {row.event_id for row in read(sink, EventMention, "event_mentions")}
    assert len(merged) == 1
    [redirect] = read(sink, EventRedirect, "event_redirects")
    assert redirect.event_id in merged
    # The coder now calls the act in Sokoto something else; the sentence is the same.
    _, mention = article("other", "Sokoto", 4, 2, START)
    sink.replace({}, {"mentions": [mention.mention_id]})
    recoded = mention._replace(mention_id=digest("recoded"), event_type="COERCE", modes=["seize"])
    sink.write("mentions", [recoded])
    link_all(sink, now=now)
    [event] = read(sink, Event, "events")
    assert deciding.resolve(sink, of["first"]) == deciding.resolve(sink, of["other"]) == event.event_id


def test_commands(sink, capsys):
    of = attack_and_follow_up(sink)
    where = ["--warehouse", str(sink.path)]
    assert main(["link", *where]) == 0
    assert "3 mentions are 2 events" in capsys.readouterr().out
    assert main(["events", "explain", of["first"][:10], *where]) == 0
    told = capsys.readouterr().out
    assert "founds the event" in told
    assert "killed: 12 (reports say 10 to 12)" in told
    assert "10 and 12 killed" in told
    assert main(["events", "split", of["first"], "second", "--because", "a second attack", *where]) == 0
    assert "To take it back" in capsys.readouterr().out
    assert main(["events", "decisions", *where]) == 0
    assert "a second attack" in capsys.readouterr().out
    assert main(["events", "list", "--country", "NGA", "--format", "csv", *where]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_what_cannot_be_meant_is_refused(sink, capsys):
    first = attack_and_follow_up(sink)["first"]
    for words, why in (
        (["explain", "abc"], "too short"),
        (["explain", "ffffffffff"], "no event"),
        (["split", first, "nobody"], "no mention or article"),
        (["split", first, "first", "second"], "all mentions"),
        (["merge", first, first], "one event already"),
        (["undo", "ffffffffff"], "no decision in force"),
    ):
        assert main(["events", *words, "--warehouse", str(sink.path)]) == 2
        assert why in capsys.readouterr().err
