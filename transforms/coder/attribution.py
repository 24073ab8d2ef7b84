"""Who says so: the cited source of a sentence's statements."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from .clauses import DEPTH, actors_of, children, logical_subjects, with_conjuncts
from .text import Sentence, Text

SAYING = frozenset(
    "say tell report announce add confirm claim state note write cite quote reveal disclose indicate estimate explain "
    "declare affirm maintain insist argue describe recount testify tweet post warn acknowledge admit show document "
    "record mention inform assert stress remark suggest believe according charge allege accuse point".split()
)
OPENING, CLOSING = "“«", "”»"
BY_NOUN = frozenset("statement report announcement communique communiqué interview release press-release".split())


@dataclass(frozen=True)
class Speaker:
    """Somebody cited: the head of the noun phrase, and the sentence it stands in."""

    token: Token
    sentence: int


def sources(text: Text) -> dict[int, list[Speaker]]:
    """Return the speakers of each sentence: named in it, or carried over a quotation that runs on."""
    found: dict[int, list[Speaker]] = {}
    inside = quoted(text)
    for sentence in text.sentences:
        found[sentence.index] = [Speaker(token, sentence.index) for token in named_speakers(sentence)]
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


def named_speakers(sentence: Sentence) -> list[Token]:
    """Heads of the sources that a sentence names, in reading order."""
    heads: list[Token] = []
    for token in sentence.span:
        if is_saying(token):
            heads.extend(speakers_of(token))
        elif token.lower_ == "according":
            heads.extend(after_according(token))
    if not heads:
        heads.extend(trailing(sentence))
    return list(dict.fromkeys(head for head in heads if head.pos_ not in {"DET", "SCONJ"}))


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


def quoted_depth(token: Token) -> int:
    """How many verbs of saying stand above a token."""
    depth = 0
    for _ in range(DEPTH):
        if token.head == token:
            break
        token = token.head
        depth += is_saying(token)
    return depth
