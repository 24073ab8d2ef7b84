"""When two parties, places, sentences or events are the same: the rules of the score."""

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Optional

from .records import Name, Place, Record

FILLERS = frozenset(
    {"the", "a", "an", "of", "and", "in", "for", "on", "at", "to", "from", "by", "with"}
    | {"de", "la", "le", "al", "el", "s", "our", "their", "his", "its", "mr", "mrs", "ms", "sir"}
)
"""Words that two names may share without being one name."""

TOLERANCE_KM = {"point": 25, "city": 25, "district": 60, "province": 161, "country": 600, "region": 600}
"""How far from the gold place a place may lie, by the gold place's precision; 161 km are 100 miles."""

UNKNOWN_PRECISION_KM = 50
EARTH_KM = 6371


@cache
def normal(text: str) -> str:
    """Lower case, punctuation as spaces, single spaces.

    >>> normal("People's  Protection Units (YPG)")
    'people s protection units ypg'
    """
    return " ".join(re.sub(r"[^\w ]+", " ", text.lower()).split())


@cache
def words(text: str) -> frozenset[str]:
    """The words of a name that carry meaning."""
    return frozenset(normal(text).split()) - FILLERS


@cache
def _alias_groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    lines = files(__package__).joinpath("aliases.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(line for line in lines if not line.startswith("#")):
        for name in line.split(" | "):
            groups.setdefault(name.strip(), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def _groups_of(names: Iterable[str]) -> set[int]:
    known = _alias_groups()
    return {number for name in names for number in known.get(name, ())}


def _much_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two thirds of the shorter name and three tenths of the longer are shared."""
    if not one or not other:
        return False
    shared, sizes = len(one & other), sorted((len(one), len(other)))
    return shared / sizes[0] >= 0.67 and shared / sizes[1] >= 0.3


@cache
def same_party(one: Name, other: Name) -> bool:
    """Whether two names mean one party: equal by name or text, known aliases, or most words shared."""
    mine = {normal(one.name), normal(one.text)} - {""}
    theirs = {normal(other.name), normal(other.text)} - {""}
    if mine & theirs or _groups_of(mine) & _groups_of(theirs):
        return True
    return any(_much_alike(words(a), words(b)) for a in mine for b in theirs)


def count_same(said: Sequence[Name], due: Sequence[Name]) -> int:
    """How many of the parties said are due, each due one used once."""
    left = list(due)
    hits = 0
    for party in said:
        match = next((i for i, other in enumerate(left) if same_party(party, other)), None)
        if match is not None:
            del left[match]
            hits += 1
    return hits


@cache
def _same_sentence(one: str, other: str) -> bool:
    a, b = normal(one), normal(other)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) >= 12 and short in long:
        return True
    mine, theirs = set(a.split()), set(b.split())
    return len(mine & theirs) / len(mine | theirs) >= 0.6


def share_evidence(one: Record, other: Record) -> bool:
    """Whether the records stand on a common sentence: one contains the other, or most words are shared."""
    return any(_same_sentence(a, b) for a in one.evidence for b in other.evidence)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance on a sphere.

    >>> round(distance_km(36.2012, 37.1612, 33.5102, 36.2913))  # Aleppo to Damascus
    310
    """
    a, b = math.radians(lat), math.radians(other_lat)
    half_chord = (
        math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return EARTH_KM * 2 * math.asin(math.sqrt(min(1.0, half_chord)))


def same_place(said: Optional[Place], due: Optional[Place]) -> bool:
    """Whether a place is the gold place: near enough for its precision, or of the same name without coordinates."""
    if said is None or due is None:
        return False
    if said.lat is not None and said.lon is not None and due.lat is not None and due.lon is not None:
        allowed = TOLERANCE_KM.get(due.precision or "", UNKNOWN_PRECISION_KM)
        return distance_km(said.lat, said.lon, due.lat, due.lon) <= allowed
    return bool(normal(said.name)) and normal(said.name) == normal(due.name)


def likeness(said: Record, due: Record) -> float:
    """How well a row fits a gold record it may be paired with; higher is better."""
    common = {normal(e) for e in said.evidence} & {normal(e) for e in due.evidence}
    return (
        1.0
        + any(same_party(a, b) for a in said.actors for b in due.actors)
        + any(same_party(a, b) for a in said.recipients for b in due.recipients)
        + (said.killed is not None and said.killed == due.killed)
        + 0.5 * same_place(said.place, due.place)
        + 0.25 * len(common)
    )


def pair(said: Sequence[Record], due: Sequence[Record], *, typed: bool = True) -> list[tuple[int, int]]:
    """Pair rows with gold records of the same article, best pair first, each used once.

    A pair shares a sentence and, if typed, the event type. Returns positions in `said` and `due`.
    """
    candidates = [
        (-likeness(row, gold), i, j)
        for i, row in enumerate(said)
        for j, gold in enumerate(due)
        if (not typed or row.type == gold.type) and share_evidence(row, gold)
    ]
    pairs: list[tuple[int, int]] = []
    used_rows: set[int] = set()
    used_golds: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in used_rows and j not in used_golds:
            used_rows.add(i)
            used_golds.add(j)
            pairs.append((i, j))
    return pairs
