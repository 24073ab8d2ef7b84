"""Show how far a run is while it runs: a line that changes on a terminal, a line every 10 seconds elsewhere."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from ..transforms.web.progress import WATCH, Progress

DOING = {"PollFeeds": "Asking feeds", "FetchPages": "Fetching and coding pages"}
EVERY_S = 10.0
SHORT_S = 0.5


@contextmanager
def shown(out: TextIO = sys.stderr) -> Iterator[None]:
    """Show progress on `out` as long as the context lasts."""
    over = threading.Event()
    thread = threading.Thread(target=_show, args=(out, over), name="dateline-progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=2)


def line(progress: Progress) -> str:
    """Return one step's progress in words.

    >>> line(Progress("FetchPages", 120, 330, 95.0))
    'Fetching and coding pages: 120 of 330, about 2 minutes left'
    """
    text = f"{DOING.get(progress.step, progress.step)}: {progress.done:,} of {progress.total:,}"
    return text if progress.left_s is None else f"{text}, about {about(progress.left_s)} left"


def about(seconds: float) -> str:
    """Return a duration as precise as an estimate is.

    >>> about(3), about(44), about(95), about(4000)
    ('5 seconds', '45 seconds', '2 minutes', '1 hour 10 minutes')
    """
    if seconds < 58:
        return f"{max(5, round(seconds / 5) * 5)} seconds"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} minute{'s' if minutes > 1 else ''}"
    hours, rest = divmod(round(minutes / 10) * 10, 60)
    return f"{hours} hour{'s' if hours > 1 else ''}" + (f" {rest} minutes" if rest else "")


def _show(out: TextIO, over: threading.Event) -> None:
    live = out.isatty()
    width, last = 0, time.monotonic()
    while not over.wait(SHORT_S):
        steps = WATCH.look()
        if live:
            text = "; ".join(map(line, steps))
            out.write("\r" + text.ljust(width))
            width = len(text)
        elif steps and time.monotonic() - last >= EVERY_S:
            last = time.monotonic()
            out.write("\n".join(map(line, steps)) + "\n")
        out.flush()
    if live and width:
        out.write("\r" + " " * width + "\r")
        out.flush()
