"""`dateline feeds`: check, import, export, list and discover feeds, and see how they are doing."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ...schemas.rows import FeedState
from ...transforms.feed.errors import BadFeed
from ...transforms.feed.health import health
from ...transforms.feed.opml import Outline, read_opml, write_opml
from ...transforms.feed.polling import new_feed, with_state
from ..answers import FORMATS
from ..exits import OK, PARTIAL, USAGE
from ..settings import BadSettings, Settings, load_settings
from ..sinks.errors import WarehouseError
from ..sinks.query import Answer
from ..sources import feed_urls
from .options import add_warehouse, complain
from .run import given

ACTIONS = ("check", "list", "health", "import", "export", "discover")
DESCRIPTION = """\
  check     ask feeds now and show what each is like; nothing is stored
  list      show the feeds of this job and when each is asked next
  health    show how each feed is doing: ok, quiet, failing, overdue, muted
  import    add the feeds of OPML files or lists to one file (--into) that a job can name
  export    print the feeds of this job as OPML
  discover  find the feeds of a site from the URL of one of its pages
"""


class Listed(NamedTuple):
    """A feed as `dateline feeds list` shows it."""

    url: str
    title: str | None
    format: str | None
    last_polled_at: Any
    next_due_at: Any
    interval_minutes: int | None
    moved_to: str | None


class Condition(NamedTuple):
    """A feed as `dateline feeds health` shows it."""

    health: str
    url: str
    title: str | None
    last_success_at: Any
    last_new_item_at: Any
    failures: float
    last_error: str | None
    note: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = f"{parser.description}\n\n{DESCRIPTION}"
    parser.add_argument("action", choices=ACTIONS, help="what to do")
    parser.add_argument(
        "what", nargs="*", default=[], metavar="URL_OR_FILE", help="feeds, files or pages (default: this job's feeds)"
    )
    parser.add_argument("--into", default="feeds.opml", metavar="FILE", help="where import writes (default feeds.opml)")
    parser.add_argument("--format", choices=list(FORMATS), default="table", help="how to print it (default table)")
    parser.add_argument(
        "--allow-host", action="append", metavar="HOST[:PORT]", help="permit a loopback or private host"
    )
    parser.add_argument(
        "--host-delay", type=float, metavar="SECONDS", help="pause between requests to one site (default 2)"
    )
    add_warehouse(parser)
    # Else argparse takes the list for empty where options stand between the action and it.
    parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    settings = load_settings(args.config, given(args))
    try:
        return RUN[args.action](args, settings)
    except WarehouseError as error:
        return complain(error)
    except BadFeed as error:
        print(f"dateline: {error}", file=sys.stderr)
        return USAGE


def check(args: argparse.Namespace, settings: Settings) -> int:
    """Ask feeds and show what they are like."""
    from ..asking import client_settings
    from ..feeds import Checked, check_feeds

    urls = _urls(args, settings)
    order = {new_feed(url).url: place for place, url in enumerate(urls)}
    rows = sorted(check_feeds(urls, client_settings(settings)), key=lambda row: order[row.url])
    show(Checked._fields, rows, args.format)
    return OK if all(row.result == "ok" for row in rows) else PARTIAL


def find(args: argparse.Namespace, settings: Settings) -> int:
    """Find the feeds of sites."""
    from ..asking import client_settings
    from ..feeds import Checked, discover

    if not args.what:
        raise BadSettings("Give the URL of a page: dateline feeds discover https://example.org/")
    rows = [row for url in args.what for row in discover(_with_scheme(url), client_settings(settings))]
    show(Checked._fields, rows, args.format)
    if not rows:
        print(f"dateline: No feed was found by {', '.join(args.what)}, or nobody answered there.", file=sys.stderr)
    return OK if rows else PARTIAL


def list_feeds(args: argparse.Namespace, settings: Settings) -> int:
    """Show the feeds of the job."""
    rows = [
        Listed(
            feed.url,
            feed.title,
            feed.format,
            feed.last_polled_at,
            feed.next_due_at,
            round(feed.interval_s / 60) if feed.interval_s else None,
            feed.current_url if feed.previous_urls else None,
        )
        for feed in _states(args, settings)
    ]
    show(Listed._fields, rows, args.format)
    tell_if_none(rows)
    return OK


def show_health(args: argparse.Namespace, settings: Settings) -> int:
    """Show how the feeds are doing, the worst first."""
    from ..asking import utc_now

    rows = []
    for feed in _states(args, settings):
        found = health(feed, utc_now())
        rows.append(
            Condition(
                found.word,
                feed.url,
                feed.title,
                feed.last_success_at,
                feed.last_new_item_at,
                feed.failures,
                feed.last_error,
                found.sentence,
            )
        )
    rows.sort(key=lambda row: (WORST_FIRST.index(row.health), row.url))
    show(Condition._fields, rows, args.format)
    tell_if_none(rows)
    return OK


def tell_if_none(rows: Sequence[object]) -> None:
    """Say what to do where there are no feeds."""
    if not rows:
        print(
            "dateline: There are no feeds yet. `dateline init` writes a settings file to name them in.", file=sys.stderr
        )


WORST_FIRST = ("failing", "muted", "overdue", "quiet", "new", "ok")


def import_feeds(args: argparse.Namespace, settings: Settings) -> int:
    """Add feeds to an OPML file."""
    if not args.what:
        raise BadSettings("Give what to import: dateline feeds import subscriptions.opml")
    target = Path(args.into)
    known = {outline.url: outline for outline in (read_opml(target.read_bytes()) if target.exists() else [])}
    before = len(known)
    for word in args.what:
        for outline in _outlines(word):
            known.setdefault(outline.url, outline)
    target.write_text(write_opml(known.values()), "utf-8")
    print(f"{target}: {len(known) - before} feeds added, {len(known)} in all. Read them: dateline run --feeds {target}")
    if settings.feeds and args.into not in settings.feeds:
        print(f"Name it in the settings file, and every run reads it: feeds = {[*settings.feeds, args.into]}")
    return OK


def export(args: argparse.Namespace, settings: Settings) -> int:
    """Print the feeds as OPML."""
    folders = {outline.url: outline.folders for word in settings.feeds for outline in _outlines(word)}
    feeds = _states(args, settings)
    outlines = [
        Outline(feed.current_url, feed.title or "", feed.site_url or "", folders.get(feed.url, ())) for feed in feeds
    ]
    sys.stdout.write(write_opml(outlines))
    return OK


RUN: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
    "check": check,
    "list": list_feeds,
    "health": show_health,
    "import": import_feeds,
    "export": export,
    "discover": find,
}


def show(names: Sequence[str], rows: Iterable[tuple[Any, ...]], form: str) -> None:
    """Print rows in one of the formats that `dateline sql` prints."""
    FORMATS[form](Answer(names, iter([list(rows)])), sys.stdout)


def _urls(args: argparse.Namespace, settings: Settings) -> list[str]:
    words = args.what or settings.feeds
    if not words:
        raise BadSettings("No feeds: give URLs or files, or set `feeds` in the settings file.")
    return feed_urls(words)


def _states(args: argparse.Namespace, settings: Settings) -> list[FeedState]:
    """Return what is known of the feeds that were named, of the job's, or of all in the warehouse."""
    from ..sinks import open_sink

    known = open_sink(settings.warehouse).feeds()
    words = args.what or settings.feeds
    found = with_state(feed_urls(words), known) if words else known
    return [feed._replace(current_url=new_feed(feed.current_url).url) for feed in found]


def _outlines(word: str) -> list[Outline]:
    """Return the feeds of an OPML file with their folders, of a list without."""
    path = Path(word)
    if path.is_file() and path.read_bytes().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_opml(path.read_bytes())
    return [Outline(url) for url in feed_urls([word])]


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"https://{url}"
