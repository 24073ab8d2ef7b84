"""The continuous job on loopback: rows appear while it runs, it stops when told, and it can be watched."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import duckdb

from dateline.pipeline import exits
from dateline.pipeline.cli import main

TEXT = """Gunmen attacked a village near Maiduguri in Nigeria on Thursday, killing nine farmers, police said.
No group has claimed responsibility for the attack on the village, which lies close to the border."""


def test_rows_appear_while_it_runs_and_it_stops_when_told(warehouse, press, start, titles, wait_for, capsys):
    now = datetime.now(UTC)
    first = press.story("/1.html", "First attack", TEXT, now)
    feed = press.feed("/feed.xml", [("First attack", first, now)])
    job = start(warehouse, [feed])
    try:
        assert wait_for(lambda: titles(warehouse) == ["First attack"])
        second = press.story("/2.html", "Second attack", TEXT.replace("nine", "four"), now)
        press.feed("/feed.xml", [("Second attack", second, now), ("First attack", first, now)])
        assert wait_for(lambda: titles(warehouse) == ["First attack", "Second attack"])
        assert job.get("/healthz")[0] == 200
        assert json.loads(job.get("/readyz")[1])["alive"] is True
        assert wait_for(lambda: 'dateline_rows_total{table="article_revisions"} 2.0' in job.get("/metrics")[1])
        assert main(["status", "--warehouse", str(warehouse)]) == exits.OK
        assert "keeps up" in capsys.readouterr().out
        assert main(["stream", "--feeds", feed, "--warehouse", str(warehouse), "--metrics-port", "0"]) == exits.BUSY
        assert str(job.process.pid) in capsys.readouterr().err
    finally:
        code, seconds, said = job.stop()
    assert code == exits.OK, said
    assert seconds < 12
    assert '"stopped"' in said
    assert press.asked.count("/1.html") == 1


def test_it_goes_on_after_being_killed(warehouse, press, start, titles, wait_for):
    now = datetime.now(UTC)
    pages = [press.story(f"/{n}.html", f"Attack {n}", TEXT.replace("nine", str(n + 3)), now) for n in range(6)]
    feed = press.feed("/feed.xml", [(f"Attack {n}", page, now) for n, page in enumerate(pages)])
    for wait in (0.5, 2.0):
        job = start(warehouse, [feed])
        time.sleep(wait)
        job.process.kill()
        job.process.communicate()
    job = start(warehouse, [feed])
    try:
        assert wait_for(lambda: len(titles(warehouse)) == 6)
    finally:
        code, _, said = job.stop(signal.SIGINT)
    assert code == exits.OK, said
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone() == (6, 6)
        assert connection.execute("SELECT count(*) FROM pending").fetchone() == (0,)
    assert max(press.asked.count(f"/{n}.html") for n in range(6)) <= 2


def test_batch_and_stream_give_the_same_rows(warehouse, press, start, titles, wait_for):
    now = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)
    pages = [press.story(f"/{n}.html", f"Attack {n}", TEXT.replace("nine", str(n + 3)), now) for n in range(3)]
    feed = press.feed("/feed.xml", [(f"Attack {n}", page, now) for n, page in enumerate(pages)])
    other = warehouse.with_name("batch.duckdb")
    words = ["--feeds", feed, "--warehouse", str(other), "--host-delay", "0", "--allow-host", "127.0.0.0/8"]
    assert main(["run", *words]) == exits.OK
    job = start(warehouse, [feed])
    try:
        assert wait_for(lambda: len(titles(warehouse)) == 3)
    finally:
        job.stop()
    assert ids(warehouse) == ids(other)


def ids(warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = {"article_revisions": "revision_id", "mentions": "mention_id", "sightings": "sighting_id"}
        return {t: connection.execute(f"SELECT {key} FROM {t} ORDER BY 1").fetchall() for t, key in tables.items()}


def test_it_ends_by_itself_after_its_duration(warehouse, press):
    feed = press.feed("/feed.xml", [])
    words = ["--feeds", feed, "--warehouse", str(warehouse), "--allow-host", "127.0.0.0/8", "--metrics-port", "0"]
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "dateline.pipeline", "stream", *words, "--duration", "3"],
        capture_output=True, text=True, timeout=60, check=False, cwd=warehouse.parent, env=os.environ,
    )  # fmt: skip
    assert done.returncode == exits.OK, done.stderr
    assert time.monotonic() - began < 40
    assert "stopped" in done.stderr


def test_status_without_a_job_says_how_to_start_one(warehouse, capsys):
    assert main(["status", "--warehouse", str(warehouse)]) == exits.PARTIAL
    assert "dateline stream" in capsys.readouterr().err
