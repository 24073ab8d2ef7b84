"""Work on many elements at once from a step that takes one after another: one queue a domain, all domains together."""

import asyncio
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, suppress
from typing import Generic, NamedTuple, TypeVar

from ..memory import give_back
from .progress import WATCH

In = TypeVar("In")
Out = TypeVar("Out")
Tool = TypeVar("Tool")

WAITING = 32
"""Results made ahead of who takes them: it bounds memory, and how much is lost when the taker fails."""

HEAVY = 4 * 1024 * 1024
"""Bytes of results made ahead, from which no other is begun."""

TRIM_S = 3.0
"""Seconds between two times that freed memory is given back to the system, which takes some milliseconds."""

RESOLVERS = 32
"""Threads that resolve names: a few dead name servers must not hold up the rest."""


class End(NamedTuple):
    """Behind the last result: there are no more, or our own error."""

    error: BaseException | None


class Batch(Generic[In, Out, Tool]):
    """Runs a coroutine over elements in a thread of its own and yields the results as they come.

    Elements of one key are worked on in their order, one at a time; keys side by side.

    Args:
        open_tool: Opens what the work needs, inside the event loop.
        work: Makes the results of one element.
        key: What must not be worked on twice at once, for example the domain.
        step: What to call it where progress is shown; not shown where it has no name.
        weigh: Bytes of a result, where results may be large.
    """

    def __init__(
        self,
        open_tool: Callable[[], AbstractAsyncContextManager[Tool]],
        work: Callable[[Tool, In], Awaitable[Out]],
        key: Callable[[In], str],
        step: str = "",
        weigh: Callable[[Out], int] | None = None,
    ) -> None:
        self.open_tool, self.work, self.key, self.step, self.weigh = open_tool, work, key, step, weigh
        self.weight = 0
        self.weighing = threading.Lock()
        self.done: queue.Queue[Out | End] = queue.Queue()
        self.stopped = threading.Event()

    def run(self, elements: Iterable[In]) -> Iterator[Out]:
        """Yield the result of each element, in the order they come; an error of ours ends it."""
        thread = threading.Thread(target=self._thread, args=(list(elements),), name="dateline-web", daemon=True)
        thread.start()
        try:
            while not isinstance(result := self.done.get(), End):
                self._carry(result, -1)
                yield result
            if result.error is not None:
                raise result.error
        finally:
            self.stopped.set()
            thread.join(timeout=10)

    def _thread(self, elements: list[In]) -> None:
        try:
            asyncio.run(self._all(elements))
        except BaseException as error:
            self.done.put(End(error))
        else:
            self.done.put(End(None))

    async def _all(self, elements: list[In]) -> None:
        executor = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="dateline-names")
        asyncio.get_running_loop().set_default_executor(executor)
        queues: defaultdict[str, list[In]] = defaultdict(list)
        for element in elements:
            queues[self.key(element)].append(element)
        if self.step:
            self.number = WATCH.begin(self.step, {key: len(waiting) for key, waiting in queues.items()})
        async with self.open_tool() as tool:
            workers = [asyncio.create_task(self._one_queue(tool, key, waiting)) for key, waiting in queues.items()]
            watch = asyncio.create_task(self._watch(workers))
            try:
                await asyncio.gather(*workers)
            finally:
                if self.step:
                    WATCH.end(self.number)
                for task in (watch, *workers):
                    task.cancel()
                with suppress(asyncio.CancelledError):
                    await asyncio.gather(watch, *workers, return_exceptions=True)

    async def _one_queue(self, tool: Tool, key: str, elements: list[In]) -> None:
        for element in elements:
            while self.done.qsize() >= WAITING or self.weight > HEAVY:  # who takes the results is slower than the web
                await asyncio.sleep(0.05)
            result = await self.work(tool, element)
            self._carry(result, 1)
            self.done.put(result)
            if self.step:
                WATCH.done(self.number, key)

    def waiting(self) -> int:
        """Return the bytes of results that nobody has taken yet."""
        return self.weight

    def _carry(self, result: Out, sign: int) -> None:
        """Count the weight of a result that comes or goes."""
        if self.weigh is not None:
            weight = sign * self.weigh(result)
            with self.weighing:
                self.weight += weight

    async def _watch(self, workers: list["asyncio.Task[None]"]) -> None:
        """Stop the work when nobody takes the results any more; let go of what bodies left behind meanwhile."""
        trimmed = time.monotonic()
        while not self.stopped.is_set():
            await asyncio.sleep(0.1)
            if time.monotonic() - trimmed > TRIM_S:
                give_back()
                trimmed = time.monotonic()
        for worker in workers:
            worker.cancel()
