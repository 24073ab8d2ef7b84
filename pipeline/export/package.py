"""A folder of Parquet with a datapackage.json (Frictionless Data Package) that says what is in it."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ...schemas.columns import columns
from ...schemas.rows import Event
from .events import Events

TYPES = {"int64": "integer", "double": "number", "bool": "boolean", "date32[day]": "date"}
OWN = {
    "actors": "Names of who did it, joined by '; '.",
    "actor_countries": "Countries of the actors, ISO 3166 alpha-3.",
    "recipients": "Names of those it was done to, joined by '; '.",
    "recipient_countries": "Countries of the recipients, ISO 3166 alpha-3.",
}


def write(events: Events, out: Path | None, _excel: bool) -> int:
    """Write events.parquet and datapackage.json into the folder `out`."""
    assert out is not None
    out.mkdir(parents=True, exist_ok=True)
    table = events.table()
    path = out / "events.parquet"
    scratch = out / ".events.parquet.tmp"
    pq.write_table(table, scratch, compression="zstd")
    scratch.replace(path)
    described = json.dumps(descriptor(table, path), indent=2, ensure_ascii=False) + "\n"
    (out / "datapackage.json").write_text(described, "utf-8")
    return int(table.num_rows)


def descriptor(table: pa.Table, path: Path) -> dict[str, Any]:
    """Return the descriptor of the package."""
    meanings = {column.name: column.meaning for column in columns(Event)} | OWN
    fields = [
        {"name": field.name, "type": _type(str(field.type)), "description": meanings.get(field.name, "")}
        for field in table.schema
    ]
    return {
        "profile": "data-package",
        "name": "dateline-events",
        "title": "Events coded from news by Dateline",
        "description": "Coded by a machine from news articles; headlines and URLs are the publishers'.",
        "version": version("dateline"),
        "resources": [
            {
                "name": "events",
                "path": path.name,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "bytes": path.stat().st_size,
                "hash": "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest(),
                "schema": {"fields": fields, "primaryKey": "event_id"},
            }
        ],
    }


def _type(arrow: str) -> str:
    return "datetime" if arrow.startswith("timestamp") else TYPES.get(arrow, "string")
