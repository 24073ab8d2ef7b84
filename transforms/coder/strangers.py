"""Bodies that no list knows: named by the words beside the name, or by the parser alone."""

from typing import TYPE_CHECKING

from spacy.tokens import Token

from ...schemas.rows import Party
from . import describe as nouns
from .party_base import Descriptor
from .text import Sentence

if TYPE_CHECKING:
    from .cast import Cast

ARMED_WORDS = frozenset(
    "islamist militant rebel jihadist armed insurgent separatist terrorist guerrilla militia".split()
)

ACTS = frozenset(
    "attack attacks talks deal ceasefire cease-fire fire war crisis plan summit meeting conference vote election "
    "report strike strikes protest protests accord agreement treaty act bill law resolution day festival cup league "
    "mission operation campaign raid pact truce statement bombing shooting".split()
)
"""Last words of names that are of acts and papers, and of nobody."""
SETTLED = frozenset(
    "village town city district province neighbourhood neighborhood suburb region island stronghold bastion enclave "
    "hamlet countryside governorate".split()
)
NATURE = frozenset("cyclone hurricane typhoon storm earthquake flood tsunami virus covid covid-19 ebola".split())


def unknown(cast: "Cast", head: Token, sentence: Sentence) -> list[Party]:
    """A body that no list knows, by its words; places are none."""
    apposed = apposed_noun(cast, head)
    if head.pos_ != "PROPN" or (head.ent_type_ not in {"ORG", "NORP", "GPE"} and apposed is None):
        return []
    if is_beside_place(cast, head):
        return []
    if head.ent_type_ == "GPE" and head.dep_ not in {"nsubj", "agent"}:
        return []
    if (id(head.doc), head.i) in cast.places or head.text in cast.place_names:
        return []
    if head.dep_ in {"compound", "amod", "nmod"} and apposed is None:
        return []  # "the Opera House blast" names no doer
    phrase = nouns.bare(head)
    if head.lower_ in ACTS or any(word in NATURE for word in phrase.text.lower().split()):
        return []
    what = cast.base.descriptors.get(head.lemma_.lower()) or apposed
    beside = [m for m in nouns.modifiers(phrase, cast.found.mentions[sentence.index]) if m.known.country]
    country = beside[0].known.country if beside else None
    return [Party(phrase.text, phrase.text, country, what.sector if what is not None else "UNK")]


def is_beside_place(cast: "Cast", head: Token) -> bool:
    """Whether a name is told to be a place: "the villages of Azaz and Marea", "al-Midan neighborhood"."""
    if head.dep_ in {"compound", "nmod"} and head.head.lemma_.lower() in SETTLED and head.head.i > head.i:
        return True
    token = head
    while token.dep_ == "conj" and token.head != token:
        token = token.head
        if (id(token.doc), token.i) in cast.places:
            return True
    return token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in SETTLED


def is_name_word(cast: "Cast", token: Token) -> bool:
    """Whether a word may be part of a name that no list knows."""
    is_name = token.pos_ == "PROPN" or (token.is_alpha and token.text.isupper() and len(token.text) > 2)
    return is_name and cast.mention(token) is None


def introduced(cast: "Cast", head: Token) -> Party | None:
    """A name that the noun before it explains: "the rights group COFADEH", "the newspaper Nasha Niva"."""
    doc = head.doc
    noun = head
    if is_name_word(cast, head):
        first = head.i
        while first > head.sent.start and is_name_word(cast, doc[first - 1]):
            first -= 1
        if first == head.sent.start:
            return None
        noun = doc[first - 1]
    found = nouns.descriptor(cast.base, noun) if noun.pos_ == "NOUN" else None
    if found is None or found[1].kind != "body" or noun.i + 1 >= head.sent.end:
        return None
    last = noun.i
    while last + 1 < head.sent.end and is_name_word(cast, doc[last + 1]):
        last += 1
    if last == noun.i or (id(doc), last) in cast.places or doc[last].ent_type_ in {"GPE", "LOC", "FAC"}:
        return None
    name = doc[noun.i + 1 : last + 1].text
    before = {t.lower_ for t in doc[max(noun.i - 4, head.sent.start) : noun.i]}
    sector = "REB" if found[1].sector == "UNK" and before & ARMED_WORDS else found[1].sector
    return Party(name, name, cast.main.code if cast.main is not None and sector == "REB" else None, sector)


def apposed_noun(cast: "Cast", head: Token) -> Descriptor | None:
    """What a description after a name says: "Metrovias, the private firm"."""
    for child in head.rights:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            found = nouns.descriptor(cast.base, child)
            return found[1] if found is not None else None
    return None
