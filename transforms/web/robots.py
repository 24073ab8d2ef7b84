"""May a page be asked for? robots.txt as RFC 9309 has it."""

import asyncio
from typing import NamedTuple

import protego
from yarl import URL

from ..article.urls import registrable
from .client import Answer, Client, Limits
from .errors import FetchFailed, Refused
from .guard import host_of
from .host_store import StoredRobots

PRODUCT = "dateline"
"""What a robots.txt calls us."""

LARGEST = 500 * 1024
"""Bytes read of a robots.txt; what stands behind is not seen (RFC 9309, 2.5)."""

KEPT = 24 * 3600.0
KEPT_WHEN_DOWN = 600.0
"""Seconds; a server that cannot say is asked again soon, so that one hiccup does not silence a site for long."""
SECONDS = 15.0
MOST_IN_MEMORY = 2 * 1024 * 1024
"""Bytes of robots.txt whose rules are held in memory; parsed they take some 15 times as much."""

OVERHEAD = 1024


class Rules(NamedTuple):
    """What a site's robots.txt says.

    Attributes:
        parsed: The rules; None where everything is permitted, or nothing.
        is_open: Whether anything is permitted.
        crawl_delay: The pause it asks for, in seconds.
    """

    parsed: protego.Protego | None
    is_open: bool
    crawl_delay: float = 0.0

    def permit(self, url: str) -> bool:
        return self.is_open and (self.parsed is None or bool(self.parsed.can_fetch(url, PRODUCT)))


EVERYTHING = Rules(None, is_open=True)
NOTHING = Rules(None, is_open=False)


def read_rules(answer: Answer) -> Rules:
    """Read a robots.txt as it was answered.

    A server that says there is none permits everything; one that cannot say (5xx), or asks us to slow down (429),
    permits nothing for now.
    """
    if answer.status >= 500 or answer.status == 429:
        return NOTHING
    if not 200 <= answer.status < 300:
        return EVERYTHING
    return parse_rules(answer.body)


def parse_rules(body: bytes) -> Rules:
    """Read the bytes of a robots.txt."""
    text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\0", "")
    parsed = protego.Protego.parse(text.replace("\r\n", "\n").replace("\r", "\n"))
    delay = float(parsed.crawl_delay(PRODUCT) or 0.0)
    return Rules(parsed, is_open=True, crawl_delay=delay if delay > 0 else 0.0)


class Robots:
    """Knows each site's rules for a day; asks for them when a page of the site is first wanted."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.asking: dict[str, asyncio.Lock] = {}

    async def permit(self, url: URL) -> None:
        """Return where a page may be asked for; let its domain have the pause that it asks for.

        Raises:
            Refused: robots: its rules forbid it.
            FetchFailed: robots_unreachable: its rules cannot be had, which means: not now.
        """
        rules = await self.rules(url)
        if rules is NOTHING:
            raise FetchFailed("robots_unreachable", f"The robots.txt of {host_of(url)} cannot be had for now.")
        if not rules.permit(str(url)):
            raise Refused("robots", f"The robots.txt of {host_of(url)} asks us not to read this.")

    async def rules(self, url: URL) -> Rules:
        """Return the rules of the site that a URL is of: remembered, stored by an earlier process, or asked for."""
        site, domain = str(url.origin()), registrable(host_of(url))
        async with self.asking.setdefault(site, asyncio.Lock()):
            rules = self._remembered(site) or self._stored(site)
            if just_asked := rules is None:
                answer = await self._ask(site)
                rules = read_rules(answer)
                self._keep(site, domain, rules, answer.body if rules.parsed else b"")
            self.client.pace.ask_for(domain, site, self._pause(rules), just_asked=just_asked)
            if just_asked:
                self.client.remember(domain)
        return rules

    def _remembered(self, site: str) -> Rules | None:
        until, _, known = self.client.pace.rules.get(site, (0.0, 0, None))
        return known if isinstance(known, Rules) and until > self.client.pace.monotonic() else None

    def _stored(self, site: str) -> Rules | None:
        now = self.client.now().timestamp()
        stored = self.client.store.robots(site, now) if self.client.store else None
        if stored is None or stored.until - now > KEPT:  # a clock that jumped must not keep it for ever
            return None
        rules = (parse_rules(stored.body) if stored.body else EVERYTHING) if stored.is_open else NOTHING
        self._remember(site, rules, len(stored.body), stored.until - now)
        return rules

    def _keep(self, site: str, domain: str, rules: Rules, body: bytes) -> None:
        kept = KEPT_WHEN_DOWN if rules is NOTHING else KEPT
        self._remember(site, rules, len(body), kept)
        if self.client.store:
            until = self.client.now().timestamp() + kept
            stored = StoredRobots(site, domain, until, rules is not NOTHING, self._pause(rules), body)
            self.client.store.keep_robots(stored)

    def _pause(self, rules: Rules) -> float:
        """Return the pause that rules ask for, as far as we grant it."""
        return min(rules.crawl_delay, self.client.settings.max_crawl_delay)

    def _remember(self, site: str, rules: Rules, size: int, seconds: float) -> None:
        """Keep rules in memory, as many as there is room for: the oldest make room, and can be had from the store."""
        known = self.client.pace.rules
        known.pop(site, None)
        known[site] = self.client.pace.monotonic() + seconds, size + OVERHEAD, rules
        room = MOST_IN_MEMORY - sum(size for _, size, _ in known.values())
        for other in list(known):
            if room >= 0 or other == site:
                break
            room += known.pop(other)[1]

    async def _ask(self, site: str) -> Answer:
        """Ask for a site's robots.txt; an answer that is none stands for one that permits nothing."""
        try:
            limits = Limits(SECONDS, LARGEST, cut=True)
            return await self.client.get(f"{site}/robots.txt", limits=limits)
        except (FetchFailed, Refused) as error:
            if error.reason in {"private_address", "port", "dns", "held", "site_down"}:
                raise  # the page would fare the same, and this says why
            return Answer(site, site, 503, {}, b"")
