"""The gate: our own gold, scored, may not fall below its floors.

    python tests/quality/gate.py            fail where a figure is below its floor
    python tests/quality/gate.py --raise    write today's figures as floors where they are higher
    python tests/quality/gate.py --lower articles/date=0.61 --reason "weekdays in the future were guessed"

Floors stand in floors.json, as `file/measure`. They rise with improvements; lowering one takes a reason, which is kept
beside it.
"""

import argparse
import json
import math
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.pipeline.evaluate.coders import DEFAULT, Coder, load_coder
from dateline.pipeline.evaluate.records import read_gold, record_of
from dateline.pipeline.evaluate.scores import score
from dateline.pipeline.evaluate.sentences import read_sentences, score_sentences

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
PAGE = HERE.parents[1] / "docs" / "accuracy.md"
MEASURES = ("event", "event_material", "actors", "recipients", "attributed_to", "location", "date", "killed", "row")

SLACK = 0.004
"""Another processor may round the parser's weights otherwise and flip a row; less than two rows are no regression."""


def figures(coder: Coder) -> dict[str, float]:
    """Every figure that has a floor, as `file/measure`; higher is better for all."""
    found: dict[str, float] = {}
    for path in sorted((HERE / "gold").glob("*.jsonl")):
        golds = read_gold(path)
        rows = {gold.article.article_id: [record_of(m) for m in coder(gold.article)] for gold in golds}
        scores = score(golds, rows)
        if any(gold.events for gold in golds):
            for name in MEASURES:
                if scores.measures[name].due:
                    found[f"{path.stem}/{name}"] = scores.measures[name].f1
            found[f"{path.stem}/status"] = scores.status.precision
        if scores.eventless_articles:
            found[f"{path.stem}/eventless articles left alone"] = 1 / (1 + scores.rows_per_eventless_article)
    for path in sorted((HERE / "gold").glob("*.tsv")):
        sentences = score_sentences(read_sentences(path), coder)
        found[f"{path.stem}/type"] = sentences.types.f1
        found[f"{path.stem}/type, actor and recipient"] = sentences.triples.recall
    return found


def read_floors() -> dict[str, Any]:
    """The floors and the reasons of those that were lowered."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
    return floors


def below(found: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """What is below its floor, or has a floor and is not measured any more."""
    lines = [f"{name} is not measured any more" for name in sorted(set(floors) - set(found))]
    lines += [
        f"{name} is {found[name]:.3f}, its floor {floor:.3f}"
        for name, floor in sorted(floors.items())
        if name in found and found[name] < floor - SLACK
    ]
    return lines


def raised(found: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """Floors at the figures found, nowhere lower than they were."""
    names = sorted(set(found) | set(floors))
    return {name: max(math.floor(found.get(name, 0.0) * 1000) / 1000, floors.get(name, 0.0)) for name in names}


def write_floors(floors: Mapping[str, float], reasons: Mapping[str, str]) -> None:
    """Write floors.json, and the table in docs/accuracy.md that is made of it."""
    FLOORS.write_text(json.dumps({"floors": floors, "lowered": reasons}, indent=1, ensure_ascii=False) + "\n", "utf-8")
    PAGE.write_text(with_table(PAGE.read_text("utf-8"), floors), "utf-8")


def as_table(floors: Mapping[str, float]) -> str:
    """The floors as a table in Markdown: a line a measure, the open half beside the held-out half."""
    rows = ["| measure | open | held out |", "|---|---|---|"]
    for kind in ("articles", "eventless", "fields", "sentences", "sentences_long", "sentences_structures"):
        for name in (name.split("/", 1)[1] for name in floors if name.startswith(f"{kind}/")):
            cells = [floors.get(f"{file}/{name}") for file in (kind, f"{kind}_held_out")]
            shown = " | ".join("" if cell is None else f"{cell:.3f}" for cell in cells)
            rows.append(f"| {kind.replace('_', ' ')}: {name.replace('_', ' ')} | {shown} |")
    return "\n".join(rows)


def with_table(page: str, floors: Mapping[str, float]) -> str:
    """The page with its table of floors written anew."""
    block = r"(<!-- floors[^>]*-->\n).*?(<!-- /floors -->)"
    table = as_table(floors)
    return re.sub(block, lambda match: f"{match[1]}{table}\n{match[2]}", page, flags=re.DOTALL)


def main() -> int:
    """Measure, compare, and write floors if asked."""
    parser = argparse.ArgumentParser(description="Score the coder on our own gold against its floors.")
    parser.add_argument("--coder", default=DEFAULT)
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise floors to today's figures")
    parser.add_argument("--lower", metavar="NAME=VALUE", help="lower one floor; needs --reason")
    parser.add_argument("--reason", help="why a floor is lowered")
    args = parser.parse_args()
    written = read_floors()
    floors, reasons = written["floors"], written["lowered"]
    if args.lower:
        name, _, value = args.lower.rpartition("=")
        if not args.reason or name not in floors:
            parser.error("--lower takes the name of a floor, and needs --reason")
        write_floors({**floors, name: float(value)}, {**reasons, name: args.reason})
        return 0
    found = figures(load_coder(args.coder))
    for name, value in sorted(found.items()):
        sys.stdout.write(f"{value:.3f}  floor {floors.get(name, 0.0):.3f}  {name}\n")
    failures = below(found, floors)
    sys.stdout.write("".join(f"BELOW: {line}\n" for line in failures))
    if args.lift:
        write_floors(raised(found, floors), reasons)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
