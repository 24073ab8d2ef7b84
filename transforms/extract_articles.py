"""Read the articles on pages: the verb between fetching and coding."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from ..schemas.ids import digest
from ..schemas.rows import Article, Failure, Page, SiteLine
from .article.reading import NO_LINES, Reading, SiteLines, drop_lines, read_article
from .article.repetition import repeated_lines
from .article.worker import READ, Task
from .failures import Unprocessable, failure
from .handing import Handing
from .killable import shared_pool
from .same import same
from .tally import Tally

STEP = "ExtractArticles"
TIMEOUT_S = 5.0
MEMORY_MB = 120
"""Beyond what the reader's imports take; the largest of 130 real pages took 40."""
HEAVY_BYTES, HEAVY_TAGS = 1_000_000, 20_000


class Extracted(NamedTuple):
    """What ExtractArticles gives."""

    articles: PCollection[Article]
    failures: PCollection[Failure]
    lines: PCollection[SiteLine]


class ExtractArticles(beam.PTransform):  # type: ignore[type-arg]
    """Turn pages into articles, in processes that are killed when a page takes too long or too much.

    Articles are revision 1 until the sink numbers them. Failures are pages without an article, and notes on articles
    that were cut. Lines are what sites turned out to repeat on the pages of this pass: they are left out of its texts,
    and of those of later passes that are told of them. But for kills, deterministic in the set of pages.

    Args:
        run_id: The run, for the rows.
        workers: Pages read at the same time, in so many child processes; 0 means one for each core.
        site_lines: Site -> lines that earlier passes found on its pages.
    """

    def __init__(self, *, run_id: str = "", workers: int = 0, site_lines: SiteLines = NO_LINES) -> None:
        super().__init__()
        self.run_id = run_id
        self.workers = workers or len(os.sched_getaffinity(0))
        self.site_lines = site_lines

    def expand(self, pages: PCollection[Page]) -> Any:
        """Wire the step."""
        reader = ReadPages(run_id=self.run_id, workers=self.workers, site_lines=self.site_lines)
        read = pages | "ReadPages" >> beam.ParDo(reader).with_outputs("failures", main="articles")
        cleared = (
            read.articles
            | "Articles" >> beam.Map(same).with_output_types(Article)
            | "BySite" >> beam.GroupBy(site_of)
            | "DropRepeated" >> beam.FlatMap(drop_repeated, run_id=self.run_id).with_outputs("lines", main="articles")
        )
        return Extracted(
            cleared.articles | "Cleared" >> beam.Map(same).with_output_types(Article),
            read.failures | "Failures" >> beam.Map(same).with_output_types(Failure),
            cleared.lines | "Lines" >> beam.Map(same).with_output_types(SiteLine),
        )


def is_heavy(task: Task) -> bool:
    """Tell whether a page may take much memory to read: larger, or with more tags, than nearly all real ones."""
    return len(task.body) > HEAVY_BYTES or task.body.count(b"<") > HEAVY_TAGS


def site_of(article: Article) -> str:
    """Return the site of an article; one of no site is a site of its own."""
    return article.site or article.article_id


def drop_repeated(found: tuple[str, Iterable[Article]], *, run_id: str) -> Iterator[Any]:
    """Yield the articles of a site without the lines that its pages repeat, and these lines, tagged."""
    site, articles = found[0], sorted(found[1], key=attrgetter("revision_id"))
    lines = repeated_lines((article.title, article.text) for article in articles)
    for article in articles:
        yield drop_lines(article, lines)
    for line in sorted(lines):
        pages = [article for article in articles if line in article.text.split("\n")]
        at = max(article.fetched_at for article in pages if article.fetched_at)
        yield TaggedOutput("lines", SiteLine(digest("line", site, line), site, line, len(pages), at, run_id))


class ReadPages(Handing):
    """Read each page in a child process, several at once."""

    def __init__(self, *, run_id: str, workers: int, site_lines: SiteLines) -> None:
        super().__init__(workers)
        self.run_id = run_id
        self.site_lines = site_lines
        self.tally = Tally(STEP)

    def setup(self) -> None:
        super().setup()
        pool = shared_pool(READ, timeout_s=TIMEOUT_S, memory_mb=MEMORY_MB, size=self.workers, is_heavy=is_heavy)
        self.rest = pool.rest  # type: ignore[method-assign]
        self.call = partial(read_article, read=pool.call, run_id=self.run_id, site_lines=self.site_lines)

    def weigh(self, page: Page) -> int:
        """Return the bytes of a page."""
        return len(page.body)

    def outputs(self, page: Page, future: "Future[Reading]") -> Iterator[Any]:
        """Yield what became of a page."""
        try:
            article, notes = future.result()
        except Unprocessable as error:
            self.tally.add("failed")
            yield self.failed(page, error)
            return
        self.tally.add("written")
        yield article
        for note in notes:
            yield self.failed(page, note)

    def failed(self, page: Page, error: Unprocessable) -> Any:
        """Return the failure row of a page; its time is the page's, so that a rerun gives the same row."""
        row: Failure = failure(
            STEP, page.url or page.entry.url or page.entry.article_id, error, at=page.fetched_at, run_id=self.run_id
        )
        return TaggedOutput("failures", row)
