"""What a warehouse meets in the wild: a clear sentence, and nothing damaged."""

import importlib
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from dateline.pipeline.cli import main
from dateline.pipeline.sinks import migration, stages
from dateline.pipeline.sinks.duckdb import DuckDBSink
from dateline.pipeline.sinks.errors import BadWarehouse, FullDisk, WarehouseError
from dateline.pipeline.sinks.opening import sentence, writing
from dateline.pipeline.sinks.parquet import ParquetSink
from dateline.schemas.columns import columns
from dateline.schemas.rows import TABLES


def mentions(sink):
    return sink.read("SELECT count(*) AS n FROM mentions").to_pylist()[0]["n"]


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 24 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_undoes_the_commit_and_the_next_one_heals(small_disk, make, tmp_path):
    sink = DuckDBSink(small_disk / "news.duckdb")
    stage = sink.folder / "first"
    stages.write_part(stage, "mentions", [make.mention("m1")])
    sink.commit(stage, make.run())
    sink.folder = tmp_path / "stage"
    stage = sink.folder / "second"
    noise = [make.mention(f"n{n}", date_text=os.urandom(4000).hex()) for n in range(1500)]
    stages.write_part(stage, "mentions", noise)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(12 * 2**20))
    with pytest.raises(FullDisk, match=r"full; nothing was changed"):
        sink.commit(stage, make.run(run_id="second"))
    filler.unlink()
    assert mentions(sink) == 1
    assert stage.exists()
    sink.commit(stage, make.run(run_id="second"))
    assert mentions(sink) == 1501


NOBODY = 65534


def as_nobody(words, log):
    """Run a command in a child that has no right to write here, even where the tests run as root."""
    for module in ("sinks.duckdb", "load", "recode", "link", "once", "report", "export.events"):
        importlib.import_module(f"dateline.pipeline.{module}")  # nobody may not read where they lie
    log.touch(mode=0o666)
    log.chmod(0o666)
    child = os.fork()
    if not child:
        code = 99
        with suppress(BaseException), log.open("w") as out:
            sys.stdout = sys.stderr = out
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            code = main(words)
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), log.read_text()


@pytest.fixture
def read_only(make):
    """A folder that cannot be written, with a warehouse in it."""
    code = Path(__file__).resolve()
    if os.geteuid() == 0 and not all(folder.stat().st_mode & 0o001 for folder in code.parents):
        pytest.skip("root is refused nothing, and nobody else may read the folder that the code lies in")
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are shut to others
        folder = Path(name)
        DuckDBSink(folder / "news.duckdb").write("mentions", [make.mention()])
        (folder / "texts.jsonl").write_text('{"id": 1, "text": "Hallo Welt, das ist ein kurzer Text."}')
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        yield folder
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        folder.chmod(0o755)


@pytest.mark.parametrize(
    "command",
    [
        "load {0}/texts.jsonl --warehouse {0}/news.duckdb",
        "load {0}/texts.jsonl --warehouse {0}/new.duckdb",
        "load {0}/texts.jsonl --warehouse parquet:{0}/new",
        "recode --warehouse {0}/news.duckdb",
        "link --warehouse {0}/news.duckdb",
        "run --feeds http://127.0.0.1:9/ --warehouse {0}/news.duckdb",
        "export csv --all --warehouse {0}/news.duckdb --out {0}/x.csv",
        "export kml --all --warehouse {0}/news.duckdb --out {0}/x.kml",
        "export parquet --all --warehouse {0}/news.duckdb --out {0}/x",
        "export gpkg --all --warehouse {0}/news.duckdb --out {0}/x.gpkg",
    ],
)
def test_a_read_only_folder_is_named(read_only, tmp_path_factory, command):
    log = Path(tempfile.mkstemp()[1])
    code, said = as_nobody(command.format(read_only).split(), log)
    log.unlink()
    assert code == 2, said
    assert "cannot be written" in said
    assert "Traceback" not in said


