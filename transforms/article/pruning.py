"""Parts of a page that are cut off before the text is read: galleries, teasers, comments, what is hidden."""

import re

from lxml.html import HtmlElement

GALLERY = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:(?:photo|image|picture)?-?galler(?:y|ies)|slide-?show|carousel)(?:[-_][\w-]*)?"
)
ASIDE = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:newsletters?|comments?|disqus|author-?bio|sign-?up|cookie(?:s|-?banner)?|consent|breadcrumbs?|"
    r"share-?(?:bar|buttons|tools|links)?|social-?(?:bar|share|links|media))(?:[-_][\w-]*)?"
)
TEASERS = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:recirc(?:ulation)?|related|most-?(?:read|popular|viewed|shared)|trending|outbrain|taboola|"
    r"recommend(?:ed|ations?)|read-?(?:more|next)|also-?read|more-?(?:stories|news|from|on|articles)|up-?next|"
    r"latest-?(?:news|stories)|teasers?-?(?:list|grid))(?:[-_][\w-]*)?"
)
LINKED = 0.2
"""Share of its letters that a part of teasers has in links; the rest of a story behind "read more" has less."""
HIDDEN = re.compile(r"(?i)(?:display\s?:\s?none|visibility\s?:\s?hidden)")
WRAPPERS = ("div", "section", "aside", "ul", "ol", "nav", "figure", "form", "footer")
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
