"""What the continuous job says of its passes: a line in the log, numbers for Prometheus, a status for people."""

import os
import threading
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..run import Report
from .memory import memory_bytes
from .watching import Health, status_path, write_status

if TYPE_CHECKING:
    from .supervisor import Supervisor

MANY = 200
"""Entries that wait, from which it is told of which hosts they are."""


class Teller:
    """Tells of one job.

    Args:
        job: The job.
    """

    def __init__(self, job: "Supervisor") -> None:
        self.job = job
        self.last: Report | None = None
        self.turn = threading.Lock()

    def note(self, report: Report, seconds: float) -> None:
        """Count and say what a pass did."""
        job, watch = self.job, self.job.watch
        self.last = report
        for step in report.run.steps:
            for outcome in ("written", "known", "failed"):
                watch.elements.labels(step.step, outcome).inc(getattr(step, outcome))
        for table, written in report.written.items():
            watch.rows.labels(table).inc(written.new)
        watch.passes.labels(report.run.status).inc()
        watch.pass_seconds.observe(seconds)
        watch.last_commit.set(job.now().timestamp())
        lags = self.lags(report)
        for lag in lags:
            watch.lag_seconds.observe(lag)
        for step_name, reason, times in self.reasons(report):
            watch.failures.labels(step_name, reason).inc(times)
        counts = {step.step: step.written for step in report.run.steps}
        told = {
            "feeds": counts["PollFeeds"],
            "entries": counts["ReadFeeds"],
            "articles": counts["ExtractArticles"],
            "mentions": report.written["mentions"].new if "mentions" in report.written else 0,
            "failed": sum(step.failed for step in report.run.steps),
            "lag_s": round(max(lags)) if lags else 0,
        }
        job.log.info("pass", seconds=round(seconds, 1), **{name: number for name, number in told.items() if number})

    def lags(self, report: Report) -> list[float]:
        """Return the seconds from publication to row of the articles of a pass that are as new as the job."""
        if not report.written.get("article_revisions"):
            return []
        found = self.job.sink.read(
            "SELECT added_at, published FROM article_revisions WHERE run_id = ? AND revision = 1 AND published >= ?",
            [report.run.run_id, self.job.began],
        ).to_pylist()
        return [max(0.0, (row["added_at"] - row["published"]).total_seconds()) for row in found]

    def reasons(self, report: Report) -> list[tuple[str, str, int]]:
        """Return step, reason and number of the failures of a pass."""
        if not any(step.failed for step in report.run.steps):
            return []
        rows = self.job.sink.read(
            "SELECT step, reason, count(*) AS times FROM failures WHERE run_id = ? GROUP BY step, reason",
            [report.run.run_id],
        ).to_pylist()
        return [(row["step"], row["reason"], row["times"]) for row in rows]

    def tell(self) -> None:
        """Bring gauges and status file up to date."""
        with self.turn:
            feeds = self.feeds()
            for state, number in feeds.items():
                self.job.watch.feeds.labels(state).set(number)
            memory = memory_bytes()
            self.job.watch.memory.set(memory)
            pending = self.job.sink.read("SELECT count(*) AS n FROM pending").column(0)[0].as_py()
            hosts = self.hosts() if pending > MANY else []
            self.job.watch.pending.set(pending)
            self.job.watch.pending_of_one.set(hosts[0][1] if hosts else pending)
            status = {**self.status(feeds, pending, memory), "pending_by_host": hosts}
            write_status(status_path(self.job.sink.folder), status)

    def hosts(self) -> list[tuple[str, int]]:
        """Return the three hosts of which most entries wait, and how many."""
        urls = self.job.sink.read("SELECT entry.url AS url FROM pending LIMIT 50000").column(0).to_pylist()
        return Counter(urlsplit(url).hostname or "" for url in urls).most_common(3)

    def feeds(self) -> dict[str, int]:
        """Count the feeds by state; one may be in several."""
        due, waiting = self.job.due, self.job.waiting
        states = Counter(one.reason for one in waiting)
        feeds = [*due, *(one.feed for one in waiting)]
        return {
            "due": len(due),
            "late": len(self.job.late()),
            "waiting": len(waiting) - states["muted"],
            "muted": states["muted"],
            "failing": sum(1 for feed in feeds if feed.last_error),
            "hanging": sum(1 for feed in feeds if feed.last_error == "timeout"),
            "lying": sum(1 for feed in feeds if feed.stale_304s),
        }

    def status(self, feeds: Mapping[str, int], pending: int, memory: int) -> dict[str, Any]:
        """Return what `dateline status` shows."""
        job = self.job
        last = self.last.run if self.last else None
        health: Health = job.health()
        return {
            "pid": os.getpid(),
            "began_at": job.began,
            "written_at": job.now(),
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
