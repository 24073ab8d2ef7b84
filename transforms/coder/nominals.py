"""Nouns that take up a party named elsewhere: "the group", "the army", "both sides", "the president", "the agency"."""

from functools import cached_property
from typing import TYPE_CHECKING

from spacy.tokens import Token

from ...schemas.rows import Party
from .parties import PartyMention
from .party_base import Country, Known

if TYPE_CHECKING:
    from .cast import Cast

SHARED = frozenset(
    "jihadists jihadist extremists extremist militants insurgents group organization organisation militia "
    "movement guerrillas terrorists network faction rebels".split()
) | {"militant group", "terror group", "terrorist group", "rebel group", "armed group", "militant organization"}
"""Words that may stand for the one armed group an article names."""
OFFICES = {
    "president": "President",
    "prime minister": "Prime Minister",
    "premier": "Premier",
    "chancellor": "Chancellor",
    "foreign minister": "Foreign Minister",
    "king": "King",
    "pope": "Pope",
    "secretary of state": "Secretary of State",
    "president-elect": "President-elect",
    "vice president": "Vice President",
    "defence minister": "Defence Minister",
    "defense minister": "Defence Minister",
    "interior minister": "Interior Minister",
    "foreign secretary": "Foreign Secretary",
    "home secretary": "Home Secretary",
    "opposition leader": "opposition leader",
    "attorney general": "Attorney General",
}
AGENCIES = frozenset({"agency", "newspaper", "paper", "channel", "broadcaster", "daily", "network"})
NO_AGENCIES = frozenset({"intelligence agency", "spy agency", "aid agency", "relief agency", "government agency"})
MONITORS = frozenset({"monitor", "observatory", "watchdog"})
MONITORING = ("monitoring group", "rights group", "ngo")
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
NOUN_BACK = 12
GROUPS = frozenset({"REB", "PRM", "CRM", "OPP", "PTY"})
GROUP_BACK = 4
PLACING = frozenset({"in", "at", "near", "from", "outside", "inside"})
STATES = frozenset({"state", "seat", "adjective"})
TWO = frozenset({"both", "two"})
LEADERS = frozenset({"leader", "president", "minister", "premier", "man"})


