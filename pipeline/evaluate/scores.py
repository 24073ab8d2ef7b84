"""Score records against gold: precision and recall of events and of every slot, over all events.

A slot of a missed event is a miss, a slot of a spurious row a false alarm; so a slot's figure can be no better than
finding the events allows.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Optional

from .matching import count_same, pair, same_place
from .records import MATERIAL, GoldArticle, Record


@dataclass
class Tally:
    """How many were said, how many due, how many right."""

    right: int = 0
    said: int = 0
    due: int = 0

    def add(self, right: int, said: int, due: int) -> None:
        self.right += right
        self.said += said
        self.due += due

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.due if self.due else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


MEASURES = (
    "event",
    "event_material",
    "event_untyped",
    "actors",
    "recipients",
    "attributed_to",
    "location",
    "country",
    "date",
    "killed",
    "injured",
    "modes",
    "row",
)


@dataclass(frozen=True)
class Outcome:
    """A row beside its gold record; one of them is None where the row is spurious or the event missed."""

    article_id: str
    said: Optional[Record]
    due: Optional[Record]
    wrong: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return not self.wrong


@dataclass
class Scores:
    """Everything measured in one evaluation."""

    articles: int = 0
    measures: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})
    types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    status: Tally = field(default_factory=Tally)
    eventless_articles: int = 0
    eventless_rows: int = 0
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def rows_per_eventless_article(self) -> float:
        return self.eventless_rows / self.eventless_articles if self.eventless_articles else 0.0


def _actors_right(said: Record, due: Record) -> bool:
    """Every actor due is said, with one too many forgiven where there is any."""
    hits = count_same(said.actors, due.actors)
    if hits != len(due.actors):
        return False
    return len(said.actors) == hits or (hits > 0 and len(said.actors) == hits + 1)


def _place_right(said: Record, due: Record) -> bool:
    """The place is right; where none is due, a country or region does no harm."""
    if due.place is None:
        return said.place is None or said.place.precision in ("country", "region")
    return same_place(said.place, due.place)


def judge(article_id: str, said: Optional[Record], due: Optional[Record]) -> Outcome:
    """Say what is wrong with a row, of what counts for the whole row."""
    if said is None or due is None:
        return Outcome(article_id, said, due, ("spurious" if due is None else "missed",))
    wrong = [
        name
        for name, right in (
            ("actors", _actors_right(said, due)),
            ("location", _place_right(said, due)),
            ("date", due.start is None or said.start == due.start),
            ("killed", said.killed == due.killed),
        )
        if not right
    ]
    return Outcome(article_id, said, due, tuple(wrong))


NOTHING = Record("", frozenset(), None, (), (), None, None, None, None, (), ())


def _add_slots(measures: Mapping[str, Tally], said: Optional[Record], due: Optional[Record]) -> None:
    row, gold = said or NOTHING, due or NOTHING
    paired = said is not None and due is not None
    for slot in ("actors", "recipients", "attributed_to"):
        mine, theirs = getattr(row, slot), getattr(gold, slot)
        measures[slot].add(count_same(mine, theirs) if paired else 0, len(mine), len(theirs))
    measures["location"].add(same_place(row.place, gold.place), row.place is not None, gold.place is not None)
    measures["modes"].add(len(row.modes & gold.modes), len(row.modes), len(gold.modes))
    values = {
        "country": (row.place and row.place.country, gold.place and gold.place.country),
        "date": (row.start, gold.start),
        "killed": (row.killed, gold.killed),
        "injured": (row.injured, gold.injured),
    }
    for slot, (mine, theirs) in values.items():
        measures[slot].add(bool(mine) and mine == theirs, bool(mine), bool(theirs))


def _add_article(scores: Scores, gold: GoldArticle, rows: Sequence[Record]) -> None:
    pairs = pair(rows, gold.events)
    paired_rows, paired_golds = {i for i, _ in pairs}, {j for _, j in pairs}
    both: list[tuple[Optional[Record], Optional[Record]]] = [(rows[i], gold.events[j]) for i, j in pairs]
    both += [(row, None) for i, row in enumerate(rows) if i not in paired_rows]
    both += [(None, event) for j, event in enumerate(gold.events) if j not in paired_golds]
    untyped = len(pair(rows, gold.events, typed=False))
    scores.measures["event_untyped"].add(untyped, len(rows), len(gold.events))
    for said, due in both:
        found = said is not None and due is not None
        counts = (int(found), int(said is not None), int(due is not None))
        scores.measures["event"].add(*counts)
        if said is not None:
            scores.types[said.type].add(0, 1, 0)
        if due is not None:
            scores.types[due.type].add(int(found), 0, 1)
        if (due or said or NOTHING).type in MATERIAL:
            scores.measures["event_material"].add(*counts)
        if said is not None and due is not None:
            scores.status.add(int(said.status == due.status), 1, 1)
        _add_slots(scores.measures, said, due)
        outcome = judge(gold.article.article_id, said, due)
        scores.measures["row"].add(int(outcome.whole), *counts[1:])
        scores.outcomes.append(outcome)
    if not gold.events:
        scores.eventless_articles += 1
        scores.eventless_rows += len(rows)


def score(golds: Sequence[GoldArticle], rows: Mapping[str, Sequence[Record]]) -> Scores:
    """Score rows, by article id, against gold. Rows of articles that are not in the gold do not count."""
    scores = Scores()
    for gold in golds:
        scores.articles += 1
        _add_article(scores, gold, rows.get(gold.article.article_id, ()))
    return scores
