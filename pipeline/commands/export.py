"""`dateline export`: write events for other tools."""

import argparse
import sys
from pathlib import Path

from ..exits import OK, USAGE
from ..sinks.errors import WarehouseError
from .options import add_warehouse, complain, date, warehouse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    from ..export import FORMATS

    parser.add_argument(
        "format", choices=list(FORMATS), help="; ".join(f"{name}: {form.help}" for name, form in FORMATS.items())
    )
    parser.add_argument("--out", type=Path, metavar="PATH", help="the file, for parquet the folder; else the screen")
    parser.add_argument("--from", dest="since", type=date, metavar="DATE", help="first event date")
    parser.add_argument("--to", dest="until", type=date, metavar="DATE", help="last event date")
    parser.add_argument("--country", action="append", default=[], metavar="ISO3", help="of the place; repeatable")
    parser.add_argument("--type", action="append", default=[], metavar="TYPE", help="such as PROTEST; repeatable")
    parser.add_argument("--all", action="store_true", help="planned, denied and historical acts, too")
    parser.add_argument("--excel", action="store_true", help="CSV as Excel wants it")
    add_warehouse(parser)


def run(args: argparse.Namespace) -> int:
    """Write the events."""
    from ..export import FORMATS
    from ..export.events import Chosen, Events

    chosen = FORMATS[args.format]
    if args.out is None and not chosen.is_text:
        print(f"dateline: {args.format} is no text; name a file with --out.", file=sys.stderr)
        return USAGE
    wanted = Chosen(args.since, args.until, args.country, args.type, not args.all)
    try:
        number = chosen.write(Events(warehouse(args), wanted), args.out, args.excel)
    except WarehouseError as error:
        return complain(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"dateline: {args.out} cannot be written: {error.strerror or error}.", file=sys.stderr)
        return USAGE
    print(f"{number:,} events" + (f" in {args.out}" if args.out else ""), file=sys.stderr)
    return OK
