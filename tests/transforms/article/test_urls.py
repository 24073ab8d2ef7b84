"""One address for every spelling of a link."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.transforms.article.urls import BadUrl, article_id, canonical_url, site

CANONICAL = [
    ("HTTP://Example.COM/Path", "http://example.com/Path"),
    ("https://example.com:443/a", "https://example.com/a"),
    ("http://example.com:80/a", "http://example.com/a"),
    ("http://example.com:8080/a", "http://example.com:8080/a"),
    ("https://example.com", "https://example.com/"),
    ("https://example.com?id=1", "https://example.com/?id=1"),
    ("https://example.com/a#section", "https://example.com/a"),
    ("https://example.com/a#", "https://example.com/a"),
    ("https://user:secret@example.com/a", "https://example.com/a"),
    ("https://example.com./a", "https://example.com/a"),
    ("  https://example.com/a\n", "https://example.com/a"),
    ("https://exam\tple.com/a\nb", "https://example.com/ab"),
    ("https://example.com\\a\\b", "https://example.com/a/b"),
    ("https://example.com/a/../b/./c", "https://example.com/b/c"),
    ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
    ("https://xn--mnchen-3ya.example/%c3%a4", "https://xn--mnchen-3ya.example/%C3%A4"),
    ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ("https://example.com/a;jsessionid=1F2", "https://example.com/a"),
    # parameters
    ("https://example.com/a?id=12", "https://example.com/a?id=12"),
    ("https://example.com/a?b=2&a=1", "https://example.com/a?b=2&a=1"),
    ("https://example.com/a?utm_source=rss&id=12&utm_medium=feed", "https://example.com/a?id=12"),
    ("https://example.com/a?UTM_Source=rss", "https://example.com/a"),
    ("https://example.com/a?fbclid=x&gclid=y&msclkid=z&igshid=1&mc_cid=2&mc_eid=3", "https://example.com/a"),
    ("https://example.com/a?at_medium=RSS&at_campaign=KARANGA", "https://example.com/a"),
    ("https://example.com/a?CMP=share_btn_tw", "https://example.com/a"),
    ("https://example.com/a?ref=rss", "https://example.com/a"),
    ("https://example.com/a?ref=4711", "https://example.com/a?ref=4711"),
    ("https://example.com/a?source=rss", "https://example.com/a"),
    ("https://example.com/a?source=reuters", "https://example.com/a?source=reuters"),
    ("https://example.com/a?maca=en-rss-en-all-1573-rdf", "https://example.com/a"),
    ("https://example.com/a?traffic_source=rss", "https://example.com/a"),
    ("https://example.com/a?from=2024&page=2", "https://example.com/a?from=2024&page=2"),
    ("https://example.com/?p=123&preview=1", "https://example.com/?p=123&preview=1"),
    ("https://example.com/a?", "https://example.com/a"),
    ("https://example.com/a?&&x=1&", "https://example.com/a?x=1"),
    ("https://example.com/a?x=%20y+z", "https://example.com/a?x=%20y+z"),
    # mobile and AMP
    ("https://m.example.com/a", "https://example.com/a"),
    ("https://mobile.example.co.uk/a", "https://example.co.uk/a"),
    ("https://en.m.wikipedia.org/wiki/Beira", "https://en.wikipedia.org/wiki/Beira"),
    ("https://amp.example.com/world/a", "https://example.com/world/a"),
    ("https://m.com/a", "https://m.com/a"),
    ("https://example.com/world/a/amp", "https://example.com/world/a"),
    ("https://example.com/world/a/amp/", "https://example.com/world/a"),
    ("https://example.com/world/a.amp", "https://example.com/world/a"),
    ("https://example.com/world/a.amp.html", "https://example.com/world/a.html"),
    ("https://example.com/amp/world/a", "https://example.com/world/a"),
    ("https://example.com/amp", "https://example.com/amp"),
    ("https://example.com/amp/", "https://example.com/amp/"),
    ("https://example.com/a?amp", "https://example.com/a"),
    ("https://example.com/a?amp=1", "https://example.com/a"),
    ("https://example.com/a?amp=12", "https://example.com/a?amp=12"),
    ("https://example.com/a?outputType=amp", "https://example.com/a"),
    ("https://example.com/a?outputType=json", "https://example.com/a?outputType=json"),
    # aggregators
    ("https://www.google.com/amp/s/example.com/world/a", "https://example.com/world/a"),
    ("https://example-com.cdn.ampproject.org/c/s/example.com/a?x=1", "https://example.com/a?x=1"),
    ("https://news.google.com/news/url?sa=t&url=https%3A%2F%2Fexample.com%2Fa%3Fid%3D1%26utm_source%3Dg", "https://example.com/a?id=1"),
    ("https://www.google.com/url?q=https://example.com/a&sa=U", "https://example.com/a"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa&h=AT0", "https://example.com/a"),
    ("http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fexample.com%2fa&c=1", "https://example.com/a"),
    ("http://us.rd.yahoo.com/dailynews/rss/world/*http://example.com/a", "http://example.com/a"),
    ("https://news.google.com/search?q=beira", "https://news.google.com/search?q=beira"),
    ("https://example.com/go?url=https://other.example/a", "https://example.com/go?url=https://other.example/a"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "canonical"), CANONICAL)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


def test_google_news_token_of_the_older_kind() -> None:
    token = base64.urlsafe_b64encode(b"\x08\x13\x22\x1dhttps://example.com/world/a\xd2\x01\x00").decode().rstrip("=")
    assert canonical_url(f"https://news.google.com/rss/articles/{token}?oc=5") == "https://example.com/world/a"


def test_google_news_token_of_the_newer_kind_stays() -> None:
    token = base64.urlsafe_b64encode(b"\x08\x13\x22\x20AU_yqLOpaque").decode().rstrip("=")
    assert canonical_url(f"https://news.google.com/rss/articles/{token}").startswith("https://news.google.com/")


SAME = [
    ("http://example.com/a", "https://example.com/a"),
    ("https://www.example.com/a", "https://example.com/a"),
    ("https://www.example.com/a/", "https://example.com/a"),
    ("https://m.example.com/a?utm_source=rss", "https://www.example.com/a"),
    ("https://example.com/a?id=1&fbclid=2", "https://example.com/a?id=1#top"),
]
OTHER = [
    ("https://example.com/a?id=1", "https://example.com/a?id=2"),
    ("https://example.com/a", "https://example.com/A"),
    ("https://example.com/a", "https://example.org/a"),
    ("https://blog.example.com/a", "https://example.com/a"),
    ("https://example.com/?p=1", "https://example.com/?p=2"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_one_article_has_one_id(first: str, second: str) -> None:
    assert article_id(canonical_url(first)) == article_id(canonical_url(second))


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_two_articles_have_two_ids(first: str, second: str) -> None:
    assert article_id(canonical_url(first)) != article_id(canonical_url(second))


BAD = [
    "", "a", "/a/b", "//example.com/a", "example.com/a", "http://", "http:///a", "http:a", "https://?x",
    "file:///etc/passwd", "ftp://example.com/a", "gopher://example.com", "javascript:alert(1)", "data:text/html,x",
    "mailto:a@example.com", "http://exa mple.com/", "http://a..b/", "http://example.com:99999/", "http://example.com:x/",
    "http://-a-.example/", "http://exa\0mple.com/", "http://[::1/", "http://[zz]/", "http://%zz/",
    f"http://{'a' * 64}.example/", f"http://example.com/{'a' * 9000}", "http://exa<mple>.com/", "http://\ud800.example/",
]  # fmt: skip


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(BadUrl) as caught:
        canonical_url(url)
    assert caught.value.reason == "invalid_url"
    assert len(str(caught.value)) < 200


@given(st.text(max_size=60).map(lambda tail: f"https://example.com/{tail}") | st.text(max_size=40))
def test_any_text_is_an_address_or_refused_and_spelling_is_final(text: str) -> None:
    try:
        canonical = canonical_url(text)
    except BadUrl:
        return
    assert canonical_url(canonical) == canonical
    canonical.encode("ascii")


SITES = [
    ("https://www.example.co.uk/a", "example.co.uk"),
    ("https://edition.news.example.com/a", "example.com"),
    ("https://one.blogspot.com/a", "one.blogspot.com"),
    ("http://127.0.0.1:8000/a", "127.0.0.1"),
    ("http://[::1]/a", "::1"),
    ("http://localhost/a", "localhost"),
    ("http://www.paper.test/a", "paper.test"),
    ("", ""),
    ("nonsense", ""),
]


@pytest.mark.parametrize(("url", "expected"), SITES)
def test_site(url: str, expected: str) -> None:
    assert site(url) == expected
