"""How a cited source is named: "Person (Organisation)" where the text joins the two, the body behind a spokesman."""

from collections.abc import Iterator

from spacy.tokens import Token

from ...schemas.rows import Source
from .cast import Cast
from .parties import PartyMention

CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "conj", "cc"})
VOICES = frozenset(
    "spokesman spokeswoman spokesperson spokespeople director head chief official officials source sources leader "
    "representative member members monitor monitors statement report website worker workers president secretary "
    "chairman adviser advisor analyst researcher commander activist bulletin announcement communique".split()
)
"""Nouns whose word is that of the body they belong to."""
BODIES = frozenset({"party"})


def phrase(head: Token) -> Iterator[Token]:
    """Words of a noun phrase and of its appositions, without clauses and what is joined to it."""
    yield head
    for child in head.children:
        if child.dep_ not in CLAUSES:
            yield from phrase(child)


def sources(cast: Cast, head: Token) -> list[Source]:
    """The source that a noun phrase names; empty where it names nobody."""
    if head.pos_ == "PRON":
        return [Source(head.text, party.name) for party in cast.parties(head)]
    words = sorted(phrase(head), key=lambda token: token.i)[:40]
    if head.dep_ == "appos" and head.head.pos_ in {"NOUN", "PROPN"}:
        words = sorted({*words, *phrase(head.head)}, key=lambda token: token.i)[:40]
    mentions: list[PartyMention] = []
    for token in words:
        mention = cast.mention(token)
        if mention is not None and mention not in mentions:
            mentions.append(mention)
    body = next((m for m in mentions if m.form in BODIES), None)
    person = person_of(head, words, mentions, cast)
    if person is not None:
        text, name, org = person
        org = (body.known.name if body else None) or org
        return [Source(text, f"{name} ({org})" if org and org != name else name)]
    if body is not None and (head.lower_ in VOICES or cast.mention(head) is body):
        return [Source(body.text, body.known.name)]
    return [Source(party.text, party.name) for party in cast.parties(head)]


def person_of(
    head: Token, words: list[Token], mentions: list[PartyMention], cast: Cast
) -> tuple[str, str, str | None] | None:
    """Text, name and organisation of the person that a phrase names; None where it names none."""
    known = next((m for m in mentions if m.form == "person"), None)
    if known is not None and not owned(known, head, cast):
        return known.text, known.known.name, None
    for token in words:
        if token.pos_ == "PROPN" and token.ent_type_ == "PERSON" and (token == head or token.dep_ == "appos"):
            card = cast.people.card(token)
            if card is not None:
                return card.text, card.name, card.org
    return None


def owned(mention: PartyMention, head: Token, cast: Cast) -> bool:
    """Whether the person only owns or heads what is cited ("Assad's government", "opponents of Assad")."""
    top = next((token for token in head.subtree if cast.mention(token) is mention and token.head != token), None)
    while top is not None and cast.mention(top.head) is mention and top.head != top:
        top = top.head
    return top is not None and top != head and top.dep_ in {"poss", "pobj", "compound", "nmod"}
