"""What the words above an act make of it: refuse to X, threaten to X, call for X, lift X, will X."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from .clauses import DEPTH, children, has_infinitive, is_negated
from .lexicon import Lexicon
from .status import is_done_by_none, is_now, is_question, mood, noun_mood

CONFLICT = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST", "REJECT", "ACCUSE"})
COOPERATIVE = frozenset({"AID", "COOPERATE", "SUPPORT", "CONSULT", "AGREE", "RETREAT", "CONCEDE"})
ASKED_MODES = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONSULT": "meet", "RETREAT": "yield",
    "CONCEDE": "yield", "SANCTION": "change",
}  # fmt: skip
THREAT_MODES = {"ASSAULT": "violence", "MOBILIZE": "violence"}
COMPOSED = {"refuse": "REJECT", "threaten": "THREATEN", "promise": "AGREE", "request": "REQUEST"}
WILL = frozenset({"intention", "intent", "desire", "wish", "willingness"})
TOLD = frozenset({"tell", "ask", "invite", "advise"})
"""Verbs that ask for something only with "to": "told them to leave", not "told them that it will"."""
BEGUN = frozenset({"begin", "start", "launch"})
WAYS = frozenset("way aim goal thing option solution purpose idea task job duty choice answer point key".split())
"""What "is to" do something without anybody's going to do it."""
GENEROUS = frozenset({"offer", "volunteer", "agree", "consent"})
"""Verbs for a promise that is no threat: "offered to send troops"."""
ENABLING = frozenset(
    "allow permit enable authorise authorize mean involve require trigger see provoke cause entail legalise legalize "
    "speed facilitate bring ease".split()
)
"""Verbs of laws and plans that say what may come of them."""
CAUGHT = frozenset({"involve", "embroil"})
"""Verbs whose passive is the doer's: "is involved in an offensive"."""
ORDINAL = frozenset("first second third last latest only".split())
SPOKEN = frozenset({"ACCUSE", "REQUEST", "SUPPORT"})
ASSEMBLED = frozenset(
    "gather march rally protest demonstrate assemble meet converge turn pour write tweet phone telephone call vote use "
    "join parade picket".split()
)
"""What is done to say something by it."""
VENTING = frozenset({"voice", "express", "vent", "release"})
LASTING = frozenset({"PROTEST", "COOPERATE", "RETREAT"})
STRENGTH = ("occurred", "ongoing", "purpose", "planned", "hypothetical", "disputed", "refused", "denied")
"""What outweighs what; purpose ("to attack") is an act nobody has said to be done or planned."""


@dataclass
class Reading:
    """What the governors of an act make of it.

    Attributes:
        event_type: The type it takes; None where the words leave no act.
        modes: Modes of the composed type.
        status: Status, as far as grammar gives it.
        head: The governing word of a composed act, else None.
        carriers: Verbs that only carry the act out ("launched an assault").
        accusers: Verbs that accuse somebody of it.
        victims: Verbs whose subject suffers it ("came under attack").
        preventers: Verbs whose subject foils it.
        is_composed: Whether it is a statement about the act.
        is_denial: Whether somebody denies it, in words.
        owners: Words whose subject answers for it ("responsible for", "responsibility for").
    """

    event_type: str | None
    modes: set[str] = field(default_factory=set)
    status: str = "occurred"
    head: Token | None = None
    carriers: list[Token] = field(default_factory=list)
    accusers: list[Token] = field(default_factory=list)
    victims: list[Token] = field(default_factory=list)
    preventers: list[Token] = field(default_factory=list)
    owners: list[Token] = field(default_factory=list)
    is_denial: bool = False
    is_composed: bool = False


def links(token: Token) -> list[tuple[Token, str]]:
    """Words that govern an act, nearest first, with how: complement, object, subject or of."""
    found = []
    for _ in range(DEPTH):
        step = up(token)
        if step is None:
            break
        found.append(step)
        token = step[0]
    return found


