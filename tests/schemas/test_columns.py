import datetime
from collections.abc import Sequence
from typing import NamedTuple, Optional

import pytest

from dateline.schemas.columns import BadRowClass, Column, columns, table_columns


class Inner(NamedTuple):
    """Inner.

    Attributes:
        n: Number.
    """

    n: int


class Row(NamedTuple):
    """Row.

    Attributes:
        a: Text, and
            more of it.
        b: Maybe a day.
        c: Many.
        d: Some.
    """

    a: str
    b: Optional[datetime.date]
    c: Sequence[Inner]
    d: Sequence[str] = ()


def test_columns_of_a_row_class():
    n = Column("n", int, True, False, "Number.")
    assert columns(Row) == (
        Column("a", str, True, False, "Text, and more of it."),
        Column("b", datetime.date, False, False, "Maybe a day."),
        Column("c", Inner, False, True, "Many.", (n,)),
        Column("d", str, False, True, "Some."),
    )


class Undocumented(NamedTuple):
    """Row.

    Attributes:
        a: Text.
    """

    a: str
    b: str


class Odd(NamedTuple):
    """Row.

    Attributes:
        a: Anything.
    """

    a: dict


@pytest.mark.parametrize(("row", "says"), [(Undocumented, "b"), (Odd, "no warehouse has")])
def test_what_cannot_be_columns_is_refused(row, says):
    with pytest.raises(BadRowClass, match=says):
        columns(row)


@pytest.mark.parametrize("table", [table for table, _ in table_columns()])
def test_keys_are_never_null_texts(table):
    described = dict(table_columns())[table]
    assert described[0].type is str
    assert described[0].required


def test_every_meaning_is_a_sentence():
    ends = (".", "…", ":")
    assert [f"{t}.{c.name}" for t, cs in table_columns() for c in cs if not c.meaning.endswith(ends)] == []
