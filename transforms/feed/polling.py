"""When a feed is asked, how, and what an answer changes. Pure: the time is handed in.

`docs/polite.md` says the same to publishers.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from ...schemas.ids import digest
from ...schemas.rows import FeedState
from ..article.urls import site
from ..failures import redact
from ..web.caching import DAY, fresh_for, retry_after, validator
from .parsed import DAYS, ParsedFeed

WEEK = timedelta(days=7)

WHOLE_EVERY = 7
"""After so many of the longest intervals between two polls a feed is asked without validators, which is once a week
where nothing else is set: some servers say 304 whatever has changed. One that was caught at it is asked so after one.
"""

CLOCK_SET = timedelta(minutes=1)
"""A feed that was polled so far in the future was polled before the clock was set back: its times mean nothing now."""

JITTER = 0.1
SOFT = 0.5
MANY_FAILURES = 30
"""A feed that failed so often is asked once a week; it is never given up, because feeds do come back."""

TOO_MANY = timedelta(hours=1)
"""The least pause after a 429 that names none; up to as much again is added, by feed."""

BLOCKED = timedelta(hours=24)
SOFT_REASONS = frozenset(
    {"http_404", "http_429", "http_503", "timeout", "dns", "connect", "reset", "truncated", "malformed", "held"}
)
PASSING = frozenset({"http_500", "http_502", "http_504"})
"""A server that stumbles is mostly up again at once: the wait grows half as fast."""


@dataclass(frozen=True)
class PollingSettings:
    """How often feeds are asked, in seconds.

    Attributes:
        min_interval: Never more often than this, but by hand.
        default_interval: Where nothing is known of the feed.
        max_interval: At least this often.
    """

    min_interval: int = 900
    default_interval: int = 3600
    max_interval: int = 86400


class Outcome(NamedTuple):
    """How a poll ended.

    Attributes:
        status: HTTP status; None where no answer came.
        headers: Of the answer, names in lower case.
        error: Reason of the failure; None for a feed or a 304.
        parsed: The feed; None where it was not parsed.
        body_digest: SHA-256 of the body; None where there was none.
        permanent_url: Where only permanent redirects led.
        new: Entries not seen before, or changed.
        total: Entries of the feed.
        was_conditional: Whether validators were sent.
        is_whole: Whether all of the body came.
    """

    status: int | None
    headers: Mapping[str, str]
    error: str | None = None
    parsed: ParsedFeed | None = None
    body_digest: str | None = None
    permanent_url: str | None = None
    new: int = 0
    total: int = 0
    was_conditional: bool = False
    is_whole: bool = True


class Waiting(NamedTuple):
    """A feed that is not asked now: muted, held (its domain said 429), asked_to_wait (by the publisher) or not_due."""

    feed: FeedState
    reason: str
    until: datetime | None


def feed_id(url: str) -> str:
    """Return the id of the feed at a URL, as it was given."""
    return digest("feed", url.strip())


def new_feed(url: str) -> FeedState:
    """Return the state of a feed that was never asked."""
    return FeedState(feed_id=feed_id(url), url=redact(url.strip()), current_url=url.strip())


def with_state(urls: Iterable[str], known: Iterable[FeedState]) -> list[FeedState]:
    """Return the states of the feeds at these URLs, each once, in order; new ones for those not known.

    What is stored of a URL has no credentials; they are put in again from the URL given.
    """
    states = {state.feed_id: state for state in known}
    found: dict[str, FeedState] = {}
    for url in urls:
        fresh = new_feed(url)
        state = states.get(fresh.feed_id, fresh)
        if state.current_url == redact(fresh.current_url):
            state = state._replace(current_url=fresh.current_url)
        found.setdefault(state.feed_id, state)
    return list(found.values())


def choose(
    states: Sequence[FeedState],
    now: datetime,
    *,
    by_hand: bool = False,
    holds: Mapping[str, datetime] | None = None,
) -> tuple[list[FeedState], list[Waiting]]:
    """Part feeds into those to ask now and those that wait, with why.

    Args:
        states: All feeds of the job, so that a domain that said 429 to one holds the others too.
        now: The time.
        by_hand: Whether a person started the run: then our own interval does not count, but what the publisher
            asked for does.
        holds: Other domains that asked not to be asked before a time, for example for a page.
    """
    holds = {domain: until for domain, until in (holds or {}).items() if until > now}
    for state in states:
        if state.domain_until is not None and state.domain_until > now:
            domain = site(state.current_url)
            holds[domain] = max(holds.get(domain, now), state.domain_until)
    due, waiting = [], []
    for state in states:
        reason, until = _why_not(state, now, holds.get(site(state.current_url)), by_hand=by_hand)
        if reason is None:
            due.append(state)
        else:
            waiting.append(Waiting(state, reason, until))
    return due, waiting


def is_due(state: FeedState, now: datetime, *, by_hand: bool = False) -> bool:
    """Tell whether a feed may be asked now, its domain's other feeds apart."""
    return _why_not(state, now, state.domain_until, by_hand=by_hand)[0] is None


