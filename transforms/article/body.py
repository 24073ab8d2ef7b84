"""The text of a page: its paragraphs, without what stands around them."""

import copy
import html
import re
from collections.abc import Iterator

from lxml.etree import _Element
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from .markup import Head, texts

ENOUGH = 250
"""Characters below which another reading of the page is tried."""
MUCH_MORE = 1.5
TAG = re.compile(r"<(?:p|br|div|h\d|li|ul|ol|a|strong|em|figure|blockquote)\b[^<>]{0,2000}>|</p>", re.IGNORECASE)
BLOCKS = frozenset(
    ("p", "head", "item", "quote", "row", "list", "table", "code", "div", "ab", "lb", "h1", "h2", "h3", "h4", "li")
)


def read_body(tree: HtmlElement, head: Head, markup: str, url: str) -> str:
    """Return the text, a paragraph or heading a line; empty where the page has none.

    trafilatura reads first. Where it finds little, the text that the publisher gives in JSON-LD and what resiliparse
    reads stand in, if they are much longer.
    """
    found = _by_trafilatura(tree, url)
    if len(found) < ENOUGH * 4 or len(found) < _told_length(head) / MUCH_MORE:
        told = article_body(head)
        if len(told) > MUCH_MORE * len(found) and len(told) > ENOUGH / 2:
            found = told
    if len(found) < ENOUGH:
        other = _by_resiliparse(markup)
        if len(other) > 2 * len(found):
            found = other
    return found


def read_fragment(markup: str) -> str:
    """Return the text of HTML that is all content, as feeds hold it, a block a line."""
    text: str = extract_plain_text(
        markup, preserve_formatting=True, main_content=False, list_bullets=False, alt_texts=False
    )
    return text


def _by_trafilatura(tree: HtmlElement, url: str) -> str:
    # Tables are kept: casualty lists stand in them. It copies the tree and asks no server.
    found = bare_extraction(copy.copy(tree), url=url or None, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    return "" if body is None else "\n".join(lines(body))


def lines(body: _Element) -> Iterator[str]:
    """Yield the text of each innermost block of an extracted body."""
    held: list[str] = []

    def take() -> Iterator[str]:
        text = " ".join("".join(held).split())
        held.clear()
        if text:
            yield text

    def walk(element: _Element) -> Iterator[str]:
        is_block = element.tag in BLOCKS
        if is_block:
            yield from take()
        held.append(element.text or "")
        for child in element:
            yield from walk(child)
            held.append(child.tail or "")
        if element.tag == "cell":
            held.append(" ")
        if is_block:
            yield from take()

    yield from walk(body)
    yield from take()


def _told_length(head: Head) -> int:
    return sum(len(text) for text in texts(head.node.get("articleBody")))


def article_body(head: Head) -> str:
    """Return the text that JSON-LD gives; its HTML, where it has any, read as HTML."""
    told = "\n".join(texts(head.node.get("articleBody")))[:1_000_000]
    if "&lt;" in told:
        told = html.unescape(told)
    return read_fragment(told) if TAG.search(told) else html.unescape(told)


def _by_resiliparse(markup: str) -> str:
    text: str = extract_plain_text(
        markup, main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False
    )
    return text
