"""Who says so: the cited source of a sentence's statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from .clauses import RELATIVES, children, own_subjects
from .quotations import is_wholly_quoted, quoted
from .reckoning import carriers, gives_figure, is_informed, reckoners
from .text import Sentence, Text
from .voices import (
    QUOTING,
    TO_HEARER,
    IsVoice,
    after_according,
    is_denied,
    is_end,
    is_name,
    is_said,
    is_saying,
    subjects_of,
)


@dataclass(frozen=True)
class Speaker:
    """Somebody cited: the head of the noun phrase, the verb of saying, and the sentence they stand in."""

    token: Token
    verb: Token | None
    sentence: int
    trails: bool = False
    carries: bool = False
    """Whether it is a medium that only carries what somebody else says."""

    def covers(self, token: Token) -> bool:
        """Whether a word stands in what is said: below the verb, but not in its subject or in a clause beside it."""
        verb = self.verb
        if verb is None or verb.doc is not token.doc or verb.sent.start != token.sent.start:
            return True
        if self.trails:
            return token.i < self.token.i
        path = [token]
        while path[-1].head != path[-1] and path[-1] != verb and len(path) < FAR:
            path.append(path[-1].head)
        if path[-1] != verb:
            if verb.dep_ == "relcl" and verb.head == token:
                return True  # "an attack which the ministry says killed ten"
            if gives_figure(verb) and verb.dep_ in {"acl", "relcl"}:
                return verb.head.head == token  # "a crowd put by police at 20,000 filled the square"
            if is_bounded(verb):
                return False  # "denied that troops had crossed after a newspaper reported it"
            if verb.lemma_.lower() == "deny" or says_after(verb):
                return False  # "stepped up patrols, and the minister confirmed that ten had died"
            return speaks_for_sentence(verb) if verb.i > token.i else verb.dep_ in PARENTHESES
        if len(path) < 2:
            return False
        return path[-2].dep_ not in {"nsubj", "nsubjpass", "agent"} and not is_aside(path[-2], verb)


FAR = 60
BOUNDS = frozenset("after before until once though although because if while whereas".split())
"""What opens a clause of another time than the main one."""


def is_bounded(verb: Token) -> bool:
    """Whether a verb of saying tells only when or why something else happened."""
    return verb.dep_ in {"advcl", "pcomp"} and (
        any(child.dep_ == "mark" and child.lower_ in BOUNDS for child in verb.children)
        or (verb.dep_ == "pcomp" and verb.head.lower_ in BOUNDS)
    )


PARENTHESES = frozenset({"parataxis", "advcl", "ccomp", "prep"})
"""How a verb of saying hangs on what is said where it stands before it or amid it."""
ASIDES = frozenset({"relcl", "acl", "xcomp", "pcomp"})


def says_after(verb: Token) -> bool:
    """Whether what somebody says stands wholly behind the verb: "they left, and the minister said that ten died"."""
    clauses = [child for child in children(verb, "ccomp") if child.i > verb.i]
    return any(
        children(clause, "mark") and clause.left_edge.i == verb.i + 1 and own_subjects(clause) for clause in clauses
    )


def is_presupposed(token: Token, speaker: "Speaker") -> bool:
    """Whether a word tells by the way of the clause's subject: "Kerry, who met Zarif, will stay, his office said"."""
    verb = speaker.verb
    if verb is None or verb.doc is not token.doc or verb.i < token.i:
        return False
    while token not in (token.head, verb):
        if token.dep_ in {"relcl", "acl"} and token.head.dep_ in {"nsubj", "nsubjpass"} and token.head.i < token.i:
            return True
        token = token.head
    return False


def speaks_for_sentence(verb: Token) -> bool:
    """Whether a verb of saying behind an act speaks for the whole sentence, and for no side clause alone."""
    if verb.lemma_.lower() in QUOTING or verb.lower_ == "according":
        return True
    token = verb
    while token.head != token:
        if token.dep_ in ASIDES or (token.dep_ == "advcl" and token.tag_ == "VBG"):
            return False
        token = token.head
    return True


def is_aside(clause: Token, verb: Token) -> bool:
    """Whether a clause below a verb of saying tells when or how it was said, not what."""
    if clause.dep_ == "prep":
        return clause.i > verb.i and clause.lower_ in {"after", "before", "following", "during", "in", "on", "at"}
    return clause.dep_ == "advcl" and clause.i > verb.i and clause.tag_ != "VBG"


def sources(text: Text, is_voice: IsVoice) -> dict[int, list[Speaker]]:
    """Return the speakers of each sentence: named in it, or carried over a quotation that runs on."""
    found: dict[int, list[Speaker]] = {}
    inside = quoted(text)
    for sentence in text.sentences:
        found[sentence.index] = named_speakers(sentence, is_voice)
    named = dict(found)
    for sentence in text.sentences:
        if not named[sentence.index] and inside[sentence.index]:
            found[sentence.index] = neighbour(text, sentence, named, inside)
    for sentence, speakers in given(text, named, inside):
        found[sentence.index] = found[sentence.index] or speakers
    return found


