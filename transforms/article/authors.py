"""Who wrote it."""

import html
import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from .characters import clean_line
from .markup import Head, names_of

MOST = 20
LEAD = re.compile(
    r"(?i)\A(?:(?:written|reported|words|story|text|analysis|photographs?)\s+)?(?:by|von|par|por|di|door|av)\b[:\s]+"
)
SPLIT = re.compile(r"\s*(?:;|\||,|•|·|\s/\s|\s&\s|\band\b|\bund\b|\bet\b|\by\b)\s*")
NOT_A_NAME = re.compile(
    r"(?i)https?:|www\.|@|\d{2}|\b(?:updated|published|posted|min(?:ute)?s? read|follow|share|subscribe)\b|[<>{}=]"
)
BYLINE = re.compile(r"(?:[\w-]{0,60}[-_])?(?:by-?lines?|authors?)(?:[-_]{1,2}(?:names?|links?))?")
"""What the element that names an author is called: its class, rel or itemprop."""


def read_authors(tree: HtmlElement, head: Head) -> list[str]:
    """Return the names of the authors, in order: from JSON-LD, meta tags, else the byline; empty for none."""
    told = names_of(head.node.get("author")) or names_of(head.node.get("creator"))
    if not (found := _names(told, split=len(told) == 1)):
        metas = (
            "author",
            "article:author",
            "og:article:author",
            "parsely-author",
            "sailthru.author",
            "byl",
            "dc.creator",
            "citation_author",
        )
        told = [value for name in metas for value in head.meta.get(name, ())]
        found = _names(told, split=True)
    if found:
        return found
    read = (_names([line], split=True) for line in islice(_bylines(tree), MOST))
    return next((names for names in read if names), [])


def _names(told: list[str], *, split: bool) -> list[str]:
    names: dict[str, str] = {}
    for text in told:
        line = LEAD.sub("", clean_line(html.unescape(text)))
        for part in SPLIT.split(line) if split else [line]:
            name = LEAD.sub("", part).strip(" .,-–—:")
            if 1 < len(name) <= 80 and len(name.split()) <= 8 and not NOT_A_NAME.search(name):
                names.setdefault(name.casefold(), name)
    return list(names.values())[:MOST]


def _bylines(tree: HtmlElement) -> Iterator[str]:
    """Yield texts of elements marked as an author's name; a long one is no name."""
    for element in tree.iter("a", "span", "div", "p", "address", "li", "h4", "h5", "h6", "em"):
        names = (element.get("class") or "").lower().split()[:30]
        marks = [*names, element.get("rel") or "", element.get("itemprop") or "", element.get("id") or ""]
        if not any(BYLINE.fullmatch(mark[:80]) for mark in marks):
            continue
        text = clean_line(element.text_content())
        if 3 < len(text) < 100 and text[-1] not in ".!?":
            yield text
