"""Notice that the wall clock was set: by NTP after a long sleep, by a person, by a virtual machine that was moved."""

import time
from collections.abc import Callable
from datetime import datetime

WORTH_TELLING_S = 30.0


class Steps:
    """Compares the wall clock with one that only grows.

    Args:
        now: The wall clock.
        monotonic: Seconds that only grow.
    """

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float] = time.monotonic) -> None:
        self.now, self.monotonic = now, monotonic
        self.apart = self._apart()

    def look(self) -> float:
        """Return by how many seconds the clock was set since the last look, forward or back; 0 where it was not."""
        step = self._apart() - self.apart
        if abs(step) < WORTH_TELLING_S:
            return 0.0
        self.apart += step
        return step

    def _apart(self) -> float:
        return self.now().timestamp() - self.monotonic()
