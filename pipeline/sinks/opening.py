"""Open a DuckDB warehouse for one transaction or one query, among others who do the same."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from .errors import FULL as FULL_DISK
from .errors import BadWarehouse, BusyWarehouse, FullDisk, WarehouseError
from .turnstile import PAUSE_S, STAND_S, STEP_ASIDE_S, Turnstile

READ_PATIENCE_S = 30.0
WRITE_PATIENCE_S = 900.0
"""A notebook that holds the file delays a commit; what waits is staged on disk and not lost."""
TELL_AFTER_S = 3.0

BUSY = re.compile(
    r"Could not set lock|different configuration|Unique file handle conflict|being used by another process"
)
HOLDER = re.compile(r"held in (.+?) \(PID (\d+)\)")
FULL = re.compile(r"No space left|could not write|disk quota|not enough disk space", re.IGNORECASE)


@contextmanager
def reading(path: Path, *, patience: float = READ_PATIENCE_S) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse read only, in UTC.

    Raises:
        BadWarehouse: there is none, or it is no DuckDB file of a version this DuckDB reads.
        BusyWarehouse: somebody kept it open for writing longer than `patience` seconds.
    """
    if not path.exists():
        raise BadWarehouse(f"There is no warehouse at {path}. `dateline run` makes one; --warehouse names another.")
    with translated(path):
        connection = _open_for_reading(path, time.monotonic() + patience)
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(path: Path, *, patience: float = WRITE_PATIENCE_S) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for one transaction, in UTC: begun here, committed at the end, undone on an error.

    Raises:
        BadWarehouse: it is no DuckDB file of a version this DuckDB reads, or cannot be written.
        BusyWarehouse: somebody kept it open longer than `patience` seconds.
        FullDisk: the transaction did not fit on the disk.
    """
    if not path.parent.is_dir():
        raise BadWarehouse(f"There is no folder {path.parent} to put the warehouse in.")
    with translated(path), _open_for_writing(path, time.monotonic() + patience) as connection:
        try:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute("BEGIN TRANSACTION")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()


def _open_for_reading(path: Path, deadline: float) -> duckdb.DuckDBPyConnection:
    turnstile, patient = Turnstile(path), Patience()
    while True:
        turnstile.pass_through(deadline)
        try:
            return duckdb.connect(str(path), read_only=True)
        except duckdb.Error as error:
            patient.wait_or_raise(error, path, deadline)


@contextmanager
def _open_for_writing(path: Path, deadline: float) -> Iterator[duckdb.DuckDBPyConnection]:
    turnstile, patient = Turnstile(path), Patience()
    while True:
        with turnstile.standing(deadline):
            connection = _try_for(STAND_S, lambda: duckdb.connect(str(path)), patient, path, deadline)
            if connection is not None:
                yield connection
                return
        time.sleep(STEP_ASIDE_S)


def _try_for(
    seconds: float, connect: Callable[[], duckdb.DuckDBPyConnection], patient: "Patience", path: Path, deadline: float
) -> duckdb.DuckDBPyConnection | None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            return connect()
        except duckdb.Error as error:
            patient.wait_or_raise(error, path, deadline)
    return None


class Patience:
    """Waits while others have the file, says so once, and gives up in the end."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.told = False

    def wait_or_raise(self, error: duckdb.Error, path: Path, deadline: float) -> None:
        """Sleep a little if somebody has the file; raise what is wrong otherwise, or when the time is over."""
        if not BUSY.search(str(error)):
            raise error
        now = time.monotonic()
        if now > deadline:
            raise BusyWarehouse(
                f"{path} is held by {_holder(error)}; it was waited for {now - self.began:.0f} s. Try again later."
            ) from None
        if not self.told and now - self.began > TELL_AFTER_S:
            self.told = True
            print(f"dateline: waiting for {path}, held by {_holder(error)} …", file=sys.stderr)  # noqa: T201
        time.sleep(PAUSE_S)


def _holder(error: duckdb.Error) -> str:
    found = HOLDER.search(str(error))
    return f"process {found[2]} ({found[1]})" if found else "another process"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn DuckDB's and the system's errors about the file into sentences."""
    try:
        yield
    except duckdb.Error as error:
        raise sentence(error, path) from error
    except OSError as error:
        if error.errno in FULL_DISK:
            raise FullDisk(f"The disk that holds {path} is full; nothing was changed.") from error
        raise


def sentence(error: duckdb.Error, path: Path) -> Exception:
    """Return DuckDB's error about a file as ours; one that is none of the file's, as it is."""
    text = str(error)
    if FULL.search(text):
        return FullDisk(f"The disk that holds {path} is full; nothing was changed.")
    if "not a valid DuckDB database file" in text or "is not a database" in text:
        return BadWarehouse(f"{path} is no DuckDB file. It was left as it is; name another with --warehouse.")
    if "Corrupt database file" in text or "checksum" in text:
        return BadWarehouse(
            f"{path} is damaged ({_first(text)}). It was left as it is: put a copy in its place, "
            "or move it away and run again."
        )
    if "version number" in text or "newer version of DuckDB" in text or "older version of DuckDB" in text:
        return BadWarehouse(
            f"{path} was written by another version of DuckDB than {duckdb.__version__}, which is here: {_first(text)}"
        )
    if "Permission denied" in text or "read-only" in text.lower():
        return BadWarehouse(f"{path} cannot be written: {_first(text)}")
    if isinstance(error, duckdb.IOException | duckdb.SerializationException | duckdb.FatalException):
        return WarehouseError(f"{path}: {_first(text)}")
    return error


def _first(text: str) -> str:
    return text.strip().splitlines()[0][:500]
