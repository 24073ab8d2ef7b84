"""Who is who in one article: parties for the noun phrases that stand for them."""

import datetime

from spacy.tokens import Token

from ...schemas.rows import Party
from . import describe as nouns
from .describe import Phrase
from .parties import Found, PartyMention, find_parties
from .party_base import Country, Descriptor, PartyBase
from .people import Card, People
from .references import References
from .text import Sentence, Text

ARMED = frozenset({"REB", "PRM", "CRM"})
MELTING = frozenset({"member", "body", "forces", "gunmen"})
"""Nouns that say no more than the name beside them: "ISIL fighters", "the PKK group"."""
STATE_FORMS = frozenset({"state", "adjective", "seat", "people"})
MAIN_SHARE = 0.3
"""An article is about a country when it has this share of all that it says of countries."""
LOYAL = frozenset({"government", "regime", "governmental", "state", "loyalist"})
ABSTRACT = frozenset({"country", "countries", "nation", "nations", "side", "sides", "capital", "power", "powers", "state"})
SHARED = frozenset("jihadists jihadist extremists extremist militants insurgents group militant-group".split())


class Cast:
    """Who is who in one article.

    Args:
        text: The article, parsed.
        base: What is known of parties.
        published: Day of publication: who was in office.
    """

    def __init__(self, text: Text, base: PartyBase, published: datetime.date | None) -> None:
        self.base = base
        self.text = text
        self.found: Found = find_parties(text, base, published)
        self.sentences = {(id(s.span.doc), token.i): s for s in text.sentences for token in s.span}
        self.at: dict[tuple[int, int], PartyMention] = {}
        for sentence in text.sentences:
            for mention in self.found.mentions[sentence.index]:
                span = sentence.span.doc.char_span(mention.start, mention.end, alignment_mode="expand")
                for token in span or ():
                    self.at[id(sentence.span.doc), token.i] = mention
        self.main = self.main_country()
        self.people = People(self)
        self.references = References(self)
        self.cache: dict[tuple[int, int, bool], list[Party]] = {}

    def taken(self) -> dict[int, list[tuple[int, int]]]:
        """Spans of parties that are no places, by sentence; offsets in its Doc."""
        return {
            index: [(m.start, m.end) for m in mentions if m.form in {"party", "person"}]
            for index, mentions in self.found.mentions.items()
        }

    def main_country(self) -> Country | None:
        """The country the article is about, None where no one stands out."""
        counts = {code: weight for code, weight in self.found.countries.items() if code in self.base.countries}
        if not counts:
            return None
        first = max(sorted(counts), key=lambda code: counts[code])
        return self.base.countries[first] if counts[first] >= MAIN_SHARE * sum(counts.values()) else None

    def mention(self, token: Token) -> PartyMention | None:
        """The known party that a token is part of the name of."""
        return self.at.get((id(token.doc), token.i))

    def sentence(self, token: Token) -> Sentence | None:
        """The sentence a token stands in."""
        return self.sentences.get((id(token.doc), token.i))

    def is_party(self, token: Token) -> bool:
        """Whether a word stands for a party to politics."""
        return bool(self.parties(token))

    def parties(self, head: Token, *, military: bool = False) -> list[Party]:
        """The parties that a noun phrase stands for, by its head; empty for things, places and what is unclear.

        `military` says that they do something military: a state is then its armed forces' (ruling 18).
        """
        key = (id(head.doc), head.i, military)
        if key not in self.cache:
            self.cache[key] = []  # a reference that leads back here finds nothing
            self.cache[key] = self.read(head, military)
        return self.cache[key]

    def read(self, head: Token, military: bool) -> list[Party]:
        sentence = self.sentence(head)
        if sentence is None:
            return []
        if head.pos_ == "PRON" or (head.pos_ == "DET" and head.dep_ in {"nsubj", "dobj", "pobj", "nsubjpass"}):
            return self.references.resolve(head)
        mention = self.mention(head)
        if mention is not None:
            return [self.named(mention, military, head)]
        inner = self.unwrapped(head)
        if inner is not None:
            return self.parties(inner, military=military)
        person = self.people.card(head)
        if person is not None:
            return [person.party()]
        found = nouns.descriptor(self.base, head)
        if found is not None and head.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "X"}:
            party = self.described(head, found[0], found[1], sentence, military)
            return [party] if party is not None else []
        return self.unknown_name(head, sentence)

    def unwrapped(self, head: Token) -> Token | None:
        """The noun that a counting word counts: "dozens of civilians", "a group of gunmen"."""
        if head.lower_ not in nouns.WRAPPERS and head.lemma_.lower() not in nouns.WRAPPERS and head.pos_ != "NUM":
            return None
        tail = nouns.preposition(head, frozenset({"of"}))
        return tail[1] if tail is not None else None

    def named(self, mention: PartyMention, military: bool, head: Token) -> Party:
        """A known party by its name."""
        known = mention.known
        sector = "MIL" if military and known.kind == "state" else known.sector
        if mention.form == "people" and not military and head.pos_ in {"PROPN", "NOUN"} and head.tag_ in {"NNPS", "NNS"}:
            return Party(mention.text, mention.text, known.country, "CVL")
        return Party(mention.text, known.name, known.country, sector)

    def described(
        self, head: Token, word: str, what: Descriptor, sentence: Sentence, military: bool
    ) -> Party | None:
        """A party without a name of its own, or with one beside its noun."""
        with_tail = what.kind in {"people", "crowd", "official", "member", "role", "police", "gunmen"}
        phrase = nouns.bare(head, with_tail=with_tail)
        beside = nouns.modifiers(phrase, self.found.mentions[sentence.index])
        group = next((m for m in beside if m.form == "party"), None)
        state = next((m for m in beside if m.form in STATE_FORMS), None)
        person = next((m for m in beside if m.form == "person"), None)
        if group is None and what.kind in MELTING:
            group = self.beside(head, sentence)
        if group is not None and what.kind in MELTING and not _is_of(head, group, what):
            known = group.known
            return Party(nouns.bare(head).text, known.name, known.country, known.sector)
        if not beside and word in ABSTRACT and not any(c.dep_ == "amod" for c in head.lefts):
            return None
        country = self.country_of(head, group, state, person)
        return self.composed(phrase, word, what, country, group, person, military)

    def beside(self, head: Token, sentence: Sentence) -> PartyMention | None:
        """A named group in apposition: "the militant group Hamas", "the group, Hamas"."""
        for child in head.rights:
            if child.dep_ == "appos" and child.i - head.i < 4:
                mention = self.mention(child)
                if mention is not None and mention.form == "party":
                    return mention
        following = self.at.get((id(head.doc), head.i + 1))
        if following is not None and following.form == "party" and head.i + 1 < sentence.span.end:
            return following
        return None

    def country_of(
        self, head: Token, group: PartyMention | None, state: PartyMention | None, person: PartyMention | None
    ) -> Country | str | None:
        """The country a described party belongs to: named in the phrase, by its origin, else the article's own."""
        for mention in (state, group, person):
            if mention is not None:
                code = mention.known.country
                return self.base.countries.get(code, code) if code else None
        for token in head.subtree:
            if token.i < head.i and token.text in self.base.origins:
                origin = self.base.origins[token.text]
                if origin is not None:
                    return self.base.countries[origin]
                return self.main if token.text in {"Kurdish", "Sunni", "Shiite", "Shia", "Tuareg", "Christian"} else None
        return self.main

    def composed(
        self,
        phrase: Phrase,
        word: str,
        what: Descriptor,
        country: Country | str | None,
        group: PartyMention | None,
        person: PartyMention | None,
        military: bool,
    ) -> Party | None:
        """Name, country and sector of a described party."""
        text = phrase.text
        words = _unquoted(text)
        code = country.code if isinstance(country, Country) else country
        sector = what.sector
        lowered = {token.lower_ for token in phrase.head.doc[phrase.start : phrase.end]}
        state = country if isinstance(country, Country) else None
        if what.kind == "gunmen":
            return Party(text, _gunmen(words, word), None, "UAF")
        if word in {"regime", "government", "forces", "troops", "soldiers"} and "opposition" in lowered:
            return Party(text, words, code, "REB")
        if what.kind == "forces" and _is_pro(lowered):
            return Party(text, words, code, "PRM")
        if what.kind in {"forces", "air", "state"} and state is not None:
            name = _of_state(word, what.kind, words, lowered, state, person)
            if word in {"security forces", "security force"}:
                sector = "COP"
            return Party(text, name, code, "MIL" if military and what.kind != "state" else sector)
        if group is not None and what.kind in {"official", "body", "role"} and what.sector not in {"JRN", "MED"}:
            sector = group.known.sector if what.kind == "official" or sector == "UNK" else sector
        if state is not None and what.kind in {"police", "court", "legislature", "ministry", "official", "member"}:
            if what.sector not in {"REL"} and not any(t in self.base.origins for t in words.split()):
                words = nouns.state_name(state, _ministry(words, state))
            return Party(text, words, code, sector)
        return Party(text, words, code, sector)

    def unknown_name(self, head: Token, sentence: Sentence) -> list[Party]:
        """A body that no list knows, by its words; places are none."""
        if head.pos_ != "PROPN" or head.ent_type_ in {"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART"}:
            return []
        if head.ent_type_ not in {"ORG", "NORP"}:
            return []
        phrase = nouns.bare(head)
        last = head.lemma_.lower()
        what = self.base.descriptors.get(last)
        beside = [m for m in nouns.modifiers(phrase, self.found.mentions[sentence.index]) if m.known.country]
        country = beside[0].known.country if beside else None
        sector = what.sector if what is not None else "UNK"
        return [Party(phrase.text, phrase.text, country, sector)]

    def person(self, head: Token) -> Card | None:
        """The person that a name's head stands for."""
        return self.people.card(head)


