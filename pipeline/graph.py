"""The whole pipeline, on one screen: feeds in, staged rows out. The same for a batch, a micro-batch and a cluster."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.pvalue import PCollection

from ..schemas import beam as _coders  # noqa: F401 (registers how rows travel)
from ..schemas.rows import Article, Entry, FeedState, Pending
from ..transforms.code_mentions import CodeMentions
from ..transforms.extract_articles import ExtractArticles
from ..transforms.fetch_pages import FetchPages
from ..transforms.read_feeds import ReadFeeds
from .archive import ArchivePages
from .sinks.staging import StageRows

STEPS = ("PollFeeds", "ReadFeeds", "FetchPages", "ExtractArticles", "CodeMentions")
"""The steps whose balance a run reports, in order."""


class Job(NamedTuple):
    """What the steps of one pass are told.

    Attributes:
        read: Reads feeds into entries.
        fetch: Fetches the entries' pages.
        extract: Extracts articles from pages.
        code: Codes articles into mentions.
        stage: Folder in which rows are staged for the commit.
        at: When the pass began.
        archive: Keeps the fetched pages; None where they are not kept.
    """

    read: ReadFeeds
    fetch: FetchPages
    extract: ExtractArticles
    code: CodeMentions
    stage: Path
    at: datetime
    archive: ArchivePages | None = None


def build(pipeline: beam.Pipeline, feeds: Sequence[FeedState], pending: Sequence[Entry], job: Job) -> None:
    """Wire a whole pass: poll these feeds; fetch and code what is new, and what earlier passes put off."""
    new = poll(pipeline, feeds, job)
    put_off = pipeline | "Pending" >> beam.Create(pending).with_output_types(Entry)
    code((new, put_off) | "Entries" >> beam.Flatten(), job)


def build_poll(pipeline: beam.Pipeline, feeds: Sequence[FeedState], job: Job) -> None:
    """Wire the first half of a pass: poll these feeds, put off what is new."""
    new = poll(pipeline, feeds, job)
    new | "PutOff" >> beam.Map(put_off_now, job.at) | "Write pending" >> StageRows("pending", job.stage)


def build_fetch(pipeline: beam.Pipeline, pending: Sequence[Entry], job: Job) -> None:
    """Wire the second half: fetch and code what was put off."""
    code(pipeline | "Pending" >> beam.Create(pending).with_output_types(Entry), job)


def poll(pipeline: beam.Pipeline, feeds: Sequence[FeedState], job: Job) -> PCollection[Entry]:
    """Wire feeds -> entries, and write what becomes of the feeds."""
    read = pipeline | "Feeds" >> beam.Create(feeds) | "ReadFeeds" >> job.read
    rows = {"feeds": read.feeds, "sightings": read.sightings, "failures": read.failures}
    for table, collection in rows.items():
        collection | f"Write {table} read" >> StageRows(table, job.stage)
    entries: PCollection[Entry] = read.entries
    return entries


def code(entries: PCollection[Entry], job: Job) -> None:
    """Wire entries -> pages -> articles -> mentions, and write them."""
    fetched = entries | "FetchPages" >> job.fetch
    extracted = fetched.pages | "ExtractArticles" >> job.extract
    coded = extracted.articles | "Readable" >> beam.Filter(is_coded) | "CodeMentions" >> job.code

    rows = {
        "pending": fetched.deferred | "PutOff" >> beam.Map(put_off_now, job.at),
        "article_revisions": extracted.articles,
        "site_lines": extracted.lines,
        "mentions": coded.mentions,
        "failures": (fetched.failures, extracted.failures, coded.failures) | "Failures" >> beam.Flatten(),
    }
    if job.archive is not None:
        fetched.pages | "ArchivePages" >> job.archive
    for table, collection in rows.items():
        collection | f"Write {table}" >> StageRows(table, job.stage)


def put_off_now(entry: Entry, at: datetime) -> Pending:
    """Return the row of an entry that a pass puts off."""
    return Pending(entry.article_id, entry, at)


def is_coded(article: Article) -> bool:
    """Tell whether the coder reads the article's language."""
    return article.is_coded


class OnceParsed(PipelineOptions):
    """Options of which each view is made once: Beam asks for some hundred views a pipeline, and each parses anew."""

    def view_as(self, cls: type[Any]) -> Any:
        """Return the options as an object of another class of options."""
        views = self.__dict__.setdefault("_views", {})
        if cls not in views:
            views[cls] = super().view_as(cls)
        return views[cls]


def local_pipeline() -> beam.Pipeline:
    """Return a pipeline for the local runner, by name: without one Beam may choose, and download, another.

    Beam makes a folder for it, which only Java transforms use, and which would stay where the process is killed.
    """
    pipeline = beam.Pipeline(options=OnceParsed(["--runner=FnApiRunner"]))
    Path(pipeline.local_tempdir).rmdir()
    return pipeline
