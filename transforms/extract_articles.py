"""Read the articles on pages: the verb between fetching and coding."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.transforms.window import GlobalWindows

from ..schemas.rows import Article, Failure, Page
from .article.reading import Reading, read_article
from .article.worker import READ
from .failures import Unprocessable, failure
from .killable import shared_pool
from .tally import Tally

STEP = "ExtractArticles"
TIMEOUT_S = 5.0
MEMORY_MB = 384


class Extracted(NamedTuple):
    """What ExtractArticles gives."""

    articles: PCollection[Article]
    failures: PCollection[Failure]


class ExtractArticles(beam.PTransform):  # type: ignore[type-arg]
    """Turn pages into articles, in processes that are killed when a page takes too long or too much.

    Articles are revision 1 until the sink numbers them. Failures are pages without an article, and notes on articles
    that were cut. Deterministic but for kills: the same page twice gives the same row twice.

    Args:
        run_id: The run, for the rows.
        workers: Pages read at the same time, in so many child processes; 0 means one for each core.
    """

    def __init__(self, *, run_id: str = "", workers: int = 0) -> None:
        super().__init__()
        self.run_id = run_id
        self.workers = workers or len(os.sched_getaffinity(0))

    def expand(self, pages: PCollection[Page]) -> Extracted:
        """Wire the step."""
        reader = ReadPages(run_id=self.run_id, workers=self.workers)
        read = pages | "ReadPages" >> beam.ParDo(reader).with_outputs("failures", main="articles")
        return Extracted(
            read.articles | "Articles" >> beam.Map(same).with_output_types(Article),
            read.failures | "Failures" >> beam.Map(same).with_output_types(Failure),
        )


def same(row: Any) -> Any:
    """Return the row; what is named here has a type, which a tagged output has not."""
    return row


class ReadPages(beam.DoFn):
    """Read each page in a child process, several at once; what is under way when a bundle ends is waited for."""

    def __init__(self, *, run_id: str, workers: int) -> None:
        self.run_id = run_id
        self.workers = workers

    def setup(self) -> None:
        self.pool = shared_pool(READ, timeout_s=TIMEOUT_S, memory_mb=MEMORY_MB, size=self.workers)
        self.threads = ThreadPoolExecutor(self.workers, thread_name_prefix="extract")
        self.most_waiting = 4 * self.workers
        self.tally = Tally(STEP)

    def start_bundle(self) -> None:
        self.waiting: list[tuple[Page, Future[Reading]]] = []

    def process(self, page: Page) -> Iterator[Any]:
        future = self.threads.submit(read_article, page, self.pool.call, run_id=self.run_id)
        self.waiting.append((page, future))
        while self.waiting and (len(self.waiting) > self.most_waiting or self.waiting[0][1].done()):
            yield from self.results(*self.waiting.pop(0))

    def finish_bundle(self) -> Iterator[Any]:
        for page, future in self.waiting:
            for result in self.results(page, future):
                if isinstance(result, TaggedOutput):
                    yield TaggedOutput(result.tag, GlobalWindows.windowed_value(result.value))
                else:
                    yield GlobalWindows.windowed_value(result)
        self.waiting = []

    def results(self, page: Page, future: "Future[Reading]") -> Iterator[Any]:
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

    def teardown(self) -> None:
        if hasattr(self, "pool"):
            self.threads.shutdown()
