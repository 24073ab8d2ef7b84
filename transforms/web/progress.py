"""How far the asking is, and how long it will take."""

import itertools
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Progress(NamedTuple):
    """A step under way: so many of how many are done, and in about how many seconds the rest will be.

    `left_s` is None as long as nothing is known.
    """

    step: str
    done: int
    total: int
    left_s: float | None


@dataclass
class _Step:
    began: float
    left: dict[str, int]
    total: int
    done: int = 0
    done_by_key: dict[str, int] = field(default_factory=dict)


class Watch:
    """Counts what is done of each step; safe for several threads.

    A step is over when its longest queue is: the requests to one domain stand in line, so the estimate is made for
    each domain by its own pace, and the longest of them counts.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.monotonic = monotonic
        self.lock = threading.Lock()
        self.steps: dict[int, tuple[str, _Step]] = {}
        self.numbers = itertools.count()

    def begin(self, step: str, queues: Mapping[str, int]) -> int:
        """Start a step with so many elements of each key; return its number: a step may be under way twice."""
        with self.lock:
            number = next(self.numbers)
            self.steps[number] = step, _Step(self.monotonic(), dict(queues), sum(queues.values()))
            return number

    def done(self, number: int, key: str) -> None:
        """Count one element."""
        with self.lock:
            _, state = self.steps[number]
            state.done += 1
            state.left[key] -= 1
            state.done_by_key[key] = state.done_by_key.get(key, 0) + 1

    def end(self, number: int) -> None:
        """Forget a step that is over."""
        with self.lock:
            self.steps.pop(number, None)

    def look(self) -> list[Progress]:
        """Return the steps under way."""
        with self.lock:
            return [Progress(name, state.done, state.total, self._left(state)) for name, state in self.steps.values()]

    def _left(self, state: _Step) -> float | None:
        """Return the seconds that the longest queue still takes, each at its own pace so far, or at the mean pace."""
        if not state.done:
            return None
        took = self.monotonic() - state.began
        mean = took * len(state.done_by_key) / state.done
        paces = {key: took / count for key, count in state.done_by_key.items()}
        return max(left * paces.get(key, mean) for key, left in state.left.items())


WATCH = Watch()
"""What this process is asking; whoever shows progress looks here."""
