"""One job a warehouse: two that poll at once would ask every publisher twice."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from .sinks.errors import BusyWarehouse, writable


@contextmanager
def only_job(folder: Path, command: str, at: datetime) -> Iterator[None]:
    """Be the only job that writes to a warehouse until the block ends; the system frees the lock of a killed job.

    Args:
        folder: Where the warehouse's stages lie; the lock file stands beside it.
        command: What the job is, for the sentence that refuses another.
        at: When it began.

    Raises:
        BusyWarehouse: another job runs; the message names it.
        BadWarehouse: the folder cannot be written.
    """
    path = folder.with_suffix(".job")
    with writable(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = path.open("a+", encoding="utf-8")
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            first = lock.read().strip() or "another job"
            raise BusyWarehouse(
                f"This warehouse is being written by {first}. Stop it first, or name another."
            ) from None
        lock.truncate(0)
        lock.write(f"`dateline {command}`, process {os.getpid()}, since {at:%Y-%m-%d %H:%M} UTC")
        lock.flush()
        yield
        lock.truncate(0)
