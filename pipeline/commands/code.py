"""`dateline code`: articles as JSON lines in, events as JSON lines out."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from ...schemas.ids import digest
from ...schemas.rows import Article

PARTIAL = 3
"""Exit code where some lines could not be coded."""


class BadLine(ValueError):
    """A line that is no article; the message says why in one sentence."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        help="JSON lines with id, text, and if known title, published, url, language; - for standard input",
    )


def run(args: argparse.Namespace) -> int:
    """Code every line; return 0, or 3 where a line was left out."""
    if args.file == "-":
        return code_lines(sys.stdin, sys.stdout, sys.stderr)
    try:
        with Path(args.file).open(encoding="utf-8") as lines:
            return code_lines(lines, sys.stdout, sys.stderr)
    except OSError as error:
        sys.stderr.write(f"dateline code: cannot read {args.file}: {error.strerror}.\n")
        return 2


def code_lines(lines: TextIO, out: TextIO, err: TextIO) -> int:
    """Code articles from `lines`; rows to `out`, one sentence for each bad line to `err`."""
    from ...transforms.coder import code
    from ...transforms.coder.knowledge import load_knowledge
    from ...transforms.coder.record import record
    from ...transforms.failures import Unprocessable

    knowledge = load_knowledge()
    status = 0
    for number, line in numbered(lines):
        try:
            for mention in code(read_article(line), knowledge):
                out.write(json.dumps(record(mention), ensure_ascii=False) + "\n")
        except (BadLine, Unprocessable) as error:
            err.write(f"line {number}: {error}\n")
            status = PARTIAL
    return status


def numbered(lines: TextIO) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) for lines that are not blank."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, line


def read_article(line: str) -> Article:
    """Read one line as an article.

    Raises:
        BadLine: it is no JSON object, has no text, or a field is not what it should be.
    """
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine("It is not valid JSON.") from error
    if not isinstance(row, dict):
        raise BadLine("It is not a JSON object.")
    text = string(row, "text")
    if text is None:
        raise BadLine("It has no text.")
    title, given = string(row, "title") or "", row.get("id")
    if given is not None and not isinstance(given, (str, int)):
        raise BadLine("Its id is neither a string nor a number.")
    url = string(row, "url") or ""
    article_id = str(given) if given is not None else digest("article", url or title, "" if url else text)
    return Article(
        revision_id=digest("revision", article_id, title, text),
        article_id=article_id,
        revision=1,
        url=url,
        site="",
        title=title,
        text=text,
        authors=(),
        published=moment(row),
        modified=None,
        date_source="given",
        language=string(row, "language") or "en",
        is_coded=True,
        body_source="given",
        feed_id=None,
        external_id=article_id,
        fetched_at=None,
    )


def string(row: dict[str, Any], name: str) -> str | None:
    """A field that is a string or missing."""
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise BadLine(f"Its {name} is not a string.")
    return value


def moment(row: dict[str, Any]) -> datetime | None:
    """The time of publication, in UTC where no zone is given."""
    value = string(row, "published")
    if not value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise BadLine("Its published is not an ISO 8601 date.") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
