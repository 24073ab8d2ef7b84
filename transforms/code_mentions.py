"""CodeMentions: articles in, the events they report out."""

import os
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from ..schemas.rows import Article, Failure, Mention
from .failures import Unprocessable, failure
from .handing import Handing
from .killable import shared_pool
from .same import same
from .tally import Tally

STEP = "CodeMentions"
WORKER = f"{__package__}.coder.worker:code_article"
ARTICLE_CPU_SECONDS = 120.0
"""200,000 words take about a minute, an article one second; what takes two minutes is hostile, or our bug."""
WORKER_MEMORY_MB = 3000
LONG_TEXT = 15_000
"""Characters from which an article is coded with no other long one beside it: parsed it takes 14 KB a word."""


class Coded(NamedTuple):
    """What CodeMentions gives."""

    mentions: PCollection[Mention]
    failures: PCollection[Failure]


class CodeMentions(beam.PTransform):  # type: ignore[type-arg]
    """Code articles in worker processes, one article a call; an article that kills its worker is a failure.

    Args:
        workers: Processes; 0 means one for each core.
        run_id: Written into each row.
        at: Time of a failure.
    """

    def __init__(self, *, workers: int = 0, run_id: str = "", at: datetime | None = None) -> None:
        super().__init__()
        self.workers = workers or len(os.sched_getaffinity(0))
        self.run_id = run_id
        self.at = at or datetime.now(UTC)

    def expand(self, articles: PCollection[Article]) -> Any:
        """Wire the step."""
        coded = articles | STEP >> beam.ParDo(_Code(self.workers, self.run_id, self.at)).with_outputs(
            "failures", main="mentions"
        )
        return Coded(
            coded.mentions | "Mentions" >> beam.Map(same).with_output_types(Mention),
            coded.failures | "Failures" >> beam.Map(same).with_output_types(Failure),
        )


def is_long(article: Article) -> bool:
    """Tell whether an article takes much memory to code."""
    return len(article.text) > LONG_TEXT


class _Code(Handing):
    """Code each article in a child process, several at once."""

    def __init__(self, workers: int, run_id: str, at: datetime) -> None:
        super().__init__(workers)
        self.run_id, self.at = run_id, at
        self.tally = Tally(STEP)

    def setup(self) -> None:
        super().setup()
        pool = shared_pool(
            WORKER, timeout_s=ARTICLE_CPU_SECONDS, memory_mb=WORKER_MEMORY_MB, size=self.workers, is_heavy=is_long
        )
        self.call = pool.call

    def outputs(self, article: Article, future: "Future[list[Mention]]") -> Iterator[object]:
        """Give on an article's mentions, or its failure."""
        try:
            mentions = future.result()
        except Unprocessable as error:
            self.tally.add("failed")
            subject = article.url or article.external_id or article.article_id
            yield TaggedOutput("failures", failure(STEP, subject, error, at=self.at, run_id=self.run_id))
            return
        self.tally.add("written")
        for mention in mentions:
            yield mention._replace(run_id=self.run_id)
