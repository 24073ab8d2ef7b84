"""Score the reading of pages: body text by the scrapinghub benchmark's measure, speed, and how many dates are found.

    python benchmarks/extraction.py [--pages FOLDER] [--worst 10] [--engines]

The pages are Mozilla readability's test pages with the text that readability finds in them: another taste than ours in
captions, tables and front pages, so the figure is a yardstick for changes and no measure of what is right. Pages that
name themselves an article (og:type) are scored apart.
"""

import argparse
import ast
import collections
import datetime
import gzip
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import trafilatura

from dateline.transforms.article.body import read_quickly
from dateline.transforms.article.decode import decode
from dateline.transforms.article.errors import BadPage
from dateline.transforms.article.extraction import Extract, extract

PAGES = Path(__file__).parents[2] / "shared" / "data" / "pages"
NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
WORD = re.compile(r"\w+")


class Score(NamedTuple):
    """Shingles found, wrong and missed, as shares of all of them: each page weighs the same."""

    found: float
    wrong: float
    missed: float

    def f1(self) -> float:
        """F1 of this page alone."""
        total = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / total if total else 1.0


def shingles(text: str, size: int = 4) -> collections.Counter[tuple[str, ...]]:
    """Count the runs of four words in a text; a shorter text is one run, an empty one none."""
    words = WORD.findall(text)
    return collections.Counter(tuple(words[at : at + size]) for at in range(max(bool(words), len(words) - size + 1)))


def compare(expected: str, got: str) -> Score:
    """Score one page as the scrapinghub article extraction benchmark does."""
    want, have = shingles(expected), shingles(got)
    found = (want & have).total()
    wrong, missed = have.total() - found, want.total() - found
    total = max(1, found + wrong + missed)
    return Score(found / total, wrong / total, missed / total)


def f1(scores: list[Score]) -> tuple[float, float, float]:
    """Return F1, precision and recall: means over the pages with text found, and over those with text expected.

    So the benchmark has it: a page without text counts as a miss only.
    """
    precisions = [score.found / (score.found + score.wrong) for score in scores if score.found + score.wrong]
    recalls = [score.found / (score.found + score.missed) for score in scores if score.found + score.missed]
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    return 2 * precision * recall / (precision + recall), precision, recall


def read_pages(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield name, HTML and expected text of each page."""
    for line in (folder / "readability.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        gold = row["gold"] if isinstance(row["gold"], dict) else ast.literal_eval(row["gold"])
        yield row["id"], gzip.decompress((folder / row["meta"]["html"]).read_bytes()), gold["body"]


def read(body: bytes) -> Extract | None:
    """Read one page as the pipeline does, in this process."""
    try:
        return extract(body, "text/html", "", None, NOW)
    except BadPage:
        return None


def engines() -> dict[str, Callable[[str], str]]:
    """Return the extractors that are installed with us, by name: each from markup to text."""
    modes: dict[str, dict[str, bool]] = {
        "trafilatura": {},
        "trafilatura fast": {"fast": True},
        "trafilatura precision": {"favor_precision": True},
        "trafilatura recall": {"favor_recall": True},
    }
    return {
        **{name: partial(by_trafilatura, mode=mode) for name, mode in modes.items()},
        "trafilatura baseline": by_baseline,
        "resiliparse": lambda markup: "\n".join(read_quickly(markup)),
    }


def by_trafilatura(markup: str, mode: Mapping[str, bool]) -> str:
    """Return what trafilatura reads, in one of its modes."""
    return trafilatura.extract(markup, include_comments=False, include_tables=True, **mode) or ""


def by_baseline(markup: str) -> str:
    """Return what trafilatura falls back to."""
    return str(trafilatura.baseline(markup)[1])


def compare_engines(folder: Path) -> None:
    """Print how others read the same pages."""
    pages = [(decode(body, "text/html").replace("\0", ""), expected) for _, body, expected in read_pages(folder)]
    chosen = [is_article(markup.encode("utf-8", "replace")) for markup, _ in pages]
    for name, engine in engines().items():
        start = time.process_time()
        scores = [compare(expected, engine(markup)) for markup, expected in pages]
        speed = len(pages) / (time.process_time() - start)
        value, precision, recall = f1([score for score, is_one in zip(scores, chosen, strict=True) if is_one])
        told = f"F1 {value:.4f}  precision {precision:.4f}  recall {recall:.4f}  {speed:.0f} pages/s"
        print(f"  {name:22} og:type article  {told}")


def is_article(body: bytes) -> bool:
    """Tell whether a page names itself an article."""
    return re.search(rb"og:type[\"']?\s+content=[\"']?article", body) is not None


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path, default=PAGES, help="folder with readability.jsonl and html/")
    parser.add_argument("--worst", type=int, default=0, help="name so many pages with the lowest scores")
    parser.add_argument("--engines", action="store_true", help="show how other extractors read the same pages")
    options = parser.parse_args()
    if not options.pages.exists():
        print(f"There are no pages at {options.pages}.")
        return 2
    scores: dict[str, Score] = {}
    articles, empty, dated, seconds = [], 0, 0, []
    for name, body, expected in read_pages(options.pages):
        start = time.process_time()
        got = read(body)
        seconds.append(time.process_time() - start)
        empty += got is None
        scores[name] = compare(expected, got.text if got else "")
        if is_article(body):
            articles.append(name)
            dated += got is not None and got.published is not None
    for label, chosen in (("all", list(scores)), ("og:type article", articles)):
        value, precision, recall = f1([scores[name] for name in chosen])
        print(f"{label:16}{len(chosen):4} pages  F1 {value:.4f}  precision {precision:.4f}  recall {recall:.4f}")
    speed = len(seconds) / sum(seconds)
    print(f"without text {empty}; articles with a date {dated}/{len(articles)}; {speed:.0f} pages/s of CPU")
    if options.engines:
        compare_engines(options.pages)
    for name in sorted(scores, key=lambda name: scores[name].f1())[: options.worst]:
        score = scores[name]
        print(f"  {name:40} F1 {score.f1():.3f}  wrong {score.wrong:.2f}  missed {score.missed:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
