"""The BigQuery sink against an emulator that the tests start; `make emulator` puts it there.

It wants Python 3.13 and an environment of its own. Elsewhere these tests are skipped, and say so. One short test is
part of every run; the others take minutes: `make bigquery`.
"""

import datetime
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

pytest.importorskip("google.cloud.bigquery")
pytest.importorskip("google.cloud.bigquery_storage_v1")

from dateline.pipeline.cli import main
from dateline.pipeline.sinks import Written, stages
from dateline.pipeline.sinks.bigquery import LABEL, BigQuerySink
from dateline.pipeline.sinks.errors import BadWarehouse
from dateline.schemas import bigquery as resources
from dateline.schemas import parquet
from dateline.schemas.rows import TABLES
from dateline.schemas.views import VIEWS

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = ROOT / ".venv-bigquery"
pytestmark = pytest.mark.skipif(
    not (ENVIRONMENT / ".ready").exists(), reason="no BigQuery emulator: `make emulator` installs it (Python 3.13)"
)
slow = pytest.mark.slow
PATIENCE_S = 120


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bigquery")
    rest, grpc = free_port(), free_port()
    python, serve = ENVIRONMENT / "bin" / "python", ROOT / "tests" / "emulator" / "serve.py"
    options = ["--host", "127.0.0.1", "--port", rest, "--grpc-port", grpc, "--data-dir", folder, "serve"]
    home = os.environ | {"HOME": str(ENVIRONMENT / "home")}  # there the emulator's DuckDB finds its extensions
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([str(word) for word in (python, serve, *options)], stdout=log, stderr=log, env=home)
    try:
        address = f"http://127.0.0.1:{rest}"
        wait_for(f"{address}/bigquery/v2/projects", server, folder / "log")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BIGQUERY_EMULATOR_HOST", address)
            patch.setenv("BIGQUERY_EMULATOR_GRPC_HOST", f"127.0.0.1:{grpc}")
            patch.chdir(folder)
            yield
    finally:
        server.terminate()
        server.wait()


def wait_for(url, server, log):
    ends = time.monotonic() + PATIENCE_S
    while not answers(url):
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < ends, log.read_text()[-2000:]
        time.sleep(0.2)


def answers(url):
    try:
        urllib.request.urlopen(url, timeout=5).read()
    except OSError:
        return False
    return True


def sink_with(name, *tables):
    """Make a data set with some tables only: each takes the emulator a second."""
    sink = BigQuerySink(f"project.{name}")
    sink.bigquery.make_dataset()
    for table in ("runs", "commits", *tables):
        sink.bigquery.make_table(resources.table(table))
    return sink


def test_rows_are_merged_replaced_and_kept_in_short(emulator, make):
    sink = sink_with("short", "failures", "events", "replaced_rows")
    stage = sink.folder / "short"
    stages.write_part(stage, "failures", [make.failure("x1"), make.failure("x2")])
    written = sink.commit(stage, make.run(run_id="short"))
    assert written == {"failures": Written(new=2)}
    assert sink.write("failures", [make.failure("x2", hour=1), make.failure("x3")]) == Written(new=1, known=1)
    found = rows(sink, "SELECT failure_id, times FROM failures ORDER BY 1")
    assert [tuple(row.values()) for row in found] == [("x1", 1), ("x2", 2), ("x3", 1)]

    sink.replace({"events": [make.event("e1"), make.event("e2")]}, {})
    sink.replace({"events": [make.event("e1", headline="Second.", run_id="run2")]}, {"events": ["e2"]})
    assert rows(sink, "SELECT event_id, headline FROM events") == [{"event_id": "e1", "headline": "Second."}]
    kept = rows(sink, "SELECT row_id, run_id, row_json FROM replaced_rows ORDER BY 1")
    assert [(row["row_id"], row["run_id"], json.loads(row["row_json"])["headline"]) for row in kept] == [
        ("e1", "run1", "Headline."),
        ("e2", "run1", "Headline."),
    ]


@pytest.fixture(scope="module")
def warehouse(emulator):
    sink = BigQuerySink("project.news")
    sink.prepare()
    return sink


def rows(sink, sql):
    return sink.read(sql).to_pylist()


@slow
def test_tables_and_views_are_accepted(warehouse):
    names = {table.table_id for table in warehouse.bigquery.client.list_tables("project.news")}
    assert names >= {*TABLES, *VIEWS}
    table = warehouse.bigquery.client.get_table("project.news.mentions")
    assert (table.time_partitioning.field, table.clustering_fields) == ("event_date", ["country", "event_type"])
    for view in VIEWS:
        assert rows(warehouse, f"SELECT * FROM {view} LIMIT 1") == []


