"""From the words that tell of acts to acts: who did it to whom, of what type, in what status."""

from spacy.tokens import Token

from .acts import Act
from .clauses import (
    actors_of,
    agents,
    children,
    complements,
    direct_objects,
    is_passive,
    logical_subjects,
    patients_of,
    prepositions,
    with_conjuncts,
)
from .composition import ASKED_MODES, COOPERATIVE, Reading, compose, links
from .lexicon import Lexicon, NounSense, VerbSense
from .status import carrier, under_condition
from .text import Sentence
from .triggers import Matcher, Trigger

MUTUAL_PREPOSITIONS = frozenset({"with", "between", "among", "alongside"})
TARGET_PREPOSITIONS = frozenset({"against", "on", "at", "to", "toward", "towards", "upon", "targeting"})
ASKED_PREPOSITIONS = ("from", "to", "of", "on", "upon", "against", "with", "at", "toward", "towards")
VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"})
CRITICAL = frozenset({"ACCUSE", "REJECT", "SUPPORT"})


class Interpreter:
    """Reads the acts of one article's sentences."""

    def __init__(self, lexicon: Lexicon, matcher: Matcher) -> None:
        self.lexicon = lexicon
        self.matcher = matcher

    def acts(self, sentence: Sentence) -> list[Act]:
        """The acts of a sentence in reading order; words for one act are joined."""
        triggers = list(self.matcher.find(list(sentence.span)))
        by_word = {trigger.token.i: trigger for trigger in triggers}
        triggers = [trigger for trigger in triggers if not self.is_object_of_sense(trigger, by_word)]
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
        found = [act for act in found if not self.is_part_of_riot(act) and not is_means(act, found)]
        return self.join(self.without_absorbed(found, by_word))

    def is_object_of_sense(self, trigger: Trigger, by_word: dict[int, Trigger]) -> bool:
        """Whether a noun is what another word's sense asks for ("declared a *ceasefire*", "turned down *talks*")."""
        if trigger.is_verb:
            return False
        token = trigger.token
        for governor, how in links(token)[:2]:
            above = by_word.get(governor.i)
            if above is None or not isinstance(above.sense, VerbSense) or how == "subject":
                continue
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
            is_definite=isinstance(sense, NounSense) and is_definite(trigger.token),
            accusers=[head for verb in reading.accusers for head in with_conjuncts(actors_of(verb))],
            words={
                trigger.token.i,
                *([reading.head.i] if reading.head else []),
                *(verb.i for verb in (*reading.carriers, *reading.victims, *reading.owners)),
            },
        )

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

    def verb_roles(self, trigger: Trigger, sense: VerbSense) -> tuple[list[Token], list[Token]]:
        """Actors and recipients of a verb by its frame."""
        verb = trigger.token
        if trigger.prepositional:
            actors = with_conjuncts(logical_subjects(verb))
            if is_passive(verb) and children(verb, "nsubjpass") and len(sense.words) > 1:
                actors = with_conjuncts(agents(verb))
            patients = self.matcher.unwrapped(with_conjuncts(trigger.prepositional))
        else:
            actors = with_conjuncts(actors_of(verb))
            patients = self.matcher.unwrapped(with_conjuncts(patients_of(verb)))
        actors = self.with_owners(actors)
        if self.lost_passive(verb, sense, patients):
            actors, patients = [], actors
        if sense.frame == "undergo":
            return [], with_conjuncts(logical_subjects(verb))
        if sense.frame == "means":
            return [], self.targets(verb)
        if sense.frame == "alone":
            return actors or (self.parties(patients) if is_passive(verb) else []), []
        if sense.frame == "mutual":
            partners = [
                noun for name, below in self.all_prepositions(verb) if name in MUTUAL_PREPOSITIONS for noun in below
            ]
            return self.parties([*actors, *patients, *partners]), []
        return actors, self.patients(verb, sense, patients, actors)

    def with_owners(self, heads: list[Token]) -> list[Token]:
        """The heads, those that are no parties replaced by whose they are ("the president's office", "a UN resolution")."""
        found: list[Token] = []
        for head in heads:
            if self.matcher.is_party(head):
                found.append(head)
            else:
                found.extend(self.parties(self.owners(head, "ACCUSE")) or [head])
        return list(dict.fromkeys(found))

    def lost_passive(self, verb: Token, sense: VerbSense, patients: list[Token]) -> bool:
        """Whether a headline left out the "were": "Five shot in Seattle"."""
        if patients or sense.needs or sense.frame != "transitive" or sense.event_type not in {"ASSAULT", "COERCE"}:
            return False
        return (
            verb.tag_ in {"VBD", "VBN"} and not is_passive(verb) and not children(verb, "aux", "dobj", "prt", "ccomp")
        )

    def parties(self, heads: list[Token]) -> list[Token]:
        """Those of the heads that are parties."""
        return [head for head in dict.fromkeys(heads) if self.matcher.is_party(head)]

    def all_prepositions(self, token: Token) -> list[tuple[str, list[Token]]]:
        """Prepositions of a word and of its objects, with the nouns below."""
        sources = [token, *direct_objects(token)] if token.pos_ == "VERB" else [token]
        return [(name, with_conjuncts([noun])) for source in sources for name, noun in prepositions(source)]

    def targets(self, verb: Token) -> list[Token]:
        """Parties after "against", "on", "at" and the like."""
        return self.parties(
            [noun for name, below in self.all_prepositions(verb) if name in TARGET_PREPOSITIONS for noun in below]
        )

    def patients(self, verb: Token, sense: VerbSense, patients: list[Token], actors: list[Token]) -> list[Token]:
        """Recipients: objects that are parties, else the owners of things, else whoever the words turn to."""
        found = self.parties(patients)
        if not found:
            found = self.parties([owner for thing in patients for owner in self.owners(thing, sense.event_type)])
        if not found and sense.event_type in VERBAL | {"SANCTION", "AID", "PROTEST"}:
            found = self.parties([subject for below in complements(verb) for subject in self.clause_parties(below)])
        if not found:
            order = (
                ASKED_PREPOSITIONS if sense.event_type in VERBAL | {"SANCTION", "AID"} else tuple(TARGET_PREPOSITIONS)
            )
            below = dict(self.all_prepositions(verb))
            for name in order:
                found = self.parties([noun for noun in below.get(name, []) if noun not in actors])
                if found:
                    break
        if not found and sense.event_type == "PROTEST":
            found = self.opposed(verb)
        return [head for head in found if head not in actors]

    def opposed(self, verb: Token) -> list[Token]:
        """Against whom people protest: "to voice their anger at police", "a march against the government"."""
        for token in verb.subtree:
            if token.lower_ in {"against", "at"} and token.dep_ == "prep":
                found = self.parties(with_conjuncts(children(token, "pobj")))
                if found and (token.lower_ == "against" or self.matcher.in_class(token.head, "anger")):
                    return found
        return []

    def clause_parties(self, verb: Token) -> list[Token]:
        """The party a clause is about: its subject, else its object."""
        own = with_conjuncts(children(verb, "nsubj", "nsubjpass"))
        return own or self.parties(with_conjuncts(patients_of(verb)))

    def owners(self, thing: Token, event_type: str) -> list[Token]:
        """Whose thing it is: possessor, "of" phrase, adjective of nationality."""
        found = with_conjuncts(children(thing, "poss"))
        for name, noun in prepositions(thing):
            if name in {"of", "from", "by"} or (name in {"against", "on"} and event_type not in CRITICAL):
                found.extend(with_conjuncts([noun]))
        beside = [child for child in children(thing, "compound", "amod", "nmod") if self.matcher.is_party(child)]
        return found + ([child for child in beside if child.dep_ == "compound"] or beside)

    def noun_roles(self, trigger: Trigger, sense: NounSense, reading: Reading) -> tuple[list[Token], list[Token]]:
        """Actors and recipients of a noun that names an act."""
        noun = trigger.token
        actors: list[Token] = []
        recipients: list[Token] = []
        roles = {"actor": (actors,), "recipient": (recipients,), "both": (actors,), "none": ()}
        for name, below in prepositions(noun):
            heads = self.parties(with_conjuncts([below]))
            if name == "by":
                actors.extend(heads)
            elif name == "of" or (name == "for" and sense.of == "recipient"):
                for side in roles[sense.of]:
                    side.extend(heads)
            elif name in MUTUAL_PREPOSITIONS and sense.of == "both":
                actors.extend(heads)
            elif name in TARGET_PREPOSITIONS and (sense.of != "both" or "visit" in sense.modes or name == "against"):
                recipients.extend(heads)
            elif name == "from" and sense.event_type in VERBAL | {"AID"}:
                actors.extend(heads)
        if sense.possessor == "actor" and not actors and is_headline(noun):
            actors.extend(self.parties([noun.doc[noun.i - 1]]))
        for owner in self.parties(with_conjuncts(children(noun, "poss"))):
            for side in roles[sense.possessor]:
                side.append(owner)
        modifiers = self.parties(children(noun, "compound", "amod", "nmod"))
        for side in roles["recipient" if sense.possessor == "recipient" and sense.of == "recipient" else "actor"]:
            if sense.possessor != "none" and sense.grade != "owned":
                side.extend(head for head in modifiers if head not in actors and head not in recipients)
        for clause in children(noun, "acl", "relcl"):
            if clause.lemma_ in {"carry", "conduct", "launch", "stage", "lead", "claim", "wage"}:
                actors.extend(self.parties(with_conjuncts(agents(clause))))
            elif clause.lemma_ in {"target", "hit", "strike", "involve"}:
                recipients.extend(self.parties(with_conjuncts(direct_objects(clause))))
        for verb in reading.carriers:
            subjects = self.parties(with_conjuncts(actors_of(verb)))
            if sense.of == "recipient" and sense.possessor == "recipient":
                actors = subjects or actors
            else:
                actors = list(dict.fromkeys([*subjects, *actors])) if sense.of == "both" else subjects or actors
            recipients.extend(self.targets(verb))
            if sense.of == "both":
                partners = [n for name, b in self.all_prepositions(verb) if name in MUTUAL_PREPOSITIONS for n in b]
                actors = list(dict.fromkeys([*actors, *self.parties(partners)]))
        for word in reading.owners:
            actors = self.parties(with_conjuncts(answerable(word))) or actors
        for verb in reading.victims:
            recipients.extend(self.parties(with_conjuncts(logical_subjects(verb))))
        if sense.of == "both":
            actors, recipients = [*actors, *recipients], []
        return actors, [head for head in recipients if head not in actors]

    def composed_roles(self, trigger: Trigger, reading: Reading) -> tuple[list[Token], list[Token]]:
        """Roles of an act about an act: the governor's subject; whom it speaks to, else the act's own target."""
        head = reading.head
        assert head is not None
        if head.pos_ in {"VERB", "AUX"}:
            actors = with_conjuncts(actors_of(head))
        elif head.pos_ == "ADJ":
            actors = with_conjuncts(logical_subjects(head) or logical_subjects(carrier(head)))
        else:
            actors = (
                with_conjuncts(children(head, "poss"))
                or [
                    noun
                    for name, below in prepositions(head)
                    if name in {"by", "of", "from"}
                    for noun in with_conjuncts([below])
                ]
                or with_conjuncts(logical_subjects(carrier(head)))
            )
        recipients: list[Token] = []
        if head.pos_ == "VERB":
            direct = patients_of(head) if not is_passive(head) else logical_subjects(head)
            recipients = self.parties(with_conjuncts([noun for noun in direct if noun != trigger.token]))
            if not recipients:
                recipients = self.parties(
                    [
                        n
                        for name, b in self.all_prepositions(head)
                        if name in {"on", "upon", "to", "from", "with"}
                        for n in b
                    ]
                )
        if not recipients:
            sense = trigger.sense
            if isinstance(sense, VerbSense):
                done, suffered = self.verb_roles(trigger, sense)
            else:
                done, suffered = self.noun_roles(trigger, sense, Reading(sense.event_type))
            others = [*suffered, *done] if reading.event_type != "REQUEST" else [*done, *suffered]
            recipients = self.parties([noun for noun in others if noun not in actors])
        return self.parties(actors), [noun for noun in recipients if noun not in actors]

    def join(self, acts: list[Act]) -> list[Act]:
        """Join the words of one act: the noun that is subject, object or means of a verb of the same type."""
        kept: list[Act] = []
        for act in acts:
            partner = next((other for other in kept if self.is_same(act, other)), None)
            if partner is None:
                kept.append(act)
            else:
                absorb(partner, act)
        return kept

    def is_same(self, one: Act, other: Act) -> bool:
        """Whether two words of a sentence tell of one act: one stands directly in the other's clause."""
        if one.event_type != other.event_type or one.event_type in VERBAL:
            return False
        if (one.modes ^ other.modes) & DEEDS and one.base.dep_ == "conj":
            return False
        return within(one.base, other.base) or within(other.base, one.base)


