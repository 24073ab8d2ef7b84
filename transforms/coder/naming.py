"""Name, country and sector of a party that is only described: "regime forces", "German police", "gunmen"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from ...schemas.rows import Party
from .describe import Phrase
from .parties import PartyMention
from .party_base import Country, Descriptor, PartyBase

LOYAL = frozenset({"government", "regime", "governmental", "state", "loyalist"})
OFFICIALS = frozenset(
    "official officials minister ministers diplomat diplomats president premier ambassador lawmaker lawmakers "
    "legislators senators prosecutor prosecutors judge judges authorities spokesman spokeswoman leader leaders "
    "envoy".split()
)
PLAIN_REBELS = frozenset(
    {"rebels", "rebel", "insurgents", "separatists", "rebel forces", "rebel fighters", "guerrillas"}
)
SINGLE = frozenset("rebel insurgent separatist militant jihadist guerrilla terrorist civilian".split())
"""Nouns that before another noun stand for all of their kind."""
POLICE = frozenset(
    {"police", "police officers", "policemen", "officers", "police force", "riot police", "police officer"}
)
TROOPS = frozenset({"troops", "soldiers", "forces", "servicemen", "armed forces", "soldier", "troop", "serviceman"})
ARMY = frozenset({"army", "armys", "army's", "army’s"})
FIELDS = {"Foreign": "Foreign Affairs", "Defense": "Defence", "Work": "Labour", "Labor": "Labour"}
"""What a ministry is of, where its short name says it otherwise."""
BODIES = frozenset({"ministry", "court", "legislature", "state"})
UNIDENTIFIED = frozenset({"gunmen", "gunman", "armed men", "armed man", "attackers", "assailants", "masked gunmen"})


@dataclass(frozen=True)
class Described:
    """All that is said of a party without a name.

    Attributes:
        phrase: Its bare noun phrase.
        name: The words that make its name where no rule makes a better one.
        word: The entry of the descriptors it ends in.
        what: What the entry says.
        country: The state or code it belongs to; None where open.
        is_said: Whether the phrase itself says so.
        group: A named body in the phrase.
        person: A named person in the phrase.
    """

    phrase: Phrase
    name: str
    word: str
    what: Descriptor
    country: Country | str | None
    is_said: bool
    group: PartyMention | None
    person: PartyMention | None

    @property
    def lowered(self) -> set[str]:
        return {token.lower_ for token in self.phrase.head.doc[self.phrase.start : self.phrase.head.i + 1]}

    @property
    def state(self) -> Country | None:
        return self.country if isinstance(self.country, Country) else None

    @property
    def code(self) -> str | None:
        return self.country.code if isinstance(self.country, Country) else self.country


_OWNER = re.compile(r"^\S+['’]s\s+")


def state_name(country: Country, words: str) -> str:
    """A description under its state's adjective: "Syrian rebels"."""
    lowered = words.lower()
    for mark in ("'s ", "’s "):
        if lowered.startswith(country.name.lower() + mark):
            return f"{country.adjectives[0]} {words[len(country.name) + len(mark) :]}"
    said = any(adjective.lower() in lowered for adjective in country.adjectives) or country.name.lower() in lowered
    if said:
        return words
    return f"{country.adjectives[0]} {_OWNER.sub('', words)}"


def compose(base: PartyBase, said: Described, *, military: bool) -> Party:
    """The party that a description gives."""
    if said.word in SINGLE and is_modifier(said.phrase.head):
        said = replace(said, name=f"{said.name}s", word=f"{said.word}s")  # "a rebel siege" is the rebels'
    kind, lowered = said.what.kind, said.lowered
    text = said.phrase.text
    if kind == "gunmen" and is_pro(lowered):
        return Party(text, said.name, said.code, "PRM")
    if kind == "gunmen":
        return Party(text, unidentified(said), None, "UAF")
    if kind == "forces" and {"opposition", "rebel"} & lowered:
        return Party(text, named(said), said.code, "REB")
    if kind in {"forces", "member"} and is_pro(lowered):
        return Party(text, said.name, said.code, "PRM")
    if kind == "forces" and not said.is_said and lowered & {"allied", "foreign"}:
        return Party(text, said.name, None, "PRM" if "allied" in lowered else "MIL")
    if kind == "forces" and has_origin(base, text):
        return Party(text, said.name, said.code, "MIL" if said.is_said else "REB")
    sector = said.what.sector
    if said.group is not None and (kind in {"official", "member"} or sector == "UNK"):
        sector = said.group.known.sector
    if said.word in {"security forces", "security force"}:
        sector = "COP"
    if kind == "state" and military:
        sector = "MIL"
    country = said.code
    if sector == "NGO" and not said.is_said:
        country = "NGO"
    if kind == "member" and not said.is_said and said.word not in PLAIN_REBELS and not has_origin(base, text):
        country = None
    keeps_words = has_origin(base, text) and kind not in BODIES
    return Party(text, said.name if keeps_words else named(said), country, sector)


