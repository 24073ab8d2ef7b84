"""Which reports are worth comparing: those that share telling keys and were published near each other.

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
NEAREST = 30
CLOSEST = 12
CLOSEST_LEADS = 15
WEIGHT = {"word": 2, "place": 3, "killed": 1, "day": 1, "copy": 4}
SHARED = 4
"""Weight of the keys in common that makes a pair worth a comparison: two words, or a place and a day."""
SHARED_LEADS = 2
"""The same for what articles lead with: one word, or the place."""

Key = tuple[str, str]


def keys(report: Report) -> Iterator[Key]:
    """Yield the keys of a report."""
    words = report.top.head if report.top else report.words
    for word in telling(words, WORDS):
        yield "word", word
    if report.place is not None:
        yield "place", f"{report.place.country} {report.place.name}"
    if report.killed is not None and report.killed.low:
        yield "killed", str(report.killed.low)
    if report.days is not None and report.days[0] == report.days[1]:
        yield "day", report.days[0].isoformat()
    yield "copy", report.original


def likely(reports: Sequence[Report]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing, as positions in the canonical order, the smaller first.

    What articles lead with is compared among itself first, and more freely: there is more to compare.
    """
    leads = [position for position, report in enumerate(reports) if report.top]
    found = {
        (leads[here], leads[there])
        for here, there in _closest(meet([reports[position] for position in leads]), SHARED_LEADS, CLOSEST_LEADS)
    }
    return found | _closest(meet(reports), SHARED, CLOSEST)


def _closest(meetings: Sequence[Counter[int]], shared: int, closest: int) -> set[tuple[int, int]]:
    found = set()
    for here, met in enumerate(meetings):
        worth = [(count, there) for there, count in met.items() if count >= shared]
        worth.sort(key=lambda item: (-item[0], abs(item[1] - here), item[1]))
        found |= {(min(here, there), max(here, there)) for _, there in worth[:closest]}
    return found


def meet(reports: Sequence[Report], nearest: int = NEAREST) -> list[Counter[int]]:
    """Return for each report those it meets under some key, with the weight of the keys."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for position, report in enumerate(reports):
        for key in keys(report):
            blocks[key].append(position)
    meetings: list[Counter[int]] = [Counter() for _ in reports]
    for (kind, _), block in blocks.items():
        weight = WEIGHT[kind]
        for number, here in enumerate(block):
            for there in block[number + 1 : number + 1 + nearest]:
                if not _near(reports[here], reports[there]):
                    break
                meetings[here][there] += weight
                meetings[there][here] += weight
    return meetings


def _near(one: Report, other: Report) -> bool:
    return bool(one.day and other.day and (other.day - one.day).days <= WINDOW)
