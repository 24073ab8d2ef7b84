"""Lanes: kinds of passes that go on side by side, each in a thread of its own."""

import signal
import threading
import time
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Protocol

IDLE_S = 1.0
"""A lane that found nothing to do looks again after so long."""


class Owner(Protocol):
    """What a lane needs of the job."""

    stopping: threading.Event
    beats: dict[str, float]
    troubles: dict[str, int]

    def is_over(self) -> bool:
        """Tell whether the job ends."""

    def fail(self, lane: str, error: Exception) -> None:
        """Take note of a pass that failed, and wait."""


class Lane(threading.Thread):
    """Does one kind of pass again and again, until the job is over; a pass that fails is told and tried again.

    Args:
        name: What it does, for the log.
        step: Makes a pass; returns whether there was anything to do.
        job: Whose lane it is.
        pause: Seconds between passes: what comes meanwhile is taken together.
    """

    def __init__(self, name: str, step: Callable[[], bool], job: Owner, *, pause: float = 0.0) -> None:
        super().__init__(name=f"dateline-{name}", daemon=True)
        self.lane, self.step, self.job, self.pause = name, step, job, pause

    def run(self) -> None:
        """Make passes."""
        while not self.job.is_over():
            self.job.beats[self.lane] = time.monotonic()
            try:
                worked = self.step()
            except Exception as error:  # one bad pass must not end a job of months
                self.job.fail(self.lane, error)
                continue
            self.job.troubles[self.lane] = 0
            self.job.stopping.wait(self.pause if worked else IDLE_S)


def stop_on_signals(stop: Callable[[str], None]) -> None:
    """Call `stop` with the signal's name at SIGTERM and SIGINT."""

    def handle(number: int, _frame: FrameType | None) -> None:
        stop(signal.Signals(number).name)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)


def waited(threads: Iterable[threading.Thread], seconds: float) -> bool:
    """Wait for threads, so many seconds at most; return whether all have ended."""
    end = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return not any(thread.is_alive() for thread in threads)
