"""Acts that plain saying amounts to, and who "we" are in it: "Assad must go", "We will not talk to them"."""

from collections.abc import Iterator

from spacy.tokens import Token

from .acts import Act
from .attribution import Speaker
from .cast import Cast
from .citing import VOICES, phrase
from .clauses import DEPTH, children, is_negated, is_passive, own_subjects, prepositions, with_conjuncts
from .status import is_question, mood
from .text import Sentence
from .triggers import Matcher
from .voices import is_saying

FIRST = frozenset({"we", "us", "i", "me", "ourselves", "our"})
OBLIGED = frozenset({"must", "should", "ought"})
IDLE = frozenset({"be", "know", "think", "feel", "see", "look", "seem", "remember", "understand", "expect", "like"})
AT_FAULT = frozenset({
    ("out", "touch"), ("out", "line"), ("at", "fault"), ("in", "violation"), ("in", "breach"), ("in", "contempt"),
    ("in", "denial"),
    ("against", "law"), ("against", "interest"), ("against", "constitution"),
})  # fmt: skip
"""What is said to be so only by way of reproach."""
BRINGING = frozenset(
    "cause bring create spread commit spark fuel fan wreak inflict deepen breed practise practice".split()
)
SIGNS = frozenset(
    "evidence indication sign finger clue trail intelligence information fact suspicion finding track".split()
)
FAULTS = frozenset("fault work doing responsibility handiwork creation result consequence product".split())
TRACES = frozenset("hallmark hallmarks signature fingerprint fingerprints mark stamp imprint trademark".split())
"""What shows whose deed it was: "points to", "is the work of", "bears the hallmarks of"."""
BURDENS = frozenset({"blame", "responsibility", "fault", "guilt", "culpability"})
MARKS = frozenset({'"', "“", "``", "‘", "'"})
VAGUE = frozenset({"this", "that", "it", "these"})
BODIES = frozenset({"party"})


def voiced(heads: list[Token], speakers: list[Speaker], cast: Cast) -> list[Token]:
    """The heads, "we" and "I" replaced by who speaks; a spokesman's "we" is the body he speaks for."""
    found: list[Token] = []
    for head in heads:
        if head.lower_ not in FIRST or head.text == "US":
            found.append(head)
            continue
        if speakers:
            who = speakers[0].token
            found.append(who if head.lower_ in {"i", "me"} else body_of(who, cast))
    return list(dict.fromkeys(found))


def body_of(head: Token, cast: Cast) -> Token:
    """The body that a spokesman speaks for, as the words name it; anybody else speaks for himself."""
    words = list(phrase(head))
    if head.dep_ == "appos":
        words += list(phrase(head.head))
    if any(word.lower_ in VOICES for word in words):
        for word in words:
            mention = cast.mention(word)
            if mention is not None and mention.form in BODIES and word.dep_ in {"pobj", "poss", "compound", "nmod"}:
                return word
    return head


def remarks(sentence: Sentence, speakers: list[Speaker], matcher: Matcher) -> list[Act]:
    """Demands and accusations that a sentence tells with plain words of saying, or in a quotation."""
    found: list[Act] = []
    if not speakers or is_question(sentence.span.root):
        return found
    for verb in sentence.span:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        speaker = next((one for one in speakers if is_said_by(verb, one)), None)
        if speaker is None or (speaker.verb is not None and speaker.verb.lemma_ == "deny"):
            continue
        act = (
            demand(sentence, verb, speaker, matcher)
            or order(sentence, verb, speaker, matcher)
            or charge(sentence, verb, speaker, matcher)
            or blame(sentence, verb, speaker, matcher)
        )
        if act is not None and not any(other.event_type == act.event_type for other in found):
            found.append(act)
    return found


def is_said_by(verb: Token, speaker: Speaker) -> bool:
    """Whether a verb is the main one of what somebody says."""
    if speaker.verb is None or speaker.verb.doc is not verb.doc or speaker.verb.sent.start != verb.sent.start:
        return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
    if verb == speaker.verb or not speaker.covers(verb):
        return False
    above = verb
    for _ in range(DEPTH):
        if above.dep_ not in {"ccomp", "conj", "parataxis"} or above.head == above:
            return above.dep_ == "ROOT" and not is_saying(above)
        above = above.head
        if above == speaker.verb:
            return True
    return False


