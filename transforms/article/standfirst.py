"""The sentence or two between headline and text, which extractors leave behind with the header it stands in."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from .characters import clean_line
from .markup import Head, texts

MARK = re.compile(
    r"(?i)(?:\A|[\s_-])(?:standfirst|sub-?(?:title|head(?:line|ing)?)|dek|deck|strap(?:line)?|perex|lead|lede|intro(?:duction)?|"
    r"summary|excerpt|chapeau|abstract|kicker-?text|teaser-?text|vorspann|ingress|bajada|copete|sommario|description)(?:\Z|[\s_-])"
)
"""What publishers call it, in the class of its element."""
NO_LETTER = re.compile(r"[\W_]+")
SHORTEST, LONGEST = 40, 600
WORDS = 6
ALIKE = 40
"""Characters at its start that it shares with the page's own description of itself."""


def read_standfirst(tree: HtmlElement, head: Head, lines: list[str], title: str) -> str:
    """Return the standfirst where it stands between headline and text and is not in the text; else nothing.

    It is known by its class, or because the page describes itself in the same words.
    """
    if not lines:
        return ""
    described = {
        clean_line(text)[:ALIKE]
        for text in [*texts(head.node.get("description")), head.first("og:description", "description")]
        if len(text) >= SHORTEST
    }
    present = _letters(" ".join(lines))
    for element, bare in _between(tree, title, lines[0]):
        if not SHORTEST <= len(bare) <= LONGEST or bare.count(" ") < WORDS - 1 or bare[:ALIKE] == title[:ALIKE]:
            continue
        if (bare[:ALIKE] in described or _is_marked(element) or _is_below(element)) and not _is_caption(element):
            text = clean_line(bare)
            return "" if _letters(text)[:200] in present else text
    return ""


def _between(tree: HtmlElement, title: str, first: str) -> Iterator[tuple[HtmlElement, str]]:
    """Yield small elements, and their text, from the headline to the first line of the text."""
    start = " ".join(first.split())[:ALIKE]
    wanted = _letters(title)
    # Below the name of a site stands what the site is about: on such a page the headline is a lesser heading.
    exact = {one for one in tree.iter("h1", "h2", "h3") if _letters(str(one.text_content())) == wanted}
    is_past = False
    for element in tree.iter("h1", "h2", "h3", "h4", "h5", "p", "div", "span", "li", "strong", "em"):
        if element in exact or (element.tag == "h1" and not exact):
            is_past = True
        elif is_past and not len(element) > 12:
            text = " ".join(str(element.text_content()).split())
            if text.startswith(start):
                return
            yield element, text


def _is_caption(element: HtmlElement) -> bool:
    """Whether it belongs to a picture or film."""
    for node in (element, *element.iterancestors()):
        marks = f"{node.get('class') or ''} {node.get('id') or ''}".lower()
        if node.tag in {"figure", "figcaption"} or any(word in marks for word in ("caption", "gallery", "player")):
            return True
        if node.tag in {"article", "main"}:
            break
    return False


def _is_below(element: HtmlElement) -> bool:
    """Whether it is a lesser heading right below the headline, and leads nowhere."""
    above = element.getprevious()
    is_lesser = element.tag in {"h2", "h3", "h4", "h5"} and element.find(".//a") is None
    return is_lesser and above is not None and above.tag == "h1"


def _is_marked(element: HtmlElement) -> bool:
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return len(marks) < 500 and MARK.search(marks) is not None


def _letters(text: str) -> str:
    return NO_LETTER.sub("", text.casefold())
