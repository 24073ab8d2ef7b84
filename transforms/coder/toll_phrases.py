"""Which phrase of a sentence says who was killed, injured, detained or displaced: what words of fate govern."""

from collections.abc import Iterator
from typing import Optional

from spacy.tokens import Token

from .toll_syntax import bearers, is_countable, lemma_of, next_token, patients, subjects, whole
from .toll_words import TollWords

_TAKEN = {"take", "rush", "bring", "transfer", "evacuate", "transport", "admit", "airlift"}


CASUALTY_NOUNS = {
    "casualty": ("killed", "injured"),
    "injury": ("injured",),
    "fatality": ("killed",),
    "death": ("killed",),
}


OUTCOMES = frozenset({"death", "hospital", "custody", "life", "number", *CASUALTY_NOUNS})
"""Nouns that tell what became of the patients of another verb."""


def phrases(token: Token, words: TollWords) -> Iterator[tuple[str, Token]]:
    """(kind, head of the phrase) for each reading of a word as a word of fate."""
    lemma = lemma_of(token)
    if not (lemma in words.vocabulary or lemma in OUTCOMES or token.lower_ in words.vocabulary):
        return
    nothing = _nothing(token, lemma)
    if nothing is not None:
        yield from ((kind, token) for kind in nothing)
        return
    for kind, found in (
        (words.kind("verb", lemma), _of_verb(token)),
        (words.kind("intransitive", lemma), subjects(token) if token.pos_ in {"VERB", "AUX"} else ()),
        (words.kind("state", token.lower_) or words.kind("state", lemma), bearers(token)),
        (words.kind("of", lemma), _of_noun(token, lemma)),
        (words.kind("number", lemma), _own_number(token, lemma)),
    ):
        if kind is not None:
            yield from ((kind, phrase) for phrase in found)
    yield from _of_outcome(token, lemma, words)


def _of_verb(token: Token) -> Iterator[Token]:
    if _is_negated(token):
        return
    if token.pos_ in {"VERB", "AUX", "ADJ"} or token.tag_.startswith("VB") or _is_headline_verb(token):
        yield from (whole(phrase) for phrase in patients(token))


def _of_noun(token: Token, lemma: str) -> Iterator[Token]:
    if token.pos_ in {"NOUN", "PROPN", "VERB"} and _may_be_of(token, lemma):
        yield from _of_whom(token)


def _of_outcome(token: Token, lemma: str, words: TollWords) -> Iterator[tuple[str, Token]]:
    """What a noun behind another verb says became of its patients: "stabbed to death", "taken to hospital"."""
    verb = token.head.head
    if lemma == "death" and token.dep_ == "pobj" and token.head.lower_ == "to" and is_fatal(verb):
        yield from (("killed", phrase) for phrase in patients(verb))
    elif lemma == "hospital" and token.head.lower_ == "to" and verb.lemma_ in _TAKEN:
        yield from (("injured", phrase) for phrase in patients(verb))
    elif lemma == "custody" and token.head.lemma_ in {"into", "in"}:
        yield from (("detained", phrase) for phrase in patients(verb))
    elif lemma == "life":
        yield from (("killed", phrase) for phrase in _lives(token))
    elif lemma == "number":
        yield from _number_of(token, words)


def is_fatal(verb: Token) -> bool:
    """Whether a verb "to death" says that somebody died: "stabbed to death", not "sentenced to death"."""
    return verb.pos_ == "VERB" and verb.lemma_ not in {"sentence", "condemn", "lead", "scare", "bore", "owe"}


def _is_negated(verb: Token) -> bool:
    """As in "did not kill anyone", "not to kill a child": no toll; "no one was killed" is one, of nobody."""
    return any(child.dep_ == "neg" for child in verb.children)


def _nothing(token: Token, lemma: str) -> Optional[tuple[str, ...]]:
    """As in "no casualties", "without injuries": nobody; but "no reports of casualties" says nothing."""
    kinds = CASUALTY_NOUNS.get(lemma)
    if kinds is None:
        return None
    without = token.head.lower_ == "without" and token.dep_ == "pobj"
    no = any(child.lower_ == "no" for child in token.children)
    return kinds if no or without else None


def _is_headline_verb(token: Token) -> bool:
    """As in "Bomb kills 16": tagged as a noun, but a number follows it at once."""
    following = next_token(token)
    return (
        token.pos_ in {"NOUN", "PROPN"}
        and token.lower_.endswith(("s", "ed"))
        and following is not None
        and (
            following.like_num or following.lower_ in {"at", "more", "dozens", "scores", "hundreds", "several", "over"}
        )
        and token.i > 0
    )


