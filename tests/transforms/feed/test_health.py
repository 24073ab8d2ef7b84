"""How a feed is doing."""

from datetime import UTC, datetime, timedelta

import pytest

from dateline.transforms.feed.health import health
from dateline.transforms.feed.polling import new_feed

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POLLED = {"last_polled_at": NOW - HOUR, "last_success_at": NOW - HOUR, "last_new_item_at": NOW - HOUR}


@pytest.mark.parametrize(
    ("known", "word"),
    [
        ({}, "new"),
        (POLLED, "ok"),
        (POLLED | {"failures": 1.0, "last_error": "timeout"}, "ok"),
        (POLLED | {"failures": 3.0, "last_error": "http_500"}, "failing"),
        (POLLED | {"last_new_item_at": NOW - 8 * DAY}, "quiet"),
        (POLLED | {"last_new_item_at": None, "first_seen_at": NOW - 8 * DAY}, "quiet"),
        (POLLED | {"last_new_item_at": None, "first_seen_at": NOW - DAY}, "ok"),
        (POLLED | {"last_polled_at": NOW - 4 * DAY}, "overdue"),
        (POLLED | {"muted_at": NOW, "last_error": "http_410"}, "muted"),
    ],
)
def test_health(known, word):
    found = health(new_feed("http://example.org/feed")._replace(**known), NOW)
    assert found.word == word
    assert (found.sentence == "") == (known == POLLED or (word == "ok" and "last_error" not in known))
