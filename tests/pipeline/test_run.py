"""Whole runs of `dateline run` on loopback: what comes out, what a rerun does, what bad input costs."""

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dateline.pipeline import exits
from dateline.pipeline.cli import main

SEED = Path(__file__).parents[3] / "shared" / "gold" / "seed.jsonl"
DAY = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)
ATTACK = """Gunmen attacked a village near Maiduguri in Nigeria on Thursday, killing nine farmers, police said.
No group has claimed responsibility for the attack on the village, which lies close to the border."""


@pytest.fixture
def warehouse(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_CONTACT", "tests@example.org")
    return tmp_path / "news.duckdb"


def run(warehouse, *feeds, options=()):
    words = ["run", "--warehouse", str(warehouse), "--host-delay", "0", "--allow-host", "127.0.0.0/8", *options]
    return main([*words, "--feeds", *feeds])


def ask(warehouse, sql):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def counts(warehouse):
    tables = ("articles", "article_revisions", "mentions", "sightings", "failures")
    return {table: ask(warehouse, f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def test_the_demo_gives_events_and_a_rerun_adds_nothing(warehouse, capsys):
    assert main(["demo", "--warehouse", str(warehouse), "--port", "0"]) == exits.OK
    first, shown = counts(warehouse), capsys.readouterr().out
    assert first["articles"] == 21
    assert first["failures"] == 0
    assert "dateline sql" in shown
    assert ask(warehouse, "SELECT url FROM articles WHERE NOT is_coded")[0][0].endswith("pont-nouveau.html")
    types = {row[0] for row in ask(warehouse, "SELECT DISTINCT event_type FROM mentions")}
    assert {"ASSAULT", "PROTEST", "COERCE", "CONSULT", "AID", "SANCTION"} <= types
    quiet = ("olives-harvest", "cup-final", "ferry-storm")
    told = ask(warehouse, "SELECT a.url FROM mentions JOIN articles a USING (revision_id)")
    assert not [url for (url,) in told if url.endswith(tuple(f"{slug}.html" for slug in quiet))]


def test_a_rerun_writes_nothing_and_says_so(warehouse, press, capsys):
    page = press.story("/a.html", "Gunmen kill nine near Maiduguri", ATTACK, DAY)
    feed = press.feed("/feed.xml", [("Gunmen kill nine near Maiduguri", page, DAY)])
    assert run(warehouse, feed) == exits.OK
    first = counts(warehouse)
    assert first["articles"] == 1
    capsys.readouterr()
    assert run(warehouse, feed) == exits.OK
    assert counts(warehouse) == first
    assert "0 new" in capsys.readouterr().out
    assert press.asked.count("/a.html") == 1


def test_every_step_of_every_run_balances(warehouse, press):
    page = press.story("/a.html", "Gunmen kill nine near Maiduguri", ATTACK, DAY)
    gone = press.root + "/gone.html"
    run(warehouse, press.feed("/feed.xml", [("One", page, DAY), ("Two", gone, DAY)]))
    run(warehouse, press.feed("/feed.xml", [("One", page, DAY), ("Two", gone, DAY), ("Three", page + "?x=3", DAY)]))
    steps = ask(warehouse, "SELECT step, came_in, written, known, failed FROM run_steps")
    assert len(steps) == 10
    assert all(came_in == written + known + failed for _, came_in, written, known, failed in steps)


@pytest.mark.skipif(not SEED.exists(), reason="the gold articles in ../shared are not here")
def test_the_canonical_article_yields_its_main_events(warehouse, press):
    article = json.loads(SEED.read_text("utf-8").splitlines()[0])
    published = datetime.fromisoformat(article["published"]).replace(hour=12, tzinfo=UTC)
    page = press.story("/hasakah.html", article["title"], article["text"], published)
    assert run(warehouse, press.feed("/feed.xml", [(article["title"], page, published)])) == exits.OK
    rows = ask(
        warehouse,
        """SELECT [a.name FOR a IN actors], [r.name FOR r IN recipients], location_name,
               geo_precision, event_date::VARCHAR, killed_min, killed_max, round(latitude), round(longitude)
           FROM mentions WHERE event_type = 'ASSAULT'""",
    )
    assault = [row for row in rows if row[5] == 10]
    assert assault, rows
    assert "Islamic State" in assault[0][0]
    assert assault[0][4] == "2015-05-30"
    assert assault[0][7:9] == (37.0, 41.0)
    killing = [row for row in rows if row[5] == 20]
    assert killing, rows
    assert killing[0][4] == "2015-05-29"
    assert any("Kurdish" in name or "People's Protection" in name for name in killing[0][0])
    assert any("civilians" in name for name in killing[0][1])


BAD_FEEDS = {
    "html": ("<!doctype html><html><body><h1>Please log in</h1></body></html>", 200, "text/html"),
    "malformed": ("<rss version='2.0'><channel><title>broken", 200, "application/rss+xml"),
    "empty": ("", 200, "application/rss+xml"),
    "error": ("oops", 500, "text/plain"),
    "missing": ("no", 404, "text/plain"),
}


@pytest.mark.parametrize("name", BAD_FEEDS)
def test_a_bad_feed_is_one_failure_and_the_rest_goes_on(warehouse, press, name):
    body, status, kind = BAD_FEEDS[name]
    bad = press.put("/bad.xml", body, status=status, kind=kind)
    page = press.story("/a.html", "Gunmen kill nine near Maiduguri", ATTACK, DAY)
    good = press.feed("/good.xml", [("Gunmen kill nine near Maiduguri", page, DAY)])
    assert run(warehouse, bad, good) == exits.OK
    assert counts(warehouse)["articles"] == 1
    ((step, subject, reason),) = ask(warehouse, "SELECT step, input, reason FROM failures")
    assert (step, subject) == ("ReadFeeds", bad)
    assert reason


def test_when_no_feed_answers_the_run_says_so(warehouse, press):
    bad = press.put("/bad.xml", "oops", status=500)
    assert run(warehouse, bad, "http://127.0.0.1:9/none.xml") == exits.PARTIAL
    assert counts(warehouse)["failures"] == 2


BAD_PAGES = {
    "missing": ("<h1>no</h1>", 404, "text/html"),
    "image": (b"\xff\xd8\xff\xe0 not a page", 200, "image/jpeg"),
    "empty": ("", 200, "text/html"),
    "login": ("<html><body><form>Log in to continue <input type='password'></form></body></html>", 200, "text/html"),
}


@pytest.mark.parametrize("name", BAD_PAGES)
def test_a_bad_page_is_one_failure_and_the_rest_goes_on(warehouse, press, name):
    body, status, kind = BAD_PAGES[name]
    bad = press.put("/bad.html", body, status=status, kind=kind)
    page = press.story("/a.html", "Gunmen kill nine near Maiduguri", ATTACK, DAY)
    feed = press.feed("/feed.xml", [("Bad", bad, DAY), ("Gunmen kill nine near Maiduguri", page, DAY)])
    assert run(warehouse, feed) == exits.OK
    assert counts(warehouse)["articles"] == 1
    ((subject, reason),) = ask(warehouse, "SELECT input, reason FROM failures")
    assert subject == bad
    assert reason


def test_entries_without_link_or_date_are_not_lost(warehouse, press):
    page = press.story("/a.html", "Gunmen kill nine near Maiduguri", ATTACK, DAY)
    feed = press.feed("/feed.xml", [("No link and no text", "", DAY), ("No date", page, None)])
    run(warehouse, feed)
    assert counts(warehouse)["articles"] + counts(warehouse)["failures"] == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--feeds", "nowhere.opml"], "nowhere.opml is neither a feed URL"),
        ([], "no feeds to read"),
        (["--feeds", "empty.txt"], "empty.txt holds no feed URL"),
        (["--feeds", "wrong.txt"], "'ftp://example.org/a.xml' is no feed URL"),
        (["--config", "typo.toml"], "did you mean 'feeds'?"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(warehouse, capsys, words, sentence):
    Path("empty.txt").write_text("# nothing\n")
    Path("wrong.txt").write_text("ftp://example.org/a.xml\n")
    Path("typo.toml").write_text("feedz = []\n")
    assert main(["run", "--warehouse", str(warehouse), *words]) == exits.USAGE
    assert sentence in capsys.readouterr().err


def test_a_file_that_is_no_warehouse_is_left_as_it_is(warehouse, press, capsys):
    warehouse.write_text("this is a diary, not a database\n" * 200)
    assert run(warehouse, press.feed("/feed.xml", [])) == exits.USAGE
    assert "no DuckDB file" in capsys.readouterr().err
    assert warehouse.read_text().startswith("this is a diary")
