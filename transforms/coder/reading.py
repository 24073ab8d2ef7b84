"""An article read from end to end: acts found, their slots filled, tellings merged into events."""

import re
from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from functools import partial

from spacy.tokens import Token

from ...schemas.rows import Party
from . import citing, slots
from .acts import Act
from .allies import beside as named_beside
from .answering import answer
from .apart import FIRE
from .attribution import Speaker, sources
from .background import backdate, beginning
from .cast import Cast
from .casualties import Toll, counted_with, find_tolls
from .citations import Citations
from .clauses import children, is_passive
from .dates import DateSpan, find_dateline, find_dates, last_day
from .describe import WRAPPERS
from .descriptions import OWN
from .disputes import deniers, dispute
from .furniture import is_furniture
from .inherit import inherit
from .interpret import Interpreter
from .knowledge import Knowledge
from .leading import lead_act, one_with_title
from .merge import merge
from .places import PlaceMention, find_places
from .protesters import crowds
from .release import day_for, is_release, lacks, scene_for
from .relevance import POLITICAL, is_political, relevance, words_of
from .remarks import remarks, voiced
from .residents import residents
from .roles import VERBAL
from .scenes import finer
from .sequels import follow
from .speaking import speakers_own
from .standing import ANYBODY, counted_before, meant
from .status import HISTORICAL, is_habit, is_series
from .sufferers import are_fought, bombers, fights_of, without_scene
from .text import Sentence, Text
from .told import Place, Told
from .triggers import FIRST, Matcher

DATELINE_SENTENCES, DATELINE_CHARACTERS = 3, 60
"""A full date of publication within so much of the start is the page's, not an act's."""
WATCHERS = frozenset({"JRN", "NGO"})
"""Who reports violence, and does none: "the Observatory said shelling …" misread."""
RATHER = 3
"""So many times as many scenes must lie in a country as in the one whose doings an article tells."""
YEAR, MANY = 365, 5000
"""Days after which an act is history; a toll that only a whole war has."""
ANYBODYS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION"})
"""Types that are acts whoever does them; what firms agree, ask and refuse among themselves is business."""
GIVEN = frozenset({"CVL", "MIL", "MED", "UNK"})
"""Sectors of people who may be sent or freed as promised."""
PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})
"""Types that happen to a town and in it."""
WARLIKE = FIRE | {"suicide-attack"}
"""Means that no accident and no quarrel of neighbours has."""
STATELY = frozenset({"COERCE", "SANCTION", "MOBILIZE", "AID"})
"""What a state does as a state; that it is "in talks" or "signs a deal" may be said of its airline."""
SEVERAL = 3
"""Dead by whom an attack is told from an animal's, a heart's or a critic's."""
SUMMARY = 200
"""A toll so high sums up many acts; whom each hit is not said."""
DATED_TITLE = 40
"""Characters of a date or a name of the page that may stand with a title in the text."""
LONGEST_SENTENCE = 400
"""Tokens; a longer "sentence" is a list or hostile, and no act can be read from it."""
NO_SUFFERERS = frozenset({"dead", "bodies", "casualties", "source", "sources", "correspondent"})
"""Last words of what is no party that an attack hits: a word for its dead, or who tells of it."""
TAKEN = frozenset("regain recapture retake overrun liberate shell bomb bombard besiege pound storm".split())
"""Verbs whose object, where it is a name alone, is a town."""
MISSIONS = frozenset({"embassy", "consulate", "mission", "legation"})
"""Houses that are attacked for whose they are."""
OWNING = frozenset({"amod", "compound", "nmod", "poss"})
"""How a noun hangs on the thing that is its own."""
TOLL_TYPES = {"killed": "ASSAULT", "injured": "ASSAULT", "detained": "COERCE", "displaced": "ASSAULT"}


