"""What linking reads of a warehouse: all of it, or what is new and what was published around it.

New is what stands in `mentions` and not yet in `event_mentions`; gone is what stands there and is superseded.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

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
from ...transforms.linking import Previous, Relinked, Window
from ...transforms.linking.days import published_at, reported_at
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
WINDOW_MENTIONS = f"""
superseded_at IS NULL AND (mention_id IN ({NEW})
    OR mention_id IN (SELECT mention_id FROM event_mentions WHERE reported_at BETWEEN ? AND ?))
"""
WINDOW_ARTICLES = f"""
superseded_at IS NULL AND article_id IN (SELECT article_id FROM mentions WHERE {WINDOW_MENTIONS})
"""
OLD_ARTICLES = f"""
revision_id IN (SELECT revision_id FROM mentions WHERE mention_id IN ({GONE}))
"""


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


def window(sink: "Sink", first: datetime.datetime, last: datetime.datetime) -> Window:
    """Read what is new or gone, and what was published between two times."""
    span = [first, last]
    mentions = read(sink, Mention, "mentions", WINDOW_MENTIONS, span)
    articles = read(sink, Article, "article_revisions", WINDOW_ARTICLES, span)
    rows = read(sink, EventMention, "event_mentions", f"reported_at BETWEEN ? AND ? OR mention_id IN ({GONE})", span)
    linked = {row.article_id for row in rows}
    copies = {row.article_id: row for row in read(sink, ArticleCopy, "article_copies")}
    early = {article.article_id for article in articles if _moment_of(article, first) < first + REACH}
    return Window(
        mentions=mentions,
        gone=read(sink, Mention, "mentions", f"mention_id IN ({GONE})"),
        articles=articles,
        old_articles=read(sink, Article, "article_revisions", OLD_ARTICLES),
        decisions=read(sink, EventDecision, "event_decisions"),
        previous=Previous(rows, read(sink, EventRedirect, "event_redirects")),
        copies={row.article_id: row.original_id for row in copies.values()},
        known={article_id: copies.get(article_id) for article_id in early & linked},
    )


def before(sink: "Sink", relinked: Relinked, window: Window) -> Before:
    """Read what stands where the rows of a window's neighbourhood go."""
    rows, redirects = relinked.previous
    events = [sorted({row.event_id for row in rows})]
    articles = [sorted({row.article_id for row in [*window.articles, *window.old_articles]})]
    return Before(
        read(sink, Event, "events", "@among(event_id, ?)", events),
        rows,
        redirects,
        read(sink, ArticleCopy, "article_copies", "@among(article_id, ?)", articles),
    )


def _moment_of(article: Article, otherwise: datetime.datetime) -> datetime.datetime:
    return published_at(article) or otherwise