def _why_not(
    state: FeedState, now: datetime, hold: datetime | None, *, by_hand: bool
) -> tuple[str | None, datetime | None]:
    if state.muted_at is not None:
        return "muted", None
    if state.last_polled_at is not None and state.last_polled_at > now + CLOCK_SET:
        return None, None
    if hold is not None and hold > now:
        return "held", hold
    if state.publisher_until is not None and _in_reach(state.publisher_until, now):
        return "asked_to_wait", state.publisher_until
    quiet = quiet_until(state, now)
    if quiet > now:
        return "asked_to_wait", quiet
    if not by_hand and state.next_due_at is not None and _in_reach(state.next_due_at, now):
        return "not_due", state.next_due_at
    return None, None


def _in_reach(until: datetime, now: datetime) -> bool:
    """Tell whether a time is ahead, and no further than a wait can be: a clock that jumped must not stop polling."""
    return now < until <= now + WEEK * 1.2


def quiet_until(state: FeedState, now: datetime) -> datetime:
    """Return when the feed's skipHours and skipDays let it be asked: now, or within a day of the last poll."""
    if state.last_polled_at is None or now - state.last_polled_at >= DAY:
        return now
    when = now
    for _ in range(24):
        if when.hour not in state.skip_hours and DAYS[when.weekday()] not in state.skip_days:
            return when
        when = when.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return when


def validators(state: FeedState, now: datetime, settings: PollingSettings | None = None) -> dict[str, str]:
    """Return the headers that make a poll conditional; none where it is time to ask for the whole feed."""
    longest = timedelta(seconds=(settings or PollingSettings()).max_interval)
    # A poll may come a little before its interval is over; that must not put off the whole one by another.
    whole_every = longest * (1 - JITTER if state.stale_304s else WHOLE_EVERY)
    if state.last_unconditional_at is None or now - state.last_unconditional_at >= whole_every:
        return {}
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in headers.items() if value}


def after_poll(state: FeedState, outcome: Outcome, now: datetime, settings: PollingSettings) -> FeedState:
    """Return what is known of the feed after a poll."""
    state = state._replace(
        last_polled_at=now,
        last_status=outcome.status,
        first_seen_at=state.first_seen_at or now,
        publisher_until=None,
        domain_until=None,
    )
    if outcome.error is None:
        return _after_success(state, outcome, now, settings)
    return _after_failure(state, outcome, now, settings)


def _after_success(state: FeedState, outcome: Outcome, now: datetime, settings: PollingSettings) -> FeedState:
    if outcome.parsed is not None:
        state = _described(state, outcome.parsed)
    if outcome.status != 304:
        state = _with_body(state, outcome, now)
    else:
        state = state._replace(
            etag=validator(outcome.headers, "etag") or state.etag,
            last_modified=validator(outcome.headers, "last-modified") or state.last_modified,
        )
    state = _moved(state, outcome)
    if outcome.new:
        state = state._replace(last_new_item_at=now)
    interval = next_interval(state, outcome, now, settings)
    asked = max(fresh_for(outcome.headers, now), timedelta(seconds=min(state.wait_s or 0, 86400)))
    asked = max(asked, retry_after(outcome.headers, now) or timedelta(0))
    state = state._replace(
        last_success_at=now,
        failures=0.0,
        last_error=None,
        interval_s=interval,
        publisher_until=now + asked if asked else None,
    )
    return state._replace(next_due_at=_due(state, now, timedelta(seconds=interval)))


def _described(state: FeedState, parsed: ParsedFeed) -> FeedState:
    return state._replace(
        title=parsed.title or state.title,
        format=parsed.format,
        site_url=redact(parsed.site_url) or state.site_url,
        language=parsed.language,
        wait_s=parsed.wait_s,
        skip_hours=list(parsed.skip_hours),
        skip_days=list(parsed.skip_days),
    )


