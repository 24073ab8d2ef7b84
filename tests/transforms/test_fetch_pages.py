"""FetchPages: real requests, through the pipeline."""

from datetime import UTC, datetime, timedelta

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.util import assert_that

from dateline.schemas.rows import Entry
from dateline.transforms.fetch_pages import FetchPages
from dateline.transforms.tally import read_counts
from dateline.transforms.web import politeness
from dateline.transforms.web.settings import ClientSettings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FULL = "<p>Police arrested four people in the port on Monday after a raid on a warehouse.</p>" * 20


def entry(url, *, content="", tries=0):
    name = url.rpartition("/")[2] or "none"
    return Entry("f", name, url, None, name, [], None, None, None, content, "", "d", NOW, tries)


@pytest.fixture(autouse=True)
def fresh():
    """What a process remembers of sites must not go from test to test."""
    politeness.PROCESS.__init__()


def fetch(site, *entries, expect, **options):
    """Fetch pages and check each output by a function of its rows; return the balance."""
    client = ClientSettings(allow=(f"{site.host}:{site.port}",), host_delay=0.0, page_timeout=5.0, page_bytes=2**20)
    pipeline = beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"]))
    created = pipeline | beam.Create(entries).with_output_types(Entry)
    outputs = created | FetchPages(client, lambda: NOW, "r", **options)
    for name, check in expect.items():
        assert_that(getattr(outputs, name), check, label=name)
    result = pipeline.run()
    result.wait_until_finish()
    return read_counts(result.metrics(), ("FetchPages",))[0][1:]


def equals(get, expected):
    def check(rows):
        found = sorted(get(row) for row in rows)
        assert found == sorted(expected), found

    return check


def test_good_pages_arrive_among_bad_ones(site, reply, scripts):
    bad = {
        "missing": (None, "http_404"),
        "big": (reply(b"x" * 2**21), "too_large"),
        "slow": (reply(script=scripts["drip"](b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.1)), "timeout"),
        "inside": (reply(status=302, headers={"Location": "http://10.0.0.1/"}), "private_address"),
        "pdf": (reply(b"%PDF", type="application/pdf"), "content_type"),
        "empty": (reply(b""), "empty_body"),
        "hidden": (reply(b"secret"), "robots"),
    }
    site.routes["/robots.txt"] = "User-agent: *\nDisallow: /hidden\n"
    for name, (answer, _) in bad.items():
        if answer is not None:
            site.routes[f"/{name}"] = answer
    good = [f"good{number}" for number in range(5)]
    for name in good:
        site.routes[f"/{name}"] = reply(f"<p>{name}", headers={"X": "y"})
    counts = fetch(
        site,
        *(entry(site.url(f"/{name}")) for name in [*bad, *good]),
        expect={
            "pages": equals(
                lambda page: (page.entry.title, page.body, page.status, page.body_source),
                [(name, f"<p>{name}".encode(), 200, "page") for name in good],
            ),
            "failures": equals(lambda row: row.reason, [reason for _, reason in bad.values()]),
            "deferred": equals(lambda row: (row.title, row.tries), [("empty", 1), ("slow", 1)]),
        },
    )
    assert counts == (12, 5, 0, 7)
    assert "/hidden" not in {request.path for request in site.requests}


def test_the_feeds_full_text_takes_the_place_of_a_page_that_cannot_be_had(site):
    fetch(
        site,
        entry(site.url("/missing"), content=FULL),
        entry(site.url("/short"), content="<p>A teaser.</p>"),
        entry("", content="<p>All there is of it.</p>"),
        expect={
            "pages": equals(
                lambda page: (page.body_source, page.status, len(page.body)), [("feed", 0, len(FULL)), ("feed", 0, 26)]
            ),
            "failures": equals(lambda row: row.reason, ["http_404"]),
        },
    )


def test_a_page_is_given_up_after_five_tries(site, reply):
    site.routes["/busy"] = reply("no", status=500)
    counts = fetch(
        site,
        entry(site.url("/busy"), tries=4),
        expect={"deferred": equals(str, []), "failures": equals(lambda row: row.reason, ["http_500"])},
    )
    assert counts == (1, 0, 0, 1)


def test_a_429_puts_the_rest_of_its_domain_off_until_it_may_be_asked(site, reply):
    site.routes["/busy"] = reply("no", status=429, headers={"Retry-After": "600"})
    until = NOW + timedelta(seconds=500)

    def later(rows):
        assert len(rows) == 2
        assert all(row.not_before > until for row in rows)
        assert all(row.held_domain == "127.0.0.1" for row in rows)

    fetch(site, entry(site.url("/busy")), entry(site.url("/busy?2")), expect={"deferred": later})
    assert len([request for request in site.requests if request.path != "/robots.txt"]) == 1


def test_a_domain_that_asked_an_earlier_run_for_rest_has_it(site):
    site.routes["/a"] = "hello"
    holds = {"127.0.0.1": NOW + timedelta(hours=1)}
    fetch(site, entry(site.url("/a")), holds=holds, expect={"pages": equals(str, [])})
    assert not site.requests


def test_nothing_is_asked_when_the_time_is_over(site):
    site.routes["/a"] = "hello"
    counts = fetch(site, entry(site.url("/a")), budget=-1.0, expect={"deferred": equals(lambda row: row.tries, [0])})
    assert counts[1:] == (0, counts[2], 0)
    assert not site.requests


@pytest.mark.parametrize("wish", ["600", "Mon, 23 Nov 2026 12:10:00 GMT"])
def test_a_503_holds_its_own_page_only(site, reply, wish):
    site.routes["/busy"] = reply("no", status=503, headers={"Retry-After": wish})
    site.routes["/good"] = "<p>good"
    fetch(
        site,
        entry(site.url("/busy")),
        entry(site.url("/good")),
        expect={
            "pages": equals(lambda page: page.entry.title, ["good"]),
            "deferred": equals(lambda row: (row.not_before, row.held_domain), [(NOW + timedelta(seconds=600), None)]),
        },
    )
