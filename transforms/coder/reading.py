"""An article read from end to end: acts found, their slots filled, tellings merged into events."""

from collections import Counter
from datetime import date
from functools import partial

from spacy.tokens import Token

from ...schemas.rows import Party
from . import citing, slots
from .acts import Act
from .answering import answer
from .attribution import sources
from .background import backdate
from .cast import Cast
from .casualties import Toll, find_tolls
from .citations import Citations
from .dates import DateSpan, find_dateline, find_dates, last_day
from .disputes import deniers, dispute
from .earnest import Earnest
from .furniture import is_furniture
from .history import settled, sum_up
from .inherit import inherit
from .interpret import Interpreter
from .knowledge import Knowledge
from .leading import lead_act, one_with_title
from .merge import merge
from .phrases import Phrases
from .places import find_places
from .protesters import crowds
from .release import day_for, day_of_issue, is_release, lacks, scene_for
from .relevance import relevance
from .remarks import remarks, voiced
from .scenes import finer, opening, place_row
from .sequels import follow
from .speaking import speakers_own
from .sufferers import are_fought, bombers, fights_of
from .telephoning import calls
from .text import Sentence, Text
from .told import Place, Told
from .triggers import FIRST, Matcher
from .victims import Victims, is_helpless, without_speakers

DATELINE_SENTENCES, DATELINE_CHARACTERS = 3, 60
"""A full date of publication within so much of the start is the page's, not an act's."""
WATCHERS = frozenset({"JRN", "NGO"})
"""Who reports violence, and does none: "the Observatory said shelling …" misread."""
RATHER = 3
"""So many times as many scenes must lie in a country as in the one whose doings an article tells."""
DATED_TITLE = 40
"""Characters of a date or a name of the page that may stand with a title in the text."""
LONGEST_SENTENCE = 400
"""Tokens; a longer "sentence" is a list or hostile, and no act can be read from it."""
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
        self.last_days: dict[int, date | None] = {}
        self.cast = Cast(text, knowledge.parties, self.published)
        self.places = find_places(text, knowledge.gazetteer, knowledge.place_words, taken=self.cast.taken())
        self.cast.locate(self.places)
        self.speakers = sources(text, partial(citing.is_voice, self.cast))
        self.citations = Citations(self.cast, self.speakers)
        self.parties = Phrases(self.cast).parties
        self.victims = Victims(self.cast, self.parties, self.places, self.speakers)
        self.earnest = Earnest(relevance(text, knowledge.lexicon), knowledge)
        self.interpreter = Interpreter(
            knowledge.lexicon, Matcher(knowledge.lexicon, self.is_party, self.victims.is_place)
        )

    def is_party(self, token: Token) -> bool:
        """Whether a word stands for a party; "we" and "I" do for whoever speaks."""
        return token.lower_ in FIRST or self.cast.is_party(token)

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
            event.recipients = [] if are_fought(event, fights) else self.victims.sufferers(event)
            event.actors = bombers(event, self.text)
            event.sources = self.citations.fullest(event.sources)
        crowds(events, self.cast)
        answer(events, self.cast.firms)
        self.sharpen(events)
        inherit(events, self.country())
        if is_release(self.text):
            self.settle(events)
        return events

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
        acts = [act for act in self.interpreter.acts(sentence) if not self.earnest.is_vetoed(act)]
        told = {act.event_type for act in acts}
        said = remarks(sentence, self.speakers[sentence.index], self.interpreter.matcher)
        said += [call for call in calls(sentence, self.interpreter.matcher) if self.is_of_politics(call)]
        acts.extend(act for act in said if act.event_type not in told)
        tolls = self.tolls(sentence, acts)
        spans = self.dates(sentence)
        times = backdate(acts, slots.assign(acts, spans, self.published), spans)
        found = [self.told(act, times.get(number), tolls.get(number, [])) for number, act in enumerate(acts)]
        sum_up(found)
        return [told for told in found if self.earnest.is_event(told)]

    def is_of_politics(self, call: Act) -> bool:
        """Whether a call is none to a newsroom or a monitor: not "a resident told Reuters by telephone"."""
        sectors = {party.sector for party in self.parties(call.actors)}
        return not sectors & WATCHERS and bool(sectors - {"CVL", "MED", "EDU"})

    def told_of(self, act: Act) -> Told:
        """Fill the slots of an act that its sentence was not read for."""
        times = slots.assign([act], self.dates(act.sentence), self.published)
        return self.told(act, times.get(0), self.tolls(act.sentence, [act]).get(0, []))

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
        days = (self.last_day(other) for other in reversed(self.text.sentences[first : sentence.index]))
        return next((day for day in days if day is not None), None)

    def last_day(self, sentence: Sentence) -> date | None:
        """The last day a sentence tells, read once however many sentences count from it."""
        if sentence.index not in self.last_days:
            self.last_days[sentence.index] = last_day(sentence, self.published)
        return self.last_days[sentence.index]

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
        self.victims.enter(told, tolls)
        told.persons = {p.name for p in (*told.actors, *told.recipients) if self.cast.is_name_of_person(p.name)}
        told.when = when
        told.place = place_row(slots.place_of(act, self.places.get(act.sentence.index, [])))
        for toll in tolls:
            told.tolls.setdefault(toll.kind, toll.count)
        if not told.actors and (act.event_type == "CONSULT" or act.modes == {"restrict"}):
            told.is_weak = True
        told.status = settled(told, self.published, is_violent=bool(self.earnest.about.violent))
        mine = {party.name for party in told.actors}
        is_remark = told.is_weak and act.is_definite and not tolls
        told.sources = [] if is_remark else self.citations.of(act, mine)
        told.is_stated = self.citations.states(act)
        told.sentences = [act.sentence.index]
        told.setting = place_row(opening(act.sentence, self.places.get(act.sentence.index, [])))
        if told.place is not None:
            told.place.is_titled = self.is_headline(act.sentence)
        if act.sentence.field == "title":
            told.titled = set(told.tolls)
            told.headlined = {p.name for p in (*told.actors, *told.recipients) if self.is_broad(p)}
        told.fullness = {act.sentence.index: fullness(told)}
        return told

    def is_headline(self, sentence: Sentence) -> bool:
        """Whether a sentence is the title, or the text's copy of it."""
        title = self.text.article.title.strip(" .").lower()
        copied = bool(title) and title in sentence.text.lower() and len(sentence.text) < len(title) + DATED_TITLE
        return sentence.field == "title" or copied

    def is_broad(self, party: Party) -> bool:
        """Whether a party is only described, or a state: a short word of a headline."""
        known = self.cast.base.known.get(party.name)
        return known is None or known.kind == "state"


def fullness(told: Told) -> int:
    """How many facts of the event a telling has."""
    filled = (told.actors, told.recipients, told.when, told.place, told.tolls, told.sources, not told.is_weak)
    return sum(bool(slot) for slot in filled)
