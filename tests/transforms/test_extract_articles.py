"""ExtractArticles: pages in, articles and failures out, and the count balances."""

import datetime

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.util import assert_that, equal_to

from dateline.schemas import beam as _coders  # noqa: F401
from dateline.schemas.rows import Entry, Page
from dateline.transforms.extract_articles import ExtractArticles
from dateline.transforms.tally import read_counts

NOW = datetime.datetime(2026, 2, 3, 12, tzinfo=datetime.UTC)
STORY = "".join(
    f"<p>Two men were arrested in the port of Beira on day {day}, the police said, after a raid on a warehouse.</p>"
    for day in range(9)
)


def page_of(name: str, body: bytes, content: str = "") -> Page:
    url = f"https://news.example.org/{name}"
    entry = Entry("feed", name, url, name, f"Title {name}", [], NOW, None, "en", content, "", "digest", NOW)
    return Page(entry, url, 200, "text/html", body, "page", NOW)


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    html = f"<html><head><title>%s</title></head><body><article>{STORY}</article></body></html>"
    return [
        page_of("good", (html % "Raid in Beira").encode()),
        page_of("also", (html % "Another raid in Beira").encode()),
        page_of("pdf", b"%PDF-1.7 and so on"),
        page_of("bomb", b"<" * 200_000),
        page_of("empty", b""),
        page_of("bare", b"<html><body></body></html>", content=STORY),
    ]


def test_each_page_ends_as_an_article_or_a_failure(pages: list[Page]) -> None:
    with beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"])) as pipeline:
        extracted = pipeline | beam.Create(pages) | "ExtractArticles" >> ExtractArticles(run_id="r", workers=2)
        articles = extracted.articles | beam.Map(lambda article: (article.url.rpartition("/")[2], article.body_source))
        failures = extracted.failures | beam.Map(lambda failure: (failure.input.rpartition("/")[2], failure.reason))
        assert_that(articles, equal_to([("good", "page"), ("also", "page"), ("bare", "feed")]), label="articles")
        expected = [("pdf", "not_html"), ("bomb", "too_complex"), ("empty", "empty_body")]
        assert_that(failures, equal_to(expected), label="failures")
    balance = read_counts(pipeline.result.metrics(), ["ExtractArticles"])[0]
    assert balance[1:] == (6, 3, 0, 3)
