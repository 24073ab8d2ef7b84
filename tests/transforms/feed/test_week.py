"""Nine days of polling in seconds: real requests, the clock handed in, and a server that watches."""

import asyncio
import itertools
import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from dateline.transforms.feed.parse import parse_feed
from dateline.transforms.feed.poll import ask_feed, read_feed
from dateline.transforms.feed.polling import PollingSettings, choose, with_state
from dateline.transforms.read_feeds import identify
from dateline.transforms.web.client import open_client
from dateline.transforms.web.politeness import Politeness
from dateline.transforms.web.settings import ClientSettings

START = datetime(2026, 11, 16, tzinfo=UTC)
TICK = timedelta(minutes=5)
DAYS = 9
DAY = timedelta(days=1)


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self):
        self.time = START

    def now(self):
        return self.time

    def monotonic(self):
        return (self.time - START).total_seconds()

    async def sleep(self, seconds):
        self.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class Seen(NamedTuple):
    """A request, as the publisher saw it."""

    at: datetime
    path: str
    conditional: bool
    status: int


class Publisher:
    """Publishes on some feeds and notes every request, each answered by the manner of its feed."""

    def __init__(self, site, clock, reply):
        self.site, self.clock, self.reply, self.log = site, clock, reply, []
        self.items = defaultdict(list)
        self.revision = defaultdict(int)
        random.seed(7)
        for name in MANNERS:
            site.routes[f"/{name}"] = lambda request, name=name: self.answer(name, request)

    def publish(self, name):
        number = len(self.items[name])
        self.items[name].append(f"{self.site.url(f'/story/{name}/{number}')}")

    def answer(self, name, request):
        etag = f'"{len(self.items[name])}"'
        conditional = "if-none-match" in request.headers
        reply = MANNERS[name](self, name, request, etag)
        if reply is None:
            if request.headers.get("if-none-match") == etag:
                reply = self.reply(status=304, type="", headers={"ETag": etag})
            else:
                reply = self.reply(self.feed(name), type="application/rss+xml", headers={"ETag": etag})
        self.log.append(Seen(self.clock.now(), request.path, conditional, reply.status))
        return reply

    def feed(self, name, inner=""):
        items = "".join(
            f"<item><title>{link[-9:]}</title><link>{link}</link></item>" for link in self.items[name][-20:]
        )
        return f"<rss version='2.0'><channel><title>{name}</title><link>http://x.example/</link>{inner}{items}</channel></rss>"

    def of(self, name):
        return [seen for seen in self.log if seen.path == f"/{name}"]


def with_headers(**headers):
    def manner(publisher, name, request, etag):
        headers_now = {key.replace("_", "-"): value for key, value in headers.items()} | {"ETag": etag}
        if request.headers.get("if-none-match") == etag:
            return publisher.reply(status=304, type="", headers=headers_now)
        return publisher.reply(publisher.feed(name), type="application/rss+xml", headers=headers_now)

    return manner


def with_channel(inner):
    return lambda publisher, name, request, etag: (
        None
        if request.headers.get("if-none-match") == etag
        else publisher.reply(publisher.feed(name, inner), headers={"ETag": etag})
    )


def on_day(day, status, **headers):
    """Answer so for an hour from noon of a day."""

    def manner(publisher, name, request, etag):
        noon = START + day * DAY + timedelta(hours=12)
        if noon <= publisher.clock.now() < noon + timedelta(hours=1.5):
            named = {key.replace("_", "-"): value for key, value in headers.items()}
            return publisher.reply("no", status=status, headers=named)
        return None

    return manner


def moved(publisher, name, request, etag):
    if publisher.clock.now() > START + 2 * DAY:
        return publisher.reply(status=301, headers={"Location": "/moved-there"})
    return None


def gone(publisher, name, request, etag):
    return publisher.reply("gone", status=410) if publisher.clock.now() > START + 3 * DAY else None


def liar(publisher, name, request, etag):
    if "if-none-match" in request.headers:
        return publisher.reply(status=304, type="", headers={"ETag": '"same"'})
    return publisher.reply(publisher.feed(name), headers={"ETag": '"same"'})


def plain(publisher, name, request, etag):
    return publisher.reply(publisher.feed(name))


MANNERS = {
    **{f"honest{n}": lambda *_: None for n in range(4)},
    "silent": lambda *_: None,
    "plain": plain,
    "fresh": with_headers(Cache_Control="max-age=10800"),
    "ttl": with_channel("<ttl>240</ttl>"),
    "night": with_channel("<skipHours>" + "".join(f"<hour>{h}</hour>" for h in range(6)) + "</skipHours>"),
    "throttles": on_day(1, 429, Retry_After="14400"),
    "busy": on_day(4, 503, Retry_After="10800"),
    "moved": moved,
    "moved-there": lambda *_: None,
    "gone": gone,
    "liar": liar,
    "missing": on_day(5, 404),
}
SILENT = {"silent"}


