"""From the words of a time to its days, form by form."""

import re
from datetime import date, timedelta
from typing import Optional

from .date_frame import Frame, Interval, Resolver
from .date_patterns import MONTHS, NTH, SEASONS, SMALL, WEEKDAYS

_YEAR_WORD = re.compile(
    r"(?:(?:\b(?:in|since|during|by|until|till|before|after|from|of|early|late|mid|throughout|through|around|between|and|year|to|for)|the)[\s-]+|[(,]\s*|^)$",
    re.IGNORECASE,
)


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _daynum(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _make(year: int, month: int, day: int) -> Optional[date]:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def _nearest_year(month: int, day: int, frame: Frame) -> Optional[int]:
    """The year of a date without one: of the last such day by publication, or the next if the words look ahead."""
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
    is_near = (this - published).days <= AHEAD and not frame.past
    return published.year if frame.future or is_near else published.year - 1


AHEAD = 60
"""Days ahead in which a date without a year is the coming one, unless what is told of it is past."""


def _single(day: Optional[date], kind: str = "calendar") -> Optional[Interval]:
    return None if day is None else (day, day, "day", kind)


def _between(first: Optional[date], last: Optional[date], kind: str) -> Optional[Interval]:
    return None if first is None or last is None or last < first else (first, last, "day", kind)


def _iso(m: re.Match[str], _: Frame) -> Optional[Interval]:
    return _single(_make(int(m["y"]), int(m["m"]), int(m["d"])), "absolute")


def _numeric(m: re.Match[str], _: Frame) -> Optional[Interval]:
    return _single(_make(int(m["y"]), int(m["m"]), int(m["d"])), "absolute")


def _full(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    month, day = _month(m["mon"]), _daynum(m["d"])
    year = int(m["y"]) if m["y"] else _nearest_year(month, day, frame)
    return None if year is None else _single(_make(year, month, day), "absolute" if m["y"] else "calendar")


def _days(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    month, first, last = _month(m["mon"]), _daynum(m["d1"]), _daynum(m["d2"])
    year = int(m["y"]) if m["y"] else _nearest_year(month, first, frame)
    if year is None:
        return None
    return _between(_make(year, month, first), _make(year, month, last), "absolute" if m["y"] else "calendar")


def _long_days(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    month1, month2 = _month(m["mon1"]), _month(m["mon2"])
    day1, day2 = _daynum(m["d1"]), _daynum(m["d2"])
    year2 = int(m["y"]) if m["y"] else _nearest_year(month2, day2, frame)
    if year2 is None:
        return None
    year1 = int(m["y1"]) if m["y1"] else year2 - (month1 > month2)
    return _between(_make(year1, month1, day1), _make(year2, month2, day2), "absolute" if m["y"] else "calendar")


def _month_span(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    month1, month2 = _month(m["mon1"]), _month(m["mon2"])
    year2 = int(m["y"]) if m["y"] else _nearest_year(month2, 1, frame)
    if year2 is None:
        return None
    year1 = int(m["y1"]) if m["y1"] else year2 - (month1 > month2)
    return (date(year1, month1, 1), _last_day(year2, month2), "month", "absolute" if m["y"] else "calendar")


def _month_alone(m: re.Match[str], frame: Frame) -> Optional[Interval]:
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
        elif not rel and 0 < month - published.month <= MONTHS_AHEAD and (frame.owns or not frame.past):
            year = published.year  # "November's summit", told in September
    return date(year, month, 1), _last_day(year, month), "month", "absolute" if m["y"] else "calendar"


MONTHS_AHEAD = 3
_LONG_MONTHS = {name for name in MONTHS if len(name) > 3 and name != "sept"} | {"may"}


def _weekday_on(word: str, frame: Frame, rel: str = "") -> Optional[date]:
    published = frame.published
    if published is None:
        return None
    number = WEEKDAYS.index(word.lower())
    back = (published.weekday() - number) % 7
    if rel in {"next", "coming", "this coming", "the following", "following"} or (not rel and frame.future):
        return published + timedelta(days=(7 - back) if back or rel else 0)
    if rel in {"last", "previous", "the previous"} and back <= 2:
        # Nobody calls yesterday "last Thursday": it is last week's.
        back += 7
    return published - timedelta(days=back)


def _weekday(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    published, rel = frame.published, re.sub(r"\s+", " ", (m["rel"] or "").lower())
    words = m.group().lower()
    if published is not None and words.endswith(("last week", "next week", "this week")):
        week = {"last": -7, "next": 7, "this": 0}[words.split()[-2]]
        monday = published - timedelta(days=published.weekday()) + timedelta(days=week)
        return _single(monday + timedelta(days=WEEKDAYS.index(m["wd"].lower())), "deictic")
    return _single(_weekday_on(m["wd"], frame, "" if rel == "this" else rel))


def _weekdays(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    last = _weekday_on(m["wd2"], frame)
    if last is None:
        return None
    back = (WEEKDAYS.index(m["wd2"].lower()) - WEEKDAYS.index(m["wd1"].lower())) % 7
    return (last - timedelta(days=back or 7), last, "day", "calendar")


def _relative(days: int) -> Resolver:
    def resolve(_: re.Match[str], frame: Frame) -> Optional[Interval]:
        if frame.published is None:
            return None
        return _single(frame.published + timedelta(days=days), "deictic")

    return resolve


def _night(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    published = frame.published
    if published is None:
        return None
    yesterday = published - timedelta(days=1)
    if m.group().lower().startswith("last"):
        return _single(yesterday, "deictic")
    return yesterday, published, "day", "deictic"


def _amount(words: str) -> int:
    words = re.sub(r"^a\s+|\s+of$", "", words.lower()) if len(words) > 2 else words.lower()
    return int(words) if words.isdigit() else SMALL.get(words, 1)


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


def _ago(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    direction = m["dir"].lower()
    told = None if direction == "ago" else frame.day_told()
    base = told or frame.published
    if base is None or (m["n"].lower() in {"several", "few", "a few"}):
        return None
    sign = 1 if direction.startswith(("later", "after")) else -1
    if sign > 0 and told is None:
        return None
    try:
        start, end, precision, _ = _shift(base, sign * _amount(m["n"]), m["unit"].lower())
    except ValueError:
        return None
    return start, end, precision, "deictic" if direction == "ago" else "anchored"


_CAME = re.compile(
    r"\b(?:came|comes|coming|is|was|were|been|happened|occurred|took\s+place|follows|followed)\s+(?:just\s+|only\s+|barely\s+)?$",
    re.IGNORECASE,
)


def _after(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    """What is told as so many days after or before something else.

    "Two days after the 8 May vote" counts from the vote. "Sunday's blast came two days after an attack" dates the
    attack instead, so that its words are the last one alone, which stands with the attack.
    """
    if m["n"].lower() in {"several", "few", "a few"}:
        return None
    direction, unit, number = m["dir"].lower(), m["unit"].lower(), _amount(m["n"])
    sign = -1 if direction.startswith(("before", "prior")) else 1
    base, kind = frame.day_after(), "anchored"
    before = None if direction == "since" else frame.day_before()
    if base is None and (direction == "since" or before or _CAME.search(frame.before)):
        told = None if direction == "since" else before or frame.anchor
        base, sign, kind = told or frame.published, -sign, "reversed"
    base = base or frame.anchor
    if base is None:
        return None
    start, end, precision, _ = _shift(base, sign * number, unit)
    return start, end, precision, kind


_HAPPENED = re.compile(r"\b(?:have|has|had|was|were|died|\w{3,}ed|n[o']t|no|never|fell|saw|shot)\b", re.IGNORECASE)


def _within(m: re.Match[str], frame: Frame) -> Optional[Interval]:
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
    last = frame.published if m["ref"] else frame.day_after() or frame.published
    if unit == "hour":
        return last - timedelta(days=max(1, -(-number // 24))), last, "day", "deictic"
    if unit in {"day", "week"}:
        return last - timedelta(days=number * {"day": 1, "week": 7}[unit] - 1), last, "day", "deictic"
    start, _, precision, _ = _shift(last, -number, unit)
    return start, last, precision, "deictic"


def _hours(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    """Hours from another act: the same day. "On Friday, hours after a bomb went off" dates the bomb too."""
    if m["dir"].lower() not in {"after", "before"}:
        return _single(frame.day_told())
    before = frame.day_before()
    return _single(before or frame.day_after(), "reversed" if before else "calendar")


def _adjacent(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    direction = (m["dir"] or m["dir2"] or m["dir3"]).lower()
    told = frame.day_told()
    if told is None:
        if frame.published is None or direction not in {"previous", "before", "preceding"}:
            return None
        return _single(frame.published - timedelta(days=1), "anchored")
    step = {"previous": -1, "before": -1, "preceding": -1, "same": 0, "that": 0}.get(direction, 1)
    return _single(told + timedelta(days=step), "anchored")


def _unit(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    published = frame.published
    if published is None:
        return None
    rel, unit = re.sub(r"^the\s+", "", m["rel"].lower()), m["unit"].lower()
    step = {"last": -1, "past": -1, "previous": -1, "this": 0}.get(rel, 1)
    if unit == "day":
        return None
    if unit in SEASONS:
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


def _weekend(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    """The last weekend begun by publication, or the coming one where the words look ahead."""
    published = frame.published
    if published is None:
        return None
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    if frame.future and saturday + timedelta(days=1) < published:
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1), "day", "deictic"


def _season_of(name: str, year: int, published: Optional[date]) -> Interval:
    first, last = SEASONS[name]
    start = date(year, first, 1)
    if published is not None and start > published:
        year -= 1
        start = date(year, first, 1)
    return start, _last_day(year + (last < first), last), "month", "calendar"


def _season(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    if m["y"]:
        return _season_of(m["season"].lower(), int(m["y"]), None)
    if frame.published is None:
        return None
    return _season_of(m["season2"].lower(), frame.published.year, frame.published)


def _years(m: re.Match[str], _: Frame) -> Optional[Interval]:
    first, last = int(m["y1"] or m["y2"]), int(m["y"] or m["y3"])
    return (date(first, 1, 1), date(last, 12, 31), "year", "absolute") if first <= last else None


def _year(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    """A bare year needs a word before it that makes it one, and lies not far ahead."""
    year = int(m["y"])
    if not m["part"] and not _YEAR_WORD.search(frame.before):
        return None
    if frame.published is not None and year > frame.published.year + 30:
        return None
    return date(year, 1, 1), date(year, 12, 31), "year", "absolute"


def _nth_day(m: re.Match[str], frame: Frame) -> Optional[Interval]:
    """What goes on for so many days by publication, both ends counted; a day told beside it is the act's own."""
    if frame.published is None or frame.day_before() or frame.day_after():
        return None
    word = m["nth"].lower()
    number = NTH.get(word) or _daynum(word)
    return (frame.published - timedelta(days=number - 1), frame.published, "day", "deictic") if number else None


def _then(_: re.Match[str], frame: Frame) -> Optional[Interval]:
    return None if frame.anchor is None else (frame.anchor, None, "day", "anchored")


RESOLVERS: dict[str, Resolver] = {
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
    "hours": _hours,
    "adjacent_day": _adjacent,
    "rel_unit": _unit,
    "weekend": _weekend,
    "season": _season,
    "year_span": _years,
    "year": _year,
    "nth_day": _nth_day,
    "that_time": _then,
}
