"""The headline of a page, without the name of the site."""

import html
import re

from lxml.html import HtmlElement

from .characters import clean_line
from .markup import Head, texts

PART = re.compile(r"\s+[|–—·•»:>«*⋆~/-]+\s+|\s*[|｜]\s*|\s+::\s+|_(?=[^_\s]+\Z)")
"""What stands between a headline and the name of a site or section."""
LONGEST = 500
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def read_title(tree: HtmlElement, head: Head, site: str) -> str:
    """Return the headline: as JSON-LD, OpenGraph or the only h1 gives it, else the title element; "" for none."""
    told = [*texts(head.node.get("headline")), head.first("og:title"), head.first("twitter:title", "dc.title", "title")]
    headings = [clean_line(element.text_content()) for element in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    window = _line(head.title)
    names = {_key(name) for name in [*head.site_names, site, site.partition(".")[0]] if _key(name)}
    candidates = [_line(text) for text in told if text]
    candidates += headings if len(headings) == 1 else [heading for heading in headings if heading in window]
    candidates.append(window)
    bare = [without_site(candidate, names, headings) for candidate in candidates]
    chosen = next((candidate for candidate in bare if candidate and _key(candidate) not in names), "")
    return _longer(chosen, bare)[:LONGEST]


def without_site(title: str, names: set[str], headings: list[str]) -> str:
    """Drop the name of the site from the end or the start of a title.

    >>> without_site("Two killed in raid | World News | The Daily", {"thedaily"}, [])
    'Two killed in raid'
    """
    marks = list(PART.finditer(title))
    if not marks:
        return title
    for heading in headings:
        rest = title.removeprefix(heading)
        if len(heading) > 15 and rest != title and PART.match(rest):
            return heading
    last, first = marks[-1], marks[0]
    if _names(title[last.end() :], names):
        shorter = title[: last.start()].strip()
        return _without_section(shorter) if "|" in title[last.start() : last.end()] else shorter
    if _names(title[: first.start()], names):
        return title[first.end() :].strip()
    return title


def _without_section(title: str) -> str:
    """Drop "| World News" before a site's name that stood behind a bar as well."""
    head, bar, section = title.rpartition("|")
    return head.strip() if bar and len(section.split()) <= 3 and len(head.split()) > 3 else title


def _names(part: str, names: set[str]) -> bool:
    key = _key(part)
    return (
        any(key == name or (len(name) > 3 and (key.startswith(name) or key.endswith(name))) for name in names)
        and len(part.split()) <= 6
    )


def _longer(chosen: str, others: list[str]) -> str:
    """Return the full headline where the chosen one was cut with an ellipsis."""
    stem = re.sub(r"\s*(?:\.\.\.|…)\Z", "", chosen)
    if stem == chosen or len(stem) < 20:
        return chosen
    return next((other for other in others if other.startswith(stem) and not other.endswith(("...", "…"))), chosen)


def _line(text: str) -> str:
    return clean_line(TAG.sub("", html.unescape(text)))


def _key(text: str) -> str:
    """Letters and digits of a name, in one case."""
    return "".join(character for character in text.casefold() if character.isalnum())
