"""CSV: safe in spreadsheets, on request as Excel wants it, and with HXL tags."""

import csv
from pathlib import Path
from typing import Any

from ...schemas.dictionary import notes
from ..answers import harmless, jsonable
from ..sinks.errors import BadQuery
from .events import Events, opened

EXCEL_ROWS = 1_048_576
EXCEL_CHARACTERS = 32_767


def write_csv(events: Events, out: Path | None, excel: bool) -> int:
    """Write CSV (RFC 4180)."""
    return _write(events, out, excel=excel, tags=None)


def write_hxl(events: Events, out: Path | None, excel: bool) -> int:
    """Write CSV whose second line holds HXL 1.1 tags."""
    return _write(events, out, excel=excel, tags=[hxl_tag(name) for name in events.names])


def _write(events: Events, out: Path | None, *, excel: bool, tags: list[str] | None) -> int:
    number = 0
    with events.rows() as answer, opened(out, excel=excel) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(answer.names)
        if tags is not None:
            writer.writerow(tags)
        for block in answer.blocks:
            number += len(block)
            if excel and number > EXCEL_ROWS - 2:
                raise BadQuery("Excel takes 1,048,576 rows and there are more; choose by --from, --to or --country.")
            writer.writerows([cell(value, excel=excel) for value in row] for row in block)
    return number


def cell(value: Any, *, excel: bool = False) -> str | int | float:
    """Return a value as a cell: nothing for null, texts that would be formulas behind an apostrophe.

    >>> cell("=1+1"), cell(-3), cell(None), cell(True)
    ("'=1+1", -3, '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    text = str(jsonable(value)).replace("\x00", "")
    text = harmless(text)
    return text[:EXCEL_CHARACTERS] if excel else text


def hxl_tag(name: str) -> str:
    """Return the HXL tag of a column; nothing where there is none."""
    tags = {
        "actors": "#actor+name+source",
        "recipients": "#actor+name+target",
        "actor_countries": "#actor+country+source",
        "recipient_countries": "#actor+country+target",
        "attributed_to": "#meta+claim",
        "url": "#meta+url",
    }
    known = notes().get(f"events.{name}") or notes().get(name)
    return tags.get(name) or (known.hxl if known else "")
