"""When a report was published, by its own words, and which day its event happened."""

import datetime
import re
from collections.abc import Iterator

from ...schemas.rows import Article, Mention

HEAD = 250
"""Characters at the head of a text in which publishers write the date."""
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = rf"({'|'.join(MONTHS)})[a-z]*\.?"
YEAR = r"((?:19|20)\d\d)(?!\d)"
DAY_FIRST = re.compile(rf"(?i)(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+{YEAR}")
MONTH_FIRST = re.compile(rf"(?i)\b{MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s*{YEAR}")
NUMBERS = re.compile(rf"(?<!\d)(\d{{1,2}})([-./])(\d{{1,2}})\2{YEAR}")
ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d{2})-(\d{2})(?!\d)")
DATED = re.compile(r"^.{0,120}?(?:19|20)\d\d\b(?:\s*(?:at)?\s*\d{3,4}\b)*", re.DOTALL)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY = re.compile(rf"(?i)\b({'|'.join(WEEKDAYS)})\b")
DONE = ("occurred", "ongoing", "denied", "disputed")
STATED = ("given", "seen")
"""Sources of a publication date that the text's own date overrides: nobody checked them."""


def stated_day(text: str) -> datetime.date | None:
    """Return the first full date at the head of a text.

    Day and month in numbers are read as day first, as the world outside the United States writes them, unless only
    the other way makes a date.

    >>> stated_day("Published October 4 2014 At least 35 militants were killed")
    datetime.date(2014, 10, 4)
    """
    found = sorted(_dates(text[:HEAD]), key=lambda pair: pair[0])
    return found[0][1] if found else None


def body(text: str) -> str:
    """Return a text without the date its publisher wrote before it.

    >>> body("Published October 4 2014 At least 35 were killed")
    ' At least 35 were killed'
    """
    return DATED.sub("", text, count=1) if stated_day(text[:140]) else text


def _dates(head: str) -> Iterator[tuple[int, datetime.date]]:
    spelled = [
        (match.start(), int(match[3]), MONTHS.index(match[2].lower()[:3]) + 1, int(match[1]))
        for match in DAY_FIRST.finditer(head)
    ]
    spelled += [
        (match.start(), int(match[3]), MONTHS.index(match[1].lower()[:3]) + 1, int(match[2]))
        for match in MONTH_FIRST.finditer(head)
    ]
    spelled += [(m.start(), int(m[1]), int(m[2]), int(m[3])) for m in ISO.finditer(head)]
    for match in NUMBERS.finditer(head):
        day, month = int(match[1]), int(match[3])
        spelled.append((match.start(), int(match[4]), *((month, day) if month <= 12 else (day, month))))
    for start, year, month, day in spelled:
        if 1 <= month <= 12 and 1 <= day <= 31:
            try:
                yield start, datetime.date(year, month, day)
            except ValueError:
                continue


def published_at(article: Article) -> datetime.datetime | None:
    """Return when an article was published; where nobody vouches for the date given, the text's own date wins."""
    if article.date_source not in STATED:
        return article.published
    stated = stated_day(article.text)
    if stated is None or (article.published and abs((article.published.date() - stated).days) <= 1):
        return article.published
    return datetime.datetime.combine(stated, datetime.time(), datetime.UTC)


def reported_at(mention: Mention, article: Article | None) -> datetime.datetime | None:
    """Return when a report was published."""
    return (published_at(article) if article else None) or mention.published


def happened(
    mention: Mention, reported: datetime.datetime | None, head: str = ""
) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day the act can have, by the precision of its date; None where unknown.

    A date that only stands at the head of the text is the publisher's, not the act's: then the weekday that the
    sentences name counts. Where the report's date was corrected, days counted from the wrong one move along, and what
    is said to have happened did not do so after it was reported: the weekday stays, the week changes.
    """
    start = mention.event_date
    if start is None or reported is None or mention.date_precision != "day":
        return (start, _last_day(start, mention.event_date_end, mention.date_precision)) if start else None
    day = reported.date()
    if mention.date_text and mention.date_text in head and stated_day(mention.date_text) == stated_day(head):
        named = _weekday(mention, day)
        return (named, named) if named else None
    last = _last_day(start, mention.event_date_end, "day")
    shift = (day - (mention.published or reported).date()).days
    counted = abs(shift) > 1 and mention.published and 0 <= (mention.published.date() - start).days <= 7
    if counted or (mention.status in DONE and (start - day).days > 1):
        moved = day - datetime.timedelta((day - start).days % 7)
        return moved, moved + (last - start)
    return start, last


def _weekday(mention: Mention, reported: datetime.date) -> datetime.date | None:
    """Return the last day on or before the report that the first weekday named in the evidence can mean."""
    for evidence in mention.evidence:
        found = WEEKDAY.search(body(evidence.text) if evidence.start == 0 else evidence.text)
        if found:
            return reported - datetime.timedelta((reported.weekday() - WEEKDAYS.index(found[1].lower())) % 7)
    return None


def _last_day(start: datetime.date, end: datetime.date | None, precision: str | None) -> datetime.date:
    if end is not None:
        return max(start, end)
    if precision == "week":
        return start + datetime.timedelta(6)
    if precision == "month":
        return (start.replace(day=1) + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)
    if precision == "year":
        return start.replace(month=12, day=31)
    return start
