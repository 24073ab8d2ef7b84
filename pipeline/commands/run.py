"""`dateline run`: poll feeds once, fetch what is new, write events."""

import argparse
import sys

from ..exits import USAGE
from ..settings import Settings, load_settings
from .options import add_warehouse, complain


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--feeds", nargs="+", metavar="URL_OR_FILE", help="feeds: URLs, OPML files, or files with one URL a line"
    )
    add_warehouse(parser)
    add_web(parser)
    parser.add_argument("--workers", type=int, metavar="N", help="processes that code articles (default: one a core)")


def add_web(parser: argparse.ArgumentParser) -> None:
    """Declare what the web client is told."""
    parser.add_argument(
        "--allow-host",
        action="append",
        metavar="HOST[:PORT]",
        help="permit a loopback or private host, or a network such as 127.0.0.0/8; repeatable",
    )
    parser.add_argument(
        "--host-delay", type=float, metavar="SECONDS", help="pause between requests to one site (default 2)"
    )
    parser.add_argument(
        "--no-archive", dest="archive", action="store_false", default=None, help="do not keep the fetched pages"
    )


def given(args: argparse.Namespace) -> dict[str, object]:
    """Return the settings that the command line gave."""
    return {name: getattr(args, name, None) for name in Settings.model_fields}


def run(args: argparse.Namespace) -> int:
    """Make one pass over the feeds."""
    settings = load_settings(args.config, given(args))
    if not settings.feeds:
        print(
            "dateline: no feeds to read. Give some: dateline run --feeds https://example.org/news.xml; "
            "or write a settings file: dateline init",
            file=sys.stderr,
        )
        return USAGE
    if not settings.contact:
        print(
            "dateline: no contact is set, so publishers cannot reach you; `dateline init --contact …` sets one.",
            file=sys.stderr,
        )
    from ..once import run_and_report
    from ..sinks.errors import WarehouseError

    try:
        return run_and_report(settings)
    except WarehouseError as error:
        return complain(error)