@pytest.fixture
def week(site, reply):
    """Poll for nine days, restarted every day with only what is stored; return the publisher and what arrived."""
    clock = Clock()
    publisher = Publisher(site, clock, reply)
    urls = [site.url(f"/{name}") for name in MANNERS if name != "moved-there"]
    settings = ClientSettings(allow=(f"{site.host}:{site.port}",), host_delay=2.0)
    stored, seen, arrived = [], {}, []

    async def poll_all(client, states):
        due, _ = choose(list(states.values()), clock.now())
        for state in due:
            asked = await ask_feed(client, state, parse_feed, clock.now)
            reading = read_feed(asked, seen, identify, PollingSettings())
            states[reading.state.feed_id] = reading.state
            for found in reading.seen:
                seen[found.sighting.sighting_id] = seen[found.entry.article_id] = found.entry.entry_digest
            arrived.extend((clock.now(), found.entry.url) for found in reading.new)

    async def one_day():
        nonlocal stored
        states = {state.feed_id: state for state in with_state(urls, stored)}
        pace = Politeness(clock.monotonic, clock.sleep)
        async with open_client(settings, "dateline/test", pace=pace) as client:
            end = clock.now() + DAY
            while clock.now() < end:
                for name in MANNERS:
                    if name not in SILENT | {"moved"} and random.random() < 0.04:
                        publisher.publish(name)
                        if name == "moved-there":
                            publisher.items["moved"] = publisher.items[name]
                before = clock.now()
                await poll_all(client, states)
                clock.time = max(clock.time, before + TICK)
        stored = list(states.values())

    for _ in range(DAYS):
        asyncio.run(one_day())
    return publisher, arrived, stored


def gaps(log):
    return [later.at - before.at for before, later in itertools.pairwise(log)]


def test_a_week(week):
    publisher, arrived, stored = week
    everything = sorted(publisher.log)
    assert min(gaps(everything)) >= timedelta(seconds=2), "one domain, two seconds"

    for name in MANNERS:
        if name == "moved-there":
            continue
        log = publisher.of(name)
        quickest = min(gaps(log)) if len(log) > 1 else DAY
        assert quickest >= timedelta(minutes=13.5), name
        if name not in {"plain", "liar", "gone", "moved"}:
            whole = [seen for seen in log if not seen.conditional]
            assert 1 <= len(whole) <= 2 + (name in {"throttles", "missing", "busy"}), name
            assert whole[0] == log[0]
            assert all(later.at - before.at >= 6.9 * DAY for before, later in itertools.pairwise(whole)), name

    silent = publisher.of("silent")
    assert [seen.status for seen in silent].count(200) == 2, "the first, and one after a week"
    assert len(silent) < 60, "a silent feed is asked less and less"

    assert min(gaps(publisher.of("fresh"))) >= timedelta(hours=3)
    assert min(gaps(publisher.of("ttl"))) >= timedelta(hours=4)
    assert not [seen for seen in publisher.of("night")[1:] if seen.at.hour < 6]

    (refused,) = [seen for seen in everything if seen.status == 429]
    assert not [seen for seen in everything if timedelta(0) < seen.at - refused.at < timedelta(hours=4)]
    (busy,) = [seen for seen in everything if seen.status == 503]
    after = [seen for seen in everything if timedelta(0) < seen.at - busy.at < timedelta(hours=3)]
    assert after
    assert "/busy" not in {seen.path for seen in after}

    assert [seen.status for seen in publisher.of("moved")].count(301) == 1
    assert publisher.of("moved-there")
    assert [seen.status for seen in publisher.of("gone")].count(410) == 1
    assert publisher.of("gone")[-1].status == 410
    states = {state.url.rpartition("/")[2]: state for state in stored}
    assert states["gone"].muted_at is not None
    assert states["moved"].current_url.endswith("/moved-there")
    assert states["liar"].stale_304s >= 1
    assert states["missing"].failures == 0

    urls = [url for _, url in arrived]
    assert len(urls) == len(set(urls)), "each entry once"
    last_days = {name: publisher.items[name][:-6] for name in MANNERS if name not in {"gone", "liar", "moved"}}
    lost = {link for links in last_days.values() for link in links} - set(urls)
    assert not lost
