"""Where pages are read: what a killable child runs."""

import datetime
from typing import NamedTuple

from .extraction import Extract, extract, extract_fragment
from .language import identifier


class Task(NamedTuple):
    """One page or one entry's content to read.

    Attributes:
        body: The bytes; UTF-8 for the content of an entry.
        content_type: Content-Type as the server gave it.
        url: Where it came from.
        title: What the feed calls it.
        declared: The language the feed declares.
        now: When it came.
        is_fragment: Whether it is the content of an entry, not a page.
        is_quick: Whether to make do with what can be read in no time.
    """

    body: bytes
    content_type: str
    url: str
    title: str
    declared: str | None
    now: datetime.datetime
    is_fragment: bool = False
    is_quick: bool = False


READ = f"{__name__}:read"
"""The function's name for a KillablePool."""


def read(task: Task) -> Extract:
    """Read one page or content; see `extract`."""
    if task.is_fragment:
        return extract_fragment(task.body.decode("utf-8", "replace"), task.title, task.declared)
    return extract(task.body, task.content_type, task.url, task.declared, task.now, is_quick=task.is_quick)


def prepare() -> None:
    """Load the language model, 95 MB, which forks share."""
    identifier()
