"""Press releases: a short text on one operation, whose acts share the place and the day told around them."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Optional

from .dates import DateSpan, find_dateline
from .place_mention import PlaceMention
from .text import Sentence, Text
from .told import Told

# "For Immediate Release", a number such as 2011-03-S-081, or "KABUL, Afghanistan (Jan. 25, 2013)".
_RELEASE = re.compile(
    r"\b(?i:for immediate release|news release|press release)\b|\b(?:19|20)\d\d-\d\d-[A-Z]{1,3}-\d{2,}"
    r"|\b[A-Z]{3,}, [A-Z]\w+ \([A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?\)"
)
_HEAD = 600
"""Characters of the text in which these stand."""
LONGEST = 30
"""Sentences; a longer text tells of more than one operation."""
_ACTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID"})
_BACK, _ON = 8, 3
"""Sentences before and behind an act in which its place and day may be told."""


def is_release(text: Text) -> bool:
    """Whether a text is a press release on one operation."""
    return len(text.sentences) <= LONGEST and bool(_RELEASE.search(text.article.text[:_HEAD]))


def scene_for(event: Told, text: Text, places: Mapping[int, Sequence[PlaceMention]]) -> Optional[PlaceMention]:
    """The place told nearest to an act, earlier ones first; None where there is none but countries."""
    for index in _around(event, text):
        found = [
            mention
            for mention in places.get(index, ())
            if mention.role == "scene" and mention.cue is not None and mention.precision not in {"country", "region"}
        ]
        outer = {number for mention in found for number in mention.inside}
        inner = [mention for mention in found if mention.token not in outer]
        if inner:
            return inner[0]
    return None


def day_for(
    event: Told, text: Text, dates: Callable[[Sentence], list[DateSpan]], dateline: Optional[date]
) -> Optional[DateSpan]:
    """The day told nearest to an act, else the dateline's."""
    for index in _around(event, text):
        days = [span for span in dates(text.sentences[index]) if span.precision == "day" and span.start == span.end]
        # The dateline itself and words such as "today" name the same day; any other says more.
        days.sort(key=lambda span: span.start == dateline)
        if days:
            return days[0]
    return DateSpan(dateline, dateline, "day", "", 0, 0, "dateline") if dateline else None


def lacks(event: Told) -> tuple[bool, bool]:
    """Whether an act of an operation lacks its place, and its day."""
    if event.event_type not in _ACTS or event.status not in {"occurred", "ongoing"}:
        return False, False
    return event.place is None or event.place.precision in {"country", "region"}, event.when is None


def _around(event: Told, text: Text) -> list[int]:
    own = min(event.sentences)
    before = range(own, max(-1, own - _BACK - 1), -1)
    behind = range(own + 1, min(len(text.sentences), own + _ON + 1))
    return [*before, *behind]


_ISSUE = re.compile(r"\b((?:19|20)\d\d)[-/](0[1-9]|1[0-2])\b")


def day_of_issue(text: str) -> date | None:
    """The day an undated text was issued: its dateline's, the year perhaps from a number such as 2010-09-CA-005."""
    found = find_dateline(text, None)
    number = _ISSUE.search(text[:400])
    if found is None and number:
        year, month = int(number[1]), int(number[2])
        # A release is numbered by the month it was written in and may come out in the next.
        found = find_dateline(text, date(year, month, monthrange(year, month)[1]) + timedelta(days=31))
    return found
