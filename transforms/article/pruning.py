"""Parts of a page that are cut off before the text is read: galleries, teasers, comments, what is hidden."""

import re

from lxml.html import HtmlElement

GALLERY = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:(?:photo|image|picture)?-?galler(?:y|ies)|slide-?show|carousel)(?:[-_][\w-]*)?"
)
ASIDE = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:newsletters?|recirc(?:ulation)?|related|most-?(?:read|popular|viewed|shared)|trending|outbrain|"
    r"taboola|recommend(?:ed|ations?)|read-?(?:more|next)|also-?read|more-?(?:stories|news|from|on|articles)|comments?|disqus|"
    r"author-?bio|sign-?up|share-?(?:bar|buttons|tools|links)?|social(?:-?(?:bar|share|links|media))?|cookie(?:s|-?banner)?|"
    r"consent|breadcrumbs?|up-?next|latest-?(?:news|stories)|teasers?-?(?:list|grid))(?:[-_][\w-]*)?"
)
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
    total = _prose(tree)
    for element in list(tree.iter(*WRAPPERS)):
        names = [*(element.get("class") or "").split()[:30], element.get("id") or ""]
        is_gallery = any(GALLERY.fullmatch(name[:80]) for name in names if name)
        if not is_gallery and not _is_hidden(element) and not any(ASIDE.fullmatch(name[:80]) for name in names if name):
            continue
        if element.getparent() is None or element.find(".//h1") is not None:
            continue
        inside = _prose(element)
        outside = total - inside
        if outside >= ENOUGH and (is_gallery or 2 * inside < outside):
            element.drop_tree()
            total = outside


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or HIDDEN.search(element.get("style") or "") is not None


def _prose(element: HtmlElement) -> int:
    sizes = (len(str(paragraph.text_content())) for paragraph in element.iter("p"))
    return sum(size for size in sizes if size >= PROSE)
