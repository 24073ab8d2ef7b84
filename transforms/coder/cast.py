"""Who is who in one article: parties for the noun phrases that stand for them."""

import datetime
import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from ...schemas.rows import Party
from . import describe as nouns
from . import naming, standing, strangers
from .describe import Phrase
from .identified import Identified
from .naming import Described, compose
from .nominals import Nominals
from .parties import Found, PartyMention, find_parties
from .party_base import Country, Descriptor, PartyBase
from .people import People
from .place_mention import PlaceMention
from .references import References
from .text import Sentence, Text

MELTING = frozenset({"member", "body", "forces", "gunmen", "air"})
"""Nouns that say no more than the name beside them: "ISIL fighters", "the PKK group"."""
ARMED = frozenset({"REB", "PRM", "CRM", "MIL", "COP", "PTY", "OPP"})
STATE_FORMS = frozenset({"state", "adjective", "seat", "people"})
MAIN_SHARE = 0.3
"""An article is about a country when it has this share of all that it says of countries."""
ABSTRACT = frozenset(
    "country countries nation nations side sides capital power powers state kingdom republic body bodies "
    " member members ranks head".split()
)
DWELLERS = frozenset(
    "resident residents people villager villagers inhabitant inhabitants citizen citizens families".split()
)
RECURRING = frozenset("forces member police state ministry court legislature body air".split())
"""Kinds of nouns that, with "the", take up a party named before."""
STATELY = frozenset("forces police air state official court legislature ministry".split())
BARE_NOTHING = frozenset(
    {"force", "head", "chief", "chair", "speaker", "justice", "security", "head of", "leadership", "intelligence"}
)
REGIMES = ("SYR", "PRK", "IRN", "MMR", "BLR", "VEN", "CUB", "NIC", "LBY", "IRQ", "SDN", "ERI", "ZWE", "YEM", "EGY")
"""States that news calls a regime, the likelier first."""
SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokesmen"})
PAIRED = frozenset(
    "sides countries nations states governments armies leaders presidents ministers neighbours neighbors "
    "powers men parties".split()
)
EVERYBODY = frozenset({"side", "sides", "countries", "nations", "states", "parties"})
DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w .]{2,30})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"  # city, country, day
    r"(?: \([A-Z][\w /]{1,20}\))? ?[-–—]+(?: |$)"
)
DATELINE_PARAGRAPH = 4
PLACE_WEIGHT = 0.5
FAR = 12
CALLED = frozenset({"dub", "call", "name", "know", "label"})


FROM_TAILS = frozenset({"of", "from"})
MEMBERS = frozenset({"member", "members"})
OWN = "own "
"""How the text of a party begins that is the doer's: "executed its own fighters"."""
NAMED_BODIES = ARMED | {"NGO", "JRN", "IGO"}


