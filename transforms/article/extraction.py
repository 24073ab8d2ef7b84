"""From the bytes of a page to what it says: everything that a hostile page could hang, in one function to kill."""

import datetime
import re
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement
from yarl import URL

from ..failures import Unprocessable
from . import urls
from .authors import read_authors
from .body import read_body, read_fragment, read_quickly
from .characters import break_lines, clean_line, clean_text
from .dates import Moment, read_modified, read_published
from .decode import decode
from .errors import BadPage
from .furniture import without_furniture
from .language import detect_language
from .limits import check
from .markup import Head, is_type, parse_html, read_head
from .pictures import captions_to_paragraphs, is_picture_story
from .pruning import custom_to_divs, divs_to_paragraphs, join_posts, prune, prune_small
from .sections import cut_cards, cut_sections
from .standfirst import read_standfirst
from .title import read_title
from .walls import check_wall

MAX_TEXT = 100_000
"""Characters of a text that are kept; of 1,471 real pages the longest body had fewer."""
SHORT_WORD = 4
MAX_WORDS = 8_000
"""Words of a text that are kept where they are shorter than SHORT_WORD characters on average: a parser of language
takes memory by the word, and a table of digits has a word every two characters."""
LIVE = frozenset(("liveblogposting",))
LEAST_LETTERS = 20
"""A text with fewer letters holds no sentence."""


class Extract(NamedTuple):
    """What one page says.

    Attributes:
        title: The headline, on one line.
        text: The body, a paragraph a line.
        cut: Characters left out at the end of a text longer than MAX_TEXT.
        authors: Names.
        published: When the page says it was published.
        modified: When the page says it was changed.
        language: ISO 639-1 of the text.
        canonical: The canonical URL, where the page's own claim is believable or the page's address is known.
    """

    title: str
    text: str
    cut: int
    authors: list[str]
    published: Moment | None
    modified: Moment | None
    language: str | None
    canonical: str


def extract(
    body: bytes,
    content_type: str,
    url: str,
    declared: str | None,
    now: datetime.datetime,
    *,
    is_quick: bool = False,
) -> Extract:
    """Read the article on a page.

    Pure: no clock, no network. May take seconds and much memory on a hostile page: run it where it can be killed.

    Args:
        body: The page, decoded by Content-Encoding.
        content_type: Content-Type as the server gave it; may be empty.
        url: Where it came from; may be empty.
        declared: The language the feed declares.
        now: When it came: dates a day or more after it are errors.
        is_quick: Leave out what takes long: for pages on which the full reading was killed.

    Raises:
        BadPage: There is no article to be read.
    """
    check(body, content_type)
    markup = decode(body, content_type).replace("\0", "")
    tree = parse_html(markup)
    head = read_head(tree)
    title = read_title(tree, head, urls.site(url))
    published, modified = read_published(tree, head, url, now, is_quick=is_quick), read_modified(head, now)
    authors = read_authors(tree, head)
    address = canonical(tree, head, url)
    lines = read_quickly(markup) if is_quick else _read_lines(tree, head, markup, url, title)
    raw = clean_text("\n".join(lines))
    check_wall(tree, title, raw, url)
    text, cut = shorten(break_lines(without_furniture(raw, title, authors)))
    check_length(text)
    language = detect_language(title, text, declared or head.language)
    return Extract(title, text, cut, authors, published, modified, language, address)


def _read_lines(tree: HtmlElement, head: Head, markup: str, url: str, title: str) -> list[str]:
    custom_to_divs(tree)
    if is_picture_story(head, url):
        captions_to_paragraphs(tree)
    divs_to_paragraphs(tree)
    prune(tree)
    prune_small(tree)
    cut_sections(tree)
    cut_cards(tree)
    if is_type(head.node, LIVE):
        join_posts(tree)
    lines = read_body(tree, head, markup, url)
    return [read_standfirst(tree, head, lines, title), *lines]


def extract_fragment(markup: str, title: str, declared: str | None) -> Extract:
    """Read the article that a feed's entry holds itself.

    Raises:
        BadPage: It holds no text.
    """
    check(b"<p>" + markup.encode("utf-8", "replace"), "text/html")
    text, cut = shorten(break_lines(without_furniture(clean_text(read_fragment(markup)), title)))
    check_length(text)
    return Extract(clean_line(title), text, cut, [], None, None, detect_language(title, text, declared), "")


def shorten(text: str) -> tuple[str, int]:
    """Return the text up to MAX_TEXT (or MAX_WORDS), cut at the end of a line or word, and how many characters went."""
    most = _most(text[:MAX_TEXT])
    if len(text) <= most:
        return text, 0
    head = text[:most]
    kept = head[: head.rfind("\n")] if "\n" in head[most // 2 :] else head[: max(head.rfind(" "), most // 2)]
    return kept, len(text) - len(kept)


def _most(text: str) -> int:
    """Return how many characters of a text are kept."""
    starts = [found.start() for found in islice(re.finditer(r"\S+", text), len(text) // (SHORT_WORD + 1) + 1)]
    is_prose = len(text) >= (SHORT_WORD + 1) * len(starts) or len(starts) <= MAX_WORDS
    return MAX_TEXT if is_prose else starts[MAX_WORDS]


def check_length(text: str) -> None:
    """Refuse a text that holds no sentence.

    Raises:
        BadPage: no_content or too_short.
    """
    if not text:
        raise BadPage("no_content", "No article text was found on the page.")
    if sum(character.isalpha() for character in text[:1000]) < LEAST_LETTERS:
        raise BadPage("too_short", f"The page has {len(text)} characters of text, which is no article.")


def canonical(tree: HtmlElement, head: Head, url: str) -> str:
    """Return the article's address: the page's claim where it is believable, else the page's own.

    A claim is believed for the same registrable domain, and not where it leads from an article to the home page or to
    a section, as templates with a fixed claim do. A claim is never fetched.
    """
    own = _canonical_or_none(url)
    for claim in (head.canonical, head.first("og:url")):
        joined = _joined(tree, url, claim)
        told = _canonical_or_none(joined) if joined else None
        if told and (own is None or _believable(told, own)):
            return told
    return own or ""


def _joined(tree: HtmlElement, url: str, claim: str) -> str:
    if not claim or claim.lower().startswith(("http://", "https://")):
        return claim
    try:
        return str(urls.parse(url).join(URL(claim, encoded=True))) if url else ""
    except (Unprocessable, ValueError):
        return ""


def _canonical_or_none(url: str) -> str | None:
    try:
        return urls.canonical_url(url)
    except Unprocessable:
        return None


def _believable(told: str, own: str) -> bool:
    if urls.site(told) != urls.site(own):
        return False
    told_path, own_path = (urls.parse(url).raw_path.strip("/") for url in (told, own))
    if own_path and (not told_path or own_path.startswith(told_path + "/")):
        return False
    return told_path.count("/") + 2 >= own_path.count("/") or any(character.isdigit() for character in told_path)
