"""`dateline extract`: get the article out of HTML files, as one JSON line a file."""

import argparse
import datetime
import json
import sys
from pathlib import Path

from ...transforms.article import urls
from ...transforms.article.dates import combine
from ...transforms.article.worker import READ, Task
from ...transforms.failures import Unprocessable
from ...transforms.killable import KillablePool
from ..exits import OK, PARTIAL


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE.html", help="HTML files; - is standard input")
    parser.add_argument("--url", default="", help="where the page is from: resolves its links and names its site")


def run(options: argparse.Namespace) -> int:
    """Print one JSON line a file; a file that holds no article costs a sentence, and exit code 3 at the end."""
    now = datetime.datetime.now(datetime.UTC)
    failed = 0
    with KillablePool(READ) as pool:
        for name in options.files:
            try:
                print(json.dumps(describe(name, options.url, pool, now), ensure_ascii=False), flush=True)
            except (OSError, Unprocessable) as error:
                failed += 1
                told = error.strerror if isinstance(error, OSError) else str(error)
                print(f"dateline: {name}: {told}", file=sys.stderr)
    return PARTIAL if failed else OK


def describe(name: str, url: str, pool: KillablePool, now: datetime.datetime) -> dict[str, object]:
    """Return what one file says, as the command prints it. Dates keep the publisher's own offset from UTC.

    Raises:
        OSError: The file cannot be read.
        Unprocessable: It holds no article.
    """
    body = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    extract = pool.call(Task(body, "", url, "", None, now))
    published, _ = combine(extract.published, None, None)
    return {
        "file": name,
        "title": extract.title,
        "text": extract.text,
        "authors": extract.authors,
        "published": published.isoformat() if published else None,
        "modified": extract.modified.at.isoformat() if extract.modified else None,
        "language": extract.language,
        "url": extract.canonical,
        "site": urls.site(extract.canonical),
    }
