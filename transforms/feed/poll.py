"""Ask for one feed and read the answer: what the state machine, the client and the parser make together."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from ...schemas.rows import FeedState
from ..failures import Unprocessable
from ..web.client import Answer, Client, Limits
from ..web.errors import FetchFailed
from .entries import Found, Identify, Rejected, find_entries
from .parsed import ParsedFeed
from .polling import Outcome, PollingSettings, after_poll, validators

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)

FLAPPING_AT = 10
"""Fewer entries than these may all have been revised."""

Parse = Callable[[bytes, str, str], ParsedFeed]
Seen = Mapping[str, str]


class Asked(NamedTuple):
    """A feed that was asked, and what came of it.

    Attributes:
        state: As it was before.
        outcome: How it ended, entries not yet counted.
        error: Why it failed; None where it did not.
        url: Where the answer came from.
        at: When it came.
    """

    state: FeedState
    outcome: Outcome
    error: Unprocessable | None
    url: str
    at: datetime


class Reading(NamedTuple):
    """What a poll brought.

    Attributes:
        state: The feed's new state.
        new: Entries not seen before, or changed since.
        known: How many were seen before.
        seen: The entries whose sighting is new or changed, `new` among them.
        rejected: Entries that lead nowhere.
        error: Why the feed failed; None where it did not.
    """

    state: FeedState
    new: list[Found]
    known: int
    seen: list[Found]
    rejected: list[Rejected]
    error: Unprocessable | None


TIMED_OUT_S = 6.0
"""A feed that did not answer in time last time gets so long, but for every fourth try: it holds up its domain."""


def patience(state: FeedState, usual: float) -> float:
    """Return how many seconds a feed may take to answer."""
    hangs = state.last_error == "timeout" and round(state.failures * 2) % 4 != 0
    return min(usual, TIMED_OUT_S) if hangs else usual


async def ask_feed(
    client: Client,
    state: FeedState,
    parse: Parse,
    now: Callable[[], datetime],
    settings: PollingSettings | None = None,
) -> Asked:
    """Poll a feed, conditionally where that may be, and parse it where it changed."""
    conditions = validators(state, now(), settings)
    limits = Limits(patience(state, client.settings.feed_timeout), client.settings.feed_bytes)
    try:
        answer = await client.get(
            state.current_url, limits=limits, headers={"Accept": ACCEPT, **conditions}, userinfo=True
        )
    except Unprocessable as error:
        return Asked(state, Outcome(None, {}, error.reason), error, state.current_url, now())
    outcome = Outcome(
        answer.status,
        answer.headers,
        permanent_url=answer.permanent_url,
        was_conditional=bool(conditions),
        is_whole=answer.is_whole,
    )
    if answer.status == 304 and conditions:
        return Asked(state, outcome, None, answer.url, now())
    try:
        with client.holding(answer):
            outcome = await _read(state, answer, outcome, parse)
        if outcome.parsed is not None and outcome.parsed.parts:
            outcome = await _with_parts(client, outcome.parsed, outcome, limits, parse)
    except Unprocessable as error:
        return Asked(state, outcome._replace(error=error.reason), error, answer.url, now())
    return Asked(state, outcome, None, answer.url, now())


async def _read(state: FeedState, answer: Answer, outcome: Outcome, parse: Parse) -> Outcome:
    if not 200 <= answer.status < 300:
        raise refusal(answer)
    digest = hashlib.sha256(answer.body).hexdigest()
    if digest == state.body_digest and answer.is_whole:
        return outcome._replace(body_digest=digest)
    parsed = await asyncio.to_thread(parse, answer.body, answer.headers.get("content-type", ""), answer.url)
    if not answer.is_whole and not parsed.entries:
        raise FetchFailed("truncated", "The answer broke off before the first entry.")
    return outcome._replace(body_digest=digest, parsed=parsed)


async def _with_parts(client: Client, index: ParsedFeed, outcome: Outcome, limits: Limits, parse: Parse) -> Outcome:
    """Read the sitemaps that an index leads to, one level deep; it is asked whole each time, for it may stay the same.

    Raises:
        Unprocessable: what was wrong with the last of them, where none could be read.
    """
    read: list[ParsedFeed] = []
    digest, trouble = hashlib.sha256((outcome.body_digest or "").encode()), None
    for address in index.parts:
        try:
            answer = await client.get(address, limits=limits, headers={"Accept": ACCEPT})
            if not 200 <= answer.status < 300:
                raise refusal(answer)
            with client.holding(answer):
                kind = answer.headers.get("content-type", "")
                read.append(await asyncio.to_thread(parse, answer.body, kind, answer.url))
            digest.update(answer.body)
        except Unprocessable as error:
            trouble = error
    entries = [entry for part in read for entry in part.entries]
    if not entries:
        raise trouble or FetchFailed("not_a_feed", "The sitemaps that it lists hold no news.")
    headers = {name: value for name, value in outcome.headers.items() if name not in {"etag", "last-modified"}}
    language = next((part.language for part in read if part.language), None)
    parsed = index._replace(entries=entries, language=language, parts=(), tossed=sum(part.tossed for part in read))
    return outcome._replace(parsed=parsed, headers=headers, body_digest=digest.hexdigest())


def refusal(answer: Answer) -> FetchFailed:
    """Return the error that a status stands for."""
    if answer.status == 403 and "challenge" in answer.headers.get("cf-mitigated", ""):
        return FetchFailed("bot_challenge", "The site wants proof that a person asks; it is left alone.")
    return FetchFailed(f"http_{answer.status}", f"The server answered {answer.status}.")


def read_feed(asked: Asked, seen: Seen, identify: Identify, settings: PollingSettings) -> Reading:
    """Return what a poll brought, and the feed's new state.

    Args:
        asked: The poll.
        seen: sighting_id -> entry_digest of the entries this feed had, and article_id -> entry_digest (any) of the
            articles that any feed had.
        identify: URL -> the URL to ask for, and the id of the article.
        settings: How often feeds are asked.
    """
    return judge(asked, *find(asked, identify), seen, settings)


def find(asked: Asked, identify: Identify) -> tuple[list[Found], list[Rejected]]:
    """Return the entries that a poll brought, and those that lead nowhere."""
    if asked.outcome.parsed is None:
        return [], []
    return find_entries(asked.outcome.parsed, asked.state.feed_id, asked.url, asked.at, identify)


def judge(asked: Asked, found: list[Found], rejected: list[Rejected], seen: Seen, settings: PollingSettings) -> Reading:
    """Part the entries that a poll brought into new and known ones, and work out the feed's new state."""
    state, parsed = asked.state, asked.outcome.parsed
    here = [one for one in found if seen.get(one.sighting.sighting_id) != one.entry.entry_digest]
    new = [one for one in here if _is_new(one, seen)]
    if _flaps(found, seen):
        new = [one for one in new if seen.get(one.sighting.sighting_id) is None]
    total = len(parsed.entries) if parsed else 0
    outcome = asked.outcome._replace(new=len(new), total=total)
    state = after_poll(state, outcome, asked.at, settings)
    known = max(total - len(new) - len(rejected), 0)
    return Reading(state, new, known, here, rejected, asked.error)


def _is_new(found: Found, seen: Seen) -> bool:
    """An article that only another feed had is known; one this feed had in other words is changed."""
    return seen.get(found.sighting.sighting_id) is not None or seen.get(found.entry.article_id) is None


def _flaps(found: Sequence[Found], seen: Seen) -> bool:
    """Tell whether nearly all of the known entries seem changed at once.

    Some feeds date every entry anew at each poll; asking for all their pages each time would help nobody.
    """
    before = [(seen.get(one.sighting.sighting_id), one.entry.entry_digest) for one in found]
    known = [(old, new) for old, new in before if old is not None]
    return sum(old != new for old, new in known) > max(0.8 * len(known), FLAPPING_AT)
