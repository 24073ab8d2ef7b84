"""Nouns for several parties at once or for a kind of state: "both neighbours", "the emirate"."""

from typing import TYPE_CHECKING

from spacy.tokens import Token

from ...schemas.rows import Party
from .clauses import with_conjuncts
from .parties import PartyMention

if TYPE_CHECKING:
    from .cast import Cast

NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
COUNTED = frozenset(
    "countries nations states governments neighbours neighbors powers allies kingdoms monarchies capitals "
    "republics".split()
)
"""Nouns for states, which a number before them counts."""
POINTING = frozenset({"the", "all", "both", "these", "those", "its", "their"})
STATES_OF_KIND = {
    "emirate": frozenset("QAT KWT ARE".split()),
    "sheikhdom": frozenset("QAT KWT ARE BHR".split()),
    "sultanate": frozenset("OMN BRN".split()),
    "kingdom": frozenset("SAU MAR JOR BHR GBR THA ESP BEL NLD DNK NOR SWE KHM BTN LSO SWZ TON".split()),
    "monarchy": frozenset("SAU MAR JOR BHR QAT KWT OMN ARE".split()),
    "archipelago": frozenset("PHL IDN MDV COM BHS JPN".split()),
}
BODIES_OF_KIND = {
    "bloc": frozenset(
        {
            "European Union",
            "African Union",
            "Economic Community of West African States",
            "Association of Southeast Asian Nations",
            "Gulf Cooperation Council",
            "Southern African Development Community",
            "East African Community",
            "Mercosur",
            "Union of South American Nations",
            "Arab League",
            "Organization of American States",
        }
    ),
    "alliance": frozenset({"NATO", "North Atlantic Treaty Organization", "North Atlantic Treaty Organisation"}),
}
BODIES_OF_KIND["grouping"] = BODIES_OF_KIND["bloc"]
BACK = 12
"""So many sentences back at most."""
SHARE = 0.22
"""Two states are the two that an article is about where each has such a share of what it says of countries."""


class Collectives:
    """Resolves such nouns in one article."""

    def __init__(self, cast: "Cast") -> None:
        self.cast = cast

    def counted(self, head: Token) -> list[Party]:
        """The states that a number counts: a list of so many in the article, the nearest before first."""
        sentence = self.cast.sentence(head)
        number = next((NUMBERS[child.lower_] for child in head.lefts if child.lower_ in NUMBERS), 0)
        if sentence is None or head.lower_ not in COUNTED or not number:
            return []
        if not any(child.lower_ in POINTING for child in head.lefts):
            return []  # "two countries offered help": any two
        before = range(sentence.index, -1, -1)
        after = range(sentence.index + 1, len(self.cast.text.sentences))
        for index in (*before, *after):
            for names in self.lists(index):
                if len(names) == number:
                    return list(names.values())
        return self.main_two() if number == 2 else []

    def lists(self, index: int) -> list[dict[str, Party]]:
        """The states joined to each other in a sentence, list by list."""
        found = []
        for mention in self.cast.found.mentions[index]:
            if mention.form not in {"state", "seat"}:
                continue
            token = self.token(mention)
            if token is None or token.dep_ in {"conj", "appos"}:
                continue
            joined = [self.cast.mention(other) for other in with_conjuncts([token])]
            states = [m for m in joined if m is not None and m.form in {"state", "seat"}]
            if len(states) == len(joined) > 1:
                found.append({m.known.name: party_of(m) for m in states})
        return found

    def main_two(self) -> list[Party]:
        """The two states that an article is about, if it speaks of two about alike."""
        weights = {code: w for code, w in self.cast.countries.items() if code in self.cast.base.countries}
        total = sum(weights.values())
        main = [code for code in sorted(weights, key=lambda code: -weights[code]) if weights[code] >= SHARE * total]
        if len(main) != 2:
            return []
        known = [self.cast.base.known[self.cast.base.countries[code].name] for code in main]
        return [Party(one.name, one.name, one.country, one.sector) for one in known]

    def kind(self, head: Token, text: str) -> list[Party]:
        """The state or union last named that a noun of its kind takes up: "the emirate", "the bloc"."""
        word = head.lemma_.lower()
        codes, names = STATES_OF_KIND.get(word), BODIES_OF_KIND.get(word)
        sentence = self.cast.sentence(head)
        is_definite = any(child.lower_ in {"the", "this"} for child in head.lefts)
        if sentence is None or not is_definite or (codes is None and names is None):
            return []
        for index in range(sentence.index, max(-1, sentence.index - BACK - 1), -1):
            for mention in reversed(self.cast.found.mentions[index]):
                if index == sentence.index and mention.start >= head.idx:
                    continue
                known = mention.known
                if names is not None and known.name in names:
                    return [Party(text, known.name, known.country, known.sector)]
                if codes is not None and known.country in codes:
                    state = self.cast.base.known[self.cast.base.countries[str(known.country)].name]
                    return [Party(text, state.name, state.country, state.sector)]
        return []

    def token(self, mention: PartyMention) -> Token | None:
        """The head of a name."""
        span = self.cast.text.sentences[mention.sentence].span.doc.char_span(
            mention.start, mention.end, alignment_mode="expand"
        )
        return span.root if span is not None and len(span) else None


def party_of(mention: PartyMention) -> Party:
    """A named state as a party."""
    return Party(mention.text, mention.known.name, mention.known.country, mention.known.sector)
