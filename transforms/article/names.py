"""What a page calls its parts: class, id and the like, in one spelling."""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

LONGEST, MOST = 80, 30
ATTRIBUTES = ("id", "data-testid", "data-component", "data-module")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")


def names(element: HtmlElement) -> list[str]:
    """Return the names of an element, with hyphens between their words; of a custom element its tag as well.

    >>> from lxml.html import fromstring
    >>> names(fromstring('<div class="relatedStories card__more" id="x"></div>'))
    ['related-Stories', 'card-more', 'x']
    """
    told = [*(element.get("class") or "").split()[:MOST], *(element.get(name) or "" for name in ATTRIBUTES)]
    if "-" in element.tag:
        told.append(element.tag)
    return [HUMP.sub("-", name[:LONGEST]) for name in told if name]


def is_named(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    """Whether one of an element's names is of this pattern."""
    return matches(names(element), pattern)


def matches(told: Iterable[str], pattern: re.Pattern[str]) -> bool:
    """Whether one of these names is of this pattern, all of it."""
    return any(pattern.fullmatch(name) for name in told)


def classes(element: HtmlElement) -> list[str]:
    """Return the classes of an element as they stand."""
    return [name[:LONGEST] for name in (element.get("class") or "").split()[:MOST]]