def is_modifier(head: Token) -> bool:
    """Whether a noun stands before another: "rebel fire", "Rebel shelling killed ten"."""
    after = head.nbor() if head.i + 1 < head.sent.end else None
    is_deed = after is not None and after.tag_ == "VBG" and after.head == head and not list(head.lefts)
    return head.dep_ in {"amod", "compound", "nmod"} or is_deed


def named(said: Described) -> str:
    """The description under its state's name, by ruling 18."""
    country = said.state
    if country is None or (said.group is not None and not said.is_said):
        return said.name
    if said.name.startswith((f"{country.name}'s ", f"{country.name}’s ")) and said.what.kind not in _BY_KIND:
        return state_name(country, said.name)
    if said.what.kind in _BY_KIND:
        return _BY_KIND[said.what.kind](said, country)
    if said.word in OFFICIALS and (said.is_said or said.word.endswith("s")):
        return state_name(country, said.name)
    return said.name


def of_air(_: Described, country: Country) -> str:
    """Jets are their air force."""
    return f"{country.adjectives[0]} Air Force"


def of_forces(said: Described, country: Country) -> str:
    """Canonical name of a state's arms."""
    adjective = country.adjectives[0]
    if said.lowered & LOYAL or said.person is not None:
        return f"{adjective} government forces"
    if said.word in {"armies", "militaries"}:
        return country.forces
    if said.word in {"army", "military"} or said.lowered & ARMY:  # "army units" are the army
        return country.forces if country.forces != f"{adjective} Armed Forces" else f"{adjective} Army"
    if said.word in TROOPS:
        return f"{adjective} government forces" if country.code == "SYR" else country.forces
    return state_name(country, said.name) if said.is_said else said.name


def of_government(said: Described, country: Country) -> str:
    """A government, a regime and a junta are one name."""
    whole = said.word in {"government", "regime", "junta"}
    return f"{country.adjectives[0]} government" if whole else state_name(country, said.name)


def of_police(said: Described, country: Country) -> str:
    """Police officers are the police, where nothing else is said of them."""
    extra = said.lowered - set(said.word.split()) - {word.lower() for word in country.adjectives}
    if said.word in POLICE and not extra:
        return f"{country.adjectives[0]} police"
    return state_name(country, said.name) if said.is_said else said.name


def of_rebels(said: Described, country: Country) -> str:
    """Rebels are their country's; fighters of no name stay what they are."""
    if said.word in {"rebel fighters", "rebels", "rebel forces"}:
        return f"{country.adjectives[0]} rebels"
    return state_name(country, said.name) if said.is_said or said.word in PLAIN_REBELS else said.name


def of_ministry(said: Described, country: Country) -> str:
    """A ministry under its state's adjective."""
    return state_name(country, ministry(said.name, country))


def of_body(said: Described, country: Country) -> str:
    """A court or parliament under its state's adjective."""
    return state_name(country, said.name)


def ministry(words: str, country: Country) -> str:
    """A ministry by its field: "Defence Ministry" is the Ministry of Defence."""
    own = {*country.adjectives, country.name, "'s", "’s"}
    before, _, after = words.partition(" of ")
    said = before.split() if after in own else words.split()
    if len(said) < 2 or said[-1].lower() != "ministry":
        return words
    field = " ".join(word for word in said[:-1] if word.removesuffix("'s").removesuffix("’s") not in own).title()
    return f"{country.adjectives[0]} Ministry of {FIELDS.get(field, field)}" if field else words


def unidentified(said: Described) -> str:
    """Gunmen nobody names are unidentified."""
    if said.word in UNIDENTIFIED:
        return "unidentified gunman" if said.word.endswith("man") else "unidentified gunmen"
    return said.name


def is_pro(lowered: set[str]) -> bool:
    """Whether the words call a force somebody's supporters."""
    return "pro" in lowered or any(word.startswith("pro-") for word in lowered)


def has_origin(base: PartyBase, text: str) -> bool:
    """Whether an adjective of origin stands in the phrase: "Kurdish forces"."""
    return any(word in base.origins for word in text.split())


_BY_KIND: dict[str, Callable[[Described, Country], str]] = {
    "air": of_air,
    "forces": of_forces,
    "state": of_government,
    "police": of_police,
    "member": of_rebels,
    "ministry": of_ministry,
    "court": of_body,
    "legislature": of_body,
}
