"""Columns -> the data dictionary, as docs/dictionary.md has it."""

from itertools import groupby

import duckdb

from . import rows as declared
from .columns import Column, table_columns
from .dictionary import Described, described
from .duckdb import TYPES, column_type, ddl
from .rows import TABLES
from .views import VIEWS, view_comment

INTRODUCTION = """# Data dictionary

Made by `dateline schema markdown` from `schemas/rows.py` and `schemas/dictionary.tsv`; do not edit.

Times are UTC. A repeated column (`[]`) is never null, only empty. The first column of a table is its key. Types are
DuckDB's; BigQuery has the same columns (`dateline schema bigquery`). *Elsewhere* names the nearest column of
GDELT 2.0 events, ACLED, UCDP GED and the HXL tag; nearest is not equal: read the meaning.
"""
NAMES = {"gdelt": "GDELT", "acled": "ACLED", "ucdp": "UCDP", "hxl": "HXL"}


def dictionary() -> str:
    """Return the data dictionary: every table and struct with its columns, every view."""
    parts = [INTRODUCTION]
    for owner, rows in groupby(described(), key=_owner):
        found = list(rows)
        about = TABLES[owner].__doc__ if owner in TABLES else _struct_doc(owner)
        kind = "table" if owner in TABLES else "struct"
        parts.append(f"## {owner} ({kind})\n\n{(about or '').partition(chr(10))[0]}\n")
        parts.append("| column | type | unit | null | meaning | example | elsewhere |\n|---|---|---|---|---|---|---|")
        parts.append("\n".join(_line(row) for row in found) + "\n")
    for view, columns in _view_columns().items():
        parts.append(f"## {view} (view)\n\n{view_comment(view)}\n")
        parts.append(", ".join(f"`{name}` {kind}" for name, kind in columns) + "\n")
    return "\n".join(parts)


def _view_columns() -> dict[str, list[tuple[str, str]]]:
    """Return each view's columns with their types: as DuckDB reads them out of the SQL."""
    structs = [column for _, columns in table_columns() for column in columns if column.fields]
    with duckdb.connect() as connection:
        connection.execute(ddl())
        short = {"TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}
        for column in structs:
            [(name,)] = connection.execute(f"SELECT typeof(NULL::{column_type(column)})").fetchall()
            short[name] = _kind(column)
        found = {view: connection.execute(f"DESCRIBE {view}").fetchall() for view in VIEWS}
    return {view: [(row[0], short.get(row[1], row[1])) for row in rows] for view, rows in found.items()}


def _owner(row: Described) -> str:
    return row.owner


def _struct_doc(owner: str) -> str | None:
    return getattr(declared, owner).__doc__  # type: ignore[no-any-return]


def _line(row: Described) -> str:
    column, note = row.column, row.note
    elsewhere = "; ".join(f"{NAMES[name]} {value}" for name, value in note._asdict().items() if name in NAMES and value)
    nullable = "no" if column.required or column.repeated else "yes"
    example = f"`{_cell(note.example)}`" if note.example else ""
    return (
        f"| {column.name} | {_kind(column)} | {_cell(note.unit)} | {nullable} "
        f"| {_cell(column.meaning)} | {example} | {_cell(elsewhere)} |"
    )


def _kind(column: Column) -> str:
    name = column.type.__name__ if column.fields else TYPES[column.type]
    return name + ("[]" if column.repeated else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