@slow
def test_the_queries_of_the_docs_run(warehouse):
    text = (ROOT / "docs" / "queries.md").read_text("utf-8")
    queries = re.findall(r"^```sql\n(.+?)\n```", text, re.MULTILINE | re.DOTALL)
    assert len(queries) == 20
    refused = {}
    for number, query in enumerate(queries, 1):
        try:
            warehouse.read(query)
        except BadWarehouse as error:
            refused[number] = str(error)[:300]
    assert refused == {}


@slow
def test_a_new_text_supersedes_and_an_old_one_comes_back(warehouse, make, commit):
    first = commit(to=warehouse, article_revisions=[make.article("r1")], mentions=[make.mention("m1", "r1")])
    assert first == {"article_revisions": Written(new=1), "mentions": Written(new=1)}
    second = commit(to=warehouse, article_revisions=[make.article("r2", hour=1)], mentions=[make.mention("m2", "r2")])
    assert second == {"article_revisions": Written(1, 0, 1), "mentions": Written(1, 0, 1)}
    third = commit(to=warehouse, article_revisions=[make.article("r1", hour=2)], mentions=[make.mention("m1", "r1")])
    assert third == {"article_revisions": Written(0, 1, 1, 1), "mentions": Written(0, 1, 1, 1)}
    assert rows(warehouse, "SELECT mention_id, actors[OFFSET(0)].name AS name FROM current_mentions") == [
        {"mention_id": "m1", "name": "Free Army"}
    ]
    [[article]] = warehouse.articles_to_code()
    assert (article.revision_id, article.revision, article.authors) == ("r1", 1, ["A. Writer"])
    assert warehouse.known("mentions", ["m1", "m9"]) == {"m1"}


@slow
def test_a_stage_committed_twice_changes_nothing(warehouse, make, tmp_path):
    run = make.run(run_id="twice")
    stage = warehouse.folder / "twice"
    stages.write_part(stage, "failures", [make.failure("twice")])
    shutil.copytree(stage, tmp_path / "copy")
    first = warehouse.commit(stage, run)
    shutil.copytree(tmp_path / "copy", stage)
    assert warehouse.commit(stage, run) == first == {"failures": Written(new=1)}
    assert rows(warehouse, "SELECT times FROM failures WHERE failure_id = 'twice'") == [{"times": 1}]


class Crash(Exception):
    pass


@slow
def test_a_thousand_rows_through_forty_crashes(emulator, make, monkeypatch):
    """Each append of a stream is cut off after it was taken, before anybody knows; then all of it is sent again."""
    monkeypatch.setattr("dateline.pipeline.sinks.bigquery_client.APPEND_ROWS", 25)
    sink = sink_with("stream", "failures")
    given = [make.failure(f"f{number:04}") for number in range(1000)]
    stage = sink.folder / "stream"
    stages.write_part(stage, "failures", given)

    writer = sink.bigquery._writer()
    crashes = []

    class Fragile:
        """Dies once after each append that was new."""

        def __getattr__(self, name):
            return getattr(writer, name)

        def append_rows(self, requests):
            [request] = list(requests)
            answers = list(writer.append_rows(iter([request])))
            if request.offset not in crashes:
                crashes.append(request.offset)
                raise Crash
            return answers

    monkeypatch.setattr(sink.bigquery, "_writer", Fragile)
    run = make.run(run_id="stream", command="stream")
    for _ in range(50):
        try:
            written = sink.commit(stage, run)
            break
        except Crash:
            continue
    assert len(crashes) == 40
    assert written == {"failures": Written(new=1000)}
    assert rows(sink, "SELECT COUNT(*) AS n, COUNT(DISTINCT failure_id) AS d FROM failures") == [{"n": 1000, "d": 1000}]


@slow
def test_known_rows_are_updated_not_doubled(emulator, make):
    sink = BigQuerySink("project.stream")
    again = [make.failure(f"f{number:04}", hour=1, message="Again.") for number in range(990, 1010)]
    assert sink.write("failures", again) == Written(new=10, known=10)
    [row] = rows(sink, "SELECT times, message FROM failures WHERE failure_id = 'f0995'")
    assert row == {"times": 2, "message": "Again."}


@slow
def test_values_survive(emulator, make):
    sink = BigQuerySink("project.values")
    sink.bigquery.make_dataset()
    sink.bigquery.make_staging_table(resources.table("mentions"), "plain")
    mention = make.mention()
    sink.bigquery.load(parquet.table(TABLES["mentions"], [mention]), "plain", job_id="values")
    [row] = rows(sink, "SELECT * FROM plain")
    assert row["actors"] == [party._asdict() for party in mention.actors]
    assert (row["event_date"], row["killed_min"], row["modes"]) == (mention.event_date, 20, ["beat"])


