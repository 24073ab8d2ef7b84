"""Who says so: the cited source of a sentence's statements."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from .clauses import actors_of, children, logical_subjects, with_conjuncts
from .text import Sentence, Text

SAYING = frozenset(
    "say tell report announce add confirm claim state note write cite quote reveal disclose indicate estimate explain "
    "declare affirm maintain insist argue describe recount testify tweet post warn acknowledge admit show document "
    "record mention inform assert stress remark suggest believe according charge allege accuse point deny".split()
)
OPENING, CLOSING = "“«", "”»"


@dataclass(frozen=True)
class Speaker:
    """Somebody cited: the head of the noun phrase, the verb of saying, and the sentence they stand in."""

    token: Token
    verb: Token | None
    sentence: int
    trails: bool = False

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
            if is_bounded(verb):
                return False  # "denied that troops had crossed after a newspaper reported it"
            return speaks_for_sentence(verb) if verb.i > token.i else verb.dep_ in PARENTHESES
        if len(path) < 2:
            return False
        return path[-2].dep_ not in {"nsubj", "nsubjpass", "agent"} and not is_aside(path[-2], verb)


FAR = 60
BOUNDS = frozenset("after before until once though although because if".split())
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


QUOTING = frozenset({"cite", "quote"})


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
        found[sentence.index] = named_speakers(sentence)
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


def named_speakers(sentence: Sentence) -> list[Speaker]:
    """The sources that a sentence names, each with its verb of saying, in reading order."""
    found: dict[int, Speaker] = {}
    for token in sentence.span:
        heads: list[Token] = []
        trails = False
        if is_saying(token) and not takes_credit(token):
            heads, trails = subjects_of(token, sentence)
        elif token.lower_ == "according":
            heads = after_according(token)
        for head in heads:
            if head.pos_ not in {"DET", "SCONJ"} and head.lower_ not in NOBODY and not is_denied(token):
                found.setdefault(head.i, Speaker(head, token, sentence.index, trails))
    if not found:
        found = {head.i: Speaker(head, None, sentence.index) for head in trailing(sentence)}
    return list(found.values())


def subjects_of(verb: Token, sentence: Sentence) -> tuple[list[Token], bool]:
    """Who says it, and whether the words stand behind what is said where the parse has it otherwise.

    The noun right before the verb is its subject: of "a blast killed 16 in Tame, police said" the parse makes the
    blast speak.
    """
    heads = speakers_of(verb)
    if verb.lemma_.lower() in QUOTING or verb.tag_ in {"VB", "VBG"}:
        return heads or before(verb, sentence), False
    noun = beside(verb, sentence)
    if noun is None or not is_end(verb, sentence):
        return heads or before(verb, sentence), False
    holding = [head for head in heads if noun == head or noun in set(head.subtree)]
    holding = [head for head in holding if verb not in set(head.subtree) and noun.i - head.left_edge.i < NAME_LONG]
    if holding and holding[0].lemma_.lower() in GROUNDS:
        return [noun], True
    if holding:
        return [*leading(holding[0]), *holding], len(holding) < len(heads)
    return [*leading(noun), top_of(noun)], True


NOBODY = frozenset("i we you which that who people civilians men women victims others foreigners".split())
"""Words that cite nobody in particular; "it" and "they" stand for whoever was named."""


def takes_credit(verb: Token) -> bool:
    """Whether a party claims a deed for itself ("claimed responsibility for"), and reports none."""
    return any(child.lower_ in {"responsibility", "credit"} for child in children(verb, "dobj", "nsubjpass"))


def is_denied(verb: Token) -> bool:
    """Whether nobody is cited: "without citing sources"."""
    return verb.lemma_.lower() in QUOTING and verb.head.lower_ in {"without", "not"}


GROUNDS = frozenset("suburb city town village district province area camp region neighbourhood neighborhood".split())
"""Places of the sentence before that the parse joins to the speaker: "in Douma, a suburb of Damascus, police said"."""
NAME_LONG = 15
"""So many words a speaker's name and office take at most."""


def beside(verb: Token, sentence: Sentence) -> Token | None:
    """The noun right before a verb of saying, over "also", "later" and auxiliaries."""
    index = verb.i - 1
    while index > sentence.span.start and (verb.doc[index].pos_ in {"ADV", "AUX"}):
        index -= 1
    if index > sentence.span.start and verb.doc[index].text == "," and verb.doc[index - 1].ent_type_ == "PERSON":
        index -= 1  # "a resident, Ahmed Ali, told Reuters"
    noun = verb.doc[index]
    return noun if index >= sentence.span.start and noun.pos_ in {"NOUN", "PROPN"} else None


def is_end(verb: Token, sentence: Sentence) -> bool:
    """Whether a verb of saying closes what is said: nothing but time, place and hearer stand behind it."""
    below = [child for child in verb.children if child.i > verb.i]
    if any(child.dep_ in {"ccomp", "xcomp", "mark"} and child.tag_ != "VBG" for child in below):
        return False
    after = verb.doc[verb.i + 1] if verb.i + 1 < sentence.span.end else None
    if after is None or after.is_punct or after.lower_ in AFTER_SAYING or after.ent_type_ in {"DATE", "TIME"}:
        return True
    return verb.lemma_ == "tell" and sentence.span.end - verb.i <= TO_HEARER


TO_HEARER = 8


AFTER_SAYING = frozenset("on in at by late early citing quoting earlier later without via through to".split())


def top_of(noun: Token) -> Token:
    """The head of the noun phrase that a noun closes: "Observatory" of "the Observatory for Human Rights"."""
    while noun.dep_ in {"pobj", "compound"} and noun.head.i < noun.i:
        above = noun.head.head if noun.head.dep_ == "prep" else noun.head
        if above.pos_ not in {"NOUN", "PROPN"} or noun.i - above.i > NAME_LONG or above.sent.start != noun.sent.start:
            break
        noun = above
    return noun


def leading(head: Token) -> list[Token]:
    """A body joined before the last noun, wherever the parse puts it: "police and hospital officials said"."""
    doc, index = head.doc, head.i - 1
    while index > head.sent.start and head.i - index < JOINED_LONG and doc[index].pos_ in {"ADJ", "NOUN", "PROPN"}:
        index -= 1
    if index - 1 <= head.sent.start or doc[index].lower_ != "and" or doc[index - 1].pos_ != "NOUN":
        return []
    return [doc[index - 1]] if doc[index - 2].is_punct or doc[index - 1].lower_ in WHOLE else []


JOINED_LONG = 5
WHOLE = frozenset({"police", "army", "military", "government"})


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
