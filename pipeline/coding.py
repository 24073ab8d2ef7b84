"""Code a batch of articles that are at hand, and commit what it gives: what `load` and `recode` share."""

from collections.abc import Mapping, Sequence

import apache_beam as beam

from ..schemas import beam as _coders  # noqa: F401 (registers how rows travel)
from ..schemas.rows import Article, Failure, Run, StepCount
from ..transforms.code_mentions import STEP, CodeMentions
from ..transforms.tally import read_counts
from .graph import is_coded, local_pipeline
from .sinks import Sink, Written
from .sinks.staging import StageRows


class Batches:
    """Commits one batch after the other under one run, and adds up what they did."""

    def __init__(self, sink: Sink, run: Run, *, first_step: str, workers: int = 0) -> None:
        self.sink = sink
        self.run = run
        self.first_step = first_step
        self.workers = workers
        self.number = 0
        self.read = StepCount(first_step, 0, 0, 0, 0)
        self.coded = StepCount(STEP, 0, 0, 0, 0)
        self.written: dict[str, Written] = {}

    def commit(self, articles: Sequence[Article], failures: Sequence[Failure] = (), *, known: int = 0) -> None:
        """Code the articles and commit them with their mentions, in one transaction.

        Args:
            articles: What to code; an article in a language the coder does not read is only written.
            failures: What could not be read.
            known: How many more came in that need nothing done.
        """
        if not articles and not failures:
            self.read = _add(self.read, StepCount(self.first_step, known, 0, known, 0))
            self.run = self.run._replace(steps=[self.read, self.coded])
            return
        self.number += 1
        stage = self.sink.folder / f"{self.run.run_id}-{self.number:06}"
        pipeline = local_pipeline()
        given = pipeline | "Articles" >> beam.Create(list(articles)).with_output_types(Article)
        coder = CodeMentions(workers=self.workers, run_id=self.run.run_id, at=self.run.started_at)
        coded = given | "Readable" >> beam.Filter(is_coded) | "CodeMentions" >> coder
        unread = pipeline | "Unread" >> beam.Create(list(failures)).with_output_types(Failure)
        given | "Write article_revisions" >> StageRows("article_revisions", stage)
        coded.mentions | "Write mentions" >> StageRows("mentions", stage)
        (coded.failures, unread) | "Failures" >> beam.Flatten() | "Write failures" >> StageRows("failures", stage)
        result = pipeline.run()
        result.wait_until_finish()

        came = len(articles) + len(failures) + known
        self.read = _add(self.read, StepCount(self.first_step, came, len(articles), known, len(failures)))
        self.coded = _add(self.coded, *read_counts(result.metrics(), [STEP]))
        self.run = self.run._replace(steps=[self.read, self.coded])
        self._count(self.sink.commit(stage, self.run))

    def _count(self, written: Mapping[str, Written]) -> None:
        for table, counts in written.items():
            before = self.written.get(table, Written())
            self.written[table] = Written(*(a + b for a, b in zip(before, counts, strict=True)))

    def finish(self, run: Run) -> None:
        """Write the run's row as it ended."""
        self.run = run
        self.sink.write("runs", [run])


def _add(one: StepCount, other: StepCount) -> StepCount:
    return StepCount(one.step, *(a + b for a, b in zip(one[1:], other[1:], strict=True)))
