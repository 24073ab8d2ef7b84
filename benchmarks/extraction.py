"""Score the reading of pages: body text by the scrapinghub benchmark's measure, speed, and how many dates are found.

    python benchmarks/extraction.py [--pages FOLDER] [--worst 10] [--raw]

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
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

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


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path, default=PAGES, help="folder with readability.jsonl and html/")
    parser.add_argument("--worst", type=int, default=0, help="name so many pages with the lowest scores")
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
        if re.search(rb"og:type[\"']?\s+content=[\"']?article", body):
            articles.append(name)
            dated += got is not None and got.published is not None
    for label, chosen in (("all", list(scores)), ("og:type article", articles)):
        value, precision, recall = f1([scores[name] for name in chosen])
        print(f"{label:16}{len(chosen):4} pages  F1 {value:.4f}  precision {precision:.4f}  recall {recall:.4f}")
    speed = len(seconds) / sum(seconds)
    print(f"without text {empty}; articles with a date {dated}/{len(articles)}; {speed:.0f} pages/s of CPU")
    for name in sorted(scores, key=lambda name: scores[name].f1())[: options.worst]:
        score = scores[name]
        print(f"  {name:40} F1 {score.f1():.3f}  wrong {score.wrong:.2f}  missed {score.missed:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
