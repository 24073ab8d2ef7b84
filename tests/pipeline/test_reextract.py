"""Archived pages, extracted again: what changed is a new revision, what did not is known."""

import datetime

import pytest

from dateline.pipeline import reextract as module
from dateline.pipeline.archive import write_pages
from dateline.pipeline.cli import main
from dateline.pipeline.reextract import reextract
from dateline.pipeline.run import archive_of
from dateline.pipeline.sinks import Written
from dateline.pipeline.sinks.duckdb import DuckDBSink
from dateline.schemas.rows import Entry, Page
from dateline.transforms.article.reading import read_article, revision_id

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
ATTACK = "Rebels attacked the town of Hasakah on Sunday, killing 20 civilians, police said."
MARCH = "Thousands of teachers marched through the streets of Lagos on Saturday to demand higher pay."
REST = "The governor said that he would speak to the people of the town before the end of the week."


def page(name, *lines, at=NOON, body=None):
    url = f"https://news.example.org/2026/{name}"
    entry = Entry("feed", name, url, None, name, [], NOON, None, "en", "", "", "digest", NOON)
    text = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<html><head><title>{name} on Sunday</title></head><body><article>{text}</article></body></html>"
    return Page(entry, url, 200, "text/html", html.encode() if body is None else body, "page", at)


@pytest.fixture
def sink(tmp_path):
    made = DuckDBSink(tmp_path / "x.duckdb")
    made.prepare()
    return made


def again(sink, days=0):
    return reextract(sink, archive_of(sink), now=lambda: NOON + datetime.timedelta(days=days), workers=1)


def count(sink, table):
    return sink.read(f"SELECT count(*) AS n FROM {table}").to_pylist()[0]["n"]


def texts(sink):
    rows = sink.read("SELECT text, revision FROM articles ORDER BY url").to_pylist()
    return [(row["text"].split("\n"), row["revision"]) for row in rows]


def test_only_texts_that_changed_are_new_revisions(sink, monkeypatch):
    pages = [page("attack", ATTACK, REST), page("march", MARCH, REST), page("empty", body=b"<html></html>")]
    write_pages(archive_of(sink), pages)

    def older(page, **options):
        reading = read_article(page, **options)
        if "attack" not in page.url:
            return reading
        article = reading.article
        text = f"{article.text}\nShare this story"
        made = article._replace(text=text, revision_id=revision_id(article.article_id, article.title, text))
        return reading._replace(article=made)

    with monkeypatch.context() as patched:
        patched.setattr(module, "read_article", older)
        first = again(sink)
    assert first.read == ("ExtractArticles", 3, 2, 0, 1)
    mentions = count(sink, "current_mentions")
    assert texts(sink) == [([ATTACK, REST, "Share this story"], 1), ([MARCH, REST], 1)]

    second = again(sink, days=1)
    assert second.read == ("ExtractArticles", 3, 1, 1, 1)
    assert texts(sink) == [([ATTACK, REST], 2), ([MARCH, REST], 1)]
    assert count(sink, "current_mentions") == mentions >= 2
    assert second.written["mentions"].superseded == second.written["mentions"].new >= 1
    third = again(sink, days=2)
    assert third.read == ("ExtractArticles", 3, 0, 2, 1)
    assert third.written.get("article_revisions", Written()).new == 0
    assert count(sink, "run_steps WHERE NOT is_balanced") == 0


def test_the_last_page_of_a_link_counts_and_none_older_than_what_is_there(sink):
    write_pages(archive_of(sink), [page("attack", ATTACK, REST), page("attack", MARCH, REST, at=NOON + HOUR)])
    assert again(sink).read == ("ExtractArticles", 1, 1, 0, 0)
    assert texts(sink) == [([MARCH, REST], 1)]

    for folder in archive_of(sink).iterdir():
        for file in folder.iterdir():
            file.unlink()
    write_pages(archive_of(sink), [page("attack", ATTACK, REST)])
    assert again(sink, days=1).read == ("ExtractArticles", 1, 0, 1, 0)
    assert texts(sink) == [([MARCH, REST], 1)]


def test_the_command(sink, capsys):
    assert main(["recode", "--pages", "--warehouse", str(sink.path)]) == 2
    assert "no archived pages" in capsys.readouterr().err
    write_pages(archive_of(sink), [page("attack", ATTACK, REST)])
    assert main(["recode", "--pages", "--workers", "1", "--warehouse", str(sink.path)]) == 0
    assert "ExtractArticles" in capsys.readouterr().out
    assert texts(sink) == [([ATTACK, REST], 1)]
