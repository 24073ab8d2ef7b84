"""Whole pages, each in a folder with what is expected of it; a new folder is a new test."""

import datetime
import json
from pathlib import Path

import pytest

from dateline.transforms.article.extraction import extract

PAGES = Path(__file__).parents[2] / "data" / "pages"
NOW = datetime.datetime(2026, 2, 10, tzinfo=datetime.UTC)


@pytest.mark.parametrize("folder", sorted(PAGES.iterdir()), ids=lambda folder: folder.name)
def test_page(folder: Path) -> None:
    expected = json.loads((folder / "article.json").read_text("utf-8"))
    got = extract((folder / "page.html").read_bytes(), "text/html", expected["url"], None, NOW)
    assert got.text.split("\n") == expected["text"]
    assert got.title == expected["title"]
    assert got.authors == expected["authors"]
    assert (got.published.at.isoformat() if got.published else None) == expected["published"]
    assert got.canonical == expected["url"]
    assert got.language == "en"
