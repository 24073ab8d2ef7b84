"""Plain text, dates and links out of what feeds hold in their fields."""

import calendar
import html
import math
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ..article.characters import clean_line

TAG = re.compile(r"<(?:[a-zA-Z/!?][^<>]{0,2000})>")
REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
LONGEST_TITLE = 1000
LONGEST_FIELD = 2048


def plain(markup: str | None, longest: int = LONGEST_TITLE) -> str:
    """Return the text of a title or name: without tags, references resolved, on one line.

    >>> plain("Rebels &amp;amp; <b>troops</b> clash, 3 < 4")
    'Rebels & troops clash, 3 < 4'
    """
    text = (markup or "")[: longest * 20]
    for _ in range(2):  # many feeds escape twice
        text = TAG.sub(" " if len(text) > LONGEST_TITLE * 5 else "", text)
        if REFERENCE.search(text) is None:
            break
        text = html.unescape(text)
    return clean_line(text)[:longest]


def short(value: object, longest: int = LONGEST_FIELD) -> str | None:
    """Return an id or URL as it is given, cut where it is absurd; None where there is none."""
    text = clean_line(str(value)) if value else ""
    return text[:longest] or None


def utc(parsed: time.struct_time | None) -> datetime | None:
    """Return feedparser's struct_time in UTC as a datetime; None where there is none or it is impossible."""
    if parsed is None:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=calendar.timegm(parsed))
    except (ValueError, OverflowError, TypeError):
        return None


def iso(text: object) -> datetime | None:
    """Return an ISO 8601 date or time as a datetime in UTC; None where it is none."""
    if not isinstance(text, str) or len(text) > 64:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def number(text: object) -> float | None:
    """Return a number that a feed gives as text; None where it is none."""
    try:
        found = float(str(text).strip()[:20])
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def hours(texts: Sequence[str]) -> tuple[int, ...]:
    """Return hours of the day, 24 being midnight."""
    found = {int(text) % 24 for text in texts if text.strip().isdigit() and int(text) <= 24}
    return tuple(sorted(found))
