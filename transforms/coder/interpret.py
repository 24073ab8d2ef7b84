"""From the words that tell of acts to acts: who did it to whom, of what type, in what status."""

from spacy.tokens import Token

from .acts import Act
from .allies import allies
from .clauses import actors_of, children, logical_subjects, prepositions, with_conjuncts
from .composition import Reading, compose, links
from .judging import DEEDS, SETTING, absorb, is_copular, is_definite, is_means, is_other, judge, within
from .lexicon import NounSense, VerbSense
from .roles import VERBAL, Roles
from .text import Sentence
from .triggers import Trigger
from .voices import is_saying

ORDERING = frozenset({"order", "command", "instruct", "direct"})
ORDERED = frozenset({"MOBILIZE", "COERCE", "ASSAULT", "AID", "RETREAT"})
"""Deeds that are told with the order to do them (ruling 6)."""
TAKING = frozenset("take retake seize capture recapture hold control liberate occupy overrun conquer win".split())
"""Verbs that say in whose hands a place is."""
DECLINED = frozenset({"AID"})
"""What is not given or done where it is refused."""
AT_MEETINGS = frozenset({"after", "during", "at", "before", "following", "in", "ahead"})


def is_of_walkout(trigger: Trigger, by_word: dict[int, Trigger]) -> bool:
    """Whether a verb of force tells what a walkout did to its customers: "A strike by pilots hit thousands"."""
    if not trigger.is_verb or trigger.sense.event_type != "ASSAULT":
        return False
    causes = [by_word[noun.i].sense.event_type for noun in logical_subjects(trigger.token) if noun.i in by_word]
    return causes == ["PROTEST"]


