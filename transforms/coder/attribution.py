"""Who says so: the cited source of a sentence's statements."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from .clauses import actors_of, children, logical_subjects, with_conjuncts
from .text import Sentence, Text

SAYING = frozenset(
    "say tell report announce add confirm claim state note write cite quote reveal disclose indicate estimate explain "
    "declare affirm maintain insist argue describe recount testify tweet post warn acknowledge admit show document "
    "record mention inform assert stress remark suggest believe according charge allege accuse point".split()
)
OPENING, CLOSING = "“«", "”»"


@dataclass(frozen=True)
class Speaker:
    """Somebody cited: the head of the noun phrase, the verb of saying, and the sentence they stand in."""

    token: Token
    verb: Token | None
    sentence: int

    def covers(self, token: Token) -> bool:
        """Whether a word stands in what is said: below the verb, but not in its subject or in a clause beside it."""
        verb = self.verb
        if verb is None or verb.doc is not token.doc or verb.sent.start != token.sent.start:
            return True
        path = [token]
        while path[-1].head != path[-1] and path[-1] != verb and len(path) < FAR:
            path.append(path[-1].head)
        if path[-1] != verb:
            return verb.i > token.i or verb.dep_ in {"parataxis", "advcl", "ccomp", "prep"}
        if len(path) < 2:
            return False
        return path[-2].dep_ not in {"nsubj", "nsubjpass", "agent"} and not is_aside(path[-2], verb)


FAR = 60


def is_aside(clause: Token, verb: Token) -> bool:
    """Whether a clause below a verb of saying tells when or how it was said, not what."""
    if clause.dep_ == "prep":
        return clause.i > verb.i and clause.lower_ in {"after", "before", "following", "during", "in", "on", "at"}
    return clause.dep_ == "advcl" and clause.i > verb.i and clause.tag_ != "VBG"


def sources(text: Text) -> dict[int, list[Speaker]]:
    """Return the speakers of each sentence: named in it, or carried over a quotation that runs on."""
    found: dict[int, list[Speaker]] = {}
    inside = quoted(text)
    for sentence in text.sentences:
        found[sentence.index] = [Speaker(token, verb, sentence.index) for token, verb in named_speakers(sentence)]
    for sentence in text.sentences:
        if not found[sentence.index] and inside[sentence.index]:
            found[sentence.index] = neighbour(text, sentence, found, inside)
    return found


def neighbour(text: Text, sentence: Sentence, found: dict[int, list[Speaker]], inside: dict[int, int]) -> list[Speaker]:
    """Speakers of the same quotation, later or earlier in it."""
    for step in (1, -1):
        for distance in (1, 2, 3):
            other = sentence.index + step * distance
            if other not in inside or inside[other] != inside[sentence.index]:
                break
            if found[other]:
                return found[other]
    return []


def quoted(text: Text) -> dict[int, int]:
    """Number of the quotation that each sentence stands in or touches; 0 for none."""
    numbers: dict[int, int] = {}
    count, is_open, paragraph = 0, False, -1
    for sentence in text.sentences:
        if sentence.paragraph != paragraph:
            is_open, paragraph = False, sentence.paragraph
        touched = is_open
        for character in sentence.text:
            if character in OPENING or (character == '"' and not is_open):
                is_open, touched, count = True, True, count + 1
            elif character in CLOSING or character == '"':
                is_open = False
        numbers[sentence.index] = count if touched else 0
    return numbers


def is_saying(token: Token) -> bool:
    """Whether a verb tells what somebody said."""
    return token.lemma_.lower() in SAYING and token.pos_ in {"VERB", "AUX"}


def named_speakers(sentence: Sentence) -> list[tuple[Token, Token | None]]:
    """Heads of the sources that a sentence names, each with its verb of saying, in reading order."""
    found: dict[int, tuple[Token, Token | None]] = {}
    for token in sentence.span:
        heads: list[Token] = []
        if is_saying(token):
            heads = speakers_of(token) or before(token, sentence)
        elif token.lower_ == "according":
            heads = after_according(token)
        for head in heads:
            if head.pos_ not in {"DET", "SCONJ"} and head.lower_ not in {"i", "we", "you", "which", "that"}:
                found.setdefault(head.i, (head, token))
    if not found:
        found = {head.i: (head, None) for head in trailing(sentence)}
    return list(found.values())


def before(verb: Token, sentence: Sentence) -> list[Token]:
    """The noun right before a verb of saying near the sentence's end, where the parse gives it no subject."""
    if verb.i == sentence.span.start or sentence.span.end - verb.i > 8:
        return []
    noun = verb.doc[verb.i - 1]
    if noun.lower_ in {"also", "later", "has", "have"} and verb.i - 2 >= sentence.span.start:
        noun = verb.doc[verb.i - 2]
    return [noun] if noun.pos_ in {"NOUN", "PROPN"} else []


def after_according(token: Token) -> list[Token]:
    """Who stands after "according to"."""
    for child in token.children:
        if child.lower_ == "to":
            return with_conjuncts(children(child, "pobj"))
    after = token.doc[token.i + 1 : token.i + 2]
    if len(after) and after[0].lower_ == "to":
        return with_conjuncts(children(after[0], "pobj"))
    return []


def speakers_of(verb: Token) -> list[Token]:
    """Who says it; of a passive ("was quoted by AFP as saying") both the quoted and the agency."""
    if verb.lemma_ in {"cite", "quote"}:
        return with_conjuncts(logical_subjects(verb)) + with_conjuncts(children(verb, "dobj"))
    found = with_conjuncts(actors_of(verb))
    if not found:
        found = with_conjuncts([child for child in children(verb, "nsubj", "dep") if child.pos_ in {"PROPN", "NOUN"}])
    return found


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
