"""`dateline recode`: code stored articles again with the present coder, beside the old rows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from .coding import Batches
from .run import start_run, status_of
from .sinks import Sink

ARTICLES = 500

CHANGES = """
WITH added AS (
    SELECT article_id, event_type, @first(evidence).field AS field, @first(evidence).start AS start, COUNT(*) AS n
    FROM mentions WHERE run_id = ? AND superseded_at IS NULL GROUP BY 1, 2, 3, 4
), gone AS (
    SELECT article_id, event_type, @first(evidence).field AS field, @first(evidence).start AS start, COUNT(*) AS n
    FROM mentions WHERE superseded_at IN (SELECT committed_at FROM commits WHERE run_id = ?) GROUP BY 1, 2, 3, 4
), compared AS (
    SELECT event_type, COALESCE(added.n, 0) AS came, COALESCE(gone.n, 0) AS went
    FROM added FULL JOIN gone USING (article_id, event_type, field, start)
)
SELECT event_type, CAST(SUM(came - LEAST(came, went)) AS INT64) AS added,
    CAST(SUM(went - LEAST(came, went)) AS INT64) AS gone, CAST(SUM(LEAST(came, went)) AS INT64) AS different
FROM compared GROUP BY event_type ORDER BY event_type
"""
"""By type: an added and a gone mention of one article and type that begin at the same sentence are one that differs."""


def recode(
    sink: Sink,
    *,
    now: Callable[[], datetime],
    workers: int = 0,
    progress: Callable[[Batches], None] | None = None,
) -> Batches:
    """Code the present text of every article again. What comes out as before is known, and nothing is written for it.

    Mentions the coder no longer finds are superseded; those of an article that could not be coded stay as they are.
    """
    batches = Batches(sink, start_run("recode", now()), first_step="recode", workers=workers)
    for articles in sink.articles_to_code(ARTICLES):
        batches.commit(articles)
        if progress:
            progress(batches)
    finished = batches.run._replace(finished_at=now(), status=status_of(batches.run.steps))
    batches.finish(finished)
    return batches


def changes(sink: Sink, run_id: str) -> list[Mapping[str, Any]]:
    """Return what a run changed, by event type: mentions added, gone, and different in what they say."""
    found: list[Mapping[str, Any]] = sink.read(CHANGES, [run_id, run_id]).to_pylist()
    return found
