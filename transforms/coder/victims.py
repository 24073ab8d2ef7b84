"""Whom an act befell: its recipients as one telling names them, and as all tellings of an event do together."""

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Token

from ...schemas.rows import Party
from .acts import Act
from .allies import beside as named_beside
from .attribution import Speaker
from .cast import Cast
from .casualties import Toll, counted_with
from .clauses import children
from .describe import WRAPPERS
from .descriptions import OWN
from .place_mention import PlaceMention
from .residents import residents
from .roles import VERBAL
from .standing import ANYBODY
from .sufferers import without_scene
from .told import Told

GIVEN = frozenset({"CVL", "MIL", "MED", "UNK"})
"""Sectors of people who may be sent or freed as promised."""
PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})
"""Types that happen to a town and in it."""
SUMMARY = 200
"""A toll so high sums up many acts; whom each hit is not said."""
NO_SUFFERERS = frozenset({"dead", "bodies", "casualties", "source", "sources", "correspondent"})
"""Last words of what is no party that an attack hits: a word for its dead, or who tells of it."""
TAKEN = frozenset("regain recapture retake overrun liberate shell bomb bombard besiege pound storm".split())
"""Verbs whose object, where it is a name alone, is a town."""
MISSIONS = frozenset({"embassy", "consulate", "mission", "legation"})
"""Houses that are attacked for whose they are."""
OWNING = frozenset({"amod", "compound", "nmod", "poss"})
"""How a noun hangs on the thing that is its own."""
HELPLESS = frozenset(
    "children evacuees refugees worshippers worshipers pilgrims infants babies victims patients".split()
)
FALLEN = frozenset(
    "other martyr dead body corpse casualty fatality victim life death remains dozen score hundred number".split()
)
"""Words for the dead and for how many they were, which say nothing of who they were."""
PLURAL_PEOPLE = ("s", "people", "children", "women", "men", "civilians")


class Victims:
    """Finds whom the acts of one article befell."""

    def __init__(
        self,
        cast: Cast,
        parties: Callable[[list[Token]], list[Party]],
        places: Mapping[int, Sequence[PlaceMention]],
        speakers: Mapping[int, list[Speaker]],
    ) -> None:
        self.cast = cast
        self.parties = parties
        self.places = places
        self.speakers = speakers
        self.place_heads = {
            (id(cast.text.sentences[index].span.doc), mention.token)
            for index, found in places.items()
            for mention in found
        }
        self.aimed: set[str] = set()
        self.damaged: set[str] = set()

    def enter(self, told: Told, tolls: list[Toll]) -> None:
        """Fill in whom a telling says that its act befell; its actors are known, or are those whom it befell."""
        act = told.act
        if tolls and is_harm(act) and told.actors and all(is_bystander(party) for party in told.actors):
            act.recipients, act.actors, told.actors = [*act.actors, *act.recipients], [], []
        done_to = self.parties([head for head in act.recipients if not self.is_mere_place(head, act)])
        if act.event_type == "ASSAULT":
            told.victims = self.victims(act, tolls) or residents(act, self.cast.main.code if self.cast.main else None)
        (self.damaged if act.base.lemma_.lower() == "damage" else self.aimed).update(party.name for party in done_to)
        given = {party.name for party in self.parties([head for head in act.recipients if is_receiver(head)])}
        given -= {party.name for party in told.actors}
        told.recipients = [party for party in done_to if party.name in given or self.is_recipient(party, told)]
        told.things = self.things(act) if act.event_type == "ASSAULT" else set()
        if told.recipients and all(party.name in told.things for party in told.recipients):
            fallen = [party for party in told.victims if is_said(party) and self.is_recipient(party, told)]
            told.recipients.extend(party for party in fallen if party.name not in told.things)

    def sufferers(self, event: Told) -> list[Party]:
        """Whom an event befell: people rather than the building they were in; its dead where nobody else is named."""
        victims = [] if event.status == "historical" else event.victims
        people = [party for party in event.recipients if not self.is_building(party)]
        hurt = [party for party in people if party.name not in event.things]
        if hurt:
            sectors = {party.sector for party in hurt} | {"GOV"}
            people = [p for p in people if p.name not in event.things or p.sector not in sectors]
        found = people or [p for p in victims if self.is_recipient(p, event)] or event.recipients
        # Of a building that was only damaged nobody says that it was aimed at.
        bystanding = {p.name for p in found if p.name in self.damaged - self.aimed and self.is_building(p)}
        return without_scene([p for p in found if p.name not in bystanding], event, self.cast.base)

    def is_recipient(self, party: Party, told: Told) -> bool:
        """Whether a party can be the one it is done to: not the doer, not the agency that reports it."""
        if told.event_type == "ASSAULT" and party.name.lower().split()[-1] in NO_SUFFERERS:
            return False
        if party.name in {actor.name for actor in told.actors} and not party.text.startswith(OWN):
            return False
        if told.event_type == "AGREE" and party.sector in GIVEN and party.text[:1].islower():
            return False  # "promised to send experts", "pledged battalions": what is promised, not to whom
        if party.sector != "JRN" or told.event_type == "COERCE":
            return True
        is_person = self.cast.is_name_of_person(party.name)
        is_name = party.text.split()[-1][:1].isupper() and not is_person  # "a Danish journalist" has none
        return told.event_type not in VERBAL and not is_name

    def victims(self, act: Act, tolls: list[Toll]) -> list[Party]:
        """Those whom a toll counts, where nothing else says whom it hit."""
        doc = act.sentence.span.doc
        for toll in tolls:
            is_speaker = not without_speakers([doc[toll.head]], self.speakers[act.sentence.index])
            is_counted = toll.kind in {"killed", "injured"} and toll.victims and not is_speaker
            if is_counted and (toll.count.min or 0) < SUMMARY:
                head, trigger = doc[toll.head], doc[toll.trigger]
                heads = counted_with(head, trigger)
                beside = [noun for holder in (head, trigger) for noun in named_beside(holder, self.cast.is_party)]
                found = self.parties([*heads, *(noun for noun in beside if noun not in heads)])
                if found:
                    return found
                if doc[toll.head].lemma_.lower() in FALLEN:
                    continue
                code = self.cast.main.code if self.cast.main else None
                return [Party(toll.victims, toll.victims, code, "CVL")]
        return []

    def things(self, act: Act) -> set[str]:
        """Names of those whose positions, towns or tanks were hit, and of the buildings, where they may be unhurt."""
        owning = [head for head in act.recipients if self.is_owner(head)]
        owners = self.parties(owning)
        others = self.parties([head for head in act.recipients if head not in owning])
        buildings = {party.name for party in others if self.is_building(party)}
        return {party.name for party in owners} - {party.name for party in others} | buildings

    def is_owner(self, head: Token) -> bool:
        """Whether a noun says whose the thing is that was hit: "rebel positions", "a farm of the rebels"."""
        thing = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head.head
        if thing.lemma_.lower() in MISSIONS or (head.dep_ not in OWNING and thing is head.head):
            return False
        return head.dep_ in OWNING or not (thing.pos_ != "NOUN" or is_count(thing) or self.cast.is_party(thing))

    def is_building(self, party: Party) -> bool:
        """Whether a party is a building."""
        words = party.text.lower().split()
        ends = (" ".join(words[-length:]) for length in (3, 2, 1))
        found = next((self.cast.base.descriptors[end] for end in ends if end in self.cast.base.descriptors), None)
        return found is not None and found.kind == "building"

    def is_mere_place(self, head: Token, act: Act) -> bool:
        """Whether a noun names a town or region: where, not to whom; to words a capital is its government."""
        mentioned = self.cast.mention(head)
        if mentioned is not None and mentioned.form == "seat" and act.event_type not in PHYSICAL:
            return False
        if act.base.lemma_.lower() in TAKEN and head.pos_ == "PROPN" and mentioned is None and not self.is_titled(head):
            return True  # "regained control of Al-Qaryatayn"
        mention = (
            next((m for found in self.places.values() for m in found if is_head_of(head, m)), None)
            if self.is_place(head)
            else None
        )
        return mention is not None and mention.precision != "country"

    def is_place(self, token: Token) -> bool:
        """Whether a token heads the name of a place."""
        return (id(token.doc), token.i) in self.place_heads

    def is_titled(self, head: Token) -> bool:
        """Whether words before a name say what it is, so that it may be somebody's or some body's."""
        return any(
            child.dep_ in {"compound", "amod", "nmod"} and child.text[:2].lower() != "al" for child in head.lefts
        )


