"""Whether an act happened, goes on, is planned, feared, denied, disputed or long past: what the words around it say."""

import re

from spacy.tokens import Token

from .clauses import DEPTH, children, is_negated

PLANNED = frozenset({"will", "'ll", "’ll", "shall", "wo"})
HYPOTHETICAL = frozenset({"would", "could", "might", "may", "can", "should", "must", "'d", "ca", "ought"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
LOOKING = frozenset({"investigate", "probe", "patrol"})
STANCES = frozenset({"refuse", "oppose", "reject", "support", "back", "occupy", "besiege", "control", "demand"})
NOBODY = frozenset({"nobody", "none", "neither"})
HISTORICAL = re.compile(
    r"\b(?:in the past|over the (?:past|last) (?:\w+ )?(?:years|decades)|for (?:years|decades)"
    r"|in recent (?:years|decades)"
    r"|years ago|decades ago|last century|long history|historically|on numerous occasions"
    r"|(?:has|have) (?:often|regularly|frequently)|since the (?:war|conflict|uprising|revolt)"
    r"|since (?:\w+ )?(?:19|20)\d\d)\b",
    re.I,
)


def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliary verbs of a verb; a second verb without its own borrows those of the verb it is joined to."""
    own = children(verb, "aux", "auxpass")
    if not own and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and verb.tag_ in {"VB", "VBN", "VBG"}:
        return auxiliaries(verb.head) if not children(verb, "nsubj", "nsubjpass") else own
    return own


def carrier(token: Token) -> Token:
    """The verb that carries tense and mood for a token: itself, or the verb above a noun."""
    for _ in range(DEPTH):
        if token.pos_ in {"VERB", "AUX"} or token.head == token:
            return token
        token = token.head
    return token


def mood(verb: Token) -> str | None:
    """Status that the verb's own auxiliaries and negation give it; None for a plain statement."""
    helpers = auxiliaries(verb)
    words = {helper.lower_ for helper in helpers}
    if is_negated(verb) or any(is_negated(helper) for helper in helpers):
        return "refused" if words & (PLANNED | {"would", "wo", "wouldn't", "won't"}) else "denied"
    if words & PLANNED or ({"going"} & words):
        return "planned"
    if "would" in words and is_reported(verb):
        return "planned"
    if words & HYPOTHETICAL:
        return "hypothetical"
    if under_condition(verb):
        return "hypothetical"
    if verb.tag_ == "VBG" and any(helper.lower_ in {"is", "are", "'s", "'re", "am"} for helper in helpers):
        return "ongoing"
    if verb.tag_ == "VBG" and any(helper.lower_ == "been" for helper in helpers):
        return "ongoing"
    if is_stretch(verb):
        return "ongoing"
    if verb.tag_ == "VBG" and is_reported(verb) and any(helper.lower_ in {"was", "were"} for helper in helpers):
        return "ongoing"  # "said it was looking into it"
    if verb.tag_ == "VB" and "to" in words:
        return "planned" if verb.dep_ == "ROOT" else "purpose"
    return None


def is_done_by_none(verb: Token) -> bool:
    """Whether the subject denies the act: "no soldier crossed", "Nobody fired", "Not a single shell fell"."""
    return any(
        noun.lower_ in NOBODY or any(child.lower_ in {"no", "not", "neither"} for child in noun.children)
        for noun in children(verb, "nsubj", "nsubjpass")
    )


def is_reported(verb: Token) -> bool:
    """Whether "would" only stands for "will" under a past verb of saying ("said it would withdraw")."""
    above = verb.head if verb.dep_ == "ccomp" else None
    return above is not None and above.tag_ in {"VBD", "VBN", "VBG"} and above.pos_ == "VERB"


def is_stretch(verb: Token) -> bool:
    """Whether the verb tells of a stance or a search that holds: "refuses to", "police probed", "soldiers patrol"."""
    if verb.lemma_ in LOOKING:
        return verb.tag_ in {"VBD", "VBZ", "VBP"} and verb.dep_ != "ROOT"
    return verb.lemma_ in STANCES and verb.tag_ in {"VBZ", "VBP"} and verb.sent[-1].text in {".", "”", '"'}


def under_condition(verb: Token) -> bool:
    """Whether the clause stands under "if", "unless" or "whether"."""
    return any(child.dep_ in {"mark", "advmod"} and child.lower_ in CONDITIONS for child in verb.children)


def is_question(token: Token) -> bool:
    """Whether the sentence asks."""
    sentence = token.sent
    return any(last.text.endswith("?") for last in sentence[max(0, len(sentence) - 3) :])


SERIES = frozenset({"series", "string", "spate", "wave", "slew", "rash", "spree", "succession", "history", "number"})
BLAMING = frozenset({"blame", "responsible", "accuse", "know", "suspect", "implicate", "claim"})


def is_series(noun: Token) -> bool:
    """Whether a noun sums up acts of an earlier time: "a string of attacks", "blamed for attacks in Turkey"."""
    if noun.tag_ != "NNS" or any(child.dep_ in {"det", "poss", "nummod"} for child in noun.children):
        return False
    prep = noun.head
    if noun.dep_ != "pobj" or prep.dep_ != "prep":
        return False
    above = prep.head
    if prep.lower_ == "of" and above.lemma_.lower() in SERIES:
        return above.dep_ not in {"nsubj", "nsubjpass"}
    return prep.lower_ in {"for", "of"} and above.lemma_.lower() in BLAMING
