"""What the title tells and the first sentence tells again in words that no list has.

News puts its main act into the title and, in full, into the first sentence (the "inverted pyramid"). Where the title's
act is known and the first sentence's is not ("Tunisia expels migrants" / "security forces have driven hundreds of
migrants to …"), the first sentence is taken for the same act, if the two share the words that matter.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from .acts import Act
from .clauses import actors_of, children, is_negated, logical_subjects, patients_of, with_conjuncts
from .furniture import is_furniture
from .text import Sentence, Text
from .told import Told

SHARED = 2
"""Words of content that title and first sentence must share: two acts on one topic may share one."""
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
STATES = frozenset({"be", "have", "become", "remain", "say", "tell", "seem", "appear"})
"""Verbs that tell no act: their sentence says how things stand."""
SHORTEST = 8
"""Tokens of a first sentence; shorter ones are headings and places of writing."""


def lead_act(text: Text, tellings: Iterable[Told]) -> Act | None:
    """Return the act of the first sentence where only the title's words for it are known; None where both are."""
    told = list(tellings)
    titled = [one for one in told if one.act.sentence.field == "title" and not one.is_weak]
    lead = first_sentence(text)
    if not titled or lead is None or len({one.event_type for one in titled}) > 1:
        return None
    verb = main_verb(lead)
    ours = [one.act for one in told if one.act.sentence is lead]
    if verb is None or any(act.event_type == titled[0].event_type or verb in (act.token, act.base) for act in ours):
        return None
    model = titled[0].act
    if is_negated(verb) or verb.lemma_.lower() in STATES or len(content(lead) & content(model.sentence)) < SHARED:
        return None
    doers, done_to = actors_of(verb), patients_of(verb)
    if not (heads(done_to) & heads(model.recipients) if model.recipients else heads(doers) & heads(model.actors)):
        return None
    return Act(lead, verb, verb, model.event_type, set(model.modes), model.status, doers, done_to)


def one_with_title(events: list[Told], lead: Act | None) -> list[Told]:
    """Let the act of the first sentence stand for the title's, where merging could not see that they are one."""
    full = next((event for event in events if event.act is lead), None)
    if full is None:
        return events
    short = [event for event in events if event is not full and is_titles(event, full.event_type)]
    full.sentences = sorted({*full.sentences, *(index for event in short for index in event.sentences)})
    return [event for event in events if event not in short]


def is_titles(event: Told, event_type: str) -> bool:
    """Whether an event stands on the title alone."""
    return event.event_type == event_type and event.act.sentence.field == "title" and len(event.sentences) == 1


def first_sentence(text: Text) -> Sentence | None:
    """The first sentence of the body that is one."""
    body = (one for one in text.sentences if one.field == "text" and not is_furniture(one))
    return next((one for one in body if len(one.span) >= SHORTEST), None)


def main_verb(sentence: Sentence) -> Token | None:
    """The word that a sentence's main clause hangs on, or that of the clause it is the saying of."""
    root = sentence.span.root
    said = [child for child in children(root, "ccomp") if child.i < root.i]
    verb = said[0] if said else root
    return verb if logical_subjects(verb) else None


def heads(tokens: list[Token]) -> set[str]:
    """The nouns that noun phrases are of, as lemmas: "hundreds of migrants" are hundreds and migrants."""
    joined = with_conjuncts(tokens)
    counted = [noun for token in joined for of in children(token, "prep") for noun in children(of, "pobj")]
    return {token.lemma_.lower() for token in (*joined, *counted)}


def content(sentence: Sentence) -> set[str]:
    """The words of a sentence that say what it is about, as lemmas."""
    return {token.lemma_.lower() for token in sentence.span if token.pos_ in CONTENT and not token.is_stop}
