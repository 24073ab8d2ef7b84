"""Parts of a page that are cut off before the text is read: galleries, teasers, comments, what is hidden."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from .markup import leads_away

GALLERY = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:(?:photo|image|picture)?-?galler(?:y|ies)|slide-?show|carousel)(?:[-_][\w-]*)?"
)
ASIDE = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:newsletters?|comments?|disqus|author-?(?:bio|box|card|info)|sign-?up|breadcrumbs?|"
    r"cookie(?:s|-?banner)?|consent|one-?trust|share-?(?:bar|buttons|tools|links)?|social-?(?:bar|share|links|media)|"
    r"donat(?:e|ions?)|fund-?rais(?:er|ing)|licen[cs]e|copyright|disclaimer|barrier|call-?to-?action|follow-?us|"
    r"feedback|(?:foot|end)-?notes|tag-?(?:list|cloud)|audio-?(?:module|player)|about-?(?:the-?)?authors?)(?:[-_][\w-]*)?"
)
TEASERS = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:recirc(?:ulation)?|related|most-?(?:read|popular|viewed|shared)|trending|outbrain|taboola|"
    r"recommend(?:ed|ations?)|read-?(?:more|next)|also-?read|more-?(?:stories|news|from|on|articles)|up-?next|"
    r"latest-?(?:news|stories)|teasers?-?(?:list|grid))(?:[-_][\w-]*)?"
)
LINKED = 0.2
"""Share of its letters that a part of teasers has in links; the rest of a story behind "read more" has less."""
HIDDEN = re.compile(r"(?i)(?:display\s?:\s?none|visibility\s?:\s?hidden)")
CAPTION = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:(?:(?:image|img|photo|picture|media|figure|wp)[-_]?)?captions?(?:[-_](?:text|wrap(?:per)?|container))?|"
    r"bildunterschrift|bildtext|absatzbild|legende|leyenda|pie-?(?:de-?)?foto|didascalia|"
    r"copyright(?:[-_](?:notice|text|line))?|disclaimer)"
)
LONGEST_CAPTION, LONGEST_FORM = 500, 500
CARDS = 3
"""So many parts side by side, each a headline that links to elsewhere with a few words below, are teasers."""
MOST_PARTS = 1000
LONGEST_CARD = 450
CARDS_LEAVE = 200
"""Characters of prose that must stand outside of all cards: less, and the page is a list of links itself."""
WRAPPERS = ("div", "section", "aside", "ul", "ol", "nav", "figure", "form", "footer")
CARD_TAGS = ("a", "div", "article", "li", "section", "header", "span")
INLINE = frozenset(("a", "b", "i", "em", "strong", "span", "br", "img", "sup", "sub", "small", "u", "font", "wbr"))
PROSE = 40
"""Characters from which a paragraph is prose."""
ENOUGH = 400
"""Characters of prose that must remain."""


def prune(tree: HtmlElement) -> None:
    """Cut off parts that are named so, or hidden, unless they hold the headline, or prose that the rest lacks.

    Names lie: `article-with-comments` may be the story itself. So a gallery goes only where enough prose stands outside
    of it, and any other part only where it holds less than half as much as stands outside.
    """
    root, total = tree.getroottree().getroot(), _prose(tree)
    for element in list(tree.iter(*WRAPPERS)):
        names = [name[:80] for name in (*(element.get("class") or "").split()[:30], element.get("id") or "") if name]
        is_gallery = any(GALLERY.fullmatch(name) for name in names)
        if not is_gallery and not _is_aside(element, names):
            continue
        is_gone = element.getroottree().getroot() is not root  # with a part around it
        if is_gone or element.getparent() is None or element.find(".//h1") is not None:
            continue
        inside = _prose(element)
        outside = total - inside
        if outside >= ENOUGH and (is_gallery or 2 * inside < outside):
            element.drop_tree()
            total = outside


def prune_small(tree: HtmlElement) -> None:
    """Cut off captions, cards of other stories, and what stands around a form: small things with names or shapes."""
    total = _prose(tree)
    for element in tree.xpath("//*[@placeholder][not(self::input or self::textarea)]"):  # AMP shows it while it loads
        total = _drop(element, total, LONGEST_CAPTION, ENOUGH)
    for element in list(tree.iter("p", "div", "span", "figcaption")):
        if any(CAPTION.fullmatch(name[:80]) for name in (element.get("class") or "").split()[:30]):
            total = _drop(element, total, LONGEST_CAPTION, ENOUGH)
    for form in list(tree.iter("form")):
        if form.find(".//input") is not None:
            total = _drop(_around(form), total, LONGEST_FORM, ENOUGH)
    cards = [card for group in _groups(tree) for card in group]
    if total - sum(_prose(card) for card in cards) >= CARDS_LEAVE:
        for card in cards:
            _drop(card, total, LONGEST_CARD, 0)


def is_longer(element: HtmlElement, longest: int) -> bool:
    """Whether an element has more text than so many characters, or very many parts; reads no further than needed."""
    for number, text in enumerate(element.itertext()):
        longest -= len(text)
        if longest < 0 or number > MOST_PARTS:
            return True
    return False


def _drop(element: HtmlElement, total: int, longest: int, leave: int) -> int:
    """Cut off an element if it is small and enough prose stands outside; return the prose that is left."""
    if element.getparent() is None or element.find(".//h1") is not None:
        return total
    if is_longer(element, longest):
        return total
    inside = _prose(element)
    if total - inside < leave:
        return total
    element.drop_tree()
    return total - inside


def _around(form: HtmlElement) -> HtmlElement:
    """Return the largest part around a form that is still small."""
    element = form
    while (parent := element.getparent()) is not None and parent.tag in {"div", "section", "aside"}:
        if is_longer(parent, LONGEST_FORM):
            break
        element = parent
    return element


def _groups(tree: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the cards that stand side by side and are of one kind."""
    beside: dict[tuple[HtmlElement, str, str], list[HtmlElement]] = {}
    for heading in tree.iter("h2", "h3", "h4", "h5"):
        card = _card(heading)
        if card is not None:
            beside.setdefault((card.getparent(), str(card.tag), card.get("class") or ""), []).append(card)
    yield from (group for group in beside.values() if len(group) >= CARDS)


