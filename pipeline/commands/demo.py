"""`dateline demo`: the whole job on a small bundled news site, served on loopback."""

import argparse

from ..demo.server import PORT, serve
from ..demo.site import FEEDS
from ..settings import Settings
from .options import complain

WAREHOUSE = "dateline-demo.duckdb"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--warehouse", default=WAREHOUSE, metavar="PATH", help=f"where rows go (default {WAREHOUSE})")
    parser.add_argument("--port", type=int, default=PORT, help=f"port of the site on 127.0.0.1 (default {PORT})")


def run(args: argparse.Namespace) -> int:
    """Serve the site and run the job on it."""
    from ..once import run_and_report
    from ..sinks.errors import WarehouseError

    with serve(args.port) as root:
        print(f"Serving a small invented news site at {root} and reading its {len(FEEDS)} feeds …")
        settings = Settings(
            feeds=[root + path for path in FEEDS],
            warehouse=args.warehouse,
            contact="demo@localhost",
            allow_host=[root.removeprefix("http://")],
            host_delay=0.0,
        )
        try:
            return run_and_report(settings, most_events=40)
        except WarehouseError as error:
            return complain(error)
