"""What linking reads of a warehouse: all of it, or what is new and what was published around it.

New is what stands in `mentions` and not yet in `event_mentions`; gone is what stands there and is superseded.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pyarrow as pa

from ...schemas.columns import columns
from ...schemas.duckdb import quoted
from ...schemas.rows import (
    Article,
    ArticleCopy,
    Event,
    EventDecision,
    EventMention,
    EventRedirect,
    Mention,
)
from ...transforms.linking import Previous, Relinked, Standing, Window
from ...transforms.linking.days import reported_at
from ...transforms.linking.pairs import WINDOW
from .rows import from_arrow

if TYPE_CHECKING:
    from . import Sink

Row = TypeVar("Row", bound=tuple[Any, ...])
REACH = datetime.timedelta(days=WINDOW)

NEW = """
SELECT m.mention_id FROM mentions AS m LEFT JOIN event_mentions AS e ON e.mention_id = m.mention_id
WHERE m.superseded_at IS NULL AND e.mention_id IS NULL
"""
GONE = """
SELECT e.mention_id FROM event_mentions AS e JOIN mentions AS m ON m.mention_id = e.mention_id
WHERE m.superseded_at IS NOT NULL
"""
COUNTS = f"""
SELECT (SELECT count(*) FROM ({NEW})) AS new, (SELECT count(*) FROM ({GONE})) AS gone,
    (SELECT count(*) FROM event_mentions) AS linked
"""
STANDING = """
SELECT m.mention_id, m.article_id, a.revision_id, e.event_id, a.added_at, m.added_at AS coded_at
FROM mentions AS m LEFT JOIN event_mentions AS e ON e.mention_id = m.mention_id
    LEFT JOIN article_revisions AS a ON a.article_id = m.article_id AND a.superseded_at IS NULL
WHERE m.superseded_at IS NULL AND (e.mention_id IS NULL OR e.reported_at BETWEEN ? AND ?)
"""
COPIES = f"""
article_id IN (SELECT article_id FROM ({STANDING}))
OR article_id IN (SELECT article_id FROM mentions WHERE mention_id IN ({GONE}))
"""
OLD_ARTICLES = f"""
revision_id IN (SELECT revision_id FROM mentions WHERE mention_id IN ({GONE}))
"""
LOST = f"SELECT mention_id, event_id FROM event_mentions WHERE mention_id IN ({GONE})"


class Before(NamedTuple):
    """What stands in the warehouse of what is about to be replaced."""

    events: Sequence[Event]
    event_mentions: Sequence[EventMention]
    event_redirects: Sequence[EventRedirect]
    article_copies: Sequence[ArticleCopy]

    @classmethod
    def read(cls, sink: "Sink") -> "Before":
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


def read(sink: "Sink", row: type[Row], table: str, where: str = "TRUE", parameters: Sequence[Any] = ()) -> list[Row]:
    """Return rows of a table."""
    names = ", ".join(quoted(column.name) for column in columns(row))
    return from_arrow(row, sink.read(f"SELECT {names} FROM {table} WHERE {where}", parameters))


def changes(sink: "Sink") -> Mapping[str, int]:
    """Count the mentions that are new, gone, and linked."""
    found: Mapping[str, int] = sink.read(COUNTS).to_pylist()[0]
    return found


def days_of_change(sink: "Sink") -> tuple[datetime.datetime, datetime.datetime]:
    """Return the first and last time of publication of what is new or gone, as linking reads it."""
    mentions = read(sink, Mention, "mentions", f"mention_id IN ({NEW}) OR mention_id IN ({GONE})")
    ids = [sorted({mention.revision_id for mention in mentions})]
    articles = read(sink, Article, "article_revisions", "@among(revision_id, ?)", ids)
    known = {article.revision_id: article for article in articles}
    times = [reported_at(mention, known.get(mention.revision_id)) for mention in mentions]
    dated = [time for time in times if time is not None] or [datetime.datetime.now(datetime.UTC)]
    return min(dated), max(dated)


def window(sink: "Sink", first: datetime.datetime, last: datetime.datetime) -> tuple[Window, "Around"]:
    """Look at what is new or gone, and what was published between two times; what is told of it is read later."""
    span = [first, last]
    found = sink.read(f"{STANDING} ORDER BY added_at, article_id, mention_id", span)
    lost = sink.read(LOST)
    seen = Window(
        standing=[Standing(*row) for row in _rows(found, Standing._fields)],
        gone=read(sink, Mention, "mentions", f"mention_id IN ({GONE})"),
        old_articles=read(sink, Article, "article_revisions", OLD_ARTICLES),
        lost=dict(_rows(lost, ("mention_id", "event_id"))),
        decisions=read(sink, EventDecision, "event_decisions"),
        copies=read(sink, ArticleCopy, "article_copies", COPIES, span),
        settled=first + REACH,
    )
    return seen, Around(sink, found, first, last)


class Around:
    """The shelf of a window: what stands in the warehouse, read few at a time.

    What was added at one time lies together: so each time only that part of the tables is read.
    """

    def __init__(self, sink: "Sink", standing: pa.Table, first: datetime.datetime, last: datetime.datetime) -> None:
        self.sink, self.span = sink, (first, last)
        self.added = dict(_rows(standing, ("article_id", "added_at")))
        self.coded: dict[str, list[datetime.datetime]] = {}
        for article_id, at in _rows(standing, ("article_id", "coded_at")):
            self.coded.setdefault(article_id, []).append(at)

    def told(self, article_ids: Sequence[str]) -> tuple[list[Mention], list[Article]]:
        """Return the present mentions of some articles, and their present revisions."""
        coded = [at for article_id in article_ids for at in self.coded[article_id]]
        added = [self.added[article_id] for article_id in article_ids if self.added[article_id] is not None]
        return self._present(Mention, "mentions", coded, article_ids), (
            self._present(Article, "article_revisions", added, article_ids) if added else []
        )

    def _present(
        self, row: type[Row], table: str, times: Sequence[datetime.datetime], article_ids: Sequence[str]
    ) -> list[Row]:
        where = "superseded_at IS NULL AND added_at BETWEEN ? AND ? AND @among(article_id, ?)"
        return read(self.sink, row, table, where, [min(times), max(times), list(article_ids)])

    def linked_before(self, mention_ids: Sequence[str]) -> list[EventMention]:
        """Return what was written before of some mentions."""
        where = "(reported_at IS NULL OR reported_at BETWEEN ? AND ?) AND @among(mention_id, ?)"
        return read(self.sink, EventMention, "event_mentions", where, [*self.span, list(mention_ids)])

    def redirects(self, event_ids: Sequence[str], own_ids: Sequence[str]) -> list[EventRedirect]:
        """Return the redirects that lead to some events, and those of some ids."""
        where = "@among(event_id, ?) OR @among(old_event_id, ?)"
        return read(self.sink, EventRedirect, "event_redirects", where, [list(event_ids), list(own_ids)])


def before(sink: "Sink", relinked: Relinked, window: Window) -> Before:
    """Read what stands where the rows of a window's neighbourhood go."""
    rows, redirects = relinked.previous
    events = [sorted({row.event_id for row in rows})]
    return Before(read(sink, Event, "events", "@among(event_id, ?)", events), rows, redirects, window.copies)


def _rows(found: pa.Table, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(found.column(name).to_pylist() for name in names), strict=True)
