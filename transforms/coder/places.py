"""The places an article names, and where they are.

Names are looked up whatever the language model takes them for; the words around a name and the countries the article
is about decide whether it is a place, and which.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from itertools import pairwise
from typing import Optional

from spacy.tokens import Doc, Span, Token

from .gazetteer import Found, Gazetteer, Place
from .place_choice import QUARTERED, Context, choose, covers, is_dominant, is_namesake
from .place_mention import HAPPENINGS, PlaceMention, part_of, role_of
from .place_phrases import Memory, phrases
from .place_spans import (
    ARTICLES,
    COMPASS,
    NameSpan,
    describe,
    ends,
    is_name_like,
    is_part_of_other_name,
    starts,
    with_kind,
)
from .text import Sentence, Text

__all__ = ["BadWords", "PlaceMention", "PlaceWords", "Taken", "find_places", "load_place_words"]

Taken = Mapping[int, Sequence[tuple[int, int]]]
"""Sentence index -> spans (offsets in its Doc) that name parties which are no states: no place is looked for there."""


class BadWords(ValueError):
    """A line of lexicon/not_places.tsv that cannot be read."""


@dataclass(frozen=True)
class PlaceWords:
    """Words that are no places though some town has their name: word -> never or cue."""

    rules: Mapping[str, str]


def load_place_words() -> PlaceWords:
    """Read lexicon/not_places.tsv.

    Raises:
        BadWords: A line has not two cells, an unknown rule, or a word stands twice.
    """
    rules: dict[str, str] = {}
    text = (resources.files(__package__) / "lexicon" / "not_places.tsv").read_text(encoding="utf-8")
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    for number, line in lines[1:]:
        word, _, rule = line.partition("\t")
        if rule not in {"never", "cue"} or word in rules:
            raise BadWords(f"not_places.tsv:{number}: unknown rule or word twice: {line!r}")
        rules[word] = rule
    return PlaceWords(rules)


@dataclass
class _Candidate:
    """A name that may be a place's, before it is decided."""

    sentence: Sentence
    span: NameSpan
    found: tuple[Found, ...]
    beside: tuple[Found, ...] = ()
    is_fragment: bool = False
    is_inside: bool = False
    """Whether it is told to lie in what stands beside it: "the Salaheddin district of Aleppo"."""


def find_places(
    text: Text, gazetteer: Gazetteer, words: PlaceWords, *, taken: Optional[Taken] = None
) -> dict[int, list[PlaceMention]]:
    """The places each sentence names: sentence index -> mentions in order; sentences without any are left out."""
    reader = _Reader(gazetteer, words, _persons(text))
    candidates = [
        candidate
        for sentence in text.sentences
        for candidate in reader.candidates(sentence, (taken or {}).get(sentence.index, ()))
    ]
    context = _context(text, candidates, gazetteer)
    near = {sentence.index: _countries_named(sentence, gazetteer) for sentence in text.sentences}
    by_sentence: dict[int, list[PlaceMention]] = {}
    for candidate in candidates:
        mention = _decide(candidate, context, near[candidate.sentence.index], gazetteer)
        if mention is not None:
            by_sentence.setdefault(candidate.sentence.index, []).append(mention)
    return _with_phrases(text, by_sentence, Memory(context.main), gazetteer)


HOUSING = frozenset({"at", "outside", "inside"})
"""Prepositions behind which a body's name is that of its house."""
_IN = len(" in ")


def _persons(text: Text) -> frozenset[str]:
    """Given names of persons that the parser sees more than once: "Donald" of "Donald Trump"."""
    seen = Counter(
        entity[0].text
        for sentence in text.sentences
        for entity in sentence.span.ents
        if entity.label_ == "PERSON" and len(entity) >= 2 and len(entity[0].text) > 3
    )
    return frozenset(name for name, count in seen.items() if count > 1)


