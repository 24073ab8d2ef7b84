"""What an article is about, as far as it decides whether words of force are meant in earnest."""

from dataclasses import dataclass

from .lexicon import Lexicon
from .text import Text

ENOUGH = 3
"""Different words of a field that make an article one of that field."""
QUIET = 0.22
"""Share of sentences with a grave word below which an article is about something else."""
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
        quiet: Whether hardly a sentence speaks of the state, of force or of dissent.
        accident: Whether it is about an accident or a disaster, with hardly a word of violence.
    """

    violent: int
    play: bool
    business: bool
    quiet: bool
    accident: bool


def relevance(text: Text, lexicon: Lexicon) -> Relevance:
    """Count the words of each field that an article uses."""
    by_sentence = [
        {word for token in sentence.span if token.is_alpha for word in (token.lower_, token.lemma_.lower())}
        for sentence in text.sentences
    ]
    earnest = sum(not words.isdisjoint(lexicon.words["grave"]) for words in by_sentence)
    lemmas = {token.lemma_.lower() for sentence in text.sentences for token in sentence.span if token.is_alpha}
    violent = len(lemmas & lexicon.words["violent"])
    grave = violent + len(lemmas & lexicon.words["political"])
    fields = {name: len(lemmas & lexicon.words[name]) for name in (*PLAY, "business", "accident")}
    return Relevance(
        violent=violent,
        play=any(fields[name] >= ENOUGH and fields[name] > 2 * grave for name in PLAY),
        business=fields["business"] >= ENOUGH and fields["business"] > 2 * violent,
        quiet=len(by_sentence) >= CONTEXT and earnest < QUIET * len(by_sentence),
        accident=fields["accident"] > 0 and violent <= fields["accident"],
    )
