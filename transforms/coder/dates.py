"""When it happened, as the words say it, resolved against the day of publication.

A weekday is the last such day on or before publication unless the words look ahead; "since Saturday" has no end;
months, years and seasons alone keep their precision. Without a day of publication only absolute dates are read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Optional

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


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"a": 1, "an": 1, "couple": 2, "several": 3, "few": 3}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

_WD = r"(?P<wd>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_WDA = r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?,?\s+"
_MON = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\b\.?|feb\b\.?|mar\b\.?|apr\b\.?|jun\b\.?|jul\b\.?|aug\b\.?|sept?\b\.?|oct\b\.?|nov\b\.?|dec\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_N = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|a\s+couple\s+of|couple\s+of|several|a\s+few|few)"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_LATE = r"(?:(?:late|early|earlier|later)\s+(?:on\s+)?)?"
_LATE_IN = r"(?:(?P<part>early|late|mid|the\s+(?:end|beginning|start|middle)\s+of|(?:end|beginning|start|middle)\s+of)[\s-]+(?:in\s+)?)?"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])" + pattern + r"(?![\w-]|(?:\.\d))", re.IGNORECASE)


_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, _compile(pattern))
    for name, pattern in (
        ("iso", rf"(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"),
        ("numeric", rf"(?P<d>0?[1-9]|[12]\d|3[01])(?P<sep>[-./])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<y>{_YEAR})"),
        (
            "day_range",
            rf"(?:(?P<lead>between|from)\s+)?(?P<d1>{_DAY})\s*(?:and|to|until|till|through|-|–)\s*(?P<d2>{_DAY})\s+(?:of\s+)?(?P<mon>{_MON})(?:,?\s+(?P<y>{_YEAR}))?",
        ),
        (
            "range_day",
            rf"(?:(?P<lead>between|from)\s+)?(?P<mon>{_MON})\s+(?P<d1>{_DAY})\s*(?:and|to|until|till|through|-|–)\s*(?P<d2>{_DAY})(?!\d)(?:,?\s+(?P<y>{_YEAR}))?",
        ),
        (
            "span_dm",
            rf"(?:(?P<lead>between|from)\s+)?(?P<d1>{_DAY})\s+(?P<mon1>{_MON})(?:,?\s+(?P<y1>{_YEAR}))?\s*(?:and|to|until|till|through|-|–)\s*(?P<d2>{_DAY})\s+(?P<mon2>{_MON})(?:,?\s+(?P<y>{_YEAR}))?",
        ),
        (
            "span_md",
            rf"(?:(?P<lead>between|from)\s+)?(?P<mon1>{_MON})\s+(?P<d1>{_DAY})(?:,?\s+(?P<y1>{_YEAR}))?,?\s*(?:and|to|until|till|through|-|–)\s*(?P<mon2>{_MON})\s+(?P<d2>{_DAY})(?!\d)(?:,?\s+(?P<y>{_YEAR}))?",
        ),
        (
            "dmy",
            rf"(?:(?:{_WD}|{_WDA}),?\s+)?(?:the\s+)?(?P<d>{_DAY})\s+(?:of\s+)?(?P<mon>{_MON})(?:,?\s+(?:of\s+)?(?P<y>{_YEAR}))?",
        ),
        (
            "mdy",
            rf"(?:(?:{_WD},?\s+)|{_WDA})?(?P<mon>{_MON})\s+(?:the\s+)?(?P<d>{_DAY})(?!\d|,\d|\s*(?:percent|%|people|million))(?:(?:,\s*|\s+)(?P<y>{_YEAR}))?",
        ),
        (
            "month_span",
            rf"(?P<lead>between|from)\s+(?P<mon1>{_MON})(?:\s+(?P<y1>{_YEAR}))?\s+(?:and|to|until|till|through)\s+(?P<mon2>{_MON})(?:\s+(?P<y>{_YEAR}))?",
        ),
        (
            "month",
            rf"{_LATE_IN}(?:(?P<rel>last|this|next|past|coming|previous)\s+)?(?P<mon>{_MON})(?:,?\s+(?:of\s+)?(?:(?P<y>{_YEAR})|(?P<yrel>last|this|next)\s+year))?",
        ),
        (
            "weekday_span",
            r"(?P<lead>between|from)\s+(?:late\s+|early\s+)?(?P<wd1>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s+(?:and|to|until|till|through)\s+(?P<wd2>monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
        ),
        (
            "weekday_pair",
            r"(?:overnight\s+)?(?:on\s+)?(?P<wd1>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s+(?:night\s+)?(?:and|into|to|-)\s+(?:early\s+)?(?P<wd2>monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
        ),
        (
            "weekday",
            rf"{_LATE}(?:(?P<rel>last|next|this|this\s+past|this\s+coming|coming|the\s+following|following|the\s+previous|previous)\s+)?{_WD}(?:['’]s|\s+(?:last|this|next)\s+week)?{_PART}",
        ),
        ("night", r"(?:during\s+the\s+night|overnight|last\s+night|in\s+the\s+night)"),
        (
            "today",
            r"(?:(?:early|late|earlier|later)\s+)?(?:today|tonight|this\s+(?:morning|afternoon|evening))(?:['’]s)?",
        ),
        ("tomorrow", r"tomorrow(?:['’]s)?"),
        ("before_yesterday", r"(?:the\s+)?day\s+before\s+yesterday(?:['’]s)?"),
        ("yesterday", r"(?:(?:early|late)\s+)?yesterday(?:['’]s)?" + _PART),
        (
            "ago",
            rf"(?:(?:about|around|some|nearly|almost|more\s+than|just)\s+)?(?P<n>{_N})\s+(?P<unit>day|week|month|year|decade|century)s?\s+(?P<dir>ago|earlier|before\s+that|previously|later|afterwards?|after\s+that)",
        ),
        (
            "after",
            rf"(?:just\s+|barely\s+|only\s+)?(?P<n>{_N})\s+(?P<unit>day|week|month|year)s?\s+(?P<dir>after|before|since|following|prior\s+to)",
        ),
        (
            "within",
            rf"(?P<lead>in|within|over|during|for|throughout|of|the)\s+(?:the\s+)?(?P<ref>last|past|previous|preceding)?\s*(?P<n>{_N})\s+(?P<unit>day|week|month|year|hour)s?(?!\s+(?:ago|earlier|later|after|before|of\b))",
        ),
        (
            "adjacent_day",
            r"(?:on\s+)?the\s+(?P<dir>previous|next|following|same|preceding)\s+(?:day|morning|evening|night)|the\s+day\s+(?P<dir2>before|after)",
        ),
        (
            "rel_unit",
            r"(?:(?P<part>early|earlier|late|later|the\s+(?:beginning|start|end|middle)\s+of)\s+(?:in\s+|on\s+)?)?(?P<rel>last|this|next|past|the\s+previous|the\s+past|the\s+following|the\s+coming|coming|the\s+last)\s+(?P<unit>day|week|weekend|month|year|decade|spring|summer|autumn|fall|winter)(?:['’]s)?",
        ),
        (
            "season",
            rf"(?:in|during|over|since|by|of|this|last)\s+(?:the\s+)?(?:(?:early|late)\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<y>{_YEAR})|(?:over|during|in)\s+the\s+(?P<season2>spring|summer|autumn|winter)",
        ),
        (
            "year_span",
            rf"(?:between|from)\s+(?P<y1>{_YEAR})\s+(?:and|to|until|till|through)\s+(?P<y>{_YEAR})|(?P<y2>{_YEAR})\s*[-–]\s*(?P<y3>{_YEAR})",
        ),
        (
            "year",
            rf"{_LATE_IN}(?:the\s+year\s+)?(?P<y>{_YEAR})(?!\s*(?:people|men|women|civilians|soldiers|fighters|troops|km|miles|metres|meters|feet|homes|families|members|others|refugees|militants|dead|victims|prisoners|%|percent|,\d))",
        ),
        ("that_time", r"since\s+then"),
    )
)
_SINCE = re.compile(
    r"(?:ever\s+)?since\s+(?:at\s+least\s+|about\s+|around\s+)?(?:the\s+(?:start|beginning|end)\s+of\s+)?(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:until|till|through|by|before)\s+(?:at\s+least\s+|the\s+end\s+of\s+)?$", re.IGNORECASE)
_YEAR_WORD = re.compile(
    r"(?:(?:\b(?:in|since|during|by|until|till|before|after|from|of|early|late|mid|throughout|through|around|between|and|year|to|for)|the)[\s-]+|[(,]\s*|^)$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were)\s+(?:to|set\s+to|due\s+to|going\s+to|expected\s+to|scheduled\s+(?:to|for))"
    r"|due\s+(?:on|in)|scheduled|plans?\s+to|planned\s+for|planning\s+to|expected\s+to|intends?\s+to|upcoming"
    r"|ahead\s+of|until|till|by)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:said|told|did|was|were|had|announced|came|began)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Frame:
    """What a rule needs besides its match."""

    published: Optional[date]
    anchor: Optional[date]
    before: str
    after: str

    @property
    def future(self) -> bool:
        """Whether the words before look ahead."""
        if _SINCE.search(self.before):
            return False
        markers = list(_FUTURE.finditer(self.before))
        if not markers or re.search(r"[.;]\s", self.before[markers[-1].end() :]):
            return False
        # A past verb in between ends the outlook: "will not accept what he said on Monday".
        return not _PAST.search(self.before[markers[-1].end() :])


Interval = tuple[date, Optional[date], Precision, str]
_Resolver = Callable[[re.Match[str], _Frame], Optional[Interval]]


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


def read_dates(text: str, published: Optional[date], *, anchor: Optional[date] = None) -> list[DateSpan]:
    """The times that a text names; offsets are in the text. See `find_dates`."""
    taken: list[tuple[int, int]] = []
    found: list[DateSpan] = []
    for name, pattern in _RULES:
        for match in pattern.finditer(text):
            if any(match.start() < end and begin < match.end() for begin, end in taken):
                continue
            frame = _Frame(published, anchor, text[: match.start()], text[match.end() :])
            interval = _RESOLVERS[name](match, frame)
            if interval is None:
                continue
            taken.append(match.span())
            found.append(_span(text, match, interval, frame))
    return sorted(found, key=lambda item: item.char_start)


def _span(text: str, match: re.Match[str], interval: Interval, frame: _Frame) -> DateSpan:
    start, end, precision, kind = interval
    if kind == "reversed":
        begin = match.start("dir")
        return DateSpan(start, end, precision, text[begin : match.end()], begin, match.end(), "anchored")
    begin, since = match.start(), _SINCE.search(frame.before)
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
    """ "May" the modal, "March" the verb or the march, names such as "Sunday Times" and "Friday Mosque"."""
    doc = sentence.span.doc
    word = item.text.split()[-1].lower() if item.text.split() else ""
    tokens = [token for token in sentence.span if item.char_start <= token.idx < item.char_end]
    if not tokens:
        return False
    last = tokens[-1]
    if word in {"may", "march"} and len(tokens) <= 1:
        return last.text.islower() or last.tag_ in {"MD", "VB", "VBP"} or last.text.isupper() and last.tag_ == "MD"
    if word in _MONTHS and len(tokens) == 1 and last.text.islower() and word in {"mar", "sep", "dec", "jan"}:
        return True
    following = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if following is not None and following.text in _NAME_AFTER:
        return True
    return False


_NAME_AFTER = {
    "Times",
    "Telegraph",
    "Mosque",
    "Mail",
    "Herald",
    "Mirror",
    "Express",
    "Agreement",
    "Movement",
    "Revolution",
}


# --- rules -----------------------------------------------------------------------------------------------------------


def _month(word: str) -> int:
    return _MONTHS[word.lower().rstrip(".")]


def _daynum(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _make(year: int, month: int, day: int) -> Optional[date]:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def _nearest_year(month: int, day: int, frame: _Frame) -> Optional[int]:
    """The year of a date without one: the last such day on or before publication, or the next if the words look ahead."""
    published = frame.published
    if published is None:
        return None
    this = _make(published.year, month, day)
    if this is None:
        return None
    if this <= published:
        if frame.future and (published - this).days > 60:
            return published.year + 1
        return published.year
    # A day just ahead without a word of the past is more likely the coming one ("the 5 May vote").
    return published.year if frame.future else published.year - 1


def _single(day: Optional[date], kind: str = "calendar") -> Optional[Interval]:
    return None if day is None else (day, day, "day", kind)


def _between(first: Optional[date], last: Optional[date], kind: str) -> Optional[Interval]:
    return None if first is None or last is None or last < first else (first, last, "day", kind)


def _iso(m: re.Match[str], _: _Frame) -> Optional[Interval]:
    return _single(_make(int(m["y"]), int(m["m"]), int(m["d"])), "absolute")


def _numeric(m: re.Match[str], _: _Frame) -> Optional[Interval]:
    return _single(_make(int(m["y"]), int(m["m"]), int(m["d"])), "absolute")


def _full(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    month, day = _month(m["mon"]), _daynum(m["d"])
    year = int(m["y"]) if m["y"] else _nearest_year(month, day, frame)
    return None if year is None else _single(_make(year, month, day), "absolute" if m["y"] else "calendar")


def _days(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    month, first, last = _month(m["mon"]), _daynum(m["d1"]), _daynum(m["d2"])
    year = int(m["y"]) if m["y"] else _nearest_year(month, first, frame)
    if year is None:
        return None
    return _between(_make(year, month, first), _make(year, month, last), "absolute" if m["y"] else "calendar")


def _long_days(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    month1, month2 = _month(m["mon1"]), _month(m["mon2"])
    day1, day2 = _daynum(m["d1"]), _daynum(m["d2"])
    year2 = int(m["y"]) if m["y"] else _nearest_year(month2, day2, frame)
    if year2 is None:
        return None
    year1 = int(m["y1"]) if m["y1"] else year2 - (month1 > month2)
    return _between(_make(year1, month1, day1), _make(year2, month2, day2), "absolute" if m["y"] else "calendar")


def _month_span(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    month1, month2 = _month(m["mon1"]), _month(m["mon2"])
    year2 = int(m["y"]) if m["y"] else _nearest_year(month2, 1, frame)
    if year2 is None:
        return None
    year1 = int(m["y1"]) if m["y1"] else year2 - (month1 > month2)
    return (date(year1, month1, 1), _last_day(year2, month2), "month", "absolute" if m["y"] else "calendar")


def _month_alone(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    word = m["mon"]
    # Short forms stand with a day or a year; "may" and "march" are read as months only with a capital.
    if m["y"] is None and (not word[0].isupper() or (word.lower().rstrip(".") not in _LONG_MONTHS and word[-1] != ".")):
        return None
    month, published = _month(word), frame.published
    if m["y"]:
        year = int(m["y"])
    elif published is None:
        return None
    elif m["yrel"]:
        year = published.year + {"last": -1, "this": 0, "next": 1}[m["yrel"].lower()]
    else:
        year = published.year - (month > published.month)
        rel = (m["rel"] or "").lower()
        if rel in {"last", "past", "previous"} and month == published.month:
            year = published.year - 1
        elif rel in {"next", "coming"} or (frame.future and rel not in {"last", "past", "this"}):
            year = published.year + (month < published.month) if month != published.month else published.year
        elif rel == "this":
            year = published.year
    return date(year, month, 1), _last_day(year, month), "month", "absolute" if m["y"] else "calendar"


_LONG_MONTHS = {name for name in _MONTHS if len(name) > 3 and name != "sept"} | {"may"}


def _weekday_on(word: str, frame: _Frame, rel: str = "") -> Optional[date]:
    published = frame.published
    if published is None:
        return None
    number = _WEEKDAYS.index(word.lower())
    back = (published.weekday() - number) % 7
    if rel in {"next", "coming", "this coming", "the following", "following"} or (not rel and frame.future):
        return published + timedelta(days=(7 - back) if back or rel else 0)
    if rel in {"last", "previous", "the previous"} and back <= 2:
        # Nobody calls yesterday "last Thursday": it is last week's.
        back += 7
    return published - timedelta(days=back)


def _weekday(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    published, rel = frame.published, re.sub(r"\s+", " ", (m["rel"] or "").lower())
    words = m.group().lower()
    if published is not None and words.endswith(("last week", "next week", "this week")):
        week = {"last": -7, "next": 7, "this": 0}[words.split()[-2]]
        monday = published - timedelta(days=published.weekday()) + timedelta(days=week)
        return _single(monday + timedelta(days=_WEEKDAYS.index(m["wd"].lower())), "deictic")
    return _single(_weekday_on(m["wd"], frame, "" if rel == "this" else rel))


def _weekdays(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    last = _weekday_on(m["wd2"], frame)
    if last is None:
        return None
    back = (_WEEKDAYS.index(m["wd2"].lower()) - _WEEKDAYS.index(m["wd1"].lower())) % 7
    return (last - timedelta(days=back or 7), last, "day", "calendar")


def _relative(days: int) -> _Resolver:
    def resolve(_: re.Match[str], frame: _Frame) -> Optional[Interval]:
        if frame.published is None:
            return None
        return _single(frame.published + timedelta(days=days), "deictic")

    return resolve


def _night(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    published = frame.published
    if published is None:
        return None
    yesterday = published - timedelta(days=1)
    if m.group().lower().startswith("last"):
        return _single(yesterday, "deictic")
    return yesterday, published, "day", "deictic"


def _amount(words: str) -> int:
    words = re.sub(r"^a\s+|\s+of$", "", words.lower()) if len(words) > 2 else words.lower()
    return int(words) if words.isdigit() else _SMALL.get(words, 1)


def _shift(day: date, number: int, unit: str) -> Interval:
    """A day moved by so many units; months and years keep their own precision."""
    if unit == "day":
        moved = day + timedelta(days=number)
        return moved, moved, "day", "deictic"
    if unit == "week":
        moved = day + timedelta(weeks=number)
        return moved, moved, "week", "deictic"
    if unit == "month":
        index = day.year * 12 + day.month - 1 + number
        return date(index // 12, index % 12 + 1, 1), _last_day(index // 12, index % 12 + 1), "month", "deictic"
    years = number * {"decade": 10, "century": 100}.get(unit, 1)
    return date(day.year + years, 1, 1), date(day.year + years, 12, 31), "year", "deictic"


def _ago(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    direction = m["dir"].lower()
    base = frame.published if direction == "ago" else (frame.anchor or frame.published)
    if base is None or (m["n"].lower() in {"several", "few", "a few"}):
        return None
    sign = 1 if direction.startswith(("later", "after")) else -1
    if sign > 0 and frame.anchor is None:
        return None
    try:
        start, end, precision, _ = _shift(base, sign * _amount(m["n"]), m["unit"].lower())
    except ValueError:
        return None
    return start, end, precision, "deictic" if direction == "ago" else "anchored"


_NEAR = 200
"""Characters after "two days after" in which the day it counts from may be told."""
_CAME = re.compile(
    r"\b(?:came|comes|coming|is|was|were|been|happened|occurred|took\s+place|follows|followed)\s+(?:just\s+|only\s+|barely\s+)?$",
    re.IGNORECASE,
)


def _told_day(text: str, published: Optional[date], *, last: bool = False) -> Optional[date]:
    days = [item.start for item in read_dates(text, published) if item.precision == "day" and not item.open]
    return (days[-1] if last else days[0]) if days else None


def _after(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    """What is told as so many days after or before something else.

    "Two days after the 8 May vote" counts from the vote. "Sunday's blast came two days after an attack" dates the
    attack instead, so that its words are the last one alone, which stands with the attack.
    """
    if m["n"].lower() in {"several", "few", "a few"}:
        return None
    direction, unit, number = m["dir"].lower(), m["unit"].lower(), _amount(m["n"])
    sign = -1 if direction.startswith(("before", "prior")) else 1
    base, kind = _told_day(frame.after[:_NEAR], frame.published), "anchored"
    if base is None and (direction == "since" or _CAME.search(frame.before)):
        told = None if direction == "since" else _told_day(frame.before[-_NEAR:], frame.published, last=True)
        base, sign, kind = told or frame.anchor or frame.published, -sign, "reversed"
    base = base or frame.anchor
    if base is None:
        return None
    start, end, precision, _ = _shift(base, sign * number, unit)
    return start, end, precision, kind


_HAPPENED = re.compile(r"\b(?:have|has|had|was|were|died|\w{3,}ed|n[o']t|no|never|fell|saw|shot)\b", re.IGNORECASE)


def _within(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    """What fills the last so many days: "in four days" counts both ends. "For months" and deadlines are no dates."""
    lead, number, unit = m["lead"].lower(), _amount(m["n"]), m["unit"].lower()
    if frame.published is None:
        return None
    if not m["ref"] and (
        lead not in {"in", "over", "during"}
        or unit not in {"day", "hour"}
        or m["n"].lower() in {"a", "an", "several", "few", "a few"}
        or frame.future
        or not _HAPPENED.search(frame.before)
        or re.search(r"\btime\s*$", frame.before)
    ):
        return None
    last = frame.published if m["ref"] else _told_day(frame.after[:_NEAR], frame.published) or frame.published
    if unit == "hour":
        return last - timedelta(days=max(1, -(-number // 24))), last, "day", "deictic"
    if unit in {"day", "week"}:
        return last - timedelta(days=number * {"day": 1, "week": 7}[unit] - 1), last, "day", "deictic"
    start, _, precision, _ = _shift(last, -number, unit)
    return start, last, precision, "deictic"


def _adjacent(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    direction = (m["dir"] or m["dir2"]).lower()
    if frame.anchor is None:
        if frame.published is None or direction not in {"previous", "before", "preceding"}:
            return None
        return _single(frame.published - timedelta(days=1), "anchored")
    step = {"previous": -1, "before": -1, "preceding": -1, "same": 0}.get(direction, 1)
    return _single(frame.anchor + timedelta(days=step), "anchored")


def _unit(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    published = frame.published
    if published is None:
        return None
    rel, unit = re.sub(r"^the\s+", "", m["rel"].lower()), m["unit"].lower()
    step = {"last": -1, "past": -1, "previous": -1, "this": 0}.get(rel, 1)
    if unit == "day":
        return None
    if unit in _SEASONS:
        return _season_of(unit, published.year + min(step, 0) if step else published.year, published)
    monday = published - timedelta(days=published.weekday())
    if unit == "weekend":
        saturday = monday + timedelta(days=5)
        saturday -= timedelta(days=7 if step < 0 or saturday > published else 0)
        saturday += timedelta(days=7 if step > 0 else 0)
        return saturday, saturday + timedelta(days=1), "day", "deictic"
    if unit == "week":
        first = monday + timedelta(days=7 * step)
        if step == 0:
            later = (m["part"] or "").lower() == "later"
            return (
                (published + timedelta(days=1), monday + timedelta(days=6), "day", "deictic")
                if later
                else (first, published, "day", "deictic")
            )
        return first, first + timedelta(days=6), "day", "deictic"
    if unit == "month":
        start, end, precision, kind = _shift(published, step, "month")
        return start, end, precision, kind
    return _shift(published, step * (10 if unit == "decade" else 1), "year")


def _season_of(name: str, year: int, published: Optional[date]) -> Interval:
    first, last = _SEASONS[name]
    start = date(year, first, 1)
    if published is not None and start > published:
        year -= 1
        start = date(year, first, 1)
    return start, _last_day(year + (last < first), last), "month", "calendar"


def _season(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    if m["y"]:
        return _season_of(m["season"].lower(), int(m["y"]), None)
    if frame.published is None:
        return None
    return _season_of(m["season2"].lower(), frame.published.year, frame.published)


def _years(m: re.Match[str], _: _Frame) -> Optional[Interval]:
    first, last = int(m["y1"] or m["y2"]), int(m["y"] or m["y3"])
    return (date(first, 1, 1), date(last, 12, 31), "year", "absolute") if first <= last else None


def _year(m: re.Match[str], frame: _Frame) -> Optional[Interval]:
    """A bare year needs a word before it that makes it one, and lies not far ahead."""
    year = int(m["y"])
    if not m["part"] and not _YEAR_WORD.search(frame.before):
        return None
    if frame.published is not None and year > frame.published.year + 30:
        return None
    return date(year, 1, 1), date(year, 12, 31), "year", "absolute"


def _then(_: re.Match[str], frame: _Frame) -> Optional[Interval]:
    return None if frame.anchor is None else (frame.anchor, None, "day", "anchored")


_RESOLVERS: dict[str, _Resolver] = {
    "iso": _iso,
    "numeric": _numeric,
    "day_range": _days,
    "range_day": _days,
    "span_dm": _long_days,
    "span_md": _long_days,
    "dmy": _full,
    "mdy": _full,
    "month_span": _month_span,
    "month": _month_alone,
    "weekday_span": _weekdays,
    "weekday_pair": _weekdays,
    "weekday": _weekday,
    "night": _night,
    "today": _relative(0),
    "tomorrow": _relative(1),
    "before_yesterday": _relative(-2),
    "yesterday": _relative(-1),
    "ago": _ago,
    "after": _after,
    "within": _within,
    "adjacent_day": _adjacent,
    "rel_unit": _unit,
    "season": _season,
    "year_span": _years,
    "year": _year,
    "that_time": _then,
}


# "KABUL, Afghanistan (Jan. 25, 2013)", "BAGHDAD, Jan. 5 (Reuters) -", "May 12: Operations in Helmand".
_DATELINE = re.compile(
    r"\b[A-Z][A-Z.'’ -]{2,40}(?:,\s+[A-Z][\w.]+(?:\s[A-Z]\w+)?)?\s*\((?P<bracketed>[^()\n]{4,30})\)"
    rf"|\b[A-Z][A-Z.'’ -]{{2,40}}(?:,\s+[A-Z]\w+)?,\s+(?P<plain>(?i:{_MON})\s+\d{{1,2}}|\d{{1,2}}\s+(?i:{_MON}))(?=,?\s*(?:\(|[-–—]))"
    rf"|^\s*(?P<heading>(?i:{_MON})\s+\d{{1,2}}):",
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