def up(token: Token) -> tuple[Token, str] | None:
    """The word that governs a token, and how; None at the top of its say."""
    head, dep = token.head, token.dep_
    if head == token:
        return None
    if dep in {"xcomp", "ccomp"}:
        return head, "complement"
    if dep == "conj":
        return up(head)
    if dep == "pcomp" and head.dep_ == "prep":
        return head.head, "complement"
    if dep in {"dobj", "attr", "oprd"}:
        return head, "object"
    if dep == "nsubjpass":
        return head, "object"
    if dep == "nsubj":
        return head, "subject"
    if dep == "pobj" and head.dep_ in {"prep", "agent"}:
        above = head.head
        if above.pos_ == "ADV" and above.dep_ == "advmod":
            above = above.head  # "walked away from the deal"
        return above, f"prep:{head.lower_}"
    if dep == "acl" and token.tag_ == "VB":
        return head, "complement"
    if dep in {"compound", "amod", "nmod"} and head.pos_ in {"NOUN", "PROPN"}:
        return head, "compound"
    return None


def compose(base: Token, event_type: str, lexicon: Lexicon) -> Reading:
    """Read an act in the light of the words above it."""
    if base.lemma_ == "insist" and is_asserted(base):
        return Reading(None)
    reading = Reading(event_type)
    is_noun = base.pos_ not in {"VERB", "AUX", "ADJ"}
    if not is_noun:
        settle(reading, "denied" if is_done_by_none(base) else mood(base))
    elif any(child.lower_ in {"no", "any"} and child.dep_ == "det" for child in base.children):
        settle(reading, "denied" if any(child.lower_ == "no" for child in base.children) else "hypothetical")
    settle(reading, noun_mood(base) if is_noun else None)
    for governor, how in links(base):
        if reading.status == "purpose" and how == "complement" and is_appointed(governor):
            reading.status = "planned"
        effect = lexicon.operators.get(governor.lemma_.lower())
        if is_ruled_out(base, governor):
            settle(reading, "refused")
        if how == "prep:under" and is_noun and governor.lemma_ in {"be", "remain", "stay"} and governor.tag_ != "VBD":
            settle(reading, "ongoing")  # "is under siege", "has been under bombardment"
        if how == "prep:behind" and governor.lemma_ == "be":
            reading.owners.append(governor)
        if effect and how != "subject":
            apply(reading, effect, governor, how, is_noun=is_noun, lexicon=lexicon)
        if is_noun and reading.is_composed and reading.head == governor and governor.pos_ == "VERB":
            own = mood(governor)
            settle(reading, own if own != "purpose" else None)  # "did not call for talks", "is calling for talks"
            continue
        if is_noun and not speaks_for_noun(governor, effect, how):
            measure = lexicon.classes["measure"]
            if how == "subject" or (governor.pos_ == "NOUN" and not effect and governor.lemma_ not in measure):
                break
            continue
        if governor.pos_ in {"VERB", "AUX"} and not (how == "complement" and effect == "suspect"):
            told = mood(governor)
            if (
                told == "refused"
                and how == "complement"
                and not reading.is_composed
                and reading.event_type in COOPERATIVE
            ):
                refuse(reading, governor)
                break
            settle(reading, told if how != "subject" or told != "denied" else None)
        if reading.event_type is None or how == "subject":
            break
    if reading.status == "purpose" and (is_first_to(base) or is_aim_of_speech(base, event_type, lexicon)):
        reading.status = "occurred"
    if is_question(base):
        settle(reading, "hypothetical")
    return reading


def is_first_to(verb: Token) -> bool:
    """Whether "to X" says who has done it: "became the first state to sue", "the only country to vote against"."""
    noun = verb.head
    if verb.dep_ == "xcomp" and noun.lemma_ == "become":
        return True
    if verb.dep_ not in {"acl", "relcl"} or noun.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return False
    return noun.lower_ in ORDINAL or any(child.lower_ in ORDINAL for child in noun.children)


