"""One request at a time to a registrable domain, and a pause after each, whoever in this process asks."""

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable

Sleep = Callable[[float], Awaitable[None]]

LOOK_AGAIN = 0.05
"""Seconds after which a request looks again whether another to the same domain has ended. It is rarely waited for:
requests to one domain stand in one queue, and only redirects cross over."""


class Politeness:
    """Paces requests by domain. Safe for several threads, each with its own event loop.

    Args:
        monotonic: Seconds that only grow.
        sleep: Waits so many seconds.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self.monotonic = monotonic
        self.sleep = sleep
        self.lock = threading.Lock()
        self.busy: set[str] = set()
        self.free_at: dict[str, float] = {}
        self.delays: dict[str, float] = {}
        self.held: dict[str, float] = {}

    def ask_for(self, domain: str, delay: float) -> None:
        """Let a domain have a longer pause, as its robots.txt asks."""
        with self.lock:
            self.delays[domain] = max(delay, self.delays.get(domain, 0.0))

    def hold(self, domain: str, seconds: float) -> None:
        """Ask nothing of a domain for so long, as its 429 says."""
        with self.lock:
            self.held[domain] = max(self.held.get(domain, 0.0), self.monotonic() + seconds)

    def held_for(self, domain: str) -> float:
        """Return for how many seconds a domain must not be asked."""
        with self.lock:
            return max(0.0, self.held.get(domain, 0.0) - self.monotonic())

    @contextlib.asynccontextmanager
    async def turn(self, domain: str, delay: float) -> AsyncIterator[None]:
        """Wait until a domain may be asked; while the context lasts nobody else asks it."""
        while (wait := self._try(domain)) > 0:
            await self.sleep(wait)
        try:
            yield
        finally:
            with self.lock:
                self.busy.discard(domain)
                self.free_at[domain] = self.monotonic() + max(delay, self.delays.get(domain, 0.0))

    def _try(self, domain: str) -> float:
        """Take the domain and return 0, or return how long to wait."""
        with self.lock:
            if domain in self.busy:
                return LOOK_AGAIN
            wait = self.free_at.get(domain, 0.0) - self.monotonic()
            if wait <= 0:
                self.busy.add(domain)
            return max(wait, 0.0)


PROCESS = Politeness()
"""The pace of this process. Publishers see one client, not our steps: what feeds and pages ask must be counted
together, and over passes that follow each other. It is the one thing in this package that is shared and changes."""
