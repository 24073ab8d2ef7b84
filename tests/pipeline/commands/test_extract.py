"""`dateline extract`: a JSON line a file; a bad file costs a sentence."""

import io
import json
from pathlib import Path

import pytest

from dateline.pipeline.cli import main

PAGES = Path(__file__).parents[2] / "data" / "pages"
KEYS = ["file", "title", "text", "authors", "published", "modified", "language", "url", "site"]


def test_a_line_a_file_and_the_bad_ones_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = PAGES / "with_everything_around_it" / "page.html"
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7")
    code = main(["extract", str(tmp_path / "page.pdf"), str(good), str(tmp_path / "missing.html")])
    out, err = capsys.readouterr()
    (line,) = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert list(line) == KEYS
    assert line["file"] == str(good)
    assert line["title"] == "Gunmen kill nine at market in Kassala"
    assert line["published"] == "2026-02-02T18:30:00+03:00"
    assert line["site"] == "herald.example"
    assert len(err.splitlines()) == 2
    assert "page.pdf: The page is a PDF, not HTML." in err
    assert "missing.html: No such file or directory" in err


def test_the_url_names_the_site(capsys: pytest.CaptureFixture[str]) -> None:
    page = str(PAGES / "with_a_table" / "page.html")
    assert main(["extract", page, "--url", "https://m.herald.example/africa/kassala-attack?utm_source=rss"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["url"], line["site"]) == ("https://herald.example/africa/kassala-attack", "herald.example")


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO((PAGES / "with_a_list" / "page.html").read_bytes())

    monkeypatch.setattr("sys.stdin", Input)
    assert main(["extract", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["file"] == "-"