def about(verb: Token, speaker: Speaker, matcher: Matcher) -> tuple[list[Token], bool]:
    """The parties a clause is about, or whose doings: "Iran", "Iran's decision"; whether it is about any at all."""
    heads = with_conjuncts(own_subjects(verb))
    heads += [owner for head in heads if not matcher.is_party(head) for owner in owners(head)]
    parties = [head for head in heads if matcher.is_party(head) and head != speaker.token and head.pos_ != "PRON"]
    return parties, bool(parties) or any(head.lower_ in VAGUE for head in heads)


def owners(noun: Token) -> list[Token]:
    """Whose a thing is, or by whom: "the president's speech", "Russian raids", "the decision of the council"."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return []
    behind = [below for name, below in prepositions(noun) if name in {"of", "by"}]
    return [*children(noun, "poss", "amod", "compound"), *with_conjuncts(behind)]


def demand(sentence: Sentence, verb: Token, speaker: Speaker, matcher: Matcher) -> Act | None:
    """What others must do: "Assad must go"."""
    if is_passive(verb) or is_negated(verb):
        return None
    helpers = {child.lower_ for child in children(verb, "aux")}
    done = verb
    if verb.lemma_ in {"have", "need"} and any(child.tag_ == "VB" for child in children(verb, "xcomp")):
        done = next(child for child in children(verb, "xcomp") if child.tag_ == "VB")
    elif not helpers & OBLIGED or "have" in helpers:
        return None
    parties, _ = about(verb, speaker, matcher)
    if not parties or done.lemma_ in IDLE or (helpers - OBLIGED) & {"may", "might", "could", "would"}:
        return None
    return remark(sentence, verb, speaker, "REQUEST", parties)


def order(sentence: Sentence, verb: Token, speaker: Speaker, matcher: Matcher) -> Act | None:
    """What somebody tells others to do in so many words: "Get with the program or go," he told them."""
    said = speaker.verb
    if said is None or verb.tag_ != "VB" or verb.i >= said.i or said.sent.start != verb.sent.start or is_negated(verb):
        return None
    if children(verb, "nsubj", "nsubjpass", "aux", "auxpass") or verb.lemma_ in IDLE:
        return None
    opening = next((token for token in verb.doc[verb.sent.start : verb.i + 1] if not token.is_punct), None)
    if opening != verb or verb.doc[verb.sent.start].text not in MARKS:
        return None
    heads = with_conjuncts(children(said, "dobj", "dative")) if said.lemma_ == "tell" else []
    return remark(sentence, verb, speaker, "REQUEST", [head for head in heads if matcher.is_party(head)])


def charge(sentence: Sentence, verb: Token, speaker: Speaker, matcher: Matcher) -> Act | None:
    """At whose door a deed is laid: "All signs point to Iran", "It was the work of Iran", "is Iran's fault"."""
    if is_negated(verb):
        return None
    if verb.lemma_ in {"point", "lead"}:
        subjects = {head.lemma_.lower() for head in own_subjects(verb) or children(verb, "compound")}
        heads = [noun for name, noun in prepositions(verb) if name in {"to", "toward", "towards", "at"}]
        found = [head for head in with_conjuncts(heads) if matcher.is_party(head)]
        return remark(sentence, verb, speaker, "ACCUSE", found, "allege") if subjects & SIGNS and found else None
    if verb.lemma_ in {"lie", "rest"}:
        at_fault = {head.lemma_.lower() for head in own_subjects(verb)} & BURDENS
        heads = [noun for name, noun in prepositions(verb) if name in {"with", "at"}] if at_fault else []
        found = [head for head in with_conjuncts(heads) if matcher.is_party(head)]
        return remark(sentence, verb, speaker, "ACCUSE", found, "allege") if found else None
    if verb.lemma_ == "bear":
        marks = [noun for noun in children(verb, "dobj") if noun.lemma_.lower() in TRACES]
    else:
        marks = (
            [noun for noun in children(verb, "attr") if noun.lemma_.lower() in FAULTS] if verb.lemma_ == "be" else []
        )
    found = [owner for noun in marks for owner in owners(noun) if matcher.is_party(owner) and owner != speaker.token]
    return remark(sentence, verb, speaker, "ACCUSE", found, "allege") if found else None


def blame(sentence: Sentence, verb: Token, speaker: Speaker, matcher: Matcher) -> Act | None:
    """What others are called: "The vote was a farce", "The government has failed its people"."""
    if mood(verb) not in {None, "ongoing"} or is_negated(verb):
        return None
    parties, is_meant = about(verb, speaker, matcher)
    is_deed = verb.lemma_ in {"be", "amount"} and is_of_deed(verb, matcher)
    if not (is_meant or is_deed):
        return None
    if is_meant and is_charged(verb):
        return remark(sentence, verb, speaker, "ACCUSE", parties)
    if verb.lemma_ in {"be", "become", "remain"}:
        words = [word for child in children(verb, "attr", "acomp") for word in inner(child)]
        if any(matcher.in_class(word, "negative") and not is_negated(word) for word in words):
            return remark(sentence, verb, speaker, "ACCUSE", parties)
    elif parties and (matcher.in_class(verb, "wronging") or has_done_harm(verb, matcher)):
        return remark(sentence, verb, speaker, "ACCUSE", parties)
    return None


def is_of_deed(verb: Token, matcher: Matcher) -> bool:
    """Whether a clause is about something done or planned: "The veto was …", "What we saw here is …"."""
    heads = [head for head in with_conjuncts(own_subjects(verb)) if not is_own(head)]
    deeds = any(matcher.in_class(head, name) for head in heads for name in ("act", "plan", "decision", "demand"))
    return deeds or bool(children(verb, "csubj"))


def is_own(head: Token) -> bool:
    """Whether a thing is said to be "its", "their" or "our" own."""
    return any(child.pos_ == "PRON" for child in children(head, "poss"))


def is_charged(verb: Token) -> bool:
    """Whether a clause lays something at somebody's door: "is to blame", "bears responsibility", "is out of touch"."""
    if verb.lemma_ == "be":
        found = {(name, noun.lemma_.lower()) for name, noun in (*prepositions(verb), *nested(verb))}
        to_blame = any(child.lemma_ == "blame" and children(child, "aux") for child in children(verb, "xcomp"))
        return to_blame or not AT_FAULT.isdisjoint(found)
    things = {child.lemma_.lower() for child in children(verb, "dobj")}
    return verb.lemma_ in {"bear", "carry", "share", "have"} and bool(things & {"responsibility", "blame", "guilt"})


