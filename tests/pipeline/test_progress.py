"""Progress as it is shown."""

import io
import time

from dateline.pipeline import progress
from dateline.transforms.web.progress import WATCH


class Terminal(io.StringIO):
    """An output that says that it is a terminal."""

    def isatty(self):
        return True


def test_on_a_terminal_one_line_changes_and_is_wiped(monkeypatch):
    monkeypatch.setattr(progress, "SHORT_S", 0.02)
    out = Terminal()
    with progress.shown(out):
        number = WATCH.begin("FetchPages", {"a": 2})
        WATCH.done(number, "a")
        time.sleep(0.1)
        WATCH.end(number)
    assert "Fetching and coding pages: 1 of 2, about 5 seconds left" in out.getvalue()
    assert "\n" not in out.getvalue()
    assert out.getvalue().endswith("\r")


def test_elsewhere_a_line_now_and_then(monkeypatch):
    monkeypatch.setattr(progress, "SHORT_S", 0.02)
    monkeypatch.setattr(progress, "EVERY_S", 0.05)
    out = io.StringIO()
    with progress.shown(out):
        number = WATCH.begin("PollFeeds", {"a": 2})
        time.sleep(0.2)
        WATCH.end(number)
    assert out.getvalue().splitlines()[0] == "Asking feeds: 0 of 2"
