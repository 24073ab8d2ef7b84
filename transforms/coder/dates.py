"""When it happened, as the words say it, resolved against the day of publication.

A weekday is the last such day on or before publication unless the words look ahead; "since Saturday" has no end;
months, years and seasons alone keep their precision. Without a day of publication only absolute dates are read.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Optional

from .date_frame import SINCE, Frame, Interval
from .date_patterns import CUES, MON, MONTHS, RULES
from .date_rules import RESOLVERS
from .text import Sentence

Precision = str
"""day, week, month or year."""


@dataclass(frozen=True)
class DateSpan:
    """A time the sentence names.

    Attributes:
        start: First day.
        end: Last day; None while it goes on ("since Saturday").
        precision: day, week, month or year; a month or year starts at its first day and ends at its last.
        text: The words.
        char_start: Offset of the words in the sentence's Doc.
        char_end: Offset after them.
        kind: absolute (a date with its year), calendar (weekday, month, day of a month), deictic (today, last week),
            anchored (a day after …: counted from `anchor`).
        open: Whether the words say that it goes on from there ("since").
    """

    start: date
    end: Optional[date]
    precision: Precision
    text: str
    char_start: int
    char_end: int
    kind: str = "calendar"
    open: bool = False


def find_dates(
    sentence: Sentence, published: Optional[date], *, anchor: Optional[date] = None, dateline: Optional[date] = None
) -> list[DateSpan]:
    """The times a sentence names, in order of appearance.

    Args:
        sentence: The sentence.
        published: Day of publication; None: only absolute dates are read.
        anchor: The day that "a day after the attack" or "the next day" counts from; publication where unknown.
        dateline: The day in the article's dateline, which "yesterday" counts from where it is given.
    """
    span = sentence.span
    start = int(span.start_char)
    found = read_dates(span.text, dateline or published, anchor=anchor)
    if any(item.precision == "day" and not _is_night(item) and not _is_of_saying(item, span.text) for item in found):
        # "An overnight operation on Monday": the day is told. "Overnight, police said on Monday": it is not.
        found = [item for item in found if not _is_night(item)]
    kept = []
    for item in found:
        if _is_excluded(item, sentence):
            continue
        kept.append(
            DateSpan(
                item.start,
                item.end,
                item.precision,
                item.text,
                start + item.char_start,
                start + item.char_end,
                item.kind,
                item.open,
            )
        )
    return kept


def _is_night(item: DateSpan) -> bool:
    return item.kind == "deictic" and item.text.lower().endswith("overnight")


_SAYING = re.compile(r"\b(?:said|says|told\s+[^,.]{2,40}|reported|announced)\s+(?:late|early)?\s*$")


def _is_of_saying(item: DateSpan, text: str) -> bool:
    """Whether a time stands right behind a verb of saying: "police said on Monday"."""
    return _SAYING.search(text[: item.char_start]) is not None


def last_day(sentence: Sentence, published: Optional[date]) -> Optional[date]:
    """The last day by publication that a sentence tells of what happened, which "a day earlier" may count from."""
    text = sentence.span.text
    days = [
        item.start
        for item in read_dates(text, published)
        if item.precision == "day" and not (item.open or _is_of_saying(item, text))
    ]
    return next((day for day in reversed(days) if published is None or day <= published), None)


def read_dates(text: str, published: Optional[date], *, anchor: Optional[date] = None) -> list[DateSpan]:
    """The times that a text names; offsets are in the text. See `find_dates`."""
    taken: list[tuple[int, int]] = []
    found: list[DateSpan] = []
    cues = {cue for cue, pattern in CUES.items() if pattern.search(text)}
    for name, cue, pattern in RULES:
        if cue not in cues:
            continue
        for match in pattern.finditer(text):
            if any(match.start() < end and begin < match.end() for begin, end in taken):
                continue
            frame = Frame(published, anchor, text[: match.start()], text[match.end() :], _days)
            interval = RESOLVERS[name](match, frame)
            if interval is None:
                continue
            taken.append(match.span())
            found.append(_span(text, match, interval, frame))
    return sorted(found, key=lambda item: item.char_start)


def _days(text: str, published: Optional[date]) -> list[date]:
    """The days a piece of the same text tells."""
    return [item.start for item in read_dates(text, published) if item.precision == "day" and not item.open]


def _span(text: str, match: re.Match[str], interval: Interval, frame: Frame) -> DateSpan:
    start, end, precision, kind = interval
    if kind == "reversed":
        begin = match.start("dir")
        return DateSpan(start, end, precision, text[begin : match.end()], begin, match.end(), "anchored")
    begin, since = match.start(), SINCE.search(frame.before)
    opened = since is not None or match.group().lower().startswith("since")
    if since is not None:
        begin, end = since.start(), None
    elif opened:
        end = None
    lead = re.search(r"\b(?:on|in|during|at)\s+$", text[:begin], re.IGNORECASE)
    if lead and not opened:
        begin = lead.start()
    words = text[begin : match.end()]
    return DateSpan(start, end, precision, words, begin, match.end(), kind, opened)


def _is_excluded(item: DateSpan, sentence: Sentence) -> bool:
    """As in "May" the modal, "March" the verb or the march, names such as "Sunday Times" and "Friday Mosque"."""
    doc = sentence.span.doc
    word = item.text.split()[-1].lower() if item.text.split() else ""
    tokens = [token for token in sentence.span if item.char_start <= token.idx < item.char_end]
    if not tokens:
        return False
    last = tokens[-1]
    if word in {"may", "march"} and len(tokens) <= 1:
        return last.text.islower() or last.tag_ in {"MD", "VB", "VBP"} or (last.text.isupper() and last.tag_ == "MD")
    if word in MONTHS and len(tokens) == 1 and last.text.islower() and word in {"mar", "sep", "dec", "jan"}:
        return True
    if tokens[0].i and doc[tokens[0].i - 1].text in _NAME_BEFORE:
        return True  # "Bloody Sunday"
    following = doc[last.i + 1] if last.i + 1 < len(doc) else None
    return following is not None and following.text in _NAME_AFTER


_NAME_AFTER = frozenset(
    "Times Telegraph Mosque Mail Herald Mirror Express Agreement Movement Revolution Massacre".split()
)
_NAME_BEFORE = frozenset({"Bloody", "Black"})


# "KABUL, Afghanistan (Jan. 25, 2013)", "BAGHDAD, Jan. 5 (Reuters) -", "May 12: Operations in Helmand".
_DATELINE = re.compile(
    r"\b[A-Z][A-Z.'’ -]{2,40}(?:,\s+[A-Z][\w.]+(?:\s[A-Z]\w+)?)?\s*\((?P<bracketed>[^()\n]{4,30})\)"
    rf"|\b[A-Z][A-Z.'’ -]{{2,40}}(?:,\s+[A-Z]\w+)?,\s+"
    rf"(?P<plain>(?i:{MON})\s+\d{{1,2}}|\d{{1,2}}\s+(?i:{MON}))(?=,?\s*(?:\(|[-–—]))"
    rf"|^\s*(?P<heading>(?i:{MON})\s+\d{{1,2}}):",
    re.MULTILINE,
)


def find_dateline(text: str, published: Optional[date]) -> Optional[date]:
    """The day in a dateline such as "KABUL, Afghanistan (Jan. 25, 2013) -"; None where the text has none.

    Only the text's first 1,000 characters are looked at.
    """
    for match in _DATELINE.finditer(text[:1_000]):
        found = read_dates(match["bracketed"] or match["plain"] or match["heading"], published)
        if found and found[0].precision == "day" and found[0].start == found[0].end:
            return found[0].start
    return None