def given(
    text: Text, named: dict[int, list[Speaker]], inside: dict[int, int]
) -> Iterator[tuple[Sentence, list[Speaker]]]:
    """Yield the sentences of a statement that "The minister said:" opens, with him: to its end, or to its last mark."""
    speakers: list[Speaker] = []
    quotation = 0
    for sentence in text.sentences:
        if speakers and not goes_on(sentence, speakers, inside, quotation):
            speakers = []
        if speakers:
            yield sentence, speakers
        if named[sentence.index] and sentence.text.rstrip().endswith(":") and sentence.index + 1 < len(text.sentences):
            speakers, quotation = named[sentence.index][:1], inside[sentence.index + 1]


def goes_on(
    sentence: Sentence,
    speakers: list[Speaker],
    inside: dict[int, int],
    quotation: int,
) -> bool:
    """Whether a statement goes on: the same quotation, or without marks until a heading or the speaker's name."""
    if quotation:
        return inside[sentence.index] == quotation
    name = speakers[0].token
    is_heading = len(sentence.span) < HEADING and not sentence.text.rstrip().endswith((".", "!", "?", ":", "”", '"'))
    return not is_heading and not any(word.text == name.text and word.text[:1].isupper() for word in sentence.span)


HEADING = 8
"""A line of fewer tokens that no mark ends is a heading: "Further information"."""


def neighbour(text: Text, sentence: Sentence, found: dict[int, list[Speaker]], inside: dict[int, int]) -> list[Speaker]:
    """Speakers of the same quotation, later or earlier in it; of a sentence that is all quoted, whoever spoke last."""
    for step in (1, -1):
        for distance in (1, 2, 3):
            other = sentence.index + step * distance
            if other not in inside or inside[other] != inside[sentence.index]:
                break
            if found[other]:
                return found[other]
    if sentence.index and is_wholly_quoted(sentence.text):
        return found[sentence.index - 1]
    return []


def named_speakers(sentence: Sentence, is_voice: IsVoice) -> list[Speaker]:
    """The sources that a sentence names, each with its verb of saying, in reading order."""
    found: dict[tuple[int, int], Speaker] = {}
    for token in sentence.span:
        heads: list[Token] = []
        trails = False
        if is_saying(token) and is_said(token):
            heads, trails = subjects_of(token, sentence, is_voice)
        elif token.lower_ == "according":
            heads = after_according(token)
        elif gives_figure(token):
            heads = [head for head in reckoners(token) if is_voice(head)]
        for head in heads:
            if can_be_cited(head) and not is_denied(token):
                last = trails or closes(token, head, sentence)
                found.setdefault((head.i, token.i), Speaker(head, token, sentence.index, last))
        if heads and is_saying(token):
            for medium in (noun for noun in carriers(token) if is_voice(noun) and noun.lower_ not in PLATFORMS):
                found.setdefault((medium.i, token.i), Speaker(medium, token, sentence.index, trails, carries=True))
    if not found:
        found = {(head.i, head.i): Speaker(head, None, sentence.index) for head in trailing(sentence)}
    return list(found.values())


def closes(verb: Token, head: Token, sentence: Sentence) -> bool:
    """Whether the last words of a sentence are only who says it, though the parse makes a side clause of them."""
    if verb.dep_ in {"ROOT", "parataxis"} or verb.lemma_ not in PLAIN or head.i > verb.i or not is_end(verb, sentence):
        return False
    return sentence.span.end - verb.i <= TO_HEARER and not any(word.lower_ in RELATIVES for word in verb.subtree)


PLATFORMS = frozenset({"youtube", "twitter", "facebook", "telegram", "whatsapp", "service", "account", "page"})
"""Where anybody may post anything: who posts it speaks."""
PLAIN = frozenset("say report tell add confirm state announce".split())
NOBODY = frozenset("i we you which that who people civilians men women victims others foreigners".split())
"""Words that cite nobody in particular; "it" and "they" stand for whoever was named."""


def can_be_cited(head: Token) -> bool:
    """Whether a word stands for somebody in particular."""
    return is_name(head) or is_informed(head) or (head.pos_ not in {"DET", "SCONJ"} and head.lower_ not in NOBODY)


TRAILING = re.compile(
    r"[,”\"]\s*(?:the\s+)?(?P<who>[^,“”\"]{3,80}?)\s+(?:also\s+|later\s+)?"
    r"(?:said|says|reported|told|added|announced|confirmed|has said|have said|citing)\b[^,]{0,60}[.\s]*$"
)


def trailing(sentence: Sentence) -> list[Token]:
    """The source in "…, the Observatory said." where the parse lost it."""
    match = TRAILING.search(sentence.text)
    if not match:
        return []
    base = sentence.span.start_char
    span = sentence.span.doc.char_span(base + match.start("who"), base + match.end("who"), alignment_mode="contract")
    return [span.root] if span is not None and len(span) else []