def test_wrong_addresses_are_named():
    with pytest.raises(BadWarehouse, match=r"PROJECT\.DATASET"):
        BigQuerySink("nodots")


def asked(capsys, *words, warehouse="bigquery:project.news"):
    """Run a command on the warehouse; return its exit code, what it printed and what it complained of."""
    code = main([*words, "--warehouse", warehouse])
    said = capsys.readouterr()
    return code, said.out, said.err


@slow
def test_the_past_can_be_asked(warehouse, make, capsys):
    before = [make.event("e1", headline="First.", run_id="linking1"), make.event("e2", run_id="linking1")]
    warehouse.replace({"events": before}, {})
    between = datetime.datetime.now(datetime.UTC)
    warehouse.replace({"events": [make.event("e1", headline="Second.", run_id="linking2")]}, {"events": ["e2"]})
    sql = "SELECT event_id, headline, actors FROM all_events WHERE is_linked ORDER BY 1 -- all"
    actors = [{"text": "a", "name": "A", "country": None, "sector": None}]

    def then(*options):
        code, out, err = asked(capsys, "sql", sql, "--format", "jsonl", *options)
        assert (code, err) == (0, "")
        return [json.loads(line) for line in out.splitlines()]

    assert then() == [{"event_id": "e1", "headline": "Second.", "actors": actors}]
    assert then("--as-of", between.isoformat()) == [
        {"event_id": "e1", "headline": "First.", "actors": actors},
        {"event_id": "e2", "headline": "Headline.", "actors": actors},
    ]
    assert then("--as-of", "2026-01-01") == []


@slow
@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM events WHERE TRUE", "SELECT 1; SELECT 2", "SELEC 1", "CREATE TABLE x AS SELECT 1", " ",
     "INSERT INTO runs SELECT * FROM runs", "SELECT * FROM nowhere", "DROP VIEW all_events"],
)  # fmt: skip
def test_what_does_not_only_read_is_refused(warehouse, capsys, sql):
    code, out, err = asked(capsys, "sql", sql)
    assert (code, out) == (2, "")
    assert err.startswith("dateline: ")
    assert len(err.splitlines()) == 1


@slow
def test_articles_become_events_and_go_out(emulator, tmp_path, capsys):
    """The commands on BigQuery, from texts to exports."""
    texts = {
        "One": "Rebels attacked the town of Hasakah on Sunday, killing 20 civilians, police said.",
        "Two": "Rebels killed 20 civilians in the town of Hasakah on Sunday, the governor said.",
    }
    path = tmp_path / "texts.jsonl"
    given = [{"id": "a", "source": name, "text": text, "published": "2026-03-02"} for name, text in texts.items()]
    path.write_text("\n".join([*map(json.dumps, given), "oops"]))
    address = "bigquery:project.commands"
    assert asked(capsys, "load", str(path), "--workers", "1", warehouse=address)[0] == 0
    _, out, _ = asked(capsys, "events", "list", "--type", "ASSAULT", "--format", "jsonl", warehouse=address)
    [event] = map(json.loads, out.splitlines())
    assert (event["articles"], event["killed_best"], event["location_name"]) == (2, 20, "Al Hasakah")
    code, out, _ = asked(capsys, "events", "explain", event["event_id"][:8], warehouse=address)
    assert (code, event["event_id"] in out) == (0, True)
    code, out, _ = asked(capsys, "recode", "--workers", "1", warehouse=address)
    assert (code, "The coder finds what it found before." in out) == (0, True)
    _, out, _ = asked(capsys, "failures", "--format", "jsonl", warehouse=address)
    assert [json.loads(line)["times"] for line in out.splitlines()] == [1]
    for form in ("csv", "hxl", "geojson", "kml"):
        code, out, _ = asked(capsys, "export", form, "--type", "ASSAULT", warehouse=address)
        assert (code, event["event_id"] in out) == (0, True)


@slow
def test_a_data_set_of_a_newer_dateline_is_refused(emulator):
    sink = BigQuerySink("project.newer")
    sink.bigquery.make_dataset()
    sink.bigquery.label_dataset(LABEL, "99_x")
    with pytest.raises(BadWarehouse, match="newer Dateline"):
        sink.prepare()
    assert list(sink.bigquery.client.list_tables("project.newer")) == []


@slow
def test_refusals_are_sentences(warehouse):
    with pytest.raises(BadWarehouse, match="refused"):
        warehouse.read("SELECT * FROM nowhere")