def _with_phrases(
    text: Text, named: Mapping[int, list[PlaceMention]], memory: Memory, gazetteer: Gazetteer
) -> dict[int, list[PlaceMention]]:
    """Add what is told without a name, sentence by sentence: it refers to what was named before."""
    found: dict[int, list[PlaceMention]] = {}
    for sentence in text.sentences:
        mine = named.get(sentence.index, [])
        others = list(phrases(sentence.span, mine, memory, gazetteer))
        nested = _nest(mine, sentence.span.doc)
        outer = {token for mention in nested for token in mention.inside}
        outer |= {
            right.token
            for left, right in pairwise(nested)
            if right.cue == "in" and right.char_start == left.char_end + _IN
        }
        # "The town" after "Khan Sheikhoun in Idlib" is not Idlib.
        memory.remember(sorted(nested, key=lambda mention: mention.token not in outer))
        if mine or others:
            found[sentence.index] = sorted([*nested, *others], key=lambda mention: mention.char_start)
    return found


class _Reader:
    """Finds names in sentences."""

    def __init__(self, gazetteer: Gazetteer, words: PlaceWords, persons: frozenset[str] = frozenset()) -> None:
        self.gazetteer = gazetteer
        self.words = words
        self.persons = persons

    def candidates(self, sentence: Sentence, taken: Sequence[tuple[int, int]]) -> list[_Candidate]:
        span = sentence.span
        blocked, houses = self._blocked(span, taken)
        found: list[_Candidate] = []
        after = span.start
        for start in starts(span, blocked):
            if start < after:
                continue
            candidate = self._longest(sentence, start, blocked)
            if candidate is not None and start in houses:
                points = tuple(each for each in candidate.found if each.place.kind == "point")
                candidate = _Candidate(sentence, replace(candidate.span, wanted="point"), points)
            if candidate is not None:
                candidate.is_fragment = start > after and self._continues(span.doc[start - 1], start > span.start)
                found.append(candidate)
                after = candidate.span.end
        for left, right in pairwise(found):
            between = span.doc[left.span.end : right.span.start]
            words = [token.lower_ for token in between if token.i != left.span.type_word]
            if words in (
                [","],
                ["in"],
                [",", "in"],
                ["-"],
                ["/"],
                ["("],
                ["of"],
                [",", "a", "city", "in"],
                ["in", "the"],
                [",", "in", "the"],
            ) or (not words and left.span.type_word is not None):
                left.beside = right.found
                left.is_inside = bool(words) and words[-1] in {"in", "of", "the"}
            elif words in (["'s"], ["’s"], []) or (len(words) == 2 and words[0] in {"'s", "’s"}):
                # "Syria's Hama", "Aleppo's Salaheddin district".
                is_state = right.found[0].place.kind == "country"  # "the United States Russia", the comma lost
                right.beside = right.beside or (() if is_state else left.found)
        return found

    def _blocked(self, span: Span, taken: Sequence[tuple[int, int]]) -> tuple[set[int], set[int]]:
        """Tokens that are parties' names and no places, and the first tokens of those that stand for their houses."""
        blocked: set[int] = set()
        houses: set[int] = set()
        for start, end in taken:
            name = [token for token in span if start <= token.idx < end]
            if self._is_house(span, name):
                houses.update(token.i for token in name)
            else:
                blocked.update(token.i for token in name)
        return blocked, houses

    def _is_house(self, span: Span, name: list[Token]) -> bool:
        """Whether a party's name stands for its house: "met at the White House", "a crowd outside the Pentagon"."""
        words = [token for token in name if token.lower_ != "the"]
        before = span.doc[words[0].i - 1] if words and words[0].i > span.start else None
        if before is not None and before.lower_ == "the" and before.i > span.start:
            before = before.nbor(-1)
        if before is None or before.lower_ not in HOUSING:
            return False
        found = self.gazetteer.lookup(" ".join(token.text for token in words), loose=False)
        return any(each.place.kind == "point" and each.how == "main" for each in found)

    def _continues(self, before: Token, inside: bool) -> bool:
        """Whether the word before begins a name that is in no gazetteer: "Ser" in "Garm Ser" is no town of its own."""
        if before.lower_ in ARTICLES and before.i > before.sent.start and not before.text[0].isupper():
            before = before.doc[before.i - 1]  # "Safi" of "Aqareb es Safi"
        return (
            inside
            and is_name_like(before)
            and before.pos_ == "PROPN"
            and self.words.rules.get(before.lower_) is None
            and self.gazetteer.country_of(before.text) is None
        )

    def _longest(self, sentence: Sentence, start: int, blocked: set[int]) -> Optional[_Candidate]:
        span = sentence.span
        reaches = ends(span, start, blocked)
        for end in with_kind(span, start, reaches):
            found = self._lookup(sentence, start, end, loose=False)
            if found and found[0].place.kind == "point":
                return _Candidate(sentence, replace(describe(span, start, end), wanted="point"), found)
        for loose in (False, True):
            for end in reaches:
                found = self._lookup(sentence, start, end, loose=loose)
                if found:
                    return _Candidate(sentence, describe(span, start, end), found)
        return None

    def _lookup(self, sentence: Sentence, start: int, end: int, *, loose: bool) -> tuple[Found, ...]:
        doc = sentence.span.doc
        name = doc[start:end].text
        if not self._may_be_place(sentence, start, end, name):
            return ()
        found = self._found(sentence, start, end, loose=loose)
        if not found and name.endswith("s") and len(name) > 4 and not loose:
            # A possessive whose apostrophe was lost: "Syrias Hama province".
            found = tuple(
                each for each in self.gazetteer.lookup(name[:-1], loose=False) if each.place.population > 50_000
            )
        if loose and found and not self._is_fit_for_loose(sentence, start, end):
            return ()
        return found

    def _found(self, sentence: Sentence, start: int, end: int, *, loose: bool) -> tuple[Found, ...]:
        doc = sentence.span.doc
        found = self.gazetteer.lookup(doc[start:end].text, loose=loose)
        if end - start == 1 and found and self.gazetteer.country_of(doc[start].text) is not None:
            # "Kazakh" is no by-name of a town.
            found = tuple(each for each in found if each.how == "main" or each.place.kind == "country")
        common = all(self.words.rules.get(word.lower_) == "never" or not is_name_like(word) for word in doc[start:end])
        short = end - start == 1 and _is_short(doc[start]) and not sentence.text.isupper()
        if end - start == 1 and doc[start].text in self.persons:
            found = tuple(each for each in found if each.place.kind in _LARGE or each.place.population > 1_000_000)
        if common or short:
            # "United States" and "West Bank" are large; "AP", "Red Cross" and "Great Hall" only have a town's name.
            found = tuple(each for each in found if each.place.kind in ({"country"} if short else _LARGE))
        return found

    def _may_be_place(self, sentence: Sentence, start: int, end: int, name: str) -> bool:
        doc = sentence.span.doc
        token = doc[start]
        if end - start == 1:
            rule = self.words.rules.get(token.lower_)
            if (rule == "never" and not _is_short(token)) or len(name) < 2:
                return False
            if rule == "cue" and not (
                start > sentence.span.start and doc[start - 1].lower_ in {"in", "at", "near", "from", "to"}
            ):
                return False
            if self.gazetteer.country_of(name) and not self.gazetteer.lookup(name, loose=False):
                return False
            if token.lower_ in COMPASS:
                return False  # "in Northeastern Aleppo", with a capital
        return not is_part_of_other_name(sentence.span, start, end)

    def _is_fit_for_loose(self, sentence: Sentence, start: int, end: int) -> bool:
        """A like spelling counts only for a name that looks like one in a sentence: no common noun, no adjective."""
        doc = sentence.span.doc
        if end - start == 1:
            token = doc[start]
            return token.pos_ == "PROPN" and len(token.text) > 3 and self.gazetteer.country_of(token.text) is None
        named = (token for token in doc[start:end] if is_name_like(token) and token.lower_ not in ARTICLES)
        return not any(self.words.rules.get(token.lower_) for token in named)


