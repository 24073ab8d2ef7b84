"""What a run tells its user at the end: the balance of each step, what was written, and the newest events."""

import shlex
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..schemas.rows import Run
from .sinks import Sink, Written

TABLES_SHOWN = ("feeds", "article_revisions", "mentions", "events", "failures")
WIDTH = 170
"""Where the output is no terminal: as wide as a table of events needs."""


class Line(NamedTuple):
    """One event as the report shows it."""

    date: str
    place: str
    kind: str
    parties: str
    killed: str
    claimed_by: str
    link: str


def console() -> Console:
    """Return where reports go: the terminal as it is, a file or pipe with room for the table."""
    terminal = Console(highlight=False)
    return terminal if terminal.is_terminal else Console(highlight=False, width=WIDTH)


def plain(text: object) -> str:
    r"""Return text that cannot steer a terminal: control and bidirectional characters dropped, one line.

    >>> plain("a\x1b[31mb\nc")
    'a[31mb c'
    """
    spaced = " ".join(str(text).split())
    return "".join(mark for mark in spaced if unicodedata.category(mark) not in ("Cc", "Cf", "Cs", "Co"))


def show_steps(out: Console, run: Run) -> None:
    """Print the balance of each step: came in = written + known + failed."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("step")
    for name in ("came in", "written", "known", "failed"):
        table.add_column(name, justify="right")
    for step in run.steps:
        table.add_row(step.step, *(f"{number:,}" for number in step[1:]))
    out.print(table)


def show_written(out: Console, written: Mapping[str, Written]) -> None:
    """Print what the commit did to each table."""
    parts = []
    for name in TABLES_SHOWN:
        if name in written:
            done = written[name]
            superseded = f", {done.superseded:,} superseded" if done.superseded else ""
            parts.append(f"{name.replace('_', ' ')} {done.new:,} new, {done.known:,} known{superseded}")
    out.print("Written: " + "; ".join(parts) + ".")


def show_outcome(out: Console, run: Run, written: Mapping[str, Written]) -> None:
    """Print what a command did: the balance of its steps, and what was written, if anything."""
    show_steps(out, run)
    if written:
        show_written(out, written)
    else:
        out.print("Nothing new was written.")


def toll(low: int | None, best: int | None, high: int | None) -> str:
    """Write how many were killed as the report shows it: the best count, and the range where reports differ.

    >>> toll(10, 12, 15), toll(20, 20, 20), toll(0, None, 30), toll(10, 10, None), toll(None, None, None)
    ('12 (10–15)', '20', '0–30', '10+', '')
    """
    if best is None:
        return "" if low is None and high is None else f"{low or 0}–{high}" if high is not None else f"{low}+"
    if high is None:
        return f"{best}+"
    return f"{best}" if low == high else f"{best} ({low or 0}–{high})"


def joined(names: Iterable[str] | None, most: int = 3) -> str:
    """Join names, at most `most` of them."""
    found = [plain(name) for name in names or ()]
    return ", ".join(found[:most]) + (" …" if len(found) > most else "")


def names(parties: Iterable[Mapping[str, Any]] | None) -> str:
    """Join the names of parties."""
    return joined([party["name"] for party in parties or ()])


def line(row: Mapping[str, Any]) -> Line:
    """Turn a row of the newest events into a line."""
    actors, recipients = names(row["actors"]), names(row["recipients"])
    place = ", ".join(plain(part) for part in (row["location_name"], row["country"]) if part)
    return Line(
        date=str(row["event_date"] or "—"),
        place=place or "—",
        kind=row["event_type"] if row["status"] == "occurred" else f"{row['event_type']} ({row['status']})",
        parties=f"{actors or '—'} → {recipients}" if recipients else actors or "—",
        killed=toll(row["killed_min"], row["killed_best"], row["killed_max"]),
        claimed_by=joined(row["attributed_to"], 2),
        link=plain(row["url"] or "") + (f"  and {row['article_count'] - 1} more" if row["article_count"] > 1 else ""),
    )


def show_events(out: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print events; below the parties of each stands where it was read."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title, style in (("date", ""), ("place", ""), ("type", "cyan"), ("killed", "red")):
        table.add_column(title, style=style, no_wrap=True)
    table.add_column("actors → recipients, and the source", overflow="fold")
    table.add_column("claimed by", overflow="fold", max_width=30)
    for row in rows:
        event = line(row)
        parties = Text(event.parties).append("\n" + event.link, style="dim")
        table.add_row(event.date, Text(event.place), event.kind, event.killed, parties, Text(event.claimed_by))
    out.print(table)


NEWEST = """
SELECT event_date, location_name, country, event_type, status, actors, recipients,
    killed_min, killed_best, killed_max, attributed_to, url, article_count
FROM events
WHERE @time(?) IS NULL OR event_id IN (
    SELECT l.event_id FROM event_mentions AS l JOIN mentions AS m ON m.mention_id = l.mention_id
    WHERE m.added_at >= @time(?))
ORDER BY event_date DESC NULLS LAST, url, event_id
LIMIT ?
"""


def newest(sink: Sink, since: datetime, most: int) -> tuple[str, list[dict[str, Any]]]:
    """Return the events to show, under a heading: those that a run brought or added to, else the newest of all."""
    for heading, start in (("Events of this run", since), ("Nothing new. The newest events", None)):
        rows = sink.read(NEWEST, [start, start, most + 1]).to_pylist()
        if rows:
            more = f" (the newest {most})" if len(rows) > most else ""
            return heading + more, rows[:most]
    return "No events yet", []


def sql_hint(warehouse: str) -> str:
    """Return the command that asks the warehouse, ready to copy."""
    query = "SELECT event_date, event_type, location_name, killed_best, headline FROM events ORDER BY event_date"
    return f"dateline sql --warehouse {shlex.quote(warehouse)} {shlex.quote(query)}"
