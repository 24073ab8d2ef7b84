"""Views, one .sql file each: a comment that says what a row is, then one SELECT for DuckDB and BigQuery alike."""

from functools import cache
from importlib import resources

from .dialect import spell

VIEWS = (
    "articles",
    "current_mentions",
    "run_steps",
    "all_events",
    "gdelt_events",
    "gdelt_mentions",
    "acled_like",
    "ucdp_ged_like",
    "icews_like",
    "daily_counts",
    "weekly_change",
    "source_health",
    "claims_in_conflict",
)
"""Every view, in the order in which they need each other."""


@cache
def view_text(view: str) -> str:
    """Return the file of a view: its comment and its SELECT."""
    return resources.files(__package__).joinpath(f"{view}.sql").read_text("utf-8")


@cache
def view_sql(view: str, dialect: str = "duckdb") -> str:
    """Return the SELECT of a view in a dialect, without the comment above it and without semicolon."""
    lines = view_text(view).splitlines()
    while lines and (lines[0].startswith("--") or not lines[0].strip()):
        lines.pop(0)
    return spell("\n".join(lines).rstrip().rstrip(";"), dialect)


def view_comment(view: str) -> str:
    """Return the comment at the top of a view's file, as one paragraph."""
    lines = []
    for line in view_text(view).splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)
