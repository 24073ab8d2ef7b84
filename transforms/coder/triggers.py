"""Which words of a sentence tell of an act: the lexicon's senses against the parse."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from .clauses import children, has_infinitive, is_passive, logical_subjects, patients_of, prepositions, with_conjuncts
from .lexicon import Lexicon, Need, NounSense, VerbSense
from .status import mood

PLAIN_PARTICLES = frozenset({"down", "off", "away", "back", "in", "over"})
"""Particles that leave the act what it is ("gunned them down", "sealed off")."""
PLACES = frozenset({"territory", "place", "country"})
"""Classes that every named place is of."""
ASIDES = frozenset({"relcl", "advcl", "acl", "poss", "nsubj", "nsubjpass", "agent"})
NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound"})
MONTHS = frozenset({"March", "May"})
LAYING = frozenset({"pin", "blame", "lay", "place", "attribute", "ascribe", "relieve", "strip", "deprive", "divest"})
"""Verbs whose preposition the parse may hang on their object: "pinned the attack on the PKK"."""
FIRST = frozenset({"we", "i"})
"""Words for whoever speaks; only a party's statement is told as an act."""
IsParty = Callable[[Token], bool]


@dataclass
class Trigger:
    """A word that tells of an act.

    Attributes:
        token: The verb or noun.
        sense: What the lexicon says of it.
        prepositional: Object of the preposition that belongs to the verb ("call for X").
        headline: Whether it is a verb that the parser took for a noun.
    """

    token: Token
    sense: VerbSense | NounSense
    prepositional: list[Token] = field(default_factory=list)
    headline: bool = False

    @property
    def is_verb(self) -> bool:
        return isinstance(self.sense, VerbSense)


class Matcher:
    """Matches the lexicon's senses; `is_party` and `is_place` tell parties to politics and named places."""

    def __init__(self, lexicon: Lexicon, is_party: IsParty, is_place: IsParty) -> None:
        self.lexicon = lexicon
        self.is_party = is_party
        self.is_place = is_place

    def in_class(self, token: Token, option: str) -> bool:
        """Whether a noun is of a class, or is the word itself (`=word`)."""
        if option == "party" or (option == "official" and token.lower_ in FIRST):
            return self.is_party(token)
        if option in PLACES and self.is_place(token):
            return True
        lemma = token.lemma_.lower()
        if option.startswith("="):
            return lemma == option[1:] or token.lower_ == option[1:]
        words = self.lexicon.classes.get(option, frozenset())
        if lemma in words or token.lower_ in words:
            return True
        return any(f"{child.lower_}-{lemma}" in words for child in children(token, "compound", "amod"))

    def meets(self, need: Need, verb: Token, objects: list[Token]) -> bool:
        """Whether one need holds."""
        return self.holds(need, verb, objects) != need.negated

    def holds(self, need: Need, verb: Token, objects: list[Token]) -> bool:
        if need.kind == "no-obj":
            return not objects
        if need.kind in PLAIN:
            return PLAIN[need.kind](verb)
        if need.kind == "mod":
            return not modifiers(verb).isdisjoint(need.options)
        if need.kind == "prep":
            return any(self.has_preposition(verb, objects, option) for option in need.options)
        if need.kind == "subj" and not subjects_for_needs(verb):
            unsaid = bool({"force", "party", "police", "none", "official"} & set(need.options))
            return unsaid and not need.negated and (is_passive(verb) or "none" in need.options)
        words = {
            "with": lambda: list(verb.subtree),
            "near": lambda: list(verb.sent),
            "label": lambda: labels(verb),
            "subj": lambda: self.doers(verb),
            "obj": lambda: objects,
        }[need.kind]()
        return any(self.in_class(token, option) for token in words for option in need.options)

    def has_preposition(self, verb: Token, objects: list[Token], option: str) -> bool:
        name, _, kind = option.partition("/")
        for source in (verb, *objects):
            for preposition, noun in prepositions(source):
                if preposition == name and (not kind or self.in_class(noun, kind) or self.is_act(noun, kind)):
                    return True
        return False

    def is_act(self, noun: Token, kind: str) -> bool:
        return kind == "act" and noun.lemma_.lower() in self.lexicon.nouns

    def doers(self, verb: Token) -> list[Token]:
        """Who does it; of "hundreds of soldiers" the hundreds and the soldiers."""
        heads = subjects_for_needs(verb)
        return heads + [noun for noun in self.unwrapped(heads) if noun not in heads]

    def unwrapped(self, heads: list[Token]) -> list[Token]:
        """The nouns that measure words count: of "a round of sanctions" the sanctions."""
        found: list[Token] = []
        for head in heads:
            below = (
                [noun for name, noun in prepositions(head) if name == "of"] if self.in_class(head, "measure") else []
            )
            found.extend(with_conjuncts(below) or [head])
        return found

    def verb(self, token: Token) -> Trigger | None:
        """The first sense of a verb whose needs hold."""
        senses = self.lexicon.verbs.get(hyphened(token)) or self.lexicon.verbs.get(token.lemma_.lower(), ())
        for sense in senses:
            extra = match_rest(token, sense.words[1:])
            if extra is None or has_other_particle(token, sense.words):
                continue
            objects = self.unwrapped(with_conjuncts(extra or patients_of(token)))
            if all(self.meets(need, token, objects) for need in sense.needs):
                return Trigger(token, sense, extra)
        return None

    def noun(self, token: Token) -> Trigger | None:
        """The first sense of a noun whose needs hold."""
        senses = self.lexicon.nouns.get(hyphened(token)) or self.lexicon.nouns.get(token.lemma_.lower(), ())
        for sense in senses:
            if len(sense.words) > 1 and not precedes(token, sense.words[:-1]):
                continue
            if all(self.meets(need, token, []) for need in sense.needs):
                return Trigger(token, sense)
        return None

    def find(self, tokens: list[Token]) -> Iterator[Trigger]:
        """Yield the triggers among the tokens of a sentence, in reading order."""
        for token in tokens:
            if token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and token.tag_ in {"VBN", "VBD"}):
                found = self.verb(token) if token.dep_ not in NO_CLAUSE or is_clause(token) else None
            elif is_noun(token) and token.dep_ != "compound" and token.text not in MONTHS:
                found = self.noun(token)
            else:
                found = None
            if found:
                yield found