def _may_be_of(token: Token, lemma: str) -> bool:
    """Lives and bodies tell a toll only where they are claimed, lost or found."""
    if lemma == "life":
        verbs = {"claim", "take", "cost", "lose"}
        return token.head.lemma_ in verbs or any(a.lemma_ in verbs for a in list(token.ancestors)[:2])
    if lemma in {"body", "corpse", "remains"}:
        verbs = {"find", "recover", "discover", "pull", "retrieve", "receive", "count", "see", "bury", "identify"}
        return any(a.lemma_ in verbs for a in [token.head, *list(token.ancestors)[:2]])
    return True


def _of_whom(token: Token) -> Iterator[Token]:
    """As in "the deaths of 20", "its killing of a man", "the man's death"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (each for each in child.children if each.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ in {"in", "on"}:  # "the killing in July of a general"
            days = [each for each in child.children if each.dep_ == "pobj" and each.ent_type_ == "DATE"]
            behind = [low for day in days for low in day.children if low.lower_ == "of"]
            yield from (each for of in behind for each in of.children if each.ent_type_ != "DATE")
        elif child.dep_ == "poss" and child.lower_ not in _PRONOUNS and token.lemma_ in _DEATHS:
            yield child


_PRONOUNS = frozenset({"its", "their", "our", "my", "your", "whose"})
_DEATHS = frozenset({"death", "assassination", "murder"})


def _number_of(token: Token, words: TollWords) -> Iterator[tuple[str, Token]]:
    """As in "The number of dead rose to 45", "The number of people killed has risen to 45"."""
    for prep in token.children:
        if prep.lower_ == "of":
            for noun in prep.children:
                kinds = [words.kind("number", noun.lemma_.lower()), words.kind("state", noun.lower_)]
                kinds += [words.kind("verb", fate.lemma_.lower()) for fate in noun.children if fate.dep_ == "acl"]
                kind = next(filter(None, kinds), None)
                if kind and noun.dep_ == "pobj":
                    for phrase in _toll_of(token):
                        if phrase is not noun:
                            yield kind, phrase


def _lives(token: Token) -> Iterator[Token]:
    """As in "claimed 20 lives", "20 lives were lost", "45 people lost their lives"."""
    verb = token.head
    if verb.lemma_ not in {"claim", "take", "cost", "lose"}:
        return
    if verb.lemma_ == "lose" and token.dep_ == "dobj" and any(child.dep_ == "poss" for child in token.children):
        yield from subjects(verb)
    elif any(child.dep_ in {"nummod", "amod"} and is_countable(child) for child in token.children):
        yield token


def _own_number(token: Token, lemma: str) -> Iterator[Token]:
    """As in "20 deaths", "a death toll of 20", "the toll rose to 20"."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return
    if lemma == "toll":
        yield from _toll_of(token)
        return
    if lemma in {"body", "corpse"} and not _may_be_of(token, lemma):
        return
    if lemma == "killing" and not any(child.dep_ == "nummod" for child in token.children):
        return
    if any(child.dep_ in {"nummod", "amod", "quantmod"} and is_countable(child) for child in token.children):
        yield token


_RISES = frozenset(
    "reach reaches reached rise rises rose risen stand stands stood climb climbs climbed jump jumps jumped hit hits "
    "pass passes passed exceed exceeds exceeded top tops topped to at of is was now has had "
    "at least more than over past".split()
)


def _number_after_toll(token: Token) -> Optional[Token]:
    """As in "The toll reached 330", whatever the parser makes of the rest."""
    for following in token.doc[token.i + 1 : token.i + 8]:
        if following.like_num:
            return (
                following if following.ent_type_ not in {"DATE", "TIME", "PERCENT"} or len(following.text) < 4 else None
            )
        if following.lower_ not in _RISES:
            return None
    return None


def _toll_of(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "nummod" and child.ent_type_ != "DATE":
            yield child
        elif child.dep_ == "prep" and child.lower_ in {"of", "at", "to"}:
            yield from (each for each in child.children if each.dep_ == "pobj")
    verb = token.head
    if token.dep_ == "pobj":
        return
    found = _number_after_toll(token)
    if found is not None:
        yield found
        return
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in {"to", "at", "past"} and child.i > token.i:
            objects = [each for each in child.children if each.dep_ in {"pobj", "pcomp"}]
            yield from objects
            if not objects:
                # "put the toll at at least 70": the second "at" is read as the preposition's own.
                yield from (each for inner in child.children for each in inner.children if each.dep_ == "pobj")
        elif child.dep_ in {"dobj", "attr", "npadvmod", "acomp"} and child.i > token.i and verb.lemma_ in _AMOUNTS_TO:
            yield child


_AMOUNTS_TO = frozenset({"be", "reach", "hit", "pass", "exceed", "top", "stand"})
