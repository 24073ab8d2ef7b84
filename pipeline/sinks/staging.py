"""StageRows: the last step of a pipeline writes rows into a stage (stages.py tells what that is)."""

from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from .stages import write_part

PART_ROWS = 2_000
"""A bundle is written in parts of at most so many rows, so that its memory is bounded."""


class StageRows(beam.PTransform):  # type: ignore[type-arg]
    """Write rows of one table as Parquet parts under a stage: `mentions | StageRows("mentions", stage)`."""

    def __init__(self, table: str, folder: str | Path) -> None:
        super().__init__()
        self.table = table
        self.folder = str(folder)

    def expand(self, rows: PCollection[Any]) -> PCollection[Any]:
        staged: PCollection[Any] = rows | f"Stage {self.table}" >> beam.ParDo(_StageParts(self.table, self.folder))
        return staged


class _StageParts(beam.DoFn):
    """Collect a bundle's rows; write them when it ends. Yields nothing."""

    def __init__(self, table: str, folder: str) -> None:
        self.table = table
        self.folder = folder
        self.rows: list[tuple[Any, ...]] = []

    def start_bundle(self) -> None:
        self.rows = []

    def process(self, row: Any) -> None:
        self.rows.append(row)
        if len(self.rows) >= PART_ROWS:
            self._write()

    def finish_bundle(self) -> None:
        if self.rows:
            self._write()

    def _write(self) -> None:
        write_part(Path(self.folder), self.table, self.rows)
        self.rows = []
