"""How good is the coder? Prints its figures on gold and on foreign yardsticks.

    python benchmarks/coder.py [gold] [sentences] [releases] [war] [eventless] [speed] [sanity] [--errors N]

Without parts, all of them. Parts that need material outside the repository say so and are left out where it is missing.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import foreign
import texts_elsewhere

from dateline.pipeline.evaluate.coders import DEFAULT, Coder, load_coder
from dateline.pipeline.evaluate.records import GoldArticle, Record, read_gold, record_of
from dateline.pipeline.evaluate.report import errors, table
from dateline.pipeline.evaluate.scores import score
from dateline.pipeline.evaluate.sentences import read_sentences, score_sentences

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests" / "quality" / "gold"
SHARED = ROOT.parent / "shared"


def say(*lines: str) -> None:
    """Print at once, so that a run can be followed."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _code(golds: Sequence[GoldArticle], coder: Coder) -> dict[str, list[Record]]:
    return {gold.article.article_id: [record_of(m) for m in coder(gold.article)] for gold in golds}


def gold(coder: Coder, most_errors: int) -> None:
    """The table of `dateline evaluate` on every gold file there is."""
    with tempfile.TemporaryDirectory() as folder:
        whole = with_texts(Path(folder))
        files = [*sorted(OWN.glob("*.jsonl")), *whole, SHARED / "gold" / "dev.jsonl", SHARED / "gold" / "seed.jsonl"]
        _gold(files, coder, most_errors)


def with_texts(folder: Path) -> list[Path]:
    """Put the gold on texts of others together in this folder; return the files, or none where the texts are not."""
    texts = SHARED / "data" / "texts"
    if not texts.exists():
        say("== gold on texts of others: the texts are not here")
        return []
    files = []
    for path in sorted((ROOT / "benchmarks" / "gold").glob("*.jsonl")):
        lines = (json.dumps(line) + "\n" for line in texts_elsewhere.put_together(path, texts))
        files.append(folder / path.name)
        files[-1].write_text("".join(lines), "utf-8")
    return files


def _gold(files: Sequence[Path], coder: Coder, most_errors: int) -> None:
    for path in files:
        if not path.exists():
            say(f"== {path.name}: not here")
            continue
        golds = read_gold(path)
        scores = score(golds, _code(golds, coder))
        say(f"== {path.name}", *table(scores))
        if "held_out" not in path.name:
            say(*errors(scores, most_errors))


def sentences(coder: Coder, most_errors: int) -> None:
    """Textbook sentences of our own: type, and type with actor and recipient."""
    for path in sorted(OWN.glob("sentences*.tsv")):
        scores = score_sentences(read_sentences(path), coder)
        say(
            f"== {path.name}: {scores.types.due} sentences",
            f"type F1 {scores.types.f1:.3f}  (P {scores.types.precision:.3f} R {scores.types.recall:.3f});"
            f" type, actor and recipient right {scores.triples.recall:.3f}",
            "  ".join(f"{name} {tally.f1:.2f}" for name, tally in sorted(scores.by_type.items())),
        )
        if "held_out" not in path.name:
            for due, rows in scores.wrong[:most_errors]:
                said = [(r.type, [p.name for p in r.actors], [p.name for p in r.recipients]) for r in rows]
                wanted = (due.type, [p.name for p in due.actors], [p.name for p in due.recipients])
                say(f"   {due.text}", f"      due {wanted}", f"      row {said}")


def releases(coder: Coder, most_errors: int) -> None:
    """Military press releases: date, province, killed."""
    say("== military press releases", *foreign.releases(SHARED / "data" / "texts", coder, most_errors))


def war(coder: Coder, most_errors: int) -> None:
    """Reports of a war: toll and place."""
    say("== war reports", *foreign.war(SHARED / "data" / "texts", coder, most_errors))


def eventless(coder: Coder, most_errors: int) -> None:
    """Articles with no event: every row is one too many."""
    for path in [*sorted(OWN.glob("*.jsonl")), SHARED / "gold" / "dev.jsonl"]:
        golds = [gold for gold in read_gold(path) if not gold.events] if path.exists() else []
        rows = _code(golds, coder)
        if golds:
            say(f"== {path.name}: {sum(map(len, rows.values())) / len(golds):.2f} rows in {len(golds)} eventless")
        if "held_out" not in path.name:
            for article_id, found in list(rows.items())[:most_errors]:
                for row in found:
                    say(f"   {article_id}: {row.type} {row.evidence[0][:100]}")
    for name in ("meantime", "geovirus"):
        say(*foreign.ordinary(SHARED / "data" / "texts" / f"{name}.jsonl", coder, most_errors))


def speed(coder: Coder, most_errors: int) -> None:
    """Words a second, the coder over the bare parser on the same text."""
    path = SHARED / "gold" / "dev.jsonl"
    golds = read_gold(path if path.exists() else OWN / "articles.jsonl")
    nlp = foreign.parser()
    articles = [g.article for g in golds]
    words = sum(len(a.text.split()) for a in articles)
    coder(articles[0])
    ratios = []
    for _ in range(3):
        start = time.process_time()
        for _doc in nlp.pipe(a.text for a in articles):
            pass
        parsed = time.process_time()
        for article in articles:
            list(coder(article))
        coded = time.process_time()
        ratios.append(((parsed - start) / (coded - parsed), words / (parsed - start), words / (coded - parsed)))
    best = max(ratios)
    say(
        "== speed",
        f"coder over bare parser {best[0]:.2f} (parser {best[1]:.0f}, coder {best[2]:.0f} words a CPU second);"
        f" three runs: {', '.join(f'{r[0]:.2f}' for r in ratios)}",
    )


def sanity(coder: Coder, most_errors: int) -> None:
    """Types and rows an article on other news, to see at a glance that nothing is silly."""
    for name in ("re3d", "meantime"):
        say(f"== {name}", *foreign.sanity(SHARED / "data" / "texts" / f"{name}.jsonl", coder))


PARTS: dict[str, Callable[[Coder, int], None]] = {
    "gold": gold,
    "sentences": sentences,
    "releases": releases,
    "war": war,
    "eventless": eventless,
    "speed": speed,
    "sanity": sanity,
}


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description="Print the coder's figures.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--coder", default=DEFAULT)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    unknown = set(args.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    coder = load_coder(args.coder)
    for part in args.parts or PARTS:
        PARTS[part](coder, args.errors)


if __name__ == "__main__":
    main()
