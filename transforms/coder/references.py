"""Pronouns and "the group": which party of the article they stand for, None where that is not clear."""

from typing import TYPE_CHECKING

from spacy.tokens import Token

from ...schemas.rows import Party
from .describe import WRAPPERS
from .text import Sentence

if TYPE_CHECKING:
    from .cast import Cast

PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself", "his"})
PLURAL = frozenset({"they", "them", "themselves", "their"})
THING = frozenset({"it", "itself", "its"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
GROUPS = frozenset(
    {"REB", "PRM", "CRM", "MIL", "COP", "CVL", "REF", "LAB", "UAF", "PTY", "OPP", "NGO", "JRN", "MED", "REL"}
)
SAYING = frozenset({"say", "tell", "add", "report", "announce", "claim", "state", "warn"})
PERSONS = frozenset({"CVL", "UAF", "REF", "LAB", "EDU"})
"""Sectors of people who are no body that could issue a statement."""
TAKING = frozenset("regain recapture retake capture seize overrun shell besiege bomb storm advance retreat".split())
"""What armed parties do: of those named before, "they" are such."""
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "CRM", "GOV"})
SPEAKER_BACK = 4
STATELY = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
OPENING, CLOSING = "“", "”"
INNER = frozenset({"compound", "amod", "poss", "nmod"})
LOOK_BACK = 2
"""Sentences to look back."""


