"""Make bounded passes without end: what is due is polled, what is new is written, and nothing is lost in a crash.

All state stands in the warehouse and is committed with the rows: feeds, entries seen, entries put off. A pass that is
killed leaves a stage that is not complete, which is dropped, or one that is, which is committed at the next start.
A pass is bounded in feeds, entries and seconds, so that a backlog drains pass by pass while new entries go first.
"""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import structlog

from ...schemas.rows import FeedState
from ...transforms.article.urls import site
from ...transforms.feed.polling import Waiting, choose, with_state
from ...transforms.web.politeness import PROCESS
from ..archive import prune
from ..run import FEEDS_A_PASS, Clock, Passes, archive_of, utc_now
from ..settings import BadSettings, Settings
from ..sinks import Sink
from ..sinks.errors import WarehouseError
from ..sources import feed_urls
from .clock import Steps
from .lanes import Lane
from .linking import link_apart
from .telling import Teller
from .watching import Health, Watch

RETRY_S = 15.0
"""After a pass that failed as a whole (no room on the disk, a bug) the next one waits so long, and longer each time."""
RETRY_MOST_S = 300.0
FULL_DISK = " is full; nothing of this batch was written"
LATE = 2.0
LATE_S = 60.0
"""A feed is late when it is overdue by so many of its intervals, and by so many seconds."""
SILENT_AFTER = 2
"""A site that did not answer so often in a row is asked apart from the others until it does."""
PAUSE = 0.2
"""Share of a pass's time that is left before the next, so that it has something to do: a pass costs half a second."""
HANGING_PAUSE_S = 5.0
TELL_EVERY_S = 3.0
SLOW_S = 120.0
DEAD_S = 1200.0
"""A lane without a sign of life for so long does not keep up, or is dead: a commit may wait 15 minutes for a reader."""
LINK_SHARE = 0.2
LINK_EVERY_S = 3.0
"""Linking may take this share of the time, and is not begun more often than this."""