class Reader:
    """Reads one article."""

    def __init__(self, text: Text, knowledge: Knowledge) -> None:
        self.text = text
        self.knowledge = knowledge
        article = text.article
        # "On Monday" is the publisher's Monday, which in UTC may be Sunday still.
        told = article.published_day or (article.published.date() if article.published else None)
        self.published = told or day_of_issue(article.text)
        self.dateline = find_dateline(text.article.text, self.published)
        self.cast = Cast(text, knowledge.parties, self.published)
        self.about = relevance(text, knowledge.lexicon)
        self.places = find_places(text, knowledge.gazetteer, knowledge.place_words, taken=self.cast.taken())
        self.cast.locate(self.places)
        self.speakers = sources(text, partial(citing.is_voice, self.cast))
        self.named_places = {
            (id(text.sentences[index].span.doc), mention.token)
            for index, found in self.places.items()
            for mention in found
        }
        self.citations = Citations(self.cast, self.speakers)
        matcher = Matcher(knowledge.lexicon, self.is_party, self.is_place)
        self.interpreter = Interpreter(knowledge.lexicon, matcher)
        self.aimed: set[str] = set()
        self.damaged: set[str] = set()

    def is_party(self, token: Token) -> bool:
        """Whether a word stands for a party; "we" and "I" do for whoever speaks."""
        return token.lower_ in FIRST or self.cast.is_party(token)

    def is_place(self, token: Token) -> bool:
        """Whether a token heads the name of a place."""
        return (id(token.doc), token.i) in self.named_places

    def events(self) -> list[Told]:
        """The events of the article in order of first mention."""
        tellings = [told for sentence in self.text.sentences for told in self.read(sentence)]
        lead = lead_act(self.text, tellings)
        if lead is not None:
            tellings.append(self.told_of(lead))
        fights = fights_of(tellings)
        events = dispute(one_with_title(merge(tellings, self.published), lead), deniers(self.text, self.parties))
        follow(events, self.text, self.citations)
        for event in events:
            event.recipients = [] if are_fought(event, fights) else self.sufferers(event)
            event.actors = bombers(event, self.text)
            event.sources = self.citations.fullest(event.sources)
        crowds(events, self.cast)
        answer(events, self.cast.firms)
        self.sharpen(events)
        inherit(events, self.country())
        if is_release(self.text):
            self.settle(events)
        return events

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

    def sharpen(self, events: list[Told]) -> None:
        """Give acts the town that is told in their other sentences and in those right behind."""
        for event in events:
            if mention := finer(event, self.text, self.places, events):
                event.place = place_row(mention)

    def settle(self, events: list[Told]) -> None:
        """Give the acts of a press release the place and day told around them."""
        for event in events:
            no_place, no_day = lacks(event)
            if no_place and (mention := scene_for(event, self.text, self.places)):
                event.place = place_row(mention)
            if no_day:
                event.when = day_for(event, self.text, self.dates, self.dateline)

    def country(self) -> Place | None:
        """The country the article is about, as a place; or another, where nearly all of its scenes lie."""
        if self.cast.main is None:
            return None
        lying = Counter(m.country for found in self.places.values() for m in found if m.role != "party" and m.country)
        main = self.cast.main.code
        most = max(lying, key=lambda each: (lying[each], each), default=main)
        code = most if lying[most] > RATHER * lying[main] else main
        place = self.knowledge.gazetteer.country(code)
        if place is None:
            return None
        return Place(place.name, place.name, code, None, place.latitude, place.longitude, "country", place.id)

    def read(self, sentence: Sentence) -> list[Told]:
        """What one sentence tells."""
        if len(sentence.span) > LONGEST_SENTENCE or is_furniture(sentence):
            return []
        acts = [act for act in self.interpreter.acts(sentence) if not self.is_vetoed(act)]
        told = {act.event_type for act in acts}
        said = remarks(sentence, self.speakers[sentence.index], self.interpreter.matcher)
        acts.extend(act for act in said if act.event_type not in told)
        tolls = self.tolls(sentence, acts)
        spans = self.dates(sentence)
        times = backdate(acts, slots.assign(acts, spans, self.published), spans)
        found = [self.told(act, times.get(number), tolls.get(number, [])) for number, act in enumerate(acts)]
        sum_up(found)
        return [told for told in found if self.is_event(told)]

    def told_of(self, act: Act) -> Told:
        """Fill the slots of an act that its sentence was not read for."""
        times = slots.assign([act], self.dates(act.sentence), self.published)
        return self.told(act, times.get(0), self.tolls(act.sentence, [act]).get(0, []))

    def is_figure(self, told: Told) -> bool:
        """Whether nobody is killed by nobody: "the deal was killed", "mint kills the sharpness"."""
        casualty = told.act.base.lemma_.lower() in self.knowledge.lexicon.words["casualty"]
        return casualty and not (told.act.is_noun or told.actors or told.recipients or told.tolls or told.victims)

    def is_event(self, told: Told) -> bool:
        """Whether parties and context make an event of an act."""
        if self.about.play:
            return False
        if told.act.is_voiced and not self.is_statement(told):
            return False  # "We fled", a resident said
        if told.act.is_bare and not (told.actors and any(is_political(p) for p in (*told.actors, *told.recipients))):
            return False
        if told.event_type == "ASSAULT" and self.is_figure(told):
            return False
        named = told.actors or told.recipients
        is_attack = self.is_attack(told)
        if self.about.quiet and not is_attack and not self.is_weighty(told):
            return False
        sectors = {party.sector for party in (*told.actors, *told.recipients)}
        if told.event_type not in ANYBODYS and sectors == {"BUS"}:
            return False
        is_undergone = bool(told.recipients) and is_passive(told.act.token)
        if told.event_type in VERBAL:
            return bool(told.actors) or is_undergone
        if told.event_type == "AID" and is_undergone:
            return not (self.about.business or self.about.accident)
        if told.event_type in {"RETREAT", "SANCTION", "AID", "COOPERATE"}:
            return bool(told.actors) or (told.event_type != "AID" and bool(told.recipients))
        if self.about.business and not is_attack and not sectors & POLITICAL:
            return False
        if told.event_type == "ASSAULT" and not told.actors:
            words = {token.lemma_.lower() for token in told.act.sentence.span}
            casualty = told.act.base.lemma_.lower() in self.knowledge.lexicon.words["casualty"]
            if casualty and (self.about.accident or not self.about.violent):
                return False
            if casualty and words & self.knowledge.lexicon.words["accident"]:
                return bool(words & self.knowledge.lexicon.words["violent"])
            is_fire = bool(told.modes & WARLIKE) and (told.when is not None or told.place is not None)
            return bool(named or told.tolls or self.about.violent > 1 or is_fire)
        return True

    def is_statement(self, told: Told) -> bool:
        """Whether what "we" or "I" do is done in words, or in talks, by somebody in politics."""
        return told.event_type in VERBAL | {"CONSULT"} and any(is_political(party) for party in told.actors)

    def is_attack(self, told: Told) -> bool:
        """Whether people were hurt by force beyond doubt: in a report of a war, or several dead told of an attack."""
        if told.event_type != "ASSAULT" or not told.tolls:
            return False
        if self.about.armed > 1:
            return True
        if self.about.accident or "killed" not in told.tolls or (told.tolls["killed"].min or 0) < SEVERAL:
            return False
        return not words_of(told.act.sentence.span).isdisjoint(self.knowledge.lexicon.words["violent"])

    def is_weighty(self, told: Told) -> bool:
        """Whether an act counts as politics in an article on something else, by its parties and its sentence."""
        parties = [party for party in (*told.actors, *told.recipients) if is_political(party)]
        if told.event_type == "SUPPORT" and all(party.sector == "LAB" for party in parties):
            return False  # a union that welcomes an order for its factory
        named = self.knowledge.parties.known
        states = [party for party in parties if party.name in named and named[party.name].kind == "state"]
        if parties and "resign" not in told.modes and (len(parties) > len(states) or told.event_type in STATELY):
            return True
        words = words_of(told.act.sentence.span)
        return bool(parties) and not words.isdisjoint(self.knowledge.lexicon.words["grave"])

    def dates(self, sentence: Sentence) -> list[DateSpan]:
        """The times a sentence names, without the dateline's own and without persons called May or April."""
        doc = sentence.span.doc
        found = []
        for span in find_dates(sentence, self.published, anchor=self.day_before(sentence), dateline=self.dateline):
            words = doc.char_span(span.char_start, span.char_end, alignment_mode="expand")
            mention = self.cast.mention(words.root) if words is not None else None
            if mention is not None and mention.form == "person":
                continue
            is_first = sentence.index <= DATELINE_SENTENCES and span.kind == "absolute"
            near_start = span.char_start - sentence.span.start_char <= DATELINE_CHARACTERS
            if is_first and near_start and span.start == self.published:
                continue
            found.append(span)
        return found

    def day_before(self, sentence: Sentence) -> date | None:
        """The last day told in the sentences right before one: "a day earlier" counts from it."""
        first = max(0, sentence.index - DATELINE_SENTENCES)
        days = (last_day(other, self.published) for other in reversed(self.text.sentences[first : sentence.index]))
        return next((day for day in days if day is not None), None)

    def is_vetoed(self, act: Act) -> bool:
        """Whether the words show that no party is at work: weather, accidents, markets."""
        nature = self.knowledge.lexicon.classes["nature"]
        return any(head.lemma_.lower() in nature for head in act.actors)

    def tolls(self, sentence: Sentence, acts: list[Act]) -> dict[int, list[Toll]]:
        """Give each toll to the act that caused it: position in `acts` -> tolls."""
        found: dict[int, list[Toll]] = {}
        for toll in find_tolls(sentence, self.knowledge.toll_words):
            if toll.is_part or toll.is_vague:
                continue
            kind, trigger = TOLL_TYPES[toll.kind], sentence.span.doc[toll.trigger]
            elsewhere = [act for act in acts if self.interpreter.is_of_place(act.base, trigger)]
            ranked = [
                (slots.cost(trigger, act), number)
                for number, act in enumerate(acts)
                if (act.event_type == kind and act not in elsewhere) or toll.trigger in act.words
            ]
            if ranked:
                found.setdefault(min(ranked)[1], []).append(toll)
            else:
                is_own = any(act.event_type == kind for act in elsewhere)
                acts.append(Act(sentence, trigger, trigger, kind, is_weak=not is_own, is_other=is_own))
                found[len(acts) - 1] = [toll]
        return found

    def told(self, act: Act, when: DateSpan | None, tolls: list[Toll]) -> Told:
        """Fill the slots of one act."""
        told = Told(act, act.event_type, set(act.modes), act.status, is_weak=act.is_weak)
        speakers = [speaker for speaker in self.speakers[act.sentence.index] if speaker.covers(act.base)]
        if act.event_type == "ASSAULT":
            act.recipients = without_speakers(act.recipients, self.speakers[act.sentence.index])
        act.is_voiced = bool(act.actors) and act.actors[0].lower_ in FIRST
        act.actors = voiced(act.actors, speakers, self.cast)
        act.recipients = [head for head in voiced(act.recipients, speakers, self.cast) if head not in act.actors]
        act.actors = speakers_own(act.event_type, act.actors, speakers, self.cast)
        military = act.event_type in {"ASSAULT", "MOBILIZE"}
        told.actors = self.parties(act.actors, military=military)
        if military:
            told.actors = [party for party in told.actors if party.sector not in WATCHERS and not is_helpless(party)]
        if tolls and is_harm(act) and told.actors and all(is_bystander(party) for party in told.actors):
            act.recipients, act.actors, told.actors = [*act.actors, *act.recipients], [], []
        done_to = self.parties([head for head in act.recipients if not self.is_mere_place(head, act)])
        if act.event_type == "ASSAULT":
            told.victims = self.victims(act, tolls) or residents(act, self.cast.main.code if self.cast.main else None)
        (self.damaged if act.base.lemma_.lower() == "damage" else self.aimed).update(party.name for party in done_to)
        told.recipients = [party for party in done_to if self.is_recipient(party, told)]
        told.things = self.things(act) if act.event_type == "ASSAULT" else set()
        if told.recipients and all(party.name in told.things for party in told.recipients):
            fallen = [party for party in told.victims if is_said(party) and self.is_recipient(party, told)]
            told.recipients.extend(party for party in fallen if party.name not in told.things)
        told.persons = {p.name for p in (*told.actors, *told.recipients) if self.cast.is_name_of_person(p.name)}
        told.when = when
        told.place = place_row(slots.place_of(act, self.places.get(act.sentence.index, [])))
        for toll in tolls:
            told.tolls.setdefault(toll.kind, toll.count)
        if not told.actors and (act.event_type == "CONSULT" or act.modes == {"restrict"}):
            told.is_weak = True
        told.status = self.status(act, when, told)
        mine = {party.name for party in told.actors}
        is_remark = told.is_weak and act.is_definite and not tolls
        told.sources = [] if is_remark else self.citations.of(act, mine)
        told.is_stated = self.citations.states(act)
        told.sentences = [act.sentence.index]
        if told.place is not None:
            told.place.is_titled = self.is_headline(act.sentence)
        if act.sentence.field == "title":
            told.titled = set(told.tolls)
            told.headlined = {p.name for p in (*told.actors, *told.recipients) if self.is_broad(p)}
        told.fullness = {act.sentence.index: self.fullness(told)}
        return told

    def is_headline(self, sentence: Sentence) -> bool:
        """Whether a sentence is the title, or the text's copy of it."""
        title = self.text.article.title.strip(" .").lower()
        copied = bool(title) and title in sentence.text.lower() and len(sentence.text) < len(title) + DATED_TITLE
        return sentence.field == "title" or copied

    def status(self, act: Act, when: DateSpan | None, told: Told) -> str:
        """The act's status, historical where it lies more than about a year back or sums up many acts."""
        if act.status not in {"occurred", "ongoing"}:
            return act.status
        if when and self.published and (self.published - when.start).days > YEAR and when.kind != "deictic":
            return "historical"
        if any((count.min or 0) >= MANY for count in told.tolls.values()) or HISTORICAL.search(act.sentence.text):
            return "historical"
        if when is None and self.about.violent and beginning(act) is not None:
            return "historical"
        if is_habit(act.token) or is_habit(act.base):
            return "historical"
        if act.is_noun and not told.tolls and is_series(act.base) and (when is None or when.precision != "day"):
            return "historical"
        return act.status

    def is_mere_place(self, head: Token, act: Act) -> bool:
        """Whether a noun names a town or region: where, not to whom; to words a capital is its government."""
        mentioned = self.cast.mention(head)
        if mentioned is not None and mentioned.form == "seat" and act.event_type not in PHYSICAL:
            return False
        if act.base.lemma_.lower() in TAKEN and head.pos_ == "PROPN" and mentioned is None and not self.is_titled(head):
            return True  # "regained control of Al-Qaryatayn"
        mention = (
            next((m for found in self.places.values() for m in found if self.same(m, head)), None)
            if self.is_place(head)
            else None
        )
        return mention is not None and mention.precision != "country"

    def is_titled(self, head: Token) -> bool:
        """Whether words before a name say what it is, so that it may be somebody's or some body's."""
        return any(
            child.dep_ in {"compound", "amod", "nmod"} and child.text[:2].lower() != "al" for child in head.lefts
        )

    def same(self, mention: PlaceMention, head: Token) -> bool:
        return mention.token == head.i and mention.char_start <= head.idx < mention.char_end

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
        is_name = party.text.split()[-1][:1].isupper()  # "a Danish journalist" has none
        return told.event_type not in VERBAL and not is_name

    def is_broad(self, party: Party) -> bool:
        """Whether a party is only described, or a state: a short word of a headline."""
        known = self.cast.base.known.get(party.name)
        return known is None or known.kind == "state"

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

    def parties(self, heads: list[Token], *, military: bool = False) -> list[Party]:
        """The parties that noun phrases stand for, each once."""
        found: dict[str, Party] = {}
        for noun in (noun for head in heads for noun in self.meant(head)):
            for named in self.beside(noun) or [noun]:
                for party in self.cast.parties(named, military=military):
                    found.setdefault(party.name, party)
        return list(found.values())

    def meant(self, head: Token) -> list[Token]:
        """The nouns that one stands for where a text has lost its commas; in a title, before who says so."""
        sentence = self.cast.sentence(head)
        before = counted_before(head) if sentence is not None and sentence.field == "title" else None
        return [before] if before is not None and self.cast.parties(before) else meant(head)

    def beside(self, head: Token) -> list[Token]:
        """The persons named beside a title: "the interior minister, Magdy Abdel Ghaffar"."""
        if head.pos_ != "NOUN":
            return []
        for child in head.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN" and self.is_person(child):
                joined = children(child, "conj") if head.tag_ == "NNS" else []
                return [child, *(token for token in joined if self.is_person(token))]
        return []

    def is_person(self, token: Token) -> bool:
        """Whether a token heads the name of a person."""
        mention = self.cast.mention(token)
        return (mention is not None and mention.form == "person") or self.cast.people.card(token) is not None

    def fullness(self, told: Told) -> int:
        """How many facts of the event a sentence tells."""
        filled = (told.actors, told.recipients, told.when, told.place, told.tolls, told.sources, not told.is_weak)
        return sum(bool(slot) for slot in filled)


