"""Where pages are read: what a killable child runs."""

import datetime
from typing import NamedTuple

from lxml.etree import LxmlError

from ..failures import Unprocessable
from ..killable import Killed
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
    """Read one page or content; see `extract`.

    Raises:
        Unprocessable: There is no article; or a library raised what is none of our errors: then it is parser_crash.
    """
    try:
        if task.is_fragment:
            return extract_fragment(task.body.decode("utf-8", "replace"), task.title, task.declared)
        return extract(task.body, task.content_type, task.url, task.declared, task.now, is_quick=task.is_quick)
    except (Unprocessable, MemoryError):
        raise
    except Exception as error:
        if is_ours(error):
            raise
        raise Killed("parser_crash", f"A library failed on it: {type(error).__name__}.") from None


def is_ours(error: Exception) -> bool:
    """Tell whether an error was raised by our own code, which is a bug; lxml says odd things when memory is short."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    name = str(frame.tb_frame.f_globals.get("__name__", "")) if frame is not None else ""
    return not isinstance(error, LxmlError) and name.partition(".")[0] == __name__.partition(".")[0]


def prepare() -> None:
    """Load the language model, 70 MB, which forks share."""
    identifier()