def test_a_read_only_warehouse_can_be_asked(read_only):
    log = Path(tempfile.mkstemp()[1])
    words = [
        "sql",
        "--format",
        "csv",
        "--warehouse",
        str(read_only / "news.duckdb"),
        "SELECT COUNT(*) AS n FROM mentions",
    ]
    code, said = as_nobody(words, log)
    log.unlink()
    assert (code, said.split()) == (0, ["n", "1"])


def test_a_folder_that_is_not_there(tmp_path, make):
    with pytest.raises(BadWarehouse, match="no folder"):
        DuckDBSink(tmp_path / "no" / "news.duckdb").write("mentions", [make.mention()])


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Trying to read a database file with version number 70, but we can only read versions between 64 and 68.",
         "another version of DuckDB"),
        ("The database file was created with an older version of DuckDB.", "another version of DuckDB"),
        ("The file \"x\" exists, but it is not a valid DuckDB database file!", "no DuckDB file"),
        ("Could not write file \"x\": No space left on device", "full"),
        ('Cannot open file "x": Permission denied', "cannot be written"),
    ],
)  # fmt: skip
def test_what_duckdb_says_of_a_file_becomes_a_sentence(message, says):
    """DuckDB 2 checks a header's sum before its version, so a file of the future cannot be made here."""
    found = sentence(duckdb.IOException(message), Path("news.duckdb"))
    assert isinstance(found, WarehouseError)
    assert says in str(found)


def test_a_damaged_file(sink, make, capsys):
    sink.write("mentions", [make.mention(f"m{n}") for n in range(100)])
    raw = bytearray(sink.path.read_bytes())
    raw[4096:12288] = os.urandom(8192)
    sink.path.write_bytes(raw)
    assert main(["sql", "--warehouse", str(sink.path), "SELECT * FROM mentions"]) == 2
    assert capsys.readouterr().err.startswith("dateline: ")


def test_a_warehouse_of_a_newer_dateline(sink, make, monkeypatch):
    sink.write("mentions", [make.mention()])
    with writing(sink.path) as connection:
        connection.execute("UPDATE schema_version SET version = 999, dateline_version = '9.9'")
    for use in (lambda: sink.write("mentions", []), lambda: mentions(sink)):
        with pytest.raises(BadWarehouse, match=r"Dateline 9\.9 \(schema 999\)"):
            use()


def older(sink, statements):
    """Make the warehouse look like one that an older Dateline wrote."""
    with writing(sink.path) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("UPDATE schema_version SET fingerprint = 'older'")


def test_an_older_warehouse_gets_the_columns_it_lacks(sink, make):
    sink.write("mentions", [make.mention()])
    names = [column.name for column in columns(TABLES["failures"]) if column.name not in ("times", "run_id")]
    sink.write("failures", [make.failure()])
    older(
        sink,
        [
            f"CREATE TABLE plain AS SELECT {', '.join(names)} FROM failures",
            "DROP TABLE failures",
            "ALTER TABLE plain RENAME TO failures",
            "DROP TABLE absences",
        ],
    )
    sink.prepare()
    assert mentions(sink) == 1
    [row] = sink.read("SELECT * FROM failures").to_pylist()
    assert (row["failure_id"], row["times"], row["run_id"]) == ("x1", 1, "")
    assert sink.read("SELECT * FROM absences").num_rows == 0
    [versions] = sink.read("SELECT count(*) AS n FROM schema_version").to_pylist()
    assert versions["n"] == 2