_LARGE = {"country", "region", "province", "point"}


def _is_short(token: Token) -> bool:
    """Whether a word is an abbreviation rather than a name in capitals: "AP", "U.S.", not "KABUL"."""
    text = token.text
    return text.isupper() and (len(text) <= 3 or "." in text or (len(text) <= 5 and token.i >= 4))


# --- context ---------------------------------------------------------------------------------------------------------


def _countries_named(sentence: Sentence, gazetteer: Gazetteer) -> frozenset[str]:
    """Countries that a sentence names or calls by their adjective."""
    found = set()
    for token in sentence.span:
        if is_name_like(token):
            code = gazetteer.country_of(token.text)
            if code is None:
                places = gazetteer.lookup(token.text, loose=False)
                code = places[0].place.country if places and places[0].place.kind == "country" else None
            if code is not None:
                found.add(code)
    return frozenset(found)


def _context(text: Text, candidates: Sequence[_Candidate], gazetteer: Gazetteer) -> Context:
    context = Context()
    for sentence in text.sentences:
        weight = 2.0 if sentence.index < 3 else 1.0
        for token in sentence.span:
            if is_name_like(token) and (code := gazetteer.country_of(token.text)) is not None:
                context.countries[code] += weight * 0.7
    for candidate in candidates:
        first = candidate.found[0].place
        is_known = candidate.found[0].how == "main" or first.population > WELL_KNOWN
        if is_dominant(candidate.found) and is_known and first.country is not None:
            weight = (2.0 if candidate.sentence.index < 3 else 1.0) * (1.0 if first.kind == "country" else 1.5)
            # The country whose government speaks is less of a scene than the one something happens in.
            context.countries[first.country] += weight * (1.5 if candidate.span.cue or candidate.span.wanted else 0.7)
            for town in (found.place for found in candidate.found):
                if town.kind == "city" and town.population >= QUARTERED and town.country == first.country:
                    context.towns[town.id] = town
            division = first.id if first.kind == "province" else first.admin1_id
            if division is not None and first.kind in {"province", "city", "district"}:
                context.divisions[division] += 1
    return context


