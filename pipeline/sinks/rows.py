"""Arrow tables -> rows, the way back."""

from typing import Any, TypeVar

import pyarrow as pa

from ...schemas.columns import Column, columns

Row = TypeVar("Row")


def from_arrow(row: "type[Row]", data: pa.Table) -> "list[Row]":
    """Return a table's rows as instances of the row class; the table has its columns, in any order."""
    described = columns(row)  # type: ignore[arg-type]
    values = [_values(data.column(column.name).to_pylist(), column) for column in described]
    return [row(*items) for items in zip(*values, strict=True)]


def entry_digests(sightings: pa.Table) -> dict[str, str]:
    """Return article_id -> entry_digest and sighting_id -> entry_digest of sightings, oldest first: the last holds."""
    digests = sightings.column("entry_digest").to_pylist()
    by_article = dict(zip(sightings.column("article_id").to_pylist(), digests, strict=True))
    return by_article | dict(zip(sightings.column("sighting_id").to_pylist(), digests, strict=True))


def _values(items: list[Any], column: Column) -> list[Any]:
    if not column.fields:
        return items
    if column.repeated:
        return [[_struct(member, column) for member in item] for item in items]
    return [None if item is None else _struct(item, column) for item in items]


def _struct(value: dict[str, Any], column: Column) -> Any:
    return column.type(*(_values([value[field.name]], field)[0] for field in column.fields))
