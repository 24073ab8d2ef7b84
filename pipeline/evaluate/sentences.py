"""Short sentences with one event each: is the type right, and who did it to whom?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...schemas.rows import Article, Mention
from .matching import count_same
from .records import MATERIAL, VERBAL, BadGold, Name, Record, make_article, record_of
from .scores import Tally

PUBLISHED = "2024-05-15"
MUTUAL = ("CONSULT", "COOPERATE")
"""Types whose parties stand side by side: it does not matter which is called actor and which recipient."""


@dataclass(frozen=True)
class Sentence:
    """A sentence and what happens in it."""

    text: str
    type: str
    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]


@dataclass
class SentenceScores:
    """What became of the sentences; `triples` counts those with type, actors and recipients right."""

    types: Tally = field(default_factory=Tally)
    triples: Tally = field(default_factory=Tally)
    by_type: dict[str, Tally] = field(default_factory=dict)
    wrong: list[tuple[Sentence, list[Record]]] = field(default_factory=list)


def _name(words: str) -> Name:
    first, _, second = words.strip().partition("|")
    return Name(first, second or first)


def _names(cell: str) -> tuple[Name, ...]:
    return () if cell == "-" else tuple(map(_name, cell.split(";")))


def read_sentences(path: Path) -> list[Sentence]:
    """Read a tab-separated file: type, actors, recipients, sentence.

    `;` stands between parties, `|` between two names that are both right, `-` for none.

    Raises:
        BadGold: a line has other columns, or names a type that is not in the codebook.
    """
    sentences = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or cells[0] not in VERBAL + MATERIAL:
            raise BadGold(f"{path.name}, line {number}", "not: type, actors, recipients, sentence")
        sentences.append(Sentence(cells[3], cells[0], _names(cells[1]), _names(cells[2])))
    return sentences


def _same(said: Sequence[Name], due: Sequence[Name]) -> bool:
    return len(said) == len(due) == count_same(said, due)


def parties_right(row: Record, due: Sentence) -> bool:
    """Whether a row names all parties of the sentence in their roles, and no others."""
    if due.type in MUTUAL:
        return _same(row.actors + row.recipients, due.actors + due.recipients)
    return _same(row.actors, due.actors) and _same(row.recipients, due.recipients)


def score_sentences(sentences: Sequence[Sentence], coder: Callable[[Article], Iterable[Mention]]) -> SentenceScores:
    """Code every sentence as an article of its own and score what comes."""
    scores = SentenceScores()
    for number, due in enumerate(sentences):
        article = make_article(f"sentence-{number}", "", due.text, PUBLISHED)
        rows = [record_of(mention) for mention in coder(article)]
        typed = [row for row in rows if row.type == due.type]
        whole = any(parties_right(row, due) for row in typed)
        scores.types.add(bool(typed), len(rows), 1)
        scores.triples.add(whole, 1, 1)
        scores.by_type.setdefault(due.type, Tally()).add(bool(typed), sum(r.type == due.type for r in rows), 1)
        for row in rows:
            if row.type != due.type:
                scores.by_type.setdefault(row.type, Tally()).add(0, 1, 0)
        if not whole or len(rows) != 1:
            scores.wrong.append((due, rows))
    return scores
