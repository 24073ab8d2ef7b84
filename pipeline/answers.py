"""Print what a query gives: as a table for people, as CSV or JSON for programs."""

import csv
import datetime
import decimal
import itertools
import json
import math
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .report import plain
from .sinks.query import Answer

TABLE_ROWS = 1_000
"""A table shows at most so many rows; the other formats show all."""
WIDTH = 200
"""Of a table that goes to a file or pipe."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""What a cell must not begin with: a spreadsheet would calculate it (OWASP, CSV injection; full-width forms too)."""


def print_table(answer: Answer, out: TextIO) -> None:
    """Print a table; what could steer a terminal is dropped, null is told from an empty text."""
    rows = list(itertools.islice(_rows(answer), TABLE_ROWS + 1))
    table = Table(box=None, pad_edge=False, header_style="bold")
    numeric = [_is_numeric(row[index] for row in rows) for index in range(len(answer.names))]
    for name, right in zip(answer.names, numeric, strict=True):
        table.add_column(Text(plain(name)), justify="right" if right else "left", overflow="fold")
    for row in rows[:TABLE_ROWS]:
        table.add_row(*(_cell(value) for value in row))
    terminal = Console(file=out, highlight=False)
    console = terminal if terminal.is_terminal else Console(file=out, highlight=False, width=WIDTH)
    console.print(table)
    more = "more than 1,000 rows; the first are shown, --format csv shows all" if len(rows) > TABLE_ROWS else None
    console.print(Text(more or f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim"))


def print_csv(answer: Answer, out: TextIO) -> None:
    """Print CSV (RFC 4180, UTF-8, a header); lists and structs as JSON, null as nothing, no text as a formula."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(harmless(name) for name in answer.names)
    for row in _rows(answer):
        writer.writerow(_csv(value) for value in row)


def harmless(text: str) -> str:
    """Return a text as a spreadsheet may read it: what would be a formula behind an apostrophe.

    >>> harmless("=1+1"), harmless("Minsk")
    ("'=1+1", 'Minsk')
    """
    return "'" + text if text.lstrip(" ").startswith(FORMULA) else text


def _csv(value: Any) -> str:
    if value is None:
        return ""
    return _text(value) if isinstance(value, int | float | decimal.Decimal) else harmless(_text(value))


def print_jsonl(answer: Answer, out: TextIO) -> None:
    """Print one JSON object a line."""
    for row in _rows(answer):
        out.write(_json(answer, row) + "\n")


def print_json(answer: Answer, out: TextIO) -> None:
    """Print a JSON array of objects."""
    before = "[\n"
    for row in _rows(answer):
        out.write(before + _json(answer, row))
        before = ",\n"
    out.write("\n]\n" if before == ",\n" else "[]\n")


FORMATS: dict[str, Callable[[Answer, TextIO], None]] = {
    "table": print_table,
    "csv": print_csv,
    "json": print_json,
    "jsonl": print_jsonl,
}
"""Name -> printer."""


def jsonable(value: Any) -> Any:
    """Return a value as JSON has it: times in ISO 8601 with Z, what JSON has no number for as null."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dict):
        return {str(name): jsonable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    return next((convert(value) for kind, convert in CONVERSIONS.items() if isinstance(value, kind)), str(value))


def _number(value: float | decimal.Decimal) -> float | int | None:
    if not math.isfinite(value):
        return None
    return int(value) if isinstance(value, decimal.Decimal) and value == value.to_integral_value() else float(value)


def _time(value: datetime.datetime) -> str:
    zoned = value if value.tzinfo is None else value.astimezone(datetime.UTC)
    return zoned.isoformat().replace("+00:00", "Z")


CONVERSIONS: dict[type, Callable[[Any], Any]] = {
    float: _number,
    decimal.Decimal: _number,
    datetime.datetime: _time,
    datetime.date: datetime.date.isoformat,
    datetime.time: datetime.time.isoformat,
    bytes: bytes.hex,
}
"""Type -> how JSON has it; the first that fits is taken."""


def _rows(answer: Answer) -> Iterator[tuple[Any, ...]]:
    return itertools.chain.from_iterable(answer.blocks)


def _json(answer: Answer, row: tuple[Any, ...]) -> str:
    return json.dumps(dict(zip(answer.names, map(jsonable, row), strict=True)), ensure_ascii=False)


def _text(value: Any) -> str:
    found = jsonable(value)
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)


def _cell(value: Any) -> Text:
    return Text("NULL", style="dim") if value is None else Text(plain(_text(value)))


def _is_numeric(values: Iterator[Any]) -> bool:
    found = [value for value in values if value is not None]
    return bool(found) and all(isinstance(v, int | float | decimal.Decimal) and not isinstance(v, bool) for v in found)
