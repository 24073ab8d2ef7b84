"""`dateline schema`: print the tables in the form a warehouse or a reader wants."""

import argparse
from collections.abc import Callable

from ...schemas import bigquery, duckdb, markdown, parquet
from ..exits import OK

FORMS: dict[str, Callable[[], str]] = {
    "duckdb": duckdb.ddl,
    "bigquery": bigquery.tables_json,
    "parquet": parquet.text,
    "markdown": markdown.dictionary,
}
"""Form -> what prints it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "form",
        nargs="?",
        choices=list(FORMS),
        default="markdown",
        help="duckdb: SQL; bigquery: table resources as JSON; parquet: schemas; markdown: the data dictionary",
    )


def run(args: argparse.Namespace) -> int:
    """Print it."""
    print(FORMS[args.form](), end="")
    return OK