def is_aim_of_speech(verb: Token, event_type: str, lexicon: Lexicon) -> bool:
    """Whether "to X" tells what was said by doing something: "marched to demand his exit", "rose to voice alarm"."""
    above = verb.head
    if event_type not in SPOKEN or verb.dep_ not in {"advcl", "xcomp"} or above.pos_ != "VERB":
        return False
    if verb.i < above.i or children(verb, "nsubj", "nsubjpass") or verb.lemma_ in VENTING:
        return False  # "called for prosecutors to investigate"; "gathered to voice their anger" is the protest
    if above.lemma_ in lexicon.operators and above.lemma_ not in ASSEMBLED:
        return False
    is_done = above.tag_ in {"VBD", "VBZ", "VBP"} or (above.tag_ in {"VBG", "VBN"} and mood(above) != "denied")
    return is_done and mood(above) in {None, "ongoing"} and (verb.dep_ == "advcl" or above.lemma_ in ASSEMBLED)


def is_appointed(verb: Token) -> bool:
    """Whether "be" says what lies ahead: "is to visit", "were to be moved", not "the only way is to resign"."""
    return verb.lemma_ == "be" and not any(child.lemma_ in WAYS for child in children(verb, "nsubj", "npadvmod"))


def is_ruled_out(base: Token, governor: Token) -> bool:
    """Whether it is said not to be going to happen: "no intention of talking", "There will be no talks"."""
    no = any(child.lower_ == "no" for child in (*base.children, *governor.children) if child.dep_ == "det")
    if governor.lemma_ in WILL:
        return no or is_negated(governor.head)
    return no and governor.lemma_ == "be" and mood(governor) == "planned"


def speaks_for_noun(governor: Token, effect: str | None, how: str) -> bool:
    """Whether a governor's mood is also the noun's: "will carry out strikes", not "did not say why the attack came"."""
    if effect == "carry":
        return how in {"object", "prep:in", "prep:under", "prep:to"}
    if governor.lemma_ in ENABLING and how == "object":
        return mood(governor) in {"hypothetical", "planned"}  # "a bill that would allow the deportation of"
    return effect in {"aspect", "continue", "plan", "end"} or governor.lemma_ in {"be", "happen", "occur", "take"}


def settle(reading: Reading, status: str | None) -> None:
    """Let a status count where it says more than the one found so far."""
    if status and STRENGTH.index(status) > STRENGTH.index(reading.status):
        reading.status = status


def apply(reading: Reading, effect: str, governor: Token, how: str, *, is_noun: bool, lexicon: Lexicon) -> None:
    """Apply one governor's effect."""
    act = reading.event_type
    if act is None or (reading.is_composed and effect in COMPOSED):
        return
    if how == "object" and governor.lemma_ in {"commit", "undertake"}:
        effect = "carry"  # "committed a massacre" against "committed to talks"
    handler = HANDLERS.get(effect)
    if handler:
        handler(reading, governor, how)
    elif effect in COMPOSED:
        compose_type(reading, effect, governor, how)


