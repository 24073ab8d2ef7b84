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


def test_lines_that_a_site_repeats_are_dropped_and_told() -> None:
    texts = [
        f"<p>Gunmen attacked village number {n} on Monday and burned houses, officials said.</p>"
        f"<p>They fled towards the forest in the north of district {n}, according to residents.</p>"
        "<p>The Daily Beacon, serving the delta</p>" + (f"<p>Local edition {n % 2}</p>")
        for n in range(6)
    ]
    pages = [
        page_of(f"s{n}", f"<html><title>Attack on village {n}</title><body><article>{text}</article></body>".encode())
        for n, text in enumerate(texts)
    ]
    with beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"])) as pipeline:
        extracted = pipeline | beam.Create(pages) | "ExtractArticles" >> ExtractArticles(workers=1)
        texts_out = extracted.articles | beam.Map(lambda article: article.text.count("\n"))
        lines = extracted.lines | beam.Map(lambda line: (line.site, line.line, line.pages))
        assert_that(texts_out, equal_to([2] * 6), label="articles")
        assert_that(lines, equal_to([("example.org", "The Daily Beacon, serving the delta", 6)]), label="lines")


def test_lines_known_from_earlier_passes_are_dropped() -> None:
    page = page_of(
        "one", f"<html><title>T</title><body><article>{STORY}<p>The Daily Beacon</p></article></body>".encode()
    )
    known = {"example.org": frozenset(["The Daily Beacon"])}
    with beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"])) as pipeline:
        extracted = pipeline | beam.Create([page]) | ExtractArticles(workers=1, site_lines=known)
        assert_that(extracted.articles | beam.Map(lambda article: "Beacon" in article.text), equal_to([False]))
