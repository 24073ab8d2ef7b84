"""Whether what the words say amounts to an act, and which words tell of one and the same."""

from spacy.tokens import Token

from .acts import Act
from .clauses import DEPTH, children, is_passive, prepositions
from .composition import ASKED_MODES, COOPERATIVE, Reading
from .roles import VERBAL
from .status import carrier, mood, under_condition

OTHERS = frozenset(
    {"another", "second", "third", "fourth", "separate", "separately", "elsewhere", "earlier", "previous"}
)
SETTING = frozenset({"ASSAULT", "COERCE", "PROTEST"})
DEEDS = frozenset({"destroy", "abduct", "torture", "sexual", "beat"})
DESCRIPTIONS = frozenset({"acl", "amod"})
FESTIVE = frozenset({"celebrate", "cheer", "rejoice"})
FEARED = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION"})
PROMISED = frozenset({"AID", "COOPERATE", "SUPPORT"})
CLAIMS = frozenset({"claim", "allegation", "suggestion", "accusation", "rumour", "rumor", "speculation"})
DOUBTING = frozenset("investigate probe examine dismiss reject deny refute study review rebut".split())
PERSONS = frozenset({"bomber"})
"""Words that name an act and whoever does it: "a suicide bomber killed ten"."""
QUOTES = frozenset({'"', "“", "``", "‘", "'"})
OWN_WORDS = frozenset({"i", "we", "they", "he", "she", "it"})


def judge(act: Act, reading: Reading) -> bool:
    """Settle an act's type and status by its mood; False where the words leave no act to report."""
    if is_needed(act.token) or is_unreal(act.token) or is_description(act) or is_doubted(act.base):
        return False
    if is_imperative(act.base) or any(is_asked(verb) for verb in (act.base, *reading.carriers)):
        return False
    if act.event_type in VERBAL and not act.actors and act.token.tag_ not in {"NN", "NNS"}:
        # "A general was charged with treason": nobody acts, but somebody is acted on.
        is_charge = act.event_type != "ACCUSE" or not act.modes <= {"disapprove"}
        if act.event_type == "SUPPORT" or not is_charge:
            return False  # "has been praised", "is widely criticised"
        return is_passive(act.token) and act.token.dep_ in {"ROOT", "ccomp", "conj"} and act.status == "occurred"
    if reading.accusers and act.event_type in VERBAL | {"CONSULT", "COOPERATE", "AID"}:
        return False
    is_topic = act.token.dep_ in {"csubj", "csubjpass"} and act.token.tag_ == "VBG"
    if act.status == "purpose" or (is_topic and act.token.pos_ in {"VERB", "AUX"}):
        return False
    if act.status == "refused":
        if act.event_type == "REJECT":
            act.status = "occurred"
            return bool(act.actors)
        if act.event_type not in COOPERATIVE or not act.actors:
            return False
        act.modes = {ASKED_MODES[act.event_type]} if act.event_type in ASKED_MODES else set()
        if act.is_mutual:  # "will not talk to them": one side refuses the other
            act.actors, act.recipients = act.actors[:1], [*act.actors[1:], *act.recipients]
        act.event_type, act.status = "REJECT", "occurred"
    if act.status == "denied" and not (reading.is_denial or is_perfect(act.base)):
        return False
    if act.status == "denied":
        return act.event_type not in VERBAL | {"CONSULT", "AID"} and bool(act.actors)
    if act.status == "hypothetical" and under_condition(carrier(act.base)):
        return False
    if act.status == "hypothetical":
        return act.event_type in FEARED and bool(act.actors or (act.is_noun and act.recipients))
    if act.status == "planned" and act.token is act.base:
        return announce(act)
    return True


def is_imperative(verb: Token) -> bool:
    """Whether a quotation opens with the verb, which tells others to do it: "Stop bombing Aleppo," he said."""
    if verb.tag_ != "VB" or any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in verb.children):
        return False
    above = verb
    while above.dep_ in {"xcomp", "conj"} and above.head.tag_ == "VB":
        above = above.head
    return above.i == above.sent.start + 1 and above.nbor(-1).text in QUOTES


