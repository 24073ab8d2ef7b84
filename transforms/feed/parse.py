"""Read a feed of any kind. Runs in a killable worker: feedparser hangs on what it was not made for."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax import SAXException

import feedparser

from .errors import BadFeed
from .json_feed import is_json, parse_json
from .parsed import DAYS, ParsedEntry, ParsedFeed
from .sitemap import is_sitemap, parse_sitemap
from .text import hours, number, plain, short, utc

MOST_ENTRIES = 5000
"""The largest real feeds have some hundreds; what is beyond is counted, not read."""

MOST_TAGS = 400_000
"""Characters `<` in a feed. The largest of 200 real feeds (2.5 MB) had 24,000; what is beyond takes too long."""

MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0?\0": "utf-16-le",
    b"\0<\0?": "utf-16-be",
}
ENTRY_END = re.compile(rb"</(?:[\w-]+:)?(?:item|entry)\s*>")
ROOT_END = re.compile(rb"</((?:[\w-]+:)?(?:rss|RDF|feed))\s*>\s*$")
HEAD = 256 * 1024
HTML_START = re.compile(rb"(?i)^\s*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])")
WRONG_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]{1,400})|(\d{1,400}));")
PERIODS = {"hourly": 3600, "daily": 86400, "dayly": 86400, "weekly": 7 * 86400, "monthly": 30 * 86400}
PERIODS["yearly"] = 365 * 86400


def parse_feed(body: bytes, content_type: str, url: str) -> ParsedFeed:
    """Return what a feed holds: RSS 0.9x to 2.0, RSS 1.0, Atom, JSON Feed or a news sitemap.

    Args:
        body: As it came, decompressed.
        content_type: The header, which may tell the encoding.
        url: Where it is from: what its relative links are relative to.

    Raises:
        BadFeed: It is none.
    """
    if not body.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise BadFeed("empty_body", "The answer is empty.")
    if is_json(body):
        return parse_json(body, url, MOST_ENTRIES)
    body, content_type = _in_one_encoding(body, content_type)
    if body.count(b"<") > MOST_TAGS:
        raise BadFeed("too_complex", f"The feed has more than {MOST_TAGS} tags.")
    if is_sitemap(body):
        return parse_sitemap(body, url, MOST_ENTRIES)
    body, tossed = _first_entries(body)
    parsed = _from_feedparser(body, _read(body, content_type, url))
    return parsed._replace(tossed=parsed.tossed + tossed)


def _in_one_encoding(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Settle what header, byte order mark and XML declaration may say differently.

    A byte order mark wins. A type without charset says nothing of it (RFC 7303; feedparser takes text/xml for ASCII).
    """
    for mark, encoding in MARKS.items():
        if body.startswith(mark):
            text = body.decode(encoding, "replace").removeprefix("\ufeff")
            declared = re.sub(r"""^(<\?xml[^>]{0,200}?encoding=)(["'])[^"']{1,40}\2""", r"\1\2utf-8\2", text)
            return declared.encode("utf-8", "replace"), "application/xml; charset=utf-8"
    return body, content_type if "charset" in content_type.lower() else "application/xml"


def _first_entries(body: bytes) -> tuple[bytes, int]:
    """Cut a feed behind as many entries as we take, and close it; return how many were cut off."""
    ends = [found.end() for found in ENTRY_END.finditer(body)]
    if len(ends) <= MOST_ENTRIES or (root := ROOT_END.search(body[-4096:])) is None:
        return body, 0
    channel = b"</channel>" if root[1] == b"rss" else b""
    return body[: ends[MOST_ENTRIES - 1]] + channel + root[0], len(ends) - MOST_ENTRIES


def _read(body: bytes, content_type: str, url: str) -> Mapping[str, Any]:
    """Call feedparser; once more without impossible character references, of which it dies."""
    for last in (False, True):
        # A stream, because feedparser opens a str or bytes as a URL or file where it looks like one.
        try:
            found: Mapping[str, Any] = feedparser.parse(
                io.BytesIO(body),
                response_headers={"content-location": url, "content-type": content_type},
                resolve_relative_uris=False,
                sanitize_html=False,
            )
        except MemoryError:
            raise
        except Exception as error:  # whatever its parsers raise on hostile input
            if last:
                raise BadFeed("malformed", f"The feed breaks its parser: {type(error).__name__}.") from None
            body = WRONG_REFERENCE.sub(_possible, body)
        else:
            return found
    raise AssertionError("the loop returns or raises")


