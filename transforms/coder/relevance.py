"""What an article is about, as far as it decides whether words of force are meant in earnest."""

from dataclasses import dataclass

from .lexicon import Lexicon
from .text import Text

ENOUGH = 3
"""Different words of a field that make an article one of that field."""
CONTEXT = 4
"""Sentences from which the absence of a word says something."""
PLAY = ("sport", "culture", "science")
ARMED = frozenset({"REB", "MIL", "COP", "UAF", "PRM", "CRM", "SPY"})


@dataclass(frozen=True)
class Relevance:
    """Fields of an article.

    Attributes:
        violent: Different words of violence, words for mere casualties not counted.
        play: Whether it is about sport, the arts or science and has hardly a word of violence.
        business: Whether it is about business and has none.
        civil: Whether it has no word of politics or violence at all.
        accident: Whether it is about an accident or a disaster, with hardly a word of violence.
    """

    violent: int
    play: bool
    business: bool
    civil: bool
    accident: bool


def relevance(text: Text, lexicon: Lexicon) -> Relevance:
    """Count the words of each field that an article uses."""
    lemmas = {token.lemma_.lower() for sentence in text.sentences for token in sentence.span if token.is_alpha}
    violent = len(lemmas & lexicon.words["violent"])
    grave = violent + len(lemmas & lexicon.words["political"])
    fields = {name: len(lemmas & lexicon.words[name]) for name in (*PLAY, "business", "accident")}
    return Relevance(
        violent=violent,
        play=any(fields[name] >= ENOUGH and fields[name] > 2 * grave for name in PLAY),
        business=fields["business"] >= ENOUGH and fields["business"] > 2 * violent,
        civil=grave == 0 and len(text.sentences) >= CONTEXT,
        accident=fields["accident"] > 0 and violent <= fields["accident"],
    )
