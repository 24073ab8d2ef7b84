"""Which reports are worth comparing: those that share two telling keys and were published near each other.

Keys are words, the place, the toll and the text a copy was made from. Under one key a report meets at most the NEAREST
before and after it, and of all it meets it is compared with the CLOSEST; so the work grows with the number of reports,
however crowded a day is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from .pairs import WINDOW
from .reports import Report
from .words import telling

WORDS = 10
"""Telling words of a report that are keys."""
NEAREST = 40
CLOSEST = 30
SHARED = 2
"""Keys in common that make a pair worth a comparison."""

Key = tuple[str, str]


def keys(report: Report) -> Iterator[tuple[Key, int]]:
    """Yield the keys of a report and how many of SHARED each counts for."""
    words = report.top.head if report.top else report.words
    for word in telling(words, WORDS):
        yield ("word", word), 1
    if report.place is not None:
        yield ("place", f"{report.place.country} {report.place.name}"), 1
    if report.killed is not None and report.killed.low:
        yield ("killed", str(report.killed.low)), 1
    if report.days is not None and report.days[0] == report.days[1]:
        yield ("day", report.days[0].isoformat()), 1
    yield ("copy", report.original), SHARED


def likely(reports: Sequence[Report]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing, as positions in the canonical order, the smaller first."""
    found = set()
    for here, meetings in enumerate(meet(reports)):
        worth = [(count, there) for there, count in meetings.items() if count >= SHARED]
        worth.sort(key=lambda item: (-item[0], abs(item[1] - here), item[1]))
        found |= {(min(here, there), max(here, there)) for _, there in worth[:CLOSEST]}
    return found


def meet(reports: Sequence[Report], nearest: int = NEAREST) -> list[Counter[int]]:
    """Return for each report those it meets under some key, with the number of keys."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    weight: dict[Key, int] = {}
    for position, report in enumerate(reports):
        for key, counts in keys(report):
            blocks[key].append(position)
            weight[key] = counts
    meetings: list[Counter[int]] = [Counter() for _ in reports]
    for key, block in blocks.items():
        for number, here in enumerate(block):
            for there in block[number + 1 : number + 1 + nearest]:
                if not _near(reports[here], reports[there]):
                    break
                meetings[here][there] += weight[key]
                meetings[there][here] += weight[key]
    return meetings


def _near(one: Report, other: Report) -> bool:
    return bool(one.day and other.day and (other.day - one.day).days <= WINDOW)
