"""Parties of an article by the words that stand for them: the glue to parties.py."""

from spacy.tokens import Token

from ...schemas.rows import Party

ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


class Cast:
    """Who is who in one article."""

    def taken(self) -> dict[int, list[tuple[int, int]]]:
        return {}

    def is_party(self, token: Token) -> bool:
        return token.ent_type_ in ENTITIES or token.pos_ == "PROPN"

    def parties(self, head: Token) -> list[Party]:
        words = [t for t in head.subtree if t.dep_ in {"compound", "amod", "poss"} and t.head == head or t == head]
        text = head.doc[words[0].i : head.i + 1].text
        return [Party(text, text, None, "UNK")]
