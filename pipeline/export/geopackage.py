"""GeoPackage, by GDAL through pyogrio (the extra `geo`)."""

import struct
from pathlib import Path

import pyarrow as pa

from ..sinks.errors import BadQuery
from .events import Events
from .texts import PLACED

POINT = 1


def write(events: Events, out: Path | None, _excel: bool) -> int:
    """Write the layer `events`, points in WGS 84 with the event's date for the temporal controller."""
    assert out is not None
    try:
        import pyogrio.errors
        import pyogrio.raw
    except ImportError:
        raise BadQuery("GeoPackage needs more: pip install 'dateline[geo]'. GeoJSON opens in QGIS, too.") from None
    table = events.table(PLACED)
    points = [
        struct.pack("<BIdd", 1, POINT, x, y)
        for x, y in zip(table["longitude"].to_pylist(), table["latitude"].to_pylist(), strict=True)
    ]
    whole = table.append_column("geometry", pa.array(points, pa.binary()))
    scratch = out.with_name(f".{out.stem}.tmp.gpkg")
    scratch.unlink(missing_ok=True)
    try:
        pyogrio.raw.write_arrow(
            whole,
            str(scratch),
            layer="events",
            driver="GPKG",
            geometry_name="geometry",
            geometry_type="Point",
            crs="EPSG:4326",
        )
        scratch.replace(out)
    except pyogrio.errors.DataSourceError as error:
        raise OSError(str(error)) from error
    finally:
        scratch.unlink(missing_ok=True)
    return int(table.num_rows)
