"""Row classes as columns: what every emitter (DuckDB, BigQuery, Parquet, dictionary) is derived from."""

import datetime
import types
import typing
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from .rows import TABLES

SCALARS = (str, int, float, bool, datetime.datetime, datetime.date)
"""The types a column may have; any other is a row class (a struct) or a mistake."""


class BadRowClass(TypeError):
    """A row class that cannot be turned into columns: a type no warehouse has, a field without meaning."""


class Column(NamedTuple):
    """One column of a table, or one field of a struct.

    Attributes:
        name: Its name.
        type: One of SCALARS; the row class where the column is a struct.
        required: Whether it is never null.
        repeated: Whether it is a list.
        meaning: What it means, one line.
        fields: The struct's own columns; empty for a scalar.
    """

    name: str
    type: type
    required: bool
    repeated: bool
    meaning: str
    fields: "tuple[Column, ...]" = ()


@cache
def columns(row: type) -> tuple[Column, ...]:
    """Return the columns of a row class, in order; raises BadRowClass where a field has no meaning."""
    meanings = attributes(row)
    hints = get_type_hints(row)
    missing = [name for name in hints if name not in meanings] + [name for name in meanings if name not in hints]
    if missing:
        raise BadRowClass(f"{row.__name__}: fields and Attributes of the docstring differ: {', '.join(missing)}")
    return tuple(_column(name, hint, meanings[name]) for name, hint in hints.items())


def table_columns() -> Iterator[tuple[str, tuple[Column, ...]]]:
    """Yield each table's name and columns."""
    for table, row in TABLES.items():
        yield table, columns(row)


def key(table: str) -> str:
    """Return the key column of a table: its first."""
    return columns(TABLES[table])[0].name


def attributes(row: type) -> dict[str, str]:
    """Read the `Attributes:` section of a Google-style docstring: name -> meaning, continued lines joined.

    >>> class Row:
    ...     '''A row.
    ...
    ...     Attributes:
    ...         a: First, and
    ...             so on.
    ...     '''
    >>> attributes(Row)
    {'a': 'First, and so on.'}
    """
    lines = (row.__doc__ or "").partition("Attributes:\n")[2].splitlines()
    found: dict[str, str] = {}
    indent = None
    name = ""
    for line in lines:
        text = line.strip()
        if not text:
            break
        depth = len(line) - len(line.lstrip())
        indent = depth if indent is None else indent
        if depth > indent:
            found[name] += " " + text
        else:
            name, _, meaning = text.partition(":")
            found[name] = meaning.strip()
    return found


def _column(name: str, hint: Any, meaning: str) -> Column:
    inner, optional = _strip_optional(hint)
    repeated = get_origin(inner) in (Sequence, list, tuple, typing.Sequence)
    if repeated:
        inner = get_args(inner)[0]
    if inner in SCALARS:
        return Column(name, inner, not optional and not repeated, repeated, meaning)
    if isinstance(inner, type) and hasattr(inner, "_fields"):
        return Column(name, inner, not optional and not repeated, repeated, meaning, columns(inner))
    raise BadRowClass(f"{name}: no warehouse has the type {hint}; use one of str, int, float, bool, a time or a row")


def _strip_optional(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        if len(inner) == 1:
            return inner[0], True
    return hint, False