@dataclass(frozen=True)
class Beside:
    """Known names inside a noun phrase."""

    group: PartyMention | None
    state: PartyMention | None
    person: PartyMention | None

    @property
    def is_empty(self) -> bool:
        return self.group is None and self.state is None and self.person is None


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
        self.identified = Identified(self)
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
            people = self.run_on(mention, head)
            if people is not None:
                return self.parties(people)
            return [*self.listed(mention, head, military), self.named(mention, military, head)]
        if any(child.dep_ == "det" and child.lower_ in {"no", "neither"} for child in head.lefts):
            return []
        if head.lower_ == "others" or (head.pos_ == "NUM" and head.head.lemma_ in {"arrest", "detain"}):
            return self.references.rest(head)
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
            return self.appositive(head) or self.described(head, found[0], found[1], sentence, military)
        return self.appositive(head) or strangers.unknown(self, head, sentence)

    def regime(self, head: Token, near: Beside) -> Country | str | None:
        """Whose regime: said, else the article's own if such states are called one, else the likeliest it names."""
        country = self.country_of(head, near)
        if not near.is_empty or (isinstance(country, Country) and country.code in REGIMES):
            return country
        return next((self.base.countries[code] for code in REGIMES if code in self.countries), country)

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

    def described(self, head: Token, word: str, what: Descriptor, sentence: Sentence, military: bool) -> list[Party]:
        """A party without a name of its own, or with one beside its noun."""
        phrase = nouns.bare(head)
        tails = nouns.PLACE_TAILS if word in DWELLERS else nouns.TAILS
        whole = nouns.bare(head, with_tail=True, tails=tails) if what.kind != "air" else phrase
        near = self.beside(whole, sentence)
        if what.kind == "member" and near.group is None:
            origin = self.beside(nouns.bare(head, with_tail=True, tails=FROM_TAILS), sentence)
            near = replace(near, group=origin.group)  # "fighters from Hamas"
        melted = self.melted(phrase, whole, word, what, near)
        if melted is not None:
            return melted
        if what.kind == "air":
            tail = nouns.preposition(head, nouns.TAILS)
            owners = self.parties(tail[1], military=True) if tail is not None else []
            if len(owners) == 1 and self.is_force(owners[0]):
                return [owners[0]._replace(text=nouns.bare(head, with_tail=True).text)]
        if word in SPOKES:
            tail = nouns.preposition(head, frozenset({"for", "of"}))
            body = self.mention(tail[1]) if tail is not None else None
            if tail is not None and body is not None and body.form == "party":
                return [self.named(body, False, tail[1])]
        taken_up = self.taken_up(phrase, whole, word, what, near)
        if taken_up is not None:
            return taken_up
        if near.person is not None and what.kind in {"forces", "air", "state"}:
            phrase = standing.after(phrase, near.person)
        is_regime = any(token.lower_ == "regime" for token in head.doc[phrase.start : head.i + 1])
        country = self.regime(head, near) if is_regime else self.country_of(head, near)
        is_said = near.state is not None or near.person is not None
        said = Described(phrase, whole.text, word, what, country, is_said, near.group, near.person)
        found = [compose(self.base, said, military=military)]
        for mention in self.joined_states(phrase) if near.state is not None and what.kind in STATELY else ():
            other = replace(said, country=self.base.countries[str(mention.known.country)], name=head.text)
            found.append(compose(self.base, other, military=military)._replace(text=mention.text))
        return found

    def is_force(self, party: Party) -> bool:
        """Whether a party is a named force that flies aircraft and no state, whose air force they then are."""
        known = self.base.known.get(party.name)
        return party.sector == "MIL" and (known is None or known.kind != "state")

    def joined_states(self, phrase: Phrase) -> list[PartyMention]:
        """States joined to the one that a phrase begins with: "US, South Korean and Japanese troops"."""
        doc, index = phrase.head.doc, phrase.start - 1
        found: list[PartyMention] = []
        while index > phrase.head.sent.start and (doc[index].text in {",", "&"} or doc[index].lower_ == "and"):
            mention = self.mention(doc[index - 1])
            country = self.base.countries.get(str(mention.known.country)) if mention is not None else None
            if mention is None or country is None or mention.text not in country.adjectives:
                break
            found.append(mention)
            index = min(i for i in range(index) if self.at.get((id(doc), i)) is mention) - 1
        return found

    def melted(self, phrase: Phrase, whole: Phrase, word: str, what: Descriptor, near: Beside) -> list[Party] | None:
        """The group that a noun adds nothing to: "ISIL fighters", "members of the PKK"; None where it stands alone."""
        if what.kind not in MELTING:
            return None
        group = near.group or self.apposed(phrase.head)
        if group is None and near.is_empty:
            return self.owned(phrase, word, what)
        if group is None or group.known.sector not in NAMED_BODIES:
            return None
        text = whole.text if word in MEMBERS else phrase.text
        melted = Party(text, group.known.name, group.known.country, group.known.sector)
        return [melted, *(party for party in self.joined_groups(phrase) if party.name != melted.name)]

    def joined_groups(self, phrase: Phrase) -> list[Party]:
        """Groups joined to the one whose members somebody are: "fighters of Hamas and Islamic Jihad"."""
        tail = nouns.preposition(phrase.head, FROM_TAILS)
        joined = [token for token in tail[1].rights if token.dep_ == "conj"] if tail is not None else []
        return [party for token in joined for party in self.parties(token) if party.sector in ARMED]

    def owned(self, phrase: Phrase, word: str, what: Descriptor) -> list[Party] | None:
        """The party whose own they are: "its fighters", "its own members"."""
        owner = next((child for child in phrase.head.lefts if child.dep_ == "poss" and child.pos_ == "PRON"), None)
        parties = self.references.resolve(owner) if owner is not None else []
        is_own = any(child.lower_ == "own" for child in phrase.head.lefts)
        if len(parties) != 1 or not (what.kind in {"member", "forces"} or (is_own and word in MEMBERS)):
            return None
        party = parties[0]
        text = f"{OWN}{phrase.text}" if is_own else phrase.text
        known = self.base.known.get(party.name)
        if known is not None and known.kind == "state":
            country = self.base.countries.get(str(party.country))
            name = country.forces if country is not None else party.name
            return [Party(text, name, party.country, what.sector)]
        return [party._replace(text=text)] if party.sector in ARMED else None

    def taken_up(self, phrase: Phrase, whole: Phrase, word: str, what: Descriptor, near: Beside) -> list[Party] | None:
        """The party named elsewhere that a noun takes up, or nobody; None where it must be described."""
        head = phrase.head
        if word in standing.ANYBODY and near.is_empty:
            told = standing.specified(head)
            if told is not None:
                return self.parties(told) or None
            if standing.is_bare_patient(head, whole):
                return []
        theatre = self.theatre(phrase)
        if theatre is not None and near.state is None and near.person is None:
            return [theatre]
        both = self.nominals.both(head) if near.is_empty and word in PAIRED else []
        if both:
            return both
        if word in EVERYBODY and any(child.lower_ in {"all", "warring"} for child in head.lefts):
            return [Party(whole.text, f"all {whole.text}", None, "UNK")]
        if word in EVERYBODY and any(child.lower_ == "both" for child in head.lefts):
            return [Party(whole.text, f"both {whole.text}", None, "UNK")]
        if word == "country" and near.is_empty and phrase.text.lower() == word:
            return self.nominals.country(head)
        if word == "capital":
            return []
        if near.is_empty and word in ABSTRACT and not naming.has_origin(self.base, phrase.text):
            return self.nominals.group(head, phrase.text, word) or self.members(head, whole)
        known: list[Party] = []
        if what.kind in {"official", "role"} and near.group is None and near.person is None:
            bearer = self.nominals.bearer(head, near.state.known.country if near.state is not None else None)
            if bearer is not None:
                return [bearer._replace(text=phrase.text)]
        if near.group is None and near.person is None and (near.is_empty or what.sector in {"NGO", "JRN"}):
            known = self.nominals.group(head, phrase.text, word)
        if not known and near.is_empty and what.kind in RECURRING and phrase.text.lower() == word:
            same = self.nominals.same_noun(head)
            known = [same._replace(text=phrase.text)] if same is not None else []
        if not known and near.is_empty and self.is_empty_word(phrase, whole, word, what):
            return []
        return known or None

    def is_empty_word(self, phrase: Phrase, whole: Phrase, word: str, what: Descriptor) -> bool:
        """Whether a noun standing alone says nothing of any party: "the force of the blast", "a group", "the head"."""
        if word in BARE_NOTHING:
            return phrase.text.lower() == word
        return what.sector == "UNK" and phrase.text.lower() == word and whole.end == phrase.end

    def beside(self, whole: Phrase, sentence: Sentence) -> Beside:
        """The known names in a phrase: a group, a state, a person."""
        found = nouns.modifiers(whole, self.found.mentions[sentence.index])
        return Beside(
            next((m for m in found if m.form == "party"), None),
            next((m for m in found if m.form in STATE_FORMS), None),
            next((m for m in found if m.form == "person"), None),
        )

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

    def members(self, head: Token, whole: Phrase) -> list[Party]:
        """Read "members of the security forces" as the security forces."""
        tail = nouns.preposition(head, nouns.TAILS)
        if head.lemma_.lower() != "member" or tail is None:
            return []
        return [party._replace(text=whole.text) for party in self.parties(tail[1])]

    def is_with_name(self, head: Token, sentence: Sentence) -> bool:
        """Whether a noun for a party has a known name beside it."""
        found = nouns.descriptor(self.base, head)
        if found is None or found[1].kind not in RECURRING:
            return False
        return bool(nouns.modifiers(nouns.bare(head), self.found.mentions[sentence.index]))

    def theatre(self, phrase: Phrase) -> Party | None:
        """Whom "the coalition" means in an article about a country and time."""
        word = phrase.text.lower().replace("military ", "")
        share = MAIN_SHARE * sum(self.countries.values()) or 1.0
        for meant in self.base.theatres.get(word, ()):
            if self.countries.get(meant.country, 0.0) < share or self.published is None:
                continue
            if naming.has_origin(self.base, phrase.text) and meant.name not in self.found.named:
                continue  # "Kurdish fighters" may be others
            after = meant.start is None or meant.start <= self.published
            if after and (meant.end is None or self.published <= meant.end):
                known = self.base.known[meant.name]
                return Party(phrase.text, known.name, known.country, known.sector)
        return None

    def apposed(self, head: Token) -> PartyMention | None:
        """A named group in apposition: "the militant group Hamas", "the group, Hamas"."""
        for child in head.rights:
            if child.dep_ == "appos" and child.i - head.i < 4:
                mention = self.mention(child)
                if mention is not None and mention.form == "party":
                    return mention
        following = self.at.get((id(head.doc), head.i + 1))
        if following is not None and following.form == "party" and head.i + 1 < head.sent.end:
            return following
        return None

    def country_of(self, head: Token, near: Beside) -> Country | str | None:
        """The country a described party belongs to: named in the phrase, by its origin, else the article's own."""
        for mention in (near.state, near.group, near.person):
            if mention is not None:
                code = mention.known.country
                return self.base.countries.get(code, code) if code else None
        for token in head.subtree:
            if token.i < head.i and token.text in self.base.origins:
                origin = self.base.origins[token.text]
                if origin is not None:
                    return self.base.countries[origin]
                return (
                    self.main if token.text in {"Kurdish", "Sunni", "Shiite", "Shia", "Tuareg", "Christian"} else None
                )
        return self.nominals.where(head) or self.main
