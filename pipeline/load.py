"""`dateline load`: articles one already has, through the same steps from text on, in bounded memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from ..schemas.rows import Article, Failure
from ..transforms.failures import failure
from .articles_file import BadLine, Line, read_article, read_lines
from .coding import Batches
from .run import start_run, status_of
from .sinks import Sink

STEP = "load"
ARTICLES = 500
CHARACTERS = 4_000_000
"""A batch ends with whichever comes first; it bounds memory, and what a crash repeats."""


class Read(NamedTuple):
    """A batch of lines that were read."""

    articles: Sequence[Article]
    failures: Sequence[Failure]


def load(
    sink: Sink,
    paths: Iterable[str],
    *,
    now: Callable[[], datetime],
    workers: int = 0,
    progress: Callable[[Batches], None] | None = None,
    ignored: "Counter[str] | None" = None,
) -> Batches:
    """Load files of articles; return what it did. A line that is no article is a failure; the rest goes on.

    Fields that are not read are counted in `ignored`, by name.

    Raises:
        OSError: a file cannot be read; what was read before it is written.
    """
    run = start_run("load", now())
    batches = Batches(sink, run, first_step=STEP, workers=workers)
    for read in _batched((line for path in paths for line in read_lines(path)), run.started_at, run.run_id, ignored):
        known = sink.known("article_revisions", [article.revision_id for article in read.articles])
        fresh = {article.revision_id: article for article in read.articles if article.revision_id not in known}
        batches.commit(list(fresh.values()), read.failures, known=len(read.articles) - len(fresh))
        if progress:
            progress(batches)
    finished = batches.run._replace(finished_at=now(), status=status_of(batches.run.steps))
    batches.finish(finished)
    return batches


def _batched(lines: Iterable[Line], at: datetime, run_id: str, ignored: "Counter[str] | None") -> Iterator[Read]:
    articles: list[Article] = []
    failures: list[Failure] = []
    size = 0
    for line in lines:
        try:
            article = read_article(line.raw, at, ignored)
        except BadLine as error:
            failures.append(failure(STEP, line.place, error, at=at, run_id=run_id))
        else:
            articles.append(article)
            size += len(article.text)
        if len(articles) + len(failures) >= ARTICLES or size >= CHARACTERS:
            yield Read(articles, failures)
            articles, failures, size = [], [], 0
    if articles or failures:
        yield Read(articles, failures)
