"""Columns -> BigQuery table resources, as its REST interface and `bq mk` take them."""

import datetime
import json
from typing import Any

from .columns import Column, columns
from .rows import TABLES

TYPES: dict[type, str] = {
    str: "STRING",
    int: "INTEGER",
    float: "FLOAT",
    bool: "BOOLEAN",
    datetime.datetime: "TIMESTAMP",
    datetime.date: "DATE",
}
SQL_TYPES = TYPES | {int: "INT64", float: "FLOAT64", bool: "BOOL"}
"""The same as its SQL has them."""

PARTITIONS = {
    "mentions": ("event_date", "MONTH"),
    "events": ("event_date", "MONTH"),
    "article_revisions": ("published", "MONTH"),
}
"""Table -> partitioning column and grain: by month, for a table has at most 10,000 partitions and archives are old."""
CLUSTERS = {
    "mentions": ["country", "event_type"],
    "events": ["country", "event_type"],
    "article_revisions": ["language", "site"],
}


def field(column: Column) -> dict[str, Any]:
    """Return a column as a TableFieldSchema."""
    mode = "REPEATED" if column.repeated else "REQUIRED" if column.required else "NULLABLE"
    kind = "RECORD" if column.fields else TYPES[column.type]
    described: dict[str, Any] = {"name": column.name, "type": kind, "mode": mode, "description": column.meaning[:1024]}
    if column.fields:
        described["fields"] = [field(inner) for inner in column.fields]
    return described


def table(name: str) -> dict[str, Any]:
    """Return a table resource: schema, partitioning, clustering and key."""
    described = columns(TABLES[name])
    resource: dict[str, Any] = {
        "tableReference": {"tableId": name},
        "description": (TABLES[name].__doc__ or "").partition("\n")[0],
        "schema": {"fields": [field(column) for column in described]},
        "tableConstraints": {"primaryKey": {"columns": [described[0].name]}},
    }
    if name in PARTITIONS:
        column, grain = PARTITIONS[name]
        resource["timePartitioning"] = {"type": grain, "field": column}
    if name in CLUSTERS:
        resource["clustering"] = {"fields": CLUSTERS[name]}
    return resource


def tables_json() -> str:
    """Return all table resources as a JSON array."""
    return json.dumps([table(name) for name in TABLES], indent=2, ensure_ascii=False) + "\n"
