"""News pages in the manner of 84 templates (papers, agencies, broadcasters, blogs, offices), with all that stands around a
story: text by the scrapinghub benchmark's measure, publication day, headline, authors, address. Dates of other things
are decoys.
"""

import collections
import datetime
import json
import re
import statistics
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline.transforms.article.extraction import extract
from dateline.transforms.article.reading import _day

PAGES = sorted((Path(__file__).parents[2] / "data" / "news_pages").iterdir())
NOW = datetime.datetime(2026, 2, 10, tzinfo=datetime.UTC)
FLOOR, MEAN = 0.87, 0.985
WRONG_TITLES = {
    "tables_and_font_tags": "its title is the site's, and its headline is bold type",
    "ministry_nested_tables": "its title is the site's, and its headline is a cell of a table",
}


class Read(NamedTuple):
    title: str
    day: str
    f1: float
    authors: list[str]
    canonical: str


def shingles(text):
    words = re.findall(r"\w+", text)
    return collections.Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def f1(expected, got):
    want, have = shingles(expected), shingles(got)
    return 2 * (want & have).total() / (want.total() + have.total())


def read(folder):
    expected = json.loads((folder / "article.json").read_text("utf-8"))
    got = extract((folder / "page.html").read_bytes(), "text/html", expected["url"], None, NOW)
    day = _day(got, got.published.at if got.published else None)
    return expected, Read(got.title, str(day), f1("\n".join(expected["text"]), got.text), got.authors, got.canonical)


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_page(folder):
    expected, got = read(folder)
    assert got.f1 >= FLOOR
    assert got.day == expected["day"]
    if folder.name not in WRONG_TITLES:
        assert got.title.replace("’", "'") == expected["title"].replace("’", "'")
    assert got.authors == expected.get("authors", got.authors)
    assert got.canonical == expected.get("canonical", got.canonical)


def nameless(page):
    """Return a page whose classes and ids say nothing, as those of many sites do."""

    def hidden(found):
        return f' {found[1]}="{" ".join(f"x{zlib.crc32(name.encode()):x}" for name in found[3].split())}"'

    return re.sub(r"""\s(class|id|data-testid|data-component)=(["'])(.*?)\2""", hidden, page, flags=re.DOTALL)


def without_paragraphs(page):
    """Return a page that has divs where it had paragraphs."""
    return re.sub(r"<p(?=[\s>])", "<div", page).replace("</p>", "</div>")


@pytest.mark.parametrize(("change", "mean"), [(nameless, 0.95), (without_paragraphs, 0.98)])
def test_other_sites_of_the_same_shape(change, mean):
    found = []
    for folder in PAGES:
        expected = json.loads((folder / "article.json").read_text("utf-8"))
        page = change((folder / "page.html").read_text("utf-8")).encode()
        got = extract(page, "text/html; charset=utf-8", expected["url"], None, NOW)
        found.append(f1("\n".join(expected["text"]), got.text))
    assert statistics.mean(found) >= mean


def test_all_together():
    assert statistics.mean(read(folder)[1].f1 for folder in PAGES) >= MEAN
