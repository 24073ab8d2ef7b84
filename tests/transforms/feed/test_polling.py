"""The polling rules, one by one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.schemas.rows import FeedState
from dateline.transforms.feed.parsed import ParsedFeed
from dateline.transforms.feed.polling import (
    Outcome,
    PollingSettings,
    after_poll,
    choose,
    is_due,
    new_feed,
    validators,
    with_state,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
SETTINGS = PollingSettings()
FEED = ParsedFeed("T", "http://example.org/", "rss20", "en", None, (), (), ())


def ok(*, status=200, new=0, total=10, wait=None, skip_hours=(), skip_days=(), **headers):
    parsed = FEED._replace(wait_s=wait, skip_hours=skip_hours, skip_days=skip_days) if status == 200 else None
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Outcome(status, names, parsed=parsed, body_digest="d", new=new, total=total)


def failed(status, reason=None, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Outcome(status, names, error=reason or f"http_{status}")


def polled(*outcomes, at=NOW, state=None, step=None):
    """Return the state after polls, each at the time the one before asked for, or so much later."""
    state = state or new_feed("http://example.org/feed")
    for outcome in outcomes:
        state = after_poll(state, outcome, at, SETTINGS)
        at = at + step if step else max(state.next_due_at or at, at)
    return state


def wait_of(state):
    return state.next_due_at - state.last_polled_at


# When.


def test_a_new_feed_is_due():
    assert is_due(new_feed("http://example.org/feed"), NOW)


def test_an_hour_at_first_give_or_take_a_tenth():
    assert 54 * MINUTE <= wait_of(polled(ok(new=10))) <= 66 * MINUTE


def test_the_wait_differs_between_feeds_and_is_the_same_again():
    waits = [wait_of(polled(ok(), state=new_feed(f"http://example.org/{n}"))) for n in range(20)]
    assert len(set(waits)) == 20
    assert waits == [wait_of(polled(ok(), state=new_feed(f"http://example.org/{n}"))) for n in range(20)]


@given(st.lists(st.tuples(st.sampled_from([200, 304]), st.integers(0, 10)), min_size=1, max_size=60))
def test_never_sooner_than_a_quarter_of_an_hour_nor_later_than_a_day(polls):
    state = polled(*(ok(status=status, new=new if status == 200 else 0) for status, new in polls))
    assert 13.5 * MINUTE <= wait_of(state) <= 26.4 * HOUR
    assert 900 <= state.interval_s <= 86400


def test_a_feed_full_of_news_is_asked_more_often_and_a_silent_one_less():
    busy = polled(*[ok(new=8)] * 12)
    silent = polled(*[ok(status=304)] * 40)
    some = polled(ok(new=10), ok(new=1), ok(new=1))
    assert busy.interval_s == 900
    assert silent.interval_s > 4 * 3600
    assert 2000 < some.interval_s < 3600


@pytest.mark.parametrize(
    ("outcome", "least"),
    [
        (ok(cache_control="max-age=7200"), 2 * HOUR),
        (ok(expires="Mon, 23 Nov 2026 15:00:00 GMT"), 3 * HOUR),
        (ok(wait=10800), 3 * HOUR),
        (ok(wait=99_999_999), DAY),
        (ok(status=304, cache_control="max-age=7200"), 2 * HOUR),
        (ok(retry_after="7200"), 2 * HOUR),
        (failed(503, retry_after="7200"), 2 * HOUR),
        (failed(503, retry_after="Mon, 23 Nov 2026 14:00:00 GMT"), 2 * HOUR),
        (failed(429, retry_after="7200"), 2 * HOUR),
        (failed(429, retry_after="99999999"), DAY),
        (failed(429), HOUR),
        (failed(403), 21 * HOUR),
    ],
)
def test_the_publisher_says_how_long_also_by_hand_and_never_more_than_a_day(outcome, least):
    state = polled(outcome)
    assert not is_due(state, NOW + least - MINUTE)
    if outcome.status != 403:
        assert not is_due(state, NOW + least - MINUTE, by_hand=True)
    assert is_due(state, NOW + DAY * 1.1 + HOUR)


def test_by_hand_our_own_interval_does_not_count():
    state = polled(ok(new=10))
    assert not is_due(state, NOW + MINUTE)
    assert is_due(state, NOW + MINUTE, by_hand=True)


def test_what_a_feed_asked_for_counts_also_after_a_304_and_after_a_restart():
    state = polled(ok(wait=10800), ok(status=304))
    assert state.publisher_until - state.last_polled_at == 3 * HOUR


def test_hours_and_days_to_stay_away_but_never_more_than_a_day():
    night = polled(ok(skip_hours=[13, 14]), at=NOW)
    assert not is_due(night, NOW + 1.5 * HOUR, by_hand=True)
    assert is_due(night, NOW + 3 * HOUR)
    always = polled(ok(skip_hours=list(range(24))))
    assert not is_due(always, NOW + 23 * HOUR)
    assert is_due(always, NOW + 25 * HOUR)
    sunday = polled(ok(skip_days=["tuesday"]))
    assert not is_due(sunday, NOW + 13 * HOUR)


@pytest.mark.parametrize("jump", [-DAY, -400 * DAY, DAY, 400 * DAY])
def test_a_clock_that_jumps_neither_stops_nor_floods(jump):
    state = polled(ok(new=10))
    assert is_due(state, NOW + jump)


# 429 and 503.


def test_a_429_holds_the_domain_and_a_503_the_url():
    one, other, foreign = (
        new_feed(url) for url in ("http://a.example.org/1", "http://b.example.org/2", "http://c.net/")
    )
    for status, reason in ((429, "held"), (503, None)):
        states = [after_poll(one, failed(status, retry_after="3600"), NOW, SETTINGS), other, foreign]
        due, waiting = choose(states, NOW + MINUTE)
        assert (other in due) is (status == 503)
        assert foreign in due
        assert [w.reason for w in waiting if w.feed is other] == ([reason] if reason else [])


# Conditions.


def test_both_validators_byte_for_byte():
    state = polled(ok(etag='W/"a\'b"', last_modified="Mon, 23 nov 2026 11:00:00 +0000"))
    assert validators(state, NOW + HOUR) == {
        "If-None-Match": 'W/"a\'b"',
        "If-Modified-Since": "Mon, 23 nov 2026 11:00:00 +0000",
    }


def test_a_304_may_bring_new_validators_and_leaves_the_others():
    state = polled(ok(etag='"1"', last_modified="x"), ok(status=304, etag='"2"'))
    assert (state.etag, state.last_modified) == ('"2"', "x")


def test_a_200_without_validators_drops_them():
    assert validators(polled(ok(etag='"1"'), ok()), NOW + 2 * HOUR) == {}


def test_once_a_week_without_validators():
    state = polled(ok(etag='"1"'))
    assert validators(state, NOW + 6.9 * DAY)
    assert not validators(state, NOW + 7 * DAY)
    conditional = after_poll(state, ok(etag='"1"')._replace(was_conditional=True), NOW + DAY, SETTINGS)
    assert not validators(conditional, NOW + 7 * DAY)


def test_a_server_that_lies_is_noticed_and_asked_whole_once_a_day():
    state = polled(ok(etag='"same"'))
    state = after_poll(state, ok(etag='"same"')._replace(body_digest="other"), NOW + 7 * DAY, SETTINGS)
    assert state.stale_304s == 1
    assert validators(state, NOW + 7.8 * DAY)
    assert not validators(state, NOW + 8 * DAY)


def test_where_all_feeds_are_polled_often_a_server_that_lies_is_noticed_as_much_sooner():
    often = PollingSettings(30, 30, 30)
    state = after_poll(new_feed("http://example.org/feed"), ok(etag='"same"'), NOW, often)
    assert validators(state, NOW + timedelta(seconds=200), often)
    assert not validators(state, NOW + timedelta(seconds=210), often)
    state = after_poll(state, ok(etag='"same"')._replace(body_digest="other"), NOW + timedelta(seconds=210), often)
    assert not validators(state, NOW + timedelta(seconds=238), often)


def test_a_clock_that_was_set_back_does_not_stop_polling():
    state = polled(ok())
    assert not choose([state], NOW)[0]
    assert choose([state], NOW - HOUR)[0] == [state]


def test_a_broken_answer_keeps_no_validators():
    state = polled(ok(etag='"1"')._replace(is_whole=False))
    assert (state.etag, state.body_digest) == (None, None)


# Where.


def test_a_feed_moves_only_when_a_feed_was_found_there():
    moved = ok()._replace(permanent_url="http://example.org/new")
    state = polled(moved)
    assert state.current_url == "http://example.org/new"
    assert list(state.previous_urls) == ["http://example.org/feed"]
    assert polled(failed(200, "not_a_feed")._replace(permanent_url="http://example.org/new")).current_url.endswith(
        "/feed"
    )


def test_a_feed_with_a_secret_does_not_move():
    state = new_feed("http://example.org/feed?token=abc")
    moved = ok()._replace(permanent_url="http://example.org/new?token=abc")
    assert after_poll(state, moved, NOW, SETTINGS).current_url == "http://example.org/feed?token=abc"


# Failures.


def test_410_mutes():
    state = polled(failed(410))
    assert state.muted_at == NOW
    assert not is_due(state, NOW + 999 * DAY, by_hand=True)


@pytest.mark.parametrize(("outcome", "counts"), [(failed(404), 0.5), (failed(500), 1), (failed(None, "timeout"), 0.5)])
def test_failures_count_and_a_success_clears_them(outcome, counts):
    state = polled(outcome)
    assert (state.failures, state.last_error) == (counts, outcome.error)
    assert state.muted_at is None
    state = polled(ok(), state=state, at=NOW + DAY)
    assert (state.failures, state.last_error) == (0, None)


def test_failing_feeds_wait_longer_and_longer_but_are_not_given_up():
    waits = [wait_of(polled(*[failed(500)] * count)) for count in (1, 4, 12, 29, 40)]
    assert waits[0] < 67 * MINUTE
    assert waits == sorted(waits) or waits[2] > 10 * HOUR
    assert waits[3] <= 26.4 * HOUR
    assert 6 * DAY < waits[4] < 8 * DAY


def test_a_server_that_stumbles_is_asked_again_at_the_usual_interval():
    waits = [wait_of(polled(*[failed(500)] * count)) for count in (1, 2, 4)]
    assert max(waits[:2]) < 67 * MINUTE < waits[2]


def test_who_names_when_to_come_back_is_believed_the_first_time():
    assert wait_of(polled(failed(429, retry_after="1800"))) <= timedelta(minutes=30) + HOUR


def test_a_success_tells_what_the_feed_is():
    state = polled(ok(new=3))
    assert (state.title, state.format, state.site_url, state.language) == ("T", "rss20", "http://example.org/", "en")
    assert (state.last_success_at, state.last_new_item_at, state.first_seen_at) == (NOW, NOW, NOW)


# Which.


def test_states_are_found_again_by_url_and_secrets_put_back():
    plain, secret = "http://example.org/feed", "http://me:pass-word@example.org/private?token=hush-hush"
    known = [new_feed(url)._replace(etag="x") for url in (plain, secret)]
    stored = [state._replace(current_url=state.url) for state in known]
    assert "pass-word" not in repr(stored)
    assert "hush-hush" not in repr(stored)
    states = with_state([plain, secret, plain, "http://example.net/"], stored)
    assert [state.current_url for state in states] == [plain, secret, "http://example.net/"]
    assert [state.etag for state in states] == ["x", "x", None]


def test_a_feed_that_moved_keeps_where_it_is():
    stored = new_feed("http://example.org/feed")._replace(current_url="http://example.org/new")
    assert with_state(["http://example.org/feed"], [stored]) == [stored]


OUTCOMES = st.one_of(
    st.builds(ok, status=st.sampled_from([200, 304]), new=st.integers(0, 10), wait=st.sampled_from([None, 60, 10**8])),
    st.builds(failed, st.sampled_from([400, 403, 404, 429, 500, 503])),
    st.just(failed(None, "timeout")),
)


@given(st.lists(OUTCOMES, max_size=40))
def test_whatever_happens_a_feed_is_asked_again_within_eight_days(outcomes):
    state: FeedState = polled(*outcomes)
    assert is_due(state, (state.last_polled_at or NOW) + 8 * DAY)