class References:
    """Resolves words that only refer.

    A candidate fits by number and kind; subjects come before other words, nearer before farther ones.
    """

    def __init__(self, cast: "Cast") -> None:
        self.cast = cast

    def resolve(self, token: Token) -> list[Party]:
        """The party a pronoun stands for; empty where none is clear."""
        word = token.lower_
        if word in RELATIVE:
            head = token.head
            for _ in range(4):
                if head.dep_ == "relcl":
                    return self.cast.parties(head.head)
                head = head.head
            return []
        if word in PERSONAL:
            return self.nearest(token, is_person=True)
        if word in PLURAL:
            return self.nearest(token, is_plural=True)
        if word in THING:
            return self.nearest(token)
        return []

    def nearest(self, token: Token, *, is_person: bool = False, is_plural: bool = False) -> list[Party]:
        sentence = self.cast.sentence(token)
        if sentence is None:
            return []
        quoted = self.quoted(token)
        if quoted:
            return quoted
        spoke = self.speaker(token, sentence, is_person, is_plural)
        if spoke is not None:
            return [spoke]
        for back in range(LOOK_BACK + 1):
            index = sentence.index - back
            if index < 0:
                break
            other = self.cast.text.sentences[index]
            if back and token.lower_ in THING and self.is_about_a_thing(other):
                break
            tokens = [t for t in other.span if back or t.i < token.i]
            found = self.best(tokens, token, is_person, is_plural, same=back == 0)
            if found is not None:
                return [found]
        return []

    def quoted(self, token: Token) -> list[Party]:
        """Whom "it" is below "quoted the ministry as saying that it"."""
        for verb in token.ancestors:
            if verb.lemma_ in {"quote", "cite"} and verb.pos_ == "VERB":
                objects = [child for child in verb.children if child.dep_ == "dobj" and child.i < token.i]
                return self.cast.parties(objects[0]) if objects and token.dep_ == "nsubj" else []
        return []

    def rest(self, token: Token) -> list[Party]:
        """Who "others" or a bare number are: those told before ("killed three soldiers and wounded four others")."""
        if token.dep_ not in {"dobj", "nsubjpass"}:
            return []
        for other in reversed(token.doc[token.sent.start : token.i]):
            if other.tag_ == "NNS" and other.dep_ in {"dobj", "pobj", "nsubjpass"}:
                found = self.cast.parties(other)
                if len(found) == 1 and found[0].sector in GROUPS:
                    return found
        return []

    def is_about_a_thing(self, sentence: Sentence) -> bool:
        """Whether a sentence's subject is a thing that a following "it" may as well stand for."""
        return any(
            child.dep_ in {"nsubj", "nsubjpass"}
            and child.pos_ in {"NOUN", "PROPN"}
            and child.tag_ in {"NN", "NNP"}
            and not self.cast.parties(child)
            for child in sentence.span.root.children
        )

    def speaker(self, token: Token, sentence: Sentence, is_person: bool, is_plural: bool) -> Party | None:
        """Who spoke last before "he said" or "it said"."""
        if token.dep_ != "nsubj" or token.head.lemma_.lower() not in SAYING:
            return None
        for other in reversed(self.cast.text.sentences[max(0, sentence.index - SPEAKER_BACK) : sentence.index]):
            for noun in other.span:
                if noun.dep_ != "nsubj" or noun.head.lemma_.lower() not in SAYING or noun.pos_ == "PRON":
                    continue
                parties = self.cast.parties(noun)
                if len(parties) != 1 or not self.fits(noun, parties[0], is_person, is_plural):
                    continue
                if token.lower_ not in THING or parties[0].sector not in PERSONS:
                    return parties[0]
        return None

    def best(
        self, tokens: list[Token], pronoun: Token, is_person: bool, is_plural: bool, *, same: bool
    ) -> Party | None:
        """The best candidate of a sentence: its subjects first, then the nearest to the pronoun."""
        ranked = []
        asks = pronoun.dep_ == "nsubj" and pronoun.head.lemma_.lower() in SAYING
        takes = pronoun.dep_ == "nsubj" and pronoun.head.lemma_.lower() in TAKING
        clause = verb_above(pronoun)
        doers = self.doers(clause) if pronoun.dep_ not in {"nsubj", "nsubjpass", "poss"} else []
        for token in tokens:
            if pronoun.lower_ in THING and token.lower_ in WRAPPERS:
                continue
            if token.pos_ not in {"NOUN", "PROPN"} or (token.dep_ in INNER and not self.is_group(token, pronoun)):
                continue
            if same and token.head == clause and pronoun.dep_ != "nsubj":
                continue  # nobody is both doer and done-to without "-self"
            parties = self.cast.parties(token)
            if len(parties) != 1 or not self.fits(token, parties[0], is_person, is_plural):
                continue
            if same and is_quoted(token) and not is_quoted(pronoun):
                continue
            if any(is_same_camp(parties[0], doer) for doer in doers):
                continue  # "Officials held ten teachers. The ministry accused them"
            subject = token.dep_ in {"nsubj", "nsubjpass"}
            if asks and pronoun.lower_ in THING and parties[0].sector in PERSONS:
                continue
            unarmed = takes and parties[0].sector not in ARMED
            ranked.append((unarmed, not subject, -token.i if same else token.i, parties[0]))
        if not ranked:
            return None
        return min(ranked, key=lambda item: item[:3])[3]

    def doers(self, verb: Token) -> list[Party]:
        """Who does what the verb says, by its own subject."""
        subjects = [child for child in verb.children if child.dep_ == "nsubj" and child.pos_ != "PRON"]
        return [party for subject in subjects for party in self.cast.parties(subject)]

    def is_group(self, token: Token, pronoun: Token) -> bool:
        """Whether a word inside a longer phrase names a body that "its" may mean: "Hamas spokesman … its fighters"."""
        mention = self.cast.mention(token)
        return pronoun.dep_ == "poss" and mention is not None and mention.form in {"party", "state"}

    def fits(self, token: Token, party: Party, is_person: bool, is_plural: bool) -> bool:
        """Whether number and kind agree."""
        known = self.cast.base.known.get(party.name)
        person = self.cast.people.card(token) is not None or (known is not None and known.kind == "person")
        plural = token.tag_ in {"NNS", "NNPS"}
        if is_person:
            return person or (not plural and known is None and party.sector in {"GOV", "CVL", "UAF", "COP"})
        if person:
            return False
        if not (is_plural or plural) and party.sector in {"CVL", "REF"} and known is None:
            return False  # "it" is no woman
        if is_plural:
            return plural or party.sector in GROUPS
        return not plural


def verb_above(pronoun: Token) -> Token:
    """The word that a pronoun is an object of, through "of" behind a count: of "beat four of them" the verb."""
    above = pronoun.head
    if above.lower_ == "of" and (above.head.pos_ == "NUM" or above.head.lower_ in WRAPPERS):
        above = above.head.head
    return above.head if above.dep_ == "prep" and above.head.pos_ == "VERB" else above


def is_same_camp(one: Party, other: Party) -> bool:
    """Whether two parties are of one state's own, which do not act on each other."""
    return one.country is not None and one.country == other.country and {one.sector, other.sector} <= STATELY


def is_quoted(token: Token) -> bool:
    """Whether a word stands in curly quotation marks that open in its sentence."""
    before = token.doc[token.sent.start : token.i]
    last = next((mark.text for mark in reversed(before) if mark.text in {OPENING, CLOSING}), "")
    return last == OPENING