# --- decision --------------------------------------------------------------------------------------------------------

WELL_KNOWN = 200_000
"""A smaller town under a by-name says nothing of the country an article is about."""
REMOTE = 0.1
"""Less of an article's context than this is of another country."""
ENOUGH = 2.0
"""Evidence a name needs to pass for a place; tuned on Wikinews articles (benchmarks/places.py)."""


def _decide(
    candidate: _Candidate, context: Context, near: frozenset[str], gazetteer: Gazetteer
) -> Optional[PlaceMention]:
    chosen = choose(candidate.span, candidate.found, context, near, candidate.beside, gazetteer)
    if chosen is None:
        return None
    found, _ = chosen
    side = candidate.span.compass_word
    if found.how == "loose" and side is not None and is_name_like(candidate.sentence.span.doc[side]):
        return None  # "US-South Korea drills": half of a name
    if found.place.kind == "country" and candidate.span.wanted == "point" and _is_abroad(candidate):
        # "The German consulate" and "a US base" stand elsewhere.
        return None
    if candidate.is_inside and is_namesake(found.place, candidate.beside):
        return None
    wanted, kind = candidate.span.wanted, found.place.kind
    is_village = wanted == "quarter" and kind == "city" and found.place.population < QUARTERED
    if is_village and context.towns and not (context.is_beside(found.place) or candidate.beside):
        return None  # a village of the name of a quarter that no gazetteer has
    if found.how == "loose" and (wanted, kind) in {("city", "point"), ("district", "city"), ("quarter", "city")}:
        return None  # a village is no quarter of a like spelling, and a district no town
    if candidate.is_fragment and kind == "city" and context.is_known and context.share(found.place.country) < REMOTE:
        return None  # "Jales" of "Kafar Jales" in news of Syria
    if _evidence(candidate, found, context, near, gazetteer) < ENOUGH:
        return None
    return _mention(candidate, found.place, gazetteer)


