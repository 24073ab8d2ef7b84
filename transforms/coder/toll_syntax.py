"""Who stands where a word of fate governs: its object, its subject, the count before or after it."""

from collections.abc import Iterator
from typing import Optional

from spacy.tokens import Token

AFTER_STATE = frozenset("dead wounded injured killed hurt homeless slain displaced detained arrested".split())
"""Words that stand after a count and say what befell it: "20 wounded"."""


_IRREGULAR = {"shot": "shoot", "slain": "slay", "fled": "flee", "hung": "hang", "dying": "die"}


def lemma_of(token: Token) -> str:
    """The lemma; for a participle that the tagger takes for an adjective or noun, the verb's."""
    lemma = str(token.lemma_).lower()
    lower = str(token.lower_)
    if token.pos_ in {"NOUN", "VERB", "PROPN"} and lemma != lower and token.pos_ != "PROPN":
        return lemma
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower != lemma or token.pos_ not in {"ADJ", "PROPN"}:
        return lemma
    for suffix, base in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if lower.endswith(suffix) and len(lower) > len(suffix) + 3:
            return lower[: -len(suffix)] + base
    return lemma


def next_token(token: Token) -> Optional[Token]:
    """The word after a word."""
    return token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None


_QUANTITIES = frozenset(
    "dozens dozen scores score hundreds thousands millions tens several many numerous few some both no couple handful "
    "hundred thousand million".split()
)


def is_countable(token: Token) -> bool:
    """Whether a word counts: a number, or "dozens"."""
    return bool(token.like_num) or token.lower_ in _QUANTITIES


_BEFORE_STATE = frozenset("reported reportedly feared confirmed believed more others other".split())
_WERE = frozenset({"were", "was", "are"})
_REST = frozenset({"more", "others", "other"})
_NO_PEOPLE = frozenset({"DATE", "TIME", "PERCENT", "MONEY"})


def left_phrase(trigger: Token) -> Optional[Token]:
    """The counted phrase that ends right before a trigger: "20 people dead", "30 others wounded", "seven killed"."""
    doc, position = trigger.doc, trigger.i - 1
    if position > 0 and doc[position].lower_ in _WERE and doc[position - 1].like_num:
        position -= 1  # "14 people were killed 25 were wounded"
    elif (
        position > 0
        and doc[position].lower_ in _WERE
        and doc[position - 1].lower_ in _REST
        and not _own_subject(trigger)
    ):
        position -= 1  # "25 were killed and at least 100 more were wounded"
    while position >= 0 and doc[position].lower_ in _BEFORE_STATE and doc[position].is_sent_start is not True:
        if doc[position].lower_ in {"more", "others", "other"} and position and not is_countable(doc[position - 1]):
            break
        position -= 1
    if position < 0 or trigger.is_sent_start:
        return None
    token = doc[position]
    if is_countable(token):
        is_other = token.ent_type_ in _NO_PEOPLE and not token.like_num
        is_of_later = token.head.i > trigger.i and token.dep_ == "nummod" and not is_before_count(trigger)
        return None if is_other or is_of_later else token
    if token.tag_ not in {"NNS", "NN"} or not any(is_countable(child) for child in token.children if child.i < token.i):
        return None
    return token if token is trigger.head or trigger.tag_ in {"VBN", "JJ", "VBD", "NN", "NNP"} else None


_BEFORE_COUNT = frozenset("at least more than over some about nearly up to around as another a an almost".split())


def is_before_count(state: Token) -> bool:
    """Whether the next count of a headline follows at once: "12 dead 40 wounded"."""
    following = state.doc[state.i + 1 : state.i + 3]
    return (
        state.lower_ in AFTER_STATE
        and len(following) == 2
        and is_countable(following[0])
        and following[1].lower_ in AFTER_STATE
    )


def right_phrase(verb: Token) -> Optional[Token]:
    """The count right after a verb whose object the parser missed, as in headlines."""
    for token in verb.doc[verb.i + 1 : verb.i + 5]:
        if token.is_sent_start:
            return None
        if token.like_num or token.lower_ in {"dozens", "scores", "hundreds", "several", "many"}:
            if token.ent_type_ in _NO_PEOPLE:
                return None
            return token.head if token.dep_ in {"nummod", "amod"} and token.head.i > token.i else token
        if token.lower_ not in _BEFORE_COUNT:
            return None
    return None


def is_of_next(verb: Token) -> bool:
    """Whether the count behind a verb is of the next one: "13 civilians killed 43 others injured"."""
    doc, index = verb.doc, verb.i + 1
    if index < len(doc) and doc[index].text in {",", "and"}:
        index += 1
    while index < len(doc) and doc[index].lower_ in _BEFORE_COUNT and not doc[index].like_num:
        index += 1
    first = index
    while index < len(doc) and index - first < 3 and (doc[index].like_num or doc[index].lower_ in _COUNTED):
        index += 1
    if index == first or not doc[first].like_num:
        return False
    if index < len(doc) and doc[index].lower_ in _WERE:
        index += 1
    return index < len(doc) and doc[index].lower_ in AFTER_STATE and doc[index].lower_ != verb.lower_


_COUNTED = frozenset("others people civilians persons more militants soldiers troops terrorists fighters".split())


