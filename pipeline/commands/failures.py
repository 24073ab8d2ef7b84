"""`dateline failures`: show what could not be processed, and why."""

import argparse
import sys

from ...schemas.duckdb import literal
from ..answers import FORMATS
from ..exits import OK
from ..sinks.asking import ask_ours
from ..sinks.errors import WarehouseError
from .options import add_warehouse, complain, warehouse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--step", help="only failures of this step, for example FetchPages")
    parser.add_argument("--reason", help="only failures with this reason, for example timeout")
    parser.add_argument("--limit", type=int, default=50, help="show at most so many, the latest first (default 50)")
    parser.add_argument("--count", action="store_true", help="count them by step and reason instead")
    parser.add_argument("--format", choices=list(FORMATS), default="table", help="how to print it (default table)")
    add_warehouse(parser)


def run(args: argparse.Namespace) -> int:
    """Ask for the failures and print them."""
    try:
        with ask_ours(warehouse(args), query(args)) as answer:
            FORMATS[args.format](answer, sys.stdout)
    except WarehouseError as error:
        return complain(error)
    return OK


def query(args: argparse.Namespace) -> str:
    """Return the SQL that the options ask for."""
    conditions = [
        f"{name} = {literal(value)}" for name, value in (("step", args.step), ("reason", args.reason)) if value
    ]
    where = "WHERE " + " AND ".join(conditions) if conditions else ""
    if args.count:
        return f"""
            SELECT step, reason, count(*) AS inputs, sum(times) AS times, max(last_at) AS last_at
            FROM failures {where} GROUP BY step, reason ORDER BY inputs DESC, step, reason"""
    return f"""
        SELECT last_at, step, reason, times, input, message
        FROM failures {where} ORDER BY last_at DESC, failure_id LIMIT {max(args.limit, 0)}"""
