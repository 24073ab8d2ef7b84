"""`dateline feeds`, against a real server."""

import json

import pytest

from dateline.pipeline.cli import main
from dateline.pipeline.exits import OK, PARTIAL, USAGE

FEED = """<rss version='2.0'><channel><title>The Wire</title><link>http://x.example/</link>
<item><title>A</title><link>http://x.example/a</link><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate></item>
<item><title>B</title><link>http://x.example/b</link></item></channel></rss>"""


@pytest.fixture
def call(site, tmp_path, monkeypatch, capsys):
    """Run the command where nothing else lies; return its exit code and output."""
    monkeypatch.chdir(tmp_path)

    def run(action, *words):
        options = [
            "--allow-host",
            f"{site.host}:{site.port}",
            "--host-delay",
            "0",
            "--warehouse",
            str(tmp_path / "x.duckdb"),
        ]
        code = main(["feeds", action, *options, *words])
        return code, capsys.readouterr().out

    return run


def lines(out):
    return [json.loads(line) for line in out.splitlines()]


def test_check_shows_what_feeds_are_like_and_fails_where_one_is_none(call, site, reply):
    site.routes["/feed"] = reply(FEED, headers={"ETag": '"1"'})
    site.routes["/page"] = "<html><body>Hello</body></html>"
    code, out = call("check", "--format", "jsonl", site.url("/feed"), site.url("/page"), site.url("/no"))
    feed, page, missing = lines(out)
    assert code == PARTIAL
    assert (feed["result"], feed["format"], feed["title"], feed["entries"]) == ("ok", "rss20", "The Wire", 2)
    assert (feed["with_link"], feed["dated"], feed["newest"]) == (2, 1, "2026-11-23T08:00:00Z")
    assert feed["conditional"] is True
    assert (page["result"], missing["result"]) == ("not_a_feed", "http_404")


def test_check_refuses_private_addresses_and_hides_passwords(call, site):
    code, out = call("check", "--format", "jsonl", "http://me:secret@10.0.0.1/feed?token=hush-hush")
    assert code == PARTIAL
    assert lines(out)[0]["result"] == "private_address"
    assert "secret" not in out
    assert "hush-hush" not in out


def test_import_export_and_list(call, site, tmp_path):
    (tmp_path / "one.opml").write_text(
        "<opml><body><outline text='Africa'><outline text='Wire' xmlUrl='http://x.example/1'/></outline></body></opml>"
    )
    (tmp_path / "two.txt").write_text("http://x.example/2\nhttp://x.example/1\n")
    code, out = call("import", "one.opml", "two.txt")
    assert (code, "2 feeds added, 2 in all" in out) == (OK, True)
    assert "0 feeds added, 2 in all" in call("import", "two.txt")[1]
    assert 'text="Africa"' in (tmp_path / "feeds.opml").read_text()
    code, out = call("list", "--format", "jsonl", "feeds.opml")
    assert [row["url"] for row in lines(out)] == ["http://x.example/1", "http://x.example/2"]
    code, out = call("health", "--format", "jsonl", "feeds.opml")
    assert {row["health"] for row in lines(out)} == {"new"}
    code, out = call("export", "feeds.opml")
    assert 'xmlUrl="http://x.example/2"' in out


def test_discover_finds_the_feed_of_a_page(call, site, reply):
    site.routes["/"] = "<head><link rel='alternate' type='application/rss+xml' href='/news.xml'></head>"
    site.routes["/news.xml"] = reply(FEED, type="application/rss+xml")
    code, out = call("discover", "--format", "jsonl", site.url("/"))
    assert (code, [row["url"] for row in lines(out)]) == (OK, [site.url("/news.xml")])


def test_discover_tries_where_feeds_mostly_lie(call, site, reply):
    site.routes["/"] = "<p>Hello"
    site.routes["/feed.xml"] = reply(FEED)
    code, out = call("discover", "--format", "jsonl", site.url("/"))
    assert (code, [row["url"] for row in lines(out)]) == (OK, [site.url("/feed.xml")])


def test_discover_goes_where_it_may_only(call, site, reply, open_site):
    inside = open_site("127.0.0.2")
    site.routes["/robots.txt"] = "User-agent: *\nDisallow: /private\n"
    site.routes["/"] = f"<link rel='alternate' type='application/rss+xml' href='{inside.url('/feed')}'>"
    assert call("discover", site.url("/"))[0] == PARTIAL
    assert not inside.requests
    assert call("discover", site.url("/private"))[0] == PARTIAL


def test_what_is_wrong_is_said(call, site, tmp_path):
    assert call("check")[0] == USAGE
    assert call("import")[0] == USAGE
    (tmp_path / "bad.opml").write_text("<html/>")
    assert call("import", "bad.opml")[0] == USAGE
