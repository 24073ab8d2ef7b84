"""Start the BigQuery emulator, mended in one place: its MERGE may stand in a transaction, as BigQuery's may.

It begins a transaction of its own for each MERGE; inside another one, DuckDB then aborts both.
"""

import sys
from typing import Any

import duckdb
from local_bigquery import cli
from local_bigquery.jobs import merge, query
from sqlglot import exp

run_merge, run_statement = merge.run, query._run
begun: set[int] = set()
"""Cursors whose transaction a statement began."""


class Inside:
    """A cursor whose transaction was begun by somebody else, and is ended by them."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.cursor = cursor

    def execute(self, sql: str, *given: Any) -> Any:
        if sql == "BEGIN":
            raise duckdb.TransactionException("there is one already")
        return self.cursor.execute(sql, *given)


def run(cursor: duckdb.DuckDBPyConnection, tree: exp.Expression, *given: Any) -> Any:
    """Run a statement, and remember whether it began a transaction."""
    try:
        done = run_statement(cursor, tree, *given)
    except BaseException:
        begun.discard(id(cursor))
        raise
    if isinstance(tree, exp.Transaction):
        begun.add(id(cursor))
    elif isinstance(tree, exp.Commit | exp.Rollback):
        begun.discard(id(cursor))
    return done


def run_merge_inside(cursor: duckdb.DuckDBPyConnection, *given: Any) -> Any:
    """Merge as the emulator does, but leave a transaction that was begun to its owner."""
    return run_merge(Inside(cursor) if id(cursor) in begun else cursor, *given)


query._run, merge.run = run, run_merge_inside

if __name__ == "__main__":
    sys.exit(cli.main())
