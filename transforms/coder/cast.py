"""Who is who in one article: parties for the noun phrases that stand for them."""

import datetime
import re

from spacy.tokens import Token

from ...schemas.rows import Party
from . import describe as nouns
from . import standing, strangers
from .collectives import Collectives
from .descriptions import MAIN_SHARE, RECURRING, Descriptions
from .identified import Identified
from .nominals import Nominals
from .parties import Found, PartyMention, find_parties
from .party_base import Country, PartyBase
from .people import People
from .place_mention import PlaceMention
from .references import References
from .text import Sentence, Text

DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w .]{2,30})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"  # city, country, day
    r"(?: \([A-Z][\w /]{1,20}\))? ?[-–—]+(?: |$)"
)
DATELINE_PARAGRAPH = 4
PLACE_WEIGHT = 0.5
SURE = 0.6
"""An article that gives a country so large a share speaks of its people where it names no other's."""
FAR = 12
CALLED = frozenset({"dub", "call", "name", "know", "label"})


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
        self.published = published
        self.found: Found = find_parties(text, base, published)
        self.sentences = {(id(s.span.doc), token.i): s for s in text.sentences for token in s.span}
        self.at: dict[tuple[int, int], PartyMention] = {}
        for sentence in text.sentences:
            for mention in self.found.mentions[sentence.index]:
                span = sentence.span.doc.char_span(mention.start, mention.end, alignment_mode="expand")
                for token in span or ():
                    self.at[id(sentence.span.doc), token.i] = mention
        self.countries: dict[str, float] = dict(self.found.countries)
        self.places: set[tuple[int, int]] = set()
        self.place_names: set[str] = set()
        self.main = self.main_country()
        self.people = People(self)
        self.references = References(self)
        self.nominals = Nominals(self)
        self.collectives = Collectives(self)
        self.identified = Identified(self)
        self.descriptions = Descriptions(self)
        self.cache: dict[tuple[int, int, bool], list[Party]] = {}

    def taken(self) -> dict[int, list[tuple[int, int]]]:
        """Spans of parties that are no places, by sentence; offsets in its Doc."""
        return {
            index: [(m.start, m.end) for m in mentions if m.form in {"party", "person"}]
            for index, mentions in self.found.mentions.items()
        }

    def locate(self, places: dict[int, list[PlaceMention]]) -> None:
        """Learn what places the article names: they tell its country, and their names are no parties."""
        for index, mentions in places.items():
            doc = self.text.sentences[index].span.doc
            for place in mentions:
                if place.country is not None:
                    self.countries[place.country] = self.countries.get(place.country, 0.0) + PLACE_WEIGHT
                self.places.add((id(doc), place.token))
                self.place_names.add(place.text)
        self.main = self.main_country()
        self.cache.clear()

    @property
    def sure(self) -> Country | None:
        """The article's country, if it says little of any other: whose a bare "officials" or "troops" are."""
        main = self.main
        return main if main is not None and self.countries[main.code] >= SURE * sum(self.countries.values()) else None

    def main_country(self) -> Country | None:
        """The country the article is about, None where no one stands out."""
        counts = {code: weight for code, weight in self.countries.items() if code in self.base.countries}
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
        """Read one noun phrase."""
        sentence = self.sentence(head)
        if sentence is None:
            return []
        if head.pos_ == "PRON" or (head.pos_ == "DET" and head.dep_ in {"nsubj", "dobj", "pobj", "nsubjpass"}):
            return self.references.resolve(head)
        if head.lower_ == "led":
            return self.led(head)
        mention = self.mention(head)
        if self.in_dateline(head, sentence):
            return [party for after in standing.after_dash(head) for party in self.parties(after, military=military)]
        if mention is not None:
            if mention.is_side or standing.is_stance(head) or standing.is_setting(head, mention):
                return []
            if mention.form == "party" and (id(head.doc), head.i) in self.places:
                return []  # "at the White House"
            people = self.run_on(mention, head)
            if people is not None:
                return self.parties(people)
            return [*self.listed(mention, head, military), self.named(mention, military, head)]
        if any(child.dep_ == "det" and child.lower_ in {"no", "neither"} for child in head.lefts):
            return []
        if head.lower_ == "others" or (head.pos_ == "NUM" and head.head.lemma_ in {"arrest", "detain"}):
            return self.references.rest(head)
        explained = self.descriptions.explained(head) if head.pos_ == "NOUN" else None
        if explained is not None:
            return self.parties(explained, military=military)
        inner = self.unwrapped(head)
        if inner is not None:
            return self.parties(inner, military=military)
        return self.without_list(head, sentence, military)

    def led(self, head: Token) -> list[Party]:
        """The coalition of "US-led raids": the one known under its leader's adjective."""
        leader = self.mention(head.doc[head.i - 2]) if head.i - head.sent.start >= 2 else None
        country = self.base.countries.get(str(leader.known.country)) if leader is not None else None
        if leader is None or country is None or head.nbor(-1).text != "-" or head.dep_ != "amod":
            return []
        known = self.base.known.get(f"{country.adjectives[0]}-led coalition")
        return [Party(f"{leader.text}-led", known.name, known.country, known.sector)] if known is not None else []

    def in_dateline(self, head: Token, sentence: Sentence) -> bool:
        """Whether a word is where a report was written: "NAIROBI (Reuters) - Kenyan troops …"."""
        if sentence.field == "title" or sentence.paragraph > DATELINE_PARAGRAPH:
            return False
        dateline = DATELINE.match(sentence.text)
        return dateline is not None and head.idx - sentence.span.start_char < dateline.end()

    def run_on(self, mention: PartyMention, head: Token) -> Token | None:
        """The people whom a text without commas runs into a name: "killed 40 people Human Rights Watch said"."""
        if mention.known.sector not in {"NGO", "JRN", "IGO"}:
            return None
        span = head.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        before = head.doc[span.start - 1] if span is not None and span.start > head.sent.start else None
        if span is None or before is None or before.tag_ != "NNS" or before.head not in {span.root, span.root.head}:
            return None
        found = nouns.descriptor(self.base, before)
        return before if found is not None and found[1].kind in {"people", "crowd"} else None

    def listed(self, mention: PartyMention, head: Token, military: bool) -> list[Party]:
        """States run into this one without a comma: "Turkey Russia and Iran"."""
        if mention.form != "state":
            return []
        before = [child for child in head.lefts if child.dep_ == "compound" and child.idx < mention.start]
        names = [(child, self.mention(child)) for child in before]
        return [self.named(m, military, child) for child, m in names if m is not None and m.form == "state"]

    def without_list(self, head: Token, sentence: Sentence, military: bool) -> list[Party]:
        """Read a noun phrase whose head is on no list of names."""
        introduced = strangers.introduced(self, head)
        if introduced is not None:
            return [introduced]
        person = self.people.card(head)
        if person is not None:
            return [person.party()]
        found = nouns.descriptor(self.base, head)
        if found is not None and found[1].kind == "official" and head.tag_ == "NNP" and head.i + 1 < head.sent.end:
            titled = self.person(head.nbor())
            if titled:
                return titled  # "President Putin", where the parse parts them
        if found is not None and standing.is_state_of_mind(head):
            return []
        identified = self.identified.party(head) if found is not None else None
        if identified is not None:
            return [identified]
        if found is not None and not standing.only_modifies(head, found[1]):
            return self.appositive(head) or self.descriptions.read(head, found[0], found[1], sentence, military)
        return self.appositive(head) or strangers.unknown(self, head, sentence)

    def unwrapped(self, head: Token) -> Token | None:
        """The noun that a counting word counts: "dozens of civilians", "a group of gunmen"."""
        if head.lower_ not in nouns.WRAPPERS and head.lemma_.lower() not in nouns.WRAPPERS and head.pos_ != "NUM":
            return None
        tail = nouns.preposition(head, nouns.TAILS)
        return tail[1] if tail is not None else None

    def named(self, mention: PartyMention, military: bool, head: Token) -> Party:
        """A known party by its name."""
        known = mention.known
        sector = "MIL" if military and known.kind == "state" else known.sector
        if mention.form == "people" and not military and head.tag_ in {"NNPS", "NNS"}:
            return Party(mention.text, mention.text, known.country, "CVL")
        return Party(mention.text, known.name, known.country, sector)

    def appositive(self, head: Token) -> list[Party]:
        """The name that a description stands beside: "the interior minister, Magdy Abdel Ghaffar"."""
        for child in head.rights:
            if child.dep_ == "appos" and child.i - head.i < FAR:
                person = self.person(child)
                if person:
                    joined = [token for token in child.rights if token.dep_ == "conj"] if head.tag_ == "NNS" else []
                    return person + [party for token in joined for party in self.person(token)]
            elif child.dep_ == "acl" and child.lemma_.lower() in CALLED:
                for below in child.subtree:
                    mention = self.mention(below)
                    if mention is not None and mention.form == "party":
                        return [self.named(mention, False, below)]
        after = head.doc[head.i + 1 : min(head.i + 3, head.sent.end)]
        if len(after) == 2 and after[0].text == "," and after[1].ent_type_ == "PERSON":
            last = after[1]
            while last.i + 1 < head.sent.end and head.doc[last.i + 1].ent_type_ == "PERSON":
                last = last.nbor()
            closes = last.i + 1 >= head.sent.end or head.doc[last.i + 1].is_punct
            return self.person(last) if closes else []
        return []

    def firms(self) -> list[Party]:
        """The firms that the article names, known or explained by it: "Altavia, the firm that runs the trams"."""
        found: dict[str, Party] = {}
        for sentence in self.text.sentences:
            for token in sentence.span:
                if token.pos_ == "PROPN" and token.dep_ not in {"compound", "nmod"}:
                    for party in self.parties(token):
                        if party.sector == "BUS" and not self.is_name_of_person(party.name):
                            found.setdefault(party.name, party)
        return list(found.values())

    def is_name_of_person(self, name: str) -> bool:
        """Whether a party's name is that of a person."""
        return name in self.base.offices or name in self.people.names

    def person(self, token: Token) -> list[Party]:
        """The person whose name a token is part of, if any."""
        mention = self.mention(token)
        if mention is not None:
            return [self.named(mention, False, token)] if mention.form == "person" else []
        card = self.people.card(token)
        return [card.party()] if card is not None else []

    def is_with_name(self, head: Token, sentence: Sentence) -> bool:
        """Whether a noun for a party has a known name beside it."""
        found = nouns.descriptor(self.base, head)
        if found is None or found[1].kind not in RECURRING:
            return False
        return bool(nouns.modifiers(nouns.bare(head), self.found.mentions[sentence.index]))
