"""Parties by the nouns for them: a name beside the noun, a party that it takes up, or the description itself."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from ...schemas.rows import Party
from . import describe as nouns
from . import naming, standing
from .describe import Phrase
from .naming import Described, compose
from .parties import PartyMention
from .party_base import Country, Descriptor
from .text import Sentence

if TYPE_CHECKING:
    from .cast import Cast

MELTING = frozenset({"member", "body", "forces", "gunmen", "air"})
"""Nouns that say no more than the name beside them: "ISIL fighters", "the PKK group"."""
ARMED = frozenset({"REB", "PRM", "CRM", "MIL", "COP", "PTY", "OPP"})
STATE_FORMS = frozenset({"state", "adjective", "seat", "people"})
MAIN_SHARE = 0.3
"""An article is about a country when it has this share of all that it says of countries."""
ABSTRACT = frozenset(
    "country countries nation nations side sides capital power powers state kingdom republic body bodies "
    "member members ranks head emirate sheikhdom sultanate archipelago principality monarchy".split()
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
FROM_TAILS = frozenset({"of", "from"})
MEMBERS = frozenset({"member", "members"})
OWN = "own "
"""How the text of a party begins that is the doer's: "executed its own fighters"."""
ANYWHERE = frozenset({"Kurdish", "Sunni", "Shiite", "Shia", "Tuareg", "Christian"})
"""Origins that are of the article's country where nothing else is said."""
OWNED = frozenset({"regime", "government", "army", "police", "military"})
OPPOSITION = "Syrian National Coalition"
COALITIONS = frozenset({"US-led coalition", "Saudi-led coalition", "NATO-led coalition"})
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


