"""What a parser finds in a feed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class ParsedEntry(NamedTuple):
    """One entry, as the feed has it.

    Attributes:
        url: The link, resolved; empty where there is none.
        guid: The entry's own id.
        title: Plain text.
        authors: Names.
        published: When the feed says it was published, in UTC.
        updated: When it says it was changed.
        content: HTML of the full text, where given.
        summary: HTML of the description.
    """

    url: str
    guid: str | None
    title: str
    authors: Sequence[str]
    published: datetime | None
    updated: datetime | None
    content: str
    summary: str


class ParsedFeed(NamedTuple):
    """A feed.

    Attributes:
        title: Plain text.
        site_url: The page the feed is of.
        format: rss20, rss10, atom10, json11, sitemap, …
        language: BCP 47 tag that it declares.
        wait_s: Seconds it asks readers to wait between two looks (ttl, sy:updatePeriod); null where it says nothing.
        skip_hours: Hours of the day, in UTC, at which it asks not to be read.
        skip_days: Days of the week, in English and lower case, likewise.
        entries: In the feed's order.
        tossed: Entries beyond the number we take.
        flaw: What was wrong with it though it could be read; null where nothing was.
        parts: Addresses of the sitemaps that hold its entries, where it is an index of sitemaps; else none.
    """

    title: str
    site_url: str
    format: str
    language: str | None
    wait_s: int | None
    skip_hours: Sequence[int]
    skip_days: Sequence[str]
    entries: Sequence[ParsedEntry]
    tossed: int = 0
    flaw: str | None = None
    parts: Sequence[str] = ()
