"""From a page and its entry to the article: which id, which text, which date."""

import datetime

import pytest

from dateline.schemas.rows import Entry, Page
from dateline.transforms.article import urls
from dateline.transforms.article.errors import BadPage
from dateline.transforms.article.extraction import MAX_TEXT, Extract
from dateline.transforms.article.reading import Reading, drop_lines, read_article, revision_id
from dateline.transforms.article.worker import Task, read
from dateline.transforms.killable import Killed

NOW = datetime.datetime(2026, 2, 3, 12, tzinfo=datetime.UTC)
LINK = "https://www.paper.example/raid?utm_source=rss"
TEXT = "".join(
    f"<p>Two men were arrested in Beira on day {day}, police said, after a raid on the port.</p>" for day in range(9)
)
FULL = "".join(
    f"<p>The commander said on day {day} that two more men had fled across the border.</p>" for day in range(30)
)


def html(text: str = TEXT, head: str = "", title: str = "Raid in Beira") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body><article>{text}</article></body></html>".encode()


def page(body: bytes, *, url: str = LINK, link: str = LINK, source: str = "page", **entry: object) -> Page:
    values = {
        "feed_id": "f", "article_id": urls.article_id(urls.canonical_url(link)) if link else "own", "url": link,
        "guid": None, "title": "Entry", "authors": ["Feed Author"], "published": None, "updated": None,
        "language": None,
        "content": "", "summary": "", "entry_digest": "d", "seen_at": NOW,
    }  # fmt: skip
    return Page(Entry(**(values | entry)), url, 200, "text/html", body, source, NOW)  # type: ignore[arg-type]


def article(found: Page) -> Reading:
    return read_article(found, read, run_id="r")


def test_an_article_is_what_the_page_says() -> None:
    got = article(
        page(html(head='<meta name="author" content="Jane Doe"><meta name="date" content="2026-02-02">'))
    ).article
    assert got.url == "https://www.paper.example/raid"
    assert got.article_id == urls.article_id(got.url)
    assert got.revision_id == revision_id(got.article_id, got.title, got.text)
    assert (got.title, got.site, got.authors, got.language) == ("Raid in Beira", "paper.example", ["Jane Doe"], "en")
    assert (got.published, got.date_source) == (datetime.datetime(2026, 2, 2, tzinfo=datetime.UTC), "page")
    assert (got.is_coded, got.body_source, got.revision, got.feed_id, got.run_id) == (True, "page", 1, "f", "r")


def test_what_the_page_leaves_open_the_entry_tells() -> None:
    when = datetime.datetime(2026, 2, 1, 3, tzinfo=datetime.UTC)
    got = article(page(html(title=""), published=when, updated=NOW)).article
    assert (got.title, got.authors, got.published, got.date_source) == ("Entry", ["Feed Author"], when, "feed")
    assert got.modified == NOW


def test_two_links_to_one_story_give_one_revision() -> None:
    head = '<link rel="canonical" href="https://www.paper.example/raid-4711">'
    first = article(page(html(head=head))).article
    second = article(
        page(html(head=head), link="https://paper.example/x/raid?id=3", url="https://paper.example/x/raid?id=3")
    )
    assert first.revision_id == second.article.revision_id


def test_times_are_utc() -> None:
    got = article(
        page(html(head='<meta property="article:published_time" content="2026-02-02T22:00:00-05:00">'))
    ).article
    assert got.published == datetime.datetime(2026, 2, 3, 3, tzinfo=datetime.UTC)
    assert got.published is not None
    assert got.published.tzinfo is datetime.UTC


def test_a_text_in_another_language_is_kept_and_not_coded() -> None:
    german = "".join(
        f"<p>Zwei Männer wurden am Tag {day} im Hafen festgenommen, sagte die Polizei.</p>" for day in range(9)
    )
    got = article(page(html(german, title="Razzia"), language="en")).article
    assert (got.language, got.is_coded) == ("de", False)


def test_the_entry_stands_in_for_a_page_without_text() -> None:
    got = article(page(b"<html><body></body></html>", content=FULL)).article
    assert (got.body_source, got.title) == ("feed", "Entry")
    assert got.text.count("\n") == 29


def test_the_entry_stands_in_for_a_page_with_the_start_of_the_text() -> None:
    got = article(page(html(FULL[:400]), content=FULL)).article
    assert (got.body_source, got.title) == ("feed", "Raid in Beira")


def test_a_summary_does_not_stand_in() -> None:
    with pytest.raises(BadPage) as caught:
        article(page(b"<html><body></body></html>", content="<p>Two men were arrested.</p>"))
    assert caught.value.reason == "no_content"


def test_an_entry_without_link_is_its_own_article() -> None:
    got = article(page(FULL.encode(), link="", url="", source="feed")).article
    assert (got.article_id, got.url, got.site, got.body_source) == ("own", "", "", "feed")


@pytest.mark.parametrize("url", ["https://paper.example", "https://paper.example/", "https://paper.example//#top"])
def test_a_front_page_is_no_article(url: str) -> None:
    with pytest.raises(BadPage) as caught:
        article(page(html(), url=url))
    assert caught.value.reason == "home_page"


def test_a_text_that_is_cut_is_noted() -> None:
    long = "".join(
        f"<p>On day {day} the commander said that two more men had fled across the border.</p>" for day in range(3000)
    )
    got = article(page(html(long)))
    assert len(got.article.text) <= MAX_TEXT
    assert [note.reason for note in got.notes] == ["text_cut"]


def test_lines_of_the_site_go_and_make_another_revision() -> None:
    got = article(page(html(f"{TEXT}<p>The Paper, since 1901</p>"))).article
    without = drop_lines(got, {"The Paper, since 1901"})
    assert without.text == got.text.removesuffix("\nThe Paper, since 1901")
    assert without.revision_id == revision_id(got.article_id, got.title, without.text)
    assert drop_lines(got, {"Another line"}) is got


def test_the_day_of_publication_is_the_publishers() -> None:
    got = article(
        page(html(head='<meta property="article:published_time" content="2026-02-03T07:30:00+09:00">'))
    ).article
    assert got.published == datetime.datetime(2026, 2, 2, 22, 30, tzinfo=datetime.UTC)
    assert got.published_day == datetime.date(2026, 2, 3)


def test_a_page_on_which_the_reading_was_killed_is_skimmed() -> None:
    def kill_the_full_reading(task: Task) -> Extract:
        if not task.is_quick:
            raise Killed("parser_timeout", "stopped after 5 s")
        return read(task)

    got = read_article(page(html()), kill_the_full_reading).article
    assert "Two men were arrested in Beira on day 8" in got.text
    assert got.body_source == "page"


def test_a_page_that_kills_twice_is_a_failure_with_the_first_reason() -> None:
    def kill(task: Task) -> Extract:
        raise Killed("parser_memory" if task.is_quick else "parser_timeout", "stopped")

    with pytest.raises(Killed) as caught:
        read_article(page(html()), kill)
    assert caught.value.reason == "parser_timeout"