def _with_body(state: FeedState, outcome: Outcome, now: datetime) -> FeedState:
    """Keep what a whole answer brings."""
    if not outcome.is_whole:  # the next poll must bring the rest
        return state._replace(etag=None, last_modified=None, body_digest=None)
    etag, modified = validator(outcome.headers, "etag"), validator(outcome.headers, "last-modified")
    same_names = (etag or modified) and (etag, modified) == (state.etag, state.last_modified)
    lied = not outcome.was_conditional and same_names and state.body_digest not in {None, outcome.body_digest}
    return state._replace(
        etag=etag,
        last_modified=modified,
        body_digest=outcome.body_digest,
        last_unconditional_at=state.last_unconditional_at if outcome.was_conditional else now,
        stale_304s=state.stale_304s + bool(lied),
    )


def _moved(state: FeedState, outcome: Outcome) -> FeedState:
    """Follow a permanent redirect for good, now that a feed was found there.

    A URL with a secret in it is not stored, so it cannot be moved to: its redirect is followed each time.
    """
    moved = outcome.permanent_url
    if moved and moved == redact(moved) != redact(state.current_url):
        before = [url for url in state.previous_urls if url != moved]
        return state._replace(current_url=moved, previous_urls=[*before, redact(state.current_url)][-10:])
    return state


def next_interval(state: FeedState, outcome: Outcome, now: datetime, settings: PollingSettings) -> int:
    """Return the seconds to the next poll, by how much of the feed was new.

    A third or more of it new: items may be missed, so half as long. Something new: a little sooner. Nothing: a fifth
    later, but never longer than half the silence so far, or the default where that is more.
    """
    interval = float(state.interval_s or settings.default_interval)
    if state.interval_s is None or (outcome.parsed is not None and state.last_success_at is None):
        return round(_within(interval, settings))  # at the first look everything is new: it tells nothing
    if outcome.new and outcome.new * 3 >= outcome.total:
        interval /= 2
    elif outcome.new:
        interval *= 0.85
    else:
        silent = (now - (state.last_new_item_at or state.first_seen_at or now)).total_seconds()
        interval = min(interval * 1.2, max(settings.default_interval, silent / 2, interval))
    return round(_within(interval, settings))


def _within(interval: float, settings: PollingSettings) -> float:
    return min(max(interval, settings.min_interval), settings.max_interval)


def _after_failure(state: FeedState, outcome: Outcome, now: datetime, settings: PollingSettings) -> FeedState:
    reason = outcome.error or "failed"
    failures = state.failures + (SOFT if reason in SOFT_REASONS else 1.0)
    state = state._replace(failures=failures, last_error=reason)
    if outcome.status == 410:
        return state._replace(muted_at=now, next_due_at=None)
    asked = retry_after(outcome.headers, now)
    if outcome.status == 429:
        until = now + (asked if asked is not None else TOO_MANY * (1 + _chance(state, now)))
        spread = TOO_MANY if asked is None else min(TOO_MANY, timedelta(seconds=settings.default_interval))
        again = max(0.0, failures - SOFT) if asked is not None else failures  # the publisher named when to come back
        later = min(spread * (again + _chance(state, until)), DAY)
        return state._replace(domain_until=until, next_due_at=until + later)
    if asked:
        state = state._replace(publisher_until=now + asked)
    back_off = timedelta(seconds=settings.default_interval) * max(1.0, failures * (SOFT if reason in PASSING else 1))
    if reason in {"http_401", "http_402", "http_403", "http_451", "bot_challenge"}:
        back_off = BLOCKED
    back_off = WEEK if failures > MANY_FAILURES else min(back_off, DAY)
    return state._replace(next_due_at=_due(state, now, back_off))


def _due(state: FeedState, now: datetime, wait: timedelta) -> datetime:
    """Return when to ask next: after the wait, give or take a tenth, and not before the publisher lets us."""
    due = now + wait * (1 + JITTER * (2 * _chance(state, now) - 1))
    return max(due, state.publisher_until) if state.publisher_until else due


def _chance(state: FeedState, now: datetime) -> float:
    """Return a number from 0 to 1 that is the same for the same feed and time: a rerun decides alike."""
    made = hashlib.sha256(f"{state.feed_id} {now.isoformat()}".encode()).digest()
    return int.from_bytes(made[:4], "big") / 2**32
