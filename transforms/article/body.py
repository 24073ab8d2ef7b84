"""The text of a page: its paragraphs, without what stands around them."""

import copy
import html
import re
from collections.abc import Iterator

from lxml.etree import _Element
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from .blocks import Blocks
from .markup import Head, texts
from .pruning import prose

LITTLE = 600
"""Characters below which another reading of the page is tried."""
PART = 0.5
"""Share of a page's prose below which the same is done."""
LONG = 120
"""Characters of a paragraph that is taken from one reading into another."""
LEAST = 250
MUCH_MORE = 1.5
FULL = 500
"""Characters from which the publisher's own text in JSON-LD, ended as sentences end, counts as the whole."""
COVERED = 0.9
RELATED = 0.7
MOST_POSTS = 200
SHINGLE = 4
DATELINE = 80
TAG = re.compile(r"(?i)</?(?:p|br|div|h\d|li|ul|ol|a|strong|em|i|b|span|figure|blockquote)\b[^<>]{0,2000}>")
WORD = re.compile(r"\w")
SENTENCE_END = re.compile(r"[.!?。！？][\"'”’»)\]]*\s*\Z")
LINES = frozenset(
    ("p", "head", "item", "quote", "row", "list", "table", "code", "div", "ab", "lb", "h1", "h2", "h3", "h4", "li")
)


def read_body(tree: HtmlElement, head: Head, markup: str, url: str) -> list[str]:
    """Return the lines of the text, each a paragraph or heading; none where the page has none.

    trafilatura's fast reading stands, unless it found little, or less than half of the page's prose: then its full
    reading, which on short articles takes in teasers of other stories, may stand in without these; then what
    resiliparse reads. Where the publisher gives the text in JSON-LD, that completes a reading that missed a part, and
    ends one that ran on.
    """
    blocks = Blocks(tree)
    found = _by_trafilatura(tree, url, fast=True)
    if _size(found) < max(LITTLE, PART * prose(tree)):
        fuller = blocks.without_teasers(_by_trafilatura(tree, url, fast=False), known=found)
        if _size(fuller) > MUCH_MORE * _size(found):
            found = fuller if _size(found) < LITTLE else _merged(fuller, found)
    if told := article_body(head):
        found = _reconcile(found, told)
    if _size(found) < LEAST:
        other = read_quickly(markup)
        found = other if _size(other) > 2 * _size(found) else found
    return blocks.without_trailing_teasers(blocks.without_kickers(blocks.without_links(_with_datelines(found))))


def read_quickly(markup: str) -> list[str]:
    """Return the lines that resiliparse finds: ten times as fast as trafilatura, and with more of what is no text."""
    return _split(str(extract_plain_text(markup, main_content=True, list_bullets=False, alt_texts=False)))


def read_fragment(markup: str) -> str:
    """Return the text of HTML that is all content, as feeds hold it, a block a line."""
    return str(extract_plain_text(markup, main_content=False, list_bullets=False, alt_texts=False))


def article_body(head: Head) -> list[str]:
    """Return the lines of the text that JSON-LD gives; its HTML, where it has any, read as HTML."""
    told = "\n".join([*texts(head.node.get("articleBody")), *_posts(head)])[:1_000_000]
    if "&lt;" in told:
        told = html.unescape(told)
    return _split(read_fragment(told) if TAG.search(told) else html.unescape(told))


def _posts(head: Head) -> Iterator[str]:
    """Yield headline and text of each post of a live blog."""
    posts = head.node.get("liveBlogUpdate")
    for post in posts[:MOST_POSTS] if isinstance(posts, list) else ():
        if isinstance(post, dict):
            yield from texts(post.get("headline"))[:1]
            yield from texts(post.get("articleBody"))[:1]


def _reconcile(found: list[str], told: list[str]) -> list[str]:
    """Return the lines found, completed or ended by what the publisher says the text is, where the two belong together.

    The lines found are better lines, with headings and paragraphs; what the publisher says is often cut short.
    """
    if _size(told) < LEAST:
        return found
    mine, theirs = _shingles(found), _shingles(told)
    both = len(mine & theirs)
    if both < COVERED * len(theirs):
        is_larger = both > RELATED * len(mine) or _size(found) < LITTLE
        return told if is_larger and _size(told) > _size(found) else found
    if both > COVERED * len(mine) and len(told) > 2 * len(found):  # the same text, and only it has paragraphs
        return told
    is_whole = _size(told) >= FULL and SENTENCE_END.search(told[-1])
    if not is_whole or both > COVERED * len(mine):
        return found
    inside = [len(part & theirs) > len(part) / 2 for part in (_shingles([line]) for line in found)]
    last = max((at for at, is_inside in enumerate(inside) if is_inside), default=-1)
    return found[: last + 1]


def _merged(fuller: list[str], found: list[str]) -> list[str]:
    """Return the lines of the fuller reading, and where they belong those paragraphs that only the other one found."""
    lines, known = list(fuller), _shingles(fuller)
    place = 0
    for line in found:
        if line in fuller:
            place = lines.index(line) + 1
        elif len(line) >= LONG and 2 * len((parts := _shingles([line])) & known) < len(parts):
            lines.insert(place, line)
            place += 1
    return lines


def _by_trafilatura(tree: HtmlElement, url: str, *, fast: bool) -> list[str]:
    # Tables are kept: casualty lists stand in them. It asks no server; it mutates what it is given.
    found = bare_extraction(copy.copy(tree), url=url or None, fast=fast, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    return [] if body is None else list(lines(body))


def lines(body: _Element) -> Iterator[str]:
    """Yield the text of each innermost block of an extracted body."""
    held: list[str] = []

    def take() -> Iterator[str]:
        text = " ".join("".join(held).split())
        held.clear()
        if text:
            yield text

    def walk(element: _Element) -> Iterator[str]:
        is_line = element.tag in LINES
        if is_line:
            yield from take()
        held.append(element.text or "")
        for child in element:
            yield from walk(child)
            held.append(child.tail or "")
        if element.tag == "cell":
            held.append(" ")
        if is_line:
            yield from take()

    yield from walk(body)
    yield from take()


def _with_datelines(found: list[str]) -> list[str]:
    """Return the lines, "KASSALA, Sudan —" before a line break joined with the sentence it opens."""
    joined: list[str] = []
    for line in found:
        if joined and len(joined[-1]) <= DATELINE and joined[-1].endswith(("—", "–", "--", " -")):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _split(text: str) -> list[str]:
    return [line for part in text.splitlines() if (line := " ".join(part.split()))]


def _size(found: list[str]) -> int:
    return sum(map(len, found))


def _shingles(found: list[str]) -> set[str]:
    """Return runs of four words; of letters where there are no blanks between words, as in Chinese."""
    words = re.findall(r"\w+", " ".join(found).casefold())
    units = words if len(words) > _size(found) / 20 else WORD.findall("".join(found))
    return {" ".join(units[at : at + SHINGLE]) for at in range(max(1, len(units) - SHINGLE + 1))}