def sum_up(tellings: list[Told]) -> None:
    """Let acts of a sentence go into history with one of their type and doer: "carried out daily raids, killing …"."""
    for one in tellings:
        for other in tellings:
            same = one.event_type == other.event_type and one.actors and one.actors == other.actors
            if same and one.status == "historical" and other.status in {"occurred", "ongoing"}:
                other.status = "historical"


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


def is_harm(act: Act) -> bool:
    """Whether a verb says that people were killed or hurt."""
    return not act.is_noun and act.event_type == "ASSAULT" and act.base.lemma_.lower() in {"kill", "injure", "wound"}


def is_helpless(party: Party) -> bool:
    """Whether a party is of those who in news of violence suffer it: "dozens of children dead in a bombing"."""
    return party.name.lower().split()[-1] in HELPLESS


HELPLESS = frozenset(
    "children evacuees refugees worshippers worshipers pilgrims infants babies victims patients".split()
)


def is_said(party: Party) -> bool:
    """Whether the words say who the dead were, and not only that they were people."""
    return party.name.split()[-1].lower() not in ANYBODY


def is_count(noun: Token) -> bool:
    """Whether a noun only counts what stands behind its "of": "dozens of rebels", "a number of rebels"."""
    return noun.lower_ in WRAPPERS or noun.lemma_.lower() in WRAPPERS