def is_description(act: Act) -> bool:
    """Whether the words only say what sort of party or thing it is: "troops backed by Iran", "the accused man"."""
    is_joined = act.token.dep_ == "conj" and act.event_type == "SUPPORT"
    first = act.token.head if is_joined else act.token  # "led by Kurds and backed by the coalition"
    is_participle = first.dep_ in DESCRIPTIONS and is_passive(act.token)
    if is_participle and act.event_type != "ASSAULT" and not act.actors:
        return True
    if is_participle and (act.event_type in {"ACCUSE", "SUPPORT"} or act.token.lemma_ == "back"):
        return True
    if act.event_type == "MOBILIZE" and act.token.dep_ == "acl" and act.token.tag_ in {"VBG", "VBN"}:
        return True  # "militias manning the checkpoints", "fighters positioned in the hills"
    if act.is_mutual and not act.is_noun and act.token.dep_ == "acl" and act.token.tag_ == "VBG":
        # "carried out by the coalition fighting Daesh" says which; "Rebels fighting the army in Homs" alone tells it
        return act.event_type == "ASSAULT" and act.token.head.dep_ in {"pobj", "dobj"} and act.token.lemma_ == "fight"
    if act.event_type == "PROTEST" and any(child.lemma_ in FESTIVE for child in children(act.token, "xcomp", "advcl")):
        return True  # "crowds poured into the streets to celebrate"
    if act.token.lemma_ == "threaten" and act.token.dep_ in {"relcl", "acl"} and act.token is act.base:
        return True  # "groups that threaten the region"
    if act.token.lemma_ == "blame" and act.token.dep_ == "xcomp" and act.token.head.lemma_ == "be":
        return True  # "Iran is to blame": whoever says so accuses
    return act.event_type == "ACCUSE" and is_ground(act.token)


