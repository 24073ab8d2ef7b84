"""Make events of the mentions in a warehouse: all of them anew, or what is new with its neighbourhood.

Events are derived: the tables written here can be made again from mentions, articles and decisions at any time. What
comes out is written only where it differs from what stands there, in one transaction.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from ..schemas.columns import columns
from ..schemas.duckdb import quoted
from ..schemas.rows import (
    TABLES,
    Article,
    ArticleCopy,
    Event,
    EventDecision,
    EventMention,
    EventRedirect,
    Mention,
    Run,
)
from ..transforms.linking import Linked, Previous, link
from .run import start_run
from .sinks import Sink, Written
from .sinks.rows import from_arrow

Row = TypeVar("Row", bound=tuple[Any, ...])

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


def link_all(sink: Sink, *, now: Callable[[], datetime]) -> Report:
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


class Before(NamedTuple):
    """What stands in the warehouse of what is about to be replaced."""

    events: Sequence[Event]
    event_mentions: Sequence[EventMention]
    event_redirects: Sequence[EventRedirect]
    article_copies: Sequence[ArticleCopy]

    @classmethod
    def read(cls, sink: Sink) -> "Before":
        """Read all of it."""
        return cls(
            read(sink, Event, "events"),
            read(sink, EventMention, "event_mentions"),
            read(sink, EventRedirect, "event_redirects"),
            read(sink, ArticleCopy, "article_copies"),
        )

    def previous(self) -> Previous:
        """Return what bears on redirects."""
        return Previous(self.event_mentions, self.event_redirects)


def read(sink: Sink, row: type[Row], table: str, where: str = "TRUE", parameters: Sequence[Any] = ()) -> list[Row]:
    """Return rows of a table."""
    names = ", ".join(quoted(column.name) for column in columns(row))
    return from_arrow(row, sink.read(f"SELECT {names} FROM {table} WHERE {where}", parameters))  # noqa: S608 (our own words)


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
