"""The BigQuery sink against an emulator that the tests start; `make emulator` puts it there.

It wants Python 3.13 and an environment of its own. Elsewhere these tests are skipped, and say so.
"""

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

from dateline.pipeline.sinks import Written, stages
from dateline.pipeline.sinks.bigquery import BigQuerySink
from dateline.pipeline.sinks.errors import BadWarehouse
from dateline.schemas import bigquery as resources
from dateline.schemas import parquet
from dateline.schemas.rows import TABLES
from dateline.schemas.views import VIEWS

ROOT = Path(__file__).resolve().parents[3]
EMULATOR = os.environ.get("BIGQUERY_EMULATOR") or shutil.which(
    "local-bigquery", path=str(ROOT / ".venv-bigquery" / "bin")
)
pytestmark = [
    pytest.mark.skipif(not EMULATOR, reason="no BigQuery emulator: `make emulator` installs it (Python 3.13)"),
    pytest.mark.slow,
]


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bigquery")
    rest, grpc = free_port(), free_port()
    command = [EMULATOR, "--host", "127.0.0.1", "--port", rest, "--grpc-port", grpc, "--data-dir", folder, "serve"]
    with (folder / "log").open("wb") as log:
        home = Path(EMULATOR).parent.parent / "home"  # holds the extensions that the emulator loads
        environment = os.environ | ({"HOME": str(home)} if home.is_dir() else {})
        server = subprocess.Popen([str(word) for word in command], stdout=log, stderr=log, env=environment)
    address = f"http://127.0.0.1:{rest}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/bigquery/v2/projects", timeout=5).read()
            break
        except OSError:
            assert server.poll() is None, (folder / "log").read_text()
            time.sleep(0.2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIGQUERY_EMULATOR_HOST", address)
        patch.setenv("BIGQUERY_EMULATOR_GRPC_HOST", f"127.0.0.1:{grpc}")
        patch.chdir(folder)
        yield
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def warehouse(emulator):
    sink = BigQuerySink("project.news")
    sink.prepare()
    return sink


def rows(sink, sql):
    return sink.read(sql).to_pylist()


def test_tables_and_views_are_accepted(warehouse):
    names = {table.table_id for table in warehouse.bigquery.client.list_tables("project.news")}
    assert names >= {*TABLES, *VIEWS}
    table = warehouse.bigquery.client.get_table("project.news.mentions")
    assert (table.time_partitioning.field, table.clustering_fields) == ("event_date", ["country", "event_type"])
    for view in VIEWS:
        assert rows(warehouse, f"SELECT * FROM {view} LIMIT 1") == []


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


def test_a_thousand_rows_through_forty_crashes(emulator, make, monkeypatch):
    """Each append of a stream is cut off after it was taken, before anybody knows; then all of it is sent again."""
    monkeypatch.setattr("dateline.pipeline.sinks.bigquery_client.APPEND_ROWS", 25)
    sink = BigQuerySink("project.stream")
    sink.bigquery.make_dataset()
    for table in ("failures", "runs", "commits"):
        sink.bigquery.make_table(resources.table(table))
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


def test_known_rows_are_updated_not_doubled(emulator, make):
    sink = BigQuerySink("project.stream")
    again = [make.failure(f"f{number:04}", hour=1, message="Again.") for number in range(990, 1010)]
    assert sink.write("failures", again) == Written(new=10, known=10)
    [row] = rows(sink, "SELECT times, message FROM failures WHERE failure_id = 'f0995'")
    assert row == {"times": 2, "message": "Again."}


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


def test_refusals_are_sentences(warehouse):
    with pytest.raises(BadWarehouse, match="refused"):
        warehouse.read("SELECT * FROM nowhere")
