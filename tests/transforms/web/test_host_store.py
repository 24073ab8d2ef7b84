"""What hosts asked of us, over restarts: a second process asks no sooner, and no robots.txt twice."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from dateline.transforms.failures import Unprocessable
from dateline.transforms.web import host_store
from dateline.transforms.web.client import Limits, open_client
from dateline.transforms.web.host_store import HostStore, StoredDomain, StoredRobots
from dateline.transforms.web.politeness import Politeness
from dateline.transforms.web.robots import Robots
from dateline.transforms.web.settings import ClientSettings

LIMITS = Limits(3, 2**20)
START = datetime(2026, 3, 1, tzinfo=UTC)


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self):
        self.seconds = 0.0

    def monotonic(self):
        return self.seconds

    async def sleep(self, seconds):
        self.seconds += seconds

    def now(self):
        return START + timedelta(seconds=self.seconds)


def process(path, clock, urls, **settings):
    """Fetch pages as one process does, which begins with an empty memory; return the reasons of those not had."""
    boot = clock.seconds
    pace = Politeness(lambda: clock.monotonic() - boot + 7, clock.sleep)

    async def inner():
        reasons = []
        with HostStore(path) as store:
            asked = ClientSettings(**{"host_delay": 2.0, "allow": ("127.0.0.0/8",), **settings})
            async with open_client(asked, "dateline/test", pace=pace, now=clock.now, store=store) as client:
                robots = Robots(client)
                for url in urls:
                    try:
                        await client.get(url, limits=LIMITS, permission=robots.permit)
                        reasons.append(None)
                    except Unprocessable as error:
                        reasons.append(error.reason)
        return reasons

    return asyncio.run(inner())


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.duckdb.hosts"


def asked(site, path="/robots.txt"):
    return sum(request.path == path for request in site.requests)


def test_a_restarted_job_asks_robots_txt_again_only_when_a_day_is_over(site, path):
    site.routes |= {"/robots.txt": "User-agent: *\nDisallow: /closed/", "/a": "page", "/closed/b": "page"}
    clock = Clock()
    for _ in range(5):
        assert process(path, clock, [site.url("/a"), site.url("/closed/b")]) == [None, "robots"]
        clock.seconds += 3600
    assert asked(site) == 1
    clock.seconds += 20 * 3600
    process(path, clock, [site.url("/a")])
    assert asked(site) == 2


def test_a_robots_txt_that_cannot_be_had_is_not_asked_for_again_within_ten_minutes(site, path, reply):
    clock = Clock()
    site.routes |= {"/robots.txt": reply("", 503), "/a": "page"}
    assert process(path, clock, [site.url("/a")]) == ["robots_unreachable"]
    clock.seconds += 540
    assert process(path, clock, [site.url("/a")]) == ["robots_unreachable"]
    assert asked(site) == 1
    site.routes["/robots.txt"] = ""
    clock.seconds += 3600
    assert process(path, clock, [site.url("/a")]) == [None]


@pytest.mark.parametrize(
    ("crawl_delay", "settings", "pause"),
    [
        ("", {}, 2.0),
        ("Crawl-delay: 10", {}, 10.0),
        ("Crawl-delay: 1", {}, 2.0),  # never faster than the operator's own pause
        ("Crawl-delay: 10", {"host_delay": 15.0}, 15.0),
        ("Crawl-delay: 86400", {}, 30.0),  # never slower than the bound …
        ("Crawl-delay: inf", {}, 2.0),
        ("Crawl-delay: nan", {}, 2.0),
        ("Crawl-delay: -5", {}, 2.0),
        ("Crawl-delay: 86400", {"host_delay": 40.0}, 40.0),  # … unless the operator's own pause is longer
        ("Crawl-delay: 10", {"max_crawl_delay": 5.0}, 5.0),
        ("Crawl-delay: 10", {"host_delay": 0.0}, 10.0),
    ],
)
def test_the_pause_holds_within_a_process_and_over_a_restart(site, path, crawl_delay, settings, pause):
    clock, times = Clock(), []

    def page(_request):
        times.append(clock.seconds)
        return "page"

    site.routes |= {"/robots.txt": f"User-agent: *\n{crawl_delay}", "/a": page}
    process(path, clock, [site.url("/a"), site.url("/a")], **settings)
    process(path, clock, [site.url("/a")], **settings)
    assert [later - earlier for earlier, later in itertools.pairwise(times)] == pytest.approx([pause, pause])


def test_a_shorter_crawl_delay_counts_once_it_is_read(site, path):
    clock, times = Clock(), []

    def page(_request):
        times.append(clock.seconds)
        return "page"

    site.routes |= {"/robots.txt": "User-agent: *\nCrawl-delay: 20", "/a": page}
    process(path, clock, [site.url("/a")])
    site.routes["/robots.txt"] = "User-agent: *\nCrawl-delay: 3"
    clock.seconds += 25 * 3600
    process(path, clock, [site.url("/a"), site.url("/a")])
    assert times[-1] - times[-2] == pytest.approx(3)


def test_a_429_holds_the_domain_over_a_restart(site, path, reply):
    clock = Clock()
    site.routes |= {"/robots.txt": "", "/busy": reply("", 429, headers={"Retry-After": "5000"}), "/a": "page"}
    process(path, clock, [site.url("/busy")])
    clock.seconds += 4000
    assert process(path, clock, [site.url("/a")]) == ["held"]
    clock.seconds += 1001
    assert process(path, clock, [site.url("/a")]) == [None]


def test_a_clock_that_jumps_back_does_not_hold_anything_for_ever(site, path):
    site.routes |= {"/robots.txt": "User-agent: *\nCrawl-delay: 9", "/a": "page"}
    clock = Clock()
    clock.seconds = 10**9
    process(path, clock, [site.url("/a")])
    clock.seconds = 0.0
    assert process(path, clock, [site.url("/a")]) == [None]
    assert clock.seconds <= 2 * 30 + 1
    assert asked(site) == 2


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_begun_anew(site, path, damage):
    site.routes |= {"/robots.txt": "", "/a": "page"}
    path.write_bytes(damage)
    assert process(path, Clock(), [site.url("/a")]) == [None]
    process(path, Clock(), [site.url("/a")])
    assert asked(site) == 1


def test_it_is_bounded(path, monkeypatch):
    monkeypatch.setattr(host_store, "MOST_SITES", 40)
    monkeypatch.setattr(host_store, "MOST_DOMAINS", 30)
    monkeypatch.setattr(host_store, "MOST_BYTES", 5000)
    monkeypatch.setattr(host_store, "PRUNE_EVERY", 10)
    with HostStore(path) as store:
        for number in range(200):
            body = os.urandom(200)
            store.keep_robots(StoredRobots(f"http://{number}.example", "example", 1000.0 + number, True, 1.0, body))
            store.keep_domain(StoredDomain(f"{number}.example", float(number)))
        store.prune()
        kept = [n for n in range(200) if store.robots(f"http://{n}.example", 0.0)]
        assert kept == list(range(200 - len(kept), 200))
        assert 15 <= len(kept) <= 25
        assert sum(store.domain(f"{n}.example") is not None for n in range(200)) == 30
        assert store.domain("199.example") is not None


def test_two_threads_write_at_once(path):
    def write(name):
        with HostStore(path) as store:
            for number in range(300):
                store.keep_domain(StoredDomain(f"{name}{number}", 1.0))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with HostStore(path) as store:
        assert all(store.domain(f"{name}{number}") for name in "abc" for number in range(300))


def test_it_outlives_a_killed_process(path):
    code = (
        "import sys, time; from pathlib import Path; from dateline.transforms.web.host_store import *\n"
        "store = HostStore(Path(sys.argv[1])); store.keep_domain(StoredDomain('example.org', 5.0, 7.0))\n"
        "print('kept', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"kept\n"
        child.send_signal(signal.SIGKILL)
    with HostStore(path) as store:
        assert store.domain("example.org") == StoredDomain("example.org", 5.0, 7.0)