def compose_type(reading: Reading, effect: str, governor: Token, how: str) -> None:
    """refuse, threaten, promise, request: a verbal act about the act."""
    act = reading.event_type
    assert act is not None
    if how not in {"complement", "object"} and not how.startswith("prep:"):
        return
    if how.startswith("prep:") and how not in {"prep:for", "prep:of", "prep:with", "prep:on", "prep:to"}:
        return
    kind = COMPOSED[effect]
    if effect == "request" and how == "complement" and governor.lemma_ in TOLD and not has_infinitive(governor):
        return  # "told reporters that it will" only says so
    if effect == "request" and how == "complement" and governor.lemma_ in {"want", "need", "like", "push"}:
        base = next((child for child in children(governor, "xcomp", "ccomp")), None)
        if base is None or not (children(base, "nsubj", "nsubjpass") or children(governor, "dobj")):
            return
    if effect == "promise" and governor.lemma_ == "ready" and governor.pos_ == "VERB":
        settle(reading, "planned")  # "are readying a petition"
        return
    is_called = governor.lemma_ == "call" and act == "PROTEST" and governor.pos_ == "VERB"
    if effect == "request" and is_called and how in {"object", "prep:for"}:
        if children(governor, "oprd"):
            return  # "called the walkout illegal"
        reading.carriers.append(governor)  # "called a strike for Friday"
        settle(reading, "planned")
        return
    if effect == "request" and how == "complement" and governor.lemma_ == "insist" and is_asserted(governor):
        return  # "insisted that the army still held it"
    if effect == "request" and governor.lemma_ == "order" and act == "COERCE" and has_it_done(governor):
        reading.carriers.append(governor)  # "The court ordered the editor held": it has them held
        return
    if effect == "request" and how == "object" and governor.lemma_ in {"call", "tell", "press", "push", "invite"}:
        return
    if effect == "promise":
        is_hostile = act in CONFLICT - {"PROTEST", "REJECT", "ACCUSE"} and governor.lemma_ not in GENEROUS
        if is_hostile and governor.lemma_ == "willingness":
            return  # a "willingness to resort to violence" describes
        kind = "THREATEN" if is_hostile else "AGREE"
        is_joint = governor.lemma_ != "offer" and act in {"CONSULT", "COOPERATE"}
        if governor.lemma_ in {"offer", "ready", "willing"} and how.startswith("prep:") and not is_joint:
            return
    if effect == "threaten" and how == "complement" and is_forecast(governor):
        return
    if effect == "threaten" and act not in CONFLICT | {"RETREAT", "SANCTION"}:
        kind = "THREATEN"
    reading.head, reading.event_type, reading.is_composed = governor, kind, True
    modes = THREAT_MODES if kind == "THREATEN" else ASKED_MODES if kind in {"REQUEST", "REJECT"} else {}
    reading.modes = {modes[act]} if act in modes else set()
    reading.status = "occurred"


def is_asserted(verb: Token) -> bool:
    """Whether what somebody insists on is told as so, and not as what should be: "insists that it did not"."""
    return any(
        first.tag_ in {"VBD", "VBZ", "VBP"} or first.lower_ in {"will", "would"}
        for clause in children(verb, "ccomp")
        for first in [next(iter(children(clause, "aux", "auxpass")), clause)]
    )


def has_it_done(verb: Token) -> bool:
    """Whether somebody orders that a thing be done to another: "ordered the editor held", "ordered that he be held"."""
    return any(clause.tag_ == "VBN" for clause in children(verb, "ccomp", "xcomp", "oprd"))


def is_forecast(verb: Token) -> bool:
    """Whether somebody only warns that a thing may come of itself: "warned that the trials could lead to war"."""
    if verb.lemma_ != "warn":
        return False
    for clause in children(verb, "ccomp"):
        helpers = {child.lower_ for child in children(clause, "aux")}
        if helpers & {"could", "may", "might"} and clause.lemma_ in {
            "lead",
            "cause",
            "trigger",
            "spark",
            "turn",
            "result",
            "plunge",
        }:
            return True
    return False


def refuse(reading: Reading, governor: Token) -> None:
    """Make a refusal of an act that somebody will not do or let be done: "will not let them join the talks"."""
    act = reading.event_type
    reading.modes = {ASKED_MODES[act]} if act in ASKED_MODES else set()
    reading.head, reading.event_type, reading.is_composed, reading.status = governor, "REJECT", True, "occurred"


def ended(reading: Reading, governor: Token, how: str) -> None:
    """Ending an act is an act of its own type."""
    opposite = {
        "ASSAULT": "RETREAT", "MOBILIZE": "RETREAT", "AID": "SANCTION", "COOPERATE": "SANCTION",
        "CONSULT": "SANCTION", "SANCTION": "CONCEDE", "COERCE": "CONCEDE", "SUPPORT": "SANCTION",
    }  # fmt: skip
    if how != "object" and governor.lemma_ not in {"stop", "cease", "halt", "end", "lift", "suspend"}:
        return
    act = reading.event_type
    assert act is not None
    if governor.pos_ == "NOUN" or act not in opposite:
        return
    reading.event_type, reading.head = opposite[act], governor
    reading.modes = {"RETREAT": {"ceasefire"}, "SANCTION": {"discontinue"}}.get(opposite[act], set())


