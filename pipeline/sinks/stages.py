"""Stages: a folder of Parquet parts that Beam steps write and a sink commits. No step opens the warehouse.

    stage/<name>/<table>/<part>.parquet     one part a bundle, written under another name, then renamed
    stage/<name>/run.json                   the run; written last: only a stage that has it is complete

An incomplete stage is what a killed run leaves; it is deleted, for the feeds' state that would hide its entries was
not committed either. A complete one is committed, by whoever comes next.
"""

import datetime
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ...schemas import parquet
from ...schemas.rows import TABLES, Run, StepCount
from .errors import BadWarehouse, writable

MANIFEST = "run.json"


def write_part(folder: Path, table: str, rows: Sequence[tuple[Any, ...]]) -> Path:
    """Write rows as one Parquet part, named by the digest of its content: a repeated bundle writes it once."""
    data = parquet.table(TABLES[table], rows)
    target = folder / table
    scratch = target / f".{os.getpid()}-{id(rows)}.tmp"
    with writable(folder):
        try:
            target.mkdir(parents=True, exist_ok=True)
            with scratch.open("wb") as file:
                pq.write_table(data, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
            part = target / f"{_digest(scratch)}.parquet"
            scratch.replace(part)
        finally:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)
    return part


def complete(folder: Path, run: Run) -> None:
    """Mark a stage as complete: from now on it will be committed, whatever happens."""
    scratch = folder / f".{MANIFEST}"
    with writable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with scratch.open("w", encoding="utf-8") as file:
            json.dump(_run_to_json(run), file)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(folder / MANIFEST)


def parts(folder: Path, table: str) -> list[Path]:
    """Return the parts of one table, in a fixed order."""
    return sorted((folder / table).glob("*.parquet"))


def check(folder: Path) -> None:
    """Make sure that every part is as it was written: its name is the digest of its content.

    Raises:
        BadWarehouse: one is not.
    """
    for part in sorted(folder.glob("*/*.parquet")):
        if part.stem != _digest(part):
            raise BadWarehouse(
                f"{part} is a damaged part of a stage. Nothing of the stage was written; delete the folder "
                f"{folder} and run again: what it held is fetched again."
            )


def _digest(part: Path) -> str:
    return hashlib.sha256(part.read_bytes()).hexdigest()[:32]


def staged_tables(folder: Path) -> list[str]:
    """Return the tables that have parts, in the order of TABLES."""
    return [table for table in TABLES if parts(folder, table)]


def leftovers(root: Path) -> Iterator[tuple[Path, Run | None]]:
    """Yield the stages that earlier runs left, oldest first; without their run where they are not complete."""
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        yield folder, manifest(folder)


def recover(root: Path, commit: Callable[[Path, Run], object]) -> list[Run]:
    """Commit the complete stages that killed runs left, delete the others; return the runs committed."""
    runs = []
    for folder, run in leftovers(root):
        if run is None:
            discard(folder)
        else:
            commit(folder, run)
            runs.append(run)
    return runs


def manifest(folder: Path) -> Run | None:
    """Return the run of a complete stage."""
    try:
        return _run_from_json(json.loads((folder / MANIFEST).read_text("utf-8")))
    except FileNotFoundError:
        return None


def discard(folder: Path) -> None:
    """Delete a stage: first its mark, then the rest, so that half of it is never taken for a whole."""
    (folder / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _run_to_json(run: Run) -> dict[str, Any]:
    values = run._asdict()
    values["started_at"] = run.started_at.isoformat()
    values["finished_at"] = run.finished_at and run.finished_at.isoformat()
    values["steps"] = [step._asdict() for step in run.steps]
    return values


def _run_from_json(values: dict[str, Any]) -> Run:
    started, finished = values["started_at"], values["finished_at"]
    return Run(
        **values
        | {
            "started_at": datetime.datetime.fromisoformat(started),
            "finished_at": finished and datetime.datetime.fromisoformat(finished),
            "steps": [StepCount(**step) for step in values["steps"]],
        }
    )


def batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield rows in lists of at most `size`.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
