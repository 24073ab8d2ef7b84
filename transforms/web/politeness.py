"""One request at a time to a registrable domain, and a pause after each, whoever in this process asks."""

import asyncio
import contextlib
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import NamedTuple

Sleep = Callable[[float], Awaitable[None]]

LOOK_AGAIN = 0.05
"""Seconds after which a request looks again whether another to the same domain has ended. It is rarely waited for:
requests to one domain stand in one queue, and only redirects cross over."""

GIVE_UP_AFTER = 10
DOWN_FOR = 300.0
"""A domain that did not answer ten times in a row is not asked for 5 minutes: 100 pages of a dead site would cost 100
time-outs. Not sooner: among the pages of a site that lives, several in a row may hang."""


MOST_DOMAINS = 20_000
"""Domains remembered before those are forgotten against which nothing stands."""

MOST_SITES = 50
"""Sites of a domain whose pauses are remembered: the longest ones."""

NO_DELAY: Mapping[str, float] = {"": 0.0}


class State(NamedTuple):
    """Seconds for which a domain is not asked: the pause between requests, its 429, its silence; 0 for none."""

    free: float
    held: float
    down: float


YIELDS_S = 2.0
"""A feed lets the pages of its domain go first for so long: they are news already, and a feed can wait."""


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
        self.urgent: Counter[str] = Counter()
        self.free_at: dict[str, float] = {}
        self.delays: dict[str, dict[str, float]] = {}
        self.held: dict[str, float] = {}
        self.fails: dict[str, int] = {}
        self.down: dict[str, float] = {}
        self.rules: dict[str, tuple[float, int, object]] = {}
        """What each site's robots.txt said, until when that is believed, and its size; `Robots` keeps it here."""

    def ask_for(self, domain: str, site: str, delay: float, *, just_asked: bool = False) -> None:
        """Let a domain have the pause that the robots.txt of one of its sites asks for; the longest of them counts."""
        with self.lock:
            self._ask_for(domain, site, delay)
            if just_asked and delay > 0:
                self._free_later(domain, self.monotonic() + delay)

    def pause(self, domain: str, delay: float) -> float:
        """Return the seconds between two requests to a domain: `delay`, or what it asks for where that is more."""
        with self.lock:
            return self._pause(domain, delay)

    def state(self, domain: str) -> State:
        """Return what stands against asking a domain."""
        with self.lock:
            now = self.monotonic()
            times = (self.free_at, self.held, self.down)
            return State(*(max(0.0, known.get(domain, now) - now) for known in times))

    def recall(self, domain: str, state: State, delays: Mapping[str, float]) -> None:
        """Take up what an earlier process knew of a domain, where it knew more."""
        with self.lock:
            now = self.monotonic()
            for site, delay in delays.items():
                self._ask_for(domain, site, delay)
            for known, left in zip((self.free_at, self.held, self.down), state, strict=True):
                if left > 0:
                    known[domain] = max(known.get(domain, now), now + left)

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
    async def turn(
        self, domain: str, delay: float, *, start_by: float | None = None, yields: bool = False
    ) -> AsyncIterator[None]:
        """Wait until a domain may be asked; while the context lasts nobody else asks it.

        Args:
            domain: The domain.
            delay: Seconds of the pause after it.
            start_by: When it is too late, in seconds of `monotonic`; None: never.
            yields: Whether those that do not yield go first, for a while.

        Raises:
            NoTurn: it would be too late.
        """
        until = self.monotonic() + YIELDS_S if yields else 0.0
        with self.lock:
            self.urgent[domain] += not yields
        try:
            while (wait := self._try(domain, until)) > 0:
                if start_by is not None and self.monotonic() + wait > start_by:
                    raise NoTurn(domain)
                await self.sleep(wait)
        finally:
            with self.lock:
                self.urgent[domain] -= not yields
                if not self.urgent[domain]:
                    del self.urgent[domain]
        try:
            yield
        finally:
            with self.lock:
                self.busy.discard(domain)
                self._free_later(domain, self.monotonic() + self._pause(domain, delay))
                if len(self.free_at) > MOST_DOMAINS:
                    self._forget()

    def _pause(self, domain: str, delay: float) -> float:
        return max(delay, *self.delays.get(domain, NO_DELAY).values())

    def _ask_for(self, domain: str, site: str, delay: float) -> None:
        asked = self.delays.get(domain, {})
        asked.pop(site, None)
        if delay > 0:
            asked[site] = delay
            if len(asked) > MOST_SITES:  # hosts without end under one domain
                del asked[min(asked, key=asked.__getitem__)]
            self.delays[domain] = asked
        elif not asked:
            self.delays.pop(domain, None)

    def _free_later(self, domain: str, when: float) -> None:
        self.free_at[domain] = max(self.free_at.get(domain, 0.0), when)

    def _forget(self) -> None:
        """Drop the domains against which nothing stands any more."""
        now = self.monotonic()
        for known in (self.free_at, self.held, self.down):
            for domain in [domain for domain, until in known.items() if until <= now]:
                del known[domain]
        self.fails = {domain: fails for domain, fails in self.fails.items() if fails}
        self.delays = {domain: asked for domain, asked in self.delays.items() if domain in self.free_at}

    def _try(self, domain: str, yields_until: float) -> float:
        """Take the domain and return 0, or return how long to wait."""
        with self.lock:
            if domain in self.busy or (self.urgent[domain] and self.monotonic() < yields_until):
                return LOOK_AGAIN
            wait = self.free_at.get(domain, 0.0) - self.monotonic()
            if wait <= 0:
                self.busy.add(domain)
            return max(wait, 0.0)


PROCESS = Politeness()
"""The pace of this process. Publishers see one client, not our steps: what feeds and pages ask must be counted
together, and over passes that follow each other. It is the one thing in this package that is shared and changes."""
