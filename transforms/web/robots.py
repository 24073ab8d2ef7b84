"""May a page be asked for? robots.txt as RFC 9309 has it."""

import asyncio
from typing import NamedTuple

import protego
from yarl import URL

from ..article.urls import registrable
from .client import Answer, Client, Limits
from .errors import FetchFailed, Refused
from .guard import host_of

PRODUCT = "dateline"
"""What a robots.txt calls us."""

LARGEST = 500 * 1024
"""Bytes read of a robots.txt; what stands behind is not seen (RFC 9309, 2.5)."""

KEPT = 24 * 3600.0
KEPT_WHEN_DOWN = 3600.0
SECONDS = 15.0


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
    text = answer.body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\0", "")
    parsed = protego.Protego.parse(text.replace("\r\n", "\n").replace("\r", "\n"))
    return Rules(parsed, is_open=True, crawl_delay=float(parsed.crawl_delay(PRODUCT) or 0.0))


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
        """Return the rules of the site that a URL is of."""
        site = str(url.origin())
        async with self.asking.setdefault(site, asyncio.Lock()):
            until, known = self.client.pace.rules.get(site, (0.0, None))
            if isinstance(known, Rules) and until > self.client.pace.monotonic():
                rules = known
            else:
                rules = await self._ask(site)
                kept = KEPT_WHEN_DOWN if rules is NOTHING else KEPT
                self.client.pace.rules[site] = self.client.pace.monotonic() + kept, rules
                if rules.crawl_delay > 0:
                    delay = min(rules.crawl_delay, self.client.settings.max_crawl_delay)
                    self.client.pace.ask_for(registrable(host_of(url)), delay)
        return rules

    async def _ask(self, site: str) -> Rules:
        try:
            limits = Limits(SECONDS, LARGEST, cut=True)
            return read_rules(await self.client.get(f"{site}/robots.txt", limits=limits))
        except (FetchFailed, Refused) as error:
            if error.reason in {"private_address", "port", "dns", "held", "site_down"}:
                raise  # the page would fare the same, and this says why
            return NOTHING
