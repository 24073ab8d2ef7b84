"""`dateline status`: how the continuous job on a warehouse is doing."""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from typing import Any

from ..exits import OK, PARTIAL
from .options import add_warehouse, warehouse

STALE_S = 180
"""The job writes its status after each pass, and while it waits; an older one is that of a job that has ended."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_warehouse(parser)
    parser.add_argument("--json", action="store_true", help="print the status as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the status; 3 where no job runs or it does not keep up."""
    from ..sinks import open_sink
    from ..stream.watching import status_path

    address = warehouse(args)
    path = status_path(open_sink(address).folder)
    try:
        status = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        print(f"dateline: no continuous job has run on {address}. `dateline stream` starts one.", file=sys.stderr)
        return PARTIAL
    is_running = alive(status["pid"]) and age_s(status) < STALE_S
    if args.json:
        print(json.dumps({**status, "running": is_running}, indent=1))
    else:
        print("\n".join(lines(status, is_running=is_running)))
    return OK if is_running and status["keeping_up"] else PARTIAL


def lines(status: dict[str, Any], *, is_running: bool) -> list[str]:
    """Return the status in words."""
    feeds, last = status["feeds"], status["last_pass"]
    state = "keeps up" if status["keeping_up"] else "does not keep up: " + "; ".join(status["reasons"])
    told = [
        f"The job (process {status['pid']}, since {short(status['began_at'])}) "
        + (state if is_running else f"is not running; its last sign is from {short(status['written_at'])}")
        + ".",
        "Feeds: " + ", ".join(f"{number:,} {name}" for name, number in feeds.items()) + ".",
        f"Entries waiting to be fetched: {status['pending_entries']:,}. Memory: {status['memory_mb']:,} MB.",
    ]
    hosts = status.get("pending_by_host") or []
    if hosts:
        told.append("Most of them on " + ", ".join(f"{host} ({number:,})" for host, number in hosts) + ".")
    if last:
        told.append(f"Last pass: {short(last['started_at'])} to {short(last['finished_at'])} UTC, {last['status']}.")
        told += [
            f"  {step['step']:16}{step['came_in']:>7,} came in, {step['written']:,} written, "
            f"{step['known']:,} known, {step['failed']:,} failed"
            for step in last["steps"]
        ]
    return told


def short(time: str) -> str:
    """Return a time to the second, without its zone."""
    return time[:19].replace("T", " ")


def age_s(status: dict[str, Any]) -> float:
    """Return how many seconds ago the status was written."""
    return (datetime.now(UTC) - datetime.fromisoformat(status["written_at"])).total_seconds()


def alive(pid: int) -> bool:
    """Tell whether a process lives."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
