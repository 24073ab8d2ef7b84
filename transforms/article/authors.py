"""Who wrote it."""

import html
import re

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
BYLINE = ("author", "byline", "authors", "article-author", "author-name", "byline__name", "article__byline", "p-author")


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
        )
        told = [value for name in metas for value in head.meta.get(name, ())]
        found = _names(told, split=True)
    return found or _names(_bylines(tree), split=True)


def _names(told: list[str], *, split: bool) -> list[str]:
    names: dict[str, str] = {}
    for text in told:
        line = LEAD.sub("", clean_line(html.unescape(text)))
        for part in SPLIT.split(line) if split else [line]:
            name = LEAD.sub("", part).strip(" .,-–—:")
            if 1 < len(name) <= 80 and len(name.split()) <= 8 and not NOT_A_NAME.search(name):
                names.setdefault(name.casefold(), name)
    return list(names.values())[:MOST]


def _bylines(tree: HtmlElement) -> list[str]:
    """Return texts of elements marked as an author's name; a long one is no name."""
    for element in tree.iter("a", "span", "div", "p", "address", "li"):
        marks = {*(element.get("class") or "").lower().split(), element.get("rel") or "", element.get("itemprop") or ""}
        if marks.isdisjoint(BYLINE):
            continue
        text = clean_line(element.text_content())
        if 3 < len(text) < 100 and text[-1] not in ".!?":
            return [text]
    return []
