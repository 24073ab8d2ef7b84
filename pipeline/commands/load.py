"""`dateline load`: code articles one already has into the warehouse."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from ..exits import OK, PARTIAL, USAGE
from ..settings import load_settings
from .options import add_warehouse, complain


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="JSON lines with id and text, and where known title, published, url, source, language; - for standard "
        "input; .gz is unpacked",
    )
    add_warehouse(parser)
    parser.add_argument("--workers", type=int, metavar="N", help="processes that code articles (default: one a core)")


def run(args: argparse.Namespace) -> int:
    """Load the files and tell what came."""
    settings = load_settings(args.config, {"warehouse": args.warehouse, "workers": args.workers})
    missing = [name for name in args.files if name != "-" and not Path(name).is_file()]
    if missing:
        print(f"dateline: there is no file {missing[0]}; nothing was loaded.", file=sys.stderr)
        return USAGE
    from ..coding import Batches
    from ..joblock import only_job
    from ..link import link_new
    from ..load import load
    from ..report import console, show_outcome
    from ..run import utc_now
    from ..sinks import open_sink
    from ..sinks.errors import WarehouseError

    def progress(batches: Batches) -> None:
        if sys.stderr.isatty():
            print(f"\r{batches.read.came_in:,} lines …", end="", file=sys.stderr, flush=True)

    ignored: Counter[str] = Counter()
    try:
        sink = open_sink(settings.warehouse)
        with only_job(sink.folder, "load", utc_now()):
            sink.prepare()
            sink.recover()
            batches = load(sink, args.files, now=utc_now, workers=settings.workers, progress=progress, ignored=ignored)
            linked = link_new(sink, now=utc_now)
    except WarehouseError as error:
        return complain(error)
    except OSError as error:
        print(f"dateline: {error.filename or 'a file'} cannot be read: {error.strerror or error}.", file=sys.stderr)
        return USAGE
    out = console()
    show_outcome(out, batches.run, {**batches.written, **(linked.written if linked else {})})
    if ignored:
        out.print(not_read(ignored), soft_wrap=True, markup=False, highlight=False)
    if batches.read.failed:
        out.print("Lines that are no articles: dateline failures --step load", soft_wrap=True)
    return PARTIAL if batches.read.failed and batches.read.failed == batches.read.came_in else OK


def not_read(ignored: "Counter[str]") -> str:
    """Say which fields of the lines were not read, those of most lines first."""
    from ..articles_file import FIELDS

    told = ", ".join(f"{name[:60]!r} ({number:,} lines)" for name, number in ignored.most_common())
    return f"Fields that were not read: {told}. Read are {', '.join(FIELDS)}."