def failed(reading: Reading, governor: Token, how: str) -> None:
    """Fail to, failure to: it was not done."""
    if how == "complement":
        settle(reading, "denied")


def prevented(reading: Reading, governor: Token, how: str) -> None:
    """foil, prevent: a foiled attack still happened; other acts did not."""
    if reading.event_type == "ASSAULT":
        reading.preventers.append(governor)
    elif how in {"object", "complement"}:
        settle(reading, "denied")


def tried(reading: Reading, governor: Token, how: str) -> None:
    """Try to: an attempted use of force is one; other attempts are only meant."""
    if how == "complement" and reading.status in {"purpose", "occurred"}:
        attempted = reading.event_type in {"ASSAULT", "COERCE"} and governor.lemma_ in {
            "try",
            "attempt",
            "manage",
            "bid",
            "fight",
            "battle",
            "struggle",
        }
        reading.status = "occurred" if attempted else "purpose"


def planned(reading: Reading, governor: Token, how: str) -> None:
    """plan, prepare, expect: it lies ahead."""
    if governor.lemma_ == "aim" and governor.tag_ == "VBN":
        return  # "acts aimed to quell the revolt": a purpose
    if how == "complement" or governor.lemma_ in {"plan", "plot", "prepare", "schedule", "mull", "consider", "expect"}:
        settle(reading, "planned")


def passed(reading: Reading, governor: Token, how: str) -> None:
    """begin, start: the act itself, in the governor's mood."""
    if reading.status == "purpose" and how == "complement":
        reading.status = "occurred"
    if governor.lemma_ in BEGUN and reading.event_type in LASTING and governor.tag_ in {"VBN", "VBD"}:
        settle(reading, "ongoing")  # a strike, a drill or a pull-out that has begun goes on
    if how == "object":
        reading.carriers.append(governor)


def carried(reading: Reading, governor: Token, how: str) -> None:
    """launch, carry out, claim, face: the governor only carries the act, or says who answers for it."""
    if governor.lemma_ in {"responsible", "responsibility"}:
        if how == "prep:for":
            reading.owners.append(governor)
        return
    if governor.lemma_ == "claim":
        if how == "object":
            reading.carriers.append(governor)
        return
    suffered = governor.lemma_ in {"face", "suffer", "sustain", "come"}
    if how == "object" or (how == "prep:under" and governor.lemma_ == "come"):
        (reading.victims if suffered else reading.carriers).append(governor)
    elif how in {"prep:in", "prep:to"} and governor.lemma_ in {"engage", "participate", "join", "take"} | CAUGHT:
        reading.carriers.append(governor)
        if governor.lemma_ in CAUGHT | {"engage"} and is_now(governor):
            settle(reading, "ongoing")  # "is involved in an offensive"


def continued(reading: Reading, governor: Token, how: str) -> None:
    """continue, resume: the act itself, going on."""
    passed(reading, governor, how)
    if governor.lemma_ in {"continue", "keep", "intensify", "escalate"}:
        settle(reading, "ongoing")


def feared(reading: Reading, governor: Token, how: str) -> None:
    """fear, risk, could: it is only thought of."""
    if how != "object" or governor.lemma_ == "fear":
        settle(reading, "hypothetical")


def denied(reading: Reading, governor: Token, how: str) -> None:
    """deny: somebody says that it did not happen."""
    if how in {"complement", "object"}:
        reading.is_denial = True
        settle(reading, "denied")


def accused(reading: Reading, governor: Token, how: str) -> None:
    """Accuse of, blame for: the governor names the source of the act."""
    is_pinned = governor.lemma_ == "blame" and how == "object"  # "blamed the attack on X"
    if is_pinned or how in {"complement", "prep:of", "prep:for", "prep:over", "prep:with", "prep:in"}:
        reading.accusers.append(governor)


HANDLERS = {
    "end": ended, "fail": failed, "prevent": prevented, "try": tried, "plan": planned, "aspect": passed,
    "carry": carried, "continue": continued, "hypothetical": feared, "deny": denied, "accuse": accused,
}  # fmt: skip
