"""Talks told by their means: "raised the row with the king by telephone", "told Mr Zuma over the phone that"."""

from spacy.tokens import Token

from .acts import Act
from .clauses import actors_of, children, direct_objects, is_negated, prepositions, with_conjuncts
from .composition import compose
from .text import Sentence
from .triggers import Matcher

PHONES = frozenset({"phone", "telephone", "videolink", "video-link", "skype", "hotline"})
MEANS = frozenset({"by", "over", "via", "on", "through"})
HEARERS = frozenset({"with", "to"})


def calls(sentence: Sentence, matcher: Matcher) -> list[Act]:
    """The calls of a sentence whose verb says what was said in them."""
    found: list[Act] = []
    for noun in sentence.span:
        if noun.lower_ not in PHONES or noun.dep_ != "pobj" or noun.head.lower_ not in MEANS:
            continue
        verb = noun.head.head
        if verb.pos_ != "VERB":
            continue
        hearers = [*direct_objects(verb), *children(verb, "dative")]
        hearers += [below for name, below in prepositions(verb) if name in HEARERS]
        hearers += [below for thing in direct_objects(verb) for name, below in prepositions(thing) if name in HEARERS]
        callers = parties(actors_of(verb), matcher)
        called = [head for head in parties(hearers, matcher) if head not in callers]
        reading = compose(verb, "CONSULT", matcher.lexicon)
        if callers and called and not is_negated(verb) and reading.status in {"occurred", "ongoing", "planned"}:
            act = Act(sentence, verb, verb, "CONSULT", {"phone"}, reading.status, actors=[*callers, *called])
            act.is_mutual, act.words = True, {verb.i, noun.i}
            found.append(act)
    return found


def parties(heads: list[Token], matcher: Matcher) -> list[Token]:
    """Those of the heads, and of those joined to them, that are parties."""
    return [head for head in with_conjuncts(heads) if matcher.is_party(head)]