def is_receiver(head: Token) -> bool:
    """Whether somebody is the one to whom something is promised, and not what is: "pledged help to the families"."""
    return head.dep_ == "dative" or (head.dep_ == "pobj" and head.head.lower_ == "to")


def is_head_of(head: Token, mention: PlaceMention) -> bool:
    """Whether a token is the head of a place's name."""
    return mention.token == head.i and mention.char_start <= head.idx < mention.char_end


def without_speakers(heads: list[Token], speakers: list[Speaker]) -> list[Token]:
    """The heads without those who say it, run on without a comma: "killed four a monitor and a doctor said"."""
    saying = {one.token for one in speakers if one.verb is not None and one.verb.i > one.token.i}
    saying |= {
        token.head for token in saying if token.dep_ == "conj" and (token.head.dep_ != "dobj" or is_extra(token.head))
    }
    return [head for head in heads if head not in saying]


def is_extra(noun: Token) -> bool:
    """Whether a verb has an object before this one: the parse has run on into whoever says it."""
    return any(other.i < noun.i for other in children(noun.head, "dobj"))


def is_said(party: Party) -> bool:
    """Whether the words say who the dead were, and not only that they were people."""
    return party.name.split()[-1].lower() not in ANYBODY


def is_count(noun: Token) -> bool:
    """Whether a noun only counts what stands behind its "of": "dozens of rebels", "a number of rebels"."""
    return noun.lower_ in WRAPPERS or noun.lemma_.lower() in WRAPPERS


def is_harm(act: Act) -> bool:
    """Whether a verb says that people were killed or hurt."""
    return not act.is_noun and act.event_type == "ASSAULT" and act.base.lemma_.lower() in {"kill", "injure", "wound"}


def is_helpless(party: Party) -> bool:
    """Whether a party is of those who in news of violence suffer it: "dozens of children dead in a bombing"."""
    return party.name.lower().split()[-1] in HELPLESS


def is_bystander(party: Party) -> bool:
    """Whether a party is only some people, who in a headline without "were" are the victims: "Ten civilians killed"."""
    return party.sector in {"CVL", "REF", "MED", "JRN", "EDU"} and party.name.lower().endswith(PLURAL_PEOPLE)
