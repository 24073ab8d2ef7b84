"""What a soak is judged by: what the press published against what the warehouse holds."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import duckdb

LOSES = {
    "hang": "the feed never answers",
    "gone": "the feed answers 410 after two minutes",
}
"""Kinds of feeds whose articles cannot be had, or not all of them, and why."""


class Published(NamedTuple):
    """An article as the press told it.

    Attributes:
        at: When it was published, in seconds since 1970.
        kind: How its feed behaves.
        revisions: How often it was revised.
    """

    at: float
    kind: str
    revisions: int


class Verdict(NamedTuple):
    """A figure against what is allowed; `is_met` is None where nothing is."""

    what: str
    found: str
    allowed: str = ""
    is_met: bool | None = None


def verdicts(
    published: Mapping[str, Published], have: Mapping[str, float], rows: tuple[int, int], *, limit: float | None
) -> list[Verdict]:
    """Judge losses, doubles and lag.

    Args:
        published: URL -> article.
        have: URL -> seconds from publication to row.
        rows: Rows of the articles, and distinct articles among them.
        limit: Seconds allowed for the 95th percentile; None: lag is not judged.
    """
    missing = Counter(told.kind for url, told in published.items() if url not in have)
    total = Counter(told.kind for told in published.values())
    lost = sum(number for kind, number in missing.items() if kind not in LOSES)
    found = [
        Verdict("articles published", str(len(published))),
        Verdict("in the table once", f"{rows[0]}, {rows[0] - rows[1]} doubled", "0 doubled", rows[0] == rows[1]),
        Verdict("missing of those that can be had", str(lost), "0", lost == 0),
    ]
    for kind, number in sorted(missing.items()):
        why = f": {LOSES[kind]}" if kind in LOSES else ""
        found.append(Verdict(f"  missing of {kind} feeds", f"{number} of {total[kind]}{why}"))
    if limit is not None:
        seconds = sorted(have[url] for url in published if url in have) or [0.0]
        p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
        text = f"p50 {p50:.0f} s, p95 {p95:.0f} s, most {seconds[-1]:.0f} s"
        found.append(Verdict("from publication to row", text, f"p95 {limit:.0f} s", p95 <= limit))
        kinds: dict[str, list[float]] = {}
        for url, told in published.items():
            if url in have:
                kinds.setdefault(told.kind, []).append(have[url])
        for kind, some in sorted(kinds.items()):
            found.append(
                Verdict(f"  p95 of {kind} feeds", f"{percentile(sorted(some), 0.95):.0f} s ({len(some)} articles)")
            )
    return found


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share of ordered values lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def oracle(press: Path) -> dict[str, Published]:
    """Return URL -> article of all that the press published."""
    found: dict[str, Published] = {}
    for told in lines(press / "oracle.jsonl"):
        known = found.get(told["url"])
        found[told["url"]] = (
            known._replace(revisions=known.revisions + 1) if known else Published(told["t"], told["kind"], 0)
        )
    return found


def lags(warehouse: Path) -> dict[str, float]:
    """Return URL -> seconds from publication, as the page tells it, to the row."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return dict(connection.execute(
            "SELECT url, epoch(added_at) - epoch(published) FROM article_revisions WHERE revision = 1"
        ).fetchall())  # fmt: skip


def rows_of(warehouse: Path) -> tuple[int, int]:
    """Return the rows of present articles, and how many articles they are."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows, distinct = connection.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchall()[0]
    return rows, distinct


def compare(disturbed: Path, undisturbed: Path) -> tuple[list[str], int]:
    """Compare all content columns of the articles and mentions of two warehouses, for the articles both can have.

    Returns:
        The URLs of articles that differ or are missing in the disturbed one, and how many were compared.
    """
    rows = [content(path) for path in (disturbed, undisturbed)]
    return [url for url, row in rows[1].items() if rows[0].get(url) != row], len(rows[1])


NOT_CONTENT = {"run_id", "added_at", "superseded_at", "fetched_at", "revision", "entry_id", "feed_id"}
"""Columns that tell of the run and not of the article: when it came, by which feed first, which revision it was."""


def content(warehouse: Path) -> dict[str, list[Any]]:
    """Return URL -> the content columns of the present revision and of its mentions."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        articles = dicts(connection, "SELECT * FROM articles")
        mentions = dicts(connection, "SELECT * FROM current_mentions")
    found = {article["revision_id"]: [article] for article in articles}
    for mention in sorted(mentions, key=lambda mention: str(mention["mention_id"])):
        found[mention["revision_id"]].append(mention)
    return {rows[0]["url"]: rows for rows in found.values()}


def dicts(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """Return rows by column name, without the columns that are no content."""
    table = connection.sql(sql).to_arrow_table()
    return table.select([name for name in table.column_names if name not in NOT_CONTENT]).to_pylist()


def page_requests(press: Path) -> "Counter[str]":
    """Count the requests for each article, by its URL."""
    urls = {f"{url.hostname}{url.path}": text for text in oracle(press) for url in [urlsplit(text)]}
    asked = [one["host"] + one["path"].partition("?")[0] for one in lines(press / "requests.jsonl")]
    return Counter(urls[one] for one in asked if one in urls)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines; the last may be half written."""
    for line in path.read_text("utf-8").splitlines():
        if line.endswith("}"):
            yield json.loads(line)


def read_json(path: Path) -> dict[str, Any] | None:
    """Return a JSON file's object; None where there is none yet."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return found
