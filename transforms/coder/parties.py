"""Where an article names parties: the longest known name at each place, read with the article's own context."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from .party_base import Alias, Known, Node, Office, PartyBase, Word, family_name, words
from .text import Sentence, Text

# Weights of a mention when the article's countries are counted: titles and first paragraphs say what it is about.
_TITLE, _LEAD, _BODY = 4.0, 2.0, 1.0
_SIDE = 0.3
_FORM_WEIGHT = {"state": 1.0, "seat": 0.7, "adjective": 1.0, "people": 1.0, "party": 0.5, "person": 0.5}
# English words in capitals that are also names: read as words where a whole sentence is in capitals.
_CAPITAL_WORDS = frozenset("US IS WHO CARE ICE UN IT AU AA PA EC ISIS".split()) - {"ISIS", "UN"}
_PREFERENCE = {"person": 0, "party": 1, "state": 2, "people": 3, "adjective": 4, "seat": 5}
_BRACKETED = re.compile(r"\(\s*(?:the\s+|or\s+)?[\"“']?([A-Z][A-Za-z.\-]{1,11})[\"”']?(?:[,;]\s*[^)]{0,60})?\)")
_BACKED = re.compile(
    r"[-–](?:backed|led|allied|supported|held|based|controlled|aligned|funded|trained|affiliated|linked|born|run|inspired)\b"
)
_ANTI = re.compile(r"\b(?:anti|pro|counter)[-–]$", re.IGNORECASE)
_PREFIXES = frozenset("pro anti ex non al el post pre un".split())
NONE: frozenset[str] = frozenset()
_TITLES = frozenset(["mr", "mrs", "ms", "dr", "sir", "president"])


@dataclass(frozen=True)
class PartyMention:
    """A known party named in a sentence; `start` and `end` are offsets in the sentence's Doc.

    `is_side` says that the name only tells whose side others are on: "Russian-backed forces", "anti-Assad rebels".
    """

    sentence: int
    start: int
    end: int
    text: str
    known: Known
    form: str
    is_side: bool = False


@dataclass(frozen=True)
class Found:
    """What an article names: mentions by sentence, and how much it speaks of each country."""

    mentions: Mapping[int, tuple[PartyMention, ...]]
    countries: Mapping[str, float]
    named: frozenset[str]


@dataclass(frozen=True)
class _Line:
    """A sentence with its text and words: read once, since spaCy puts the text together at each call."""

    sentence: Sentence
    text: str
    run: list[Word]


@dataclass(frozen=True)
class _Context:
    """What the article as a whole tells of its names: countries by weight, parties named beyond doubt, short names."""

    countries: Mapping[str, float]
    named: set[str]
    defined: Mapping[str, Known]


@dataclass(frozen=True)
class _Match:
    """A run of words that some aliases fit."""

    first: int
    last: int
    aliases: tuple[Alias, ...]


def _fits(alias: Alias, run: list[Word], is_shouting: bool) -> bool:
    """Whether the words are written with the capitals that the alias has."""
    for mine, word in zip(alias.words, run, strict=True):
        if mine.isupper() and len(mine) > 1:
            raw = word.raw.removesuffix("'s").removesuffix("’s")
            if raw[-1:] == "s" and raw[:-1].isupper():
                raw = raw[:-1]
            if raw.replace(".", "") != mine.replace(".", ""):
                return False
            if is_shouting and len(alias.words) == 1 and mine.replace(".", "") in _CAPITAL_WORDS and "." not in raw:
                return False
        elif mine[:1].isupper() and not word.raw[:1].isupper():
            # "al-Shabaab" and "el-Sisi" are written both ways.
            if word.key != "al" or len(run) == 1:
                return False
        elif mine[:1].islower() and word.raw.isupper() and not is_shouting and len(mine) > 3 and len(run) == 1:
            return False
    return True


def _forms(word: Word, *, is_last: bool) -> list[str]:
    """Keys under which a word of a name may stand; the last may carry a possessive, its apostrophe perhaps lost."""
    if word.bare != word.key:
        return [word.key, word.bare]
    if not is_last or word.raw[-1] != "s":
        return [word.key]
    is_acronym = len(word.raw) > 2 and word.raw[:-1].isupper()
    if is_acronym or (len(word.key) > 4 and word.raw[:1].isupper()) or word.key == "coalitions":
        return [word.key, word.key[:-1]]
    return [word.key]


def _longest(root: Node, run: list[Word], first: int, is_shouting: bool) -> _Match | None:
    """The longest alias that begins at a word."""
    best: _Match | None = None
    stack = [(root, first)]
    while stack:
        node, index = stack.pop()
        if index >= len(run) or (index > first and not run[index].glued):
            continue
        word = run[index]
        for rank, key in enumerate(_forms(word, is_last=True)):
            following = node.next.get(key)
            if following is None:
                continue
            fitting = tuple(a for a in following.aliases if _fits(a, run[first : index + 1], is_shouting))
            lost = rank and word.bare == word.key  # an "s" taken off without an apostrophe
            if lost:
                is_common = word.raw[:-1].isupper() or word.raw.islower()
                fitting = tuple(a for a in fitting if a.form in {"state", "person"} or is_common)
            if fitting and (best is None or index > best.last):
                best = _Match(first, index, fitting)
            if not lost:
                stack.append((following, index + 1))
    return best


def _office_on(offices: tuple[Office, ...], day: datetime.date) -> Office:
    """The office held on a day, else the nearest one, earlier first."""
    return min(offices, key=lambda office: (office.distance(day), office.start or datetime.date.min))


class Finder:
    """Finds the parties of one article.

    Args:
        base: What is known of parties.
        published: Day of publication: who was in office.
    """

    def __init__(self, base: PartyBase, published: datetime.date | None) -> None:
        self.base = base
        self.published = published

    def person(self, name: str) -> Known:
        """A person as the office on the day of publication makes him."""
        known = self.base.known[name]
        offices = self.base.offices[name]
        if self.published is None:
            return known
        office = _office_on(offices, self.published)
        return Known(name, office.country, office.sector, "person")

    def find(self, text: Text) -> Found:
        """Find the parties named in every sentence."""
        lines = [_Line(sentence, sentence.text, words(sentence.text)) for sentence in text.sentences]
        matches = [self.matches(line) for line in lines]
        countries, named = self.context(lines, matches)
        defined = self.defined(lines, matches, _Context(countries, named, {}))
        context = _Context(countries, named, defined)
        last_names = self.last_names(named)
        mentions: dict[int, tuple[PartyMention, ...]] = {}
        for line, found in zip(lines, matches, strict=True):
            named_here = [mention for match in found if (mention := self.mention(line, match, context)) is not None]
            named_here.extend(_defined_mentions(line, named_here, defined))
            named_here.extend(self.surnames(line, named_here, last_names))
            mentions[line.sentence.index] = tuple(sorted(named_here, key=lambda one: one.start))
        return Found(mentions, countries, frozenset(named))

    def last_names(self, named: set[str]) -> dict[str, str]:
        """Last words of the persons named in full, by key; two letters ("Jae-in") are no name to know one by."""
        persons = [name for name in sorted(named) if name in self.base.offices]
        last = {words(family_name(name) or name)[-1].key: name for name in persons}
        return {key: name for key, name in last.items() if len(key) > 2}

    def surnames(self, line: _Line, found: list[PartyMention], last_names: Mapping[str, str]) -> list[PartyMention]:
        """Persons by the last word of a name that the article gives in full."""
        base = line.sentence.span.start_char
        taken = {index for mention in found for index in range(mention.start, mention.end)}
        extra: list[PartyMention] = []
        for word in line.run:
            name = last_names.get(word.bare)
            start = base + word.start
            if name is None or not word.raw[:1].isupper() or start in taken:
                continue
            bare = word.raw.removesuffix("'s").removesuffix("’s")
            if not _is_date_or_name(line.sentence, start, start + len(bare)):
                index = line.sentence.index
                extra.append(PartyMention(index, start, start + len(bare), bare, self.person(name), "person"))
        return extra

    def matches(self, line: _Line) -> list[_Match]:
        """Longest matches from left to right, none inside another."""
        letters = [c for c in line.text if c.isalpha()]
        is_shouting = len(letters) > 12 and sum(c.isupper() for c in letters) > 0.85 * len(letters)
        found: list[_Match] = []
        index = 0
        while index < len(line.run):
            match = _longest(self.base.trie, line.run, index, is_shouting)
            if match is None:
                index += 1
                continue
            found.append(match)
            index = match.last + 1
        return found

    def context(self, lines: list[_Line], matches: list[list[_Match]]) -> tuple[dict[str, float], set[str]]:
        """How much the article speaks of each country, and which parties it names beyond doubt."""
        countries: dict[str, float] = {}
        named: set[str] = set()
        for line, found in zip(lines, matches, strict=True):
            sentence = line.sentence
            weight = _TITLE if sentence.field == "title" else _LEAD if sentence.paragraph <= 2 else _BODY
            for match in found:
                sure = [alias for alias in match.aliases if not alias.in_context]
                if len({alias.name for alias in sure}) != 1:
                    continue
                known = self.base.known[sure[0].name]
                if len(sure[0].words) == 1 and _is_hyphenated(line, match):
                    continue
                named.add(known.name)
                if known.country in self.base.countries:
                    code = str(known.country)
                    is_side = _is_side(line.text, line.run[match.first].start, line.run[match.last].end)
                    share = weight * _FORM_WEIGHT[sure[0].form] * (_SIDE if is_side else 1.0)
                    countries[code] = countries.get(code, 0.0) + share
        return countries, named

    def defined(self, lines: list[_Line], matches: list[list[_Match]], context: _Context) -> dict[str, Known]:
        """Short names that the article itself defines: "the Popular Front (PF)"."""
        found: dict[str, Known] = {}
        for line, here in zip(lines, matches, strict=True):
            ends = {line.run[match.last].end: match for match in here}
            for bracket in _BRACKETED.finditer(line.text):
                before = line.text[: bracket.start()].rstrip("’' \"”")
                match = ends.get(len(before))
                mention = self.mention(line, match, context) if match is not None else None
                if mention is not None and mention.form == "party":
                    found[bracket.group(1)] = mention.known
        return found

    def mention(self, line: _Line, match: _Match, context: _Context) -> PartyMention | None:
        """The party a match stands for here, None where it is none."""
        sentence, run = line.sentence, line.run
        first, last = run[match.first], run[match.last]
        start = sentence.span.start_char + first.start
        raw = line.text[first.start : last.end]
        bare = raw.removesuffix("'s").removesuffix("’s")
        if bare in context.defined:
            return PartyMention(sentence.index, start, start + len(bare), bare, context.defined[bare], "party")
        alias = self.choose(match.aliases, context.countries, context.named)
        if alias is None or not self.stands_alone(line, match, alias):
            return None
        known = self.person(alias.name) if alias.form == "person" else self.base.known[alias.name]
        if alias.form in {"person", "state", "seat"} and _is_part_of_name(sentence, start, start + len(bare), alias):
            return None
        if bare == raw and raw.endswith("s") and last.key[:-1] == words(alias.words[-1])[0].key:
            bare = raw[:-1]
        end = start + len(bare)
        if alias.form == "person" and bare.startswith("President "):
            bare = bare.removeprefix("President ")
        is_side = _is_side(line.text, first.start, first.start + len(raw))
        return PartyMention(sentence.index, end - len(bare), end, bare, known, alias.form, is_side)

    def stands_alone(self, line: _Line, match: _Match, alias: Alias) -> bool:
        """Whether a short name is no piece of a longer hyphenated one: "Mazar-i-Sharif", "al-Kuwaiti"."""
        if len(alias.words) == 1 and alias.form in {"person", "seat"} and _is_hyphenated(line, match):
            return False
        after_article = bool(match.first) and line.run[match.first - 1].key == "al"
        return not (alias.form in {"adjective", "people"} and after_article and _is_hyphenated(line, match, NONE))

    def choose(self, aliases: tuple[Alias, ...], countries: Mapping[str, float], named: set[str]) -> Alias | None:
        """The alias meant: one that needs context only where the article gives it."""
        fitting = [alias for alias in aliases if not alias.in_context or self.in_context(alias, countries, named)]
        if not fitting:
            return None
        return min(fitting, key=lambda alias: self.rank(alias, countries, named))

    def in_context(self, alias: Alias, countries: Mapping[str, float], named: set[str]) -> bool:
        """Whether the article names the alias's party in full, or its country."""
        country = self.base.known[alias.name].country
        return alias.name in named or (country is not None and country in countries)

    def rank(self, alias: Alias, countries: Mapping[str, float], named: set[str]) -> tuple[float, ...]:
        known = self.base.known[alias.name]
        distance = 0
        if alias.form == "person" and self.published is not None:
            distance = min(office.distance(self.published) for office in self.base.offices[alias.name])
        weight = countries.get(known.country or "", 0.0)
        return (alias.name not in named, alias.in_context, _PREFERENCE[alias.form], distance > 365, -weight, distance)