def nested(verb: Token) -> Iterator[tuple[str, Token]]:
    """What stands under two prepositions: "out of touch"; the first names it."""
    for outer in children(verb, "prep"):
        for below in children(outer, "prep"):
            yield from ((outer.lower_, noun) for noun in children(below, "pobj"))


def has_done_harm(verb: Token, matcher: Matcher) -> bool:
    """Whether a verb says that something bad was brought about: "had caused chaos", "is spreading lies"."""
    return verb.lemma_ in BRINGING and any(matcher.in_class(child, "negative") for child in children(verb, "dobj"))


def inner(head: Token) -> Iterator[Token]:
    """A predicate's head, what is joined to it and its adjectives: "a cowardly and barbaric act of *terror*"."""
    for word in with_conjuncts([head]):
        yield word
        yield from children(word, "amod", "compound")
        for prep in children(word, "prep"):
            yield from children(prep, "pobj")


def remark(
    sentence: Sentence, verb: Token, speaker: Speaker, event_type: str, parties: list[Token], mode: str = "disapprove"
) -> Act:
    """An act of plain saying."""
    same = speaker.verb is not None and speaker.verb.sent.start == verb.sent.start and speaker.verb.doc is verb.doc
    token = speaker.verb if same and speaker.verb is not None else verb
    modes = {mode} if event_type == "ACCUSE" else set()
    act = Act(sentence, token, verb, event_type, modes, actors=[speaker.token], recipients=parties, is_bare=True)
    act.words = {verb.i}
    return act
