"""What headers ask of the next poll."""

from datetime import UTC, datetime, timedelta

import pytest

from dateline.transforms.web.caching import fresh_for, retry_after, validator

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
S = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120", 120 * S),
        ("0", 0 * S),
        (" 60 ", 60 * S),
        ("1000000000000", DAY),
        ("Mon, 23 Nov 2026 13:00:00 GMT", 3600 * S),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0 * S),
        ("Wed, 23 Nov 2044 13:00:00 GMT", DAY),
        ("Monday, 23-Nov-26 13:00:00 GMT", 3600 * S),
        ("-1", None),
        ("soon", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_retry_after(text, expected):
    assert retry_after({"retry-after": text}, NOW) == expected


def test_retry_after_is_measured_by_the_servers_own_clock():
    headers = {"retry-after": "Mon, 23 Nov 2026 15:30:00 GMT", "date": "Mon, 23 Nov 2026 15:00:00 GMT"}
    assert retry_after(headers, NOW) == 1800 * S


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 0 * S),
        ({"cache-control": "max-age=600"}, 600 * S),
        ({"cache-control": 'public, Max-Age="600"'}, 600 * S),
        ({"cache-control": "s-maxage=600"}, 0 * S),
        ({"cache-control": "no-cache, max-age=600"}, 0 * S),
        ({"cache-control": "no-store"}, 0 * S),
        ({"cache-control": "max-age=99999999999999999999"}, DAY),
        ({"cache-control": "max-age=-1"}, 0 * S),
        ({"cache-control": "max-age=600", "age": "100"}, 500 * S),
        ({"cache-control": "max-age=600", "age": "900"}, 0 * S),
        ({"cache-control": "max-age=600", "expires": "Mon, 23 Nov 2026 13:00:00 GMT"}, 600 * S),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT"}, 3600 * S),
        ({"expires": "Mon, 23 Nov 2026 13:00:00 GMT", "date": "Mon, 23 Nov 2026 12:30:00 GMT"}, 1800 * S),
        ({"expires": "0"}, 0 * S),
        ({"expires": "Thu, 19 Nov 1981 08:52:00 GMT"}, 0 * S),
        ({"expires": "Fri, 23 Nov 2029 13:00:00 GMT"}, DAY),
    ],
)
def test_how_long_an_answer_is_fresh(headers, expected):
    assert fresh_for(headers, NOW) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"abc"', '"abc"'),
        ('W/"abc"', 'W/"abc"'),
        ("abc", "abc"),
        ('"ä"', '"ä"'),
        ("x" * 1025, None),
        ("a\r\nX-Evil: 1", None),
        ("a\0", None),
        ("\udce4", None),
        ("", None),
    ],
)
def test_validators_are_kept_byte_for_byte_or_not_at_all(value, expected):
    assert validator({"etag": value}, "etag") == expected
