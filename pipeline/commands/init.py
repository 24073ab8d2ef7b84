"""`dateline init`: write a commented settings file."""

import argparse
import sys
from pathlib import Path

from ..exits import OK, USAGE
from ..settings import FILE, template


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--contact", help="an address or web page where publishers can reach you")
    parser.add_argument("--feeds", nargs="+", metavar="URL_OR_FILE", help="feeds to write into the file")
    parser.add_argument("--config", default=FILE, metavar="FILE", help=f"the file to write (default {FILE})")


def run(args: argparse.Namespace) -> int:
    """Write the file, unless there is one."""
    path = Path(args.config)
    if path.exists():
        print(f"dateline: {path} is there already; it was left as it is.", file=sys.stderr)
        return USAGE
    contact = args.contact
    if contact is None and sys.stdin.isatty():
        contact = input("An address or web page where publishers can reach you (Enter for none): ").strip()
    given = {"contact": contact, "feeds": args.feeds}
    try:
        path.write_text(template({name: value for name, value in given.items() if value}), "utf-8")
    except OSError as error:
        print(f"dateline: {path} cannot be written: {error.strerror}.", file=sys.stderr)
        return USAGE
    print(f"Wrote {path}. Put your feeds into it, then: dateline run")
    return OK
