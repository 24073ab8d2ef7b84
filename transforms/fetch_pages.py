"""FetchPages: entries -> the pages they point to."""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from ..schemas.rows import Entry, Failure, Page
from .article.urls import site
from .failures import Unprocessable, failure
from .memory import give_back, spare_memory
from .read_feeds import keep_holds, open_polite, shard, utc_now
from .same import same
from .tally import Tally
from .web.batch import Batch
from .web.client import Client
from .web.errors import TEMPORARY
from .web.fetch import fetch_page
from .web.politeness import NoTurn
from .web.robots import Robots
from .web.settings import ClientSettings
from .web.spool import Spool, spooled

FAILURES, DEFERRED = "failures", "deferred"
MOST_TRIES = 5
"""A page that could not be had so often is given up."""

Tools = tuple[Client, Robots | None]


class Missed(NamedTuple):
    """An entry whose page could not be had, why, and for how many seconds its server, or its domain, is not asked."""

    entry: Entry
    error: Unprocessable
    wait_s: float
    held_for: float
    at: datetime


class PagesFetched(NamedTuple):
    """What fetching pages brings.

    Attributes:
        pages: Page.
        failures: Failure: entries whose page could not be had, and for which the feed gave no full text.
        deferred: Entry: those to be asked for in a later pass, because the time was over, or because the page could
            not be had for now; these are in `failures` too.
    """

    pages: PCollection[Page]
    failures: PCollection[Failure]
    deferred: PCollection[Entry]


class FetchPages(beam.PTransform):  # type: ignore[type-arg]
    """Fetches the page of each entry, where robots.txt lets us; else takes the full text that the feed gave.

    Args:
        client: How servers are asked.
        now: The time.
        run_id: Stands in failures.
        holds: Domains that are not asked before a time, because they said so to an earlier run.
        budget: Seconds after which no other page is asked for; the rest is put off. None: as long as it takes.
        spool: Folder that keeps the pages until they are committed, so that a killed job need not ask again.
        hosts: File that keeps what hosts asked of us (robots.txt, pauses), for the next process; None: not kept.
        shards: Workers that ask side by side; a domain is always the same one's.
    """

    def __init__(
        self,
        client: ClientSettings | None = None,
        now: Callable[[], datetime] = utc_now,
        run_id: str = "",
        *,
        budget: float | None = None,
        holds: Mapping[str, datetime] | None = None,
        spool: Path | None = None,
        hosts: Path | None = None,
        shards: int = 1,
    ) -> None:
        super().__init__()
        self.client = client or ClientSettings()
        self.now, self.run_id, self.budget, self.shards = now, run_id, budget, shards
        self.holds, self.spool, self.hosts = holds or {}, spool, hosts

    def expand(self, entries: PCollection[Entry]) -> Any:
        fetch = FetchFn(
            self.client,
            self.now,
            self.run_id,
            budget=self.budget,
            holds=self.holds,
            spool=self.spool,
            hosts=self.hosts,
        )
        fetched = (
            entries
            | "ByDomain" >> beam.Map(shard_of_entry, self.shards).with_output_types(tuple[int, Entry])
            | "Together" >> beam.GroupByKey()
            | "Fetch" >> beam.ParDo(fetch).with_outputs(FAILURES, DEFERRED, main="pages")
        )
        return PagesFetched(
            fetched.pages | "Pages" >> beam.Map(same).with_output_types(Page),
            fetched[FAILURES] | "Failures" >> beam.Map(same).with_output_types(Failure),
            fetched[DEFERRED] | "Deferred" >> beam.Map(same).with_output_types(Entry),
        )


def shard_of_entry(entry: Entry, shards: int) -> tuple[int, Entry]:
    """Return an entry with the shard that its domain belongs to."""
    return shard(site(entry.url), shards), entry


