"""`dateline recode --pages`: extract the articles of archived pages again, and code the texts that changed."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

from ..schemas.duckdb import literal
from ..schemas.rows import Article, Failure, Page
from ..transforms.article.reading import read_article
from ..transforms.article.worker import READ
from ..transforms.extract_articles import MEMORY_MB, STEP, TIMEOUT_S, is_heavy
from ..transforms.failures import Unprocessable, failure
from ..transforms.killable import shared_pool
from .archive import read_pages
from .coding import Batches
from .run import site_lines, start_run, status_of
from .sinks import Sink

PAGES, BYTES = 200, 32 * 1024 * 1024
"""A batch ends with whichever comes first; it bounds memory, and what a crash repeats."""

Outcome = Article | Failure


def reextract(
    sink: Sink,
    archive: Path,
    *,
    now: Callable[[], datetime],
    workers: int = 0,
    progress: Callable[[Batches], None] | None = None,
) -> Batches:
    """Extract the last archived page of every link again; an article whose text changed gets a new revision.

    A text that comes out as before is known, as is one of a page older than the article's present revision: nothing is
    written for either. A page in which no article is found any more is a failure, and its old revision stays.
    """
    run = start_run("recode", now())
    batches = Batches(sink, run, first_step=STEP, workers=workers)
    size = workers or len(os.sched_getaffinity(0))
    pool = shared_pool(READ, timeout_s=TIMEOUT_S, memory_mb=MEMORY_MB, size=size, is_heavy=is_heavy)
    extract = partial(read_article, read=pool.call, run_id=run.run_id, site_lines=site_lines(sink))

    def outcomes(page: Page) -> list[Outcome]:
        try:
            reading = extract(page)
        except Unprocessable as error:
            return [_failed(page, error, run.run_id)]
        return [reading.article, *(_failed(page, note, run.run_id) for note in reading.notes)]

    with ThreadPoolExecutor(size, thread_name_prefix="reextract") as threads:
        for pages in _batched(last_pages(archive)):
            found = [one for several in threads.map(outcomes, pages) for one in several]
            articles = newest(one for one in found if isinstance(one, Article))
            changed = _changed(sink, articles)
            failures = [one for one in found if isinstance(one, Failure)]
            batches.commit(changed, failures, known=len(found) - len(failures) - len(changed))
            if progress:
                progress(batches)
    batches.finish(batches.run._replace(finished_at=now(), status=status_of(batches.run.steps)))
    return batches


def last_pages(archive: Path) -> Iterator[Page]:
    """Yield the last page of every link, oldest day first."""
    last: dict[str, datetime] = {}
    for page in read_pages(archive):
        last[page.entry.article_id] = max(last.get(page.entry.article_id, page.fetched_at), page.fetched_at)
    return (page for page in read_pages(archive) if page.fetched_at == last[page.entry.article_id])


def newest(articles: Iterable[Article]) -> list[Article]:
    """Return one article of each id, the one whose page came last: several links may lead to one story."""
    found: dict[str, Article] = {}
    for article in articles:
        before = found.get(article.article_id)
        if before is None or _came(article) >= _came(before):
            found[article.article_id] = article
    return list(found.values())


def _changed(sink: Sink, articles: Sequence[Article]) -> list[Article]:
    """Return the articles whose text is new and stands on no older page than the present one."""
    known = sink.known("article_revisions", [article.revision_id for article in articles])
    fresh = [article for article in articles if article.revision_id not in known]
    if not fresh:
        return []
    ids = ", ".join(literal(article.article_id) for article in fresh)
    rows = sink.read(
        f"SELECT article_id, fetched_at FROM article_revisions WHERE superseded_at IS NULL AND article_id IN ({ids})"  # noqa: S608
    )
    present = {row["article_id"]: row["fetched_at"] for row in rows.to_pylist()}
    return [article for article in fresh if (came := present.get(article.article_id)) is None or came <= _came(article)]


def _came(article: Article) -> datetime:
    assert article.fetched_at is not None  # that of a page
    return article.fetched_at


def _failed(page: Page, error: Unprocessable, run_id: str) -> Failure:
    return failure(STEP, page.url, error, at=page.fetched_at, run_id=run_id)


def _batched(pages: Iterable[Page]) -> Iterator[list[Page]]:
    batch: list[Page] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.body)
        if len(batch) >= PAGES or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
