"""Ask feeds outside a run: to check them, and to find those of a site."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.metadata import version
from typing import NamedTuple

from ..schemas.rows import FeedState
from ..transforms.article.urls import site
from ..transforms.failures import Unprocessable, redact
from ..transforms.feed.discover import Candidate, find_feeds, well_known
from ..transforms.feed.parse import parse_feed
from ..transforms.feed.poll import Asked, ask_feed
from ..transforms.feed.polling import new_feed
from ..transforms.killable import shared_pool
from ..transforms.web.batch import Batch
from ..transforms.web.client import Client, Limits, open_client
from ..transforms.web.robots import Robots
from ..transforms.web.settings import ClientSettings, user_agent
from .asking import utc_now

PARSE = f"{parse_feed.__module__}:{parse_feed.__name__}"
FIND = f"{find_feeds.__module__}:{find_feeds.__name__}"
MOST_TRIED = 12
"""Candidates of a site that are asked whether they are feeds."""


class Checked(NamedTuple):
    """A feed that was asked, as `dateline feeds check` shows it; times in UTC, null where there is none."""

    url: str
    result: str
    format: str | None
    title: str | None
    entries: int
    with_link: int
    dated: int
    full_text: int
    newest: datetime | None
    language: str | None
    conditional: bool
    moved_to: str | None
    note: str | None


def check_feeds(urls: Iterable[str], settings: ClientSettings) -> Iterator[Checked]:
    """Ask feeds, politely and side by side, and yield what each is like; nothing is stored."""
    pool = shared_pool(PARSE, size=2)

    async def ask(client: Client, state: FeedState) -> Asked:
        return await ask_feed(client, state, pool.call, utc_now)

    states = [new_feed(url) for url in urls]
    return map(describe, Batch(lambda: opened(settings), ask, domain_of).run(states))


@asynccontextmanager
async def opened(settings: ClientSettings) -> AsyncIterator[Client]:
    """Open a client that says who we are."""
    async with open_client(settings, user_agent(version("dateline"), settings.contact)) as client:
        yield client


def domain_of(feed: FeedState) -> str:
    """Return the domain whose turn a feed must wait for."""
    return site(feed.current_url)


def describe(asked: Asked) -> Checked:
    """Return what an answer shows of a feed."""
    feed, moved = asked.outcome.parsed, asked.outcome.permanent_url
    entries = feed.entries if feed else ()
    return Checked(
        url=asked.state.url,
        result=asked.error.reason if asked.error else "ok",
        format=feed.format if feed else None,
        title=feed.title if feed else None,
        entries=len(entries) + (feed.tossed if feed else 0),
        with_link=sum(bool(entry.url) for entry in entries),
        dated=sum(entry.published is not None for entry in entries),
        full_text=sum(bool(entry.content) for entry in entries),
        newest=max((entry.published for entry in entries if entry.published), default=None),
        language=feed.language if feed else None,
        conditional=any(name in asked.outcome.headers for name in ("etag", "last-modified")),
        moved_to=redact(moved) if feed and moved and redact(moved) != asked.state.url else None,
        note=str(asked.error) if asked.error else feed.flaw if feed else None,
    )


class Site(NamedTuple):
    """A page that was looked at for feeds: those it names, and why it could not be had, if so."""

    candidates: Sequence[Candidate]
    error: str | None


def discover(url: str, settings: ClientSettings) -> list[Checked]:
    """Return the feeds of a site, from one of its pages: those it names, else those where feeds mostly lie.

    The page itself may be a feed. Each candidate is asked, and only those that are feeds are returned.
    """
    (own,) = check_feeds([url], settings)
    if own.result == "ok":
        return [own]
    (page,) = Batch(lambda: opened(settings), look_at, str).run([url])
    declared = [candidate.url for candidate in page.candidates if candidate.rank > 1]
    linked = [candidate.url for candidate in page.candidates if candidate.rank == 1]
    for urls in (declared, linked, well_known(url)):
        found = [checked for checked in check_feeds(urls[:MOST_TRIED], settings) if checked.result == "ok"]
        if found:
            return found
    return []


async def look_at(client: Client, url: str) -> Site:
    """Fetch a page, where its robots.txt lets us, and read which feeds it names."""
    try:
        robots = Robots(client).permit if client.settings.robots else None
        limits = Limits(client.settings.page_timeout, client.settings.page_bytes)
        answer = await client.get(url, limits=limits, permission=robots)
        return Site(shared_pool(FIND).call(answer.body, answer.url), None)
    except Unprocessable as error:
        return Site((), str(error))
