"""Raw pages, kept as WARC files beside the warehouse, so that their text can be read again without asking anybody.

`<folder>/<day>/<digest>.warc.gz` holds the pages of one bundle that came on one day: for each a `response` record with
what the server sent, decoded, and a `metadata` record with the feed's entry that led to it. A file appears whole or
not at all: it is written under another name, synced and renamed. A repeated bundle gives a file with the same pages;
reading skips what it has read.
"""

import datetime
import io
import json
import logging
import os
import shutil
import uuid
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ..schemas.ids import digest
from ..schemas.rows import Entry, Page

LOG = logging.getLogger(__name__)
SUFFIX = ".warc.gz"
PARTIAL = ".partial"
BUNDLE_BYTES = 64 * 1024 * 1024
"""Bytes of pages that are held before a file is written: it bounds the memory of a bundle."""
TIMES = ("published", "updated", "seen_at")
"""The columns of an entry that are times."""
NAMESPACE = uuid.UUID("6f1d2c36-0a8e-5c8e-9b0a-5d1e6d0f7c11")


class ArchivePages(beam.PTransform):  # type: ignore[type-arg]
    """Write pages into an archive: `fetched.pages | ArchivePages(folder)`. The content of feeds is not archived.

    Args:
        folder: The archive; made where it is missing.
        run_id: The run, written into each file's first record.
    """

    def __init__(self, folder: str | Path, *, run_id: str = "") -> None:
        super().__init__()
        self.folder = str(folder)
        self.run_id = run_id

    def expand(self, pages: PCollection[Page]) -> PCollection[Any]:
        """Wire the step."""
        written: PCollection[Any] = pages | "WriteWarc" >> beam.ParDo(_WriteWarc(self.folder, self.run_id))
        return written


class _WriteWarc(beam.DoFn):
    """Collect a bundle's pages; write them when it ends, or when they are many. Yields nothing."""

    def __init__(self, folder: str, run_id: str) -> None:
        self.folder = folder
        self.run_id = run_id

    def start_bundle(self) -> None:
        self.pages: list[Page] = []
        self.size = 0

    def process(self, page: Page) -> None:
        if page.body_source != "page":
            return
        self.pages.append(page)
        self.size += len(page.body)
        if self.size > BUNDLE_BYTES:
            self.finish_bundle()

    def finish_bundle(self) -> None:
        write_pages(Path(self.folder), self.pages, run_id=self.run_id)
        self.start_bundle()


def write_pages(folder: Path, pages: Iterable[Page], *, run_id: str = "") -> list[Path]:
    """Write pages into one file for each day they came on, and return the files.

    Raises:
        OSError: The archive cannot be written, for example because the disk is full; what is there stays whole.
    """
    days: dict[str, list[Page]] = {}
    for page in pages:
        days.setdefault(page.fetched_at.astimezone(datetime.UTC).strftime("%Y-%m-%d"), []).append(page)
    return [_write_file(folder / day, chosen, run_id) for day, chosen in days.items()]


def read_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of an archive, oldest day first, each once.

    A file that is broken gives the pages before the break: it was copied badly, since none is left half written.
    """
    seen: set[str] = set()
    for path in sorted(folder.glob(f"*/*{SUFFIX}")):
        for page in _read_whole(path):
            key = _key(page)
            if key not in seen:
                seen.add(key)
                yield page


def prune(folder: Path, *, keep_days: int, today: datetime.date) -> int:
    """Delete the days that lie more than `keep_days` back, and what crashes left; return how many days went."""
    last = (today - datetime.timedelta(days=keep_days)).isoformat()
    gone = 0
    for day in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not day.is_dir() or not _is_day(day.name):
            continue
        if day.name < last:
            shutil.rmtree(day)
            gone += 1
        elif day.name < today.isoformat():
            for partial in day.glob(f"*{PARTIAL}"):
                partial.unlink(missing_ok=True)
    return gone


def _write_file(day: Path, pages: list[Page], run_id: str) -> Path:
    day.mkdir(parents=True, exist_ok=True)
    name = digest("warc", sorted(_key(page) for page in pages))
    path = day / f"{name}{SUFFIX}"
    partial = day / f"{name}.{os.getpid()}.{uuid.uuid4().hex[:8]}{PARTIAL}"
    try:
        with partial.open("wb") as stream:
            writer = WARCWriter(stream, gzip=True)
            writer.write_record(writer.create_warcinfo_record(path.name, {"software": "dateline", "isPartOf": run_id}))
            for page in pages:
                _write_page(writer, page)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def _write_page(writer: WARCWriter, page: Page) -> None:
    headers = StatusAndHeaders(f"{page.status} Archived", [("Content-Type", _one_line(page.content_type))], "HTTP/1.1")
    when = page.fetched_at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    name = f"<urn:uuid:{uuid.uuid5(NAMESPACE, _key(page))}>"
    url = _one_line(page.url)
    response = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(page.body),
        http_headers=headers,
        warc_headers_dict={"WARC-Record-ID": name, "WARC-Date": when},
    )
    entry = json.dumps(page.entry._asdict(), default=str, ensure_ascii=True).encode("ascii")
    about = writer.create_warc_record(
        url,
        "metadata",
        payload=io.BytesIO(entry),
        warc_content_type="application/json",
        warc_headers_dict={"WARC-Concurrent-To": name, "WARC-Date": when},
    )
    writer.write_record(response)
    writer.write_record(about)


def _read_whole(path: Path) -> Iterator[Page]:
    with path.open("rb") as stream:
        try:
            yield from _read_file(stream)
        except (ArchiveLoadFailed, EOFError, ValueError, zlib.error) as error:
            LOG.warning("%s is broken; the pages before the break were read: %s", path, error)


def _read_file(stream: io.BufferedReader) -> Iterator[Page]:
    held: dict[str, Any] = {}
    for record in ArchiveIterator(stream):
        if record.rec_type == "response":
            held = {
                "url": record.rec_headers.get_header("WARC-Target-URI"),
                "status": int(record.http_headers.get_statuscode()),
                "content_type": record.http_headers.get_header("Content-Type") or "",
                "body": record.content_stream().read(),
                "body_source": "page",
                "fetched_at": _time(record.rec_headers.get_header("WARC-Date")),
            }
        elif record.rec_type == "metadata" and held:
            yield Page(entry=_entry(json.loads(record.content_stream().read())), **held)
            held = {}


def _entry(values: dict[str, Any]) -> Entry:
    """Return the entry; columns that were added since have the row's defaults, columns that are gone are left out."""
    known: dict[str, Any] = {name: value for name, value in values.items() if name in Entry._fields}
    known |= {name: _time(known[name]) for name in TIMES if known.get(name)}
    return Entry(**known)


def _time(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _key(page: Page) -> str:
    return digest("page", page.entry.article_id, page.url, page.fetched_at.isoformat(), page.body.hex())


def _one_line(text: str) -> str:
    """Return header text without line breaks, which would end the header."""
    return " ".join(text.split()).encode("ascii", "replace").decode("ascii")


def _is_day(name: str) -> bool:
    try:
        datetime.date.fromisoformat(name)
    except ValueError:
        return False
    return True