class FetchFn(beam.DoFn):
    """Fetches all pages of a shard, its domains side by side; yields each as it comes."""

    def __init__(
        self,
        client: ClientSettings,
        now: Callable[[], datetime],
        run_id: str,
        *,
        budget: float | None,
        holds: Mapping[str, datetime],
        spool: Path | None,
        hosts: Path | None,
    ) -> None:
        self.client, self.now, self.run_id, self.budget, self.holds = client, now, run_id, budget, holds
        self.folder, self.hosts = spool, hosts
        self.tally = Tally("FetchPages")

    def setup(self) -> None:
        spare_memory()

    def finish_bundle(self) -> None:
        give_back()

    def process(self, shard: tuple[int, Iterable[Entry]]) -> Iterator[object]:
        self.until = None if self.budget is None else time.monotonic() + self.budget
        self.left = spooled(self.folder) if self.folder else {}
        self.spool = Spool(self.folder, f"{self.run_id}-{uuid4().hex}") if self.folder else None
        entries = sorted(shard[1], key=newest_first)
        self.batch = Batch(self.open, self.fetch, domain_of, "FetchPages", weigh)
        for result in self.batch.run(entries):
            if isinstance(result, Entry):
                yield TaggedOutput(DEFERRED, result)
            elif isinstance(result, Page):
                self.tally.add("written")
                yield result
            else:
                yield from self.tell(result)
        if self.spool is not None:
            self.spool.close()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Tools]:
        async with open_polite(self.client, self.now, self.hosts) as client:
            client.start_by, client.waiting = self.until, self.batch.waiting
            keep_holds(client, self.holds, self.now())
            yield client, Robots(client) if self.client.robots else None

    def tell(self, missed: Missed) -> Iterator[object]:
        """Yield the failure of an entry, and the entry itself where it is worth another try."""
        wait_s, error = max(missed.wait_s, missed.held_for), missed.error
        entry = missed.entry._replace(
            not_before=missed.at + timedelta(seconds=wait_s) if wait_s else None,
            held_domain=domain_of(missed.entry) if missed.held_for else None,
        )
        if error.reason == "held":  # nothing was asked, so nothing failed
            yield TaggedOutput(DEFERRED, entry)
            return
        self.tally.add("failed")
        subject = entry.url or entry.guid or entry.article_id
        yield TaggedOutput(FAILURES, failure("FetchPages", subject, error, at=missed.at, run_id=self.run_id))
        if error.reason in TEMPORARY and entry.tries + 1 < MOST_TRIES:
            # A page that was not asked for, because its site is left alone, has not failed once more.
            tries = entry.tries + (error.reason != "site_down")
            yield TaggedOutput(DEFERRED, entry._replace(tries=max(tries, 1)))

    async def fetch(self, tools: Tools, entry: Entry) -> Page | Missed | Entry:
        """Return the page of an entry, or why there is none, or the entry itself when the time is over."""
        client, robots = tools
        left = self.left.get(entry.article_id)
        if left is not None and left.entry.entry_digest == entry.entry_digest:
            return left._replace(entry=entry)
        if self.until is not None and time.monotonic() > self.until:
            return entry
        try:
            page = await fetch_page(client, robots, entry, self.now)
        except NoTurn:
            return entry
        except Unprocessable as error:
            held_for = client.pace.held_for(domain_of(entry))
            return Missed(entry, error, getattr(error, "wait_s", 0.0), held_for, self.now())
        if self.spool is not None:
            self.spool.keep(page)
        return page


def weigh(result: Page | Missed | Entry) -> int:
    """Return the bytes of a page."""
    return len(result.body) if isinstance(result, Page) else 0


def newest_first(entry: Entry) -> tuple[float, str]:
    """Sort entries so that a backlog does not hold up what has just been published."""
    return -entry.seen_at.timestamp(), entry.article_id


def domain_of(entry: Entry) -> str:
    """Return the domain whose turn an entry must wait for."""
    return site(entry.url)
