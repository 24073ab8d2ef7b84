"""Who is cited once more by "he said", "it added", "the group said": whoever was cited before and fits.

Only those cited count, not every party named between: after "the Observatory said rebels took the town", "the group
said" is the Observatory.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from ...schemas.rows import Source
from .cast import Cast
from .citing import VOICES, WRITINGS, named

BACK = 5
"""Sentences to look back."""
HE = frozenset({"he", "she"})
IT = frozenset({"it"})
THEY = frozenset({"they"})
GROUPS = frozenset("group organisation organization network charity body".split())
AGENCIES = frozenset("agency newspaper paper channel broadcaster daily station outlet magazine".split())
TITLED = frozenset({"ministry", "army", "military", "office", "commission", "committee", "court", "centre", "center"})
"""Bodies whose name has the word that takes them up."""
JOINERS = re.compile(r" (?:of|for|on|in|at|against|to) ")
"""What closes the noun of a name: "Observatory" of "Syrian Observatory for Human Rights"."""
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
STATES = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "JRN", "IGO"})


@dataclass(frozen=True)
class Cited:
    """Somebody cited: sentence, the word that names him, the source, and whether he is a person, people or a body."""

    sentence: int
    head: Token
    source: Source
    kind: str


class Echoes:
    """Those cited so far in an article, in reading order."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.said: list[Cited] = []
        self.names: dict[str, str] = {}
        self.persons: dict[str, str] = {}
        self.titles: dict[str, str] = {}

    def enter(self, sentence: int, head: Token, sources: list[Source]) -> None:
        """Remember who was cited."""
        for source in sources:
            person = bare_name(source.name)
            if len(source.name) > len(self.names.get(person, "")):
                self.names[person] = source.name
            kind = self.kind(head, source)
            self.said.append(Cited(sentence, head, source, kind))
            if kind == "person" and source.text[:1].isupper():
                self.persons.setdefault(source.text.lower(), source.name)
                if title := title_of(head, source.text):
                    self.titles.setdefault(title, source.name)

    def kind(self, head: Token, source: Source) -> str:
        """Person, people or body."""
        if head.pos_ == "PRON":
            return "person" if head.lower_ in HE else "people" if head.lower_ in THEY else "body"
        known = self.cast.base.known.get(source.name)
        if known is not None and known.kind != "person":
            return "person" if head.lower_ in VOICES and head.tag_ == "NN" and head.lower_ not in WRITINGS else "body"
        if "(" in source.name or (known is not None and known.kind == "person"):
            return "person"
        if self.cast.person(head) or head.ent_type_ == "PERSON" or self.cast.people.card(head) is not None:
            return "person"
        if head.tag_ == "NNS":
            return "people"
        return "body" if head.pos_ == "PROPN" or head.lower_ not in VOICES else "person"

    def resolve(self, head: Token, sentence: int) -> list[Source]:
        """The sources that a pronoun or "the group" stands for; empty where none cited before fits."""
        recent = [cited for cited in reversed(self.said) if sentence - cited.sentence <= BACK]
        word = head.lower_
        if head.pos_ == "PRON":
            if has_subject_before(head) and not is_last(head):
                recent = [cited for cited in recent if cited.sentence == sentence]
            kinds = {"person"} if word in HE else {"body"} if word in IT else {"people", "body"}
            if word not in HE | IT | THEY:
                return []
            return again(head.text, [cited for cited in recent if cited.kind in kinds])
        if head.pos_ != "NOUN" or not is_definite(head):
            return []
        recent = [cited for cited in recent if is_told_in(modifiers(head), cited)]
        same = [cited for cited in recent if cited.head.lemma_.lower() == head.lemma_.lower()]
        if same and (word in VOICES or word in GROUPS | AGENCIES):
            return again(head.text, same)
        if word in GROUPS:
            fitting = [cited for cited in recent if cited.kind == "body" and not self.is_state(cited)]
            return again(head.text, fitting) or self.body_before(head, sentence)
        if word in AGENCIES:
            return again(head.text, [cited for cited in recent if self.sector(cited) == "JRN"])
        if word in TITLED:
            return again(head.text, [cited for cited in recent if word in cited.source.name.lower().split()])
        return []

    def of_name(self, head: Token) -> list[Source]:
        """The body cited or named before whose name has this noun: "the observatory", "the civil defence"."""
        if head.pos_ != "NOUN" or not is_definite(head):
            return []
        words, word = modifiers(head), spelt(head.lower_)
        for cited in reversed(self.said):
            if cited.kind == "body" and is_of_name(word, words, cited.source.name):
                return [cited.source._replace(text=head.text)]
        for name in self.named_bodies:
            if is_of_name(word, words, name):
                return [Source(head.text, name)]
        return []

    @cached_property
    def named_bodies(self) -> list[str]:
        """The bodies of more than one word that the article names, the first first."""
        found = (
            m.known.name
            for sentence in self.cast.text.sentences
            for m in self.cast.found.mentions[sentence.index]
            if m.form == "party"
        )
        return [name for name in dict.fromkeys(found) if " " in name]

    def body_before(self, head: Token, sentence: int) -> list[Source]:
        """The one body that the sentence before names, known or not, where nobody has been cited yet."""
        if modifiers(head) or not sentence:
            return []
        span = self.cast.text.sentences[sentence - 1].span
        roots = [entity.root for entity in span.ents if entity.label_ == "ORG" and len(entity) > 1]
        bodies = [root for root in roots if not self.cast.people.card(root)]
        found = named(self.cast, bodies[0]) if len(bodies) == 1 else []
        return [source._replace(text=head.text) for source in found]

    def sector(self, cited: Cited) -> str | None:
        known = self.cast.base.known.get(cited.source.name)
        return known.sector if known is not None else None

    def is_state(self, cited: Cited) -> bool:
        return self.sector(cited) in STATES

    def fullest(self, sources: list[Source]) -> list[Source]:
        """The sources by the fullest name that the article gives each, each once."""
        found: dict[str, Source] = {}
        for source in sources:
            whole = self.whole(source)
            name = self.names.get(bare_name(whole), whole)
            found.setdefault(name.lower(), source._replace(name=name))
        return list(found.values())

    def whole(self, source: Source) -> str:
        """The name of whoever was cited with more of his name or by it: "Abdel Rahman", "Homs governor"."""
        if source.name.lower() in self.titles:
            return self.titles[source.name.lower()]
        if source.name != source.text or not source.name.split()[-1][:1].isupper():
            return source.name
        last = f" {source.name.lower()}"
        return next((name for text, name in self.persons.items() if text.endswith(last)), source.name)