def is_definite(noun: Token) -> bool:
    """Whether a noun points back: "the attack", "Sunday's explosion"."""
    return any(child.lower_ in {"the", "this", "that", "these", "those"} for child in children(noun, "det")) or any(
        child.lower_.endswith("day") for child in children(noun, "poss")
    )


OTHERS = frozenset(
    {"another", "second", "third", "fourth", "separate", "separately", "elsewhere", "earlier", "previous"}
)
SETTING = frozenset({"ASSAULT", "COERCE", "PROTEST"})
DEEDS = frozenset({"destroy", "abduct", "torture", "sexual", "beat"})
DESCRIPTIONS = frozenset({"acl", "amod"})
FEARED = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION"})
PROMISED = frozenset({"AID", "COOPERATE", "SUPPORT", "CONCEDE"})
OWN_WORDS = frozenset({"i", "we", "they", "he", "she", "it"})


def judge(act: Act, reading: Reading) -> bool:
    """Settle an act's type and status by its mood; False where the words leave no act to report."""
    if act.event_type != "ASSAULT" and act.token.dep_ in DESCRIPTIONS and is_passive(act.token) and not act.actors:
        return False
    if act.event_type in {"ACCUSE", "SUPPORT"} and act.token.dep_ in DESCRIPTIONS and is_passive(act.token):
        return False
    if act.event_type in VERBAL and not act.actors and act.token.tag_ not in {"NN", "NNS"}:
        return False
    if reading.accusers and act.event_type in VERBAL | {"CONSULT", "COOPERATE", "AID"}:
        return False
    if act.token.pos_ in {"VERB", "AUX"} and act.token.dep_ in {"csubj", "csubjpass"} and act.token.tag_ == "VBG":
        return False
    if act.status == "purpose":
        return False
    if act.status == "refused":
        if act.event_type == "REJECT":
            act.status = "occurred"
            return bool(act.actors)
        if act.event_type not in COOPERATIVE or not act.actors:
            return False
        act.modes = {ASKED_MODES[act.event_type]} if act.event_type in ASKED_MODES else set()
        act.event_type, act.status = "REJECT", "occurred"
    if act.status == "denied" and not (reading.is_denial or is_perfect(act.base)):
        return False
    if act.status == "denied":
        return act.event_type not in VERBAL | {"CONSULT", "AID"} and bool(act.actors)
    if act.status == "hypothetical" and under_condition(carrier(act.base)):
        return False
    if act.status == "hypothetical":
        return act.event_type in FEARED and bool(act.actors)
    if act.status == "planned" and act.token is act.base:
        if act.event_type == "SUPPORT":
            return False
        if act.event_type in PROMISED and act.actors:
            act.event_type, act.status, act.modes = "AGREE", "occurred", set()
        elif act.event_type == "RETREAT" and any(head.lower_ in OWN_WORDS for head in act.actors):
            act.event_type, act.modes = "CONCEDE", set()
            act.status = "occurred"
        elif act.event_type == "ASSAULT" and any(head.lower_ in OWN_WORDS for head in act.actors):
            act.event_type, act.status, act.modes = "THREATEN", "occurred", {"violence"}
    return True