def _evidence(
    candidate: _Candidate, found: Found, context: Context, near: frozenset[str], gazetteer: Gazetteer
) -> float:
    """How much speaks for a place here, from the words around the name and from the article."""
    span, place, doc = candidate.span, found.place, candidate.sentence.span.doc
    tokens = doc[span.start : span.end]
    value = 0.0
    if place.kind in {"country", "region"}:
        value += 2.5
    if span.cue is not None:
        value += 1.5
    if span.wanted is not None:
        value += 2.0
    if any(covers(each.place, place) for each in candidate.beside):
        value += 2.5
    if place.population >= 100_000:
        value += 0.5
    if place.population >= 1_000_000 or gazetteer.is_capital(place):
        value += 0.5
    share = context.share(place.country)
    value += 1.5 if share > 0.15 or place.country in near else (0.5 if share > 0.03 else -0.5)
    if share < 0.02 and place.country not in near and context.is_known and place.kind not in {"country", "region"}:
        # A small town in a country that the article is not about is a namesake of something else.
        if place.population < 200_000 and not any(covers(each.place, place) for each in candidate.beside):
            return 0.0
        value -= 0.5
    label = _entity_evidence(tokens[-1])
    # Nobody is "in" a person: there the words weigh more than the model's label.
    is_taken = _is_taken(tokens[-1])
    value += max(label, -0.3) if (span.cue in _STRONG_CUES or is_taken) and share > 0.15 else label
    value += 1.0 if is_taken else 0.0
    if tokens[-1].dep_ == "compound" and tokens[-1].head.lemma_.lower() in HAPPENINGS:
        value += 1.0
    if len(tokens) > 1 and found.how == "loose":
        value += 0.5
    if (
        tokens[-1].dep_ in {"nsubj", "nsubjpass", "poss"}
        and place.kind == "city"
        and span.cue is None
        and span.wanted is None
    ):
        # Persons do things; towns other than capitals seldom do.
        value -= 0.0 if gazetteer.is_capital(place) or place.population > 1_000_000 else 1.0
    if found.how == "loose":
        value -= 1.0
        if not share:
            value -= 2.0
    if not any(token.pos_ == "PROPN" for token in tokens):
        # "Homs" looks like a plural; a large town by its own name is still one.
        is_large = found.how == "main" and place.population >= 100_000 and span.start > candidate.sentence.span.start
        value -= 0.5 if is_large else 1.5
    small = place.kind not in {"country", "region"} and place.population < 500_000
    if _has_name_beside(candidate) or (candidate.is_fragment and small and candidate.sentence.field != "title"):
        value -= 2.5
    return value


def _is_abroad(candidate: _Candidate) -> bool:
    """Whether what a country's name stands with may be its own in another land: not so "Egypt mosque attack"."""
    kind = candidate.span.type_word
    is_headline = candidate.sentence.field == "title"
    return kind is None or not is_headline or candidate.sentence.span.doc[kind].lower_ in _ABROAD


_ABROAD = frozenset("consulate embassy base airbase airport camp headquarters school hospital outpost garrison".split())
_TAKING = frozenset(
    "shell bomb bombard pound besiege capture recapture seize retake storm overrun liberate encircle invade enter "
    "leave reach control evacuate".split()
)


def _is_taken(token: Token) -> bool:
    """Whether a name is what is bombed or taken, or what the parser made of it: "shelled Homs on Monday"."""
    return token.dep_ in {"dobj", "npadvmod"} and token.head.lemma_ in _TAKING and token.i > token.head.i


_STRONG_CUES = frozenset({"in", "near", "outside", "inside", "around"})


def _entity_evidence(token: Token) -> float:
    label = token.ent_type_
    if label in {"GPE", "LOC", "FAC"}:
        return 1.0
    return {
        "PERSON": -1.0,
        "NORP": -0.7,
        "ORG": 0.0,
        "DATE": -1.5,
        "PRODUCT": -0.3,
        "WORK_OF_ART": -1.0,
        "EVENT": -0.3,
    }.get(label, 0.0)


