"""Make events of the mentions in a warehouse: all of them anew, or what is new with its neighbourhood.

Events are derived: the tables written here can be made again from mentions, articles and decisions at any time. What
comes out is written only where it differs from what stands there, in one transaction.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ..schemas.columns import columns
from ..schemas.rows import TABLES, Article, EventDecision, Mention, Run
from ..transforms.linking import Gallery, Linked, link, relink
from .run import start_run
from .sinks import Sink, Written, linking
from .sinks.linking import REACH, Before, read

DERIVED = ("events", "event_mentions", "event_redirects", "article_copies")
"""The tables that linking writes."""


class Report(NamedTuple):
    """What linking did.

    Attributes:
        run: Its row in `runs`.
        mentions: Mentions that were linked.
        events: Events there are.
        written: Table -> rows that are new, were there as they are, and are gone.
    """

    run: Run
    mentions: int
    events: int
    written: Mapping[str, Written]


def link_all(sink: Sink, *, now: Callable[[], datetime.datetime]) -> Report:
    """Make all events anew from the present mentions."""
    run = start_run("link", now())
    mentions = read(sink, Mention, "mentions", "superseded_at IS NULL")
    articles = read(sink, Article, "article_revisions", "superseded_at IS NULL")
    before = Before.read(sink)
    linked = link(mentions, articles, read(sink, EventDecision, "event_decisions"), before.previous())
    written = replace(sink, linked, before, run.run_id)
    run = run._replace(finished_at=now(), status="ok")
    sink.write("runs", [run])
    return Report(run, len(mentions), len(linked.events), written)


FEW = 0.2
"""Where more than this share of the mentions is new, it is quicker to link everything."""


def link_new(sink: Sink, *, now: Callable[[], datetime.datetime], gallery: Gallery | None = None) -> Report | None:
    """Link the mentions that came or went since the last time, with their neighbourhood; None where none did.

    What is new is what stands in `mentions` and not yet, or no longer rightly, in `event_mentions`: so a pass that was
    killed before linking is made up for by the next one. A gallery that is used again spares reading most of the
    neighbourhood.
    """
    counts = linking.changes(sink)
    if not counts["new"] and not counts["gone"]:
        return None
    if counts["new"] + counts["gone"] > FEW * counts["linked"]:
        return link_all(sink, now=now)
    run = start_run("link", now())
    first, last = linking.days_of_change(sink)
    first, last = first - 3 * REACH, last + 3 * REACH
    gallery = gallery or Gallery()
    while True:
        window, shelf = linking.window(sink, first, last)
        relinked = relink(window, shelf, gallery)
        low, high = _moment(relinked.first, first), _moment(relinked.last, last)
        if low >= first + 2 * REACH and high <= last - 2 * REACH:
            break
        first, last = min(first, low - 3 * REACH), max(last, high + 3 * REACH)
    before = linking.before(sink, relinked, window)
    written = replace(sink, relinked.linked, before, run.run_id)
    run = run._replace(finished_at=now(), status="ok")
    sink.write("runs", [run])
    return Report(run, counts["new"], len(relinked.linked.events), written)


def replace(sink: Sink, linked: Linked, before: Before, run_id: str) -> dict[str, Written]:
    """Write what linking made where it differs from what was there before."""
    made: dict[str, Sequence[tuple[Any, ...]]] = {
        "events": linked.events,
        "event_mentions": linked.event_mentions,
        "event_redirects": linked.redirects,
        "article_copies": linked.copies,
    }
    changes = {table: _change(table, getattr(before, table), made[table]) for table in DERIVED}
    rows = {table: [row._replace(run_id=run_id) for row in change.rows] for table, change in changes.items()}  # type: ignore[attr-defined]
    if any(change.rows or change.gone for change in changes.values()):
        sink.replace(rows, {table: change.gone for table, change in changes.items()})
    return {table: change.written for table, change in changes.items()}


class Change(NamedTuple):
    """What is to be written to one table."""

    rows: Sequence[tuple[Any, ...]]
    gone: Sequence[str]
    written: Written


def _change(table: str, before: Iterable[tuple[Any, ...]], after: Iterable[tuple[Any, ...]]) -> Change:
    stood = {row[0]: comparable(table, row) for row in before}
    made = {row[0]: row for row in after}
    rows = [row for key, row in made.items() if stood.get(key) != comparable(table, row)]
    gone = sorted(stood.keys() - made.keys())
    return Change(rows, gone, Written(len(rows), len(made) - len(rows), len(gone)))


def comparable(table: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row without its run, in types that compare: lists for every sequence."""
    described = columns(TABLES[table])
    return tuple(
        list(value) if column.repeated else value
        for column, value in zip(described, row, strict=True)
        if column.name != "run_id"
    )


def _moment(day: datetime.date | None, otherwise: datetime.datetime) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC) if day else otherwise
