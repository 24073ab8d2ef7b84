"""Who does what in a clause: subjects, objects and prepositions over a dependency parse, with what it leaves unsaid.

The parse gives a relative clause, a participle or the second of two joined verbs no subject of its own. These
functions find it where the grammar says it is.
"""

from collections.abc import Iterator

from spacy.tokens import Token

RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
OBJECT_CONTROL = frozenset(
    "ask order urge tell call force allow accuse help want invite instruct command press persuade convince charge "
    "suspect warn expect require enable send lead prompt cause get let make authorise authorize encourage "
    "permit advise beg appeal blame convict acquit believe say report allege think stop prevent bar ban".split()
)
"""Verbs whose object is the subject of the verb below them ("accused Iran of foiling")."""
TRIED = frozenset(
    "sentence jail convict charge arrest detain imprison accuse execute hang indict try prosecute suspect hold".split()
)
"""Verbs whose object has done what is named behind them."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
INTENTS = frozenset({"intention", "intent", "aim", "goal", "hope", "chance", "risk", "way"})
"""Nouns that are had by whoever is the subject of the verb below them ("has no intention of leaving")."""
CONSEQUENCES = frozenset({"kill", "leave", "claim", "wound", "injure", "destroy", "inflict", "cause", "damage"})
"""Verbs whose participle tells what an act led to; without a comma the parse hangs it on the noun before."""
PERCEIVED = frozenset({"report", "hear", "witness", "record", "document", "describe"})
"""Verbs whose subject did not do what the participle below or beside them tells ("residents reported shelling")."""
GIVEN = frozenset(
    "give send offer call name dub label deem consider make elect appoint award pay grant show teach tell hand lend "
    "deny owe ask charge cost promise refuse sell assign allot declare title entitle".split()
)
"""Verbs with two objects, whose passive keeps one: "a man called Ali", "a state denied aid"."""
DEPTH = 6
"""So many steps up the tree at most: hostile sentences are deep."""


def children(token: Token, *deps: str) -> list[Token]:
    """Children of a token by dependency label."""
    return [child for child in token.children if child.dep_ in deps]


def with_conjuncts(heads: list[Token]) -> list[Token]:
    """Heads of noun phrases and of those joined to them by "and", in reading order."""
    found: list[Token] = []
    queue = list(heads)
    while queue:
        head = queue.pop(0)
        if head not in found:
            found.append(head)
            if len(found) < 30:
                queue.extend(children(head, "conj"))
                queue.extend(listed(head))
    return sorted(found, key=lambda token: token.i)


def listed(head: Token) -> list[Token]:
    """Names joined to a name that the parse takes for its apposition: "Egypt, Bahrain and Kuwait cut ties"."""
    if head.pos_ != "PROPN" or not head.ent_type_:
        return []
    return [
        child
        for child in head.rights
        if child.dep_ == "appos"
        and child.pos_ == "PROPN"
        and child.ent_type_ == head.ent_type_
        and child.left_edge.nbor(-1).text == ","
        and any(other.dep_ == "conj" and other.pos_ == "PROPN" for other in child.rights)
    ]


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject is the one it is done to."""
    for child in verb.children:
        if child.dep_ in {"nsubjpass", "auxpass", "agent", "csubjpass"}:
            return True
    if verb.dep_ == "acl":
        return verb.tag_ == "VBN" and not is_deed(verb)
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ in {"VERB", "AUX"}:
        if children(verb, "nsubj", "aux"):
            return False
        return is_passive(verb.head)
    if verb.tag_ == "VBN" and verb.dep_ in {"advcl", "relcl", "amod"} and not children(verb, "nsubj", "aux", "dobj"):
        return True
    return any(child.lemma_ in {"be", "get"} for child in children(verb, "aux")) and verb.tag_ == "VBN"


def is_deed(participle: Token) -> bool:
    """Whether an object shows a participle to be a verb in the past: "Militias executed ten men, the UN said"."""
    after = next((child for child in participle.rights if child.dep_ not in {"advmod", "punct"}), None)
    if after is None or after.dep_ != "dobj" or participle.lemma_ in GIVEN:
        return False
    return after.pos_ in {"NOUN", "PROPN", "PRON"} and after.ent_type_ not in {"DATE", "TIME"}


