"""Columns -> Parquet schema, and rows -> Arrow tables."""

import datetime
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from .columns import Column, columns
from .rows import TABLES

TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime.datetime: pa.timestamp("us", tz="UTC"),
    datetime.date: pa.date32(),
}


def column_type(column: Column) -> pa.DataType:
    """Return the Arrow type of a column."""
    inner = pa.struct([_field(field) for field in column.fields]) if column.fields else TYPES[column.type]
    return pa.list_(inner) if column.repeated else inner


@cache
def schema(row: type) -> pa.Schema:
    """Return the Arrow schema of a row class; each field carries its meaning as `description`."""
    return pa.schema([_field(column) for column in columns(row)])


def table(row: type, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Return rows as an Arrow table. Lone surrogates, which no UTF-8 can hold, become U+FFFD."""
    described = columns(row)
    arrays = [
        _array([_plain(value, column) for value in values], column)
        for column, values in zip(described, _transposed(rows, len(described)), strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema(row))


def _transposed(rows: Sequence[tuple[Any, ...]], width: int) -> Iterable[Sequence[Any]]:
    return zip(*rows, strict=True) if rows else [()] * width


def _array(values: list[Any], column: Column) -> pa.Array:
    try:
        return pa.array(values, column_type(column))
    except UnicodeEncodeError:
        return pa.array([_mended(value) for value in values], column_type(column))


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {name: _mended(item) for name, item in value.items()}
    return value


def _plain(value: Any, column: Column) -> Any:
    """Return a value as Arrow reads it: rows as dicts, sequences as lists."""
    if value is None:
        return [] if column.repeated else None
    if not column.fields:
        return list(value) if column.repeated else value
    if column.repeated:
        return [_struct(item, column.fields) for item in value]
    return _struct(value, column.fields)


def _struct(value: tuple[Any, ...], fields: tuple[Column, ...]) -> dict[str, Any]:
    return {field.name: _plain(item, field) for field, item in zip(fields, value, strict=True)}


def _field(column: Column) -> pa.Field:
    nullable = not column.required and not column.repeated
    return pa.field(column.name, column_type(column), nullable=nullable, metadata={"description": column.meaning})


def text() -> str:
    """Return the schemas of all tables, as Arrow prints them."""
    parts = [f"{name}\n{schema(row).to_string(show_field_metadata=False)}\n" for name, row in TABLES.items()]
    return "\n".join(parts)
