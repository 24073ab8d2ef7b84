"""JSON Feed, 1.0 and 1.1 (jsonfeed.org)."""

import contextlib
import html
import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from .errors import BadFeed
from .parsed import ParsedEntry, ParsedFeed
from .text import iso, plain, short


def is_json(body: bytes) -> bool:
    """Tell whether a body looks like a JSON object."""
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def parse_json(body: bytes, url: str, most: int) -> ParsedFeed:
    """Return what a JSON Feed holds.

    Raises:
        BadFeed: not_a_feed or malformed.
    """
    try:
        found = json.loads(body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    except RecursionError:
        raise BadFeed("too_complex", "The JSON is nested too deep.") from None
    except ValueError as error:
        kind = "malformed" if b"jsonfeed.org" in body[:4096] else "not_a_feed"
        raise BadFeed(kind, f"The answer is no JSON: {error}") from None
    items = found.get("items")
    if not isinstance(items, list) or "jsonfeed.org/version/" not in str(found.get("version", "")):
        raise BadFeed("not_a_feed", "The answer is JSON, but no JSON Feed.")
    base = str(found.get("home_page_url") or url)
    entries = [_entry(item, base) for item in items[:most] if isinstance(item, Mapping)]
    version = "".join(c for c in str(found["version"]).rpartition("/")[2] if c.isdigit())[:3]
    return ParsedFeed(
        title=plain(_text(found.get("title"))),
        site_url=short(found.get("home_page_url")) or "",
        format=f"json{version or '1'}",
        language=short(found.get("language"), 35),
        wait_s=None,
        skip_hours=(),
        skip_days=(),
        entries=entries,
        tossed=max(0, len(items) - most),
    )


def _entry(item: Mapping[str, Any], base: str) -> ParsedEntry:
    link = _text(item.get("url")) or _text(item.get("external_url"))
    with contextlib.suppress(ValueError):  # refused, with its reason, where it is asked for
        link = urljoin(base, link) if link else ""
    text = _text(item.get("content_text"))
    published, updated = iso(item.get("date_published")), iso(item.get("date_modified"))
    return ParsedEntry(
        url=link,
        guid=short(item.get("id")),
        title=plain(_text(item.get("title"))),
        authors=tuple(_authors(item)),
        published=published or updated,
        updated=updated,
        content=_text(item.get("content_html")) or "".join(f"<p>{html.escape(p)}</p>" for p in text.split("\n") if p),
        summary=html.escape(_text(item.get("summary"))),
    )


def _authors(item: Mapping[str, Any]) -> Iterable[str]:
    given = item.get("authors") or [item.get("author")]
    for author in given[:20] if isinstance(given, list) else ():
        if isinstance(author, Mapping) and (name := plain(_text(author.get("name")), 200)):
            yield name


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