def antecedent(verb: Token, subject: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if subject.lower_ in RELATIVES:
        clause = verb
        for _ in range(DEPTH):
            if clause.dep_ == "relcl":
                return clause.head
            if clause.dep_ not in {"conj", "xcomp", "ccomp"}:
                break
            clause = clause.head
    return subject


def own_subjects(verb: Token) -> list[Token]:
    """Subjects that the parse gives the verb itself."""
    found = children(verb, "nsubj", "nsubjpass")
    for auxiliary in [] if found else children(verb, "aux", "auxpass"):
        found = found or children(auxiliary, "nsubj", "nsubjpass")  # where the parse hangs it there
    return [antecedent(verb, child) for child in found]


def logical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Heads of the noun phrases that the verb's subject stands for, active or passive; empty where unsaid."""
    own = own_subjects(verb)
    if own or depth > DEPTH:
        return own
    head = verb.head
    if verb.tag_ == "VBG" and head.lemma_ in PERCEIVED and verb.dep_ in {"xcomp", "ccomp", "advcl", "conj", "dobj"}:
        return children(head, "dobj") if verb.dep_ == "advcl" else []
    if verb.dep_ == "relcl" and verb.tag_ == "VB" and head.dep_ == "attr":
        return acl_infinitive(verb, depth)  # "became the first state to sue"
    if verb.dep_ == "relcl":
        return [head] if not any(child.lower_ in RELATIVES for child in verb.subtree if child.dep_ == "dobj") else []
    if verb.dep_ == "acl":
        return (led_to(verb, depth) or [head]) if verb.tag_ != "VB" else acl_infinitive(verb, depth)
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return logical_subjects(head, depth + 1)
    if verb.dep_ == "conj" and head.dep_ == "ROOT" and head.pos_ in {"NOUN", "PROPN"} and verb.tag_ in FINITE:
        return [head]  # "Gunmen shot and killed": the parser took the first verb for a noun
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "pcomp", "prep", "dep"} and head != verb:
        return controlled(verb, depth)
    return lost_subject(verb)


def led_to(verb: Token, depth: int) -> list[Token]:
    """Whose act it was that a participle tells the outcome of: "The army shelled a town of the rebels killing ten"."""
    noun = verb.head
    if verb.tag_ != "VBG" or verb.lemma_ not in CONSEQUENCES or noun.dep_ not in {"dobj", "pobj"}:
        return []
    for above in (noun.head, noun.head.head, noun.head.head.head, noun.head.head.head.head):
        if above.pos_ == "VERB":
            return actors_of(above, depth + 1) if noun.dep_ == "dobj" or noun.head.lower_ in AROUND else []
    return []


AROUND = frozenset({"of", "in", "on", "for", "near", "against", "at", "outside"})
"""Prepositions behind which a noun is of those acted on, or of the scene."""


def lost_subject(verb: Token) -> list[Token]:
    """The noun right before a main verb that the parser took for an apposition: "Condemning the raid, Moscow …"."""
    if verb.dep_ != "ROOT" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i == verb.sent.start:
        return []
    noun = verb.doc[verb.i - 1]
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    is_opened = any(child.dep_ in {"advcl", "prep"} and child.i < verb.i for child in verb.children)
    return [noun] if noun.dep_ == "appos" and noun.pos_ in {"NOUN", "PROPN"} and is_opened else []


def acl_infinitive(verb: Token, depth: int) -> list[Token]:
    """Subject of "to X" below a noun: whoever has or makes the noun ("a plan by Iran to …", "vowed efforts to …")."""
    noun = verb.head
    owners = children(noun, "poss")
    if owners:
        return owners
    if noun.dep_ in {"dobj", "attr", "pobj"}:
        governor = noun.head if noun.head.pos_ in {"VERB", "AUX"} else noun.head.head
        if governor.pos_ in {"VERB", "AUX"} and governor != verb:
            if governor.lemma_ in TRIED and noun.dep_ == "pobj":
                return patients_of(governor)  # "jailed two men for a plot to kill him": theirs
            return actors_of(governor, depth + 1)
    return []


DISPOSED = frozenset(
    "due likely unlikely certain sure bound able unable eager keen reluctant prepared free poised determined anxious "
    "unwilling hesitant desperate quick slow".split()
)
"""Adjectives whose subject does what "to" behind them tells; not "Iran is hard to punish"."""


def controlled(verb: Token, depth: int) -> list[Token]:
    """Subject of a verb that leaves it to the verb above."""
    head = verb.head
    governor = head.head if verb.dep_ == "pcomp" and head.dep_ == "prep" else head
    if governor == verb:
        return []
    if governor.lemma_ in INTENTS and governor.dep_ in {"dobj", "attr"} and governor.head.pos_ in {"VERB", "AUX"}:
        return logical_subjects(governor.head, depth + 1)
    if governor.pos_ in {"NOUN", "PROPN"}:
        return children(governor, "poss") or ([governor] if verb.dep_ == "pcomp" and head.lower_ == "of" else [])
    if governor.pos_ not in {"VERB", "AUX", "ADJ"}:
        return []
    if governor.lemma_.lower() in DISPOSED and governor.dep_ == "acomp" and governor.head.pos_ in {"VERB", "AUX"}:
        return logical_subjects(governor.head, depth + 1)  # "The minister is due to visit"
    if is_told(verb):
        return []
    before = verb.doc[verb.i - 1]
    if verb.tag_ == "VBG" and before.dep_ == "pobj" and before.head.head == governor and before.head.lower_ == "in":
        return [before]  # "killed in government shelling": a noun that the parser took for a verb
    passive = is_passive(governor)
    if governor.lemma_ in OBJECT_CONTROL and verb.dep_ in {"xcomp", "pcomp", "ccomp"}:
        patient = logical_subjects(governor, depth + 1) if passive else children(governor, "dobj", "dative")
        if patient:
            return patient
    if passive and (verb.dep_ != "xcomp" or verb.tag_ == "VBG"):
        return agents(governor)
    return logical_subjects(governor, depth + 1)


