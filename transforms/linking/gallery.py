"""Reports made ready, kept on disk while they are in the window of what is new: each is made once and compared often.

They stand in a nameless file of this process's own, which the system removes with the process. In memory there are
only the sketches, and the few reports that are being compared.
"""

import pickle
import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, Protocol

from ...schemas.rows import Article, EventMention, EventRedirect, Mention
from .copies import Body, body, forget_words
from .recopying import Imprint, imprint
from .reports import Report, prepare
from .sketches import Sketch, sketch

PORTION = 200
"""Articles that are read at a time."""
OPEN = 400
"""Articles whose reports are in memory at a time."""
TABLES = (
    "CREATE TABLE articles (article_id TEXT PRIMARY KEY, stamp TEXT, short BLOB)",
    "CREATE TABLE reports (article_id TEXT PRIMARY KEY, reports BLOB, body BLOB)",
)


class Shelf(Protocol):
    """Where mentions and articles are read from, few at a time."""

    def told(self, article_ids: Sequence[str]) -> tuple[Sequence[Mention], Sequence[Article]]:
        """Return the present mentions of some articles, and the present revisions of those that are known."""

    def linked_before(self, mention_ids: Sequence[str]) -> Sequence[EventMention]:
        """Return what was written before of some mentions."""

    def redirects(self, event_ids: Sequence[str], own_ids: Sequence[str]) -> Sequence[EventRedirect]:
        """Return the redirects that lead to some events, and those of some ids that could come alive."""


class Short(NamedTuple):
    """An article and its reports, as far as they are always in memory; without a text there is no imprint."""

    sketches: Sequence[Sketch]
    imprint: Imprint | None


class Gallery:
    """The reports of the articles in a window, as if none were a copy; `fill` before anything else."""

    def __init__(self) -> None:
        self._files = sqlite3.connect("", isolation_level=None)
        for table in TABLES:
            self._files.execute(table)
        self._open: OrderedDict[str, Sequence[Report]] = OrderedDict()

    def fill(self, stamps: Mapping[str, str], shelf: Shelf) -> dict[str, Short]:
        """Make ready what is not yet, or not as it is now, and forget what is not among them; return all in short.

        Args:
            stamps: Article id -> a text that tells its present revision and mentions.
            shelf: Where they are read, in the order of `stamps`.
        """
        kept: dict[str, Short] = {}
        gone = []
        for article_id, stamp, short in self._files.execute("SELECT article_id, stamp, short FROM articles"):
            if stamps.get(article_id) == stamp:
                kept[article_id] = pickle.loads(short)  # noqa: S301 (our own, in a file without a name)
            else:
                gone.append((article_id,))
        self._forget(gone)
        missing = (article_id for article_id in stamps if article_id not in kept)
        while portion := list(islice(missing, PORTION)):
            kept |= self._make(portion, stamps, shelf)
        return kept

    def _forget(self, gone: Sequence[tuple[str]]) -> None:
        self._open.clear()
        for table in ("articles", "reports"):
            self._files.executemany(f"DELETE FROM {table} WHERE article_id = ?", gone)  # noqa: S608 (names of ours)

    def _make(self, portion: Sequence[str], stamps: Mapping[str, str], shelf: Shelf) -> dict[str, Short]:
        mentions, articles = shelf.told(portion)
        known = {article.article_id: article for article in articles}
        reports: dict[str, list[Report]] = {article_id: [] for article_id in portion}
        for report in prepare(mentions, articles, {}):
            reports[report.mention.article_id].append(report)
        made = {}
        self._files.execute("BEGIN")
        for article_id, own in reports.items():
            text = body(known[article_id]) if article_id in known else None
            made[article_id] = Short([sketch(report) for report in own], imprint(text) if text else None)
            bare = [report._replace(article=report.article and report.article._replace(text="")) for report in own]
            stamped = article_id, stamps[article_id], pickle.dumps(made[article_id])
            self._files.execute("INSERT INTO articles VALUES (?, ?, ?)", stamped)
            self._files.execute("INSERT INTO reports VALUES (?, ?, ?)", (article_id, _packed(bare), _packed(text)))
        self._files.execute("COMMIT")
        return made

    def bodies(self, article_ids: Sequence[str]) -> list[Body]:
        """Return the texts of articles, in their order."""
        return [self._taken("body", article_id) for article_id in article_ids]

    def reports(self, article_ids: Iterable[str]) -> dict[str, Report]:
        """Return mention id -> report, of some articles; more than OPEN at a time are held by who asks."""
        found: dict[str, Report] = {}
        for article_id in article_ids:
            if article_id in self._open:
                self._open.move_to_end(article_id)
            else:
                self._open[article_id] = self._taken("reports", article_id)
            found.update((report.mention.mention_id, report) for report in self._open[article_id])
        while len(self._open) > OPEN:
            self._open.popitem(last=False)
        return found

    def put_away(self) -> None:
        """Hold no report and no text in memory until the next is asked for."""
        self._open.clear()
        forget_words()

    def _taken(self, column: str, article_id: str) -> Any:
        wanted = f"SELECT {column} FROM reports WHERE article_id = ?"  # noqa: S608 (a name of ours)
        row = self._files.execute(wanted, (article_id,)).fetchone()
        return pickle.loads(zlib.decompress(row[0]))  # noqa: S301 (our own, in a file without a name)


def _packed(value: object) -> bytes:
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)
