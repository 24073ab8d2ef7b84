"""Which articles are copies, where few have come or gone: only those are read again whose candidates may be others.

An article is compared with the CROWD of earlier ones, themselves no copies, in each band it shares with them. So what
comes, goes, or becomes a copy bears on the later ones in its bands, up to where a crowd stands between.
"""

import bisect
import heapq
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ...schemas.rows import ArticleCopy
from .copies import CROWD, Body, bands, closest, copy_of
from .sketches import Numbers

NONE = np.zeros(0, dtype=np.int64)


class Imprint(NamedTuple):
    """A text, as candidates for it are found.

    Attributes:
        article_id: Of the article.
        order: Who was published first.
        bands: One number for each band, as bytes; empty where the text is too short.
    """

    article_id: str
    order: tuple[bool, str, str]
    bands: bytes

    @property
    def keys(self) -> Numbers:
        """The numbers of its bands."""
        return np.frombuffer(self.bands, dtype=np.int64)


def imprint(this: Body) -> Imprint:
    """Return how candidates for a text are found."""
    keys = [hash((band, key)) for band, key in enumerate(bands(this))]
    return Imprint(this.article_id, this.order, np.array(keys, dtype=np.int64).tobytes())


def recopy(
    present: Iterable[Imprint],
    changed: Collection[str],
    gone: Iterable[Imprint],
    before: Mapping[str, ArticleCopy],
    settled: Collection[str],
    read: Callable[[Sequence[str]], Sequence[Body]],
) -> list[ArticleCopy]:
    """Return the copies among the articles that are present.

    Args:
        present: Imprints of all of them.
        changed: Ids of those that are new or were revised.
        gone: Imprints of those that are gone, and of revisions that are.
        before: Article id -> what it was found to be a copy of, where it was.
        settled: Ids of articles too far from what has changed: they stay what they were.
        read: Returns the texts of articles.
    """
    return _Recopying(present, before, settled, read).run(changed, gone)


class _Recopying:
    def __init__(
        self,
        present: Iterable[Imprint],
        before: Mapping[str, ArticleCopy],
        settled: Collection[str],
        read: Callable[[Sequence[str]], Sequence[Body]],
    ) -> None:
        self.listed = sorted(present, key=lambda each: each.order)
        self.settled, self.read = settled, read
        ids = {each.article_id for each in self.listed}
        self.copies = {article_id: copy for article_id, copy in before.items() if article_id in ids}
        self.is_copy = np.array([each.article_id in self.copies for each in self.listed], dtype=bool)
        keys = [each.keys for each in self.listed]
        key = np.concatenate([NONE, *keys])
        position = np.repeat(np.arange(len(keys), dtype=np.int64), [len(own) for own in keys])
        order = np.argsort(key, kind="stable")
        self.key, self.position = key[order], position[order]
        self.due: list[int] = []
        self.queued: set[int] = set()

    def run(self, changed: Collection[str], gone: Iterable[Imprint]) -> list[ArticleCopy]:
        for number, each in enumerate(self.listed):
            if each.article_id in changed:
                self.push([number])
                self.push(self.later(each))
        for each in gone:
            self.push(self.later(each))
        while self.due:
            self.look(heapq.heappop(self.due))
        return sorted(self.copies.values())

    def push(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if number not in self.queued and self.listed[number].article_id not in self.settled:
                self.queued.add(number)
                heapq.heappush(self.due, number)

    def look(self, number: int) -> None:
        """Find out anew whether an article is a copy; all before it are what they are."""
        this = self.listed[number]
        earlier = closest(self.crowd(number, key) for key in this.keys)
        texts = self.read([this.article_id, *(self.listed[other].article_id for other in earlier)]) if earlier else []
        copy = copy_of(texts[0], texts[1:]) if texts else None
        was = self.copies.pop(this.article_id, None)
        if copy is not None:
            self.copies[this.article_id] = copy
        self.is_copy[number] = copy is not None
        if (was is None) != (copy is None):
            self.push(self.later(this))

    def crowd(self, number: int, key: int) -> list[int]:
        """Return the last of those before an article in a band."""
        inside = self.inside(key)
        before = inside[: np.searchsorted(inside, number)]
        found: list[int] = before[~self.is_copy[before]][-CROWD:].tolist()
        return found

    def later(self, this: Imprint) -> set[int]:
        """Return those after an article that may have it in the crowd of a band."""
        found: set[int] = set()
        number = bisect.bisect_right(self.listed, this.order, key=lambda each: each.order)
        for key in this.keys:
            inside = self.inside(key)
            after = inside[np.searchsorted(inside, number) :]
            between = np.cumsum(~self.is_copy[after])
            found.update(after[: np.searchsorted(between, CROWD) + 1].tolist())
        return found

    def inside(self, key: int) -> Numbers:
        """Return the articles in a band, in order."""
        return self.position[np.searchsorted(self.key, key) : np.searchsorted(self.key, key, "right")]