def _is_of(head: Token, group: PartyMention, what: Descriptor) -> bool:
    """Whether the group owns more than itself: "the Taliban's opponents" is no Taliban."""
    return group.known.sector in {"IGO", "NGO", "JRN"} and what.kind in {"forces", "gunmen"}


def _is_pro(lowered: set[str]) -> bool:
    return any(word.startswith("pro") and len(word) > 3 for word in lowered) or "pro" in lowered


def _unquoted(text: str) -> str:
    return text.strip(" \"“”'‘’")


def _gunmen(words: str, word: str) -> str:
    """Gunmen nobody names are unidentified."""
    if word in {"gunmen", "gunman", "armed men", "armed man", "attackers", "assailants", "masked gunmen"}:
        return "unidentified gunmen" if not word.endswith("man") else "unidentified gunman"
    return words


def _ministry(words: str, country: Country) -> str:
    """ "Defence Ministry" as "Ministry of Defence"."""
    parts = words.split()
    if len(parts) >= 2 and parts[-1].lower() == "ministry":
        kept = [p for p in parts[:-1] if p.removesuffix("'s").removesuffix("’s") not in {*country.adjectives, country.name}]
        kept = [p for p in kept if p not in {"'s", "’s"}]
        if kept:
            return f"{country.adjectives[0]} Ministry of {' '.join(kept)}"
    return words


def _of_state(
    word: str, kind: str, words: str, lowered: set[str], country: Country, person: PartyMention | None
) -> str:
    """Canonical name of a state's arms: ruling 18."""
    adjective = country.adjectives[0]
    if kind == "air":
        return f"{adjective} Air Force"
    if kind == "state":
        if word in {"government", "regime", "junta"}:
            return f"{adjective} government"
        return nouns.state_name(country, words)
    if lowered & LOYAL or person is not None:
        return f"{adjective} government forces"
    if word in {"army", "military"}:
        return country.forces if country.forces != f"{adjective} Armed Forces" else f"{adjective} Army"
    if word in {"troops", "soldiers", "forces", "servicemen", "armed forces", "soldier", "troop"}:
        if country.code == "SYR":
            return f"{adjective} government forces"
        return country.forces
    return nouns.state_name(country, words)