def test_asking_an_older_warehouse_brings_it_up(sink, make, capsys):
    sink.write("mentions", [make.mention()])
    older(sink, ["DROP VIEW all_events CASCADE"])
    assert main(["sql", "--warehouse", str(sink.path), "--format", "csv", "SELECT count(*) FROM all_events"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "count_star()"


def test_a_struct_gets_the_fields_it_lacks(sink, make):
    sink.write("mentions", [make.mention()])
    older(
        sink,
        [
            "CREATE TABLE plain AS SELECT * REPLACE (list_transform(actors, lambda a: "
            "{'text': a.text, 'name': a.name, 'country': a.country}) AS actors) FROM mentions",
            "DROP TABLE mentions CASCADE",
            "ALTER TABLE plain RENAME TO mentions",
        ],
    )
    sink.prepare()
    [row] = sink.read("SELECT actors FROM mentions").to_pylist()
    assert row["actors"][0] == {"text": "rebels", "name": "Free Army", "country": "SYR", "sector": None}


def test_a_migration_that_fails_leaves_the_warehouse_as_it_was(sink, make, monkeypatch):
    sink.write("mentions", [make.mention()])
    older(sink, ["DROP TABLE absences"])
    before = sink.path.read_bytes()

    def broken():
        raise RuntimeError("in the middle")

    monkeypatch.setattr(migration, "reference_tables", broken)
    with pytest.raises(RuntimeError):
        sink.prepare()
    monkeypatch.undo()
    with duckdb.connect(str(sink.path), read_only=True) as connection:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert "absences" not in tables
    assert before[:4] == sink.path.read_bytes()[:4]
    sink.prepare()
    assert mentions(sink) == 1


def test_columns_of_a_newer_dateline_are_not_lost(sink, make):
    sink.write("mentions", [make.mention()])
    older(sink, ["CREATE TABLE f2 AS SELECT *, 1 AS novelty FROM failures", "DROP TABLE failures CASCADE",
                 "ALTER TABLE f2 RENAME TO failures"])  # fmt: skip
    sink.prepare()
    sink.write("failures", [make.failure()])
    assert sink.read("SELECT novelty FROM failures").to_pylist() == [{"novelty": None}]


def test_a_full_disk_while_staging(small_disk, make):
    filler = small_disk / "filler"
    filler.write_bytes(bytes(23 * 2**20))
    noise = [make.mention(f"n{n}", date_text=os.urandom(4000).hex()) for n in range(500)]
    with pytest.raises(FullDisk, match="nothing of this batch was written"):
        stages.write_part(small_disk / "stage", "mentions", noise)
    assert not list((small_disk / "stage").rglob("*.parquet"))


def test_a_part_that_lost_a_bit_is_named_and_nothing_is_written(sink, make):
    """Parquet itself would not notice: what is stored raw has no check sum."""
    stage = sink.folder / "one"
    part = stages.write_part(
        stage, "mentions", [make.mention(f"n{n}", date_text=os.urandom(99).hex()) for n in range(99)]
    )
    raw = bytearray(part.read_bytes())
    raw[len(raw) // 2] ^= 1
    part.write_bytes(raw)
    sink.write("mentions", [make.mention()])
    with pytest.raises(BadWarehouse, match=r"damaged part .* Nothing of the stage was written"):
        sink.commit(stage, make.run())
    assert (mentions(sink), stage.exists()) == (1, True)


def test_a_full_disk_under_parquet_files(small_disk, make, tmp_path):
    sink = ParquetSink(small_disk / "news")
    sink.prepare()
    (small_disk / "filler").write_bytes(bytes(15 * 2**20))
    sink.folder = tmp_path / "stage"
    written = 0

    def fill():
        nonlocal written
        for batch in range(30):
            noise = [make.mention(f"n{batch}-{n}", date_text=os.urandom(1500).hex()) for n in range(200)]
            stages.write_part(sink.folder / f"{batch}", "mentions", noise)
            written += len(noise)
            sink.commit(sink.folder / f"{batch}", make.run())

    with pytest.raises(FullDisk, match="full"):
        fill()
    (small_disk / "filler").unlink()
    sink.recover()
    sink.prepare()
    [(shown,)] = duckdb.execute(f"SELECT count(*) FROM '{sink.root}/mentions/*/*.parquet'").fetchall()
    assert shown == mentions(sink) == written
