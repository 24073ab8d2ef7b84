"""News sitemaps (sitemaps.org with Google's news elements)."""

import io
import re
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from .errors import BadFeed
from .parsed import ParsedEntry, ParsedFeed
from .text import iso, plain

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
START = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
NEWS = re.compile(r"\{http://www\.google\.com/schemas/sitemap-news/0\.\d\}")


def is_sitemap(body: bytes) -> bool:
    """Tell whether a body looks like a sitemap or an index of sitemaps."""
    return START.search(body[:4096]) is not None


def parse_sitemap(body: bytes, url: str, most: int) -> ParsedFeed:
    """Return the news of a sitemap; pages without news elements are none.

    Raises:
        BadFeed: not_a_feed (no news in it, or an index) or malformed.
    """
    entries: list[ParsedEntry] = []
    language, flaw, count = None, None, 0
    events = etree.iterparse(
        io.BytesIO(body), events=("end",), recover=False, resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, element in events:
            name = etree.QName(element).localname
            if name == "sitemap":
                raise BadFeed(
                    "not_a_feed", f"This is an index; give the news sitemap itself: {_child(element, 'loc')[:300]}"
                )
            if name != "url":
                continue
            fields = _news(element)
            if fields:
                count += 1
                language = language or fields.get("language")
                if len(entries) < most:
                    entries.append(_entry(urljoin(url, _child(element, "loc")), fields, _child(element, "lastmod")))
            element.clear()
    except etree.XMLSyntaxError as error:
        if not entries:
            raise BadFeed("malformed", f"The sitemap cannot be read: {plain(str(error), 200)}") from None
        flaw = plain(str(error), 200)
    if not entries:
        raise BadFeed("not_a_feed", "The sitemap holds no news.")
    return ParsedFeed("", urljoin(url, "/"), "sitemap", language, None, (), (), entries, count - len(entries), flaw)


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
