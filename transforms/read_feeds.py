"""ReadFeeds: feeds that are due -> their new entries, each article once."""

import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from ..schemas.ids import digest
from ..schemas.rows import Entry, Failure, FeedState, Sighting
from .article.urls import aggregated, article_id, canonical_url, parse, site
from .failures import failure, redact
from .feed.entries import winners
from .feed.parse import parse_feed
from .feed.poll import Asked, Reading, ask_feed, find, judge
from .feed.polling import PollingSettings
from .killable import shared_pool
from .memory import give_back, spare_memory
from .same import same
from .tally import Tally
from .web.batch import HEAVY, Batch
from .web.client import Client, open_client
from .web.host_store import HostStore
from .web.politeness import NoTurn
from .web.settings import ClientSettings, user_agent

SIGHTINGS, FEEDS, FAILURES = "sightings", "feeds", "failures"
PARSERS = 2
"""Feeds parsed side by side."""

TOLD_TOGETHER = 32
"""Feeds whose entries are looked up at once among those seen before: enough to be quick, few enough to hold."""

LARGE_FEED = 1024 * 1024
"""Bytes from which a feed is parsed with no other large one beside it: the parser takes ten times as much."""

Seen = Mapping[str, str] | Callable[[Collection[str]], Mapping[str, str]]
"""sighting_id -> entry_digest and article_id -> entry_digest of what was seen before; or what returns it for keys."""


class FeedsRead(NamedTuple):
    """What reading feeds brings.

    Attributes:
        entries: Entry: new, or changed since it was last seen; each article once.
        feeds: FeedState: of every feed that was asked.
        sightings: Sighting: of every entry that is new to its feed, or changed.
        failures: Failure: feeds that could not be read, entries that lead nowhere.
    """

    entries: PCollection[Entry]
    feeds: PCollection[FeedState]
    sightings: PCollection[Sighting]
    failures: PCollection[Failure]


def utc_now() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)


def keep_holds(client: Client, holds: Mapping[str, datetime], now: datetime) -> None:
    """Let domains have the rest that they asked an earlier run for."""
    for domain, until in holds.items():
        if until > now:
            client.pace.hold(domain, (until - now).total_seconds())


@asynccontextmanager
async def open_polite(
    settings: ClientSettings, now: Callable[[], datetime], hosts: Path | None
) -> AsyncIterator[Client]:
    """Open a client that says who we are and remembers what hosts asked of earlier processes."""
    agent = user_agent(version("dateline"), settings.contact)
    with HostStore(hosts) if hosts else nullcontext() as store:
        async with open_client(settings, agent, now=now, store=store) as client:
            yield client


def identify(url: str) -> tuple[str, str]:
    """Return the URL to ask for, the target where an aggregator's link holds it, and the id of the article."""
    for _ in range(3):  # an aggregator's link inside another's
        url = aggregated(parse(url)) or url
    return url, article_id(canonical_url(url))


class ReadFeeds(beam.PTransform):  # type: ignore[type-arg]
    """Asks feeds and reads what is new in them.

    Args:
        polling: How often feeds are asked: their next times are worked out by it.
        client: How they are asked.
        seen: What was seen before.
        now: The time.
        run_id: Stands in failures.
        budget: Seconds after which no other feed is asked; the rest stays due. None: as long as it takes.
        hosts: File that keeps what hosts asked of us (robots.txt, pauses), for the next process; None: not kept.
        shards: Workers that ask side by side; a domain is always the same one's.
    """

    def __init__(
        self,
        polling: PollingSettings | None = None,
        client: ClientSettings | None = None,
        seen: Seen | None = None,
        now: Callable[[], datetime] = utc_now,
        run_id: str = "",
        *,
        budget: float | None = None,
        hosts: Path | None = None,
        shards: int = 1,
    ) -> None:
        super().__init__()
        self.polling = polling or PollingSettings()
        self.client = client or ClientSettings()
        self.seen = seen if seen is not None else {}
        self.now, self.run_id, self.budget, self.shards = now, run_id, budget, shards
        self.hosts = hosts

    def expand(self, feeds: PCollection[FeedState]) -> Any:
        poll = PollFn(self.polling, self.client, self.seen, self.now, self.run_id, budget=self.budget, hosts=self.hosts)
        read = (
            feeds
            | "ByDomain" >> beam.Map(shard_of_feed, self.shards).with_output_types(tuple[int, FeedState])
            | "Together" >> beam.GroupByKey()
            | "Poll" >> beam.ParDo(poll).with_outputs(SIGHTINGS, FEEDS, FAILURES, main="found")
        )
        entries = (
            read.found
            | "Found" >> beam.Map(same).with_output_types(Entry)
            | "ByArticle" >> beam.Map(by_article).with_output_types(tuple[str, Entry])
            | "SameArticle" >> beam.GroupByKey()
            | "OncePerArticle" >> beam.ParDo(ChooseFn()).with_output_types(Entry)
        )
        return FeedsRead(
            entries,
            read[FEEDS] | "Feeds" >> beam.Map(same).with_output_types(FeedState),
            read[SIGHTINGS] | "Sightings" >> beam.Map(same).with_output_types(Sighting),
            read[FAILURES] | "Failures" >> beam.Map(same).with_output_types(Failure),
        )


def shard_of_feed(feed: FeedState, shards: int) -> tuple[int, FeedState]:
    """Return a feed with the shard that its domain belongs to."""
    return shard(site(feed.current_url), shards), feed


