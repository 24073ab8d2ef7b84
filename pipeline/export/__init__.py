"""Events for other tools: one writer a format, all fed by the same rows."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from . import geopackage, package, tables, texts
from .events import Events


class Format(NamedTuple):
    """A format: what writes it, what it is, and whether it is one text that may go to standard output."""

    write: Callable[[Events, Path | None, bool], int]
    help: str
    is_text: bool


FORMATS: dict[str, Format] = {
    "csv": Format(tables.write_csv, "CSV; --excel for Excel", is_text=True),
    "hxl": Format(tables.write_hxl, "CSV with HXL tags in its second line", is_text=True),
    "geojson": Format(texts.write_geojson, "GeoJSON (RFC 7946), events with coordinates", is_text=True),
    "kml": Format(texts.write_kml, "KML with times, for Google Earth", is_text=True),
    "gpkg": Format(geopackage.write, "GeoPackage, for QGIS", is_text=False),
    "parquet": Format(package.write, "a folder with Parquet and datapackage.json", is_text=False),
}
"""Name -> format; a writer returns how many events it wrote."""
