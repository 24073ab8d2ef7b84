"""Make bounded passes without end: what is due is polled, what is new is written, and nothing is lost in a crash.

All state stands in the warehouse and is committed with the rows: feeds, entries seen, entries put off. A pass that is
killed leaves a stage that is not complete, which is dropped, or one that is, which is committed at the next start.
A pass is bounded in feeds, entries and seconds, so that a backlog drains pass by pass while new entries go first.
"""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from types import FrameType
from typing import Any

import structlog

from ...schemas.rows import FeedState
from ...transforms.feed.polling import Waiting, choose, with_state
from ..archive import prune
from ..link import link_new
from ..run import FEEDS_A_PASS, Clock, Passes, Report, archive_of, utc_now
from ..settings import BadSettings, Settings
from ..sinks import Sink
from ..sinks.errors import WarehouseError
from ..sources import feed_urls
from .watching import Health, Watch, memory_bytes, status_path, write_status

STOP_S = 8.0
"""A stop waits so long for the pass under way; then the pass is dropped, to be done again."""
IDLE_S = 1.0
RETRY_S = 15.0
"""After a pass that failed as a whole (no room on the disk, a bug) the next one waits so long, and longer each time."""
RETRY_MOST_S = 300.0
LATE = 2.0
LATE_S = 60.0
"""A feed is late when it is overdue by so many of its intervals, and by so many seconds."""


