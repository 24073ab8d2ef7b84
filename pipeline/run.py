"""One bounded pass: poll what is due, fetch what is new, extract, code, write.

A pass is a Beam pipeline over a bounded batch of feeds, and one commit. `dateline run` makes as many as its feeds
need; `dateline stream` makes them without end.
"""

import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import apache_beam as beam

from ..schemas.ids import digest
from ..schemas.rows import Entry, FeedState, Pending, Run, StepCount
from ..transforms.code_mentions import CodeMentions
from ..transforms.coder import CODER_VERSION
from ..transforms.coder.lexicon import load_lexicon
from ..transforms.extract_articles import ExtractArticles
from ..transforms.fetch_pages import FetchPages
from ..transforms.read_feeds import ReadFeeds
from ..transforms.tally import read_counts
from ..transforms.web.spool import clear
from . import asking
from .archive import ArchivePages
from .asking import client_settings, polling_settings
from .graph import STEPS, Job, build, build_fetch, build_poll, local_pipeline
from .settings import Settings
from .sinks import Sink, Written
from .sinks.stages import discard, write_part

FEEDS_A_PASS = 500
"""Feeds of one pass: it bounds what a pass holds in memory, and what a crash repeats."""

ENTRIES_A_PASS = 2000
"""Entries put off by earlier passes that one pass takes."""

BESIDES = 4
"""Entries of one host that a bounded pass takes beyond those it has the time for."""

Clock = Callable[[], datetime]
utc_now = asking.utc_now


class Report(NamedTuple):
    """What a pass did."""

    run: Run
    written: Mapping[str, Written]


def start_run(command: str, at: datetime) -> Run:
    """Return the row of a run that begins."""
    return Run(
        run_id=digest("run", command, at.isoformat(), socket.gethostname(), os.getpid()),
        command=command,
        started_at=at,
        finished_at=None,
        status="running",
        steps=[],
        **versions(),
    )


@cache
def versions() -> Mapping[str, str]:
    """Return the versions that a run's row has; a process reads its lexicon once."""
    lexicon = load_lexicon()
    return {
        "dateline_version": version("dateline"),
        "coder_version": CODER_VERSION,
        "lexicon_version": lexicon.digest,
        "ontology_version": lexicon.ontology_version,
    }


