"""The words that tell of the killed, injured, detained and displaced, and the nouns for people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from typing import Optional

KINDS = ("killed", "injured", "detained", "displaced")
USES = ("verb", "intransitive", "state", "of", "number")


class BadTollWords(ValueError):
    """A line of lexicon/tolls.tsv or lexicon/victims.tsv that cannot be read."""


@dataclass(frozen=True)
class TollWords:
    """The words that tell a toll, (use, lemma) -> kind, and the nouns for people."""

    kinds: Mapping[tuple[str, str], str] = field(default_factory=dict)
    people: frozenset[str] = frozenset()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words that tell a toll, whatever their use."""
        return frozenset(lemma for _, lemma in self.kinds)

    def kind(self, use: str, lemma: str) -> Optional[str]:
        return self.kinds.get((use, lemma))


def load_toll_words() -> TollWords:
    """Read lexicon/tolls.tsv and lexicon/victims.tsv.

    Raises:
        BadTollWords: A line has the wrong number of cells, an unknown kind or use, or stands twice.
    """
    kinds: dict[tuple[str, str], str] = {}
    for where, (word, kind, use) in _lines("tolls.tsv", 3):
        if kind not in KINDS or use not in USES or (use, word) in kinds:
            raise BadTollWords(f"{where}: unknown kind or use, or twice: {word} {kind} {use}")
        kinds[use, word] = kind
    return TollWords(kinds, frozenset(word for _, (word,) in _lines("victims.tsv", 1)))


def _lines(file: str, cells: int) -> Iterator[tuple[str, list[str]]]:
    text = (resources.files(__package__) / "lexicon" / file).read_text(encoding="utf-8")
    rows = [(n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    for number, row in rows[1:]:
        if len(row) != cells:
            raise BadTollWords(f"{file}:{number}: {len(row)} cells, expected {cells}")
        yield f"{file}:{number}", row