def _is_date_or_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a surname is a month here ("in May") or part of another person's name."""
    doc = sentence.span.doc
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return True
    before = doc[span.start - 1] if span.start > sentence.span.start else None
    after = doc[span.end] if span.end < sentence.span.end else None
    if span[0].ent_type_ == "DATE":
        return (before is not None and before.pos_ in {"ADP", "NUM", "ADJ"}) or (after is not None and after.like_num)
    if before is None or before.pos_ != "PROPN" or not before.text[:1].isupper():
        return False
    return before.lower_.rstrip(".") not in _TITLES and before.dep_ == "compound" and before.ent_type_ == "PERSON"


def _is_side(text: str, start: int, end: int) -> bool:
    """Whether the words around a name say whose side others are on."""
    return bool(_BACKED.match(text, end)) or _ANTI.search(text[max(0, start - 8) : start]) is not None


def _is_hyphenated(line: _Line, match: _Match, prefixes: frozenset[str] = _PREFIXES) -> bool:
    """Whether a name is a piece of a longer hyphenated one ("Mazar-i-Sharif"); "pro-Assad" is none."""
    text, run = line.text, line.run
    first, last = run[match.first], run[match.last]
    if text[last.end : last.end + 1] == "-" and text[last.end + 1 : last.end + 2].isupper():
        return True
    before = run[match.first - 1] if match.first else None
    is_joined = before is not None and text[before.end : first.start] == "-"
    return before is not None and is_joined and before.key not in prefixes