def is_needed(verb: Token) -> bool:
    """Whether a verb says what somebody will have to do, which an observer thinks: "Tehran will need to pull back"."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.tag_ == "VB":
        verb = verb.head
    above = verb.head
    is_must = verb.dep_ == "xcomp" and above.lemma_ in {"have", "need"} and verb.tag_ == "VB"
    return is_must and any(child.lower_ in {"will", "'ll", "would", "may"} for child in children(above, "aux"))


def is_unreal(verb: Token) -> bool:
    """Whether a verb says what would be done if something were so: "If I had erred, I would apologise"."""
    if not any(child.lower_ in {"would", "'d"} for child in children(verb, "aux")):
        return False
    clauses = [clause for clause in children(verb, "advcl") if clause.i < verb.i]
    return any(
        mark.lower_ == "if" and {"had", "were", "was"} & {child.lower_ for child in (clause, *clause.children)}
        for clause in clauses
        for mark in children(clause, "mark")
    )


def is_doubted(token: Token) -> bool:
    """Whether an act is what a claim says looked into or dismissed: "investigated claims that rebels did it"."""
    for _ in range(DEPTH):
        if token.head == token:
            return False
        claim, token = token.dep_ in {"acl", "ccomp", "relcl"}, token.head
        if claim and token.lemma_ in CLAIMS and token.dep_ in {"dobj", "nsubjpass"}:
            return token.head.lemma_ in DOUBTING
    return False


def is_asked(verb: Token) -> bool:
    """Whether a clause only asks who or what did it: "it determines whose planes carry out raids"."""
    if verb.dep_ != "ccomp" or verb.pos_ != "VERB":
        return False
    return any(token.tag_ in {"WP", "WP$", "WDT"} for token in verb.doc[verb.left_edge.i : verb.i])


def is_ground(verb: Token) -> bool:
    """Whether an accusation only says why something was done, or to whom: "shot them after accusing them of spying"."""
    if verb.lemma_ not in {"accuse", "suspect", "blame", "charge", "allege"}:
        return False
    if verb.dep_ == "relcl":
        return verb.lemma_ == "suspect"
    return verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.lower_ in {"after", "for", "before", "on"}


def announce(act: Act) -> bool:
    """Settle what an act that lies ahead is for who speaks of it: a promise, a threat, a concession, or a plan."""
    is_own = any(head.lower_ in OWN_WORDS for head in act.actors) and mood(act.base) == "planned"
    if act.event_type == "SUPPORT" and not act.actors:
        return False
    if act.event_type in PROMISED and act.actors:
        act.event_type, act.status, act.modes = "AGREE", "occurred", set()
    elif act.event_type in {"REQUEST", "REJECT", "THREATEN"} or (act.event_type == "CONCEDE" and act.actors):
        act.status = "occurred"  # who says that he will yield, ask or refuse has done so in words
    elif act.event_type == "RETREAT" and is_own:
        act.event_type, act.status, act.modes = "CONCEDE", "occurred", set()
    elif act.event_type == "ASSAULT" and is_own:
        act.event_type, act.status, act.modes = "THREATEN", "occurred", {"violence"}
    return True


def is_perfect(verb: Token) -> bool:
    """Whether a verb says that something has, or has not, been done."""
    return any(child.lower_ in {"has", "have", "had", "'ve"} for child in children(verb, "aux"))


def is_copular(noun: Token) -> bool:
    """Whether a noun says what something before it was ("It was the third attack")."""
    if noun.dep_ != "attr":
        return False
    return any(child.lower_ in {"it", "this", "that"} for child in children(noun.head, "nsubj"))


def is_other(token: Token) -> bool:
    """Whether the words set an act apart from those told before: "another attack", "in a separate incident"."""
    if is_copular(token):
        return False
    if any(child.lower_ in OTHERS for child in token.children):
        return True
    places = [noun for name, noun in prepositions(token) if name in {"in", "at", "on"}]
    return any(child.lower_ == "other" for noun in places for child in noun.children)  # "in other parts of Syria"


def is_definite(noun: Token) -> bool:
    """Whether a noun points back: "the attack", "Sunday's explosion"."""
    return any(child.lower_ in {"the", "this", "that", "these", "those"} for child in children(noun, "det")) or any(
        child.lower_.endswith("day") for child in children(noun, "poss")
    )


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
            if dep == "conj" and are_of_two_times(token, head):
                return False
            if head == upper:
                return True
            token = head
            continue
        return False
    return False


def are_of_two_times(verb: Token, first: Token) -> bool:
    """Whether of two joined verbs one tells what was done and the other what goes on: "took it and is shelling us"."""
    times = {tense(verb), tense(first)}
    return {"past", "present"} <= times


def tense(verb: Token) -> str | None:
    """Whether a finite verb tells of the past or of now; None for one that has no tense of its own."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    first = next(iter(children(verb, "aux", "auxpass")), verb)
    if first.tag_ == "VBD" or (first.lemma_ == "have" and verb.tag_ == "VBN"):
        return "past"
    return "present" if first.tag_ in {"VBZ", "VBP"} else None


def absorb(kept: Act, other: Act) -> None:
    """Let one act take over what another tells of it."""
    kept.modes |= other.modes
    kept.words |= other.words
    kept.actors = [head for head in kept.actors if head.i not in kept.words or head.lemma_.lower() in PERSONS]
    other.actors = [head for head in other.actors if head.i not in kept.words or head.lemma_.lower() in PERSONS]
    has_thing = not kept.actors
    kept.actors = list(dict.fromkeys([*kept.actors, *other.actors])) if has_thing or not other.actors else kept.actors
    kept.recipients = list(dict.fromkeys([*kept.recipients, *(r for r in other.recipients if r not in kept.actors)]))
    kept.accusers = kept.accusers or other.accusers
    kept.is_other = kept.is_other or other.is_other
    kept.is_definite = kept.is_definite or other.is_definite
    kept.is_weak = kept.is_weak and other.is_weak
    if kept.status == "occurred":
        kept.status = other.status


def is_means(act: Act, others: list[Act]) -> bool:
    """Whether a participle only spells out a sanction ("imposed sanctions …, freezing assets")."""
    if act.event_type != "COERCE" or act.base.dep_ not in {"advcl", "conj"} or act.base.tag_ != "VBG":
        return False
    return any(other.event_type == "SANCTION" for other in others)
