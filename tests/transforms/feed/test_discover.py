"""Which feeds a page names."""

import pytest

from dateline.transforms.feed.discover import find_feeds

URL = "http://example.org/news/"
TABLE = [
    ("<link rel='alternate' type='application/rss+xml' title='News' href='/feed'>", ["http://example.org/feed"]),
    (
        "<LINK REL='Alternate' TYPE='application/atom+xml; charset=x' HREF='atom.xml'>",
        ["http://example.org/news/atom.xml"],
    ),
    (
        "<link rel='alternate' type='application/feed+json' href='//cdn.example.org/f.json'>",
        ["http://cdn.example.org/f.json"],
    ),
    ("<base href='http://other.org/'><link rel=alternate type=application/rss+xml href=f>", ["http://other.org/f"]),
    ("<link rel='alternate' type='text/html' hreflang='de' href='/de'>", []),
    ("<link rel='stylesheet' type='application/rss+xml' href='/x'>", []),
    ("<a href='/rss.xml'>RSS</a><a href='/about'>About</a>", ["http://example.org/rss.xml"]),
    ("<a href='/feed/'>F</a>", ["http://example.org/feed/"]),
    ("<a href='/feedback'>Feedback</a>", []),
    (
        "<link rel='alternate' type='application/rss+xml' title='Comments' href='/comments/feed'>"
        "<link rel='alternate' type='application/rss+xml' href='/feed'>",
        ["http://example.org/feed"],
    ),
    ("<link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>", []),
    ("<link rel='alternate' type='application/rss+xml' href='http://[::1'>", []),
    ("<a href='http://[::1/feed'>x</a>", []),
    ("", []),
    ("\0\0", []),
]


@pytest.mark.parametrize(("markup", "expected"), TABLE)
def test_finds(markup, expected):
    assert [candidate.url for candidate in find_feeds(f"<html><head>{markup}</head></html>".encode(), URL)] == expected


def test_declared_feeds_come_first():
    page = "<body><a href='/rss'>RSS</a><link rel='alternate' type='application/rss+xml' href='/feed'></body>"
    assert [candidate.rank for candidate in find_feeds(page.encode(), URL)] == [2, 1]
