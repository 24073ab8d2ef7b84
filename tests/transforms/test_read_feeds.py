"""ReadFeeds: real requests, through the pipeline."""

import gzip

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.util import assert_that

from dateline.transforms.feed.polling import new_feed
from dateline.transforms.read_feeds import ReadFeeds
from dateline.transforms.tally import read_counts
from dateline.transforms.web import politeness
from dateline.transforms.web.settings import ClientSettings

HEAD = "<rss version='2.0'><channel><title>T</title><link>http://x.example/</link>"


def feed(*items):
    rows = "".join(f"<item><title>{title}</title><link>{link}</link></item>" for title, link in items)
    return f"{HEAD}{rows}</channel></rss>"


@pytest.fixture(autouse=True)
def fresh():
    """What a process remembers of sites must not go from test to test."""
    politeness.PROCESS.__init__()


def read(site, *paths, seen=None, expect):
    """Read feeds and check each output by a function of its rows; return the balance."""
    client = ClientSettings(allow=(f"{site.host}:{site.port}",), host_delay=0.0)
    pipeline = beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"]))
    feeds = [new_feed(site.url(path)) for path in paths]
    outputs = pipeline | beam.Create(feeds) | ReadFeeds(client=client, seen=seen or {}, run_id="r")
    for name, check in expect.items():
        assert_that(getattr(outputs, name), check, label=name)
    result = pipeline.run()
    result.wait_until_finish()
    return {c.step: c[1:] for c in read_counts(result.metrics(), ("PollFeeds", "ReadFeeds"))}


def equals(get, expected):
    def check(rows):
        found = sorted(get(row) for row in rows)
        assert found == sorted(expected), found

    return check


def test_new_entries_once_an_article_and_a_sighting_a_feed(site):
    site.routes["/1"] = feed(("A", "http://x.example/a"), ("B", "http://x.example/b"))
    site.routes["/2"] = feed(("A, too", "http://x.example/a?utm_source=2"), ("C", "http://x.example/c"))
    counts = read(
        site,
        "/1",
        "/2",
        expect={
            "entries": equals(lambda entry: entry.title[0], ["A", "B", "C"]),
            "sightings": equals(lambda sighting: sighting.title, ["A", "A, too", "B", "C"]),
            "feeds": equals(lambda state: (state.format, state.last_status), [("rss20", 200)] * 2),
            "failures": equals(str, []),
        },
    )
    assert counts == {"PollFeeds": (2, 2, 0, 0), "ReadFeeds": (4, 3, 1, 0)}


def test_a_bad_feed_or_entry_is_a_failure_and_the_rest_goes_on(site, reply, scripts):
    site.routes["/good"] = feed(("A", "http://x.example/a"), ("nowhere", ""), ("B", "http://x.example/b"))
    site.routes["/html"] = "<html><body>Log in</body></html>"
    site.routes["/gone"] = reply("no", status=410)
    site.routes["/reset"] = reply(script=scripts["reset"]())
    counts = read(
        site,
        *("/good", "/html", "/gone", "/reset", "/missing"),
        expect={
            "entries": equals(lambda entry: entry.title, ["A", "B"]),
            "failures": equals(
                lambda row: (row.step, row.reason, row.run_id),
                [("ReadFeeds", reason, "r") for reason in ("no_link", "not_a_feed", "http_410", "reset", "http_404")],
            ),
            "feeds": equals(lambda state: state.muted_at is not None, [True, *[False] * 4]),
        },
    )
    assert counts == {"PollFeeds": (5, 1, 0, 4), "ReadFeeds": (3, 2, 0, 1)}


def test_a_429_leaves_the_other_feeds_of_its_domain_for_later(site, reply):
    for path in ("/1", "/2", "/3"):
        site.routes[path] = reply("no", status=429, headers={"Retry-After": "60"})
    counts = read(site, "/1", "/2", "/3", expect={"entries": equals(lambda entry: entry.title, [])})
    assert counts["PollFeeds"] == (3, 0, 2, 1)
    assert len(site.requests) == 1


SECRET = "hush-hush"  # not to be met by chance among the hex digits of an id


def test_secrets_of_a_feeds_url_are_in_no_row(site):
    site.routes["/private"] = feed(("A", "http://x.example/a"))

    def without_secret(rows):
        assert rows
        assert SECRET not in repr(rows)

    read(
        site,
        f"/private?token={SECRET}",
        f"/missing?token={SECRET}",
        expect={"feeds": without_secret, "failures": without_secret, "sightings": without_secret},
    )
    assert f"/private?token={SECRET}" in {request.path for request in site.requests}


SITEMAPS = (
    "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
)


def sitemap(*names):
    urls = "".join(
        f"<url><loc>http://x.example/{name}</loc><n:news><n:publication_date>2026-11-20</n:publication_date>"
        f"<n:title>{name}</n:title></n:news></url>"
        for name in names
    )
    return f"<urlset {SITEMAPS}>{urls}</urlset>"


def test_an_index_of_sitemaps_is_followed_to_the_news_and_no_further(site, reply):
    parts = {"/pages.xml": "2026-01-03", "/old.xml": "2026-01-01", "/new.xml": "2026-01-02", "/news.xml.gz": ""}
    listed = "".join(
        f"<sitemap><loc>{path}</loc><lastmod>{changed}</lastmod></sitemap>" for path, changed in parts.items()
    )
    site.routes["/index.xml"] = reply(f"<sitemapindex {SITEMAPS}>{listed}</sitemapindex>", headers={"ETag": '"a"'})
    packed = gzip.compress(sitemap("A", "B").encode())
    site.routes["/news.xml.gz"] = reply(packed, type="application/x-gzip")
    site.routes["/pages.xml"] = reply("", 404)
    read(
        site,
        "/index.xml",
        expect={
            "entries": equals(lambda entry: entry.title, ["A", "B"]),
            "feeds": equals(lambda state: (state.format, state.etag, state.last_error), [("sitemap", None, None)]),
            "failures": equals(str, []),
        },
    )
    assert [request.path for request in site.requests] == ["/index.xml", "/news.xml.gz", "/pages.xml"]


def test_an_index_that_leads_only_to_itself_is_no_feed(site):
    loop = f"<sitemapindex {SITEMAPS}><sitemap><loc>/index.xml</loc></sitemap></sitemapindex>"
    site.routes["/index.xml"] = loop
    read(site, "/index.xml", expect={"failures": equals(lambda row: row.reason, ["not_a_feed"])})
    assert len(site.requests) == 2
