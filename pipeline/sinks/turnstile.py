"""Let readers and writers of one DuckDB file take turns, in whatever processes they are.

DuckDB locks a file that is open for writing against every other process, and one that is open for reading against
writers. So nobody keeps it open: each opens, does one thing, and closes. A turnstile, a lock file beside the
warehouse, keeps a stream of readers from starving the writer: everybody passes through it before opening; a writer
stands in it while the readers before it leave. It never stands long, for a reader that does not leave (a notebook,
the DuckDB shell) must not stop the others.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import BusyWarehouse

PAUSE_S = 0.01
"""Between two tries; opening a file takes about 20 ms."""
STAND_S = 1.0
"""A writer blocks readers at most so long while it waits for those before it."""
STEP_ASIDE_S = 0.5
"""Then it lets others pass for so long."""


class Turnstile:
    """The lock file of one warehouse; where it cannot be written (a read-only folder), everybody passes."""

    def __init__(self, warehouse: Path) -> None:
        self.path = warehouse.with_name(warehouse.name + ".lock")

    @contextmanager
    def standing(self, deadline: float) -> Iterator[None]:
        """Stand in the turnstile; nobody passes until the block ends.

        Raises:
            BusyWarehouse: somebody else stood in it until `deadline`, in seconds of time.monotonic.
        """
        try:
            lock = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError:
            yield
            return
        try:
            while not _locked(lock):
                if time.monotonic() > deadline:
                    raise BusyWarehouse(f"Another process is writing to {self.path.with_suffix('')}; try again later.")
                time.sleep(PAUSE_S)
            yield
        finally:
            os.close(lock)

    def pass_through(self, deadline: float) -> None:
        """Wait until nobody stands in the turnstile."""
        with self.standing(deadline):
            pass


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
