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
    r"\b(?:in the past(?! (?:\w+ ){0,2}(?:hours?|days?|weeks?|months?|year)\b)"
    r"|over the (?:past|last) (?:\w+ )?(?:years|decades)|for (?:years|decades)"
    r"|in recent (?:years|decades)"
    r"|(?:multiple|many|several|numerous) times(?: before)?"
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
    if verb.tag_ == "VBN" and "being" in words and words & {"is", "are", "'s", "'re"}:
        return "ongoing"  # "is being shelled"
    if is_stretch(verb):
        return "ongoing"
    if verb.tag_ == "VBG" and is_reported(verb) and any(helper.lower_ in {"was", "were"} for helper in helpers):
        return "ongoing"  # "said it was looking into it"
    if is_meanwhile(verb) or is_custom(verb):
        return "ongoing"
    if "to" in words and (verb.tag_ == "VB" or (verb.tag_ == "VBN" and "be" in words)):
        return "planned" if verb.dep_ == "ROOT" else "purpose"  # "to attack", "to be evacuated"
    return None


def is_now(verb: Token) -> bool:
    """Whether a passive stands in the present: "is involved", "are locked"."""
    helpers = auxiliaries(verb)
    return verb.tag_ == "VBN" and any(helper.lemma_ == "be" and helper.tag_ in {"VBZ", "VBP"} for helper in helpers)


def is_custom(verb: Token) -> bool:
    """Whether the verb tells what is done again and again now: "The town is regularly shelled"."""
    first = next((helper for helper in auxiliaries(verb)), verb)
    is_present = first.tag_ in {"VBZ", "VBP"} and first.lemma_ != "have"
    return is_present and any(child.lower_ in OFTEN for child in children(verb, "advmod"))


def is_meanwhile(verb: Token) -> bool:
    """Whether the verb tells what goes on beside something else: "The report comes as France pushes for talks"."""
    if verb.dep_ != "advcl" or verb.tag_ not in {"VBZ", "VBP"} or verb.sent[-1].text not in {".", "”", '"'}:
        return False
    return any(child.dep_ == "mark" and child.lower_ in {"as", "while"} for child in verb.children)


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


UNSURE = frozenset({"possible", "potential", "hypothetical", "feared", "prospective"})
AHEAD = frozenset({"planned", "upcoming", "forthcoming", "impending", "imminent", "scheduled", "looming", "future"})
GOING_ON = frozenset({"ongoing", "on-going", "continuing", "continued"})
OFTEN = frozenset({"repeatedly", "regularly", "frequently", "often", "routinely", "previously", "daily"})
DAILY = frozenset({"daily", "near-daily", "regular", "frequent", "repeated", "routine"})
LEVIES = frozenset({"approval", "authorisation", "authorization", "authority", "permission", "mandate"})


def noun_mood(noun: Token) -> str | None:
    """Status that the words before a noun for an act give it: "possible strikes", "ongoing raids"."""
    words = {child.lower_ for child in noun.children if child.dep_ in {"amod", "compound", "nmod"}}
    if words & UNSURE or (noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head.lemma_ in LEVIES):
        return "hypothetical"
    if words & AHEAD:
        return "planned"
    return "ongoing" if words & GOING_ON else None


def is_habit(token: Token) -> bool:
    """Whether the words sum up many acts: "has repeatedly criticised", "carried out near-daily strikes"."""
    if token.pos_ in {"VERB", "AUX"}:
        helpers = {helper.lower_ for helper in auxiliaries(token)}
        return bool(helpers & {"has", "have", "had", "'ve"}) and any(
            child.lower_ in OFTEN for child in children(token, "advmod")
        )
    return token.tag_ == "NNS" and any(child.lower_ in DAILY for child in children(token, "amod"))


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