def _has_name_beside(candidate: _Candidate) -> bool:
    """Whether the name is part of a longer one that is no place we know: "Hassan Homs", "Mosul Eye"."""
    span, sentence = candidate.span, candidate.sentence.span
    doc = sentence.doc
    title_case = candidate.sentence.field == "title"
    if span.start - 1 >= sentence.start:
        before = doc[span.start - 1]
        if (
            before.pos_ == "PROPN"
            and is_name_like(before)
            and before.ent_type_ == "PERSON"
            and doc[span.start].ent_type_ == "PERSON"
        ):
            return True
        if (
            before.text == "-"
            and span.start - 2 >= sentence.start
            and is_name_like(doc[span.start - 2])
            and not before.whitespace_
        ):
            return True
    if span.end < sentence.end and not title_case:
        after = doc[span.end]
        if (
            is_name_like(after)
            and after.pos_ == "PROPN"
            and after.dep_ not in {"npadvmod"}
            and after.ent_type_ not in {"DATE", "TIME", "GPE", "NORP"}
        ):
            return span.type_word is None and (
                after.ent_type_ == doc[span.end - 1].ent_type_ or doc[span.end - 1].dep_ == "compound"
            )
    return False


# --- what is said of it ----------------------------------------------------------------------------------------------


def _mention(candidate: _Candidate, place: Place, gazetteer: Gazetteer) -> PlaceMention:
    span, doc = candidate.span, candidate.sentence.span.doc
    low, high = span.start, span.end
    if span.type_word is not None:
        # "Hama province" and "province of Hama" are both whole phrases.
        low, high = min(low, span.type_word), max(high, span.type_word + 1)
    if span.compass_word is not None:
        low = min(low, span.compass_word)
    phrase = doc[low:high]
    latitude, longitude, precision, name = place.latitude, place.longitude, place.kind, place.name
    if span.compass is not None and place.kind == "country" and place.country:
        latitude, longitude = part_of(place, span.compass, gazetteer)
        precision, name = "province", phrase.text
    elif span.wanted in {"countryside", "district"} and place.kind in {"city", "province"} and precision != "point":
        precision = "district" if span.wanted == "countryside" or place.kind == "city" else precision
        name = phrase.text if span.wanted == "countryside" else name
    elif (
        span.wanted in {"point", "quarter"}
        and place.kind == "city"
        and span.type_word is not None
        and span.type_word >= span.end
    ):
        precision, name = ("point" if span.wanted == "point" else "city"), phrase.text
    root = doc[span.start : span.end].root
    return PlaceMention(
        place,
        name,
        latitude,
        longitude,
        precision,
        phrase.text,
        phrase.start_char,
        phrase.end_char,
        root.i,
        span.cue,
        role=role_of(root, span.cue, precision),
    )


_OF_IT = re.compile(r"\s+(?:\w+\s+){0,2}(?:of\s+(?:the\s+)?)?")
_LIES = re.compile(r",?\s+(?:in|of)\s+(?:the\s+)?")


def is_told_in(mention: PlaceMention, other: PlaceMention, doc: Doc) -> bool:
    """Whether a town is told to lie in the one that its province is named after: "Manbij in northern Aleppo"."""
    one, wider = mention.place, other.place
    if wider.kind == "region" and one.kind in {"city", "province"}:
        return _OF_IT.fullmatch(doc.text[other.char_end : mention.char_start]) is not None
    if wider.kind != "city" or one.kind not in {"city", "point"} or one.id == wider.id:
        return False
    if one.admin1_id is None or one.admin1_id != wider.admin1_id:
        return False
    return _LIES.fullmatch(doc.text[mention.char_end : other.char_start]) is not None


def _nest(mentions: list[PlaceMention], doc: Doc) -> list[PlaceMention]:
    """Mark which mention lies in which: "Andar district, Ghazni province"."""
    nested = []
    for number, mention in enumerate(mentions):
        outer = tuple(
            other.token
            for position, other in enumerate(mentions)
            if position != number
            and abs(position - number) <= 2
            and (covers(other.place, mention.place) or is_told_in(mention, other, doc))
        )
        nested.append(replace(mention, inside=outer))
    return nested
