"""`dateline sql`: ask the warehouse; read only, and at any time, also while a job writes."""

import argparse
import sys

from ..answers import FORMATS
from ..exits import OK
from ..sinks.asking import ask
from ..sinks.errors import WarehouseError
from .options import add_warehouse, complain, time, warehouse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("query", metavar="SQL", help="one SELECT; - reads it from standard input")
    parser.add_argument("--format", choices=list(FORMATS), default="table", help="how to print it (default table)")
    parser.add_argument("--as-of", type=time, metavar="TIME", help="the tables as they were at this time (UTC)")
    add_warehouse(parser)


def run(args: argparse.Namespace) -> int:
    """Ask and print."""
    sql = sys.stdin.read() if args.query == "-" else args.query
    try:
        with ask(warehouse(args), sql, as_of=args.as_of) as answer:
            FORMATS[args.format](answer, sys.stdout)
    except WarehouseError as error:
        return complain(error)
    return OK
