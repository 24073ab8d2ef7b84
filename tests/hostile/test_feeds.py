"""Hostile feeds: each is read, or refused with its reason, in time; the good entries among them all arrive."""

import gzip
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.transforms.failures import Unprocessable
from dateline.transforms.feed.entries import find_entries
from dateline.transforms.feed.parse import parse_feed
from dateline.transforms.killable import KillablePool
from dateline.transforms.read_feeds import identify, utc_now

LIMIT_S = 5.0  # of computing, as in a run
HUNG = 90.0


def item(number, *, title="Title", extra=""):
    return f"<item><title>{title} {number}</title><link>http://example.org/a/{number}</link>{extra}</item>"


def rss(inner, *, before="", count=3):
    items = "".join(item(number) for number in range(count))
    head = f"<?xml version='1.0' encoding='utf-8'?>{before}<rss version='2.0'><channel><title>T</title>"
    return f"{head}<link>http://example.org/</link>{inner}{items}</channel></rss>".encode()


def doctype(inner):
    return f"<!DOCTYPE rss [{inner}]>"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DEEP = 100_000

# name: (feed, entries expected) or (feed, reasons either of which is right)
CASES = {
    "billion laughs": (rss("<description>&l9;</description>", before=doctype(f'<!ENTITY l0 "ha">{LAUGHS}')), 3),
    "quadratic blow-up": (rss("&a;" * 5000, before=doctype(f'<!ENTITY a "{"x" * 50_000}">')), 3),
    "entity of a file": (
        rss("<item><title>&x;</title><link>http://example.org/x</link></item>", before=doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')),
        4,
    ),
    "entity of a URL": (rss("<description>&x;</description>", before=doctype('<!ENTITY x SYSTEM "http://127.0.0.1:1/">')), 3),
    "parameter entity": (rss("", before=doctype('<!ENTITY % x SYSTEM "http://127.0.0.1:1/">%x;')), 3),
    "external DTD": (rss("", before='<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/rss.dtd">'), 3),
    "100,000 nested elements": (rss("<a>" * DEEP + "</a>" * DEEP), {"too_complex", "parser_timeout", "parser_memory", "parser_crash", "malformed", 3}),
    "a million unclosed elements": (rss("<a>" * 1_000_000), {"too_complex"}),
    "20 MB of less-than": (rss("<" * 5_000_000), {"too_complex"}),
    "200,000 entries": (rss("", count=200_000), {"too_complex"}),
    "30,000 entries": (rss("", count=30_000), {5000}),
    "300,000 attributes": (rss("<a " + " ".join(f"a{n}='x'" for n in range(300_000)) + "/>"), {3, "parser_timeout"}),
    "a title of 8 MB": (rss(f"<item><title>{'x' * 8_000_000}</title><link>http://example.org/x</link></item>"), 4),
    "an attribute of 5 MB": (rss(f"<a b='{'x' * 5_000_000}'/>"), 3),
    "a date of 1 MB": (rss(f"<item><link>http://example.org/x</link><pubDate>{'9' * 1_000_000}</pubDate></item>"), {4, "parser_timeout"}),
    "a guid of 1 MB": (rss(f"<item><link>http://example.org/x</link><guid>{'g' * 1_000_000}</guid></item>"), 4),
    "50,000 categories": (rss("<item><link>http://example.org/x</link>" + "<category>c</category>" * 50_000 + "</item>"), {4, "parser_timeout"}),
    "a flood of comments": (rss("<!-- x -->" * 100_000), 3),
    "nested HTML in a description": (rss(f"<item><link>http://example.org/x</link><description>{'&lt;b&gt;' * 300_000}</description></item>"), {4, "parser_timeout"}),
    "NUL bytes": (rss("\0\0").replace(b"Title", b"Ti\0tle"), 3),
    "control characters": (rss("\x01\x02\x1b[2J\x07"), 3),
    "impossible character references": (rss("<item><title>a&#x110000;&#0;&#xD800;&#99999999999;b</title><link>http://example.org/x</link></item>"), 4),
    "undeclared entities": (rss("<item><title>a&nbsp;&eacute;&hellip;&bogus;b</title><link>http://example.org/x</link></item>"), 4),
    "bare ampersands": (rss("<item><title>AT&T & co</title><link>http://example.org/x?a=1&b=2</link></item>"), 4),
    "CDATA tricks": (rss("<item><title><![CDATA[a]]]]><![CDATA[>b]]></title><link><![CDATA[ http://example.org/x ]]></link></item>"), 4),
    "unclosed CDATA": (rss("<description><![CDATA[ "), {0, 3, "malformed", "not_a_feed"}),
    "truncated in an entry": (rss("", count=50)[:-60], 49),
    "truncated in a tag": (rss("", count=50)[: -len(b"</item></channel></rss>") - 3], 49),
    "truncated after an entry": (rss("", count=50)[: -len(b"</channel></rss>")], 50),
    "UTF-16": (rss("").decode().replace("utf-8", "utf-16").encode("utf-16"), 3),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + rss(""), 3),
    "blank lines before": (b"\n\n  " + rss(""), 3),
    "junk before": (b"<br/>Warning: mysql_connect()\n" + rss(""), 3),
    "junk after": (rss("") + b"<script>alert(1)</script>", 3),
    "says utf-8, is cp1251": (rss("").replace(b"Title", "Новости".encode("cp1251")), 3),
    "says latin-1, is utf-8": (rss("").replace(b"'utf-8'", b"'iso-8859-1'").replace(b"Title", "Nachrichten ä".encode()), 3),
    "UTF-7": (rss("").replace(b"'utf-8'", b"'utf-7'").replace(b"Title", b"+ADw-b+AD4-"), {3, "malformed", "not_a_feed"}),
    "an unknown encoding": (rss("").replace(b"'utf-8'", b"'x-evil'"), 3),
    "lone surrogates": (rss("").replace(b"Title", b"\xed\xa0\x80\xed\xbf\xbf"), 3),
    "HTML": (b"<!DOCTYPE html><html><head><title>Log in</title></head><body><form></form></body></html>", {"not_a_feed"}),
    "HTML in upper case": (b"<HTML><BODY>Wait...</BODY></HTML>", {"not_a_feed"}),
    "empty": (b"", {"empty_body"}),
    "blanks": (b" \n\t ", {"empty_body"}),
    "NULs only": (b"\0" * 1000, {"empty_body"}),
    "gzip": (gzip.compress(rss("")), {"not_a_feed", "malformed"}),
    "a PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 100, {"not_a_feed", "malformed"}),
    "random bytes": (bytes((n * 7919) % 256 for n in range(100_000)), {"not_a_feed", "malformed"}),
    "plain text": (b"Not found", {"not_a_feed"}),
    "the name of a file": (b"/etc/passwd", {"not_a_feed"}),
    "the URL of a feed": (b"http://127.0.0.1:1/feed.xml", {"not_a_feed"}),
    "XML, but no feed": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", {"not_a_feed"}),
    "a feed without entries": (rss("", count=0), 0),
    "JSON, but no feed": (b'{"a": 1}', {"not_a_feed"}),
    "broken JSON Feed": (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', {"malformed"}),
    "deep JSON": (b'{"items":' + b"[" * 1_000_000, {"too_complex", "not_a_feed"}),
    "deep objects": (b'{"a":' * 1_000_000, {"too_complex", "not_a_feed"}),
    "JSON with wrong types": (
        b'{"version":"https://jsonfeed.org/version/1.1","title":7,"items":[1,null,{"url":7},{"url":"http://example.org/x","authors":"me","date_published":9,"tags":{}}]}',
        1,
    ),
    "JSON with a huge number": (b'{"version":' + b"9" * 10_000 + b"}", {"not_a_feed"}),
    "a sitemap without news": (
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>http://example.org/</loc></url></urlset>",
        {"not_a_feed"},
    ),
    "an index of sitemaps": (
        b"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>http://x/</loc></sitemap></sitemapindex>",
        0,
    ),
    "a sitemap of laughs": (
        (doctype(f'<!ENTITY l0 "ha">{LAUGHS}') + "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>&l9;</loc></url></urlset>").encode(),
        {"not_a_feed", "malformed"},
    ),
    "links inside": (rss("<item><title>a</title><link>http://127.0.0.1/admin</link></item>"), 4),
    "links that are none": (
        rss("".join(f"<item><title>{n}</title><link>{link}</link></item>" for n, link in enumerate(
            ["javascript:alert(1)", "file:///etc/passwd", "http://", "http://[::1", "mailto:a@b", "http://a b/", "\x7f"]))),
        {4},
    ),
    "every guid the same": (rss("").replace(b"</link><", b"</link><guid>1</guid><"), 3),
    "SQL and markup in titles": (rss("<item><title>'); DROP TABLE events;-- &lt;script&gt;x&lt;/script&gt;</title><link>http://example.org/x</link></item>"), 4),
    "a stylesheet and a schema": (rss("", before="<?xml-stylesheet href='http://127.0.0.1:1/x.xsl'?>"), 3),
    "xml:base inside": (rss("").replace(b"<channel>", b"<channel xml:base='http://127.0.0.1:1/'>"), 3),
    "a huge ttl and huge hours": (rss("<ttl>99999999999999999999</ttl><skipHours><hour>99</hour><hour>-1</hour><hour>x</hour></skipHours>"), 3),
    "10,000 links in an entry": (rss("<item><title>a</title><link>http://example.org/x</link>" + "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' href='http://127.0.0.1/'/>" * 10_000 + "</item>"), {3, 4, "parser_timeout"}),
    "100,000 namespaces": (rss("<a " + " ".join(f"xmlns:n{n}='http://x/{n}'" for n in range(20_000)) + "/>"), {3, "parser_timeout"}),
    "a namespace of 1 MB": (rss(f"<a xmlns:x='http://x/{'y' * 1_000_000}'/>"), {3, "parser_timeout"}),
    "XInclude": (rss("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' parse='text'/>"), 3),
    "100,000 instructions": (rss("<?x y?>" * 100_000), {3, "parser_timeout"}),
    "entries inside entries": (rss("<item><title>a</title><link>http://example.org/o</link>" * 500 + "</item>" * 500), {3, 4, 503, "malformed", "parser_timeout"}),
    "two roots": (rss("") + rss("<item><title>z</title><link>http://example.org/z</link></item>"), {3, 4, 7}),
    "says UTF-16, is UTF-8": (rss("").replace(b"'utf-8'", b"'utf-16'"), 3),
    "a UTF-16 mark before UTF-8": (b"\xff\xfe" + rss(""), {3, "not_a_feed", "malformed"}),
    "a UTF-32 mark": (rss("").decode().replace("utf-8", "utf-32").encode("utf-32"), {3, "not_a_feed", "malformed"}),
    "EBCDIC": (rss("").decode().replace("utf-8", "cp037").encode("cp037"), {3, "not_a_feed", "malformed"}),
    "a codec of Python's": (rss("").replace(b"'utf-8'", b"'unicode_escape'"), 3),
    "a codec that is none": (rss("").replace(b"'utf-8'", b"'zlib_codec'"), {3, "malformed", "not_a_feed"}),
    "an encoding of 1 MB": (rss("").replace(b"'utf-8'", b"'" + b"x" * 1_000_000 + b"'"), {3, "malformed", "not_a_feed", "parser_timeout"}),
    "titles of nothing visible": (rss("<item><title>\u200b\u200c\u2060\ufeff\u202e</title><link>http://example.org/x</link></item>"), 4),
    "no titles": (rss("").replace(b"<title>Title", b"<x>Title").replace(b"</title><link>http://example.org/a", b"</x><link>http://example.org/a"), 3),
    "links of fragments only": (rss("<item><title>a</title><description>A text of its own stands here and is long enough.</description><link>#a</link></item>"), 4),
    "links of data": (rss("<item><title>a</title><link>data:text/html,x</link></item>"), 3),
    "links to other ports and users": (rss("<item><title>a</title><link>http://u:p@example.org:22/x</link></item>"), {3, 4}),
    "homographs": (rss("<item><title>a</title><link>http://ехаmple.org/x</link></item>"), 4),
    "a host of hyphens": (rss(f"<item><title>a</title><link>http://{'-' * 300}.org/x</link></item>"), 3),
    "all entries one link": (rss("<item><title>a</title><link>http://example.org/a/1</link></item>" * 2000), 3),
    "dates in year 0, 9999 and -1": (
        rss("".join(f"<item><link>http://example.org/d/{n}</link><pubDate>{date}</pubDate></item>" for n, date in enumerate(
            ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00", "-0001-01-01", "Mon, 01 Jan 0000 00:00:00 GMT", "1e400", "٢٠٢٦-٠١-٠١", "2026-01-01T24:60:60Z"]))), 10),
    "enclosures without end": (rss("<item><title>a</title><link>http://example.org/x</link>" + "<enclosure url='http://127.0.0.1/a.mp3' length='-1' type='x'/>" * 20_000 + "</item>"), {4, "parser_timeout"}),
    "a text of 8 MB": (rss(f"<item><title>a</title><link>http://example.org/x</link><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{'&lt;p&gt;x ' * 900_000}</content:encoded></item>"), {4, "parser_timeout"}),
    "bidi and escapes in a guid": (rss("<item><guid>\u202e\x1b[2J</guid><title>a</title><link>http://example.org/x</link></item>".replace("\x1b", "")), 4),
    "OPML": (b"<opml version='2.0'><body><outline xmlUrl='http://127.0.0.1/'/></body></opml>", {"not_a_feed"}),
    "a SOAP envelope": (b"<?xml version='1.0'?><soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'/>", {"not_a_feed"}),
    "JSON with integers of 10,000 digits": (b'{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":' + b"9" * 10_000 + b',"url":"http://example.org/x"}]}', {1, "malformed"}),
    "UTF-16 without a mark": (rss("").decode().replace("utf-8", "utf-16").encode("utf-16-le"), {3, "not_a_feed", "parse"}),
    "a million attributes": (rss("<x " + " ".join(f"a{n}=''" for n in range(1_000_000)) + "/>"), {3, 0, "too_complex", "not_a_feed", "parse", "parser_timeout", "parser_memory"}),
    "a feed of 2 MB in one line of JSON strings": (b'{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"http://example.org/x","tags":[' + b'"",' * 600_000 + b'""]}]}', {1, "too_complex", "parser_timeout", "parser_memory"}),
    "JSON with NaN and infinities": (b'{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":NaN,"url":"http://example.org/x","date_published":1e999}]}', 1),
    "JSON with 100,000 items": (b'{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[' + b",".join(b'{"id":"%d","url":"http://example.org/%d"}' % (n, n) for n in range(100_000)) + b"]}", {5000}),
    "JSON with twice the same key": (b'{"version":"x","version":"https://jsonfeed.org/version/1.1","items":[],"items":[{"url":"http://example.org/x"}]}', 1),
    "JSON with lone surrogates": (b'{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"http://example.org/x","title":"\\ud800 \\udfff"}]}', 1),
    "a sitemap with 60,000 addresses": (
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>" + "".join(f"<url><loc>http://example.org/{n}</loc><n:news><n:title>T {n}</n:title></n:news></url>" for n in range(60_000)) + "</urlset>").encode(), {5000, "too_complex", "parser_timeout"}),
    "impossible dates": (
        rss("".join(f"<item><link>http://example.org/d/{n}</link><pubDate>{date}</pubDate></item>" for n, date in enumerate(
            ["Mon, 99 Foo 9999 99:99:99 +9999", "0000-00-00", "-1", "99999-01-01T00:00:00Z", "2099-12-31", "1970-01-01"]))),
        9,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def pool():
    with KillablePool(f"{parse_feed.__module__}:parse_feed", timeout_s=LIMIT_S) as made:
        yield made


@pytest.mark.parametrize("name", CASES)
def test_is_read_or_refused_in_time(name, pool):
    body, expected = CASES[name]
    expected = expected if isinstance(expected, set) else {expected}
    began = time.monotonic()
    try:
        parsed = pool.call(body, "text/xml", "http://example.org/feed.xml")
    except Unprocessable as error:
        outcome = error.reason
    else:
        found, _ = find_entries(parsed, "f", "http://example.org/feed.xml", utc_now(), identify)
        outcome = len(found)
        for one in found:
            row = repr(one)
            assert "root:" not in row
            assert "\0" not in one.entry.title
            assert "\x1b" not in one.entry.title
            one.entry.title.encode()
            assert len(one.entry.title) <= 1000
            assert len(one.entry.guid or "") <= 2048
            assert one.entry.published is None or 1990 <= one.entry.published.year <= utc_now().year + 1
    assert outcome in expected
    assert time.monotonic() - began < HUNG


def test_the_good_entries_beside_bad_links_arrive_and_the_bad_are_told(pool):
    parsed = pool.call(CASES["links that are none"][0], "", "http://example.org/feed.xml")
    found, rejected = find_entries(parsed, "f", "http://example.org/feed.xml", utc_now(), identify)
    assert {one.entry.url for one in found} >= {f"http://example.org/a/{n}" for n in range(3)}
    assert len(found) + len(rejected) == len(parsed.entries)
    assert {one.error.reason for one in rejected} <= {"invalid_url", "no_link"}


PIECES = st.sampled_from(
    [
        b"<rss version='2.0'>",
        b"<channel>",
        b"<item>",
        b"</item>",
        b"<title>",
        b"</title>",
        b"<link>http://example.org/a</link>",
        b"<pubDate>Mon, 1 Jan 2026 00:00:00 GMT</pubDate>",
        b"<![CDATA[",
        b"]]>",
        b"&amp;",
        b"&#x0;",
        b"\xff",
        b"\0",
        b"<!--",
        b"<?xml version='1.0'?>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<entry>",
        b"<guid>",
        b"</channel></rss>",
        b'{"version":"https://jsonfeed.org/version/1","items":[',
        b"{}",
        b"]}",
    ]
)


@given(
    st.lists(st.one_of(PIECES, st.binary(max_size=20)), max_size=30).map(b"".join),
    st.sampled_from(["", "text/xml", "text/html; charset=utf-16"]),
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_bytes_they_are_read_or_refused(body, content_type):
    try:
        parsed = parse_feed(body, content_type, "http://example.org/feed.xml")
    except Unprocessable:
        return
    find_entries(parsed, "f", "http://example.org/feed.xml", utc_now(), identify)