class Supervisor:
    """Runs the continuous job on one warehouse.

    Args:
        sink: The warehouse.
        settings: The job's; feed lists are read anew before each pass, so that they can be edited.
        log: Where it says what it does.
        watch: Its numbers.
        until: When it ends by itself; None: never.
        now: The clock.
    """

    def __init__(
        self,
        sink: Sink,
        settings: Settings,
        log: structlog.stdlib.BoundLogger,
        watch: Watch,
        *,
        until: datetime | None = None,
        now: Clock = utc_now,
    ) -> None:
        self.sink, self.settings, self.log, self.watch, self.until, self.now = sink, settings, log, watch, until, now
        self.stopping = threading.Event()
        self.began = now()
        self.commits = threading.Lock()
        self.passes = Passes(
            sink, settings, command="stream", budget=settings.pass_seconds, now=now, commits=self.commits
        )
        self.beats: dict[str, float] = {}
        self.waiting: Sequence[Waiting] = ()
        self.due: Sequence[FeedState] = ()
        self.last: Report | None = None
        self.troubles: dict[str, int] = {}
        self.trouble = ""
        self.telling = threading.Lock()
        self.pruned: date | None = None

    def run(self) -> None:
        """Make passes until told to stop, or until the time is over.

        Polling and fetching go on side by side, and feeds that did not answer in time are asked apart from the others:
        what hangs holds up its own domain, and nothing else.
        """
        self.sink.prepare()
        for run in self.sink.recover():
            self.log.info("recovered", run=run.run_id, command=run.command)
        lanes = [
            Lane("poll", lambda: self.poll(hangs=False), self),
            Lane("poll hanging feeds", lambda: self.poll(hangs=True), self),
            Lane("fetch", self.fetch, self),
        ]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()
        self.tell()

    def is_over(self) -> bool:
        """Tell whether it is time to end."""
        return self.stopping.is_set() or (self.until is not None and self.now() >= self.until)

    def poll(self, *, hangs: bool) -> bool:
        """Poll what is due, of the feeds that hung last time or of the others; return whether anything was."""
        states = with_state(feed_urls(self.settings.feeds), self.sink.feeds())
        self.due, self.waiting = choose(states, self.now(), holds=self.sink.holds(self.now()))
        feeds = sorted((feed for feed in self.due if (feed.last_error == "timeout") == hangs), key=due_since)
        if not feeds:
            return False
        started = time.monotonic()
        self.note(self.passes.poll(feeds[:FEEDS_A_PASS]), time.monotonic() - started)
        return True

    def fetch(self) -> bool:
        """Fetch and code what is waiting, and link it; return whether anything was."""
        if not self.sink.pending(1, at=self.now()):
            self.tell()
            self.keep_house()
            return False
        started = time.monotonic()
        report = self.passes.fetch()
        if report.written.get("mentions") or report.written.get("article_revisions"):
            with self.commits:
                link_new(self.sink, now=self.now)
        self.note(report, time.monotonic() - started)
        return True

    def fail(self, lane: str, error: Exception) -> None:
        """Say what went wrong with a pass, and wait before the next."""
        self.troubles[lane] = self.troubles.get(lane, 0) + 1
        self.trouble = str(error) or type(error).__name__
        self.watch.passes.labels("failed").inc()
        wait = min(RETRY_S * self.troubles[lane], RETRY_MOST_S)
        known = isinstance(error, WarehouseError | OSError | BadSettings)
        self.log.error(
            "pass failed", lane=lane, reason=self.trouble, again_in_s=wait, exc_info=None if known else error
        )
        self.stopping.wait(wait)

    def note(self, report: Report, seconds: float) -> None:
        """Count and say what a pass did."""
        self.last = report
        for step in report.run.steps:
            for outcome in ("written", "known", "failed"):
                self.watch.elements.labels(step.step, outcome).inc(getattr(step, outcome))
        for table, written in report.written.items():
            self.watch.rows.labels(table).inc(written.new)
        self.watch.passes.labels(report.run.status).inc()
        self.watch.pass_seconds.observe(seconds)
        self.watch.last_commit.set(self.now().timestamp())
        lags = self.lags(report)
        for lag in lags:
            self.watch.lag_seconds.observe(lag)
        for step_name, reason, times in self.reasons(report):
            self.watch.failures.labels(step_name, reason).inc(times)
        counts = {step.step: step.written for step in report.run.steps}
        failed = sum(step.failed for step in report.run.steps)
        told = {
            "feeds": counts["PollFeeds"],
            "entries": counts["ReadFeeds"],
            "articles": counts["ExtractArticles"],
            "mentions": report.written["mentions"].new if "mentions" in report.written else 0,
            "failed": failed,
            "lag_s": round(max(lags)) if lags else 0,
        }
        self.log.info("pass", seconds=round(seconds, 1), **{name: number for name, number in told.items() if number})
        self.tell()

    def lags(self, report: Report) -> list[float]:
        """Return the seconds from publication to row of the articles of a pass that are as new as the job."""
        found = self.sink.read(
            "SELECT added_at, published FROM article_revisions WHERE run_id = ? AND revision = 1 AND published >= ?",
            [report.run.run_id, self.began],
        ).to_pylist()
        return [max(0.0, (row["added_at"] - row["published"]).total_seconds()) for row in found]

    def reasons(self, report: Report) -> list[tuple[str, str, int]]:
        """Return step, reason and number of the failures of a pass."""
        rows = self.sink.read(
            "SELECT step, reason, count(*) AS times FROM failures WHERE run_id = ? GROUP BY ALL", [report.run.run_id]
        ).to_pylist()
        return [(row["step"], row["reason"], row["times"]) for row in rows]

    def keep_house(self) -> None:
        """Once a day, drop archived pages and article bodies that are older than the settings say."""
        today = self.now().date()
        if self.pruned == today:
            return
        self.pruned = today
        if self.settings.keep_pages_days:
            gone = prune(archive_of(self.sink), keep_days=self.settings.keep_pages_days, today=today)
            if gone:
                self.log.info("archive pruned", days=gone)
        if self.settings.keep_text_days:
            before = self.now() - timedelta(days=self.settings.keep_text_days)
            dropped = self.sink.drop_texts(before)
            if dropped:
                self.log.info("article texts dropped", articles=dropped, before=f"{before:%Y-%m-%d}")

    def late(self) -> list[FeedState]:
        """Return the feeds that are overdue by more than twice their interval."""
        now = self.now()
        return [feed for feed in self.due if feed.next_due_at and _overdue(feed, now, self.settings)]

    def health(self) -> Health:
        """Tell whether the job lives, and whether it keeps up."""
        reasons = []
        silent = time.monotonic() - min(self.beats.values(), default=time.monotonic())
        alive = silent < max(120.0, 4 * self.settings.pass_seconds)
        if not alive:
            reasons.append(f"no sign of life for {silent:.0f} s")
        if any(self.troubles.values()):
            reasons.append(f"the last pass failed: {self.trouble}")
        late = self.late()
        if self.due and len(late) * 2 > len(self.due) + len(self.waiting):
            reasons.append(f"{len(late)} feeds are late")
        return Health(alive, not reasons, reasons)

    def tell(self) -> None:
        """Bring gauges and status file up to date."""
        with self.telling:
            self._tell()

    def _tell(self) -> None:
        pending = self.sink.read("SELECT count(*) AS n FROM pending").column(0)[0].as_py()
        states = Counter(waiting.reason for waiting in self.waiting)
        feeds = [*self.due, *(waiting.feed for waiting in self.waiting)]
        numbers = {
            "due": len(self.due),
            "late": len(self.late()),
            "waiting": len(self.waiting) - states["muted"],
            "muted": states["muted"],
            "failing": sum(1 for feed in feeds if feed.last_error),
        }
        for state, number in numbers.items():
            self.watch.feeds.labels(state).set(number)
        memory = memory_bytes()
        self.watch.memory.set(memory)
        self.watch.pending.set(pending)
        write_status(status_path(self.sink.folder), self.status(numbers, pending, memory))

    def status(self, feeds: Mapping[str, int], pending: int, memory: int) -> dict[str, Any]:
        """Return what `dateline status` shows."""
        last = self.last.run if self.last else None
        health = self.health()
        return {
            "pid": os.getpid(),
            "began_at": self.began,
            "written_at": self.now(),
            "keeping_up": health.is_keeping_up,
            "reasons": health.reasons,
            "feeds": dict(feeds),
            "pending_entries": pending,
            "memory_mb": memory // 2**20,
            "last_pass": last
            and {
                "started_at": last.started_at,
                "finished_at": last.finished_at,
                "status": last.status,
                "steps": [step._asdict() for step in last.steps],
            },
        }


