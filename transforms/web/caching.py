"""What an answer's headers ask of the next poll."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

DAY = timedelta(hours=24)
"""However long a publisher asks us to stay away, a day is the most that we do: servers say absurd things."""

LONGEST_VALIDATOR = 1024


def header_date(text: str) -> datetime | None:
    """Return an HTTP date in UTC; None where it is none."""
    try:
        found = parsedate_to_datetime(text[:100])
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long Retry-After asks us to wait, between nothing and a day; None where it says nothing sensible.

    >>> retry_after({"retry-after": "120"}, datetime(2026, 1, 1, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,20}", text):
        return min(timedelta(seconds=min(int(text), 10**6)), DAY)
    when = header_date(text) if text else None
    if when is None:
        return None
    return min(max(when - (header_date(headers.get("date", "")) or now), timedelta(0)), DAY)


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return how long an answer stays fresh by Cache-Control or Expires, between nothing and a day (RFC 9111, 4.2)."""
    control = headers.get("cache-control", "").lower()
    if re.search(r"\bno-(?:cache|store)\b", control):
        return timedelta(0)
    if found := re.search(r"(?:^|[\s,;])max-age\s*=\s*\"?(\d{1,20})", control):
        age = headers.get("age", "").strip()
        seconds = min(int(found[1]), 10**6) - (min(int(age), 10**6) if re.fullmatch(r"\d{1,20}", age) else 0)
        return min(max(timedelta(seconds=seconds), timedelta(0)), DAY)
    expires = header_date(headers.get("expires", ""))
    if expires is None:
        return timedelta(0)
    return min(max(expires - (header_date(headers.get("date", "")) or now), timedelta(0)), DAY)


def validator(headers: Mapping[str, str], name: str) -> str | None:
    """Return a validator to be sent back byte for byte; None where it is absent, absurd, or could break a header."""
    value = headers.get(name)
    if not value or len(value) > LONGEST_VALIDATOR or not value.isprintable():
        return None
    return value
