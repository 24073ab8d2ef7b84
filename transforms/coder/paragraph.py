"""A stretch of an article as the parser reads it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as the parser reads it: its lines joined, runs of blanks made one.

    `offsets` has one entry more than `text` has characters; None where the text stands in the field as it is.
    """

    field: str
    start: int
    text: str
    offsets: Sequence[int] | None = None

    def offset(self, char: int) -> int:
        return self.start + char if self.offsets is None else self.offsets[char]
