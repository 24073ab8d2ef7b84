"""When, how often and as what a telling's words say that its act was done: tense, repetition, siege, "an attack"."""

from datetime import date, timedelta

from spacy.tokens import Token

from .status import OFTEN
from .told import Told

SIEGE = frozenset("siege besiege blockade encircle encirclement surround".split())
SEVERAL = frozenset("several many numerous multiple various repeated regular frequent".split())
OPENERS = frozenset({"meanwhile", "elsewhere", "separately", "moreover", "also"})
OPENING = 2
"""Sentences that tell the report's own act; the first is the title."""
MONTH = timedelta(days=30)


def is_past(told: Told, published: date | None) -> bool:
    """Whether an act ended more than a month before the report."""
    when = told.when
    if published is None or when is None or when.open:
        return False
    return published - (when.end or when.start) > MONTH


def is_siege(told: Told) -> bool:
    """Whether a word tells of a siege, which lasts while other things happen to those besieged."""
    return told.act.base.lemma_.lower() in SIEGE


def is_introduced(told: Told) -> bool:
    """Whether a noun brings in an act as new, when the report's own has been told already: "an air strike"."""
    noun = told.act.base
    if told.is_weak or not told.act.is_noun or noun.tag_ != "NN" or told.act.sentence.index <= OPENING:
        return False
    return any(child.lower_ in {"a", "an"} for child in noun.children)


def is_repeated(told: Told) -> bool:
    """Whether a verb tells what is done often."""
    verbs = {told.act.token, told.act.base}
    return any(child.dep_ == "advmod" and child.lower_ in OFTEN for verb in verbs for child in verb.children)


def is_multiple(told: Told) -> bool:
    """Whether a telling sums up several acts: "held several meetings", "have often spoken"."""
    words = {told.act.token, told.act.base}
    nouns = words | {child for word in words for child in word.children if child.dep_ in {"dobj", "pobj"}}
    return is_repeated(told) or any(
        noun.tag_ == "NNS" and any(child.lower_ in SEVERAL for child in noun.children) for noun in nouns
    )


def is_turned_to(told: Told) -> bool:
    """Whether a sentence turns to another matter before it tells the act: "Meanwhile, …"."""
    first = next((token for token in told.act.sentence.span if not token.is_punct), None)
    return first is not None and first.lower_ in OPENERS


def are_of_two_tenses(event: Told, told: Told) -> bool:
    """Whether verbs of the body tell the two in different tenses; the title's present says nothing."""
    mine, yours = finite_tense(event.act.token), finite_tense(told.act.token)
    return None not in (mine, yours) and mine != yours and 0 not in event.sentences


def finite_tense(verb: Token) -> str | None:
    """Past, present, perfect or pluperfect; None for what is no finite verb."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {helper.lower_ for helper in helpers}
    if "had" in words:
        return "pluperfect"
    if words & {"has", "have", "'ve"}:
        return "perfect"
    tag = (helpers[0] if helpers else verb).tag_
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(tag)