def _card(heading: HtmlElement) -> HtmlElement | None:
    """Return the part that a heading which links to elsewhere is the headline of: the largest that is still small."""
    link = heading if heading.tag == "a" else next(heading.iter("a"), None)
    above = heading.getparent()
    if link is None and above is not None and above.tag == "a":
        link = above
    if link is None or not leads_away(link):
        return None
    element = heading
    while (parent := element.getparent()) is not None and parent.tag in CARD_TAGS:
        headings = parent.iter("h2", "h3", "h4", "h5")
        if len(list(islice(headings, 2))) > 1 or is_longer(parent, LONGEST_CARD):
            break
        element = parent
    return element if element is not heading and element.tag != "a" else None


def divs_to_paragraphs(tree: HtmlElement) -> None:
    """Call the innermost divs with prose paragraphs, where a page has hardly any: old templates know none."""
    if _prose(tree) >= ENOUGH:
        return
    for element in list(tree.iter("div")):
        is_inner = all(child.tag in INLINE for child in element.iterdescendants())
        if is_inner and len(str(element.text_content()).strip()) >= PROSE:
            element.tag = "p"


def join_posts(tree: HtmlElement) -> None:
    """Make one text of the posts of a live blog, of which an extractor would take the first for the article."""
    for element in list(tree.iter("article")):
        if element.find(".//h1") is None:
            element.tag = "div"


def _is_aside(element: HtmlElement, names: list[str]) -> bool:
    if _is_hidden(element) or any(ASIDE.fullmatch(name) for name in names):
        return True
    return any(TEASERS.fullmatch(name) for name in names) and _linked(element) >= LINKED


def _linked(element: HtmlElement) -> float:
    """Return the share of an element's letters that stand in links; one for no letters."""
    whole = len("".join(str(element.text_content()).split()))
    linked = sum(len("".join(str(link.text_content()).split())) for link in element.iter("a"))
    return linked / whole if whole else 1.0


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or HIDDEN.search(element.get("style") or "") is not None


def _prose(element: HtmlElement) -> int:
    sizes = (len(str(paragraph.text_content())) for paragraph in element.iter("p"))
    return sum(size for size in sizes if size >= PROSE)