def shard(domain: str, shards: int) -> int:
    """Return the shard of a domain."""
    return int(digest(domain)[:8], 16) % shards


def by_article(entry: Entry) -> tuple[str, Entry]:
    """Return an entry with its article's id."""
    return entry.article_id, entry


class PollFn(beam.DoFn):
    """Polls all feeds of a shard, its domains side by side."""

    def __init__(
        self,
        polling: PollingSettings,
        client: ClientSettings,
        seen: Seen,
        now: Callable[[], datetime],
        run_id: str,
        *,
        budget: float | None = None,
        hosts: Path | None = None,
    ) -> None:
        self.polling, self.client, self.seen, self.now, self.run_id = polling, client, seen, now, run_id
        self.budget, self.hosts = budget, hosts
        self.feeds, self.entries = Tally("PollFeeds"), Tally("ReadFeeds")

    def finish_bundle(self) -> None:
        self.parsers.rest()
        give_back()

    def setup(self) -> None:
        spare_memory()
        self.parsers = shared_pool(f"{parse_feed.__module__}:{parse_feed.__name__}", size=PARSERS, is_heavy=is_large)

    def process(self, shard: tuple[int, Iterable[FeedState]]) -> Iterator[object]:
        self.until = None if self.budget is None else time.monotonic() + self.budget
        self.batch = Batch(self.open, self.ask, domain_of, "PollFeeds", weigh)
        answers = self.batch.run(sorted(shard[1], key=well_first))
        while some := list(together(answers)):
            self.feeds.add("known", some.count(None))  # they stay due
            yield from self.tell([asked for asked in some if asked is not None])

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Client]:
        async with open_polite(self.client, self.now, self.hosts) as client:
            client.start_by, client.yields, client.waiting = self.until, True, self.batch.waiting
            yield client

    async def ask(self, client: Client, feed: FeedState) -> Asked | None:
        """Ask a feed; return nothing where it was not asked, since the time is over or its domain is held."""
        if self.until is not None and time.monotonic() > self.until:
            return None
        try:
            asked = await ask_feed(client, feed, self.parsers.call, self.now, self.polling)
        except NoTurn:
            return None
        return None if asked.outcome.error == "held" else asked

    def tell(self, answers: Sequence[Asked]) -> Iterator[object]:
        """Yield what polls brought, and count it; what was seen before is looked up once for all of them."""
        found = [find(asked, identify) for asked in answers]
        keys = {
            key for entries, _ in found for one in entries for key in (one.sighting.sighting_id, one.entry.article_id)
        }
        seen = self.seen(keys) if callable(self.seen) else self.seen
        for asked, (entries, rejected) in zip(answers, found, strict=True):
            yield from self.tell_one(asked, judge(asked, entries, rejected, seen, self.polling))

    def tell_one(self, asked: Asked, reading: Reading) -> Iterator[object]:
        """Yield what one poll brought."""
        state = reading.state
        for found in reading.new:
            yield found.entry
        for found in reading.seen:
            yield TaggedOutput(SIGHTINGS, found.sighting)
        yield TaggedOutput(FEEDS, state._replace(current_url=redact(state.current_url)))
        for rejected in reading.rejected:
            row = failure("ReadFeeds", rejected.subject, rejected.error, at=asked.at, run_id=self.run_id)
            yield TaggedOutput(FAILURES, row)
        self.entries.add("failed", len(reading.rejected))
        self.entries.add("known", reading.known)
        if reading.error is not None:
            row = failure("ReadFeeds", state.url, reading.error, at=asked.at, run_id=self.run_id)
            yield TaggedOutput(FAILURES, row)
        self.feeds.add("failed" if reading.error else "written" if asked.outcome.parsed else "known")


def is_large(body: bytes, *_: str) -> bool:
    """Tell whether a feed may take much memory to parse."""
    return len(body) > LARGE_FEED


def weigh(asked: Asked | None) -> int:
    """Return the characters of text that a poll brought."""
    parsed = asked.outcome.parsed if asked is not None else None
    return sum(len(entry.content) + len(entry.summary) for entry in parsed.entries) if parsed is not None else 0


def together(answers: Iterator[Asked | None]) -> Iterator[Asked | None]:
    """Yield as many answers as are looked up at once; few where they are large."""
    weight = 0
    for asked in islice(answers, TOLD_TOGETHER):
        yield asked
        weight += weigh(asked)
        if weight > HEAVY:
            return


def well_first(feed: FeedState) -> tuple[bool, datetime, str]:
    """Sort feeds: those that hang or say 429 come last, for they hold up their domain; else those longest due first."""
    holds_up = feed.last_error in {"timeout", "http_429"}
    return holds_up, feed.next_due_at or datetime.min.replace(tzinfo=UTC), feed.feed_id


def domain_of(feed: FeedState) -> str:
    """Return the domain whose turn a feed must wait for."""
    return site(feed.current_url)


class ChooseFn(beam.DoFn):
    """Lets one entry stand for its article."""

    def __init__(self) -> None:
        self.entries = Tally("ReadFeeds")

    def process(self, same: tuple[str, Iterable[Entry]]) -> Iterator[Entry]:
        entries = list(same[1])
        self.entries.add("written")
        self.entries.add("known", len(entries) - 1)
        yield winners(entries)
