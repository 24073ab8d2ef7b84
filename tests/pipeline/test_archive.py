"""The archive of pages: whole files only, read back as they were."""

import datetime
import os
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.pipeline import archive
from dateline.schemas import beam as _coders  # noqa: F401
from dateline.schemas.rows import Entry, Page

NOW = datetime.datetime(2026, 2, 3, 23, 59, 1, 250, tzinfo=datetime.UTC)


def page_of(name: str, body: bytes = b"<p>x", at: datetime.datetime = NOW, content_type: str = "text/html") -> Page:
    url = f"https://news.example.org/{name}"
    entry = Entry("feed", name, url, None, "Títle\ud800", ["A"], NOW, None, "en", "", "<p>s", "digest", NOW)
    return Page(entry, url, 200, content_type, body, "page", at)


def test_pages_come_back_as_they_were(tmp_path: Path) -> None:
    pages = [page_of("a", b"\x00\xff<html>\r\n\r\nWARC/1.0\r\n"), page_of("b", at=NOW + datetime.timedelta(seconds=90))]
    archive.write_pages(tmp_path, pages, run_id="r")
    assert list(archive.read_pages(tmp_path)) == pages
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-02-03", "2026-02-04"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=2000), content_type=st.text(max_size=40))
def test_any_bytes_and_any_header_come_back(tmp_path: Path, body: bytes, content_type: str) -> None:
    page = page_of("a", body, content_type=content_type)
    archive.write_pages(tmp_path / digest_of(body, content_type), [page])
    (read,) = archive.read_pages(tmp_path / digest_of(body, content_type))
    assert read.body == body
    assert read.entry == page.entry


def digest_of(body: bytes, content_type: str) -> str:
    return archive.digest(body.hex(), content_type)


def test_the_same_pages_twice_are_read_once(tmp_path: Path) -> None:
    archive.write_pages(tmp_path, [page_of("a"), page_of("b")])
    archive.write_pages(tmp_path, [page_of("b"), page_of("a")])
    archive.write_pages(tmp_path, [page_of("b")])
    assert len(list(archive.read_pages(tmp_path))) == 2


def test_a_write_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        archive.write_pages(tmp_path, [page_of("a")])
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_broken_file_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    (path,) = archive.write_pages(tmp_path, [page_of(str(number), os.urandom(3000)) for number in range(9)])
    path.write_bytes(path.read_bytes()[:-8000])
    assert 0 < len(list(archive.read_pages(tmp_path))) < 9


def test_old_days_are_pruned_and_nothing_else(tmp_path: Path) -> None:
    for days in (0, 10, 40):
        archive.write_pages(tmp_path, [page_of("a", at=NOW - datetime.timedelta(days=days))])
    (tmp_path / "notes").mkdir()
    assert archive.prune(tmp_path, keep_days=30, today=NOW.date()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-01-24", "2026-02-03", "notes"]


def test_a_pipeline_archives_pages_and_not_the_content_of_feeds(tmp_path: Path) -> None:
    pages = [page_of("a"), page_of("b"), page_of("c")._replace(body_source="feed")]
    with beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"])) as pipeline:
        _ = (
            pipeline
            | beam.Create([page._replace(entry=page.entry._replace(title="t")) for page in pages])
            | (archive.ArchivePages(tmp_path, run_id="r"))
        )
    assert sorted(page.entry.article_id for page in archive.read_pages(tmp_path)) == ["a", "b"]
