"""Articles one already has, as JSON lines: one line, one article, or one failure that names file and line."""

import codecs
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ..schemas.ids import digest
from ..schemas.rows import Article
from ..transforms.article.language import detect_language
from ..transforms.article.reading import CODED_LANGUAGES, revision_id
from ..transforms.article.urls import canonical_url, site
from ..transforms.failures import Unprocessable

LINE_BYTES = 32 * 2**20
"""A longer line is no article."""


FIELDS = ("id", "text", "title", "published", "url", "source", "language")
"""What is read of a line."""
MOST_NAMES = 20
"""Names of other fields that are remembered."""


class BadLine(Unprocessable):
    """A line that is no article.

    `reason` is one of: not_json, not_an_object, no_id, no_text, wrong_type, bad_time, too_long.
    """


class Line(NamedTuple):
    """A line and where it stands, for people: `news.jsonl:17`."""

    place: str
    raw: bytes


def read_lines(path: str) -> Iterator[Line]:
    """Yield the lines of a file that are not blank; of standard input for `-`; a name ending in .gz is unpacked.

    Raises:
        OSError: the file cannot be read.
    """
    if path == "-":
        yield from _lines(sys.stdin.buffer, "-")
        return
    opened = gzip.open(path, "rb") if path.endswith(".gz") else Path(path).open("rb")  # noqa: SIM115
    with opened as file:
        yield from _lines(file, path)  # type: ignore[arg-type]


def _lines(file: BinaryIO, name: str) -> Iterator[Line]:
    number = 0
    while raw := file.readline(LINE_BYTES + 1):
        number += 1
        whole = raw
        while raw and not raw.endswith(b"\n"):  # the rest of a line that is too long
            raw = file.readline(LINE_BYTES + 1)
        if number == 1:
            whole = whole.removeprefix(codecs.BOM_UTF8)
        if whole.strip():
            yield Line(f"{name}:{number}", whole)


def read_article(line: bytes, at: datetime, ignored: "Counter[str] | None" = None) -> Article:
    """Read one line: `id` and `text`, and where known `title`, `published`, `url`, `source`, `language`.

    The article's id is made of its source and its `id`, so that two collections may both count from 1. Other fields
    are counted in `ignored`.

    Raises:
        BadLine: it is no such object; the message says what is wrong with it.
    """
    row = _object(line)
    external_id = _identifier(row)
    title, text, url = _string(row, "title"), _string(row, "text"), _string(row, "url")
    if not text.strip():
        raise BadLine("no_text", "The line has no text.")
    source = _string(row, "source")
    published = _time(_string(row, "published"))
    article_id = digest("given", source, external_id)
    if ignored is not None:
        ignored.update(name for name in row if name not in FIELDS and (name in ignored or len(ignored) < MOST_NAMES))
    language = detect_language(title, text, _string(row, "language") or "en")
    canonical = canonical_url(url) if url else ""
    return Article(
        revision_id=revision_id(article_id, title, text),
        article_id=article_id,
        revision=1,
        url=canonical,
        site=source or (site(canonical) if canonical else ""),
        title=title,
        text=text,
        authors=[],
        published=published,
        modified=None,
        date_source="given",
        language=language,
        is_coded=language in CODED_LANGUAGES,
        body_source="given",
        feed_id=None,
        external_id=external_id,
        fetched_at=at,
        published_day=_day(_string(row, "published")),
    )


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LINE_BYTES:
        raise BadLine("too_long", f"The line is longer than {LINE_BYTES // 2**20} MiB.")
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        raise BadLine("not_json", "The line is not UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise BadLine("not_json", f"The line is no JSON: {str(error)[:200]}.") from None
    if not isinstance(row, dict):
        raise BadLine("not_an_object", f"The line is no JSON object, but a {type(row).__name__}.")
    return row


def _identifier(row: dict[str, Any]) -> str:
    given = row.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int) or str(given).strip() == "":
        raise BadLine("no_id", "The line has no id: a text or a whole number that is its own.")
    return str(given)


def _string(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine("wrong_type", f"{name} is no text, but {json.dumps(value)[:80]}.")
    return value


def _day(text: str) -> date | None:
    """Return the day on the calendar of whoever wrote the time, whatever day it is in UTC."""
    return datetime.fromisoformat(text.strip()).date() if text.strip() else None


def _time(text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadLine("bad_time", f"published is no ISO 8601 time: {text[:80]!r}.") from None
    try:
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except OverflowError:
        raise BadLine("bad_time", f"published is no time of ours: {text[:80]!r}.") from None