class Interpreter(Roles):
    """Reads the acts of one article's sentences."""

    def acts(self, sentence: Sentence) -> list[Act]:
        """The acts of a sentence in reading order; words for one act are joined."""
        triggers = list(self.matcher.find(list(sentence.span)))
        by_word = {trigger.token.i: trigger for trigger in triggers}
        triggers = [trigger for trigger in triggers if not self.is_object_of_sense(trigger, by_word)]
        triggers = [trigger for trigger in triggers if not is_of_walkout(trigger, by_word)]
        found: list[Act] = []
        composed: dict[tuple[int, str], Act] = {}
        for trigger in triggers:
            reading = compose(trigger.token, trigger.sense.event_type, self.lexicon)
            if reading.event_type is None:
                continue
            act = self.act(sentence, trigger, reading)
            if not judge(act, reading):
                continue
            if reading.head is not None:
                key = (reading.head.i, act.event_type)
                if key in composed:
                    composed[key].modes |= act.modes
                    continue
                composed[key] = act
            found.append(act)
            found.extend(self.blame(act, reading))
            found.extend(self.ordered(act, trigger, reading))
        found = [act for act in found if not self.is_part_of_riot(act) and not is_means(act, found)]
        return self.join(self.without_absorbed(found, by_word))

    def ordered(self, act: Act, trigger: Trigger, reading: Reading) -> list[Act]:
        """The deed in "ordered the army to send troops", beside the order: it lies ahead."""
        sense, head = trigger.sense, reading.head
        if head is None or head.lemma_ not in ORDERING or act.event_type != "REQUEST" or act.status != "occurred":
            return []
        if not isinstance(sense, VerbSense) or sense.event_type not in ORDERED or trigger.token.head != head:
            return []
        actors, recipients = self.verb_roles(trigger, sense)
        actors = self.parties(actors)
        deed = Act(act.sentence, trigger.token, trigger.token, sense.event_type, set(sense.modes), "planned")
        deed.actors, deed.recipients = actors, [head for head in recipients if head not in actors]
        deed.words = {trigger.token.i}
        return [deed] if actors else []

    def blame(self, act: Act, reading: Reading) -> list[Act]:
        """The accusation in "HRW said the army was responsible for the attack": whoever says so blames the doer."""
        if not act.actors:
            return []
        for word in reading.owners:
            verb = next((token for token in word.ancestors if is_saying(token)), None)
            speakers = self.parties(with_conjuncts(actors_of(verb))) if verb and word.lemma_ != "responsibility" else []
            if speakers and verb and not set(speakers) & set(act.actors):
                said = Act(act.sentence, verb, word, "ACCUSE", {"allege"}, actors=speakers, recipients=list(act.actors))
                said.words = {verb.i, word.i}
                return [said]
        return []

    def is_object_of_sense(self, trigger: Trigger, by_word: dict[int, Trigger]) -> bool:
        """Whether a noun is what another word's sense asks for ("declared a *ceasefire*", "turned down *talks*")."""
        if trigger.is_verb:
            return False
        token = trigger.token
        if token.dep_ in {"dobj", "dative"} and token.head.lemma_ in {"tell", "address", "inform"}:
            return True  # who is spoken to: "told a rally", "told a news conference"
        for governor, how in links(token)[:2]:
            above = by_word.get(governor.i)
            if above is None or not isinstance(above.sense, VerbSense) or how == "subject":
                continue
            if above.sense.event_type == "REJECT" and trigger.sense.event_type in DECLINED:
                return True  # "turned down millions in aid"
            if any(need.kind == "obj" and not need.negated for need in above.sense.needs):
                kind = above.sense.event_type
                return kind != trigger.sense.event_type or kind in VERBAL | {
                    "COERCE",
                    "SANCTION",
                    "MOBILIZE",
                    "RETREAT",
                }
        return False

    def is_part_of_riot(self, act: Act) -> bool:
        """Whether people came to harm "in the riot": the riot is the event."""
        if act.event_type != "ASSAULT" or act.actors or act.is_noun:
            return False
        return any(
            name in {"in", "during"} and sense.event_type == "PROTEST"
            for name, noun in prepositions(act.base)
            for sense in self.lexicon.nouns.get(noun.lemma_.lower(), ())
        )

    def without_absorbed(self, acts: list[Act], by_word: dict[int, Trigger]) -> list[Act]:
        """Drop the plain reading of a word that another act's composition has spoken for."""
        heads = {act.token.i for act in acts if act.token is not act.base}
        return [act for act in acts if not (act.token is act.base and act.token.i in heads)]

    def act(self, sentence: Sentence, trigger: Trigger, reading: Reading) -> Act:
        """One act from one trigger and what its governors make of it."""
        sense = trigger.sense
        if reading.head is not None:
            actors, recipients = self.composed_roles(trigger, reading)
            modes = set(reading.modes)
        else:
            modes = set(sense.modes)
            if isinstance(sense, VerbSense):
                actors, recipients = self.verb_roles(trigger, sense)
            else:
                actors, recipients = self.noun_roles(trigger, sense, reading)
                actors = [*actors, *self.attending(trigger.token, sense, actors)]
                actors = [*actors, *self.doers_behind(trigger.token, sense, actors)]
            if sense.event_type == "ASSAULT" and actors:
                actors = [*actors, *allies(actors, actors[0].head, trigger.token, self.matcher.is_party)]
        assert reading.event_type is not None
        return Act(
            sentence=sentence,
            token=reading.head or trigger.token,
            base=trigger.token,
            event_type=reading.event_type,
            modes=modes,
            status=reading.status,
            actors=list(dict.fromkeys(actors)),
            recipients=[head for head in dict.fromkeys(recipients) if head not in actors],
            is_weak=isinstance(sense, NounSense) and self.is_weak(trigger, sense, reading, actors, recipients),
            is_other=reading.event_type in SETTING and is_other(trigger.token),
            is_noun=isinstance(sense, NounSense),
            is_generic=isinstance(sense, NounSense) and sense.grade != "full",
            is_mutual=sense.of == "both" if isinstance(sense, NounSense) else sense.frame == "mutual",
            is_definite=isinstance(sense, NounSense) and is_definite(trigger.token),
            accusers=[head for verb in reading.accusers for head in with_conjuncts(actors_of(verb))],
            words={
                trigger.token.i,
                *([reading.head.i] if reading.head else []),
                *(verb.i for verb in (*reading.carriers, *reading.victims, *reading.owners)),
            },
        )

    def attending(self, noun: Token, sense: NounSense, actors: list[Token]) -> list[Token]:
        """Who is at a meeting told with one side: the clause's subject ("After talks with Iran, Kerry left")."""
        prep = noun.head
        if sense.event_type != "CONSULT" or len(actors) != 1 or prep.dep_ != "prep" or prep.lower_ not in AT_MEETINGS:
            return []
        if prep.head.pos_ not in {"VERB", "AUX"} or not any(name == "with" for name, _ in prepositions(noun)):
            return []
        return [head for head in self.parties(with_conjuncts(actors_of(prep.head))) if head not in actors]

    def doers_behind(self, noun: Token, sense: NounSense, actors: list[Token]) -> list[Token]:
        """Who is named after "by" behind an "of": "the rejection of the plan by the Senate"."""
        if actors or sense.of == "both":
            return []
        behind = [giver for name, below in prepositions(noun) if name == "of" for giver in prepositions(below)]
        return self.parties([giver for name, giver in behind if name == "by"])

    def is_weak(
        self, trigger: Trigger, sense: NounSense, reading: Reading, actors: list[Token], recipients: list[Token]
    ) -> bool:
        """Whether a noun cannot stand for an event by itself here."""
        if (reading.carriers and actors) or reading.victims or reading.head is not None:
            return False
        if sense.grade == "weak" or (sense.grade == "owned" and not actors) or is_copular(trigger.token):
            return True
        if actors or recipients:
            return False
        return any(
            child.lower_ in {"the", "this", "that", "these", "those"} for child in children(trigger.token, "det")
        )

    def join(self, acts: list[Act]) -> list[Act]:
        """Join the words of one act: the noun that is subject, object or means of a verb of the same type."""
        kept: list[Act] = []
        for act in acts:
            partner = next((other for other in kept if self.is_same(act, other)), None)
            if partner is None:
                kept.append(act)
            else:
                self.of_doers(partner, act)
                absorb(partner, act)
        return kept

    def of_doers(self, harm: Act, deed: Act) -> None:
        """Let those be the doers whose fire others fell in: "ten civilians were killed in the shelling of the army"."""
        if harm.is_noun or not deed.is_noun or harm.actors or deed.actors or not harm.recipients:
            return
        armed = [noun for name, noun in prepositions(deed.base) if name == "of" and self.is_armed(noun)]
        if deed.recipients and deed.recipients == armed:
            deed.actors, deed.recipients = armed, []

    def is_of_place(self, verb: Token, deed: Token) -> bool:
        """Whether a verb only describes where a deed was done: "Ten were killed in a town retaken by troops"."""
        noun = verb.head
        if (
            verb.lemma_ not in TAKING
            or verb.dep_ not in {"acl", "relcl"}
            or noun.dep_ != "pobj"
            or verb.is_ancestor(deed)
        ):
            return False
        is_where = noun.dep_ == "pobj" and noun.head.lower_ in {"in", "at", "near", "from"}
        return is_where and self.matcher.in_class(noun, "territory")

    def is_same(self, one: Act, other: Act) -> bool:
        """Whether two words of a sentence tell of one act: one stands directly in the other's clause."""
        if one.event_type != other.event_type or one.event_type in VERBAL:
            return False
        if (one.modes ^ other.modes) & DEEDS and one.base.dep_ == "conj":
            return False
        if self.is_of_place(one.base, other.base) or self.is_of_place(other.base, one.base):
            return False
        if one.event_type == "COERCE" and one.base.dep_ == "conj" and children(one.base, "nsubj", "nsubjpass"):
            return False  # "police searched the house and his brother was arrested"
        return within(one.base, other.base) or within(other.base, one.base)
