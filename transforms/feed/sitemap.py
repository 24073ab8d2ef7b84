"""News sitemaps (sitemaps.org with Google's news elements)."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from .errors import BadFeed
from .parsed import ParsedEntry, ParsedFeed
from .text import iso, plain

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
START = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
MOST_PARTS = 2
"""Sitemaps of an index that are asked for at a poll."""
MOST_LISTED = 50_000
NEWS = re.compile(r"\{http://www\.google\.com/schemas/sitemap-news/0\.\d\}")


def is_sitemap(body: bytes) -> bool:
    """Tell whether a body looks like a sitemap or an index of sitemaps."""
    return START.search(body[:4096]) is not None


def parse_sitemap(body: bytes, url: str, most: int) -> ParsedFeed:
    """Return the news of a sitemap; pages without news elements are none. Of an index, the sitemaps to look into.

    Raises:
        BadFeed: not_a_feed (no news in it) or malformed.
    """
    entries: list[ParsedEntry] = []
    parts: list[tuple[str, str]] = []
    language, flaw, count = None, None, 0
    events = etree.iterparse(
        io.BytesIO(body), events=("end",), recover=False, resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, element in events:
            name = etree.QName(element).localname
            if name == "sitemap" and len(parts) < MOST_LISTED:
                parts.append((_joined(url, _child(element, "loc")), _child(element, "lastmod")))
                element.clear()
            if name != "url":
                continue
            fields = _news(element)
            if fields:
                count += 1
                language = language or fields.get("language")
                if len(entries) < most:
                    entries.append(_entry(_joined(url, _child(element, "loc")), fields, _child(element, "lastmod")))
            element.clear()
    except etree.XMLSyntaxError as error:
        if not entries and not parts:
            raise BadFeed("malformed", f"The sitemap cannot be read: {plain(str(error), 200)}") from None
        flaw = plain(str(error), 200)
    if not entries and not parts:
        raise BadFeed("not_a_feed", "The sitemap holds no news.")
    chosen = likeliest(parts)
    site = _joined(url, "/")
    return ParsedFeed("", site, "sitemap", language, None, (), (), entries, count - len(entries), flaw, chosen)


def likeliest(parts: Sequence[tuple[str, str]]) -> list[str]:
    """Return the sitemaps of an index that most likely hold the latest news: those named so, then those changed last.

    >>> likeliest([("http://e/a.xml", "2026-01-02"), ("http://e/b.xml", "2026-01-03"), ("http://e/news.xml", "")])
    ['http://e/news.xml', 'http://e/b.xml']
    """
    earliest = datetime.min.replace(tzinfo=UTC)
    ranked = sorted(parts, key=lambda part: ("news" in part[0].lower(), iso(part[1]) or earliest), reverse=True)
    return list(dict.fromkeys(address for address, _ in ranked if address))[:MOST_PARTS]


def _joined(url: str, link: str) -> str:
    try:
        return urljoin(url, link) if link else ""
    except ValueError:
        return ""


def _entry(link: str, fields: dict[str, str], modified: str) -> ParsedEntry:
    published, updated = iso(fields.get("publication_date")), iso(modified)
    return ParsedEntry(link, None, plain(fields.get("title")), (), published or updated, updated, "", "")


def _news(element: Any) -> dict[str, str]:
    """Return the news fields of one url element, by local name."""
    return {
        etree.QName(node).localname: (node.text or "").strip()
        for node in element.iter()
        if isinstance(node.tag, str) and NEWS.match(node.tag)
    }


def _child(element: Any, name: str) -> str:
    for node in element:
        if isinstance(node.tag, str) and etree.QName(node).localname == name:
            return (node.text or "").strip()
    return ""
