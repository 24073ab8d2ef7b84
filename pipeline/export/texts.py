"""GeoJSON and KML: events with coordinates, written as they are read."""

import json
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ..answers import jsonable
from .events import Events, dictionaries, opened

PLACED = "latitude IS NOT NULL AND longitude IS NOT NULL"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_geojson(events: Events, out: Path | None, _excel: bool) -> int:
    """Write a FeatureCollection (RFC 7946), one feature a line."""
    number = 0
    with events.rows(PLACED) as answer, opened(out) as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for row in dictionaries(answer):
            file.write((",\n" if number else "\n") + json.dumps(feature(row), ensure_ascii=False))
            number += 1
        file.write("\n]}\n")
    return number


def feature(row: dict[str, Any]) -> dict[str, Any]:
    """Return an event as a GeoJSON feature."""
    properties = {name: jsonable(value) for name, value in row.items() if name not in ("latitude", "longitude")}
    return {
        "type": "Feature",
        "id": row["event_id"],
        "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
        "properties": properties,
    }


def write_kml(events: Events, out: Path | None, _excel: bool) -> int:
    """Write KML 2.2 with the day of each event, so that Google Earth can show them in time."""
    number = 0
    with events.rows(PLACED) as answer, opened(out) as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
        file.write("<name>Dateline events</name>\n")
        for row in dictionaries(answer):
            file.write(placemark(row))
            number += 1
        file.write("</Document></kml>\n")
    return number


def placemark(row: dict[str, Any]) -> str:
    """Return an event as a KML placemark."""
    title = " · ".join(str(part) for part in (row["event_type"], row["location_name"], row["event_date"]) if part)
    data = "".join(
        f'<Data name="{name}"><value>{_xml(jsonable(value))}</value></Data>'
        for name, value in row.items()
        if value is not None and name not in ("latitude", "longitude")
    )
    return (
        f'<Placemark id="e{_xml(row["event_id"])}"><name>{_xml(title)}</name>'
        f"<description>{_xml(row['headline'] or '')}</description>{_when(row)}"
        f"<ExtendedData>{data}</ExtendedData>"
        f"<Point><coordinates>{row['longitude']},{row['latitude']}</coordinates></Point></Placemark>\n"
    )


def _when(row: dict[str, Any]) -> str:
    begin, end = row["event_date"], row["event_date_end"]
    if begin is None:
        return ""
    if end is not None and end > begin:
        return f"<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>"
    when = str(begin)[: {"year": 4, "month": 7}.get(row["date_precision"] or "day", 10)]
    return f"<TimeStamp><when>{when}</when></TimeStamp>"


def _xml(value: object) -> str:
    """Return text for XML: what XML 1.0 cannot hold is dropped, the rest escaped."""
    return escape(NOT_XML.sub("", str(value)), {'"': "&quot;"})
