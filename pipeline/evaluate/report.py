"""The table of an evaluation, as text and as JSON, and its errors, the worst first."""

from collections.abc import Mapping
from typing import Any, Optional

from .records import Count, Name, Place, Record
from .scores import Outcome, Scores, Tally

LABELS = {
    "event": "event (type, evidence)",
    "event_material": "event, material types",
    "event_untyped": "event, any type",
    "actors": "actors",
    "recipients": "recipients",
    "location": "place",
    "country": "country",
    "date": "date",
    "killed": "killed",
    "injured": "injured",
    "attributed_to": "claimed by",
    "modes": "modes",
    "row": "whole row",
}


def as_json(scores: Scores) -> dict[str, Any]:
    """Every figure, rounded to four digits."""

    def figures(tally: Tally) -> dict[str, Any]:
        return {
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "f1": round(tally.f1, 4),
            "right": tally.right,
            "said": tally.said,
            "due": tally.due,
        }

    return {
        "articles": scores.articles,
        **{name: figures(tally) for name, tally in scores.measures.items()},
        "status_accuracy": round(scores.status.precision, 4),
        "eventless_articles": scores.eventless_articles,
        "rows_per_eventless_article": round(scores.rows_per_eventless_article, 4),
        "per_type": {name: figures(scores.types[name]) for name in sorted(scores.types)},
    }


def _line(label: str, tally: Tally) -> str:
    figures = f"P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
    return f"{label:24}{figures}   ({tally.right} right of {tally.said} said, {tally.due} due)"


def table(scores: Scores) -> list[str]:
    """The table of one coder, a line a measure."""
    lines = [f"{scores.articles} articles"]
    lines += [_line(label, scores.measures[name]) for name, label in LABELS.items()]
    lines.append(f"{'status':24}{scores.status.precision:.3f} of the events found")
    if scores.eventless_articles:
        rows = f"{scores.rows_per_eventless_article:.2f} rows an article"
        lines.append(f"{'articles with no event':24}{rows}   ({scores.eventless_articles} articles)")
    lines += [_line(f"  {name or '?'}", scores.types[name]) for name in sorted(scores.types)]
    return lines


def side_by_side(results: Mapping[str, Scores]) -> list[str]:
    """F1 of several coders, a line a measure."""

    def row(label: str, cells: list[str]) -> str:
        return f"{label:24}" + "".join(f"{cell:>14}" for cell in cells)

    found = list(results.values())
    lines = [row("F1", list(results))]
    lines += [row(label, [f"{s.measures[name].f1:.3f}" for s in found]) for name, label in LABELS.items()]
    lines.append(row("status", [f"{s.status.precision:.3f}" for s in found]))
    lines.append(row("rows where no event", [f"{s.rows_per_eventless_article:.2f}" for s in found]))
    types = sorted({name for s in found for name in s.types})
    lines += [row(f"  {name}", [f"{s.types.get(name, Tally()).f1:.3f}" for s in found]) for name in types]
    return lines


def _names(names: tuple[Name, ...]) -> str:
    return "; ".join(n.name or n.text for n in names) or "-"


def _place(place: Optional[Place]) -> str:
    return f"{place.name} ({place.precision})" if place else "-"


def _count(count: Optional[Count]) -> str:
    return f"{count.low}/{count.high}" if count else "-"


def _summary(record: Record) -> str:
    return (
        f"{record.type} {record.status} | by {_names(record.actors)} | to {_names(record.recipients)}"
        f" | at {_place(record.place)} | on {record.start or '-'} | killed {_count(record.killed)}"
        f" | says {_names(record.attributed_to)}"
    )


def _badness(outcome: Outcome) -> tuple[int, int, str]:
    """Sort key, worst first: rows that should not be, missed events, then rows by how much is wrong in them."""
    rank = {"spurious": 0, "missed": 1}.get(outcome.wrong[0], 2)
    return rank, -len(outcome.wrong), outcome.article_id


def errors(scores: Scores, most: int) -> list[str]:
    """The worst errors, a few lines each: spurious rows, missed events, wrong slots, taken in turn."""
    groups: dict[int, list[Outcome]] = {0: [], 1: [], 2: []}
    for outcome in sorted((o for o in scores.outcomes if not o.whole), key=_badness):
        groups[_badness(outcome)[0]].append(outcome)
    turns = sorted((place, rank) for rank, group in groups.items() for place in range(len(group)))
    lines: list[str] = []
    for place, rank in turns[:most]:
        outcome = groups[rank][place]
        lines.append(f"{', '.join(outcome.wrong)} in {outcome.article_id}")
        for label, record in (("row ", outcome.said), ("gold", outcome.due)):
            if record is not None:
                lines.append(f"   {label} {_summary(record)}")
        shown = outcome.due or outcome.said
        if shown is not None:
            lines.append(f"   from {shown.evidence[0] if shown.evidence else '-'}")
    return lines
