"""OPML in and out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.transforms.feed.errors import BadFeed
from dateline.transforms.feed.opml import Outline, read_opml, write_opml

NESTED = b"""<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="Africa"><outline text="West &amp; Sahel"><outline type="rss" text="Wire" title="The Wire"
 xmlUrl="http://example.org/feed" htmlUrl="http://example.org/"/></outline>
<outline text="No feed here"/></outline>
<outline text="b" XMLURL="feed://example.net/b"/><outline text="again" xmlUrl="http://example.org/feed"/></body></opml>"""


def test_reads_folders_titles_and_each_feed_once():
    assert read_opml(NESTED) == [
        Outline("http://example.org/feed", "The Wire", "http://example.org/", ("Africa", "West & Sahel")),
        Outline("http://example.net/b", "b", "", ()),
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "malformed"),
        (b"hello", "malformed"),
        (b"<html><body/></html>", "malformed"),
        (b"<rss version='2.0'/>", "malformed"),
        (b" " * 21_000_000, "too_large"),
    ],
)
def test_refuses_what_is_none(raw, reason):
    with pytest.raises(BadFeed) as caught:
        read_opml(raw)
    assert caught.value.reason == reason


def test_hostile_files_end_quickly():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE opml [<!ENTITY l0 "ha">{laughs}]><opml><body><outline text="&l9;" xmlUrl="http://x/"/></body></opml>'
    secret = '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;" xmlUrl="http://x/"/></body></opml>'
    deep = "<opml><body>" + "<outline text='a'>" * 5000 + "<outline xmlUrl='http://x/'/>"
    many = "<opml><body>" + "".join(f"<outline xmlUrl='http://x/{n}'/>" for n in range(20_000)) + "</body></opml>"
    for text in (bomb, secret, deep, many):
        try:
            outlines = read_opml(text.encode())
        except BadFeed:
            continue
        assert all("root:" not in outline.title for outline in outlines)
        assert all(len(outline.folders) <= 20 for outline in outlines)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=10)


@given(st.lists(st.tuples(TEXT, st.lists(TEXT, max_size=3)), max_size=5, unique_by=lambda pair: pair[0]))
def test_what_is_written_is_read_again(feeds):
    outlines = [
        Outline(f"http://example.org/{number}", "T", "http://example.org/", tuple("F" for _ in folders))
        for number, (_, folders) in enumerate(feeds)
    ]
    assert sorted(read_opml(write_opml(outlines, title="<&>").encode())) == sorted(outlines)


def test_markup_in_titles_is_escaped():
    outline = Outline('http://example.org/?a=1&b="2"', 'A & B "quoted"', "", ("<x>",))
    (read,) = read_opml(write_opml([outline]).encode())
    assert (read.url, read.title) == (outline.url, outline.title)
