"""Hand elements to workers from a step that takes one after another, and give the results on in the same order."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.transforms.window import GlobalWindows

from .memory import give_back, spare_memory

AHEAD = 4
"""Elements under way for each worker: enough to keep them busy, few enough to bound memory."""


HEAVY = 4 * 1024 * 1024
"""Bytes of elements under way beyond which no other is taken before the first is done."""


class Handing(beam.DoFn):
    """Base of a DoFn whose work is done elsewhere, several elements at once.

    A subclass gives `call`, made in `setup`, and `outputs`; and `rest`, where what works should rest then. What is
    under way when a bundle ends is waited for, so a bundle that fails is repeated whole.

    Args:
        workers: How many elements are worked on side by side.
    """

    call: Callable[[Any], Any]

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def outputs(self, element: Any, future: "Future[Any]") -> Iterator[Any]:
        """Yield what became of an element; `future.result()` is what `call` returned, or raises what it raised."""
        raise NotImplementedError

    def weigh(self, element: Any) -> int:
        """Return the bytes of an element, where elements may be large."""
        return 0

    def rest(self) -> None:
        """Called when a bundle is done."""

    def setup(self) -> None:
        spare_memory()
        self.threads = ThreadPoolExecutor(self.workers, thread_name_prefix=type(self).__name__)

    def teardown(self) -> None:
        self.threads.shutdown()

    def start_bundle(self) -> None:
        self.waiting: deque[tuple[Any, Future[Any]]] = deque()
        self.weight = 0

    def process(self, element: Any) -> Iterator[Any]:
        """Hand out one element; give on what is ready."""
        self.waiting.append((element, self.threads.submit(self.call, element)))
        self.weight += self.weigh(element)
        while self.waiting and (
            len(self.waiting) > AHEAD * self.workers or self.weight > HEAVY or self.waiting[0][1].done()
        ):
            yield from self.first()

    def first(self) -> Iterator[Any]:
        """Wait for the element that waits longest, and yield what became of it."""
        element, future = self.waiting.popleft()
        self.weight -= self.weigh(element)
        yield from self.outputs(element, future)

    def finish_bundle(self) -> Iterator[Any]:
        """Wait for the rest."""
        while self.waiting:
            for output in self.first():
                if isinstance(output, TaggedOutput):
                    yield TaggedOutput(output.tag, GlobalWindows.windowed_value(output.value))
                else:
                    yield GlobalWindows.windowed_value(output)
        self.rest()
        give_back()