def _is_part_of_name(sentence: Sentence, start: int, end: int, alias: Alias) -> bool:
    """Whether a short name is a piece of somebody else's longer one ("Michael Jordan", "Robert Gates Foundation")."""
    doc = sentence.span.doc
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return True
    before: Token | None = doc[span.start - 1] if span.start > sentence.span.start else None
    if before is None or before.dep_ != "compound" or before.pos_ != "PROPN" or not before.text[:1].isupper():
        return False
    if before.lower_.rstrip(".") in _TITLES or before.head.i < span.start or before.head.i >= span.end:
        return False
    if alias.form == "person":
        return len(alias.words) == 1 and before.ent_type_ == "PERSON" and span[0].ent_type_ == "PERSON"
    return before.ent_type_ == "PERSON" and span[0].ent_type_ == "PERSON" and span[0].ent_iob_ == "I"


def _defined_mentions(line: _Line, found: list[PartyMention], defined: Mapping[str, Known]) -> list[PartyMention]:
    """Places where a short name stands that only this article defines."""
    if not defined:
        return []
    base = line.sentence.span.start_char
    taken = {index for mention in found for index in range(mention.start, mention.end)}
    extra: list[PartyMention] = []
    for word in line.run:
        raw = word.raw.removesuffix("'s").removesuffix("’s")
        start = base + word.start
        if raw in defined and start not in taken:
            extra.append(PartyMention(line.sentence.index, start, start + len(raw), raw, defined[raw], "party"))
    return extra


def find_parties(text: Text, base: PartyBase, published: datetime.date | None) -> Found:
    """Find every known party that an article names."""
    return Finder(base, published).find(text)
