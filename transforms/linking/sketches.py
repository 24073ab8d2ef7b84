"""What is enough of a report to find whom it is worth comparing with: so little that all of a month fit in memory."""

import datetime
from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .reports import Report
from .words import telling

WORDS = 10
"""Telling words of a report that are keys."""
PAIRED = 4
"""The most telling ones are keys two by two as well: under such a key few meet, even in a month of much news."""
WEIGHT = {"word": 2, "words": 1, "place": 3, "killed": 1, "day": 1, "copy": 4}
"""How much a key in common tells; 7 at most, for it stands in the last bits of the key."""
WEIGHT_BITS = 3

Numbers = NDArray[np.int64]


class Sketch(NamedTuple):
    """A report, in short.

    Attributes:
        mention_id: Of the mention.
        own_id: Id of the event it would found.
        article_id: Of the article.
        original: Article of which this one is a copy, or the article itself.
        reported: When it was published; `datetime.max` where unknown.
        day: The day of that, as a number; -1 where unknown.
        is_top: Whether its article leads with it.
        keys: Its keys, but for the copy's, as bytes of whole numbers.
    """

    mention_id: str
    own_id: str
    article_id: str
    original: str
    reported: datetime.datetime
    day: int
    is_top: bool
    keys: bytes

    @property
    def order(self) -> tuple[datetime.datetime, str]:
        """The canonical order, as `Report.order`."""
        return self.reported, self.own_id


def sketch(report: Report) -> Sketch:
    """Return a report in short."""
    keys = np.array([number(kind, text) for kind, text in _keys(report)], dtype=np.int64)
    return Sketch(
        mention_id=report.mention.mention_id,
        own_id=report.own_id,
        article_id=report.mention.article_id,
        original=report.original,
        reported=report.reported,
        day=report.day.toordinal() if report.day else -1,
        is_top=report.top is not None,
        keys=keys.tobytes(),
    )


def keys_of(short: Sketch) -> Numbers:
    """Return the keys of a report, each with its weight in the last bits."""
    own = np.frombuffer(short.keys, dtype=np.int64)
    return np.append(own, number("copy", short.original))


def number(kind: str, text: str) -> int:
    """Return the number of a key: a digest, with its weight in the last bits."""
    found = int.from_bytes(blake2b(f"{kind} {text}".encode(), digest_size=8).digest(), "big", signed=True)
    return (found >> WEIGHT_BITS << WEIGHT_BITS) | WEIGHT[kind]


def _keys(report: Report) -> Iterator[tuple[str, str]]:
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
