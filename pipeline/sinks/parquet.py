"""The Parquet warehouse: a folder of files that any tool reads, by month of event, without locks.

    folder/mentions/month=2026-03/mentions.parquet      one file a month; month=unknown where there is no date
    folder/failures/failures.parquet                    a small table is one file
    folder/warehouse.duckdb                             the state: what is known, superseded, committed
    folder/mirrored.json                                up to which time the files show the state

Every write goes to the DuckDB file first, by the same rules and in one transaction; then the files of the months that
it touched are written anew, each beside its place and renamed. A write that is cut off in between is mirrored by the
next: `mirrored.json` says from when on. A reader sees each file whole, old or new.
"""

import datetime
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from ...schemas.columns import columns
from ...schemas.duckdb import literal
from ...schemas.rows import TABLES, Run
from .duckdb import DuckDBSink
from .errors import FullDisk, writable
from .opening import reading, translated
from .rules import MARKED
from .written import Written

STATE = "warehouse.duckdb"
MONTHS = {"mentions": "event_date", "events": "event_date", "article_revisions": "published"}
"""Table -> the column by whose month its files are parted."""
UNKNOWN = "unknown"


class ParquetSink(DuckDBSink):
    """A warehouse in a folder of Parquet files (pipeline/sinks/__init__.py tells what a sink does)."""

    def __init__(self, path: str | Path) -> None:
        self.root = Path(path)
        super().__init__(self.root / STATE)

    def prepare(self) -> None:
        """Make the folder, or bring an older one to the present schema; show what was not shown yet."""
        with writable(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
        super().prepare()
        self._mirror()

    def commit(self, stage: Path, run: Run) -> dict[str, Written]:
        """Write a stage in one transaction and delete it; then show it in the files."""
        written = super().commit(stage, run)
        self._mirror()
        return written

    def write(self, table: str, rows: Iterable[tuple[Any, ...]]) -> Written:
        """Write a few rows of one table."""
        written = super().write(table, rows)
        self._mirror(also=[table])
        return written

    def replace(self, rows: Mapping[str, Iterable[tuple[Any, ...]]], gone: Mapping[str, Iterable[str]]) -> None:
        """Write rows over those of their keys, and remove the rows of the keys that are gone."""
        super().replace(rows, gone)
        self._mirror()

    def _mirror(self, also: Iterable[str] = ()) -> None:
        """Write anew the files of what was committed since the last time.

        Raises:
            FullDisk, BadWarehouse: they cannot be written; what was committed is safe, and shown by the next write.
        """
        since = self._mirrored()
        try:
            with translated(self.root), writable(self.root), reading(self.path) as connection:
                [(until,)] = connection.execute("SELECT max(committed_at) FROM commits").fetchall()
                for table in _touched(connection, since) | set(also):
                    for month in _months(connection, table, since):
                        self._write_file(connection, table, month)
                if until is not None:
                    scratch = self.root / ".mirrored.json"
                    scratch.write_text(json.dumps({"until": until.isoformat()}), "utf-8")
                    scratch.replace(self.root / "mirrored.json")
        except FullDisk as error:
            raise FullDisk(
                f"The disk that holds {self.root} is full. What was written is safe in {self.path.name}; the Parquet "
                "files show it after the next write."
            ) from error

    def _mirrored(self) -> datetime.datetime:
        try:
            found = json.loads((self.root / "mirrored.json").read_text("utf-8"))
            return datetime.datetime.fromisoformat(found["until"])
        except (FileNotFoundError, ValueError, KeyError):
            return datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

    def _write_file(self, connection: duckdb.DuckDBPyConnection, table: str, month: str | None) -> None:
        folder = self.root / table / f"month={month}" if month else self.root / table
        folder.mkdir(parents=True, exist_ok=True)
        scratch, path = folder / f".{table}.parquet.tmp", folder / f"{table}.parquet"
        chosen = f"SELECT * FROM {table}" + (f" WHERE {_month(table)} = {literal(month)}" if month else "")
        order = columns(TABLES[table])[0].name if table not in MARKED else f"{MONTHS[table]}, 1"
        connection.execute(
            f"COPY ({chosen} ORDER BY {order}) TO {literal(str(scratch))} (FORMAT parquet, COMPRESSION zstd)"
        )
        if (
            connection.execute(f"SELECT count(*) FROM read_parquet({literal(str(scratch))})").fetchall() == [(0,)]
            and month
        ):
            scratch.unlink()
            path.unlink(missing_ok=True)
        else:
            scratch.replace(path)


def _touched(connection: duckdb.DuckDBPyConnection, since: datetime.datetime) -> set[str]:
    """Return the tables that commits since then wrote to; the first time, all."""
    found = connection.execute(
        "SELECT DISTINCT unnest(tables).name FROM commits WHERE committed_at > ?", [since]
    ).fetchall()
    always = set(TABLES) if since.year == 1970 else {"runs", "commits", "absences", "replaced_rows"} if found else set()
    return {name for (name,) in found} | always


def _months(connection: duckdb.DuckDBPyConnection, table: str, since: datetime.datetime) -> list[str | None]:
    """Return the months of a table whose rows changed since then; None for a table that is one file."""
    if table not in MONTHS:
        return [None]
    query = f"SELECT DISTINCT {_month(table)} FROM {table}"
    if table in MARKED:
        key = columns(TABLES[table])[0].name
        query += (
            f" WHERE added_at > $since OR superseded_at > $since OR {key} IN "
            f"(SELECT row_id FROM absences WHERE table_name = '{table}' AND restored_at > $since)"
        )
        return [month for (month,) in connection.execute(query, {"since": since}).fetchall()]
    gone = (
        f"SELECT coalesce(strftime((row_json->>'{MONTHS[table]}')::DATE, '%Y-%m'), '{UNKNOWN}') "
        f"FROM replaced_rows WHERE table_name = '{table}' AND replaced_at > ?"
    )
    return [month for (month,) in connection.execute(f"{query} UNION {gone}", [since]).fetchall()]


def _month(table: str) -> str:
    return f"coalesce(strftime({MONTHS[table]}, '%Y-%m'), '{UNKNOWN}')"
