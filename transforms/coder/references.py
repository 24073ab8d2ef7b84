"""Pronouns and "the group": which party of the article they stand for, None where that is not clear."""

from functools import cached_property
from typing import TYPE_CHECKING

from spacy.tokens import Token

from ...schemas.rows import Party
from .describe import WRAPPERS
from .text import Sentence

if TYPE_CHECKING:
    from .cast import Cast

PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself"})
PLURAL = frozenset({"they", "them", "themselves"})
THING = frozenset({"it", "itself"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
SHARED = frozenset(
    "jihadists jihadist extremists extremist militants insurgents group organization organisation militia "
    "movement guerrillas terrorists network faction rebels".split()
) | {"militant group", "terror group", "terrorist group", "rebel group", "armed group", "militant organization"}
"""Words that may stand for the one armed group an article names."""
OFFICES = {
    "president": "President",
    "prime minister": "Prime Minister",
    "premier": "Premier",
    "chancellor": "Chancellor",
    "foreign minister": "Foreign Minister",
    "king": "King",
    "pope": "Pope",
    "secretary of state": "Secretary of State",
    "president-elect": "President-elect",
    "vice president": "Vice President",
}
AGENCIES = frozenset({"agency", "newspaper", "paper", "channel", "broadcaster", "daily", "network"})
NO_AGENCIES = frozenset({"intelligence agency", "spy agency", "aid agency", "relief agency", "government agency"})
MONITORS = frozenset({"monitor", "observatory", "watchdog"})
MONITORING = ("monitoring group", "rights group", "ngo")
GROUPS = frozenset(
    {"REB", "PRM", "CRM", "MIL", "COP", "CVL", "REF", "LAB", "UAF", "PTY", "OPP", "NGO", "JRN", "MED", "REL"}
)
SAYING = frozenset({"say", "tell", "add", "report", "announce", "claim", "state", "warn"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
NOUN_BACK = 12
PERSONS = frozenset({"CVL", "UAF", "REF", "LAB", "EDU"})
"""Sectors of people who are no body that could issue a statement."""
SPEAKER_BACK = 4
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

    def group(self, head: Token, text: str, word: str) -> list[Party]:
        """Whom "the group", "the jihadists" or "the president" stands for, where only one can be meant."""
        if word in OFFICES:
            return self.office(head, text, OFFICES[word])
        lowered, last = text.lower(), head.lemma_.lower()
        if last in AGENCIES and word not in NO_AGENCIES:
            return self.body(head, text, "JRN")
        if last in MONITORS or any(lowered.endswith(name) for name in MONITORING):
            return self.body(head, text, "NGO")
        if text.lower() not in SHARED or word == "rebels":
            return []
        named = {
            m.known.name: m.known
            for mentions in self.cast.found.mentions.values()
            for m in mentions
            if m.form == "party" and m.known.sector == "REB"
        }
        if len(named) != 1:
            return []
        ((_, known),) = named.items()
        return [Party(text, known.name, known.country, known.sector)]

    def same_noun(self, head: Token) -> Party | None:
        """The party that a noun with "the" has been said to be before: "the Syrian army … the army"."""
        sentence = self.cast.sentence(head)
        if sentence is None or not any(child.lower_ in DEFINITE for child in head.lefts):
            return None
        for index, place, party in reversed(self.heads.get(head.lemma_.lower(), [])):
            if (index, place) < (sentence.index, head.i) and sentence.index - index <= NOUN_BACK:
                return party
        return None

    @cached_property
    def heads(self) -> dict[str, list[tuple[int, int, Party]]]:
        """Nouns that stand with a name, by lemma: (sentence, token, party) in reading order."""
        found: dict[str, list[tuple[int, int, Party]]] = {}
        for sentence in self.cast.text.sentences:
            mentions = self.cast.found.mentions[sentence.index]
            if not mentions:
                continue
            for token in sentence.span:
                if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "nmod"}:
                    continue
                mention = self.cast.mention(token)
                is_named = mention is not None and mention.form == "party" and " " in mention.text
                if not is_named and (mention is not None or not self.cast.is_with_name(token, sentence)):
                    continue
                parties = self.cast.parties(token)
                if len(parties) == 1:
                    found.setdefault(token.lemma_.lower(), []).append((sentence.index, token.i, parties[0]))
        return found

    def body(self, head: Token, text: str, sector: str) -> list[Party]:
        """The agency or the monitoring group named last before these words, else first after them."""
        sentence = self.cast.sentence(head)
        if sentence is None:
            return []
        before = after = None
        for other in self.cast.text.sentences:
            for mention in self.cast.found.mentions[other.index]:
                if mention.form != "party" or mention.known.sector != sector:
                    continue
                if (other.index, mention.start) < (sentence.index, head.idx):
                    before = mention.known
                elif after is None:
                    after = mention.known
        known = before or after
        return [Party(text, known.name, known.country, known.sector)] if known is not None else []

    def office(self, head: Token, text: str, title: str) -> list[Party]:
        """The person in the article who holds an office of the article's country on the day."""
        base, day, main = self.cast.base, self.cast.published, self.cast.main
        if day is None or not any(child.lower_ in {"the", "its", "their"} for child in head.lefts):
            return []
        found = {
            m.known.name: m.known
            for mentions in self.cast.found.mentions.values()
            for m in mentions
            if m.form == "person"
            and any(o.title.startswith(title) and o.covers(day) for o in base.offices[m.known.name])
        }
        if len(found) > 1 and main is not None:
            found = {name: known for name, known in found.items() if known.country == main.code}
        if len(found) != 1:
            return []
        ((name, known),) = found.items()
        return [Party(text, name, known.country, known.sector)]

    def nearest(self, token: Token, *, is_person: bool = False, is_plural: bool = False) -> list[Party]:
        sentence = self.cast.sentence(token)
        if sentence is None:
            return []
        spoke = self.speaker(token, sentence, is_person, is_plural)
        if spoke is not None:
            return [spoke]
        for back in range(LOOK_BACK + 1):
            index = sentence.index - back
            if index < 0:
                break
            other = self.cast.text.sentences[index]
            tokens = [t for t in other.span if back or t.i < token.i]
            found = self.best(tokens, token, is_person, is_plural, same=back == 0)
            if found is not None:
                return [found]
        return []

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
        for token in tokens:
            if pronoun.lower_ in THING and token.lower_ in WRAPPERS:
                continue
            if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "poss", "nmod"}:
                continue
            if same and token.head == pronoun.head and pronoun.dep_ != "nsubj":
                continue  # nobody is both doer and done-to without "-self"
            parties = self.cast.parties(token)
            if len(parties) != 1 or not self.fits(token, parties[0], is_person, is_plural):
                continue
            subject = token.dep_ in {"nsubj", "nsubjpass"}
            if asks and pronoun.lower_ in THING and parties[0].sector in PERSONS:
                continue
            ranked.append((not subject, -token.i if same else token.i, parties[0]))
        if not ranked:
            return None
        return min(ranked, key=lambda item: item[:2])[2]

    def fits(self, token: Token, party: Party, is_person: bool, is_plural: bool) -> bool:
        """Whether number and kind agree."""
        known = self.cast.base.known.get(party.name)
        person = self.cast.people.card(token) is not None or (known is not None and known.kind == "person")
        plural = token.tag_ in {"NNS", "NNPS"}
        if is_person:
            return person or (not plural and known is None and party.sector in {"GOV", "CVL", "UAF", "COP"})
        if person:
            return False
        if is_plural:
            return plural or party.sector in GROUPS
        return not plural
