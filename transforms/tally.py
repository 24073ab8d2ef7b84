"""Count what comes into a step and what becomes of it, so that a run can be balanced."""

from collections.abc import Iterable

from apache_beam.metrics.metric import Metrics

from ..schemas.rows import StepCount

NAMESPACE = "dateline"
OUTCOMES = ("written", "known", "failed")


class Tally:
    """Beam counters of one step: `came_in`, `written`, `known` and `failed`.

    A step calls `add` once for each element, when its outcome is sure.
    """

    def __init__(self, step: str) -> None:
        self.counters = {name: Metrics.counter(NAMESPACE, f"{step}/{name}") for name in ("came_in", *OUTCOMES)}

    def add(self, outcome: str, number: int = 1) -> None:
        """Count elements that came in and ended as `outcome`."""
        self.counters["came_in"].inc(number)
        self.counters[outcome].inc(number)


def read_counts(metrics: object, steps: Iterable[str]) -> list[StepCount]:
    """Return the balance of each step from a pipeline result's metrics."""
    found: dict[str, int] = {}
    for counter in metrics.query()["counters"]:  # type: ignore[attr-defined]
        name = counter.key.metric
        if name.namespace == NAMESPACE:
            found[name.name] = found.get(name.name, 0) + (counter.committed or counter.attempted or 0)
    return [StepCount(step, *(found.get(f"{step}/{name}", 0) for name in ("came_in", *OUTCOMES))) for step in steps]
