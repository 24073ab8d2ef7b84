"""How a feed is doing, in a word and a sentence."""

from datetime import datetime, timedelta
from typing import NamedTuple

from ...schemas.rows import FeedState

QUIET_AFTER = timedelta(days=7)
"""A feed that answers but brings nothing new for so long is worth a look: many were replaced by another."""

STALE_AFTER = timedelta(days=3)
FAILING_AT = 3


class Health(NamedTuple):
    """A feed's condition: ok, new, quiet, failing, overdue or muted; and what that means here."""

    word: str
    sentence: str


def health(feed: FeedState, now: datetime) -> Health:
    """Return how a feed is doing.

    muted: not asked any more. new: never asked. failing: the last polls brought no feed. overdue: nobody asks it.
    quiet: it answers, but brings nothing new. ok: none of these.
    """
    if feed.muted_at is not None:
        return Health("muted", f"gone for good since {feed.muted_at:%Y-%m-%d}: {feed.last_error or 'muted'}")
    if feed.last_polled_at is None:
        return Health("new", "not asked yet")
    if feed.failures >= FAILING_AT:
        since = f"since {feed.last_success_at:%Y-%m-%d}" if feed.last_success_at else "ever since it was added"
        return Health("failing", f"no feed {since}: {feed.last_error}")
    newest = feed.last_new_item_at or feed.first_seen_at or now
    word, sentence = "ok", f"its last poll failed: {feed.last_error}" if feed.last_error else ""
    if now - feed.last_polled_at > STALE_AFTER:
        word, sentence = "overdue", f"not asked since {feed.last_polled_at:%Y-%m-%d}"
    elif now - newest > QUIET_AFTER:
        word, sentence = "quiet", f"answers, but has brought nothing new since {newest:%Y-%m-%d}"
    return Health(word, sentence)
