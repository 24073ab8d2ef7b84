"""`dateline link`: make one event of all mentions that report it."""

import argparse

from ..exits import OK
from .options import add_warehouse, complain, warehouse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_warehouse(parser)


def run(args: argparse.Namespace) -> int:
    """Make the events anew and tell what changed."""
    address = warehouse(args)
    from ..joblock import only_job
    from ..link import link_all
    from ..report import console
    from ..run import utc_now
    from ..sinks import open_sink
    from ..sinks.errors import WarehouseError

    try:
        sink = open_sink(address)
        sink.read("SELECT 1")  # there is a warehouse: link makes none
        with only_job(sink.folder, "link", utc_now()):
            sink.prepare()
            sink.recover()
            report = link_all(sink, now=utc_now)
    except WarehouseError as error:
        return complain(error)
    out = console()
    out.print(f"{report.mentions:,} mentions are {report.events:,} events.")
    for table, written in report.written.items():
        name = table.replace("_", " ")
        out.print(f"  {name}: {written.new:,} new or changed, {written.known:,} as before, {written.superseded:,} gone")
    return OK
