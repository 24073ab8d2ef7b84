"""`dateline recode`: code stored articles again with the present coder; with --pages, extract them again first."""

import argparse
import sys

from ..exits import OK, USAGE
from ..settings import load_settings
from .options import add_warehouse, complain


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_warehouse(parser)
    parser.add_argument(
        "--pages", action="store_true", help="first extract the articles of the archived pages again: texts may change"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes that code articles (default: one a core)")


def run(args: argparse.Namespace) -> int:
    """Code the articles again and tell what changed."""
    settings = load_settings(args.config, {"warehouse": args.warehouse, "workers": args.workers})
    from rich.table import Table

    from ..coding import Batches
    from ..joblock import only_job
    from ..link import link_new
    from ..recode import changes, recode
    from ..reextract import reextract
    from ..report import console, show_outcome
    from ..run import archive_of, utc_now
    from ..sinks import open_sink
    from ..sinks.errors import WarehouseError

    def progress(batches: Batches) -> None:
        if sys.stderr.isatty():
            print(f"\r{batches.read.came_in:,} articles …", end="", file=sys.stderr, flush=True)

    try:
        sink = open_sink(settings.warehouse)
        sink.read("SELECT 1")  # there is a warehouse: recode makes none
        archive = archive_of(sink)
        if args.pages and not archive.is_dir():
            print(f"dateline: there are no archived pages: {archive} is not there.", file=sys.stderr)
            return USAGE
        with only_job(sink.folder, "recode", utc_now()):
            sink.prepare()
            sink.recover()
            read = None
            if args.pages:
                read = reextract(sink, archive, now=utc_now, workers=settings.workers, progress=progress)
            batches = recode(sink, now=utc_now, workers=settings.workers, progress=progress)
            linked = link_new(sink, now=utc_now)
            changed = changes(sink, batches.run.run_id)
    except WarehouseError as error:
        return complain(error)
    out = console()
    if read is not None:
        show_outcome(out, read.run, read.written)
    show_outcome(out, batches.run, {**batches.written, **(linked.written if linked else {})})
    if not changed:
        out.print("The coder finds what it found before.")
        return OK
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("event type")
    for name in ("added", "gone", "different"):
        table.add_column(name, justify="right")
    for row in changed:
        table.add_row(row["event_type"], *(f"{row[name]:,}" for name in ("added", "gone", "different")))
    out.print(table)
    return OK
