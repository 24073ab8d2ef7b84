"""`dateline evaluate`: measure a coder on gold articles."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...transforms.failures import Unprocessable
from ..evaluate.coders import CODERS, DEFAULT, UnknownCoder, load_coder
from ..evaluate.records import BadGold, GoldArticle, Record, read_gold, read_rows, record_of
from ..evaluate.report import as_json, errors, side_by_side, table
from ..evaluate.scores import Scores, score
from ..exits import OK, USAGE


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("gold", type=Path, help="gold articles: JSON Lines of id, title, published, text, events")
    parser.add_argument(
        "rows", type=Path, nargs="?", help="rows to score, as `dateline code` writes them; without, code the articles"
    )
    parser.add_argument(
        "--coder",
        action="append",
        metavar="NAME",
        help=f"which coder codes the articles: {', '.join(CODERS)}, or module:function; "
        f"give it twice to compare two (default: {DEFAULT})",
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print the N worst errors")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def code_gold(golds: Sequence[GoldArticle], coder_name: str) -> dict[str, list[Record]]:
    """Code gold articles; records by article id. An article that cannot be coded has none, and is named."""
    coder = load_coder(coder_name)
    rows: dict[str, list[Record]] = {}
    for gold in golds:
        article_id = gold.article.article_id
        try:
            rows[article_id] = [record_of(mention) for mention in coder(gold.article)]
        except Unprocessable as error:
            rows[article_id] = []
            sys.stderr.write(f"{article_id}: {error}\n")
    return rows


def _results(args: argparse.Namespace) -> dict[str, Scores]:
    golds = read_gold(args.gold)
    if args.rows is not None:
        return {args.rows.name: score(golds, read_rows(args.rows))}
    return {name: score(golds, code_gold(golds, name)) for name in dict.fromkeys(args.coder or [DEFAULT])}


def _print(results: Mapping[str, Scores], most_errors: int) -> None:
    lines = side_by_side(results) if len(results) > 1 else table(*results.values())
    for name, scores in results.items():
        worst = errors(scores, most_errors)
        if worst:
            lines += ["", f"The worst errors of {name}:", *worst]
    sys.stdout.write("\n".join(lines) + "\n")


def run(args: argparse.Namespace) -> int:
    """Evaluate and print."""
    if args.rows is not None and args.coder:
        sys.stderr.write("Give rows or --coder, not both.\n")
        return USAGE
    try:
        results = _results(args)
    except (BadGold, OSError, UnknownCoder) as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    if args.json:
        found = {name: as_json(scores) for name, scores in results.items()}
        sys.stdout.write(json.dumps(found if len(found) > 1 else next(iter(found.values())), indent=1) + "\n")
    else:
        _print(results, args.errors)
    return OK
