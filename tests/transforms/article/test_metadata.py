"""What a page says of itself: headline, authors, dates, address, language."""

import datetime
import json

import pytest

from dateline.transforms.article.authors import read_authors
from dateline.transforms.article.dates import Moment, combine, parse_moment, read_modified, read_published
from dateline.transforms.article.extraction import canonical
from dateline.transforms.article.language import detect_language
from dateline.transforms.article.markup import parse_html, read_head
from dateline.transforms.article.title import read_title

NOW = datetime.datetime(2026, 2, 3, 12, tzinfo=datetime.UTC)


def html(*, head: str = "", body: str = "<p>Text.</p>", title: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


RAID = "Two men arrested in raid on Beira port"
TITLES = [
    (html(title=f"{RAID} | The Beacon", head=meta("og:site_name", "The Beacon")), RAID),
    (html(title=f"{RAID} - Africa - The Beacon", head=meta("og:site_name", "The Beacon")), f"{RAID} - Africa"),
    (html(title=f"{RAID} | Africa | The Beacon", head=meta("og:site_name", "The Beacon")), RAID),
    (html(title=f"The Beacon: {RAID}", body=f"<h1>{RAID}</h1>"), RAID),
    (html(title=f"{RAID} – beacon.example"), RAID),
    (html(title="Home", head=meta("og:title", RAID), body=f"<h1>{RAID}</h1>"), RAID),
    (html(title=f"{RAID} | X", body=f"<h1>  {RAID}\n</h1><h1>Menu</h1>"), RAID),
    (html(title=f"{RAID} | The Beacon", head=ld(headline=RAID, publisher={"name": "The Beacon"})), RAID),
    (html(title=RAID, head=ld(headline="A short description"), body=f"<h1>{RAID}</h1>"), RAID),
    (html(title=f"{RAID} | B", head=meta("og:title", "Two men arrested in raid on…"), body=f"<h1>{RAID}</h1>"), RAID),
    (html(title=RAID, body="<h1>The Beacon</h1>", head=meta("og:site_name", "The Beacon")), RAID),
    (html(title=f"{RAID} &amp; more", head=meta("og:title", f"{RAID} &amp;amp; more")), f"{RAID} & more"),
    (html(title="Raid: “<b>two</b>” held"), "Raid: “two” held"),
    (html(title=f"Police - soldiers clash: {RAID}"), f"Police - soldiers clash: {RAID}"),
    (html(title="", body=f"<h1>{RAID}</h1>"), RAID),
    (html(title=f"\u202e{RAID}\u202c\0"), RAID),
    (html(), ""),
]


@pytest.mark.parametrize(("page", "expected"), TITLES)
def test_title(page: str, expected: str) -> None:
    tree = parse_html(page.replace("\0", ""))
    assert read_title(tree, read_head(tree), "beacon.example") == expected


AUTHORS = [
    (html(head=ld(author={"@type": "Person", "name": "Jane Doe"})), ["Jane Doe"]),
    (html(head=ld(author=[{"name": "Jane Doe"}, {"name": "John Roe"}])), ["Jane Doe", "John Roe"]),
    (html(head=ld(author="Jane Doe and John Roe")), ["Jane Doe", "John Roe"]),
    (html(head=ld(author={"givenName": "Jane", "familyName": "Doe"})), ["Jane Doe"]),
    (html(head=ld(author=[])), []),
    (html(head=meta("author", "By Jane Doe, John Roe")), ["Jane Doe", "John Roe"]),
    (html(head=meta("article:author", "https://social.example/janedoe")), []),
    (html(head=meta("author", "newsroom@beacon.example")), []),
    (html(head=meta("author", "Jane Doe") + meta("byl", "By JANE DOE")), ["Jane Doe"]),
    (html(body='<span class="byline">By <a rel="author">Jane Doe</a></span>'), ["Jane Doe"]),
    (html(body='<p class="byline">Jane Doe has covered the delta for the paper since the war began.</p>'), []),
    (html(), []),
]


@pytest.mark.parametrize(("page", "expected"), AUTHORS)
def test_authors(page: str, expected: list[str]) -> None:
    tree = parse_html(page)
    assert read_authors(tree, read_head(tree)) == expected


MOMENTS = [
    ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00+00:00", True),
    ("2024-05-01T10:00:00.123+02:00", "2024-05-01T10:00:00.123000+02:00", True),
    ("2024-05-01T10:00:00+0200", "2024-05-01T10:00:00+02:00", True),
    ("2024-05-01 10:00:00", "2024-05-01T10:00:00+00:00", False),
    ("2024-05-01 10:00:00 +0200", "2024-05-01T10:00:00+02:00", True),
    ("20240501T100000Z", "2024-05-01T10:00:00+00:00", True),
    ("20240501", "2024-05-01T00:00:00+00:00", False),
    ("2024/05/01", "2024-05-01T00:00:00+00:00", False),
    ("Wed, 01 May 2024 10:00:00 GMT", "2024-05-01T10:00:00+00:00", True),
    ("Wed, 01 May 2024 10:00:00 -0700", "2024-05-01T10:00:00-07:00", True),
    ("May 1, 2024", "2024-05-01T00:00:00+00:00", False),
    ("Wednesday, May 1st, 2024 at 10:00 AM", "2024-05-01T10:00:00+00:00", False),
    ("1 May 2024 10:00 GMT", "2024-05-01T10:00:00+00:00", True),
    ("01.05.2024 10:00", "2024-05-01T10:00:00+00:00", False),
    ("25/05/2024", "2024-05-25T00:00:00+00:00", False),
    ("05/25/2024", "2024-05-25T00:00:00+00:00", False),
    ("05/06/2024", None, False),
    ("2024-02-31", None, False),
    ("0000-00-00 00:00:00", None, False),
    ("yesterday at noon", None, False),
    ("2024", None, False),
    ("9" * 50, None, False),
    ("2024-05-01T10:00:00+99:99", None, False),
]


@pytest.mark.parametrize(("text", "expected", "is_exact"), MOMENTS)
def test_moment(text: str, expected: str | None, is_exact: bool) -> None:
    moment = parse_moment(text)
    assert (moment.at.isoformat() if moment else None) == expected
    assert moment is None or moment.is_exact == is_exact


DAY = "2026-02-01T22:30:00-05:00"
PUBLISHED = [
    (html(head=ld(datePublished=DAY)), DAY),
    (html(head=meta("article:published_time", DAY)), DAY),
    (html(head=ld(datePublished="2026-02-02") + meta("article:published_time", DAY)), DAY),
    (html(head=ld(datePublished="2026-01-20") + meta("article:published_time", DAY)), "2026-01-20T00:00:00+00:00"),
    (html(head=ld(datePublished="2031-01-01T00:00:00Z") + meta("article:published_time", DAY)), DAY),
    (html(head=ld(datePublished="1970-01-01T00:00:00Z") + meta("article:published_time", DAY)), DAY),
    (html(head=ld(datePublished="", dateModified="2026-02-02T00:00:00Z") + meta("date", DAY)), DAY),
    (html(body=f'<time itemprop="datePublished" datetime="{DAY}">1 February</time><p>Text.</p>'), DAY),
    (html(body="<p class='date'>Published: January 30, 2026</p><p>Text.</p>"), "2026-01-30T00:00:00+00:00"),
    (html(body="<p>© 1998 The Beacon</p>"), None),
    (html(), None),
]


@pytest.mark.parametrize(("page", "expected"), PUBLISHED)
def test_published(page: str, expected: str | None) -> None:
    tree = parse_html(page)
    found = read_published(tree, read_head(tree), "", NOW)
    assert (found.at.isoformat() if found else None) == expected


def test_the_day_stands_in_the_address() -> None:
    tree = parse_html(html())
    found = read_published(tree, read_head(tree), "https://beacon.example/2026/01/30/raid.html", NOW)
    assert found is not None
    assert found.at.date() == datetime.date(2026, 1, 30)


def test_modified() -> None:
    assert read_modified(read_head(parse_html(html(head=ld(dateModified=DAY)))), NOW) == Moment(
        datetime.datetime.fromisoformat(DAY), is_exact=True
    )


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


EXACT, DAY_ONLY = (
    Moment(at("2026-02-01T20:00+00:00"), is_exact=True),
    Moment(at("2026-02-01T00:00+00:00"), is_exact=False),
)
COMBINED = [
    (EXACT, at("2026-02-02T09:00+00:00"), EXACT.at, "page"),
    (DAY_ONLY, at("2026-02-01T21:00+00:00"), at("2026-02-01T21:00+00:00"), "feed"),
    (DAY_ONLY, at("2026-01-20T21:00+00:00"), DAY_ONLY.at, "page"),
    (DAY_ONLY, None, DAY_ONLY.at, "page"),
    (None, at("2026-02-01T21:00+00:00"), at("2026-02-01T21:00+00:00"), "feed"),
    (None, at("2099-01-01T00:00+00:00"), NOW, "seen"),
    (None, at("1970-01-01T00:00+00:00"), NOW, "seen"),
    (None, None, NOW, "seen"),
]


@pytest.mark.parametrize(("page", "feed", "expected", "source"), COMBINED)
def test_combined_date(page: Moment | None, feed: datetime.datetime | None, expected: object, source: str) -> None:
    assert combine(page, feed, NOW) == (expected, source)


OWN = "https://www.beacon.example/world/2026/02/03/raid-in-beira"
ADDRESSES = [
    ("", OWN),
    ("https://beacon.example/world/raid-in-beira-4711", "https://beacon.example/world/raid-in-beira-4711"),
    ("/world/raid-in-beira-4711", "https://www.beacon.example/world/raid-in-beira-4711"),
    ("//beacon.example/raid-4711", "https://beacon.example/raid-4711"),
    (f"{OWN}?utm_source=canonical", OWN),
    ("https://www.beacon.example/", OWN),
    ("https://www.beacon.example/world/", OWN),
    ("https://www.beacon.example/world/2026", OWN),
    ("https://other.example/raid-in-beira", OWN),
    ("http://127.0.0.1/raid", OWN),
    ("javascript:alert(1)", OWN),
    ("file:///etc/passwd", OWN),
    ("http://[bad", OWN),
    ("x" * 9000, OWN),
]


@pytest.mark.parametrize(("claim", "expected"), ADDRESSES)
def test_canonical(claim: str, expected: str) -> None:
    tree = parse_html(html(head=f'<link rel="canonical" href="{claim}">'))
    assert canonical(tree, read_head(tree), f"{OWN}?utm_source=rss") == expected


def test_a_page_without_address_is_what_it_claims() -> None:
    tree = parse_html(html(head=meta("og:url", OWN)))
    assert canonical(tree, read_head(tree), "") == OWN


LANGUAGES = [
    ("Two men were arrested in the port of Beira on Monday, police said.", "pt", "en"),
    ("Zwei Männer wurden am Montag im Hafen festgenommen, sagte die Polizei.", "en", "de"),
    ("Dois homens foram detidos na segunda-feira no porto da Beira, disse a polícia.", "en", "pt"),
    ("В порту задержали двух мужчин, сообщила полиция.", "en", "ru"),
    ("اعتقلت الشرطة رجلين يوم الاثنين في الميناء.", "en", "ar"),
    ("警方表示，周一逮捕了两名男子。", "en", "zh"),
    ("Watu wawili walikamatwa bandarini siku ya Jumatatu, polisi walisema.", "en", "sw"),
    ("Beira raid", "en-GB", "en"),
    ("OK", "de_AT", "de"),
    ("", "fr", "fr"),
    ("", None, None),
    ("12:30", "x-unknown", None),
]


@pytest.mark.parametrize(("text", "declared", "expected"), LANGUAGES)
def test_language(text: str, declared: str | None, expected: str | None) -> None:
    assert detect_language("", text, declared) == expected