def is_perfect(verb: Token) -> bool:
    """Whether a verb says that something has, or has not, been done."""
    return any(child.lower_ in {"has", "have", "had", "'ve"} for child in children(verb, "aux"))


def is_headline(noun: Token) -> bool:
    """Whether a plural noun right after another may be a headline's verb ("Militants attack", "Gaga protests")."""
    if noun.tag_ != "NNS" or noun.i == noun.sent.start:
        return False
    return noun.sent[-1].text[-1:] not in {".", "”", '"', "!"}


def is_means(act: Act, others: list[Act]) -> bool:
    """Whether a participle only spells out a sanction ("imposed sanctions …, freezing assets")."""
    if act.event_type != "COERCE" or act.base.dep_ not in {"advcl", "conj"} or act.base.tag_ != "VBG":
        return False
    return any(other.event_type == "SANCTION" for other in others)


def is_copular(noun: Token) -> bool:
    """Whether a noun says what something before it was ("It was the third attack")."""
    if noun.dep_ != "attr":
        return False
    return any(child.lower_ in {"it", "this", "that"} for child in children(noun.head, "nsubj"))


def is_other(token: Token) -> bool:
    """Whether the words set an act apart from those told before: "another attack", "in a separate incident"."""
    return not is_copular(token) and any(child.lower_ in OTHERS for child in token.children)


