"""Options that several commands share."""

import argparse
import datetime
import sys

from ..exits import BUSY, USAGE
from ..settings import load_settings
from ..sinks.errors import BusyWarehouse, FullDisk, WarehouseError


def add_warehouse(parser: argparse.ArgumentParser) -> None:
    """Declare --warehouse and --config."""
    parser.add_argument(
        "--warehouse", metavar="PATH", help="the warehouse: a DuckDB file, parquet:FOLDER or bigquery:PROJECT.DATASET"
    )
    parser.add_argument("--config", metavar="FILE", help="the settings file (default: dateline.toml, if it is there)")


def warehouse(args: argparse.Namespace) -> str:
    """Return the warehouse that was named, on the command line, in the environment or in the settings file."""
    return load_settings(args.config, {"warehouse": args.warehouse}).warehouse


def time(text: str) -> datetime.datetime:
    """Read a time from the command line; without a zone it is UTC.

    >>> time("2026-01-02T03:04Z"), time("2026-01-02")
    (datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.timezone.utc), datetime.datetime(2026, 1, 2, 0, 0, \
tzinfo=datetime.timezone.utc))
    """
    try:
        read = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as 2026-01-31 or 2026-01-31T12:00Z") from None
    return read.replace(tzinfo=datetime.UTC) if read.tzinfo is None else read.astimezone(datetime.UTC)


def date(text: str) -> datetime.date:
    """Read a date from the command line."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-01-31") from None


def complain(error: WarehouseError) -> int:
    """Print what is wrong with the warehouse, and return the exit code."""
    print(f"dateline: {error}", file=sys.stderr)
    return BUSY if isinstance(error, BusyWarehouse | FullDisk) else USAGE
