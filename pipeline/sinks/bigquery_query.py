"""One question to a BigQuery warehouse, read only: BigQuery itself says first, in a dry run, what a statement does.

There a SELECT changes nothing and reads no local file, whatever stands in it; the type of anything else, of a script
or of a statement that writes, is another.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .bigquery import BigQuerySink
from .bigquery_client import said
from .errors import BadQuery
from .history import as_they_were
from .query import Answer


@contextmanager
def ask(address: str, sql: str, *, as_of: datetime.datetime | None = None, as_arrow: bool = False) -> Iterator[Answer]:
    """Answer one statement in BigQuery's SQL (pipeline/sinks/asking.py tells the arguments)."""
    from google.api_core.exceptions import GoogleAPICallError
    from google.cloud import bigquery

    if not sql.strip():
        raise BadQuery("There is no query.")
    sink = BigQuerySink(address)
    client = sink.bigquery.client
    asked = as_it_was(sink.dataset, sql, as_of) if as_of else sql
    try:
        looked = client.query(
            asked, job_config=bigquery.QueryJobConfig(default_dataset=sink.dataset, dry_run=True, use_query_cache=False)
        )
        if looked.statement_type != "SELECT":
            raise BadQuery(f"`dateline sql` only reads: it takes one SELECT, not {looked.statement_type}.")
        found = client.query(asked, job_config=bigquery.QueryJobConfig(default_dataset=sink.dataset)).result()
        if as_arrow:
            yield Answer((), iter(()), found.to_arrow(create_bqstorage_client=False))
        else:
            yield Answer([field.name for field in found.schema], _blocks(found))
    except GoogleAPICallError as error:
        raise BadQuery(f"BigQuery refused: {said(error)}") from error


def as_it_was(dataset: str, sql: str, time: datetime.datetime) -> str:
    """Return a query over the tables and views as they were: each is a WITH of its name that hides the real one."""
    project, _, name = dataset.rpartition(".")
    shown = ",\n".join(
        f"{view} AS (\n{query}\n)" for view, query in as_they_were(f"`{project}`.{name}", time, "bigquery")
    )
    return f"WITH {shown}\n(\n{sql.strip().rstrip(';')}\n)"


def _blocks(found: Any) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows as they come, structs as dicts."""
    for batch in found.to_arrow_iterable():
        columns = [column.to_pylist() for column in batch.columns]
        yield list(zip(*columns, strict=True))
