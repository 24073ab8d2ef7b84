"""Picture stories: pages whose text is what stands below the pictures."""

import re

from lxml.html import HtmlElement
from yarl import URL

from .markup import Head, is_type

PLACE = re.compile(
    r"(?i)(?:\A|[/_-])(?:(?:photo|image|picture)-?galler(?:y|ies)|galler(?:y|ies)|slide-?shows?|in-(?:pictures|photos)|"
    r"photo-?essays?|fotogaler[ií]as?|diaporamas?|bilderstrecken?)(?:[/_.-]|\Z)"
)
"""What such pages are called in their addresses."""
TYPES = frozenset(("imagegallery", "mediagallery"))
SHORTEST, CAPTIONS = 30, 3
CREDIT = re.compile(r"(?i)(?:[\w-]*[-_])?(?:credits?|copyright|source|counter)(?:[-_][\w-]*)?")


def is_picture_story(head: Head, url: str) -> bool:
    """Whether a page is one, by its address or by what it says of itself."""
    return is_type(head.node, TYPES) or PLACE.search(URL(url, encoded=True).path if url else "") is not None


def captions_to_paragraphs(tree: HtmlElement) -> None:
    """Make paragraphs of the captions, where there are several with some words, so that they are read as text."""
    captions = [one for one in tree.iter("figcaption") if len(str(one.text_content()).strip()) >= SHORTEST]
    if len(captions) < CAPTIONS:
        return
    for caption in captions:
        for element in list(caption.iterdescendants()):
            if any(CREDIT.fullmatch(name[:80]) for name in (element.get("class") or "").split()[:30]):
                element.drop_tree()
        for element in (caption, *caption.iterancestors()):
            if element.tag in {"body", "main", "article"}:
                break
            element.attrib.pop("class", None)
            element.attrib.pop("id", None)
            element.tag = "p" if element is caption else "div" if element.tag == "figure" else element.tag
