"""Which reports are worth comparing: those that share telling keys and were published near each other.

Keys are words, pairs of words, the place, the day, the toll and the text a copy was made from. Under one key a report
meets at most the NEAREST before and after it, and of all it meets it is compared with the CLOSEST; so the work grows
with the number of reports, however crowded a day is.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from .pairs import WINDOW
from .sketches import WEIGHT_BITS, Numbers, Sketch, keys_of

NEAREST = 30
CLOSEST = 12
CLOSEST_LEADS = 15
SHARED = 4
"""Weight of the keys in common that makes a pair worth a comparison: two words, or a place and a day."""
SHARED_LEADS = 2
"""The same for what articles lead with: one word, or the place."""
CHUNK = 512
"""Reports whose meetings are counted at a time; bounds the memory, not what comes out."""

POSITION_BITS, SHARED_BITS = 24, 8
"""A meeting is one number, which sorts fast: whose, how little is shared, how far it is, whether it comes after."""
MOST_SHARED = (1 << SHARED_BITS) - 1


def likely(reports: Sequence[Sketch]) -> Numbers:
    """Return the pairs worth comparing: rows of two positions in the canonical order, the smaller first, sorted.

    What articles lead with is compared among itself first, and more freely: there is more to compare.
    """
    if len(reports) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    leads = [position for position, report in enumerate(reports) if report.is_top]
    among = _closest(*meet([reports[position] for position in leads], SHARED_LEADS), CLOSEST_LEADS)
    among = np.array(leads, dtype=np.int64)[among]
    both = np.concatenate([among, _closest(*meet(reports, SHARED), CLOSEST)])
    codes = np.unique(both[:, 0] * len(reports) + both[:, 1])
    return np.stack([codes // len(reports), codes % len(reports)], axis=1)


def meet(reports: Sequence[Sketch], shared: int, nearest: int = NEAREST) -> tuple[Numbers, Numbers, Numbers]:
    """Return the pairs that meet under keys of enough weight: earlier report, later report, weight."""
    empty = np.zeros(0, dtype=np.int64)
    if not reports:
        return empty, empty, empty
    key, position = _filed(reports)
    days = np.array([report.day for report in reports], dtype=np.int64)
    found = [_meetings(rows, key, position, days, shared, nearest) for rows in _chunks(position, len(reports))]
    here, there, count = (np.concatenate(column) for column in zip(*found, strict=True))
    return here, there, count


def _filed(reports: Sequence[Sketch]) -> tuple[Numbers, Numbers]:
    """Return key and position of each key of each report; sorted by key, then position."""
    keys = [keys_of(report) for report in reports]
    key = np.concatenate(keys)
    position = np.repeat(np.arange(len(reports), dtype=np.int64), [len(own) for own in keys])
    order = np.argsort(key, kind="stable")
    return key[order], position[order]


def _chunks(position: Numbers, reports: int) -> Iterator[Numbers]:
    order = np.argsort(position, kind="stable")
    ends = np.searchsorted(position[order], np.arange(0, reports + CHUNK, CHUNK))
    for start, end in pairwise(ends):
        yield order[start:end]


def _meetings(
    rows: Numbers, key: Numbers, position: Numbers, days: Numbers, shared: int, nearest: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Count, for the reports of some rows, how much weight each of those after them shares with them."""
    pairs = []
    for step in range(1, nearest + 1):
        rows = rows[rows + step < len(key)]
        rows = rows[key[rows + step] == key[rows]]
        here, there = position[rows], position[rows + step]
        near = (days[here] >= 0) & (days[there] >= 0) & (days[there] - days[here] <= WINDOW)
        rows = rows[near]
        weight = key[rows] & ((1 << WEIGHT_BITS) - 1)
        pairs.append((here[near] * len(days) + there[near]) << WEIGHT_BITS | weight)
    met = np.concatenate(pairs)
    met.sort()
    codes = met >> WEIGHT_BITS
    first = np.flatnonzero(np.diff(codes, prepend=-1))
    counts = np.add.reduceat(met & ((1 << WEIGHT_BITS) - 1), first) if len(first) else first
    enough = counts >= shared
    codes = codes[first][enough]
    return codes // len(days), codes % len(days), counts[enough]


def _closest(here: Numbers, there: Numbers, count: Numbers, closest: int) -> Numbers:
    """Return the pairs in which one is among the closest of the other: by weight, then by order of publication."""
    told = MOST_SHARED - np.minimum(count, MOST_SHARED) << POSITION_BITS | there - here
    whose = POSITION_BITS + SHARED_BITS
    meetings = np.concatenate([(here << whose | told) << 1 | 1, (there << whose | told) << 1])
    del told
    meetings.sort()
    owner = meetings >> whose + 1
    kept = np.ones(len(meetings), dtype=bool)
    kept[closest:] = owner[closest:] != owner[:-closest]
    meetings, owner = meetings[kept], owner[kept]
    away = meetings >> 1 & ((1 << POSITION_BITS) - 1)
    other = np.where(meetings & 1, owner + away, owner - away)
    return np.stack([np.minimum(owner, other), np.maximum(owner, other)], axis=1)
