"""Acts that the text itself doubts: one side tells of them, the other denies them."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from ...schemas.rows import Party
from .agreement import share
from .clauses import agents, children, is_negated, is_passive, logical_subjects, with_conjuncts
from .gather import take_over
from .text import Text
from .told import Told

ALLEGED = frozenset({"ASSAULT", "COERCE", "AGREE", "COOPERATE", "MOBILIZE", "CONSULT", "AID"})
DENYING = frozenset({"deny", "refute", "reject", "dismiss", "rebuff", "rubbish", "brush", "dispute", "contradict"})
CALLING = frozenset({"call", "brand", "label", "describe", "term", "dub"})
FALSE = frozenset(
    "false untrue baseless unfounded groundless fabricate fabrication lie nonsense propaganda fake invention rubbish "
    "fiction ridiculous absurd hoax slander fairy-tale".split()
)
"""What is said of a claim that is denied: "called the report baseless"."""
HEDGES = frozenset({"reportedly", "allegedly", "apparently", "purportedly"})
SAID = frozenset(
    "it this that allegation claim accusation report charge involvement responsibility role wrongdoing".split()
)
"""What is denied where something said is denied."""
NEAR = 2
"""Sentences within which a plain denial ("The army denied it") is of the act told before."""


@dataclass(frozen=True)
class Denial:
    """Who denies something in a sentence, and whether that is told there: "an accusation that the army denies"."""

    sentence: int
    parties: list[Party]
    is_own: bool
    is_whole: bool = False
    """Whether it is said that no such thing has been, whoever should have done it."""


def dispute(events: list[Told], denials: list[Denial]) -> list[Told]:
    """Return the events, those told by one party and denied by another as disputed; a denial told apart joins them."""
    kept: list[Told] = []
    told = [event for event in events if event.status != "denied"]
    for event in events:
        if event.status != "denied":
            kept.append(event)
            continue
        alleged = [other for other in told if is_alleged(other) and other.event_type == event.event_type]
        same = [other for other in alleged if are_one(other, event)]
        for other in same:
            other.status = "disputed"
        if same:
            event.status = "disputed"
            take_over(same[0], event)
        elif not is_general(event, told):
            kept.append(event)
    for event in kept:
        if is_alleged(event) and any(is_denied(event, denial) for denial in denials):
            event.status = "disputed"
    return kept


def are_one(event: Told, denied: Told) -> bool:
    """Whether what is denied is the act told: by its means, or by words that point back ("denied the strike")."""
    alike = share(event.actors, denied.actors)
    if event.modes & denied.modes and alike == 1:
        return True
    if not alike or (event.modes and denied.modes and not event.modes & denied.modes):
        return False
    behind = min(denied.sentences) - max(index for index in event.sentences)
    return denied.act.is_definite and 0 <= behind <= NEAR


def is_general(event: Told, told: list[Told]) -> bool:
    """Whether a denial is of no act in particular ("denies targeting civilians") beside acts of the kind."""
    if event.place or event.when or event.tolls:
        return False
    return event.act.base.tag_ == "VBG" and any(other.event_type == event.event_type for other in told)


def is_alleged(event: Told) -> bool:
    """Whether an act stands on somebody's word alone."""
    if event.event_type not in ALLEGED or event.status not in {"occurred", "ongoing"}:
        return False
    return bool(event.sources) or any(word.lower_ in HEDGES for word in event.act.sentence.span)


def is_denied(event: Told, denial: Denial) -> bool:
    """Whether a doer denies something with the act or right after it, or whoever suffered it after its last telling."""
    if {party.name for party in denial.parties} & {source.name for source in event.sources}:
        return False
    near = 0 if denial.is_own else NEAR
    if denial.is_whole:
        return event.event_type == "ASSAULT" and 0 <= denial.sentence - max(event.sentences) <= near
    if any(0 <= denial.sentence - told <= near for told in event.sentences) and share(denial.parties, event.actors):
        return True
    behind = denial.sentence - max(event.sentences)
    return 0 < behind <= near and bool(share(denial.parties, event.recipients))


def deniers(text: Text, parties: Callable[[list[Token]], list[Party]]) -> list[Denial]:
    """What parties plainly deny of what is said of them: "denied it", "its repeated denials"."""
    found: list[Denial] = []
    for sentence in text.sentences:
        for token in sentence.span:
            lemma = token.lemma_.lower()
            is_whole = False
            if lemma == "such" and (heads := who_denies_such(token)):
                is_whole = True
            elif heads := who_calls_false(token):
                pass
            elif lemma in DENYING and token.pos_ == "VERB" and not is_negated(token):
                heads = who_denies(token)
            elif lemma == "denial" and token.pos_ == "NOUN":
                heads = whose(token)
            else:
                continue
            if heads:
                is_own = token.dep_ == "relcl" and is_said(token.head)
                found.append(Denial(sentence.index, parties(heads), is_own, is_whole))
    return found


def who_denies(verb: Token) -> list[Token]:
    """Who denies something said before, not a visa or a chance: "denied it", "denied any role"; empty else."""
    if is_passive(verb):
        return with_conjuncts(agents(verb)) if any(is_said(noun) for noun in logical_subjects(verb)) else []
    objects = children(verb, "dobj")
    if objects:
        return logical_subjects(verb) if any(is_said(noun) for noun in objects) else []
    if verb.dep_ == "relcl" and is_said(verb.head):
        return children(verb, "nsubj")  # "an accusation the army has denied"
    is_whole = verb.lemma_ == "deny" and not children(verb, "ccomp", "xcomp")
    return logical_subjects(verb) if is_whole else []


def who_denies_such(such: Token) -> list[Token]:
    """Who says that there has been no such thing: "denied any such strikes", "There was no such raid, it said"."""
    if such.head.lemma_ == "thing" or not any(child.lower_ in {"no", "any"} for child in such.head.children):
        return []
    verb = next((word for word in such.ancestors if word.lemma_.lower() in {*DENYING, "say", "insist", "add"}), None)
    is_none = any(child.lower_ == "no" for child in such.head.children)
    if verb is None or (verb.lemma_.lower() not in DENYING and not is_none):
        return []
    return with_conjuncts(logical_subjects(verb))


def who_calls_false(verb: Token) -> list[Token]:
    """Who calls a claim false: "called the report baseless", "said the allegations were lies"."""
    if verb.lemma_ in CALLING and any(is_said(noun) for noun in children(verb, "dobj")):
        words = [word for child in verb.children if child.dep_ in {"oprd", "prep", "xcomp", "ccomp"}
                 for word in child.subtree]  # fmt: skip
        return logical_subjects(verb) if any(word.lemma_.lower() in FALSE for word in words) else []
    if verb.lemma_ != "be" or verb.dep_ != "ccomp" or not any(is_said(noun) for noun in children(verb, "nsubj")):
        return []
    is_false = any(word.lemma_.lower() in FALSE for word in children(verb, "acomp", "attr"))
    return logical_subjects(verb.head) if is_false and verb.head.lemma_ in {"say", "insist", "add"} else []


def is_said(noun: Token) -> bool:
    """Whether a noun stands for something said: "it", "the claim", "any mistreatment"."""
    return noun.lemma_.lower() in SAID or any(child.lower_ == "any" for child in noun.children)


def whose(denial: Token) -> list[Token]:
    """Whose denial a noun tells of: "Assad's denial", "denials by the army"."""
    owners = children(denial, "poss")
    by = [prep for prep in children(denial, "prep") if prep.lower_ in {"by", "from"}]
    return [*owners, *(noun for prep in by for noun in children(prep, "pobj"))]
