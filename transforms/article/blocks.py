"""Where the lines of a text stand on the page: whether in a link, or in a card that leads to another story."""

from collections import Counter
from collections.abc import Iterable

from lxml.html import HtmlElement

from .markup import leads_away

BLOCK_TAGS = ("p", "li", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "td", "dd", "dt", "span", "strong", "em")
LEAST_WORDS = 3
MENU = 3
"""So many short links, one below the other, are a menu."""
KEY = 60
KICKER, MOST_KICKERS = 30, 8
LONGEST_LINK = 250
LABEL = 22
"""Letters before a link, at most, that are a label: "Read more", "Previous coverage"."""
LABELLED = 25
"""Letters of a link, at least, that make it a headline."""
SENTENCE_ENDS = ".。"


class Blocks:
    """The innermost blocks of a page by their text; built on demand, mutates nothing."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self._found: dict[str, HtmlElement] | None = None

    def find(self, line: str) -> HtmlElement | None:
        """Return the block that a line is the text of."""
        if self._found is None:
            self._found = {}
            for element in self.tree.iter(*BLOCK_TAGS):
                text = " ".join(_start_of(element).split())
                if text:
                    self._found[_key(text)] = element  # the innermost of nested blocks comes last
        return self._found.get(_key(line))

    def without_links(self, lines: Iterable[str]) -> list[str]:
        """Drop lines that are nothing but a link to elsewhere: teasers between the paragraphs.

        A link that is a full sentence stays, since some stories link every word, as do headings of sections, and a
        link of a word or two or in a table, unless a MENU of such links stands together.
        """
        kept: list[str] = []
        links = 0  # at the end of what is kept
        for line in lines:
            if self._is_link(line):
                continue
            is_item = self._is_link(line, in_menu=True)
            if not is_item:
                kept = kept[: len(kept) - links] if links >= MENU else kept
                links = 0
            links += is_item
            kept.append(line)
        return kept[: len(kept) - links] if MENU <= links < len(kept) else kept

    def _is_link(self, line: str, *, in_menu: bool = False) -> bool:
        if len(line) > LONGEST_LINK or line[-1] in SENTENCE_ENDS or (not in_menu and len(line.split()) < LEAST_WORDS):
            return False
        element = self.find(line)
        if element is None or (not in_menu and element.tag in {"h2", "h3", "td", "dt"}):
            return False
        whole = len("".join(_text(element).split()))
        linked = sum(len("".join(_text(link).split())) for link in element.iter("a") if leads_away(link))
        parent = element.getparent()
        if not linked and parent is not None and parent.tag == "a" and leads_away(parent):
            linked = whole
        return whole > 0 and (
            linked >= 0.9 * whole or (whole - linked <= LABEL and linked >= LABELLED and _leads(element))
        )

    def without_teasers(self, lines: list[str], *, known: Iterable[str]) -> list[str]:
        """Drop lines beyond the `known` ones that stand alone in a card with a link of its own to another story."""
        kept = set(known)
        found = [(line, self.find(line)) for line in lines]
        shared = _paragraphs(element for _, element in found)
        return [
            line
            for line, element in found
            if line in kept or element is None or not _is_card(element.getparent(), shared[element.getparent()])
        ]

    def without_kickers(self, lines: list[str]) -> list[str]:
        """Drop short labels at the top that are no headings: the section, "Issued on:"."""
        at = 0
        while at < min(MOST_KICKERS, len(lines) - 1) and self._is_kicker(lines[at]):
            at += 1
        return lines[at:]

    def _is_kicker(self, line: str) -> bool:
        if len(line) > KICKER or len(line.split()) > LEAST_WORDS or line[-1] in '.!?…。！？”"' or line.islower():
            return False
        element = self.find(line)
        is_cased = line.casefold() != line.upper()  # in scripts without cases a sentence may be so short
        return is_cased and (element is None or not (element.tag.startswith("h") or element.tag in {"li", "td", "dt"}))

    def without_trailing_teasers(self, lines: list[str]) -> list[str]:
        """Drop cards, and headings of cards, at the end of a text."""
        found = [self.find(line) for line in lines]
        shared = _paragraphs(found)
        end = len(lines)
        for at in range(len(lines) - 1, 0, -1):
            element = found[at]
            if element is None:
                break
            if _is_card(element.getparent(), shared[element.getparent()]):
                end = at
            elif not element.tag.startswith("h"):
                break
        while end < len(lines) and end > 1 and (element := found[end - 1]) is not None and element.tag.startswith("h"):
            end -= 1
        return lines[:end]


def _paragraphs(found: Iterable[HtmlElement | None]) -> Counter[HtmlElement]:
    """Count the lines of text, without headings, in each wrapper."""
    return Counter(block.getparent() for block in found if block is not None and not block.tag.startswith("h"))


def _is_card(card: HtmlElement | None, paragraphs: int) -> bool:
    """Whether a wrapper with one paragraph of the text also holds a link outside of it, or lies in one."""
    if card is None or paragraphs > 1 or card.tag in {"body", "main", "article"}:
        return False
    outside = (
        link for link in card.iter("a") if link.getparent() is card or link.getparent().tag in {"h2", "h3", "h4", "div"}
    )
    return any(len(_text(link).split()) >= LEAST_WORDS for link in outside)


def _leads(element: HtmlElement) -> bool:
    """Whether a block begins with a label and goes on with links alone: nothing stands behind the first link."""
    links = [link for link in element.iter("a") if leads_away(link)]
    ending = "".join(_text(links[-1]).split()) if links else ""
    return len(links) == 1 and bool(ending) and "".join(_text(element).split()).rstrip(".:»›").endswith(ending)


def _text(element: HtmlElement) -> str:
    return str(element.text_content())


def _start_of(element: HtmlElement) -> str:
    """Return the first characters of an element's text, without reading on in a large one."""
    parts: list[str] = []
    room = 2 * KEY
    for part in element.itertext():
        parts.append(part)
        room -= len(part.strip())
        if room < 0:
            break
    return "".join(parts)


def _key(text: str) -> str:
    return " ".join(text.split())[:KEY].rstrip()
