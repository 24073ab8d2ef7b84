"""The command `dateline`: one module a command in `commands/`, imported only when it is called."""

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import NamedTuple

from .exits import BUG, INTERRUPTED, OK, USAGE
from .logs import quieten
from .settings import BadSettings


class Command(NamedTuple):
    """A command: its module in `commands/`, what it does in one line, and an example."""

    module: str
    help: str
    example: str


COMMANDS = {
    "demo": Command("demo", "Run the whole job on a small bundled news site.", "dateline demo"),
    "init": Command("init", "Write a commented settings file.", "dateline init --contact news-team@example.org"),
    "run": Command(
        "run",
        "Poll feeds once, fetch what is new, write events.",
        "dateline run --feeds https://example.org/news.xml --warehouse news.duckdb",
    ),
    "code": Command(
        "code", "Code texts: JSON lines in, one event a line out.", "dateline code articles.jsonl > mentions.jsonl"
    ),
    "extract": Command("extract", "Get the article out of HTML files.", "dateline extract page.html"),
    "sql": Command(
        "sql",
        "Ask the warehouse in SQL; read only.",
        'dateline sql "SELECT event_type, count(*) FROM mentions GROUP BY 1"',
    ),
    "feeds": Command("feeds", "Check, import and list feeds.", "dateline feeds check https://example.org/news.xml"),
    "failures": Command("failures", "Show what could not be processed, and why.", "dateline failures"),
    "schema": Command(
        "schema", "Print the tables in the form a warehouse or a reader wants.", "dateline schema duckdb"
    ),
    "load": Command("load", "Code articles one already has into the warehouse.", "dateline load articles.jsonl"),
    "recode": Command("recode", "Code stored articles again with the present coder.", "dateline recode"),
    "export": Command(
        "export", "Write events for other tools.", "dateline export geojson --country SYR > events.geojson"
    ),
    "evaluate": Command("evaluate", "Score the coder against a gold file.", "dateline evaluate gold.jsonl --errors 5"),
    "link": Command("link", "Make one event of all mentions that report it.", "dateline link"),
    "events": Command("events", "Explain, split and merge events.", "dateline events explain EVENT_ID"),
    "stream": Command("stream", "Run without end, minutes behind the news.", "dateline stream --poll-interval 300"),
    "status": Command("status", "Show how the job is doing.", "dateline status"),
}


def present(command: Command) -> bool:
    """Tell whether a command's module is part of this installation."""
    return importlib.util.find_spec(f"{__package__}.commands.{command.module}") is not None


def overview() -> str:
    """Return the text of `dateline --help`: every command, what it does, and an example."""
    lines = [
        "usage: dateline COMMAND [OPTIONS]      dateline COMMAND --help tells more",
        "",
        "Dateline reads news feeds and writes a table of events: who did what to whom, where, when,",
        "how many were killed, and who says so, each row with the sentence it stands on.",
        "",
    ]
    for name, command in COMMANDS.items():
        if present(command):
            lines += [f"  {name:10}{command.help}", f"  {'':10}  $ {command.example}"]
    return "\n".join([*lines, "", "  --version   Print the version."])


def parser_for(name: str) -> tuple[argparse.ArgumentParser, object]:
    """Return a command's parser and its module."""
    command = COMMANDS[name]
    module = importlib.import_module(f".commands.{command.module}", __package__)
    parser = argparse.ArgumentParser(
        prog=f"dateline {name}",
        description=command.help,
        epilog=f"example:\n  {command.example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.arguments(parser)
    return parser, module


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (pipeline/exits.py)."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview())
        return OK if words else USAGE
    if words[0] in ("-V", "--version"):
        print(f"dateline {version('dateline')}")
        return OK
    if words[0] not in COMMANDS or not present(COMMANDS[words[0]]):
        print(f"dateline: there is no command {words[0]!r}. `dateline --help` lists them.", file=sys.stderr)
        return USAGE
    return call(words[0], words[1:])


def call(name: str, words: Sequence[str]) -> int:
    """Run a command that is there; what a user can mend ends in a sentence, what is our bug in a traceback."""
    quieten()
    parser, module = parser_for(name)
    try:
        return int(module.run(parser.parse_args(words)))  # type: ignore[attr-defined]
    except BadSettings as error:
        print(f"dateline: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("dateline: interrupted.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return BUG


if __name__ == "__main__":
    sys.exit(main())