class Lane(threading.Thread):
    """Does one kind of pass again and again, until the job is over; a pass that fails is told and tried again.

    Args:
        name: poll or fetch.
        step: Makes a pass; returns whether there was anything to do.
        job: Whose lane it is.
    """

    def __init__(self, name: str, step: Callable[[], bool], job: Supervisor) -> None:
        super().__init__(name=f"dateline-{name}", daemon=True)
        self.lane, self.step, self.job = name, step, job

    def run(self) -> None:
        """Make passes."""
        while not self.job.is_over():
            self.job.beats[self.lane] = time.monotonic()
            try:
                worked = self.step()
            except Exception as error:  # one bad pass must not end a job of months
                self.job.fail(self.lane, error)
                continue
            self.job.troubles[self.lane] = 0
            if not worked:
                self.job.stopping.wait(IDLE_S)


def due_since(feed: FeedState) -> tuple[datetime, str]:
    """Sort feeds: those never asked first, then those that have been due longest."""
    return feed.next_due_at or datetime.min.replace(tzinfo=UTC), feed.feed_id


def _overdue(feed: FeedState, now: datetime, settings: Settings) -> bool:
    assert feed.next_due_at is not None
    interval = feed.interval_s or settings.default_interval
    return (now - feed.next_due_at).total_seconds() > max(LATE * interval, LATE_S)


def stop_on_signals(stop: Callable[[str], None]) -> None:
    """Call `stop` with the signal's name at SIGTERM and SIGINT."""

    def handle(number: int, _frame: FrameType | None) -> None:
        stop(signal.Signals(number).name)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)


def waited(threads: Iterable[threading.Thread], seconds: float) -> bool:
    """Wait for threads, so many seconds at most; return whether all have ended."""
    end = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return not any(thread.is_alive() for thread in threads)