def is_told(verb: Token) -> bool:
    """Whether a finite clause is what hearers are told: "The evidence points to Iran," he told reporters."""
    return verb.dep_ == "ccomp" and verb.tag_ in FINITE and verb.head.lemma_ == "tell"


def agents(verb: Token) -> list[Token]:
    """Who a passive says it was done by."""
    return [noun for by in children(verb, "agent") for noun in children(by, "pobj")]


def actors_of(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: the subject of an active verb, the agent of a passive one."""
    return agents(verb) if is_passive(verb) else logical_subjects(verb, depth)


def direct_objects(verb: Token) -> list[Token]:
    """Objects the parse gives the verb, or shares with the verb it is joined to ("burned and demolished homes")."""
    own = [antecedent(verb, child) for child in children(verb, "dobj")] or misread_objects(verb)
    if not own and len(named := children(verb, "oprd")) > 1:
        own = named[:1]  # "called Luis Almagro a traitor", of which the parse makes two names
    if own:
        return own[:-1] if len(own) > 1 and is_before_said(own[-1]) else own
    if verb.dep_ == "relcl" and any(child.dep_ == "nsubj" and child.lower_ not in RELATIVES for child in verb.children):
        return [verb.head]
    if verb.dep_ == "amod" and children(verb, "nsubj"):
        return [verb.head]  # "The junta dissolved parliament", read as a noun phrase
    for other in children(verb, "conj"):
        if other.pos_ == "VERB" and not children(other, "nsubj", "nsubjpass", "aux"):
            between = children(verb, "prep", "dobj")
            shared = children(other, "dobj")
            if shared and not between and other.i - verb.i <= 3:
                return shared
    return []


def is_before_said(noun: Token) -> bool:
    """Whether "said" follows a noun, which is then who says so: "killed ten people on Sunday a monitor said"."""
    last = noun.right_edge
    return last.i + 1 < noun.sent.end and last.nbor().lower_ == "said"


def misread_objects(verb: Token) -> list[Token]:
    """Objects that hang elsewhere: "shot dead the envoy", and a town taken for a time: "shelled Aleppo on Monday"."""
    dead = [below for child in verb.rights if child.lower_ == "dead" for below in child.rights]
    return [below for below in dead if below.dep_ in {"dobj", "npadvmod", "dep"}] or [
        child
        for child in children(verb, "npadvmod")
        if child.i == verb.i + 1 and child.pos_ == "PROPN" and child.ent_type_ not in {"DATE", "TIME"}
    ]


def patients_of(verb: Token) -> list[Token]:
    """To whom or what it is done: the object of an active verb, the subject of a passive one."""
    return logical_subjects(verb) if is_passive(verb) else direct_objects(verb)


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, head of its noun phrase) for a verb or noun, looking through "out of" and the like."""
    for child in token.children:
        if child.lower_ == "according":
            continue  # "according to" names who says so
        if child.dep_ in {"prep", "dative", "agent", "prt"} and child.pos_ in {"ADP", "SCONJ", "ADV", "VERB", "PART"}:
            for below in child.children:
                if below.dep_ == "pobj":
                    yield child.lower_, below
                elif below.dep_ == "prep":
                    for further in children(below, "pobj"):
                        yield below.lower_, further


def complements(token: Token) -> list[Token]:
    """Verbs of the clauses that complete a verb or noun ("urged Israel to withdraw", "threat to attack")."""
    found = children(token, "xcomp", "ccomp", "acl", "relcl") if token.pos_ in {"NOUN", "PROPN"} else []
    if not found:
        found = children(token, "xcomp", "ccomp")
    for prep in children(token, "prep"):
        found.extend(children(prep, "pcomp"))
    return found


def is_negated(token: Token) -> bool:
    """Whether "not", "never" or "no" belongs to the token itself."""
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in {"never", "no", "neither", "nor", "without"} and child.i < token.i):
            return True
    return False


def has_infinitive(verb: Token, *, of_other: bool = False) -> bool:
    """Whether a "to X" completes the verb; `of_other`: one whose doer is named between ("want Iran to stop")."""
    deps = ["xcomp", "ccomp"]
    if verb.lemma_ in OBJECT_CONTROL and children(verb, "dobj"):
        deps.append("advcl")  # "asked the speaker, Ms Mbete, to end the recess"
    for clause in children(verb, *deps):
        if (
            clause.i < verb.i
            or clause.tag_ != "VB"
            or not any(child.lower_ == "to" for child in children(clause, "aux"))
        ):
            continue
        if not of_other or children(clause, "nsubj", "nsubjpass") or children(verb, "dobj"):
            return True
    return False
