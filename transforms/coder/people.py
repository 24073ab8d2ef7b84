"""Persons of an article: full names, and what the words beside a name say of its bearer."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from ...schemas.rows import Party
from . import describe as nouns
from .parties import PartyMention
from .party_base import family_name, plain
from .strangers import ACTS, NATURE, is_beside_place

if TYPE_CHECKING:
    from .cast import Cast

HONORIFICS = frozenset(
    "mr mrs ms miss dr sir president minister prime foreign defence defense interior general gen col colonel lt "
    "lieutenant sgt sergeant capt captain maj major brig brigadier admiral adm sheikh sheik ayatollah imam mullah "
    "rep sen senator representative judge justice prof professor rev reverend bishop archbishop cardinal governor "
    "gov mayor secretary ambassador chancellor premier commander spokesman spokeswoman spokesperson chief "
    "director officer constable vice chairman leader former ex-president congressman congresswoman cpl corporal "
    "pvt private police sultan emir crown deputy senior attorney inspector superintendent detective father "
    "brother sister journalist correspondent reporter activist analyst lawyer ex-minister first".split()
)
CALENDAR = frozenset(
    "mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday "
    "wednesday thursday friday saturday sunday january february october november december".split()
)
NO_NAMES = ACTS | CALENDAR | {"anti", "pro"}
NAME_DEPS = frozenset({"compound", "flat", "nmod", "punct", "amod", "case"})


@dataclass
class Card:
    """A person as the article tells of him: text of the name here, full name, and what he is."""

    text: str
    name: str
    country: str | None = None
    sector: str = "UNK"
    org: str | None = None
    titles: set[str] = field(default_factory=set)

    def party(self) -> Party:
        return Party(self.text, self.name, self.country, self.sector if self.sector != "UNK" else "CVL")


class People:
    """The persons that no list knows, by their names in the article."""

    def __init__(self, cast: "Cast") -> None:
        self.cast = cast
        self.by_last: dict[str, list[Card]] = {}
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        for sentence in cast.text.sentences:
            for token in sentence.span:
                if self.is_name(token):
                    self.collect(token)
        for card in [card for cards in self.by_last.values() for card in cards]:
            family = family_name(card.name)
            if family is not None:
                self.by_last.setdefault(plain(family), []).insert(0, card)
        self.names = {card.name for cards in self.by_last.values() for card in cards}

    def is_name(self, token: Token) -> bool:
        """Whether a token heads a personal name."""
        if token.pos_ != "PROPN" or not token.text[:1].isupper() or self.cast.mention(token) is not None:
            return False
        if token.ent_type_ != "PERSON" and not self.looks_like_name(token):
            return False
        if any(c.isdigit() for c in token.text) or (token.i and token.nbor(-1).lower_ in NATURE):
            return False
        if token.lower_ in ACTS or token.lower_.rstrip(".") in CALENDAR:
            return False
        if self.is_seat(token) and token.i + 1 < token.sent.end and token.nbor().pos_ == "PROPN":
            return token.dep_ == "compound"
        return not (token.dep_ in {"compound", "nmod"} and token.head.ent_type_ == "PERSON" and token.head.i > token.i)

    def looks_like_name(self, token: Token) -> bool:
        """Whether capitalised words that the parser takes for no person are introduced as one is."""
        doc = token.doc
        if (
            token.ent_type_ not in {"", "ORG"}
            or token.i == token.sent.start
            or not token.is_alpha
            or token.text.isupper()
        ):
            return False
        if token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "PROPN":
            return False
        first = token.i
        while first > token.sent.start and self.is_plain_name(doc[first - 1]):
            first -= 1
        before = doc[first - 1] if first > token.sent.start else None
        if before is not None and token.i - first in {1, 2} and self.is_title(before):
            return True
        if first == token.i or token.ent_type_:
            return False
        if token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.lemma_ in {"identify", "name"}:
            return True
        return token.dep_ == "nsubj" and token.head.lemma_ in {"say", "tell", "add"}

    def is_plain_name(self, token: Token) -> bool:
        """Whether a word may be part of a personal name."""
        return token.pos_ == "PROPN" and token.is_alpha and not token.text.isupper() and not self.is_title(token)

    def is_title(self, token: Token) -> bool:
        """Whether a word is a title or an office before a name."""
        if token.lower_.rstrip(".") in HONORIFICS:
            return True
        found = self.cast.base.descriptors.get(token.lower_)
        return found is not None and found.kind == "official"

    def span(self, token: Token) -> tuple[int, int]:
        """First and last token of a name, titles and possessive left out."""
        doc = token.doc
        first = last = token.i
        while first > token.sent.start:
            before = doc[first - 1]
            if self.is_title(before) or self.cast.mention(before) is not None:
                break
            if before.text == "-" and before.whitespace_:
                break  # "SAN JOSE - Rodrigo Chaves"
            if self.is_seat(before):
                break  # "the governor of Homs Talal Barazi"
            joined = before.text in {"-", "’", "'", "al", "el", "bin", "van", "de", "der", "von", "ul", "ben", "abu"}
            if not (before.pos_ == "PROPN" and before.text[:1].isupper() and before.dep_ in NAME_DEPS) and not joined:
                break
            if joined and first - 1 == token.sent.start:
                break
            first -= 1
        while last + 1 < token.sent.end:
            after = doc[last + 1]
            if after.ent_type_ == "PERSON" and after.ent_iob_ == "I" and after.text not in {"'s", "’s", "'", "’"}:
                last += 1
            else:
                break
        while first < last and (doc[first].is_punct or doc[first].lower_.rstrip(".") in HONORIFICS):
            first += 1
        return first, last

    def is_seat(self, token: Token) -> bool:
        """Whether a name right behind "of" says what somebody with a title is over: "the governor of *Homs*"."""
        if token.i - token.sent.start < 2 or token.nbor(-1).lower_ != "of":
            return False
        return self.is_title(token.nbor(-2))

    def collect(self, token: Token) -> None:
        """Enter a name, fuller than those before or with more said of it."""
        first, last = self.span(token)
        text = str(token.doc[first : last + 1].text)
        key = plain(token.doc[last].text)
        sector, country, org = self.title(token, first)
        cards = self.by_last.setdefault(key, [])
        for card in cards:
            if _is_shorter(text, card.name) or _is_shorter(card.name, text):
                card.name = max(card.name, text, key=len)
                break
        else:
            card = Card(text, text)
            cards.append(card)
        if card.sector == "UNK":
            card.sector = sector
        card.country = card.country or country
        card.org = card.org or org

    def title(self, token: Token, first: int) -> tuple[str, str | None, str | None]:
        """Sector, country and organisation from a title before the name or a description beside it."""
        for head in (token, *self.beside(token)):
            sector, country, org = self.read_title(head, first if head is token else head.i + 1)
            if sector != "UNK" or org is not None:
                return sector, country, org
        return "UNK", None, None

    def beside(self, token: Token) -> list[Token]:
        """Heads in apposition with the name, before or after it."""
        found = [child for child in token.children if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}]
        if token.dep_ == "appos":
            found.append(token.head)
        found.extend(
            child
            for clause in token.children
            if clause.dep_ == "relcl"
            for child in clause.children
            if child.dep_ == "attr"
        )
        return found

    def read_title(self, head: Token, end: int) -> tuple[str, str | None, str | None]:
        doc = head.doc
        start = max(head.sent.start, min((t.i for t in head.subtree if t.i <= head.i), default=head.i))
        start = max(start, end - 8)
        sector = "UNK"
        mentions: list[PartyMention] = []
        for index in range(start, end):
            found = nouns.descriptor(self.cast.base, doc[index])
            if found is not None and found[1].sector != "UNK":
                sector = found[1].sector
            mention = self.cast.mention(doc[index])
            if mention is not None and mention not in mentions:
                mentions.append(mention)
        tail = nouns.preposition(head, frozenset({"of", "for", "at", "with", "in"})) if end == head.i + 1 else None
        if tail is not None:
            for token in (tail[1], *tail[1].subtree):
                mention = self.cast.mention(token)
                if mention is not None and mention not in mentions and token.i - tail[1].i < 6:
                    mentions.append(mention)
        bodies = [m for m in mentions if m.form == "party" and not (end <= head.i and is_run_on(m, doc, end))]
        org = next(iter(bodies), None)
        state = next((m for m in mentions if m.form in {"state", "adjective"}), None)
        if org is not None and (sector in {"UNK", "GOV", "CVL"} or org.known.sector in {"REB", "NGO", "IGO"}):
            sector = org.known.sector
        country = state.known.country if state is not None else org.known.country if org is not None else None
        if country is None and sector in {"GOV", "MIL", "COP", "LEG", "JUD"} and self.cast.main is not None:
            country = self.cast.main.code
        return sector, country, org.known.name if org is not None else None

    def is_titled(self, head: Token) -> bool:
        """Whether a first name or a title stands before a name."""
        return head.i > head.sent.start and head.nbor(-1).dep_ == "compound" and head.nbor(-1).head == head

    def card(self, head: Token) -> Card | None:
        """What is known of the person that a token names, with the words of this very name."""
        if head.pos_ != "PROPN" or self.cast.mention(head) is not None or head.lower_ in NO_NAMES:
            return None
        key = plain(head.text)
        if (id(head.doc), head.i) in self.cast.places and not any(c.sector != "UNK" for c in self.by_last.get(key, [])):
            return None
        if (head.i and head.nbor(-1).lower_ in NATURE) or is_beside_place(self.cast, head):
            return None
        if head.text in self.cast.place_names and head.dep_ != "compound" and not self.is_titled(head):
            return None  # "Douma", known for a town from another sentence
        if head.ent_type_ != "PERSON" and (key not in self.by_last or head.ent_type_ in {"GPE", "LOC", "FAC", "ORG"}):
            return None
        first, last = self.span(head)
        text = str(head.doc[first : last + 1].text)
        cards = self.by_last.get(plain(head.doc[last].text), [])
        for card in cards:
            if card.name == text or _is_shorter(text, card.name) or text == family_name(card.name):
                return Card(text, card.name, card.country, card.sector, card.org)
        return Card(text, text) if head.ent_type_ == "PERSON" else None


def is_run_on(mention: PartyMention, doc: Doc, end: int) -> bool:
    """Whether a body stands right before a name with no title between: no comma, "… of the UN Ahmed Ali said"."""
    before = doc[end - 1]
    return mention.start <= before.idx < mention.end


def _is_shorter(short: str, long: str) -> bool:
    """Whether a name is the other one with words left out: its surname, or the same without a middle name."""
    few, many = plain(short).split(), plain(long).split()
    return few[-1] == many[-1] and set(few) <= set(many)
