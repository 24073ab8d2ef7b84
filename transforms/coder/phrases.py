"""The parties that noun phrases stand for."""

from spacy.tokens import Token

from ...schemas.rows import Party
from .cast import Cast
from .clauses import children
from .standing import counted_before, meant


class Phrases:
    """Looks up whom the noun phrases of one article stand for."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def parties(self, heads: list[Token], *, military: bool = False) -> list[Party]:
        """The parties that noun phrases stand for, each once."""
        found: dict[str, Party] = {}
        for noun in (noun for head in heads for noun in self.meant(head)):
            for named in self.beside(noun) or [noun]:
                for party in self.cast.parties(named, military=military):
                    found.setdefault(party.name, party)
        return list(found.values())

    def meant(self, head: Token) -> list[Token]:
        """The nouns that one stands for where a text has lost its commas; in a title, before who says so."""
        sentence = self.cast.sentence(head)
        before = counted_before(head) if sentence is not None and sentence.field == "title" else None
        return [before] if before is not None and self.cast.parties(before) else meant(head)

    def beside(self, head: Token) -> list[Token]:
        """The persons named beside a title: "the interior minister, Magdy Abdel Ghaffar"."""
        if head.pos_ != "NOUN":
            return []
        for child in head.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN" and self.is_person(child):
                joined = children(child, "conj") if head.tag_ == "NNS" else []
                return [child, *(token for token in joined if self.is_person(token))]
        return []

    def is_person(self, token: Token) -> bool:
        """Whether a token heads the name of a person."""
        mention = self.cast.mention(token)
        return (mention is not None and mention.form == "person") or self.cast.people.card(token) is not None
