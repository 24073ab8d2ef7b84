"""Headlines in Title Case as a sentence would have them: the parser takes "Kills" and "Bomb" in capitals for names."""

import re
from collections.abc import Callable

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
MOST = 0.75
"""Share of longer words in capitals from which a title is in Title Case."""
LONG, ENOUGH = 4, 3
"""Letters of a word that a sentence would not have in capitals; so many such words a title must have."""
SMALL = frozenset(
    "a about after against amid among an and are as at be been before being between but by during following for from "
    "had has have he her his how in including into is it its least less like more most near no nor not of off on or "
    "out over she since so some still than that the their them they this to under until up upon via was were what "
    "when where which while who why will with within without one two three four five six seven eight nine ten "
    "eleven twelve dozen hundred thousand million first second third".split()
)
IsWord = Callable[[str], bool]


def is_title_case(title: str) -> bool:
    """Whether nearly all longer words behind the first begin with a capital and go on without."""
    words = [word for word in WORD.findall(title)[1:] if len(word) >= LONG]
    capital = sum(word[0].isupper() and not word.isupper() for word in words)
    return len(words) >= ENOUGH and capital >= MOST * len(words) and not title.isupper()


def truecased(title: str, text: str, is_word: IsWord) -> str:
    """The title as a sentence; as long as before, letter by letter.

    A word keeps its capital where the text has it so within a sentence, alone or with a neighbour ("Security Council");
    where the text does not have the word, if `is_word` does not know it.
    """
    if not is_title_case(title):
        return title
    found = list(WORD.finditer(title))
    names = frozenset(re.findall(r"(?<=[^\W_][ ,])([A-Z][^\W\d_]+(?:['’][^\W\d_]+)?)", text.replace(title, " ")))
    body = text.replace(title, " ")
    plain = frozenset(word for word in WORD.findall(body) if word.islower())
    kept = list(title)
    for number, match in enumerate(found):
        word = match[0]
        if not word[0].isupper() or not word[1:].islower():
            continue
        pairs = [found[i : i + 2] for i in (number - 1, number) if 0 <= i < len(found) - 1]
        is_joined = any(title[a.start() : b.end()] in body for a, b in pairs if a[0][0].isupper() and b[0][0].isupper())
        lower = word.lower()
        if lower not in SMALL and (is_joined or (lower not in plain and (word in names or not is_word(lower)))):
            continue
        if match.start():
            kept[match.start()] = word[0].lower()
    return "".join(kept)


ENDINGS = (
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("d", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
)


def forms(word: str) -> set[str]:
    """The words that a word may be a form of."""
    found = {
        word[: len(word) - len(end)] + put for end, put in ENDINGS if word.endswith(end) and len(word) > len(end) + 1
    }
    return found | {stem[:-1] for stem in found if len(stem) > 3 and stem[-1] == stem[-2]}
