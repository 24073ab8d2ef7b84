"""Who protests, and against whom, where only a noun tells it: "anti-government protests" (ruling 20)."""

from spacy.tokens import Token

from ...schemas.rows import Party
from . import describe
from .cast import Cast
from .told import Told

CROWDS = {"protest": "protesters", "demonstration": "demonstrators", "rally": "protesters", "march": "marchers"}
"""Those who take part, by the noun for what they do."""
LONGEST = 4
"""Tokens of a name such as "anti-government protests"."""


def crowds(events: list[Told], cast: Cast) -> None:
    """Give protests told by a noun alone their crowd as actor, and whoever "anti-" stands before as recipient."""
    for event in events:
        noun = event.act.base
        if event.event_type != "PROTEST" or noun.lemma_.lower() not in CROWDS or not event.act.is_noun:
            continue
        if not event.recipients:
            mine = {party.name for party in event.actors}
            event.recipients = [party for party in opposed(noun, cast) if party.name not in mine]
        if not event.actors:
            event.actors = [crowd(noun, cast)]


def crowd(noun: Token, cast: Cast) -> Party:
    """The people of a protest, by its words."""
    phrase = describe.bare(noun)
    text = phrase.text if "-" in phrase.text and phrase.end - phrase.start <= LONGEST else noun.text
    name = f"{text[: len(text) - len(noun.text)]}{CROWDS[noun.lemma_.lower()]}"
    return Party(text, name, cast.main.code if cast.main is not None else None, "CVL")


def opposed(noun: Token, cast: Cast) -> list[Party]:
    """The party that "anti-" before a protest names."""
    sentence = cast.sentence(noun)
    for token in noun.lefts:
        at = token.i
        if sentence is None or at < 2 or token.doc[at - 1].text != "-" or token.doc[at - 2].lower_ != "anti":
            continue
        mention = cast.mention(token)
        if mention is not None:
            return [cast.named(mention, False, token)]
        found = describe.descriptor(cast.base, token)
        return cast.descriptions.read(token, found[0], found[1], sentence, False) if found is not None else []
    return []
