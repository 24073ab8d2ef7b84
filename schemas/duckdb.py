"""Columns -> DuckDB DDL."""

import datetime

from .columns import Column, table_columns
from .views import VIEWS, view_sql

TYPES: dict[type, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    datetime.datetime: "TIMESTAMPTZ",
    datetime.date: "DATE",
}


KEYWORDS = frozenset({"left", "right"})
"""Column names that are keywords; tests/schemas keeps this list complete."""


def column_type(column: Column) -> str:
    """Return the DuckDB type of a column: `STRUCT("text" VARCHAR, …)[]` for a list of rows."""
    inner = TYPES[column.type] if not column.fields else f"STRUCT({_members(column.fields)})"
    return inner + ("[]" if column.repeated else "")


def create_table(table: str, columns: tuple[Column, ...]) -> str:
    """Return the CREATE TABLE statement of a table; a repeated column is never null, only empty."""
    lines = [f"    {quoted(column.name)} {column_type(column)}{_constraint(column)}" for column in columns]
    lines.append(f"    PRIMARY KEY ({columns[0].name})")
    return f"CREATE TABLE {table} (\n" + ",\n".join(lines) + "\n);\n"


def comments(table: str, columns: tuple[Column, ...]) -> list[str]:
    """Return a COMMENT ON statement for each column, so that the meaning shows inside the warehouse too."""
    return [f"COMMENT ON COLUMN {table}.{quoted(column.name)} IS {literal(column.meaning)};" for column in columns]


def create_view(view: str) -> str:
    """Return the CREATE VIEW statement of a view."""
    return f"CREATE OR REPLACE VIEW {view} AS\n{view_sql(view)};\n"


def ddl() -> str:
    """Return the statements that make an empty warehouse: tables, then views in the order they need each other."""
    tables = [create_table(table, columns) for table, columns in table_columns()]
    return "\n".join([*tables, *(create_view(view) for view in VIEWS)])


def quoted(name: str) -> str:
    """Return a column name as SQL takes it: in quotes where it is a keyword."""
    return f'"{name}"' if name in KEYWORDS else name


def literal(text: str) -> str:
    """Return a SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def _members(fields: tuple[Column, ...]) -> str:
    return ", ".join(f'"{field.name}" {column_type(field)}' for field in fields)


def _constraint(column: Column) -> str:
    return " NOT NULL" if column.required or column.repeated else ""
