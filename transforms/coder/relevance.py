"""What an article is about, as far as it decides whether words of force are meant in earnest."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from ...schemas.rows import Party
from .lexicon import Lexicon
from .text import Text

ENOUGH, MANY = 3, 4
"""Different words of a field that make an article one of that field, where others are rare; and in any case."""
QUIET, EVERYDAY = 0.22, 2
"""Share of sentences with a grave word below which an article is about something else; and how many times more words
of everyday fields than grave ones it has."""
CONTEXT = 4
"""Sentences from which the absence of a word says something."""
PLAY = ("sport", "culture", "science", "weather", "technology", "leisure", "education", "nature")
FIELDS = (*PLAY, "business", "health", "transport", "life")
ARMED = frozenset({"REB", "MIL", "COP", "UAF", "PRM", "CRM", "SPY"})
POLITICAL = frozenset("GOV LEG JUD MIL COP SPY PRM REB UAF PTY OPP IGO LAB NGO REF".split())
CIVIL = frozenset(
    "aircraft airliner jet plane division party security vessel ship helicopter executive captain crew shooter".split()
)
"""Nouns that name a party of politics or war in an article on these, and elsewhere a thing of trade."""


@dataclass(frozen=True)
class Relevance:
    """Fields of an article.

    Attributes:
        violent: Different words of violence, words for mere casualties not counted.
        armed: Those of them that are no figures of speech: "airstrike", "militant", not "attack", "shoot".
        play: Whether it is about sport, the arts, science or the like and has hardly a word of violence.
        business: Whether it is about business and has none.
        quiet: Whether hardly a sentence speaks of the state, of force or of dissent.
        accident: Whether it is about an accident or a disaster, with hardly a word of violence.
    """

    violent: int
    armed: int
    play: bool
    business: bool
    quiet: bool
    accident: bool


def relevance(text: Text, lexicon: Lexicon) -> Relevance:
    """Count the words of each field that an article uses."""
    by_sentence = [words_of(token for token in sentence.span if token.is_alpha) for sentence in text.sentences]
    words = frozenset[str]().union(*by_sentence)
    grave = words & lexicon.words["grave"]
    fields = {name: words & lexicon.words[name] for name in FIELDS}
    everyday = frozenset[str]().union(*fields.values()) - grave
    earnest = sum(not found.isdisjoint(grave) for found in by_sentence)
    violent = len(words & lexicon.words["violent"])
    accident = len(words & lexicon.words["accident"])
    in_context = len(by_sentence) >= CONTEXT
    return Relevance(
        violent=violent,
        armed=len(grave & lexicon.words["violent"]),
        play=any(len(fields[name]) >= MANY and len(fields[name]) > 2 * len(grave) for name in PLAY),
        business=len(fields["business"]) >= ENOUGH and len(fields["business"]) > 2 * len(grave),
        quiet=in_context and (earnest < QUIET * len(by_sentence) or len(everyday) > EVERYDAY * len(grave)),
        accident=accident > 0 and violent <= accident,
    )


def words_of(tokens: Iterable[Token]) -> set[str]:
    """The words of tokens, as they stand and as the dictionary has them."""
    return {word for token in tokens for word in (token.lower_, token.lemma_.lower())}


def is_political(party: Party) -> bool:
    """Whether a party acts in politics or war by what it is; a word that may as well name goods does not."""
    return party.sector in POLITICAL and not any(word.rstrip("s") in CIVIL for word in party.text.lower().split()[-1:])