def spelt(word: str) -> str:
    """A word as British names have it."""
    return word.replace("defense", "defence").replace("center", "centre").replace("organiz", "organis")


def is_of_name(word: str, words: set[str], name: str) -> bool:
    """Whether a noun, with all the words before it, is what a name calls the body."""
    parts = [spelt(part) for part in JOINERS.split(name.lower())[0].split()]
    return parts[-1] == word and {spelt(part) for part in words} <= {spelt(part) for part in name.lower().split()}


def is_last(pronoun: Token) -> bool:
    """Whether a pronoun and its verb close what is said: "A child was among the dead, he said"."""
    index = pronoun.i + 1
    while index < pronoun.sent.end and pronoun.doc[index].pos_ in {"AUX", "ADV"}:
        index += 1
    after = pronoun.doc[index + 1] if index + 1 < pronoun.sent.end else None
    return pronoun.i > pronoun.sent.start and (after is None or after.is_punct or after.tag_ == "VBG")


def title_of(head: Token, name: str) -> str:
    """The two words or more right before a person's name, as "homs governor" of "Homs Governor Talal Barazi"."""
    first = head.i - len(name.split()) + 1
    start = first
    while start > head.sent.start and head.doc[start - 1].dep_ in {"compound", "amod"} and head.doc[start - 1].is_alpha:
        start -= 1
    return str(head.doc[start:first].text).lower() if first - start > 1 else ""


def is_definite(head: Token) -> bool:
    """Whether a noun takes up something told before: "the group", with nothing behind it that would name another."""
    return any(word.lower_ in DEFINITE for word in head.lefts) and not any(c.dep_ == "prep" for c in head.rights)


def modifiers(head: Token) -> set[str]:
    """The words between "the" and a noun."""
    return {word.lower_ for word in head.lefts if word.lower_ not in DEFINITE and not word.is_punct}


def is_told_in(words: set[str], cited: Cited) -> bool:
    """Whether all that is said of somebody was said of one cited before: "the Lebanese channel", then "the channel"."""
    if not words:
        return True
    told = {word.lower_ for word in cited.head.subtree} | set(cited.source.name.lower().split())
    return words <= told


def has_subject_before(pronoun: Token) -> bool:
    """Whether the sentence names a subject before a pronoun, which then stands for it rather than for a speaker."""
    before = pronoun.doc[pronoun.sent.start : pronoun.i]
    return any(token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in {"NOUN", "PROPN"} for token in before)


def bare_name(name: str) -> str:
    """A name without the organisation behind it."""
    return name.split(" (", maxsplit=1)[0]


def again(text: str, fitting: list[Cited]) -> list[Source]:
    """All that were cited with the same word as the last one that fits."""
    if not fitting:
        return []
    last = fitting[0]
    together = [cited for cited in fitting if cited.sentence == last.sentence and cited.kind == last.kind]
    return [cited.source._replace(text=text) for cited in together if cited.head == last.head]
