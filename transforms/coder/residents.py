"""The people of a place that is fired on: "shelling the villages of Foua and Kfraya" befalls their residents."""

from spacy.tokens import Token

from ...schemas.rows import Party
from . import describe
from .acts import Act
from .clauses import patients_of, prepositions, with_conjuncts

FIRED = frozenset({"shell", "bomb", "bombard", "besiege", "pound", "strafe", "blockade"})
FIRE = frozenset({"shelling", "siege", "bombardment"})
DWELLINGS = frozenset("village town neighbourhood neighborhood suburb camp quarter hamlet".split())
ARMED = frozenset(
    "guerrilla rebel militant insurgent jihadist terrorist separatist army military militia police training".split()
)
"""What before "camp" makes it one of fighters."""


def residents(act: Act, country: str | None) -> list[Party]:
    """Who lives in the villages and towns an act of fire is aimed at; nobody where only a name stands."""
    word = act.base
    if word.lemma_.lower() in FIRED and word.pos_ == "VERB":
        heads = patients_of(word)
    elif word.lemma_.lower() in FIRE:
        heads = [noun for name, noun in prepositions(word) if name in {"of", "on"}]
    else:
        return []
    found = []
    for head in with_conjuncts(heads):
        if head.lemma_.lower() in DWELLINGS and not any(child.lemma_.lower() in ARMED for child in head.lefts):
            text = names(head) or describe.bare(head).text
            if text.lower() == head.lower_:
                continue  # "the town" may be any
            found.append(Party(text, f"residents of {text}", country, "CVL"))
    return found


def names(head: Token) -> str:
    """The names of the villages: "Foua and Kfraya" of "the villages of Foua and Kfraya"."""
    places = [place for name, noun in prepositions(head) if name == "of" for place in with_conjuncts([noun])]
    named = [place for place in places if place.pos_ == "PROPN"]
    if not named:
        return ""
    start = describe.left_edge(named[0])
    return str(head.doc[start : named[-1].i + 1].text)
