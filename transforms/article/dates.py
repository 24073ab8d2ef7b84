"""When a page was published and changed, as the page says."""

import datetime
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import NamedTuple

from htmldate import find_date
from lxml.html import HtmlElement

from .markup import Head, texts

EARLIEST = datetime.datetime(1991, 8, 6, tzinfo=datetime.UTC)
"""The first web page."""
AHEAD = datetime.timedelta(hours=24)
"""A date further in the future than this is an error of the publisher's."""
SAME = datetime.timedelta(hours=26)
"""Two dates no further apart may be one date, written with and without its zone."""

PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "rnews:datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "dc.date.issued", "dcterms.created",
    "dc.date", "date", "iso-8601-publish-date", "article_date_original", "originalpublicationdate", "ptime",
    "citation_publication_date", "dateposted", "last-published",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "last-modified", "lastmod", "utime",
    "dcterms.modified", "article.updated", "revised", "updated_time",
)  # fmt: skip
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M %z", " %H:%M:%S %z", " %I:%M %p", " %I:%M:%S %p", " %I:%M%p")
FORMS = tuple(day + time for day in DAYS for time in TIMES)
"""What publishers write beside ISO 8601 and RFC 822."""
DAY_NAMES = re.compile(
    r"(?i)\b(?:at|on|(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?)\b|(?<=\d)(?:st|nd|rd|th)\b|[,|]"
)
CHANGED = re.compile(r"(?i)\b(?:updated?|modified|revised|aktualisiert|mis à jour|actualizado)\b")
PROSE = 120
"""Characters of a paragraph with which the text begins."""
MOST = 40
"""Dates that are tried: each may take a millisecond."""
DATE_IN = re.compile(r"(?:19|20)\d\d")


class Moment(NamedTuple):
    """A time as somebody wrote it.

    Attributes:
        at: The time, aware; UTC was assumed where no zone was given.
        is_exact: Whether a time of day and a zone were given.
    """

    at: datetime.datetime
    is_exact: bool


def read_published(
    tree: HtmlElement, head: Head, url: str, now: datetime.datetime, *, is_quick: bool = False
) -> Moment | None:
    """Return when the page says it was first published; None where it does not say, or says nothing credible.

    `is_quick` looks only where publishers say so, not through the text.
    """
    told = texts(head.node.get("datePublished"))
    told += [value for name in PUBLISHED for value in head.meta.get(name, ())]
    marked = (element for element in tree.iter("time") if element.get("itemprop") == "datePublished")
    told += [element.get("datetime") or "" for element in marked]
    told += texts(head.node.get("dateCreated"))  # of the file, at some publishers
    moments = [moment for text in told[:MOST] if (moment := credible(parse_moment(text), now))]
    if moments:
        return _most_exact(moments)
    near = islice(_below_headline(tree), MOST)
    below = next((moment for text in near if (moment := credible(parse_moment(text), now))), None)
    return below or (None if is_quick else credible(_guessed(tree, url, now), now))


def read_modified(head: Head, now: datetime.datetime) -> Moment | None:
    """Return when the page says it was last changed; None where it does not say."""
    told = [*texts(head.node.get("dateModified")), *(value for name in MODIFIED for value in head.meta.get(name, ()))]
    moments = [moment for text in told[:MOST] if (moment := credible(parse_moment(text), now))]
    return _most_exact(moments) if moments else None


def parse_moment(text: str) -> Moment | None:
    """Read a date in ISO 8601, RFC 822 or words; None for anything else.

    >>> parse_moment("2024-05-01T10:00:00+02:00").is_exact, parse_moment("2024-05-01").is_exact
    (True, False)
    """
    text = text.strip()
    if not 8 <= len(text) <= 60 or not DATE_IN.search(text):
        return None
    for read in (datetime.datetime.fromisoformat, parsedate_to_datetime, _in_words):
        try:
            at = read(text)
        except (ValueError, OverflowError, TypeError, IndexError, AttributeError):
            continue
        if at is not None:
            is_exact = at.tzinfo is not None
            try:
                aware = at if is_exact else at.replace(tzinfo=datetime.UTC)
                aware.astimezone(datetime.UTC)
            except (ValueError, OverflowError):
                continue
            return Moment(aware, is_exact)
    return None


def credible(moment: Moment | None, now: datetime.datetime) -> Moment | None:
    """Return the moment if it lies neither before the web nor in the future."""
    return moment if moment is not None and EARLIEST <= moment.at <= now + AHEAD else None


def combine(
    page: Moment | None, feed: datetime.datetime | None, seen: datetime.datetime | None
) -> tuple[datetime.datetime | None, str]:
    """Return the publication time and where it is from: page, feed or seen.

    The page knows best; but where it gives no more than a day, or no zone, the feed's time of the same day is better.
    """
    if feed is not None and seen is not None and not EARLIEST <= feed <= seen + AHEAD:
        feed = None
    if page is not None and (page.is_exact or feed is None or abs(page.at - feed) > SAME):
        return page.at, "page"
    if feed is not None:
        return feed, "feed"
    return seen, "seen"


def _in_words(text: str) -> datetime.datetime:
    bare = DAY_NAMES.sub(" ", text)
    bare = re.sub(r"\b(?:GMT|UTC|Z)\b", "+0000", " ".join(bare.split()))
    found = {at for form in FORMS if (at := _strptime(bare, form))}
    if len(found) != 1:  # none, or 05/06/2024, which is two
        raise ValueError(text)
    return found.pop()


def _strptime(text: str, form: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(text, form)
    except ValueError:
        return None


def _most_exact(moments: list[Moment]) -> Moment:
    """Return the first moment, or one of the same day that has a zone where the first has none."""
    first = moments[0]
    return first if first.is_exact else next((m for m in moments if m.is_exact and abs(m.at - first.at) < SAME), first)


def _below_headline(tree: HtmlElement) -> Iterator[str]:
    """Yield what time elements between headline and text say; those labelled as a change come last."""
    changed = []
    is_past = False
    for element in tree.iter("h1", "p", "time"):
        if element.tag == "h1":
            is_past = True
        elif is_past and element.tag == "p" and len(str(element.text_content())) >= PROSE:
            break
        elif is_past and element.tag == "time" and (told := element.get("datetime")):
            parent = element.getparent()
            before = "".join(islice(parent.itertext(), 20))[:200] if parent is not None else ""
            if CHANGED.search(before) and len(before) < 120 and "ublished" not in before:
                changed.append(told)
            else:
                yield told
    yield from changed


def _guessed(tree: HtmlElement, url: str, now: datetime.datetime) -> Moment | None:
    """Return the day htmldate finds in the page's tags or address, else in its text.

    Its search of the text loads the dates of 200 languages, 2 s in each process that comes to it. From a year alone,
    as in "© 1998", it makes the first of January: that is no date.
    """
    latest = (now + AHEAD).strftime("%Y-%m-%d")
    for extensive in (False, True):
        found = find_date(
            tree,
            original_date=True,
            extensive_search=extensive,
            url=url or None,
            max_date=latest,
            outputformat="%Y-%m-%d",
        )
        if found and not (extensive and found.endswith("-01-01")):
            return parse_moment(found)
    return None
