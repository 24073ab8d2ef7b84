"""Columns -> the data dictionary."""

from .columns import Column, table_columns
from .duckdb import column_type
from .rows import TABLES
from .views import VIEWS, view_comment


def dictionary() -> str:
    """Return the data dictionary: every table with its columns, every view."""
    parts = ["# Data dictionary", ""]
    for table, described in table_columns():
        parts += [f"## {table}", "", (TABLES[table].__doc__ or "").partition("\n")[0], ""]
        parts += ["| column | type | null | meaning |", "|---|---|---|---|"]
        parts += [_line(column) for column in described]
        parts.append("")
    parts += ["## Views", ""]
    parts += [f"- `{view}`: {view_comment(view)}" for view in VIEWS]
    return "\n".join(parts) + "\n"


def _line(column: Column) -> str:
    kind = column_type(column).replace("|", "\\|")
    return f"| {column.name} | {kind} | {'no' if column.required or column.repeated else 'yes'} | {column.meaning} |"
