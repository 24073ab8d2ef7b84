import json
import subprocess
import sys

import duckdb
import pytest

from dateline.pipeline.cli import main
from dateline.pipeline.sinks.errors import BadQuery, BadWarehouse, BusyWarehouse
from dateline.pipeline.sinks.query import ask


@pytest.fixture
def full(sink, make, commit):
    commit(article_revisions=[make.article()], mentions=[make.mention(), make.mention("m2", country=None)])
    return sink


def answer(sink, sql, **options):
    with ask(sink.path, sql, **options) as found:
        return [row for block in found.blocks for row in block]


READING = [
    "SELECT count(*) FROM mentions",
    "FROM current_mentions",
    "DESCRIBE mentions",
    "SHOW TABLES",
    "SUMMARIZE failures",
    "EXPLAIN SELECT 1",
    "WITH m AS (SELECT * FROM mentions) SELECT country, count(*) FROM m GROUP BY ALL",
    "PIVOT mentions ON country USING count(*) GROUP BY event_type",
    "SELECT 1;",
    "-- a comment\nSELECT 1",
]


@pytest.mark.parametrize("sql", READING)
def test_what_reads_is_answered(full, sql):
    assert answer(full, sql)


REFUSED = [
    "INSERT INTO runs SELECT * FROM runs",
    "WITH x AS (INSERT INTO runs SELECT * FROM runs RETURNING *) SELECT * FROM x",
    "WITH x AS (DELETE FROM mentions RETURNING *) SELECT * FROM x",
    "UPDATE mentions SET country = 'X'",
    "DELETE FROM mentions",
    "DROP TABLE mentions",
    "CREATE TABLE t AS SELECT 1",
    "EXPLAIN ANALYZE DELETE FROM mentions",
    "SELECT 1; DELETE FROM mentions",
    "",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_blob('/etc/hostname')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM parquet_metadata('/etc/passwd')",
    "SELECT * FROM query('SELECT * FROM read_text(''/etc/hostname'')')",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT * FROM read_text(''/etc/hostname'')'))",
    "COPY mentions TO '/tmp/out.csv'",
    "EXPORT DATABASE '/tmp/out'",
    "ATTACH '/tmp/other.duckdb'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "RESET lock_configuration",
    "PRAGMA enable_profiling",
    "CALL pragma_version()",
    "SELECT * FROM enable_logging(storage = 'file', storage_path = '/tmp/log')",
    "SELECT * FROM full",
    "SELEC 1",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_does_not_only_read_is_refused(full, sql, tmp_path):
    before = full.path.read_bytes()
    with pytest.raises(BadQuery):
        answer(full, sql)
    assert full.path.read_bytes() == before


def test_other_databases_cannot_be_read(full, tmp_path):
    with duckdb.connect(str(tmp_path / "other.duckdb")) as other:
        other.execute("CREATE TABLE secret AS SELECT 1 AS x")
    with pytest.raises(BadQuery):
        answer(full, f"SELECT * FROM read_duckdb('{tmp_path}/other.duckdb')")


HOLD = """
import duckdb, sys
c = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(full):
    """Let another process hold the warehouse, for reading or writing."""
    holders = []

    def hold(how):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(full.path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        holders.append(holder)
        assert holder.stdout.readline() == b"held\n"
        return holder

    yield hold
    for holder in holders:
        holder.communicate()


def test_a_file_held_for_writing_is_named_with_its_holder(full, held):
    holder = held("write")
    with pytest.raises(BusyWarehouse, match=f"process {holder.pid}"):
        answer(full, "SELECT 1", patience=0.2)


def test_a_file_held_for_reading_can_be_read(full, held):
    held("read")
    assert answer(full, "SELECT count(*) FROM mentions") == [(2,)]


def test_a_writer_waits_for_a_reader_to_leave(full, held, make):
    full.patience = 0.3
    holder = held("read")
    with pytest.raises(BusyWarehouse, match="Try again later"):
        full.write("failures", [make.failure()])
    full.patience = 30
    holder.communicate()
    assert full.write("failures", [make.failure()]).new == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.duckdb", None, "There is no warehouse"),
        ("text.duckdb", b"Dear reader, this is no database. " * 200, "no DuckDB file"),
        ("empty.duckdb", b"", "no DuckDB file"),
    ],
)
def test_files_that_are_no_warehouse(tmp_path, capsys, name, content, says):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["sql", "--warehouse", str(path), "SELECT 1"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("dateline: ")
    assert says in said
    assert content is None or path.read_bytes() == content


def test_a_database_of_something_else_is_left_alone(tmp_path, make, commit):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE mine AS SELECT 1 AS x")
    with pytest.raises(BadWarehouse, match="no Dateline warehouse"), ask(path, "SELECT 1"):
        pass


def test_formats(full, capsys):
    sql = "SELECT mention_id, country, killed_min, actors, event_date, published FROM mentions ORDER BY 1"

    def printed(form):
        assert main(["sql", "--warehouse", str(full.path), "--format", form, sql]) == 0
        return capsys.readouterr().out

    rows = json.loads(printed("json"))
    assert [json.loads(line) for line in printed("jsonl").splitlines()] == rows
    assert rows[0]["actors"][0]["name"] == "Free Army"
    assert rows[0]["published"] == "2026-03-01T12:00:00Z"
    assert rows[1]["country"] is None
    header, first, second = printed("csv").splitlines()
    assert header == "mention_id,country,killed_min,actors,event_date,published"
    assert first.startswith("m1,SYR,20,")
    assert second.startswith("m2,,20,")
    table = printed("table")
    assert "NULL" in table
    assert "2 rows" in table


def test_csv_computes_nothing(full, capsys):
    sql = "SELECT '=1+1' AS a, '@SUM(A1)' AS b, -3 AS c, 'Minsk' AS d"
    assert main(["sql", "--warehouse", str(full.path), "--format", "csv", sql]) == 0
    assert capsys.readouterr().out.splitlines() == ["a,b,c,d", "'=1+1,'@SUM(A1),-3,Minsk"]


def test_nothing_found_is_an_empty_array(full, capsys):
    main(["sql", "--warehouse", str(full.path), "--format", "json", "SELECT 1 AS x WHERE false"])
    assert json.loads(capsys.readouterr().out) == []


def test_a_table_cannot_steer_the_terminal(full, capsys):
    main(["sql", "--warehouse", str(full.path), "SELECT chr(27) || '[2J' || chr(8238) || '[bold]x' AS \"a\x1b[31m\""])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[bold]x" in out


def test_json_has_no_number_for_infinity(full, capsys):
    main(
        [
            "sql",
            "--warehouse",
            str(full.path),
            "--format",
            "jsonl",
            "SELECT 'inf'::DOUBLE AS x, 12.50::DECIMAL(9,2) AS y",
        ]
    )
    assert json.loads(capsys.readouterr().out) == {"x": None, "y": 12.5}