def is_bystander(party: Party) -> bool:
    """Whether a party is only some people, who in a headline without "were" are the victims: "Ten civilians killed"."""
    return party.sector in {"CVL", "REF", "MED", "JRN", "EDU"} and party.name.lower().endswith(PLURAL_PEOPLE)


FALLEN = frozenset(
    "other martyr dead body corpse casualty fatality victim life death remains dozen score hundred number".split()
)
"""Words for the dead and for how many they were, which say nothing of who they were."""
PLURAL_PEOPLE = ("s", "people", "children", "women", "men", "civilians")
ISSUE = re.compile(r"\b((?:19|20)\d\d)[-/](0[1-9]|1[0-2])\b")


def day_of_issue(text: str) -> date | None:
    """The day an undated text was issued: its dateline's, the year perhaps from a number such as 2010-09-CA-005."""
    found = find_dateline(text, None)
    number = ISSUE.search(text[:400])
    if found is None and number:
        year, month = int(number[1]), int(number[2])
        # A release is numbered by the month it was written in and may come out in the next.
        found = find_dateline(text, date(year, month, monthrange(year, month)[1]) + timedelta(days=31))
    return found


def place_row(mention: PlaceMention | None) -> Place | None:
    """A place mention as a row has it."""
    if mention is None:
        return None
    geonames_id = mention.place.id if mention.place.id > 0 and mention.name == mention.place.name else None
    return Place(
        text=mention.text,
        name=mention.name,
        country=mention.country,
        admin1=mention.admin1,
        latitude=mention.latitude,
        longitude=mention.longitude,
        precision=mention.precision,
        geonames_id=geonames_id,
    )
