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

GIVE_UP_AFTER = 10
DOWN_FOR = 300.0
"""A domain that did not answer ten times in a row is not asked for 5 minutes: 100 pages of a dead site would cost 100
time-outs. Not sooner: among the pages of a site that lives, several in a row may hang."""


class NoTurn(Exception):
    """A domain's turn did not come in time: nothing was asked."""


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
        self.fails: dict[str, int] = {}
        self.down: dict[str, float] = {}
        self.rules: dict[str, tuple[float, object]] = {}
        """What each site's robots.txt said, and until when that is believed; `Robots` keeps it here."""

    def ask_for(self, domain: str, delay: float) -> None:
        """Let a domain have a longer pause, as its robots.txt asks, from now on."""
        with self.lock:
            self.delays[domain] = max(delay, self.delays.get(domain, 0.0))
            self.free_at[domain] = max(self.free_at.get(domain, 0.0), self.monotonic() + delay)

    def hold(self, domain: str, seconds: float) -> None:
        """Ask nothing of a domain for so long, as its 429 says."""
        with self.lock:
            self.held[domain] = max(self.held.get(domain, 0.0), self.monotonic() + seconds)

    def note(self, domain: str, *, answered: bool) -> None:
        """Remember whether a domain answered; one that fails again and again is left alone for a while."""
        with self.lock:
            fails = 0 if answered else self.fails.get(domain, 0) + 1
            self.fails[domain] = fails
            if fails >= GIVE_UP_AFTER:
                self.down[domain] = self.monotonic() + DOWN_FOR
                self.fails[domain] = GIVE_UP_AFTER - 1  # after the pause one try shows whether it is back

    def is_down(self, domain: str) -> bool:
        """Tell whether a domain is left alone because it did not answer."""
        with self.lock:
            return self.down.get(domain, 0.0) > self.monotonic()

    def held_for(self, domain: str) -> float:
        """Return for how many seconds a domain must not be asked."""
        with self.lock:
            return max(0.0, self.held.get(domain, 0.0) - self.monotonic())

    @contextlib.asynccontextmanager
    async def turn(self, domain: str, delay: float, *, start_by: float | None = None) -> AsyncIterator[None]:
        """Wait until a domain may be asked; while the context lasts nobody else asks it.

        Raises:
            NoTurn: that would be later than `start_by`, in seconds of `monotonic`.
        """
        while (wait := self._try(domain)) > 0:
            if start_by is not None and self.monotonic() + wait > start_by:
                raise NoTurn(domain)
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
