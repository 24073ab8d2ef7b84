"""Who does an act and to whom, by the grammar of the word that tells it."""

from spacy.tokens import Token

from .clauses import (
    DEPTH,
    actors_of,
    agents,
    children,
    complements,
    direct_objects,
    is_passive,
    logical_subjects,
    own_subjects,
    patients_of,
    prepositions,
    with_conjuncts,
)
from .composition import CAUGHT, Reading
from .lexicon import Lexicon, NounSense, VerbSense
from .status import carrier
from .triggers import Matcher, Trigger
from .voices import is_saying

MUTUAL_PREPOSITIONS = frozenset({"with", "between", "among", "alongside"})
TARGET_PREPOSITIONS = ("against", "on", "at", "targeting", "to", "toward", "towards", "upon")
ASKED_PREPOSITIONS = ("from", "to", "of", "on", "upon", "against", "with", "at", "toward", "towards")
TOPICAL = {"SUPPORT": ("for", "behind"), "ACCUSE": ("into", "over", "about"), "AID": ("for", "in")}
"""Prepositions that name whom a statement is about, after those that name whom it is made to."""
OUTWARD = frozenset({"SANCTION", "SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONCEDE", "AGREE", "AID"})
"""Types that are done to others: "recalled its ambassador" is done to the host."""
VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"})
CRITICAL = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
UNASKED = frozenset({"RETREAT", "ASSAULT", "AID"})
"""Acts asked for of which whoever is freed, hurt or helped is not the one asked."""
GIVING = frozenset(
    "give send supply lend grant offer provide deliver donate ship fly airlift export sell promise pledge transfer "
    "extend hand award return".split()
)
"""Verbs whose object is the thing given; it befalls whoever is given it."""
CHARGING = frozenset({"of", "for", "from"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
STARTING = frozenset(
    "erupt break flare start begin continue rage resume occur happen intensify escalate ensue take go unfold".split()
)
"""What is said of clashes and talks, whose sides may then stand behind the verb."""
TALKED_IN = frozenset({"in", "during", "at", "for", "into", "of"})
"""Prepositions that put whoever does something among those who talk: "left for talks", "entered a round of talks"."""
OCCASIONS = frozenset({"massacre", "shooting", "stabbing", "riot", "unrest", "killing spree", "uprising"})
"""Acts that are named after where they were."""
FIGHTING = frozenset(
    "rebel militant insurgent jihadist government regime army police opposition "
    "coalition warplane warplanes jet jets helicopter helicopters forces troops".split()
)
"""Nouns that before a noun for force say whose it is: "a rebel siege", against "a Kobani siege"."""
OWNING = frozenset({"regime", "government", "army", "police", "military"})
"""Bodies of a state that its adjective stands before: "Syrian army shelling"."""
ANGRY = frozenset({"angry", "furious", "outraged", "upset"})
STANDS = frozenset(
    "position post outpost checkpoint check-point barrier base headquarters barracks stronghold bastion hideout den "
    "hideaway lair camp encampment garrison compound convoy vehicle truck patrol column tank bunker trench line front "
    "fortification gathering concentration depot cache store arsenal warehouse airfield airbase aerodrome site target "
    "facility supply route center centre bus plane helicopter warplane jet aircraft drone ship boat vessel station "
    "office building installation battery artillery launcher radar unit mission embassy consulate".split()
)
"""Where armed forces stand and what they use: force aimed at it is aimed at them."""
CARRYING = frozenset("carry conduct launch stage lead claim wage commit perpetrate mount".split())
STRICKEN = frozenset({"target", "hit", "strike", "kill", "wound", "injure"})
"""What befalls somebody "by air strikes"."""
PROPOSALS = frozenset({"offer", "promise", "pledge", "proposal", "request"})
"""Nouns before whose "of" nobody stands who makes them."""
MADE = frozenset(
    "hand present make put table draft issue propose submit draw send release publish announce pass approve adopt "
    "impose order write sign back support sponsor broker deliver advance promote set unveil launch enact introduce "
    "outline raise offer circulate prepare take carry conduct commit mount organise organize stage call".split()
)
"""What is said of a paper or plan by whoever it is from: "demands handed over by four states"."""
LAND = frozenset("capital city town village hamlet district neighbourhood neighborhood suburb province region".split())
"""Places whose country or people an adjective only tells."""
AIMING = frozenset({"target", "hit", "strike", "involve"})
TAKING = frozenset(
    "take retake seize capture recapture wrest regain reclaim liberate free win clear secure grab recover reconquer "
    "conquer snatch control recapture seizure liberation".split()
)
"""Words for taking land, which is taken "from" whoever held it."""

PAPERS = frozenset(
    "letter statement petition resolution declaration communique communiqué report motion draft text message cable "
    "memo memorandum note tweet post speech address editorial article interview video manifesto appeal bill document "
    "paper remark comment press-release release lawsuit suit e-mail email telegram banner placard slogan "
    "sign poster chant ad advertisement column blog op-ed broadcast sermon".split()
)
"""What is written or said, whose word is that of whoever signs, sends or says it."""
RECEIVING = frozenset("receive reject veto get read see ignore dismiss leak obtain hear block oppose refuse".split())
"""Verbs whose subject did not write the paper."""


class Roles:
    """Finds the parties of acts in one article's sentences."""

    def __init__(self, lexicon: Lexicon, matcher: Matcher) -> None:
        self.lexicon = lexicon
        self.matcher = matcher

    def verb_roles(self, trigger: Trigger, sense: VerbSense) -> tuple[list[Token], list[Token]]:
        """Actors and recipients of a verb by its frame."""
        verb = trigger.token
        if trigger.prepositional:
            actors = with_conjuncts(logical_subjects(verb))
            if is_passive(verb) and children(verb, "nsubjpass") and len(sense.words) > 1:
                actors = with_conjuncts(agents(verb))
            patients = self.matcher.unwrapped(with_conjuncts(trigger.prepositional))
            if sense.words[-1] in CHARGING:  # "accused Iran of theft", "drove them from the city": the object's
                patients = self.parties(with_conjuncts(direct_objects(verb))) or patients
                if sense.words[-1] == "from" and is_passive(verb):
                    patients = self.parties(with_conjuncts(logical_subjects(verb))) or patients
        else:
            actors = with_conjuncts(actors_of(verb))
            patients = self.matcher.unwrapped(with_conjuncts(patients_of(verb)))
        actors = self.with_owners(actors)
        if sense.words[0] in GIVING and not is_passive(verb):
            patients = self.receivers(verb) or patients
        if self.lost_passive(verb, sense, patients):
            actors, patients = [], actors
        if sense.event_type == "AGREE" and is_passive(verb) and not actors:  # "is committed to", "are agreed on"
            actors, patients = self.parties(patients), []
        if sense.frame == "undergo":
            return self.takers(trigger), with_conjuncts(logical_subjects(verb))
        if sense.frame == "means":
            return [], self.targets(verb)
        if sense.frame == "alone":
            recipients = self.opposed(verb) if sense.event_type == "PROTEST" else []
            return actors or (self.parties(patients) if is_passive(verb) else []), recipients
        if sense.frame == "mutual":
            between = MUTUAL_PREPOSITIONS | {"to"} if "phone" in sense.modes else MUTUAL_PREPOSITIONS
            partners = [noun for name, below in self.all_prepositions(verb) if name in between for noun in below]
            return self.parties([*actors, *patients, *partners]), []
        return actors, self.patients(verb, sense, patients, actors)

    def takers(self, trigger: Trigger) -> list[Token]:
        """Whom a place falls to: "the town fell to the rebels", "fell into the hands of the rebels"."""
        verb = trigger.token
        if verb.lemma_ != "fall":
            return []
        below = [*trigger.prepositional, *(noun for _, noun in prepositions(verb))]
        hands = [noun for noun in below if noun.lemma_ == "hand"]
        holders = [owner for hand in hands for owner in (*children(hand, "poss"), *(n for _, n in prepositions(hand)))]
        takers = [noun for name, noun in prepositions(verb) if name == "to"]
        return self.parties(with_conjuncts([*takers, *holders]))

    def with_owners(self, heads: list[Token]) -> list[Token]:
        """The heads; one that is no party gives way to its owner ("the president's office", "a UN resolution")."""
        found: list[Token] = []
        for head in heads:
            if self.matcher.is_party(head) or self.matcher.in_class(head, "territory"):
                found.append(head)
            else:
                found.extend(self.parties(self.owners(head, "ACCUSE")) or self.parties(authors(head)) or [head])
        return list(dict.fromkeys(found))

    def lost_passive(self, verb: Token, sense: VerbSense, patients: list[Token]) -> bool:
        """Whether a headline left out the "were": "Five shot in Seattle"."""
        if patients or sense.needs or sense.frame != "transitive" or sense.event_type not in {"ASSAULT", "COERCE"}:
            return False
        clauses = [clause for clause in children(verb, "ccomp") if not is_main(clause)]
        return verb.tag_ in {"VBD", "VBN"} and not (is_passive(verb) or clauses or children(verb, "aux", "dobj", "prt"))

    def parties(self, heads: list[Token]) -> list[Token]:
        """Those of the heads that are parties."""
        return [head for head in dict.fromkeys(heads) if self.matcher.is_party(head)]

    def all_prepositions(self, token: Token) -> list[tuple[str, list[Token]]]:
        """Prepositions of a word and of its objects, with the nouns below."""
        sources = [token, *direct_objects(token)] if token.pos_ == "VERB" else [token]
        return [(name, with_conjuncts([noun])) for source in sources for name, noun in prepositions(source)]

    def targets(self, verb: Token) -> list[Token]:
        """Parties after "against", "on", "at" and the like, or whose the things are that stand there."""
        heads = [noun for name, below in self.all_prepositions(verb) if name in TARGET_PREPOSITIONS for noun in below]
        return self.parties(heads) or self.struck(heads)

    def struck(self, things: list[Token]) -> list[Token]:
        """Whose the things are that force is aimed at: "an attack on army positions", "the shelling of rebel areas"."""
        stands = [thing for thing in things if thing.lemma_.lower() in STANDS]
        return self.parties([owner for thing in stands for owner in self.owners(thing, "ASSAULT")])

    def patients(self, verb: Token, sense: VerbSense, patients: list[Token], actors: list[Token]) -> list[Token]:
        """Recipients: objects that are parties, else the owners of things, else whoever the words turn to."""
        if sense.event_type == "ACCUSE":  # "condemned it": an act, whose doer is found by answering.py
            patients = [head for head in patients if head.lower_ not in {"it", "this"}]
        found = self.holders(verb) if sense.event_type == "ASSAULT" else []
        found = found or self.parties(patients)
        if sense.event_type in OUTWARD:  # but "sued his own government"
            aimed = [head for head in found if any(child.lower_ == "own" for child in head.lefts)]
            mine = [head for head in found if any(self.is_own(owner, verb) for owner in children(head, "poss"))]
            found = [head for head in found if head not in mine or head in aimed]
        if not found:
            things = [thing for thing in patients if thing not in actors]
            found = self.parties([owner for thing in things for owner in self.owners(thing, sense.event_type)])
            found = [owner for owner in found if not self.is_own(owner, verb)]
        if not found and sense.event_type in VERBAL | {"SANCTION", "AID", "PROTEST", "RETREAT", "COERCE"}:
            found = self.parties([subject for below in complements(verb) for subject in self.clause_parties(below)])
        if not found:
            order = ASKED_PREPOSITIONS if sense.event_type in VERBAL | {"SANCTION", "AID"} else TARGET_PREPOSITIONS
            if sense.event_type in TOPICAL:
                order = (*order, *TOPICAL[sense.event_type])
            below = dict(self.all_prepositions(verb))
            for name in order:
                found = self.parties([noun for noun in below.get(name, []) if noun not in actors])
                if found:
                    break
        if not found and sense.event_type == "PROTEST":
            found = self.opposed(verb)
        if not found and sense.event_type == "SANCTION":
            found = self.aimed_at(verb)
        return [head for head in found if head not in actors]

    def holders(self, word: Token) -> list[Token]:
        """From whom land is taken: "recaptured the town from the rebels", "the capture of the hill from them"."""
        if word.lemma_.lower() not in TAKING:
            return []
        things = [*direct_objects(word), *(noun for name, noun in prepositions(word) if name == "of")]
        if self.parties(direct_objects(word)) or any(self.matcher.in_class(thing, "hostage") for thing in things):
            return []  # "took hostages from a village"
        if is_passive(word):  # the parse hangs "from" on the agent
            things = [*things, *agents(word)]
        sources = [word, *things, *(noun for thing in things for name, noun in prepositions(thing) if name == "of")]
        taken = [noun for source in sources for name, noun in prepositions(source) if name == "from"]
        return self.parties(with_conjuncts(taken))

    def is_own(self, owner: Token, verb: Token) -> bool:
        """Whether a possessive only points back to the doer: "voiced their backing for Kenya"."""
        return owner.pos_ == "PRON" and bool(actors_of(verb)) and owner.head.head == verb

    def receivers(self, verb: Token) -> list[Token]:
        """To whom something or somebody is given or sent: "sent engineers to Estonia", "lent Senegal money"."""
        direct = [child for child in children(verb, "dative") if child.pos_ in {"NOUN", "PROPN", "PRON"}]
        below = [noun for name, nouns in self.all_prepositions(verb) if name == "to" for noun in nouns]
        return self.parties(with_conjuncts(direct)) or self.parties(below)

    def aimed_at(self, verb: Token) -> list[Token]:
        """Whom a participle says it is meant for: "approved sanctions, targeting Iran's exports"."""
        clauses = [clause for clause in children(verb, "advcl") if clause.lemma_ in AIMING]
        things = [thing for clause in clauses for thing in with_conjuncts(direct_objects(clause))]
        owners = [owner for thing in things for owner in self.owners(thing, "SANCTION") if owner.pos_ != "PRON"]
        return self.parties(things) or self.parties(owners)

    def opposed(self, verb: Token) -> list[Token]:
        """Against whom people protest: "to voice their anger at police", "a march against the government"."""
        for token in verb.subtree:
            if token.dep_ != "prep" or token.lower_ not in {"against", "at", "over", "with"}:
                continue
            feelings = [token.head, *children(token.head, "dobj")]
            is_anger = any(self.matcher.in_class(f, "anger") or f.lemma_.lower() in ANGRY for f in feelings)
            if token.lower_ == "against" or is_anger:
                things = with_conjuncts(children(token, "pobj"))
                owners = [owner for thing in things for owner in children(thing, "poss")]
                found = self.parties(things) or self.parties(owners)
                if found:
                    return found
        return []

    def clause_parties(self, verb: Token) -> list[Token]:
        """The party a clause is about: its subject, else its object."""
        own = with_conjuncts(children(verb, "nsubj", "nsubjpass"))
        return own or self.parties(with_conjuncts(patients_of(verb))) or self.receivers(verb)

    def owners(self, thing: Token, event_type: str) -> list[Token]:
        """Whose thing it is: possessor, "of" phrase, adjective of nationality."""
        found = with_conjuncts(children(thing, "poss"))
        for name, noun in prepositions(thing):
            if name == "of" and thing.lemma_.lower() in PROPOSALS:
                found.extend(giver for low, giver in prepositions(noun) if low in {"from", "by"})
                continue  # "an offer of engineers": what is offered
            is_theirs = name == "for" and event_type == "ASSAULT" and thing.lemma_.lower() in STANDS
            is_on = name in {"against", "on"} and event_type not in CRITICAL
            if name == "of" and event_type == "ACCUSE" and thing.dep_ != "nsubj" and self.befalls(thing):
                continue  # "condemned the jailing of rivals": they are its victims
            if name in {"of", "from", "by"} or is_on or is_theirs:  # "destroyed a vehicle for the militants"
                found.extend(with_conjuncts([noun]))
            if name == "of" and not self.matcher.is_party(noun):  # "an offer of talks from Myanmar"
                found.extend(giver for low, giver in prepositions(noun) if low in {"from", "by"})
        makers = [thing, *(noun for name, noun in prepositions(thing) if name == "of" and noun.pos_ == "NOUN")]
        found.extend(
            maker
            for made in makers
            for clause in children(made, "acl")
            if clause.lemma_ in MADE and is_passive(clause)
            for maker in with_conjuncts(agents(clause))
        )
        if thing.lemma_.lower() in LAND:
            return found  # "hit the Syrian capital": where, not whom
        words = [w for w in children(thing, "compound", "amod", "nmod") if not self.is_scene(thing, w, event_type)]
        beside = [child for child in words if self.matcher.is_party(child)]
        return found + ([child for child in beside if child.dep_ == "compound"] or beside)

    def befalls(self, noun: Token) -> bool:
        """Whether whoever stands behind a noun's "of" is whom it was done to: "the jailing of rivals"."""
        senses = self.lexicon.nouns.get(noun.lemma_.lower(), ())
        return any(sense.of == "recipient" for sense in senses) or (noun.lower_.endswith("ing") and not senses)

    def noun_roles(self, trigger: Trigger, sense: NounSense, reading: Reading) -> tuple[list[Token], list[Token]]:
        """Actors and recipients of a noun that names an act: from its own phrase, then from the verbs above it."""
        actors, recipients = self.phrase_roles(trigger.token, sense)
        if sense.event_type == "ASSAULT":
            recipients = self.holders(trigger.token) or recipients
        for verb in reading.carriers:
            doers = logical_subjects(verb) if verb.lemma_ in CAUGHT else actors_of(verb)
            subjects = self.parties(with_conjuncts(doers))
            recipients.extend(self.targets(verb))
            if sense.of == "both":
                partners = [n for name, b in self.all_prepositions(verb) if name in MUTUAL_PREPOSITIONS for n in b]
                actors = list(dict.fromkeys([*subjects, *actors, *self.parties(partners)]))
            else:
                actors = subjects or actors
        actors = actors or self.parties(carried_by(trigger.token))
        for verb in reading.accusers if not actors else ():
            actors = self.parties(accused(verb, trigger.token))
            recipients = [head for head in recipients if head not in actors]
        for word in reading.owners:
            actors = self.parties(with_conjuncts(answerable(word))) or actors
        for verb in reading.victims:
            fallen = self.parties(with_conjuncts(logical_subjects(verb)))
            if fallen and not actors:  # "ten civilians were killed in the shelling of the rebels"
                actors = [head for head in recipients if self.is_armed(head)]
                recipients = [head for head in recipients if head not in actors]
            recipients.extend(fallen)
        if sense.event_type == "CONSULT" and len(actors) < 2:
            actors = list(dict.fromkeys([*self.talking(trigger.token), *actors]))
        if sense.of == "both" and len(actors) < 2 and noun_breaks_out(trigger.token):
            around = self.all_prepositions(trigger.token.head)
            sides = [side for name, heads in around if name in MUTUAL_PREPOSITIONS for side in self.parties(heads)]
            actors = list(dict.fromkeys([*actors, *sides]))
        if sense.event_type == "PROTEST":
            recipients = recipients or [head for head in self.opposed(trigger.token) if head not in actors]
        if sense.of == "both":
            actors, recipients = [*actors, *recipients], []
        return actors, [head for head in recipients if head not in actors]

    def is_armed(self, head: Token) -> bool:
        """Whether a noun is one for those who fight."""
        return any(self.matcher.in_class(head, name) for name in ("force", "militant"))

    def talking(self, noun: Token) -> list[Token]:
        """Who does something "in a phone call", "enters talks" or "leaves for talks with Oman": those who talk.

        In "Iran says progress was made in talks with Oman" it is who says so.
        """
        token = noun
        for _ in range(DEPTH):
            head = token.head
            if head == token or token.dep_ in {"nsubj", "nsubjpass"}:
                return []
            if (token.dep_ == "prep" and token.lower_ not in TALKED_IN) or token.dep_ == "advmod":
                return []
            if head.pos_ == "VERB":
                told = direct_objects(head) if head.lemma_ == "tell" else []
                found = self.parties(with_conjuncts([*actors_of(head), *told]))
                if not found and head.dep_ == "ccomp" and is_saying(head.head):
                    found = self.parties(with_conjuncts(own_subjects(head.head)))
                return found
            token = head
        return []

    def phrase_roles(self, noun: Token, sense: NounSense) -> tuple[list[Token], list[Token]]:
        """Roles that the noun's own phrase gives: prepositions, possessor, modifiers, clauses."""
        actors, recipients = self.preposition_roles(noun, sense)
        sides = {"actor": actors, "recipient": recipients, "both": actors}
        if sense.possessor == "actor" and not actors and is_headline(noun):
            actors.extend(
                h for h in self.parties([noun.doc[noun.i - 1]]) if not self.is_scene(noun, h, sense.event_type)
            )
        if sense.possessor in sides:
            owners = self.parties(with_conjuncts(children(noun, "poss")))
            sides[sense.possessor].extend(head for head in owners if not self.is_scene(noun, head, sense.event_type))
        if sense.possessor != "none" and (sense.grade != "owned" or noun.lemma_.lower() in PROPOSALS):
            side = recipients if sense.possessor == sense.of == "recipient" else actors
            for head in firsts(self.parties(modifiers(noun))):
                if self.is_scene(noun, head, sense.event_type):
                    continue
                if head not in actors and head not in recipients:
                    (actors if head.lower_ in FIGHTING else side).append(head)
        if noun.dep_ == "pobj" and noun.head.dep_ == "agent" and noun.head.head.lemma_ in STRICKEN:
            recipients.extend(self.parties(with_conjuncts(logical_subjects(noun.head.head))))
        for clause in children(noun, "acl", "relcl"):
            if clause.lemma_ in CARRYING:
                actors.extend(self.parties(with_conjuncts(agents(clause))))
            elif clause.lemma_ in AIMING:
                recipients.extend(self.parties(with_conjuncts(direct_objects(clause))))
        return actors, recipients

    def is_scene(self, noun: Token, head: Token, event_type: str) -> bool:
        """Whether a name before an act says where it was, and not whose: "Canada's worst shooting", "Iran protests"."""
        is_occasion = noun.lemma_.lower() in OCCASIONS
        if is_occasion and head.ent_type_ == "PERSON" and head.dep_ == "compound":
            return True  # "the Houla massacre": a village that the parser does not know
        if not (self.matcher.is_place(head) or head.ent_type_ in PLACES):
            return False
        if event_type == "PROTEST" or is_occasion:
            return True
        return event_type == "ASSAULT" and any(child.tag_ in {"JJS", "RBS"} for child in noun.children)

    def preposition_roles(self, noun: Token, sense: NounSense) -> tuple[list[Token], list[Token]]:
        """Roles after "by", "of", "with", "against" and the like."""
        actors: list[Token] = []
        recipients: list[Token] = []
        sides = {"actor": actors, "recipient": recipients, "both": actors}
        for name, below in prepositions(noun):
            below_all = with_conjuncts([below])
            heads = self.parties(below_all)
            if not heads and sense.event_type == "ASSAULT" and (name == "of" or name in TARGET_PREPOSITIONS):
                heads = self.struck(below_all) if sense.of == "recipient" else []
            is_aimed = sense.of != "both" or "visit" in sense.modes or name == "against"
            if name == "by" or (name in MUTUAL_PREPOSITIONS and sense.of == "both"):
                actors.extend(heads)
            elif name == "of" and noun.lemma_.lower() in PROPOSALS:
                continue
            elif name == "of" or (name == "for" and sense.of == "recipient"):
                sides.get(sense.of, []).extend(heads)
            elif name in TARGET_PREPOSITIONS and is_aimed:
                recipients.extend(heads)
            elif name == "from" and sense.event_type in VERBAL | {"AID"}:
                actors.extend(heads)
        return actors, recipients

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
                or self.parties(children(head, "amod", "compound", "nmod"))
                or with_conjuncts(logical_subjects(carrier(head)))
            )
        recipients: list[Token] = []
        if head.pos_ == "NOUN" and head.dep_ == "dobj":  # "rejected a Polish request to": it was made to the subject
            recipients = [n for n in self.parties(with_conjuncts(actors_of(head.head))) if n not in actors]
        if head.pos_ == "VERB":
            direct = patients_of(head) if not is_passive(head) else logical_subjects(head)
            given = [word for word in trigger.token.lefts if word.dep_ == "compound" and word.i == head.i + 1]
            names = [word for word in given if word.pos_ == "PROPN" and trigger.token.head == head]
            direct = [*children(head, "dative"), *names, *direct]  # "offered Pakistan help"
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
            if reading.event_type == "REQUEST" and sense.event_type in UNASKED:
                others = done
            recipients = self.parties([noun for noun in others if noun not in actors])
        return self.parties(actors), [noun for noun in recipients if noun not in actors]


def carried_by(noun: Token) -> list[Token]:
    """Who is thought to have done what a noun tells: "suspected to have been carried out by Russian jets"."""
    holders = [noun.head] if noun.dep_ == "nsubjpass" else children(noun, "acl", "relcl")
    return [
        head
        for holder in holders
        for clause in children(holder, "xcomp")
        if clause.lemma_ in CARRYING
        for head in with_conjuncts(agents(clause))
    ]


def accused(verb: Token, noun: Token) -> list[Token]:
    """Who is blamed for an act: the object of "blamed X for the attack", what stands behind "on" in the other order."""
    if verb.lemma_ == "blame" and noun.head == verb:
        behind = [*prepositions(verb), *prepositions(noun)]  # the parse hangs "on" where it likes
        return [head for name, below in behind if name == "on" for head in with_conjuncts([below])]
    return with_conjuncts(logical_subjects(verb) if is_passive(verb) else direct_objects(verb))


def authors(paper: Token) -> list[Token]:
    """Whose word a paper is: who signed it or says it there ("put their names to a letter urging him to go")."""
    if paper.lemma_.lower() not in PAPERS:
        return []
    signed = [head for clause in children(paper, "acl", "relcl") for head in agents(clause)]
    if signed:
        return with_conjuncts(signed)
    above = paper.head.head if paper.dep_ == "pobj" else paper.head
    while above.pos_ in {"NOUN", "PROPN"} and above.dep_ in {"dobj", "attr"}:  # "their names to a letter"
        above = above.head
    if paper.dep_ in {"pobj", "dobj", "nsubjpass"} and above.pos_ == "VERB" and above.lemma_ not in RECEIVING:
        return with_conjuncts(actors_of(above))
    return []


def answerable(word: Token) -> list[Token]:
    """Who is responsible: the noun that "responsible" describes, or the subject of the verb above."""
    if word.dep_ in {"amod", "acl"} and word.pos_ == "ADJ":
        return [word.head]
    return logical_subjects(carrier(word))


def noun_breaks_out(noun: Token) -> bool:
    """Whether a noun for an act is what breaks out or goes on: "Clashes erupted on Monday between …"."""
    return noun.dep_ == "nsubj" and noun.head.lemma_ in STARTING


def modifiers(noun: Token) -> list[Token]:
    """The words before a noun that may say whose it is: those joined to them, and those two nouns deep, included."""
    found = children(noun, "compound", "amod", "nmod")
    joined = [other for child in found for other in children(child, "conj") if other.i < noun.i]
    inner = [below for child in found if child.dep_ == "compound" for below in children(child, "compound")]
    return sorted((*found, *joined, *(below for below in inner if below.lower_ in OWNING)), key=lambda token: token.i)


def firsts(heads: list[Token]) -> list[Token]:
    """The heads without common nouns right behind another: "army helicopter fire" is the army's.

    A state's adjective gives way to the body behind it: "Syrian regime raids" are the regime's.
    """
    found: list[Token] = []
    for head in heads:
        before = found[-1] if found and found[-1].i == head.i - 1 else None
        if before is not None and head.lower_ in OWNING and before.pos_ in {"ADJ", "PROPN"}:
            found[-1] = head
        elif before is None or head.pos_ != "NOUN":
            found.append(head)
    return found


def is_main(clause: Token) -> bool:
    """Whether what the parser took for a complement has the subject before it: "Men detained in May were freed"."""
    return bool(children(clause, "aux", "auxpass")) and not children(clause, "nsubj", "nsubjpass", "mark")


def is_headline(noun: Token) -> bool:
    """Whether a plural noun right after another may be a headline's verb ("Militants attack", "Gaga protests")."""
    if noun.tag_ != "NNS" or noun.i == noun.sent.start:
        return False
    return noun.sent[-1].text[-1:] not in {".", "”", '"', "!"}
