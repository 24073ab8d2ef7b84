"""Headlines as sentences would have them: "Ukraine, Russia hold talks" is said of both, which no parser knows."""

import re
from collections.abc import Callable
from dataclasses import replace

from .paragraph import Paragraph

WORD = re.compile(r"[\w.'’&-]+")
COMMA = re.compile(r"[A-Z][\w.'’&-]*(?: [\w.'’&-]+){0,3}(?P<comma>, )(?=\w)")
AND, DID = " and ", "did "
"""What the parser reads for the comma, and before the verb, which it else takes for a noun: "Hamas exchange fire"."""
LONGEST = 4
"""Words of the second of the two at most."""
SAME_IN_PAST = frozenset("hit cut set put shut let beat split spread quit read cost hurt burst cast shed".split())
"""Verbs that are the same when done to one: "Aleppo, Syria hit" may be a town and its state."""
OPENERS = frozenset(
    "after before amid as at by despite during following for from if in near on once over since though under until "
    "when where while with without yesterday today what why how".split()
)
LINKS = frozenset("a an the and or but as in on at of to for from by with over after before says say".split())


def joined(title: Paragraph, is_verb: Callable[[str], bool]) -> Paragraph:
    """The headline as of both where it says one verb of two without "and"; offsets stay those of the field.

    `is_verb` tells whether a word is a verb as it stands in the present, said of many.
    """
    found = COMMA.match(title.text)
    verb = verb_of(title.text, found.end("comma"), is_verb) if found is not None else None
    if found is None or verb is None or not is_name(WORD.findall(found[0]), is_verb):
        return title
    offsets = [title.offset(char) for char in range(len(title.text) + 1)]
    words = title.text
    for start, end, put in ((verb, verb, DID), (*found.span("comma"), AND)):
        words = words[:start] + put + words[end:]
        offsets = [*offsets[:start], *[offsets[start]] * len(put), *offsets[end:]]
    return replace(title, text=words, offsets=offsets)


def is_name(words: list[str], is_verb: Callable[[str], bool]) -> bool:
    """Whether words are a name or a noun with one: no clause, and no time or place that opens one."""
    return words[0].lower() not in OPENERS and not any(word in LINKS or is_verb(word) for word in words[1:])


def verb_of(title: str, start: int, is_verb: Callable[[str], bool]) -> int | None:
    """Where the verb stands that is said of what begins at `start`, a short noun phrase; None if none does."""
    for number, match in enumerate(WORD.finditer(title, start)):
        word = match[0]
        if number > LONGEST or word in LINKS or title[match.end() : match.end() + 1] == ",":
            return None
        if number and word.islower() and is_verb(word) and word not in SAME_IN_PAST:
            return match.start()
    return None