class Passes:
    """Makes passes over a warehouse: whole ones, or polling and fetching apart. Each ends in one commit.

    Args:
        sink: The warehouse.
        settings: The job's.
        command: Stands in the runs' rows.
        budget: Seconds for polling, and again for fetching; what is not done by then is left to the next pass.
        now: The clock.
        commits: Held while a pass commits, where several threads make passes.
    """

    def __init__(
        self,
        sink: Sink,
        settings: Settings,
        *,
        command: str,
        budget: float | None = None,
        now: Clock = utc_now,
        commits: "AbstractContextManager[object] | None" = None,
    ) -> None:
        self.sink, self.settings, self.command, self.budget, self.now = sink, settings, command, budget, now
        self.commits = commits or nullcontext()
        self.under_way: dict[str, frozenset[str]] = {}
        self.taking = threading.Lock()
        self.spool, self.hosts = sink.folder.with_suffix(".spool"), sink.folder.with_suffix(".hosts")
        self.has_leftovers = any(self.spool.glob("*"))

    def whole(self, feeds: Sequence[FeedState]) -> Report:
        """Poll these feeds, fetch and code what is new and what was put off."""
        run = start_run(self.command, self.now())
        with self.taken(run, lambda _: True) as pending:
            return self.make(run, lambda pipeline, job: build(pipeline, feeds, pending, job), fetches=True)

    def poll(self, feeds: Sequence[FeedState]) -> Report:
        """Poll these feeds, put off what is new."""
        run = start_run(self.command, self.now())
        return self.make(run, lambda pipeline, job: build_poll(pipeline, feeds, job), fetches=False)

    def fetch(self, wanted: Callable[[Entry], bool]) -> Report | None:
        """Fetch and code what was put off, of the entries that are wanted; None where there are none."""
        run = start_run(self.command, self.now())
        with self.taken(run, wanted) as pending:
            if not pending:
                return None
            return self.make(run, lambda pipeline, job: build_fetch(pipeline, pending, job), fetches=True)

    @contextmanager
    def taken(self, run: Run, wanted: Callable[[Entry], bool]) -> Iterator[list[Entry]]:
        """Take entries that were put off and that no other pass has; stage that this pass has taken them."""
        with self.taking:
            taken = frozenset[str]().union(*self.under_way.values())
            found = self.sink.pending(
                ENTRIES_A_PASS, at=self.now(), by_hand=self.command != "stream", a_host=self.share()
            )
            pending = [entry for entry in found if entry.article_id not in taken and wanted(entry)]
            self.under_way[run.run_id] = frozenset(entry.article_id for entry in pending)
        try:
            if pending:
                rows = [Pending(entry.article_id, None, None) for entry in pending]
                write_part(self.sink.folder / run.run_id, "pending", rows)
            yield pending
        finally:
            with self.taking:
                del self.under_way[run.run_id]

    def share(self) -> int | None:
        """Return how many entries of one host a pass takes, so that a host with thousands leaves room for others.

        What a killed job left in the spool is taken whole: its pages are here, and need no time.
        """
        if self.budget is None or self.has_leftovers:
            return None
        return int(self.budget / max(self.settings.host_delay, 0.05)) + BESIDES

    def make(self, run: Run, wire: Callable[[beam.Pipeline, Job], None], *, fetches: bool) -> Report:
        """Run a pipeline and commit what it staged.

        The continuous job drops the stage of a pass that fails and does it again; another leaves it to the next run.
        """
        stage = self.sink.folder / run.run_id
        try:
            pipeline = local_pipeline()
            wire(pipeline, self.job(run, stage, fetches=fetches))
            result = pipeline.run()
            result.wait_until_finish()
            steps = read_counts(result.metrics(), STEPS)
            run = run._replace(finished_at=self.now(), status=status_of(steps), steps=steps)
            with self.commits:
                written = self.sink.commit(stage, run)
        except Exception:
            if self.command == "stream":
                discard(stage)
            raise
        if fetches:
            self.has_leftovers = False
            with self.taking:
                clear(self.spool, but=self.under_way.keys() - {run.run_id})
        return Report(run, written)

    def job(self, run: Run, stage: Path, *, fetches: bool) -> Job:
        """Return what the steps are told."""
        settings, sink, now = self.settings, self.sink, self.now
        client = client_settings(settings)
        polling, budget = polling_settings(settings), self.budget
        known = site_lines(sink) if fetches else {}
        return Job(
            read=ReadFeeds(polling, client, sink.seen_among, now, run.run_id, budget=budget, hosts=self.hosts),
            fetch=FetchPages(
                client, now, run.run_id, budget=budget, holds=sink.holds(now()), spool=self.spool, hosts=self.hosts
            ),
            extract=ExtractArticles(run_id=run.run_id, workers=settings.workers, site_lines=known),
            code=CodeMentions(workers=settings.workers, run_id=run.run_id, at=run.started_at),
            stage=stage,
            at=run.started_at,
            archive=ArchivePages(archive_of(sink), run_id=run.run_id) if settings.archive else None,
        )


def site_lines(sink: Sink) -> dict[str, frozenset[str]]:
    """Return site -> lines that earlier passes found on many of its pages."""
    rows = sink.read("SELECT site, @list(line) AS lines FROM site_lines GROUP BY site").to_pylist()
    return {row["site"]: frozenset(row["lines"]) for row in rows}


def archive_of(sink: Sink) -> Path:
    """Return the folder of the raw pages of a warehouse: beside it."""
    return sink.folder.with_suffix(".warc")


def status_of(steps: Iterable[StepCount]) -> str:
    """Return ok, or partial where something failed.

    >>> status_of([StepCount("ReadFeeds", 3, 2, 0, 1)])
    'partial'
    """
    return "partial" if any(step.failed for step in steps) else "ok"


def total(reports: Iterable[Report]) -> Report:
    """Add up the passes of one command, for its report."""
    reports = list(reports)
    steps = [
        StepCount(
            step, *(sum(numbers) for numbers in zip(*(counts_of(report, step) for report in reports), strict=True))
        )
        for step in STEPS
    ]
    tables = dict.fromkeys(table for report in reports for table in report.written)
    written = {
        table: Written(
            *(
                sum(numbers)
                for numbers in zip(*(report.written.get(table, Written()) for report in reports), strict=True)
            )
        )
        for table in tables
    }
    return Report(reports[-1].run._replace(steps=steps, status=status_of(steps)), written)


def counts_of(report: Report, step: str) -> Iterator[int]:
    """Yield came_in, written, known and failed of one step."""
    yield from next(counts for counts in report.run.steps if counts.step == step)[1:]
