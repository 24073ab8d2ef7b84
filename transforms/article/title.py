"""The headline of a page, without the name of the site."""

import html
import re

from lxml.html import HtmlElement

from .characters import clean_line
from .markup import Head, texts

PART = re.compile(r"\s+[|–—·•»:>«*⋆~/-]+\s+|\s*[|｜]\s*|\s+::\s+|_(?=[^_\s]+\Z)")
"""What stands between a headline and the name of a site or section."""
LONGEST = 500
LEAST = 20
"""Letters from which a heading is a headline, whatever stands around it in the title."""
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def read_title(tree: HtmlElement, head: Head, site: str) -> str:
    """Return the headline; "" for none.

    JSON-LD, OpenGraph, h1 and the title element each may hold the name of the site, of a section or a description
    instead. The first that another one repeats is the headline; else the first.
    """
    told = [*texts(head.node.get("headline")), head.first("og:title"), head.first("twitter:title", "dc.title", "title")]
    headings = [heading for element in tree.iter("h1") if (heading := clean_line(str(element.text_content())))]
    names = {key for name in [*head.site_names, site, site.partition(".")[0]] if (key := _key(name))}
    bare = {
        source: without_site(_line(text), names, headings) for source, text in enumerate([*told, head.title]) if text
    }
    candidates = [text for text in bare.values() if _key(text) and _key(text) not in names]
    window = bare.get(len(told), "")
    candidates += [heading for heading in headings if len(headings) == 1 and _key(heading) not in names]
    supports = [_key(text) for text in [_line(head.title), *headings]]
    chosen = next((text for text in candidates if _is_repeated(text, supports)), "")
    chosen = chosen or (candidates[0] if candidates else window)
    return _longer(_heading_in(chosen, headings), candidates)[:LONGEST]


def _heading_in(title: str, headings: list[str]) -> str:
    """Return the heading that is all of the title but a name before or after it; else the title."""
    return next((h for h in headings if len(h) >= LEAST and (title.startswith(h) or title.endswith(h))), title)


def _is_repeated(text: str, supports: list[str]) -> bool:
    """Whether two of the title element and the headings hold it, or it holds them; a word or two prove nothing."""
    key = _key(text)
    return len(key) >= 10 and sum(key in other or (len(other) >= 10 and other in key) for other in supports) >= 2


def without_site(title: str, names: set[str], headings: list[str]) -> str:
    """Drop the name of the site from the end or the start of a title.

    >>> without_site("Two killed in raid | World News | The Daily", {"thedaily"}, [])
    'Two killed in raid'
    """
    for heading in headings:  # "The Daily: Two killed in raid", below a heading that is the paper's name
        if title.startswith(f"{heading}: "):
            return title.removeprefix(f"{heading}: ")
    marks = list(PART.finditer(title))
    if not marks:
        return title
    for heading in headings:
        rest = title.removeprefix(heading)
        if len(heading) > 8 and rest != title and PART.match(rest):
            return heading
    last, first = marks[-1], marks[0]
    if _names(title[last.end() :], names):
        shorter = title[: last.start()].strip()
        return _without_section(shorter) if "|" in title[last.start() : last.end()] else shorter
    if _names(title[: first.start()], names) and len(title) - first.end() > 2 * first.start():
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
