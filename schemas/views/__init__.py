"""Views, one .sql file each: a comment that says what a row is, then one SELECT that DuckDB and BigQuery both take."""

from functools import cache
from importlib import resources

VIEWS = ("articles", "current_mentions", "run_steps")
"""Every view, in the order in which they need each other."""


@cache
def view_text(view: str) -> str:
    """Return the file of a view: its comment and its SELECT."""
    return resources.files(__package__).joinpath(f"{view}.sql").read_text("utf-8")


def view_sql(view: str) -> str:
    """Return the SELECT of a view, without the comment above it and without semicolon."""
    lines = view_text(view).splitlines()
    while lines and (lines[0].startswith("--") or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines).rstrip().rstrip(";")


def view_comment(view: str) -> str:
    """Return the comment at the top of a view's file, as one line."""
    lines = []
    for line in view_text(view).splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)