class Nominals:
    """Resolves nouns of one article."""

    def __init__(self, cast: "Cast") -> None:
        self.cast = cast

    def group(self, head: Token, text: str, word: str) -> list[Party]:
        """Whom "the group", "the jihadists" or "the president" stands for, where only one can be meant."""
        if word in OFFICES:
            return self.office(head, text, OFFICES[word])
        lowered, last = text.lower(), head.lemma_.lower()
        if last in AGENCIES and word not in NO_AGENCIES and len(text.split()) <= 3:
            return self.body(head, text, "JRN")
        if last in MONITORS or any(lowered.endswith(name) for name in MONITORING):
            return self.body(head, text, "NGO")
        if text.lower() not in SHARED or word == "rebels":
            return []
        known = self.only_group() or self.group_before(head)
        return [Party(text, known.name, known.country, known.sector)] if known is not None else []

    def only_group(self) -> Known | None:
        """The one armed group that the article names."""
        named = {
            m.known.name: m.known
            for mentions in self.cast.found.mentions.values()
            for m in mentions
            if m.form == "party" and m.known.sector == "REB"
        }
        return next(iter(named.values())) if len(named) == 1 else None

    def group_before(self, head: Token) -> Known | None:
        """The one armed group of the nearest sentence before that names any."""
        sentence = self.cast.sentence(head)
        if sentence is None or not is_definite(head):
            return None
        for index in range(sentence.index, max(-1, sentence.index - GROUP_BACK - 1), -1):
            named = {
                m.known.name: m.known
                for m in self.cast.found.mentions[index]
                if m.form == "party" and m.known.sector in GROUPS and (index < sentence.index or m.start < head.idx)
            }
            if named:
                return next(iter(named.values())) if len(named) == 1 else None
        return None

    def both(self, head: Token) -> list[Party]:
        """The two parties that "both sides" or "the two countries" are: those of the nearest sentence that has two."""
        sentence = self.cast.sentence(head)
        if sentence is None or not any(child.lower_ in TWO for child in head.lefts):
            return []
        forms = {"person"} if head.lemma_.lower() in LEADERS else {"state", "seat", "adjective", "party"}
        for index in range(sentence.index, max(-1, sentence.index - GROUP_BACK - 1), -1):
            named: dict[str, Party] = {}
            for mention in self.cast.found.mentions[index]:
                is_before = index < sentence.index or mention.start < head.idx
                if is_before and mention.form in forms and mention.known.sector not in {"JRN", "NGO"}:
                    for party in self.side(index, mention):
                        named.setdefault(party.name, party)
            if len(named) == 2:
                return list(named.values())
            if named and index < sentence.index:
                return []
        return []

    def side(self, index: int, mention: PartyMention) -> list[Party]:
        """The party of whom a name tells: "Yemen's government" of Yemen; a name before a mere thing tells of nobody."""
        span = self.cast.text.sentences[index].span.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return []
        root = span.root
        if mention.known.sector == "IGO" or (root.dep_ == "pobj" and root.head.lower_ in PLACING):
            return []
        if mention.form in {"state", "adjective"} and root.dep_ in {"poss", "amod", "compound", "nmod"}:
            return self.cast.parties(root.head)
        return [Party(mention.text, mention.known.name, mention.known.country, mention.known.sector)]

    def country(self, head: Token) -> list[Party]:
        """The state that "the country" as a doer is: the one the sentence names before it, else the article's own."""
        sentence = self.cast.sentence(head)
        if sentence is None or head.dep_ not in {"nsubj", "nsubjpass"} or not is_definite(head):
            return []
        before = [m.known for m in self.cast.found.mentions[sentence.index] if m.start < head.idx and m.form in STATES]
        codes = {known.country for known in before}
        main = self.cast.main
        known = before[-1] if len(codes) == 1 else self.cast.base.known[main.name] if main is not None else None
        return [Party(head.text, known.name, known.country, known.sector)] if known is not None else []

    def where(self, head: Token) -> Country | None:
        """The country that a sentence says it is in before a nameless state or force: "In Myanmar, the army …"."""
        sentence = self.cast.sentence(head)
        if sentence is None:
            return None
        for mention in self.cast.found.mentions[sentence.index]:
            if mention.form != "state" or mention.start > head.idx:
                continue
            span = head.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or span.root.dep_ != "pobj" or span.root.head.lower_ != "in":
                continue
            is_first = not any(token.pos_ == "VERB" for token in head.doc[head.sent.start : span.start])
            if is_first and head.dep_ in {"nsubj", "nsubjpass"}:
                return self.cast.base.countries.get(str(mention.known.country))
        return None

    def same_noun(self, head: Token) -> Party | None:
        """The party that a noun with "the" has been said to be before: "the Syrian army … the army"."""
        sentence = self.cast.sentence(head)
        if sentence is None or not is_definite(head):
            return None
        for index, place, party in reversed(self.heads.get(head.lemma_.lower(), [])):
            is_rebel = party.sector == "REB" and head.lower_ in {"army", "military", "navy", "police"}
            if (index, place) < (sentence.index, head.i) and sentence.index - index <= NOUN_BACK and not is_rebel:
                return party
        return None

    def same_air(self, head: Token) -> Party | None:
        """The air force that "the bombers" are: whose aircraft the article has spoken of last under any word."""
        sentence = self.cast.sentence(head)
        if sentence is None or not is_definite(head):
            return None
        known = self.cast.base.descriptors
        here = (sentence.index, head.i)
        told = [
            (index, place, party)
            for lemma, found in self.heads.items()
            if lemma in known and known[lemma].kind == "air"
            for index, place, party in found
            if (index, place) < here and sentence.index - index <= GROUP_BACK
        ]
        return max(told, key=lambda one: one[:2])[2] if told else None

    @cached_property
    def heads(self) -> dict[str, list[tuple[int, int, Party]]]:
        """Nouns that stand with a name, by lemma: (sentence, token, party) in reading order."""
        found: dict[str, list[tuple[int, int, Party]]] = {}
        for sentence in self.cast.text.sentences:
            for token in sentence.span:
                if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "nmod"}:
                    continue
                if token.dep_ == "appos" and token.pos_ == "NOUN":
                    owners = self.cast.parties(token.head) if token.head.pos_ == "PROPN" else []
                    if len(owners) == 1 and owners[0].sector not in {"CVL", "UNK"}:
                        found.setdefault(token.lemma_.lower(), []).append((sentence.index, token.i, owners[0]))
                    continue
                mention = self.cast.mention(token)
                is_named = mention is not None and mention.form == "party" and " " in mention.text
                if not is_named and (mention is not None or not self.cast.is_with_name(token, sentence)):
                    continue
                parties = self.cast.parties(token)
                if len(parties) == 1:
                    found.setdefault(token.lemma_.lower(), []).append((sentence.index, token.i, parties[0]))
        return found

    def bearer(self, head: Token, code: str | None) -> Party | None:
        """The one person whom the article names with a title: "the ambassador", "Russia's ambassador"."""
        if head.tag_ not in {"NN", "NNP"} or not (is_definite(head) or code is not None):
            return None
        lemma = head.lemma_.lower()
        before = head.nbor(-1).lower_ if head.i > head.sent.start else ""
        named = self.titles.get(f"{before} {lemma}") or self.titles.get(lemma, {})
        if len(named) != 1:
            named = self.holders(f"{before} {lemma}" if f"{before} {lemma}" in OFFICES else lemma, code)
        if len(named) != 1:
            return None
        (party,) = named.values()
        return party if code is None or party.country in {None, code} else None

    def holders(self, word: str, code: str | None) -> dict[str, Party]:
        """Persons the article names who on the day hold an office of a country: "Peru's president … Ollanta Humala"."""
        day, title = self.cast.published, OFFICES.get(word)
        if day is None or title is None or code is None:
            return {}
        return {
            m.known.name: Party(m.text, m.known.name, m.known.country, m.known.sector)
            for mentions in self.cast.found.mentions.values()
            for m in mentions
            if m.form == "person"
            and any(
                o.country == code and o.title.startswith(title) and o.covers(day)
                for o in self.cast.base.offices[m.known.name]
            )
        }

    @cached_property
    def titles(self) -> dict[str, dict[str, Party]]:
        """Persons by the titles that stand before their names or beside them: "Ambassador Andrei Karlov"."""
        found: dict[str, dict[str, Party]] = {}
        for sentence in self.cast.text.sentences:
            for token in sentence.span:
                if token.pos_ != "PROPN" or token.dep_ == "compound":
                    continue
                for person in self.cast.person(token):
                    for title in self.words_of_title(token, person):
                        found.setdefault(title, {}).setdefault(person.name, person)
        return found

    def words_of_title(self, token: Token, person: Party) -> list[str]:
        """The titles beside a name, with and without the word before them."""
        nouns = [token.doc[token.i - len(person.text.split())]] if token.i >= len(person.text.split()) else []
        nouns.extend(child for child in token.children if child.dep_ == "appos")
        if token.dep_ == "appos":
            nouns.append(token.head)
        titles: list[str] = []
        for noun in nouns:
            found = self.cast.base.descriptors.get(noun.lemma_.lower())
            if noun.sent == token.sent and found is not None and found.kind in {"official", "role"}:
                titles.append(noun.lemma_.lower())
                if noun.i > noun.sent.start:
                    titles.append(f"{noun.nbor(-1).lower_} {noun.lemma_.lower()}")
        return titles

    def body(self, head: Token, text: str, sector: str) -> list[Party]:
        """The agency or the monitoring group named last before these words, else first after them."""
        sentence = self.cast.sentence(head)
        if sentence is None:
            return []
        before = after = None
        for other in self.cast.text.sentences:
            for mention in self.cast.found.mentions[other.index]:
                if mention.form != "party" or mention.known.sector != sector:
                    continue
                if (other.index, mention.start) < (sentence.index, head.idx):
                    before = mention.known
                elif after is None:
                    after = mention.known
        known = before or after
        return [Party(text, known.name, known.country, known.sector)] if known is not None else []

    def office(self, head: Token, text: str, title: str) -> list[Party]:
        """The person in the article who holds an office of the article's country on the day."""
        base, day, main = self.cast.base, self.cast.published, self.cast.main
        if day is None or not any(child.lower_ in {"the", "its", "their"} for child in head.lefts):
            return []
        found = {
            m.known.name: m.known
            for mentions in self.cast.found.mentions.values()
            for m in mentions
            if m.form == "person"
            and any(o.title.split(" of ")[0] == title and o.covers(day) for o in base.offices[m.known.name])
        }
        if len(found) > 1 and main is not None:
            found = {name: known for name, known in found.items() if known.country == main.code}
        if len(found) != 1:
            return []
        ((name, known),) = found.items()
        return [Party(text, name, known.country, known.sector)]


def is_definite(head: Token) -> bool:
    """Whether a noun stands with "the", "this" or the like."""
    return any(child.lower_ in DEFINITE for child in head.lefts)
