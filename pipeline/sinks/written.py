"""What a write did to a table."""

from typing import NamedTuple


class Written(NamedTuple):
    """What a write did to one table; came in = new + known, repeated rows of one batch counting once.

    Attributes:
        new: Rows that were not there before.
        known: Rows that were there already.
        superseded: Rows whose place was taken; they stay, marked.
        restored: Superseded rows that came back.
    """

    new: int = 0
    known: int = 0
    superseded: int = 0
    restored: int = 0
