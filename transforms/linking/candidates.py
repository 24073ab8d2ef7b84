"""Which reports are worth comparing: those that share telling keys and were published near each other.

Keys are words, pairs of words, the place, the day, the toll and the text a copy was made from. Under one key a report
meets at most the NEAREST before and after it, and of all it meets it is compared with the CLOSEST; so the work grows
with the number of reports, however crowded a day is.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from .pairs import WINDOW
from .reports import Report
from .words import telling

WORDS = 10
"""Telling words of a report that are keys."""
PAIRED = 4
"""The most telling ones are keys two by two as well: under such a key few meet, even in a month of much news."""
NEAREST = 30
CLOSEST = 12
CLOSEST_LEADS = 15
WEIGHT = {"word": 2, "words": 1, "place": 3, "killed": 1, "day": 1, "copy": 4}
SHARED = 4
"""Weight of the keys in common that makes a pair worth a comparison: two words, or a place and a day."""
SHARED_LEADS = 2
"""The same for what articles lead with: one word, or the place."""
CHUNK = 4096
"""Reports whose meetings are counted at a time; bounds the memory, not what comes out."""

Key = tuple[str, str]
Numbers = NDArray[np.int64]


def keys(report: Report) -> Iterator[Key]:
    """Yield the keys of a report."""
    words = telling(report.top.head if report.top else report.words, WORDS)
    for word in words:
        yield "word", word
    for one, other in combinations(sorted(words[:PAIRED]), 2):
        yield "words", f"{one} {other}"
    if report.place is not None:
        yield "place", f"{report.place.country} {report.place.name}"
    if report.killed is not None and report.killed.low:
        yield "killed", str(report.killed.low)
    if report.days is not None and report.days[0] == report.days[1]:
        yield "day", report.days[0].isoformat()
    yield "copy", report.original


def likely(reports: Sequence[Report]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing, as positions in the canonical order, the smaller first.

    What articles lead with is compared among itself first, and more freely: there is more to compare.
    """
    leads = [position for position, report in enumerate(reports) if report.top]
    among = _closest(*meet([reports[position] for position in leads], SHARED_LEADS), CLOSEST_LEADS)
    return {(leads[here], leads[there]) for here, there in among} | _closest(*meet(reports, SHARED), CLOSEST)


def meet(reports: Sequence[Report], shared: int, nearest: int = NEAREST) -> tuple[Numbers, Numbers, Numbers]:
    """Return the pairs that meet under keys of enough weight: earlier report, later report, weight."""
    key, position, weight = _filed(reports)
    days = np.array([report.day.toordinal() if report.day else -1 for report in reports], dtype=np.int64)
    found = [_meetings(rows, key, position, weight, days, shared, nearest) for rows in _chunks(position, len(reports))]
    empty = np.zeros(0, dtype=np.int64)
    columns = zip(*found, strict=True) if found else ((empty,),) * 3
    here, there, count = (np.concatenate(column) for column in columns)
    return here, there, count


def _filed(reports: Sequence[Report]) -> tuple[Numbers, Numbers, Numbers]:
    """Return number of key, position and weight of each key of each report; sorted by key, then position."""
    numbers: dict[Key, int] = {}
    rows = [
        (numbers.setdefault(key, len(numbers)), position, WEIGHT[key[0]])
        for position, report in enumerate(reports)
        for key in keys(report)
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    table = table[np.argsort(table[:, 0], kind="stable")]
    return table[:, 0], table[:, 1], table[:, 2]


def _chunks(position: Numbers, reports: int) -> Iterator[Numbers]:
    order = np.argsort(position, kind="stable")
    ends = np.searchsorted(position[order], np.arange(0, reports + CHUNK, CHUNK))
    for start, end in pairwise(ends):
        yield order[start:end]


def _meetings(
    rows: Numbers, key: Numbers, position: Numbers, weight: Numbers, days: Numbers, shared: int, nearest: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Count, for the reports of some rows, how much weight each of those after them shares with them."""
    pairs, weights = [], []
    for step in range(1, nearest + 1):
        rows = rows[rows + step < len(key)]
        rows = rows[key[rows + step] == key[rows]]
        here, there = position[rows], position[rows + step]
        near = (days[here] >= 0) & (days[there] >= 0) & (days[there] - days[here] <= WINDOW)
        rows = rows[near]
        pairs.append(here[near] * len(days) + there[near])
        weights.append(weight[rows])
    codes, inverse = np.unique(np.concatenate(pairs), return_inverse=True)
    counts = np.bincount(inverse, weights=np.concatenate(weights), minlength=len(codes)).astype(np.int64)
    enough = counts >= shared
    codes = codes[enough]
    return codes // len(days), codes % len(days), counts[enough]


def _closest(here: Numbers, there: Numbers, count: Numbers, closest: int) -> set[tuple[int, int]]:
    """Return the pairs in which one is among the closest of the other: by weight, then by order of publication."""
    whose, whom, shared = np.concatenate([here, there]), np.concatenate([there, here]), np.concatenate([count, count])
    order = np.lexsort((whom, abs(whom - whose), -shared, whose))
    whose, whom = whose[order], whom[order]
    first = np.searchsorted(whose, whose)  # where the pairs of the same report begin
    kept = np.arange(len(whose)) - first < closest
    whose, whom = whose[kept], whom[kept]
    return set(zip(np.minimum(whose, whom).tolist(), np.maximum(whose, whom).tolist(), strict=True))