def hyphened(token: Token) -> str:
    """The lemma of a word that the parser cut at its hyphens: of "sit-in", its "in" stands for all of it."""
    doc, first = token.doc, token.i
    while first >= 2 and doc[first - 1].text == "-" and not (doc[first - 1].whitespace_ or doc[first - 2].whitespace_):
        first -= 2
    return doc[first : token.i].text.lower() + token.lemma_.lower() if first < token.i else ""


def is_noun(token: Token) -> bool:
    """Whether a token can be a noun; the last piece of "sit-in" is one, whatever the parser takes it for."""
    if token.pos_ in {"NOUN", "PROPN"}:
        return True
    return token.pos_ in {"ADP", "ADV", "PART"} and bool(hyphened(token))


def is_clause(verb: Token) -> bool:
    """Whether a verb that the parser hangs on its object has a subject: "The junta dissolved parliament"."""
    return verb.dep_ == "amod" and bool(children(verb, "nsubj"))


def has_other_particle(verb: Token, words: tuple[str, ...]) -> bool:
    """Whether a particle makes another verb of it ("fed up")."""
    return any(child.lower_ not in words and child.lower_ not in PLAIN_PARTICLES for child in children(verb, "prt"))


def modifiers(verb: Token) -> set[str]:
    """Lemmas of the words right below a verb, and of those in its object and prepositional phrases."""
    found = {child.lemma_.lower() for child in verb.children}
    for child in verb.children:
        if child.dep_ in {"prep", "dobj"}:
            found |= {below.lemma_.lower() for below in child.subtree}
    return found


def labels(verb: Token) -> list[Token]:
    """Words by which a verb names or describes its object: "called it a *disgrace*", "slammed it as *illegal*"."""
    found = []
    for word in verb.subtree:
        if word.i <= verb.i or word.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB", "ADV"}:
            continue
        step = word
        while step not in {step.head, verb} and step.dep_ not in ASIDES:
            step = step.head
        if step == verb:
            found.append(word)
    return found


def subjects_for_needs(verb: Token) -> list[Token]:
    """Who does it, for the needs of a verb; for a passive, its agent or nobody."""
    if is_passive(verb):
        return [noun for by in children(verb, "agent") for noun in with_conjuncts(children(by, "pobj"))]
    return with_conjuncts(logical_subjects(verb))


TIMES = frozenset({"DATE", "TIME"})


def match_rest(verb: Token, rest: tuple[str, ...]) -> list[Token] | None:
    """Match particles, prepositions and fixed nouns after a verb.

    Returns the objects of the last preposition, an empty list where there is none, None where the words do not match.
    """
    if not rest:
        return []
    word, *more = rest
    if not more and verb.lemma_ in LAYING:
        for thing in children(verb, "dobj"):
            for child in children(thing, "prep"):
                if child.lower_ == word:
                    return children(child, "pobj")
    for child in verb.children:
        if child.i < verb.i and child.dep_ != "prt":
            continue
        if child.lower_ == word or child.lemma_.lower() == word:
            if not more:
                if child.dep_ in {"prep", "dative"}:
                    nouns = children(child, "pobj")
                    if nouns and all(noun.ent_type_ in TIMES for noun in nouns):
                        continue  # "fired a missile on Monday" fires on nobody
                    return nouns
                return [noun for name, noun in prepositions(child) if name == "of"]
            below = match_rest(child, tuple(more))
            if below is None:
                below = match_rest(verb, tuple(more))
            if below is not None:
                return below
    return None


def precedes(token: Token, words: tuple[str, ...]) -> bool:
    """Whether the words stand right before the token."""
    if token.i - token.sent.start < len(words):
        return False
    before = token.doc[token.i - len(words) : token.i]
    return all(word in (found.lower_, found.lemma_.lower()) for word, found in zip(words, before, strict=True))


PLAIN: dict[str, Callable[[Token], bool]] = {
    "comp": lambda verb: bool(children(verb, "xcomp", "ccomp")),
    "to-inf": lambda verb: has_infinitive(verb, of_other=False),
    "other-inf": lambda verb: has_infinitive(verb, of_other=True),
    "refusing": lambda verb: mood(verb) == "refused",
    "intending": lambda verb: mood(verb) == "planned",
    "intrans": lambda verb: not children(verb, "dobj", "nsubjpass"),
    "joint": lambda verb: len(subjects_for_needs(verb)) > 1,
    "has-subj": lambda verb: bool(subjects_for_needs(verb)),
}
"""Needs without options, each by what must hold of the verb."""
