"""From mentions to events: one real-world event is one row, however many articles report it. No Beam, no clock.

    copies.py       articles that are copies of another
    reports.py      what linking knows of a mention (days.py, words.py)
    sketches.py     a report in short
    candidates.py   which reports are compared
    pairs.py        how far two are of one event, and why
    clusters.py     reports into groups
    decisions.py    what persons decided
    identity.py     ids of events, and where ids of old lead
    events.py       a group into a row
    rows.py         groups into rows

    relinking.py    the same for what is new, with what it can change (recopying.py, neighbourhood.py)
    gallery.py      reports made ready, on disk

`link` is a function of the set of mentions, articles and decisions: order and batches are no matter.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from ...schemas.rows import Article, ArticleCopy, EventDecision, Mention
from .candidates import likely
from .clusters import Edge, Group, components, group
from .copies import find_copies
from .decisions import Constraints, constraints
from .gallery import Gallery, Shelf
from .pairs import compare, joined
from .relinking import Relinked, Standing, Window, relink
from .reports import Report, prepare
from .rows import Linked, Previous, rows_of
from .sketches import sketch


def link(
    mentions: Iterable[Mention],
    articles: Iterable[Article],
    decisions: Iterable[EventDecision] = (),
    previous: Previous | None = None,
) -> Linked:
    """Make events of mentions.

    Args:
        mentions: Those to link; superseded ones are left out here.
        articles: The present revisions of their articles; what is missing is known only by its mentions.
        decisions: What persons decided.
        previous: What was written before; it bears on redirects alone.
    """
    with _uncollected():
        present = current(mentions)
        read = reporting(present, articles)
        copies = find_copies(read)
        reports = prepare(present, read, originals_of(copies))
        return rows_of(grouped(reports, joins(reports), constraints(decisions, reports)), copies, previous)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the garbage collector rest: reports are many, live to the end, and hold no circles it could free."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def current(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that are present, each once."""
    return list({m.mention_id: m for m in mentions if m.superseded_at is None}.values())


def reporting(mentions: Iterable[Mention], articles: Iterable[Article]) -> list[Article]:
    """Return the articles that report something: others have no part in linking."""
    ids = {mention.article_id for mention in mentions}
    return [article for article in articles if article.article_id in ids and article.superseded_at is None]


def originals_of(copies: Iterable[ArticleCopy]) -> dict[str, str]:
    """Return of which article each copy is one."""
    return {copy.article_id: copy.original_id for copy in copies}


def joins(reports: Sequence[Report]) -> dict[tuple[str, str], Edge]:
    """Compare the candidates; return the pairs that join, by own ids, the smaller first."""
    found = {}
    for one, other in likely([sketch(report) for report in reports]).tolist():
        verdict = joined(reports[one], reports[other])
        if verdict is not None:
            here, there = sorted((reports[one].own_id, reports[other].own_id))
            found[here, there] = Edge(verdict.rule, verdict.score)
    return found


def grouped(reports: Sequence[Report], edges: Mapping[tuple[str, str], Edge], obeyed: Constraints) -> list[Group]:
    """Group reports, in canonical order, into events."""
    by_id = {report.own_id: report for report in reports}
    parts = components(by_id, [pair for pair in [*edges, *obeyed.same] if pair[0] in by_id and pair[1] in by_id])
    of_part = {own_id: number for number, part in enumerate(parts) for own_id in part}
    inside: list[dict[tuple[str, str], Edge]] = [{} for _ in parts]
    for pair, verdict in edges.items():
        if pair[0] in by_id and pair[1] in by_id:
            inside[of_part[pair[0]]][pair] = verdict
    groups = []
    for part, own_edges in zip(parts, inside, strict=True):
        groups += group([by_id[own_id] for own_id in part], own_edges, obeyed, compare)
    return groups


__all__ = ["Gallery", "Linked", "Previous", "Relinked", "Shelf", "Standing", "Window", "link", "relink"]
