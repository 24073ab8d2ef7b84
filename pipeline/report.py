"""What a run tells its user at the end: the balance of each step, what was written, and the newest events."""

import shlex
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..schemas.rows import Run
from .sinks import Sink, Written

TABLES_SHOWN = ("feeds", "article_revisions", "mentions", "events", "failures")
WIDTH = 150
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


def count(low: int | None, high: int | None) -> str:
    """Write a range of people as the report shows it.

    >>> count(10, None), count(20, 20), count(0, 30), count(None, None)
    ('10+', '20', '0–30', '')
    """
    if low is None and high is None:
        return ""
    if high is None:
        return f"{low}+"
    return f"{low}" if low == high else f"{low or 0}–{high}"


def names(parties: Iterable[Mapping[str, Any]] | None, most: int = 3) -> str:
    """Join the names of parties or sources, at most `most` of them."""
    found = [plain(party["name"]) for party in parties or ()]
    return ", ".join(found[:most]) + (" …" if len(found) > most else "")


def line(row: Mapping[str, Any]) -> Line:
    """Turn a row of the newest events into a line."""
    actors, recipients = names(row["actors"]), names(row["recipients"])
    place = ", ".join(plain(part) for part in (row["location_name"], row["country"]) if part)
    return Line(
        date=str(row["event_date"] or "—"),
        place=place or "—",
        kind=row["event_type"] if row["status"] == "occurred" else f"{row['event_type']} ({row['status']})",
        parties=f"{actors or '—'} → {recipients}" if recipients else actors or "—",
        killed=count(row["killed_min"], row["killed_max"]),
        claimed_by=names(row["attributed_to"], 2),
        link=plain(row["url"] or ""),
    )


def show_events(out: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print events; below the parties of each stands where it was read."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title, style in (("date", ""), ("place", ""), ("type", "cyan"), ("killed", "red")):
        table.add_column(title, style=style, no_wrap=True)
    table.add_column("actors → recipients, and the source", overflow="fold")
    table.add_column("claimed by", overflow="fold")
    for row in rows:
        event = line(row)
        parties = Text(event.parties).append("\n" + event.link, style="dim")
        table.add_row(event.date, Text(event.place), event.kind, event.killed, parties, Text(event.claimed_by))
    out.print(table)


NEWEST = """
SELECT m.event_date, m.location_name, m.country, m.event_type, m.status, m.actors, m.recipients,
    m.killed_min, m.killed_max, m.attributed_to, a.url
FROM mentions m JOIN articles a USING (revision_id)
WHERE m.superseded_at IS NULL AND (? = '' OR m.run_id = ?)
ORDER BY m.event_date DESC NULLS LAST, a.url, m.mention_id
LIMIT ?
"""


def newest(sink: Sink, run: Run, most: int) -> tuple[str, list[dict[str, Any]]]:
    """Return the events to show, under a heading: those of this run, else the newest of the warehouse."""
    for heading, run_id in (("Events of this run", run.run_id), ("Nothing new. The newest events", "")):
        rows = sink.read(NEWEST, [run_id, run_id, most + 1]).to_pylist()
        if rows:
            more = f" (the newest {most})" if len(rows) > most else ""
            return heading + more, rows[:most]
    return "No events yet", []


def sql_hint(warehouse: str) -> str:
    """Return the command that asks the warehouse, ready to copy."""
    query = "SELECT event_date, event_type, location_name, killed_min FROM mentions ORDER BY event_date"
    return f"dateline sql --warehouse {shlex.quote(warehouse)} {shlex.quote(query)}"
