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


def reported_at(mention: Mention, article: Article | None) -> datetime.datetime | None:
    """Return when the report was published; where nobody vouches for the date given, the text's own date wins."""
    published = article.published if article and article.published else mention.published
    if article is None or article.date_source not in STATED:
        return published
    stated = stated_day(article.text)
    if stated is None or (published and abs((published.date() - stated).days) <= 1):
        return published
    return datetime.datetime.combine(stated, datetime.time(), datetime.UTC)


def happened(mention: Mention, reported: datetime.datetime | None) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day the act can have, by the precision of its date; None where unknown.

    Where the report's date was corrected, days counted from the wrong one move along, weekday kept.
    """
    if mention.event_date is None:
        return None
    start = mention.event_date
    end = mention.event_date_end or _last_day(start, mention.date_precision)
    if reported is None or mention.published is None or mention.date_precision != "day":
        return start, max(start, end)
    shift = (reported.date() - mention.published.date()).days
    if abs(shift) > 1 and 0 <= (mention.published.date() - start).days <= 7:
        moved = reported.date() - datetime.timedelta((reported.date() - start).days % 7)
        return moved, moved + (max(start, end) - start)
    return start, max(start, end)


def _last_day(start: datetime.date, precision: str | None) -> datetime.date:
    if precision == "week":
        return start + datetime.timedelta(6)
    if precision == "month":
        return (start.replace(day=1) + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)
    if precision == "year":
        return start.replace(month=12, day=31)
    return start