class Supervisor:
    """Runs the continuous job on one warehouse.

    Args:
        sink: The warehouse.
        settings: The job's; feed lists are read anew before each pass, so that they can be edited.
        log: Where it says what it does.
        watch: Its numbers.
        duration: Seconds after which it ends by itself; None: never.
        now: The clock.
    """

    def __init__(
        self,
        sink: Sink,
        settings: Settings,
        log: structlog.stdlib.BoundLogger,
        watch: Watch,
        *,
        duration: float | None = None,
        now: Clock = utc_now,
    ) -> None:
        self.sink, self.settings, self.log, self.watch, self.now = sink, settings, log, watch, now
        self.end = None if duration is None else time.monotonic() + duration
        self.stopping = threading.Event()
        self.began = now()
        self.commits = threading.Lock()
        self.passes = Passes(
            sink, settings, command="stream", budget=settings.pass_seconds, now=now, commits=self.commits
        )
        self.beats: dict[str, float] = {}
        self.choosing = threading.Lock()
        self.asked: set[str] = set()
        self.waiting: Sequence[Waiting] = ()
        self.due: Sequence[FeedState] = ()
        self.troubles: dict[str, int] = {}
        self.trouble = ""
        self.unlinked, self.link_at = True, 0.0
        self.pruned: date | None = None
        self.steps = Steps(now)
        self.teller = Teller(self)

    def run(self) -> None:
        """Make passes until told to stop, or until the time is over.

        Polling, fetching and linking go on side by side, and what did not answer in time is asked apart from the
        rest: what hangs holds up its own domain, and nothing else.
        """
        self.sink.prepare()
        for run in self.sink.recover():
            self.log.info("recovered", run=run.run_id, command=run.command)
        pause = self.settings.pass_seconds * PAUSE
        lanes = [
            Lane("poll", lambda: self.poll(hangs=False), self, pause=pause),
            Lane("poll what hangs", lambda: self.poll(hangs=True), self, pause=HANGING_PAUSE_S),
            # Two, so that one asks servers while the other codes and commits what it got.
            Lane("fetch", lambda: self.fetch(hangs=False), self, pause=pause),
            Lane("fetch too", lambda: self.fetch(hangs=False), self, pause=pause),
            Lane("fetch what hangs", lambda: self.fetch(hangs=True), self, pause=HANGING_PAUSE_S),
            Lane("link", self.link, self),
            Lane("watch", self.look_around, self, pause=TELL_EVERY_S),
        ]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()
        self.link_at = 0.0
        self.link()
        self.teller.tell()

    def is_over(self) -> bool:
        """Tell whether it is time to end."""
        return self.stopping.is_set() or (self.end is not None and time.monotonic() >= self.end)

    def poll(self, *, hangs: bool) -> bool:
        """Poll what is due, of the feeds that hung last time or of the others; return whether anything was."""
        with self.choosing:
            states = with_state(feed_urls(self.settings.feeds), self.sink.feeds())
            self.due, self.waiting = choose(states, self.now(), holds=self.sink.holds(self.now()))
            due = [feed for feed in self.due if feed.feed_id not in self.asked and hung(feed) == hangs]
            feeds = sorted(due, key=due_since)[:FEEDS_A_PASS]
            ids = {feed.feed_id for feed in feeds}
            self.asked |= ids
        if not feeds:
            return False
        try:
            started = time.monotonic()
            report = self.passes.poll(feeds)
        finally:
            with self.choosing:
                self.asked -= ids
        self.teller.note(report, time.monotonic() - started)
        return True

    def fetch(self, *, hangs: bool) -> bool:
        """Fetch and code what is waiting, on sites that do not answer or on the others; return whether anything was."""
        started = time.monotonic()
        report = self.passes.fetch(lambda entry: is_silent(entry.url) == hangs)
        if report is None:
            return False
        if report.written.get("mentions") or report.written.get("article_revisions"):
            self.unlinked = True
        self.teller.note(report, time.monotonic() - started)
        return True

    def link(self) -> bool:
        """Make events of new mentions; return whether there were any.

        It reads what is around the new ones, which grows with the day's news: so it has a share of the time only.
        """
        started = time.monotonic()
        if not self.unlinked or started < self.link_at:
            return False
        self.unlinked = False
        try:
            linked = link_apart(self.settings.warehouse)
        except BaseException:
            self.unlinked = True
            raise
        seconds = time.monotonic() - started
        self.link_at = started + max(LINK_EVERY_S, seconds / LINK_SHARE)
        if linked is not None:
            self.watch.link_seconds.observe(seconds)
            self.log.info("linked", seconds=round(seconds, 1), mentions=linked.mentions)
        return linked is not None

    def look_around(self) -> bool:
        """Tell how the job is doing, notice a clock that was set, and once a day drop what is too old."""
        step = self.steps.look()
        if step:
            self.watch.clock_steps.inc()
            self.log.warning("the clock was set", by_s=round(step), now=f"{self.now():%Y-%m-%d %H:%M:%S}")
        self.teller.tell()
        self.keep_house()
        return True

    def fail(self, lane: str, raised: Exception) -> None:
        """Say what went wrong with a pass, and wait before the next."""
        error = root_cause(raised)
        self.troubles[lane] = self.troubles.get(lane, 0) + 1
        self.trouble = str(error).partition(" [while running")[0] or type(error).__name__
        self.watch.passes.labels("failed").inc()
        wait = min(RETRY_S * self.troubles[lane], RETRY_MOST_S)
        # What a step raises may come out of Beam as an error of its own, with our sentence in it.
        known = isinstance(error, WarehouseError | OSError | BadSettings) or FULL_DISK in self.trouble
        self.log.error(
            "pass failed", lane=lane, reason=self.trouble, again_in_s=wait, exc_info=None if known else error
        )
        self.stopping.wait(wait)

    def keep_house(self) -> None:
        """Once a day, drop archived pages and article bodies that are older than the settings say."""
        today = self.now().date()
        if self.pruned == today:
            return
        if self.settings.keep_pages_days:
            gone = prune(archive_of(self.sink), keep_days=self.settings.keep_pages_days, today=today)
            if gone:
                self.log.info("archive pruned", days=gone)
        if self.settings.keep_text_days:
            before = self.now() - timedelta(days=self.settings.keep_text_days)
            with self.commits:
                dropped = self.sink.drop_texts(before)
            if dropped:
                self.log.info("article texts dropped", articles=dropped, before=f"{before:%Y-%m-%d}")
        self.pruned = today

    def late(self) -> list[FeedState]:
        """Return the feeds that are overdue by more than twice their interval."""
        now = self.now()
        return [feed for feed in self.due if feed.next_due_at and _overdue(feed, now, self.settings)]

    def health(self) -> Health:
        """Tell whether the job lives, and whether it keeps up."""
        reasons = []
        now = time.monotonic()
        silent = {lane: now - beat for lane, beat in dict(self.beats).items()}
        alive = all(seconds < DEAD_S for seconds in silent.values())
        slow = max(SLOW_S, 4 * self.settings.pass_seconds)
        reasons += [
            f"{lane}: no sign of life for {seconds:.0f} s" for lane, seconds in silent.items() if seconds > slow
        ]
        if any(self.troubles.values()):
            reasons.append(f"the last pass failed: {self.trouble}")
        late = self.late()
        if self.due and len(late) * 2 > len(self.due) + len(self.waiting):
            reasons.append(f"{len(late)} feeds are late")
        return Health(alive, not reasons, reasons)


def root_cause(error: BaseException) -> BaseException:
    """Return what went wrong below an error of Beam's, where it is one that we can name.

    A failing step comes out of the runner as a RuntimeError that holds the whole trace in its text.
    """
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, WarehouseError | OSError | BadSettings):
            return found
        found = found.__cause__ or found.__context__
    return error


def hung(feed: FeedState) -> bool:
    """Tell whether a feed, or its site, did not answer in time when it was last asked."""
    return feed.last_error == "timeout" or is_silent(feed.current_url)


def is_silent(url: str) -> bool:
    """Tell whether the site of a URL left our last requests without an answer."""
    return PROCESS.fails.get(site(url), 0) >= SILENT_AFTER


def due_since(feed: FeedState) -> tuple[datetime, str]:
    """Sort feeds: those never asked first, then those that have been due longest."""
    return feed.next_due_at or datetime.min.replace(tzinfo=UTC), feed.feed_id


def _overdue(feed: FeedState, now: datetime, settings: Settings) -> bool:
    assert feed.next_due_at is not None
    interval = feed.interval_s or settings.default_interval
    return (now - feed.next_due_at).total_seconds() > max(LATE * interval, LATE_S)
