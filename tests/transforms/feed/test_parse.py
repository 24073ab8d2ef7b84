"""Feeds of every kind: what is in them comes out."""

import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from dateline.transforms.feed.errors import BadFeed
from dateline.transforms.feed.parse import parse_feed
from dateline.transforms.feed.text import plain

URL = "http://example.org/news/feed.xml"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "feeds"

RSS = """<?xml version="1.0"?><rss version="{version}"><channel><title>Wire</title><link>http://example.org/</link>
<item><title>One</title><link>http://example.org/1</link></item>
<item><title>Two</title><link>/2</link></item></channel></rss>"""
RSS_10 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Wire</title>
<link>http://example.org/</link></channel><item rdf:about="1"><title>One</title><link>http://example.org/1</link>
<dc:date>2026-11-23T09:00:00+01:00</dc:date><dc:creator>A. Writer</dc:creator></item><item rdf:about="2">
<title>Two</title><link>http://example.org/2</link></item></rdf:RDF>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="http://example.org/b/">
<title type="html">Wire &amp;amp; more</title><link href="http://example.org/"/><entry><title>One</title><id>urn:1</id>
<link rel="enclosure" href="http://example.org/1.mp3"/><link href="../1"/><author><name>A. Writer</name></author>
<published>2026-11-23T08:00:00Z</published><updated>2026-11-23T09:30:00Z</updated>
<content type="html">&lt;p&gt;Full text&lt;/p&gt;</content></entry>
<entry><title>Two</title><link rel="alternate" href="two"/><updated>2026-11-22T10:00:00Z</updated></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Wire",
        "home_page_url": "http://example.org/",
        "language": "en",
        "items": [
            {"id": "1", "url": "http://example.org/1", "title": "One", "date_published": "2026-11-23T08:00:00Z"},
            {"id": "2", "url": "2", "content_text": "First.\nSecond <b>.", "authors": [{"name": "A. Writer"}]},
        ],
    }
)
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://example.org/1</loc><news:news>
<news:publication><news:name>Wire</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-23T08:00:00Z</news:publication_date><news:title>One</news:title></news:news></url>
<url><loc>http://example.org/2</loc><news:news><news:title>Two</news:title></news:news></url></urlset>"""

FORMATS = [
    ("rss091u", RSS.format(version="0.91")),
    ("rss092", RSS.format(version="0.92")),
    ("rss093", RSS.format(version="0.93")),
    ("rss094", RSS.format(version="0.94")),
    ("rss20", RSS.format(version="2.0")),
    ("rss10", RSS_10),
    ("atom10", ATOM),
    ("json11", JSON),
    ("sitemap", SITEMAP),
]


@pytest.mark.parametrize(("name", "text"), FORMATS)
def test_reads_every_format(name, text):
    feed = parse_feed(text.encode(), "", URL)
    assert feed.format == name
    assert [entry.title for entry in feed.entries][:1] == ["One"]
    assert len(feed.entries) == 2
    assert all(entry.url.startswith("http://example.org/") for entry in feed.entries)


def test_reads_atom_wholly():
    feed = parse_feed(ATOM.encode(), "application/atom+xml", URL)
    one, two = feed.entries
    assert (feed.title, feed.language) == ("Wire & more", "fr")
    assert (one.url, one.guid, list(one.authors)) == ("http://example.org/1", "urn:1", ["A. Writer"])
    assert one.published == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert one.updated == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert "Full text" in one.content
    assert (two.url, two.published) == ("http://example.org/b/two", datetime(2026, 11, 22, 10, tzinfo=UTC))


def test_reads_json_wholly():
    feed = parse_feed(JSON.encode(), "application/json", URL)
    one, two = feed.entries
    assert one.published == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert (two.url, two.content) == ("http://example.org/2", "<p>First.</p><p>Second &lt;b&gt;.</p>")
    assert (two.published, list(two.authors)) == (None, ["A. Writer"])


CHANNEL = "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>T</title>{}</channel></rss>"