def answerable(word: Token) -> list[Token]:
    """Who is responsible: the noun that "responsible" describes, or the subject of the verb above."""
    if word.dep_ in {"amod", "acl"} and word.pos_ == "ADJ":
        return [word.head]
    return logical_subjects(carrier(word))


def within(lower: Token, upper: Token) -> bool:
    """Whether a word is subject, object or circumstance of another."""
    token = lower
    for _ in range(4):
        head, dep = token.head, token.dep_
        if head == token:
            return False
        if dep in {"nsubj", "nsubjpass", "dobj", "pobj", "prep", "agent", "acl", "relcl", "conj", "xcomp", "pcomp",
                   "compound", "advcl", "appos", "ccomp"}:  # fmt: skip
            if dep == "prep" and token.lower_ in {
                "after",
                "before",
                "following",
                "since",
                "over",
                "for",
                "about",
                "amid",
            }:
                return False
            if dep == "advcl" and token.tag_ != "VBG":
                return False
            if head == upper:
                return True
            token = head
            continue
        return False
    return False


def absorb(kept: Act, other: Act) -> None:
    """Let one act take over what another tells of it."""
    kept.modes |= other.modes
    kept.words |= other.words
    kept.actors = [head for head in kept.actors if head.i not in kept.words]
    other.actors = [head for head in other.actors if head.i not in kept.words]
    has_thing = not kept.actors
    kept.actors = list(dict.fromkeys([*kept.actors, *other.actors])) if has_thing or not other.actors else kept.actors
    kept.recipients = list(dict.fromkeys([*kept.recipients, *(r for r in other.recipients if r not in kept.actors)]))
    kept.accusers = kept.accusers or other.accusers
    kept.is_other = kept.is_other or other.is_other
    kept.is_definite = kept.is_definite or other.is_definite
    kept.is_weak = kept.is_weak and other.is_weak
    if kept.status == "occurred":
        kept.status = other.status
