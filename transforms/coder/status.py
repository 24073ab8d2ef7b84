"""Whether an act happened, goes on, is planned, feared, denied, disputed or long past: what the words around it say."""

import re

from spacy.tokens import Token

from .clauses import DEPTH, children, is_negated

PLANNED = frozenset({"will", "'ll", "’ll", "shall", "wo"})
HYPOTHETICAL = frozenset({"would", "could", "might", "may", "can", "should", "must", "'d", "ca", "ought"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
LOOKING = frozenset({"investigate", "probe", "patrol"})
STANCES = frozenset({"refuse", "oppose", "reject", "support", "back", "occupy", "besiege", "control", "demand"})
DURATIVE = frozenset(
    "be continue wage shell bomb bombard pound besiege pummel batter blockade block occupy hold detain jail imprison "
    "demonstrate protest march rally strike picket boycott fight battle clash target attack drive encircle surround "
    "refuse resist".split()
)
"""Verbs for what may go on: "has held the town since May", not "has taken it"."""
DYING = frozenset({"die", "perish", "drown"})
MANIFOLD = frozenset("clash attack strike raid airstrike bombing shooting protest fighting violence unrest".split())
HUNDREDS = frozenset({"dozen", "score", "hundred", "thousand", "ten", "million"})
SO_FAR = re.compile(
    r"\b(?:so far this|in recent (?:weeks|months)|over the (?:past|last) (?:\w+ )?(?:weeks|months)|this year)\b"
)
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
    if is_meanwhile(verb) or is_custom(verb) or is_lasting(verb):
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


def is_perfect(verb: Token) -> bool:
    """Whether a verb says what has been done until now: "has shelled", not "had shelled"."""
    helpers = auxiliaries(verb)
    if verb.dep_ == "conj" and verb.tag_ == "VBN":
        helpers = [*helpers, *auxiliaries(verb.head)]  # "have drowned or been shot"
    return any(helper.lower_ in {"has", "have", "'ve", "’ve"} for helper in helpers)


def is_lasting(verb: Token) -> bool:
    """Whether a verb tells what has been going on since some time: "have shelled it since Friday", "has been in"."""
    if verb.lemma_ not in DURATIVE or not is_perfect(verb):
        return False
    return verb.lemma_ == "continue" or any(is_since(child) for child in verb.children)


def is_since(token: Token) -> bool:
    """Whether words give a time from which on: "since Friday", "since the vote"."""
    return token.lower_ == "since" and token.dep_ in {"prep", "mark", "advmod"}


def is_sum(verb: Token) -> bool:
    """Whether a verb sums up what many acts did to many: "More than 80 have been killed since July"."""
    if verb.tag_ != "VBN" or not is_perfect(verb):
        return False
    own = verb if children(verb, "nsubj", "nsubjpass") else verb.head
    subjects = children(own, "nsubjpass", "nsubj")
    if verb.lemma_ in DYING or children(verb, "auxpass"):
        if not any(is_counted(noun) for noun in subjects):
            return False
    elif not any(noun.tag_ == "NNS" and noun.lemma_.lower() in MANIFOLD for noun in subjects):
        return False
    return any(
        is_since(below) or (below.dep_ == "mark" and below.lower_ == "since" and below.head.head == verb)
        for each in {verb, own}
        for child in each.children
        for below in (child, *child.children)
    ) or bool(SO_FAR.search(verb.sent.text))


def is_counted(noun: Token) -> bool:
    """Whether a noun is of many: "80 people", "hundreds of teachers"."""
    return noun.lemma_.lower() in HUNDREDS or (
        noun.tag_ in {"NNS", "CD"} and (noun.like_num or bool(children(noun, "nummod")))
    )


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
        is_often = any(child.lower_ in OFTEN for child in children(token, "advmod"))
        return is_sum(token) or (bool(helpers & {"has", "have", "had", "'ve"}) and is_often)
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
