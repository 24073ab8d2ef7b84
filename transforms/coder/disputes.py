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

ALLEGED = frozenset({"ASSAULT", "COERCE", "AGREE", "COOPERATE", "MOBILIZE"})
DENYING = frozenset({"deny", "refute", "reject", "dismiss", "rebuff", "rubbish"})
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


def dispute(events: list[Told], denials: list[Denial]) -> list[Told]:
    """Return the events, those told by one party and denied by another as disputed; a denial told apart joins them."""
    kept: list[Told] = []
    told = [event for event in events if event.status != "denied"]
    for event in events:
        if event.status != "denied":
            kept.append(event)
            continue
        alleged = [other for other in told if is_alleged(other) and other.event_type == event.event_type]
        same = [other for other in alleged if share(other.actors, event.actors) == 1 and other.modes & event.modes]
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


def is_general(event: Told, told: list[Told]) -> bool:
    """Whether a denial is of no act in particular ("denies targeting civilians") beside acts of the kind."""
    if event.place or event.when or event.tolls:
        return False
    return event.act.base.tag_ == "VBG" and any(other.event_type == event.event_type for other in told)


def is_alleged(event: Told) -> bool:
    """Whether an act stands on somebody's word alone."""
    return event.event_type in ALLEGED and event.status == "occurred" and bool(event.sources)


def is_denied(event: Told, denial: Denial) -> bool:
    """Whether a doer denies something with the act or right after it, or whoever suffered it after its last telling."""
    if {party.name for party in denial.parties} & {source.name for source in event.sources}:
        return False
    near = 0 if denial.is_own else NEAR
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
            if lemma in DENYING and token.pos_ == "VERB" and not is_negated(token):
                heads = who_denies(token)
            elif lemma == "denial" and token.pos_ == "NOUN":
                heads = whose(token)
            else:
                continue
            if heads:
                is_own = token.dep_ == "relcl" and is_said(token.head)
                found.append(Denial(sentence.index, parties(heads), is_own))
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


def is_said(noun: Token) -> bool:
    """Whether a noun stands for something said: "it", "the claim", "any mistreatment"."""
    return noun.lemma_.lower() in SAID or any(child.lower_ == "any" for child in noun.children)


def whose(denial: Token) -> list[Token]:
    """Whose denial a noun tells of: "Assad's denial", "denials by the army"."""
    owners = children(denial, "poss")
    by = [prep for prep in children(denial, "prep") if prep.lower_ in {"by", "from"}]
    return [*owners, *(noun for prep in by for noun in children(prep, "pobj"))]