def _possible(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    is_character = code < 0x110000 and not 0xD800 <= code < 0xE000 and code != 0
    return reference[0] if is_character else b"&#xFFFD;"


def _from_feedparser(body: bytes, found: Mapping[str, Any]) -> ParsedFeed:
    feed, entries = found["feed"], found["entries"]
    if not found.get("version") and not entries:
        if HTML_START.match(body[:2000].removeprefix(b"\xef\xbb\xbf")) or b"<html" in body[:HEAD].lower():
            raise BadFeed(
                "not_a_feed", "The answer is an HTML page, not a feed; `dateline feeds discover` finds its feeds."
            )
        kind = "malformed" if b"<rss" in body[:HEAD] or b"<feed" in body[:HEAD] else "not_a_feed"
        raise BadFeed(kind, "The answer is no feed that can be read.")
    flaw = _flaw(found)
    complete = _complete(body, entries) if flaw else entries
    if not complete and isinstance(found.get("bozo_exception"), SAXException):
        raise BadFeed("malformed", f"The feed is no whole XML, and holds no whole entry: {flaw}")
    head = body[:HEAD]
    quiet = {text.strip().lower() for text in _listed(head, b"skipDays", b"day")}
    return ParsedFeed(
        title=plain(feed.get("title")),
        site_url=short(feed.get("link")) or "",
        format=found.get("version") or "unknown",
        language=short(feed.get("language"), 35),
        wait_s=_wait(feed),
        skip_hours=hours(_listed(head, b"skipHours", b"hour")),
        skip_days=tuple(day for day in DAYS if day in quiet),
        entries=[_entry(entry) for entry in complete[:MOST_ENTRIES]],
        tossed=max(0, len(complete) - MOST_ENTRIES),
        flaw=flaw,
    )


def _flaw(found: Mapping[str, Any]) -> str | None:
    """Return what was wrong; a feed sent as text/html or without a type is so common that it is no flaw."""
    error = found.get("bozo_exception")
    if not found.get("bozo") or isinstance(error, feedparser.NonXMLContentType):
        return None
    return plain(f"{type(error).__name__}: {error}", 200)


def _complete(body: bytes, entries: Sequence[Any]) -> Sequence[Any]:
    """Leave out the last entry where the feed breaks off inside it: its link may be half a link."""
    tail = body[-4096:].rstrip()
    if not tail or (tail.endswith(b">") and re.search(rb"</(?:[\w-]+:)?(?:rss|RDF|feed|channel)\s*>\s*$", tail)):
        return entries
    closed = len(re.findall(rb"</(?:[\w-]+:)?(?:item|entry)\s*>", body))
    return entries[:closed] if closed == len(entries) - 1 else entries


def _entry(entry: Mapping[str, Any]) -> ParsedEntry:
    content = max((str(part.get("value", "")) for part in entry.get("content", ())), key=len, default="")
    published = utc(entry.get("published_parsed") or entry.get("created_parsed"))
    updated = utc(entry.get("updated_parsed")) if "updated_parsed" in entry else None
    return ParsedEntry(
        url=_link(entry),
        guid=short(entry.get("id")),
        title=plain(entry.get("title")),
        authors=_authors(entry),
        published=published or updated,
        updated=updated,
        content=content,
        summary=str(entry.get("summary", "")),
    )


def _link(entry: Mapping[str, Any]) -> str:
    """Return the entry's link: the publisher's own where a feed burner kept it, else the alternate one."""
    own = entry.get("feedburner_origlink")
    if own and str(own).startswith(("http://", "https://")):
        return str(own).strip()
    if entry.get("link"):
        return str(entry["link"]).strip()
    for link in entry.get("links", ()):
        if link.get("rel") in {"alternate", "related", "via"} and link.get("href"):
            return str(link["href"]).strip()
    return ""


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = (plain(author.get("name") or author.get("email"), 200) for author in entry.get("authors", ())[:20])
    return tuple(dict.fromkeys(name for name in names if name))


def _wait(feed: Mapping[str, Any]) -> int | None:
    """Return the seconds a feed asks to wait: its ttl (minutes), or its sy:updatePeriod by its frequency."""
    asked: list[float] = []
    ttl = number(feed.get("ttl"))
    if ttl is not None and ttl > 0:
        asked.append(ttl * 60)
    period = PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    if period is not None:
        frequency = number(feed.get("sy_updatefrequency") or 1) or 1.0
        asked.append(period / max(frequency, 0.001))
    return int(min(max(asked), 30 * 86400)) if asked else None


def _listed(head: bytes, group: bytes, item: bytes) -> list[str]:
    """Return the texts of a channel's list, of which feedparser keeps only the last."""
    found = re.search(rb"<%b>(.{0,4000}?)</%b>" % (group, group), head, re.DOTALL)
    texts = re.findall(rb"<%b>\s*([^<]{1,20})</%b>" % (item, item), found[1]) if found else []
    return [text.decode("ascii", "replace") for text in texts]