WAITS = [
    ("", None),
    ("<ttl>30</ttl>", 1800),
    ("<ttl>0</ttl>", None),
    ("<ttl>-5</ttl>", None),
    ("<ttl>soon</ttl>", None),
    ("<ttl>99999999</ttl>", 30 * 86400),
    ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
    ("<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21600),
    ("<sy:updatePeriod>dayly</sy:updatePeriod><sy:updateFrequency>0.5</sy:updateFrequency>", 172800),
    ("<sy:updatePeriod>always</sy:updatePeriod>", None),
    ("<ttl>15</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
]


@pytest.mark.parametrize(("inner", "wait"), WAITS)
def test_how_long_a_feed_asks_to_wait(inner, wait):
    assert parse_feed(CHANNEL.format(inner + "<item><title>a</title></item>").encode(), "", URL).wait_s == wait


def test_hours_and_days_to_stay_away():
    inner = "<skipHours><hour>0</hour><hour>5</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
    feed = parse_feed(CHANNEL.format(inner + "<item><title>a</title></item>").encode(), "", URL)
    assert list(feed.skip_hours) == [0, 5]
    assert list(feed.skip_days) == ["sunday"]


LINKS = [
    ("<link>http://example.org/a</link>", "http://example.org/a"),
    ("<link>/a</link>", "http://example.org/a"),
    ("<link>a</link>", "http://example.org/news/a"),
    ("<link>../a</link>", "http://example.org/a"),
    ("<link>//other.org/a</link>", "http://other.org/a"),
    ("<link> http://example.org/a\n</link>", "http://example.org/a"),
    ("<link><![CDATA[http://example.org/a?b=1&c=2]]></link>", "http://example.org/a?b=1&c=2"),
    ("<guid>http://example.org/a</guid>", "http://example.org/a"),
    ("<guid isPermaLink='false'>http://example.org/a</guid>", ""),
    ("<guid isPermaLink='false'>77</guid>", ""),
    ("<atom:link href='http://example.org/a'/>", "http://example.org/a"),
    ("<link>http://example.org/a</link><atom:link rel='self' href='http://example.org/self'/>", "http://example.org/a"),
    (
        "<link>http://feeds.example.net/~r/1</link><feedburner:origLink>http://example.org/a</feedburner:origLink>",
        "http://example.org/a",
    ),
    ("<enclosure url='http://example.org/a.mp3' type='audio/mpeg' length='1'/>", ""),
]
NAMESPACES = (
    "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
)


@pytest.mark.parametrize(("inner", "expected"), LINKS)
def test_links(inner, expected):
    text = (
        f"<rss version='2.0' {NAMESPACES}><channel><title>T</title><item><title>a</title>{inner}</item></channel></rss>"
    )
    (entry,) = parse_feed(text.encode(), "", URL).entries
    assert entry.url == expected


TITLES = [
    ("Police arrest four", "Police arrest four"),
    ("A &amp; B", "A & B"),
    ("A &amp;amp; B", "A & B"),
    ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"),
    ("<![CDATA[<em>Bold</em> &rsquo;move&rsquo;]]>", "Bold ’move’"),
    ("3 &lt; 4", "3 < 4"),
    (" two \n lines ", "two lines"),
    ("a\u202eb\u200bc", "abc"),
    ("e\u0301", "é"),
]


@pytest.mark.parametrize(("inner", "expected"), TITLES)
def test_titles(inner, expected):
    text = f"<rss version='2.0'><channel><title>T</title><item><title>{inner}</title></item></channel></rss>"
    (entry,) = parse_feed(text.encode(), "", URL).entries
    assert entry.title == expected


def test_a_title_is_short_and_quick_whatever_it_is():
    for text in ("<" * 100_000, "<b>" * 100_000, "&amp;" * 100_000, "a" * 1_000_000, "e" + "\u0301" * 100_000):
        assert len(plain(text)) <= 1000


@pytest.mark.parametrize(
    "header", ["", "text/xml", "application/xml", "text/html; charset=utf-8", "text/plain; charset=x"]
)
def test_the_encoding_survives_what_headers_say(header):
    text = RSS.format(version="2.0").replace("One", "Näïve Новости")
    assert parse_feed(text.encode(), header, URL).entries[0].title == "Näïve Новости"


def test_full_text_is_kept_apart_from_the_summary():
    inner = "<description>Teaser</description><content:encoded><![CDATA[<p>All of it</p>]]></content:encoded>"
    text = f"<rss version='2.0' {NAMESPACES}><channel><title>T</title><item>{inner}</item></channel></rss>"
    (entry,) = parse_feed(text.encode(), "", URL).entries
    assert (entry.content, entry.summary) == ("<p>All of it</p>", "Teaser")


def test_nothing_named_by_the_body_is_opened(tmp_path):
    secret = tmp_path / "feed.xml"
    secret.write_text(RSS.format(version="2.0"))
    with pytest.raises(BadFeed):
        parse_feed(str(secret).encode(), "", URL)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the real feeds beside the repository")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.xml.gz")), ids=lambda path: path.name[:8])
def test_sees_in_real_feeds_what_feedparser_sees(path):
    body = gzip.decompress(path.read_bytes())
    ours, theirs = parse_feed(body, "", URL), feedparser.parse(io.BytesIO(body))
    assert ours.flaw is None
    assert [entry.url for entry in ours.entries] == [entry.get("link", "") for entry in theirs.entries]
    assert [entry.guid for entry in ours.entries] == [entry.get("id") or None for entry in theirs.entries]
    dated = [bool(entry.get("published_parsed") or entry.get("updated_parsed")) for entry in theirs.entries]
    assert [entry.published is not None for entry in ours.entries] == dated
