"""Pronouns and "the group": which party of the article they stand for, None where that is not clear."""

from typing import TYPE_CHECKING

from spacy.tokens import Token

from ...schemas.rows import Party

if TYPE_CHECKING:
    from .cast import Cast

PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself"})
PLURAL = frozenset({"they", "them", "themselves"})
THING = frozenset({"it", "itself"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
GROUPS = frozenset({"REB", "PRM", "CRM", "MIL", "COP", "CVL", "REF", "LAB", "UAF", "PTY", "OPP", "NGO", "JRN", "MED", "REL"})
LOOK_BACK = 2
"""Sentences to look back."""


class References:
    """Resolves words that only refer.

    A candidate fits by number and kind; subjects come before other words, nearer before farther ones.
    """

    def __init__(self, cast: "Cast") -> None:
        self.cast = cast

    def resolve(self, token: Token) -> list[Party]:
        """The party a pronoun stands for; empty where none is clear."""
        word = token.lower_
        if word in RELATIVE:
            head = token.head
            for _ in range(4):
                if head.dep_ == "relcl":
                    return self.cast.parties(head.head)
                head = head.head
            return []
        if word in PERSONAL:
            return self.nearest(token, is_person=True)
        if word in PLURAL:
            return self.nearest(token, is_plural=True)
        if word in THING:
            return self.nearest(token)
        return []

    def nearest(self, token: Token, *, is_person: bool = False, is_plural: bool = False) -> list[Party]:
        sentence = self.cast.sentence(token)
        if sentence is None:
            return []
        for back in range(LOOK_BACK + 1):
            index = sentence.index - back
            if index < 0:
                break
            other = self.cast.text.sentences[index]
            tokens = [t for t in other.span if back or t.i < token.i]
            found = self.best(tokens, token, is_person, is_plural, same=back == 0)
            if found is not None:
                return [found]
        return []

    def best(
        self, tokens: list[Token], pronoun: Token, is_person: bool, is_plural: bool, *, same: bool
    ) -> Party | None:
        """The best candidate of a sentence: its subjects first, then the nearest to the pronoun."""
        ranked = []
        for token in tokens:
            if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "poss", "nmod"}:
                continue
            if same and token.head == pronoun.head and pronoun.dep_ != "nsubj":
                continue  # nobody is both doer and done-to without "-self"
            parties = self.cast.parties(token)
            if len(parties) != 1 or not self.fits(token, parties[0], is_person, is_plural):
                continue
            subject = token.dep_ in {"nsubj", "nsubjpass"}
            ranked.append((not subject, -token.i if same else token.i, parties[0]))
        if not ranked:
            return None
        return min(ranked, key=lambda item: item[:2])[2]

    def fits(self, token: Token, party: Party, is_person: bool, is_plural: bool) -> bool:
        """Whether number and kind agree."""
        known = self.cast.base.known.get(party.name)
        person = self.cast.people.card(token) is not None or (known is not None and known.kind == "person")
        plural = token.tag_ in {"NNS", "NNPS"}
        if is_person:
            return person or (not plural and known is None and party.sector in {"GOV", "CVL", "UAF", "COP"})
        if person:
            return False
        if is_plural:
            return plural or party.sector in GROUPS
        return not plural
