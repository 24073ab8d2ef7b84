"""Whether parties and context make an event of an act: words of force may be a figure of speech, business or sport."""

from ...schemas.rows import Party
from .acts import Act
from .apart import FIRE
from .clauses import children, is_passive
from .knowledge import Knowledge
from .relevance import ARMED, POLITICAL, Relevance, is_political, words_of
from .roles import VERBAL
from .told import Told

ANYBODYS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION"})
"""Types that are acts whoever does them; what firms agree, ask and refuse among themselves is business."""
WARLIKE = FIRE | {"suicide-attack"}
"""Means that no accident and no quarrel of neighbours has."""
STATELY = frozenset({"COERCE", "SANCTION", "MOBILIZE", "AID"})
"""What a state does as a state; that it is "in talks" or "signs a deal" may be said of its airline."""
TALKING = frozenset({"LEG", "PTY", "OPP", "JUD", "BUS", "JRN", "NGO", "EDU", "SOC", "IGO"})
"""Sectors that attack and battle in words."""
SEVERAL = 3
"""Dead by whom an attack is told from an animal's, a heart's or a critic's."""


class Earnest:
    """Judges the acts of one article by what it is about."""

    def __init__(self, about: Relevance, knowledge: Knowledge) -> None:
        self.about = about
        self.knowledge = knowledge

    def is_vetoed(self, act: Act) -> bool:
        """Whether the words show that no party is at work: weather, accidents, markets."""
        nature = self.knowledge.lexicon.classes["nature"]
        return any(head.lemma_.lower() in nature for head in act.actors)

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

    def is_figure(self, told: Told) -> bool:
        """Whether nobody is killed by nobody: "the deal was killed", "mint kills the sharpness"."""
        if told.tolls or told.victims:
            return False
        casualty = told.act.base.lemma_.lower() in self.knowledge.lexicon.words["casualty"]
        if casualty and not (told.act.is_noun or told.recipients):
            return not told.actors or bool(children(told.act.base, "dobj"))  # "will machines kill jobs?"
        is_bare = told.act.is_noun and not told.modes and not told.recipients and not self.about.armed
        return is_bare and bool(told.actors) and all(self.is_unarmed(party, told) for party in told.actors)

    def is_unarmed(self, party: Party, told: Told) -> bool:
        """Whether a party fights with words alone: "Trump's attacks", "the lawmakers' battle over the budget"."""
        return party.sector in TALKING or (party.name in told.persons and party.sector not in ARMED)

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
