"""One bounded pass: poll what is due, fetch what is new, extract, code, write.

A pass is a Beam pipeline over a bounded batch of feeds, and one commit. `dateline run` makes as many as its feeds
need; `dateline stream` makes them without end.
"""

import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import apache_beam as beam

from ..schemas.ids import digest
from ..schemas.rows import FeedState, Pending, Run, StepCount
from ..transforms.code_mentions import CodeMentions
from ..transforms.coder.knowledge import CODER_VERSION
from ..transforms.coder.lexicon import load_lexicon
from ..transforms.extract_articles import ExtractArticles
from ..transforms.fetch_pages import FetchPages
from ..transforms.read_feeds import ReadFeeds
from ..transforms.tally import read_counts
from . import asking
from .archive import ArchivePages
from .asking import client_settings, polling_settings
from .graph import STEPS, Job, build, local_options
from .settings import Settings
from .sinks import Sink, Written
from .sinks.stages import write_part

FEEDS_A_PASS = 500
"""Feeds of one pass: it bounds what a pass holds in memory, and what a crash repeats."""

ENTRIES_A_PASS = 2000
"""Entries put off by earlier passes that one pass takes."""

Clock = Callable[[], datetime]
utc_now = asking.utc_now


class Report(NamedTuple):
    """What a pass did."""

    run: Run
    written: Mapping[str, Written]


def start_run(command: str, at: datetime) -> Run:
    """Return the row of a run that begins."""
    lexicon = load_lexicon()
    return Run(
        run_id=digest("run", command, at.isoformat(), socket.gethostname(), os.getpid()),
        command=command,
        started_at=at,
        finished_at=None,
        status="running",
        dateline_version=version("dateline"),
        coder_version=CODER_VERSION,
        lexicon_version=lexicon.digest,
        ontology_version=lexicon.ontology_version,
        steps=[],
    )


def one_pass(
    sink: Sink,
    feeds: Sequence[FeedState],
    settings: Settings,
    *,
    command: str,
    budget: float | None = None,
    now: Clock = utc_now,
) -> Report:
    """Poll these feeds, fetch and code what is new, and commit it all in one transaction.

    Args:
        sink: The warehouse.
        feeds: The feeds to ask.
        settings: The job's.
        command: Stands in the run's row.
        budget: Seconds for polling, and again for fetching; what is not done by then is left to the next pass.
        now: The clock.
    """
    run = start_run(command, now())
    stage = sink.folder / run.run_id
    client = client_settings(settings)
    job = Job(
        read=ReadFeeds(polling=polling_settings(settings), client=client, seen=sink.seen(), now=now, run_id=run.run_id),
        fetch=FetchPages(client=client, now=now, run_id=run.run_id, budget=budget),
        extract=ExtractArticles(run_id=run.run_id, workers=settings.workers, site_lines=site_lines(sink)),
        code=CodeMentions(workers=settings.workers, run_id=run.run_id, at=run.started_at),
        stage=stage,
        at=run.started_at,
        archive=ArchivePages(archive_of(sink), run_id=run.run_id) if settings.archive else None,
    )
    pending = sink.pending(ENTRIES_A_PASS)
    if pending:
        write_part(stage, "pending", [Pending(entry.article_id, None, None) for entry in pending])
    pipeline = beam.Pipeline(options=local_options())
    build(pipeline, feeds, pending, job)
    result = pipeline.run()
    result.wait_until_finish()
    steps = read_counts(result.metrics(), STEPS)
    run = run._replace(finished_at=now(), status=status_of(steps), steps=steps)
    return Report(run, sink.commit(stage, run))


def site_lines(sink: Sink) -> dict[str, frozenset[str]]:
    """Return site -> lines that earlier passes found on many of its pages."""
    rows = sink.read("SELECT site, list(line) AS lines FROM site_lines GROUP BY site").to_pylist()
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
