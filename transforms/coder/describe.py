"""What a noun phrase says of the party it stands for: its bare words, its name, country and sector."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from .parties import PartyMention
from .party_base import Descriptor, PartyBase

MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "appos", "advmod", "punct", "npadvmod", "dep", "case"})
# Heads that only count or gather: the party stands after "of".
WRAPPERS = frozenset(
    "dozen dozens hundred hundreds thousand thousands million millions score scores number group groups handful "
    "couple majority series band bands crowd crowds lot lots team teams pair rest most some many part column "
    "columns wave waves coalition convoy ten tens all both several alliance element elements contingent "
    "contingents generation remnant remnants kind sort one two three four five six seven eight nine each none "
    "half quarter third mob gang gangs cell cells array slew host raft string trio busload boatload batch body "
    "unit units squad ranks".split()
)
# Words before the head that tell nothing of the party itself.
QUANTITIES = frozenset(
    "several many some few more other most various numerous dozens hundreds thousands scores different all both "
    "such certain same own another any each every no least up about around nearly almost over first last next "
    "further least additional total fewer mostly mainly largely perhaps estimated scores unspecified countless "
    "multiple only at than new two three four five six seven eight nine ten eleven twelve".split()
)
STATE_WORDS = frozenset(
    "government regime state army government's regime's loyalist pro-government pro-regime federal national".split()
)
TAILS = frozenset({"of"})
PLACE_TAILS = frozenset({"of", "in", "from"})
KEPT_LONG = 9
"""So many words of a description at most."""


@dataclass(frozen=True)
class Phrase:
    """A noun phrase without article, count and title."""

    head: Token
    start: int
    end: int

    @property
    def text(self) -> str:
        doc = self.head.doc
        return str(doc[self.start : self.end].text)


def left_edge(head: Token) -> int:
    """Index of the first word kept before the head: its modifiers, without article, count or pronoun."""
    start = head.i
    doc = head.doc
    lefts = {child.i: child for child in head.lefts}
    for index in range(head.i - 1, max(head.sent.start, head.i - KEPT_LONG) - 1, -1):
        token = doc[index]
        if token.dep_ == "cc" or token.pos_ == "SPACE" or token.text == ",":
            break
        child = _child_above(token, head)
        if child is None or child.i not in lefts or child.dep_ not in MODIFIERS:
            break
        if child.dep_ == "poss" and (child.pos_ == "PRON" or child.lower_ in {"its", "their", "his", "her", "our"}):
            break
        if token.dep_ in {"det", "quantmod", "predet"} or token.lower_ in QUANTITIES:
            break
        if (token.like_num and token.pos_ == "NUM") or token.lower_ in {"year", "old"}:
            break
        if token.is_punct and token.text not in {"-", "–", "’", "'", "/", "&", "."}:
            break
        start = index
    while start < head.i and (
        doc[start].is_punct or doc[start].text in {"'s", "’s", "-"} or doc[start].lower_ in QUANTITIES
    ):
        start += 1
    return start


def _child_above(token: Token, head: Token) -> Token | None:
    """The child of the head in whose subtree the token stands."""
    for _ in range(6):
        if token.head == head:
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def preposition(head: Token, names: frozenset[str]) -> tuple[Token, Token] | None:
    """The nearest (preposition, noun) after the head with one of these prepositions."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in names and child.i - head.i <= 2:
            for below in child.children:
                if below.dep_ == "pobj":
                    return child, below
    return None


def bare(head: Token, *, with_tail: bool = False, tails: frozenset[str] = TAILS) -> Phrase:
    """The noun phrase of a head; `with_tail` keeps "of the security forces" behind it."""
    start, end = left_edge(head), head.i + 1
    if with_tail:
        tail = preposition(head, tails)
        if tail is not None:
            last = max(token.i for token in (tail[1], *_flat(tail[1])))
            if last - start < KEPT_LONG + 2:
                end = last + 1
    return Phrase(head, start, end)


def _flat(noun: Token) -> Iterator[Token]:
    """The noun's own words and those joined to it, without clauses."""
    for child in noun.children:
        if child.dep_ in {"compound", "amod", "nmod", "poss", "det", "nummod", "conj", "cc", "case", "flat"}:
            yield child
            yield from _flat(child)


def charge(head: Token) -> str:
    """What people are said to have done, which is all that tells who they are: "people accused of spying"."""
    if head.head.lemma_ in ARRESTING:
        return ""  # what they are arrested for, which may be told as an act of theirs
    for clause in head.rights:
        if (clause.dep_, clause.tag_) not in {("acl", "VBN"), ("relcl", "VBD")} or clause.lemma_ not in CHARGED:
            continue
        below = [child for prep in clause.rights if prep.lower_ in {"of", "with"} for child in prep.rights]
        ends = [noun for deed in below if deed.pos_ == "VERB" for noun in deed.rights if noun.dep_ == "dobj"] or below
        if ends and ends[0].i - clause.i < KEPT_LONG:
            return str(head.doc[clause.i : ends[0].i + 1].text)
    return ""


CHARGED = frozenset({"accuse", "suspect", "charge", "convict"})
ARRESTING = frozenset({"arrest", "detain", "hold", "seize", "jail", "imprison", "sentence", "try", "prosecute", "free"})


def descriptor(base: PartyBase, head: Token) -> tuple[str, Descriptor] | None:
    """The longest entry of the descriptors that ends in the head: "suicide bomber" before "bomber"."""
    if base.descriptor_ends.isdisjoint((head.text, head.lower_, head.lemma_.lower())):
        return None
    doc, start = head.doc, head.sent.start
    for length in (3, 2, 1):
        first = head.i - length + 1
        if first < start:
            continue
        run = doc[first : head.i + 1]
        lowered = str(run.text).lower()
        for key in (str(run.text), lowered, " ".join([*(t.lower_ for t in run[:-1]), head.lemma_.lower()])):
            found = base.descriptors.get(key)
            if found is not None and (length > 1 or key != key.upper() or len(key) < 2 or key in base.descriptors):
                return key, found
    return None


def modifiers(phrase: Phrase, mentions: tuple[PartyMention, ...]) -> list[PartyMention]:
    """Known parties named inside a phrase, before its head or after "of"."""
    doc = phrase.head.doc
    start, end = doc[phrase.start].idx, doc[phrase.end - 1].idx + len(doc[phrase.end - 1])
    return [m for m in mentions if start <= m.start < end and not m.is_side]
