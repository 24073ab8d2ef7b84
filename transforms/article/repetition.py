"""Lines that a site repeats from page to page: its furniture, whatever the words.

A line counts where pages with different headlines share it, since one story stands under several addresses. A line
that is a sentence may be what several stories of a day have in common, and losing it loses news: it must stand on
nearly all of many pages.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

OTHERS = 3
"""On so many other pages of the site a line must stand."""
OTHERS_SENTENCE = 7
SHARE = 0.8
"""A sentence must stand on so many other pages, and on this share of all."""
LONGEST = 300
"""Characters of a line that can be furniture."""
MOST = 0.5
"""Share of a text that is dropped at most: a page that shares more with others is the same story again."""
SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")


def repeated_lines(pages: Iterable[tuple[str, str]]) -> set[str]:
    """Return the lines that pages of one site, given as title and text, have in common."""
    titles: dict[str, set[str]] = defaultdict(set)
    every = set()
    for title, text in pages:
        every.add(title)
        for line in set(text.split("\n")):
            if len(line) <= LONGEST:
                titles[line].add(title)
    return {
        line
        for line, found in titles.items()
        if len(found) > OTHERS and (not SENTENCE.search(line) or _is_everywhere(len(found), len(every)))
    }


def _is_everywhere(found: int, every: int) -> bool:
    return found > OTHERS_SENTENCE and found >= SHARE * every


def without_lines(text: str, lines: Collection[str]) -> str:
    """Return the text without these lines, or as it is where they are more than half of it."""
    kept = "\n".join(line for line in text.split("\n") if line not in lines)
    return kept if len(kept) > MOST * len(text) else text