def patients(verb: Token) -> Iterator[Token]:
    """Whom a transitive verb befalls."""
    before = left_phrase(verb) if is_of_next(verb) else None
    if before is not None:
        yield before
        return
    objects = [
        child for child in verb.children if child.dep_ in {"dobj", "obj"} and not _follows_other_verb(child, verb)
    ]
    after = right_phrase(verb)
    if after is not None and not objects and not any(child.dep_ == "auxpass" for child in verb.children):
        yield after
        return
    adjacent = left_phrase(verb)
    # "Two bombs killed six": what stands before the verb is its doer.
    if adjacent is not None and not objects:
        yield adjacent
        return
    if any(child.dep_ == "nsubjpass" for child in verb.children) and any(c.dep_ == "auxpass" for c in verb.children):
        # "17 were killed two of them medics": whatever follows is no object.
        yield from subjects(verb)
        return
    if not objects:
        objects = [
            child
            for child in verb.children
            if child.dep_ in {"ccomp", "oprd", "nummod", "attr"} and is_countable(child)
        ]
    if objects:
        for each in objects:
            yield _antecedent(each)
        return
    if _is_passive(verb):
        yield from subjects(verb)
        return
    # "killed and wounded dozens": the object stands once, after the last of the verbs.
    for other in verb.conjuncts if any(child.dep_ == "cc" for child in verb.children) else ():
        if other.i > verb.i and other.pos_ in {"VERB", "ADJ"} and not _own_subject(other):
            yield from (child for child in other.children if child.dep_ == "dobj")
    if verb.dep_ in {"acl", "pcomp"} or verb.tag_ in {"VBN", "VBD"}:
        yield from _reduced(verb)


def _follows_other_verb(phrase: Token, verb: Token) -> bool:
    """As in "… evacuated from two towns killed 43 people": the object stands right behind another verb than its own."""
    before = phrase.left_edge.i - 1
    return (
        before > verb.i
        and phrase.doc[before].pos_ == "VERB"
        and phrase.doc[before].dep_ not in {"amod", "xcomp", "prt"}
    )


def _own_subject(verb: Token) -> Optional[Token]:
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "csubj"}]
    # Of two the nearer before the verb: the other is left over from a clause that the parser mistook.
    before = [subject for subject in subjects if subject.i < verb.i]
    before = [subject for subject in before if not _is_some_of_them(subject)] or before
    return before[-1] if before else next(iter(subjects), None)


def _is_some_of_them(subject: Token) -> bool:
    """As in "eight people, most of them women, died": it is the eight who died."""
    counts = (child for child in subject.children if child.dep_ == "nummod")
    return any(
        child.lower_ == "of" and any(each.lower_ in {"them", "whom"} for each in child.children)
        for head in (subject, *counts)
        for child in head.children
    )


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and _own_subject(verb) is None:
        return verb.head.pos_ == "VERB" and _is_passive(verb.head) and not any(c.dep_ == "dobj" for c in verb.children)
    return verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and _own_subject(verb) is None


def _reduced(verb: Token) -> Iterator[Token]:
    """As in "20 people killed in the blast": the noun that the participle follows."""
    if verb.dep_ in {"acl", "amod", "relcl"} and verb.head.i < verb.i and verb.tag_ == "VBN":
        yield verb.head


def whole(noun: Token) -> Token:
    """The people of whom only some are named before their fate: "ten civilians, some of them children, killed"."""
    doc, before = noun.doc, noun.i - 4
    if before < 0 or doc[noun.i - 2].lower_ != "of" or doc[noun.i - 1].lower_ not in {"them", "whom"}:
        return noun
    before -= doc[before].text == ","
    return doc[before] if doc[before].tag_ == "NNS" and not doc[noun.i - 4].is_sent_end else noun


def subjects(verb: Token) -> Iterator[Token]:
    """The subject, also of "who died" and of the first of several verbs."""
    subject = _own_subject(verb)
    if subject is not None:
        yield _antecedent(subject)
        return
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
        yield verb.head
    elif verb.dep_ in {"conj", "xcomp", "advcl", "dep"} and verb.head.pos_ in {"VERB", "AUX"} and verb.head.i < verb.i:
        if verb.dep_ == "advcl":
            return
        yield from subjects(verb.head)


def _antecedent(token: Token) -> Token:
    """As in "people who were killed": the people."""
    if token.lower_ in {"who", "whom", "that", "which"}:
        clause = token.head
        while clause.dep_ in {"conj", "aux", "auxpass", "xcomp", "ccomp"} and clause.head is not clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return token


_FATAL = frozenset({"shoot", "strike", "gun", "hack", "stab"})


def is_shot_dead(state: Token) -> bool:
    """As in "shot dead 18 soldiers": the parse hangs "dead" on those behind it."""
    if state.lower_ != "dead" or state.dep_ != "amod" or state.i == 0 or state.head.i < state.i:
        return False
    return state.doc[state.i - 1].lemma_ in _FATAL


def bearers(token: Token) -> Iterator[Token]:
    """Whose state an adjective tells: "20 dead", "left 20 people dead", "were found dead", "shot dead"."""
    if is_shot_dead(token):
        yield token.head
        return
    adjacent = left_phrase(token)
    if adjacent is not None:
        yield adjacent
        return
    head = token.head
    if token.dep_ in {"acomp", "oprd", "xcomp", "ccomp", "advmod", "attr", "advcl", "amod", "dep"} and head.pos_ in {
        "VERB",
        "AUX",
    }:
        subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None:
            yield subject
            return
        objects = [child for child in head.children if child.dep_ in {"dobj", "obj"}]
        if objects:
            yield from objects
        elif head.lemma_ in {
            "be",
            "find",
            "leave",
            "shoot",
            "pronounce",
            "declare",
            "confirm",
            "report",
            "fear",
            "gun",
        }:
            yield from subjects(head)
