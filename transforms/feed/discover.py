"""Find the feeds of a site, from one of its pages."""

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from .text import plain

TYPES = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/feed+json": "JSON Feed",
    "application/rdf+xml": "RSS 1.0",
    "application/x-rss+xml": "RSS",
    "text/rss+xml": "RSS",
}
LIKELY = re.compile(r"(?i)(?:^|[/.?=_-])(?:rss|feed|feeds|atom|index\.xml|rdf)(?:$|[/.?=_-])")
WELL_KNOWN = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default")
"""Where feeds mostly lie, tried when a page names none."""

MOST = 30
LARGEST = 4 * 1024 * 1024


class Candidate(NamedTuple):
    """A feed that a page names, or seems to: its URL, the title given, and how sure it is (2 declared, 1 linked)."""

    url: str
    title: str
    rank: int


def find_feeds(body: bytes, url: str) -> list[Candidate]:
    """Return the feeds that an HTML page names, those it declares first. Nothing is fetched.

    Runs in a killable worker, as everything that reads HTML.
    """
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = lxml_html.document_fromstring(body[:LARGEST], parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    base = urljoin(url, next((str(b.get("href")) for b in root.iter("base") if b.get("href")), ""))
    found: dict[str, Candidate] = {}
    for link in root.iter("link"):
        rel, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").split(";")[0].strip().lower()
        if ("alternate" in rel or "feed" in rel) and (kind in TYPES or "feed" in rel):
            _add(found, base, link.get("href"), link.get("title"), 2)
    for anchor in root.iter("a"):
        if LIKELY.search(_path(anchor.get("href") or "")):
            _add(found, base, anchor.get("href"), anchor.text, 1)
    ranked = sorted(found.values(), key=lambda candidate: -candidate.rank)
    return [one for one in ranked if not _is_comments(one)][:MOST] or ranked[:MOST]


def well_known(url: str) -> list[str]:
    """Return where a site's feeds mostly lie."""
    return [urljoin(url, path) for path in WELL_KNOWN]


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def _add(found: dict[str, Candidate], base: str, href: str | None, title: str | None, rank: int) -> None:
    try:
        target = urljoin(base, (href or "").strip()).partition("#")[0]
    except ValueError:
        return
    if target.lower().startswith(("http://", "https://")) and target not in found:
        found[target] = Candidate(target, plain(title, 200), rank)


def _is_comments(candidate: Candidate) -> bool:
    return "comment" in candidate.url.lower() or "comments" in candidate.title.lower()
