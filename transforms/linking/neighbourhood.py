"""What a change can change: the reports whose events may come out otherwise when some reports come or go."""

from collections.abc import Callable, Collection, Iterable, Mapping

import numpy as np

from .sketches import Numbers


def neighbourhood(
    touched: Collection[int],
    before: Numbers,
    after: Numbers,
    join: Callable[[Numbers], Collection[tuple[int, int]]],
    together: Mapping[int, Iterable[int]],
) -> set[int]:
    """Return the numbers of all reports that a change can reach, and of those that it changes.

    Args:
        touched: Numbers of the reports that came or went, or are read otherwise (a copy has another original).
        before: The pairs that were worth comparing, as rows of two numbers, the smaller first.
        after: Those that are.
        join: Returns those of some pairs that join, before or after.
        together: Report -> others that stand or stood in one event with it, or that a person put there.

    A pair that joins and is compared now and was not before, or the other way round, touches its two. What a chain of
    joining pairs connects with those touched, before or now, is reached too; nothing else can come out otherwise.
    """
    size = 1 + max((int(pairs.max()) for pairs in (before, after) if len(pairs)), default=0)
    codes_before, codes_after = (pairs[:, 0] * size + pairs[:, 1] for pairs in (before, after))
    reached = set(touched)
    other = np.setxor1d(codes_before, codes_after)
    reached |= {number for pair in join(_pairs(other, size)) for number in pair}
    codes = np.union1d(codes_before, codes_after)
    ends = np.concatenate([codes // size, codes % size])
    order = np.argsort(ends, kind="stable")
    ends, codes = ends[order], np.concatenate([codes, codes])[order]
    front = set(reached)
    while front:
        numbers = np.array(sorted(front), dtype=np.int64)
        slices = zip(np.searchsorted(ends, numbers), np.searchsorted(ends, numbers, "right"), strict=True)
        met = np.unique(np.concatenate([codes[start:end] for start, end in slices]))
        found = {number for pair in join(_pairs(met, size)) for number in pair}
        found |= {there for here in front for there in together.get(here, ())}
        front = found - reached
        reached |= front
    return reached


def _pairs(codes: Numbers, size: int) -> Numbers:
    return np.stack([codes // size, codes % size], axis=1)