class Descriptions:
    """Reads the noun phrases of one article that have a noun for a party as head."""

    def __init__(self, cast: "Cast") -> None:
        self.cast = cast

    def read(self, head: Token, word: str, what: Descriptor, sentence: Sentence, military: bool) -> list[Party]:
        """A party without a name of its own, or with one beside its noun."""
        phrase = nouns.bare(head)
        tails = nouns.PLACE_TAILS if word in DWELLERS else nouns.TAILS
        whole = nouns.bare(head, with_tail=True, tails=tails) if what.kind != "air" else phrase
        near = self.beside(whole, sentence)
        if what.kind in {"member", "crowd"} and near.group is None:
            origin = self.beside(nouns.bare(head, with_tail=True, tails=FROM_TAILS), sentence)
            near = replace(near, group=origin.group)  # "fighters from Hamas"
        melted = self.melted(phrase, whole, word, what, near)
        if melted is not None:
            return melted
        if what.kind == "air":
            tail = nouns.preposition(head, nouns.TAILS)
            owners = self.cast.parties(tail[1], military=True) if tail is not None else []
            if len(owners) == 1 and self.is_force(owners[0]):
                return [owners[0]._replace(text=nouns.bare(head, with_tail=True).text)]
        if word in SPOKES:
            tail = nouns.preposition(head, frozenset({"for", "of"}))
            body = self.cast.mention(tail[1]) if tail is not None else None
            if tail is not None and body is not None and body.form == "party":
                return [self.cast.named(body, False, tail[1])]
        taken_up = self.taken_up(phrase, whole, word, what, near)
        if taken_up is not None:
            return taken_up
        if near.person is not None and what.kind in {"forces", "air", "state"}:
            phrase = standing.after(phrase, near.person)
        is_regime = any(token.lower_ == "regime" for token in head.doc[phrase.start : head.i + 1])
        country = self.regime(head, near) if is_regime else self.country_of(head, near)
        is_said = near.state is not None or near.person is not None
        said = Described(phrase, whole.text, word, what, country, is_said, near.group, near.person)
        found = [compose(self.cast.base, said, military=military)]
        charge = nouns.charge(head) if what.kind in {"people", "crowd"} and near.is_empty else ""
        if charge:
            found = [found[0]._replace(name=f"{found[0].name} {charge}")]
        for mention in self.joined_states(phrase) if near.state is not None and what.kind in STATELY else ():
            other = replace(said, country=self.cast.base.countries[str(mention.known.country)], name=head.text)
            found.append(compose(self.cast.base, other, military=military)._replace(text=mention.text))
        return found

    def beside(self, whole: Phrase, sentence: Sentence) -> Beside:
        """The known names in a phrase: a group, a state, a person."""
        found = nouns.modifiers(whole, self.cast.found.mentions[sentence.index])
        state = next((m for m in found if m.form in STATE_FORMS), None)
        head, at = whole.head, whole.start - 1
        if state is None and head.dep_ == "compound" and head.lower_ in OWNED and at >= head.sent.start:
            before = self.cast.mention(head.doc[at])  # "Russian army helicopter fire", where both hang on "fire"
            state = before if before is not None and before.form in {"adjective", "state"} else None
        return Beside(
            next((m for m in found if m.form == "party"), None),
            state,
            next((m for m in found if m.form == "person"), None),
        )

    def country_of(self, head: Token, near: Beside) -> Country | str | None:
        """The country a described party belongs to: named in the phrase, by its origin, else the article's own."""
        for mention in (near.state, near.group, near.person):
            if mention is not None:
                code = mention.known.country
                return self.cast.base.countries.get(code, code) if code else None
        for token in head.subtree:
            if token.i < head.i and token.text in self.cast.base.origins:
                origin = self.cast.base.origins[token.text]
                if origin is not None:
                    return self.cast.base.countries[origin]
                return (
                    self.cast.main
                    if token.text in {"Kurdish", "Sunni", "Shiite", "Shia", "Tuareg", "Christian"}
                    else None
                )
        return self.cast.nominals.where(head) or self.cast.sure

    def regime(self, head: Token, near: Beside) -> Country | str | None:
        """Whose regime: said, else the article's own if such states are called one, else the likeliest it names."""
        country = self.country_of(head, near)
        if not near.is_empty or (isinstance(country, Country) and country.code in REGIMES):
            return country
        return next((self.cast.base.countries[code] for code in REGIMES if code in self.cast.countries), country)

    def melted(self, phrase: Phrase, whole: Phrase, word: str, what: Descriptor, near: Beside) -> list[Party] | None:
        """The group that a noun adds nothing to: "ISIL fighters", "members of the PKK"; None where it stands alone."""
        if what.kind not in MELTING and word != "men" and not (what.kind == "crowd" and near.group is not None):
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
        return [party for token in joined for party in self.cast.parties(token) if party.sector in ARMED]

    def joined_states(self, phrase: Phrase) -> list[PartyMention]:
        """States joined to the one that a phrase begins with: "US, South Korean and Japanese troops"."""
        doc, index = phrase.head.doc, phrase.start - 1
        found: list[PartyMention] = []
        while index > phrase.head.sent.start and (doc[index].text in {",", "&"} or doc[index].lower_ == "and"):
            mention = self.cast.mention(doc[index - 1])
            country = self.cast.base.countries.get(str(mention.known.country)) if mention is not None else None
            if mention is None or country is None or mention.text not in country.adjectives:
                break
            found.append(mention)
            index = min(i for i in range(index) if self.cast.at.get((id(doc), i)) is mention) - 1
        return found

    def is_force(self, party: Party) -> bool:
        """Whether a party is a named force that flies aircraft and no state, whose air force they then are."""
        known = self.cast.base.known.get(party.name)
        return party.sector == "MIL" and (known is None or known.kind != "state")

    def apposed(self, head: Token) -> PartyMention | None:
        """A named group in apposition: "the militant group Hamas", "the group, Hamas"."""
        for child in head.rights:
            if child.dep_ == "appos" and child.i - head.i < 4:
                mention = self.cast.mention(child)
                if mention is not None and mention.form == "party":
                    return mention
        following = self.cast.at.get((id(head.doc), head.i + 1))
        if following is not None and following.form == "party" and head.i + 1 < head.sent.end:
            return following
        return None

    def owned(self, phrase: Phrase, word: str, what: Descriptor) -> list[Party] | None:
        """The party whose own they are: "its fighters", "its own members"."""
        owner = next((child for child in phrase.head.lefts if child.dep_ == "poss" and child.pos_ == "PRON"), None)
        parties = self.cast.references.resolve(owner) if owner is not None else []
        is_own = any(child.lower_ == "own" for child in phrase.head.lefts)
        is_band = word == "men" and parties and parties[0].sector in {"REB", "CRM", "PRM", "UAF"}
        if len(parties) != 1 or not (what.kind in {"member", "forces"} or is_band or (is_own and word in MEMBERS)):
            return None
        party = parties[0]
        text = f"{OWN}{phrase.text}" if is_own else phrase.text
        known = self.cast.base.known.get(party.name)
        if known is not None and known.kind == "state":
            country = self.cast.base.countries.get(str(party.country))
            name = country.forces if country is not None else party.name
            return [Party(text, name, party.country, what.sector)]
        return [party._replace(text=text)] if party.sector in ARMED else None

    def taken_up(self, phrase: Phrase, whole: Phrase, word: str, what: Descriptor, near: Beside) -> list[Party] | None:
        """The party named elsewhere that a noun takes up, or nobody; None where it must be described."""
        head = phrase.head
        if word in standing.ANYBODY and near.is_empty:
            told = standing.specified(head)
            if told is not None:
                return self.cast.parties(told) or None
            if standing.is_bare_patient(head, whole):
                return []
        theatre = self.theatre(phrase)
        if theatre is not None and near.state is None and near.person is None:
            return [theatre]
        both = self.cast.nominals.both(head) if near.is_empty and word in PAIRED else []
        both = both or (self.cast.collectives.counted(head) or self.cast.collectives.kind(head, phrase.text))
        if both:
            return both
        if word in EVERYBODY and any(child.lower_ in {"all", "warring"} for child in head.lefts):
            return [Party(whole.text, f"all {whole.text}", None, "UNK")]
        if word in EVERYBODY and any(child.lower_ == "both" for child in head.lefts):
            return [Party(whole.text, f"both {whole.text}", None, "UNK")]
        if word == "country" and near.is_empty and phrase.text.lower() == word:
            return self.cast.nominals.country(head)
        if word == "capital":
            return []
        if near.is_empty and word in ABSTRACT and not naming.has_origin(self.cast.base, phrase.text):
            return self.cast.nominals.group(head, phrase.text, word) or self.members(head, whole)
        known: list[Party] = []
        if what.kind in {"official", "role"} and near.group is None and near.person is None:
            bearer = self.cast.nominals.bearer(head, near.state.known.country if near.state is not None else None)
            if bearer is not None:
                return [bearer._replace(text=phrase.text)]
        if near.group is None and near.person is None and (near.is_empty or what.sector in {"NGO", "JRN"}):
            known = self.cast.nominals.group(head, phrase.text, word)
        if not known and near.is_empty and what.kind in RECURRING and phrase.text.lower() == word:
            same = self.cast.nominals.same_noun(head)
            if same is None and what.kind == "air":
                same = self.cast.nominals.same_air(head)
            known = [same._replace(text=phrase.text)] if same is not None else []
        if not known and near.is_empty and self.is_empty_word(phrase, whole, word, what):
            return []
        return known or None

    def is_empty_word(self, phrase: Phrase, whole: Phrase, word: str, what: Descriptor) -> bool:
        """Whether a noun standing alone says nothing of any party: "the force of the blast", "a group", "the head"."""
        if word in BARE_NOTHING:
            return phrase.text.lower() == word
        return what.sector == "UNK" and phrase.text.lower() == word and whole.end == phrase.end

    def explained(self, head: Token) -> Token | None:
        """The name that a noun explains: "the SDF an alliance took it", "Hamas is one of the groups taking it".

        The first is how a text without commas reads; the second counts only where the noun goes on with what they do.
        """
        article = next((child for child in head.lefts if child.lower_ in {"a", "an"}), None)
        if article is not None and article.i > head.sent.start and head.dep_ in {"nsubj", "nsubjpass", "appos"}:
            before = article.nbor(-1)
            mention = self.cast.mention(before)
            if mention is not None and mention.form == "party" and mention.known.sector in ARMED | {"NGO"}:
                return before
        if not any(child.dep_ in {"acl", "relcl"} for child in head.rights):
            return None
        top = head
        if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.lower_ == "one":
            top = top.head.head
        if top.dep_ != "attr" or top.head.lemma_ != "be":
            return None
        for subject in top.head.lefts:
            mention = self.cast.mention(subject) if subject.dep_ == "nsubj" else None
            if mention is not None and mention.form == "party":
                return subject
        return None

    def theatre(self, phrase: Phrase) -> Party | None:
        """Whom "the coalition" means in an article about a country and time."""
        word = phrase.text.lower().replace("military ", "")
        first, *rest = word.split()
        if rest and first in {"coalition", "coalitions"}:
            word = "coalition"  # "coalition fighter jets", and with an apostrophe lost "coalitions aircraft"
        if word == "coalition" and OPPOSITION in self.cast.found.named and not self.cast.found.named & COALITIONS:
            known = self.cast.base.known[OPPOSITION]
            return Party(phrase.text, known.name, known.country, known.sector)
        share = MAIN_SHARE * sum(self.cast.countries.values()) or 1.0
        for meant in self.cast.base.theatres.get(word, ()):
            if self.cast.countries.get(meant.country, 0.0) < share or self.cast.published is None:
                continue
            if naming.has_origin(self.cast.base, phrase.text) and meant.name not in self.cast.found.named:
                continue  # "Kurdish fighters" may be others
            after = meant.start is None or meant.start <= self.cast.published
            if after and (meant.end is None or self.cast.published <= meant.end):
                known = self.cast.base.known[meant.name]
                return Party(phrase.text, known.name, known.country, known.sector)
        return None

    def members(self, head: Token, whole: Phrase) -> list[Party]:
        """Read "members of the security forces" as the security forces."""
        tail = nouns.preposition(head, nouns.TAILS)
        if head.lemma_.lower() != "member" or tail is None:
            return []
        return [party._replace(text=whole.text) for party in self.cast.parties(tail[1])]
