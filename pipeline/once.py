"""`dateline run` and `dateline demo`: passes until every feed that may be asked was asked, then the report."""

from collections import Counter
from collections.abc import Sequence

from ..transforms.feed.polling import Waiting, choose, with_state
from .exits import OK, PARTIAL
from .joblock import only_job
from .link import link_new
from .progress import shown
from .report import console, newest, show_events, show_steps, show_written, sql_hint
from .run import FEEDS_A_PASS, Passes, Report, total, utc_now
from .settings import Settings
from .sinks import Sink, open_sink
from .sources import feed_urls, spread

WHY = {
    "muted": "gone for good (410)",
    "held": "their site asked for a pause (429)",
    "asked_to_wait": "asked again later, as the publisher wishes",
    "not_due": "not due yet",
}
"""Why a feed was not asked, in words."""


def run_and_report(settings: Settings, *, most_events: int = 20) -> int:
    """Read the feeds once, print what came, and return the exit code.

    Raises:
        BadSettings: a feed list cannot be read.
        WarehouseError: the warehouse cannot be used, or another job has it.
    """
    urls = feed_urls(settings.feeds)
    sink = open_sink(settings.warehouse)
    with only_job(sink.folder, "run", utc_now()), shown():
        report, waiting = read_all(sink, urls, settings)
    return tell(sink, report, waiting, settings, most_events)


def read_all(sink: Sink, urls: Sequence[str], settings: Settings) -> tuple[Report, list[Waiting]]:
    """Make the passes; return what they did together, and the feeds that were not asked."""
    sink.prepare()
    sink.recover()
    due, waiting = choose(with_state(urls, sink.feeds()), utc_now(), by_hand=True, holds=sink.holds(utc_now()))
    batches = list(spread(due, FEEDS_A_PASS)) or [[]]
    passes = Passes(sink, settings, command="run")
    reports = [passes.whole(feeds) for feeds in batches]
    report = total(reports)
    if any(table in report.written for table in ("mentions", "article_revisions")):
        linked = link_new(sink, now=utc_now)
        report = report._replace(written={**report.written, **(linked.written if linked else {})})
    return report, waiting


def tell(sink: Sink, report: Report, waiting: Sequence[Waiting], settings: Settings, most_events: int) -> int:
    """Print the report; return PARTIAL where no feed could be read."""
    out = console()
    out.print()
    show_steps(out, report.run)
    show_written(out, report.written)
    for reason, number in Counter(feed.reason for feed in waiting).items():
        out.print(f"{number:,} feeds were not asked: {WHY[reason]}.")
    heading, rows = newest(sink, report.run.started_at, most_events)
    out.print(f"\n[bold]{heading}[/bold]")
    if rows:
        show_events(out, rows)
    out.print(f"\nAsk in SQL:\n  {sql_hint(settings.warehouse)}", soft_wrap=True)
    if report.run.status != "ok":
        out.print("What could not be processed: dateline failures --warehouse " + settings.warehouse, soft_wrap=True)
    polled = next(counts for counts in report.run.steps if counts.step == "PollFeeds")
    return PARTIAL if polled.failed and polled.failed == polled.came_in else OK
