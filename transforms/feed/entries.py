"""From what a feed holds to the rows that travel: which article an entry points to, and whether it is new."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from ...schemas.ids import digest
from ...schemas.rows import Entry, Sighting
from ..failures import Unprocessable, redact
from .parsed import ParsedEntry, ParsedFeed
from .text import plain

EARLIEST_YEAR = 1990
AHEAD = timedelta(hours=24)
"""A date further ahead than this is a mistake, and so is one before the web: the page's own is used then."""

LONGEST_CONTENT = 1_000_000
LONGEST_SUMMARY = 20_000

Identify = Callable[[str], tuple[str, str]]
"""URL -> the URL to ask for, which is the target of an aggregator's link, and the id of the article.

Raises Unprocessable where it is no URL of the web."""


class Found(NamedTuple):
    """An entry, with the sighting that says this feed has it."""

    entry: Entry
    sighting: Sighting


class Rejected(NamedTuple):
    """An entry that leads nowhere: what it was, and why."""

    subject: str
    error: Unprocessable


def find_entries(
    parsed: ParsedFeed, feed_id: str, feed_url: str, seen_at: datetime, identify: Identify
) -> tuple[list[Found], list[Rejected]]:
    """Return the entries of a feed, each article once, and those that lead nowhere.

    An entry without a link of its own, or whose link is only the site's front page, stands for itself: its text is
    what the feed gives.
    """
    found: dict[str, Found] = {}
    rejected: list[Rejected] = []
    fronts = {_bare(feed_url), _bare(parsed.site_url)}
    for item in parsed.entries:
        try:
            url = "" if _bare(item.url) in fronts or _is_root(item.url) else item.url
            url, article = identify(url) if url else ("", _own_id(item, feed_id))
        except Unprocessable as error:
            rejected.append(Rejected(item.url or item.guid or item.title, error))
            continue
        made = _rows(item, parsed.language, feed_id, seen_at=seen_at, url=url, article=article)
        if article not in found or _later(made.entry, found[article].entry):
            found[article] = made
    return list(found.values()), rejected


def _rows(item: ParsedEntry, language: str | None, feed_id: str, *, seen_at: datetime, url: str, article: str) -> Found:
    published, updated = _plausible(item.published, seen_at), _plausible(item.updated, seen_at)
    what = digest("entry", item.title, _time(updated or published), _words(item.summary or item.content))
    entry = Entry(
        feed_id=feed_id,
        article_id=article,
        url=url,
        guid=item.guid,
        title=item.title,
        authors=list(item.authors),
        published=published,
        updated=updated,
        language=language,
        content=item.content[:LONGEST_CONTENT],
        summary=item.summary[:LONGEST_SUMMARY],
        entry_digest=what,
        seen_at=seen_at,
    )
    return Found(entry, sighting_of(entry))


def sighting_of(entry: Entry) -> Sighting:
    """Return the row that says a feed has an entry."""
    return Sighting(
        sighting_id=digest("sighting", entry.feed_id, entry.article_id),
        feed_id=entry.feed_id,
        article_id=entry.article_id,
        url=redact(entry.url),
        title=entry.title,
        guid=entry.guid,
        entry_digest=entry.entry_digest,
        published=entry.published,
        first_seen_at=entry.seen_at,
    )


def entry_of(sighting: Sighting, seen_at: datetime) -> Entry:
    """Return an entry to be fetched again, made of what was kept of it."""
    return Entry(
        feed_id=sighting.feed_id,
        article_id=sighting.article_id,
        url=sighting.url,
        guid=sighting.guid,
        title=sighting.title,
        authors=[],
        published=sighting.published,
        updated=None,
        language=None,
        content="",
        summary="",
        entry_digest=sighting.entry_digest,
        seen_at=seen_at,
    )


def _own_id(item: ParsedEntry, feed_id: str) -> str:
    text = item.content or item.summary
    if not plain(text, 20):
        raise Unprocessable("no_link", "The entry has neither a link of its own nor a text.")
    return digest("article", feed_id, item.title, text)


def _words(markup: str) -> str:
    """Return the start of a text without markup and links, which change from poll to poll on their own."""
    return re.sub(r"https?://\S+", "", plain(markup, 300))


def _time(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


def _plausible(when: datetime | None, seen_at: datetime) -> datetime | None:
    return when if when and when.year >= EARLIEST_YEAR and when <= seen_at + AHEAD else None


def _later(entry: Entry, other: Entry) -> bool:
    """Of two entries for one article the later change counts; the first where they do not tell."""
    ours, theirs = entry.updated or entry.published, other.updated or other.published
    return ours is not None and (theirs is None or ours > theirs)


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("://")[2].rstrip("/") if url else "\0"


def _is_root(url: str) -> bool:
    """Tell whether a link is a site's front page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in {"", "/"} and not parts.query


def winners(entries: Sequence[Entry]) -> Entry:
    """Return the entry that stands for its article where several feeds have it: always the same one."""
    return min(entries, key=lambda entry: (not entry.content, entry.feed_id, entry.entry_digest))
