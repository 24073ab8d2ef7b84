"""`dateline events`: list and explain events; split and merge them, and take that back."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from ...schemas.duckdb import literal
from ..answers import FORMATS
from ..exits import OK, USAGE
from ..sinks.asking import ask_ours
from ..sinks.errors import WarehouseError
from .options import add_warehouse, complain, date, warehouse

if TYPE_CHECKING:
    from ..sinks import Sink


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done with events."""
    kinds = parser.add_subparsers(dest="do", required=True, metavar="list|explain|split|merge|decisions|undo")
    listing = kinds.add_parser("list", help="list events, the latest first")
    listing.add_argument("--type", metavar="TYPE", help="only events of a type, for example ASSAULT")
    listing.add_argument("--country", metavar="ISO3", help="only events in a country, for example SYR")
    listing.add_argument("--since", type=date, metavar="DATE", help="only events of this day or later")
    listing.add_argument("--limit", type=int, default=50, help="show at most so many (default 50)")
    listing.add_argument("--format", choices=list(FORMATS), default="table", help="how to print it (default table)")
    explaining = kinds.add_parser("explain", help="say which reports an event was made of, and why")
    explaining.add_argument("event", metavar="EVENT_ID")
    splitting = kinds.add_parser("split", help="put reports of an event into an event of their own")
    splitting.add_argument("event", metavar="EVENT_ID")
    splitting.add_argument("out", nargs="+", metavar="MENTION_OR_ARTICLE_ID", help="what leaves the event")
    merging = kinds.add_parser("merge", help="make several events one")
    merging.add_argument("events", nargs="+", metavar="EVENT_ID")
    decided = kinds.add_parser("decisions", help="list what was decided")
    undoing = kinds.add_parser("undo", help="take a decision back")
    undoing.add_argument("decision", metavar="DECISION_ID")
    for each in (splitting, merging):
        each.add_argument("--because", default="", metavar="TEXT", help="why; kept with the decision")
        each.add_argument("--by", default=None, metavar="NAME", help="who decides (default: your user name)")
    for each in (listing, explaining, splitting, merging, decided, undoing):
        add_warehouse(each)


def run(args: argparse.Namespace) -> int:
    """Do it."""
    try:
        if args.do in ("list", "decisions"):
            with ask_ours(warehouse(args), LISTS[args.do](args)) as answer:
                FORMATS[getattr(args, "format", "table")](answer, sys.stdout)
            return OK
        return explain(args) if args.do == "explain" else change(args)
    except WarehouseError as error:
        return complain(error)


def list_events(args: argparse.Namespace) -> str:
    """Return the SQL that lists events."""
    conditions = [
        f"{name} {sign} {literal(str(value))}"
        for name, sign, value in (
            ("event_type", "=", args.type),
            ("country", "=", args.country),
            ("event_date", ">=", args.since),
        )
        if value
    ]
    where = "WHERE " + " AND ".join(conditions) if conditions else ""
    return f"""
        SELECT event_id, event_date, event_type, location_name, killed_best, article_count AS articles,
            independent_source_count AS sources, is_disputed, headline
        FROM events {where} ORDER BY event_date DESC NULLS LAST, event_id LIMIT {max(args.limit, 0)}"""


def list_decisions(_args: argparse.Namespace) -> str:
    """Return the SQL that lists decisions."""
    return """
        SELECT decision_id, kind, decided_at, decided_by, reason, @length("left") AS here, @length("right") AS there,
            withdrawn_at
        FROM event_decisions ORDER BY decided_at DESC, decision_id"""


LISTS = {"list": list_events, "decisions": list_decisions}


def explain(args: argparse.Namespace) -> int:
    """Print an event in words."""
    from ...transforms.linking.explain import explain as words
    from ..deciding import BadChoice, find
    from ..report import plain
    from ..sinks import open_sink

    try:
        found = find(open_sink(warehouse(args)), args.event)
    except BadChoice as error:
        return refuse(error)
    for line in words(found.event, found.rows, found.mentions):
        indent = len(line) - len(line.lstrip())
        print(" " * indent + plain(line))
    return OK


def change(args: argparse.Namespace) -> int:
    """Write a decision down and link anew."""
    from ..deciding import BadChoice
    from ..joblock import only_job
    from ..link import link_all
    from ..run import utc_now
    from ..sinks import open_sink

    sink = open_sink(warehouse(args))
    sink.read("SELECT 1")  # there is a warehouse: a decision makes none
    with only_job(sink.folder, f"events {args.do}", utc_now()):
        sink.prepare()
        sink.recover()
        try:
            decision_id = decide(sink, args)
        except BadChoice as error:
            return refuse(error)
        link_all(sink, now=utc_now)
    undone = args.do == "undo"
    print(f"Decision {decision_id} {'no longer holds' if undone else 'holds'}.", end="")
    print("" if undone else f" To take it back: dateline events undo {decision_id}")
    return OK


def decide(sink: "Sink", args: argparse.Namespace) -> str:
    """Write the decision down; return its id."""
    from .. import deciding
    from ..run import utc_now

    if args.do == "undo":
        return deciding.undo(sink, args.decision, at=utc_now()).decision_id
    by = args.by or getpass.getuser()
    if args.do == "merge":
        return deciding.merge(sink, args.events, reason=args.because, by=by, at=utc_now()).decision_id
    return deciding.split(sink, args.event, args.out, reason=args.because, by=by, at=utc_now()).decision_id


def refuse(error: Exception) -> int:
    """Print why a choice cannot be meant."""
    print(f"dateline: {error}", file=sys.stderr)
    return USAGE
