"""What a report goes on to say of an attack without telling it again: of its victims and its toll.

"The number of those killed is likely to rise, the Observatory said": no act, and yet evidence of one, with its source.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from .citations import Citations
from .furniture import is_furniture
from .text import Sentence, Text
from .told import Told

VICTIMS = frozenset({"victim", "casualty", "survivor", "fatality", "toll"})
FALLEN = frozenset({"dead", "wounded", "injured"})
HARMED = frozenset({"kill", "injure", "wound", "hurt"})
PRESENT = frozenset({"occurred", "ongoing", "disputed"})
HURT = frozenset({"killed", "injured"})
DEFINITE = frozenset({"the", "these", "those", "all"})
NEAR = 2
"""Sentences within which victims are those of the attack told before."""


def follow(events: list[Told], text: Text, citations: Citations) -> None:
    """Give attacks the sentences that speak of their victims, with whoever is cited there."""
    told = {index for event in events for index in event.sentences}
    attacks = [e for e in events if e.event_type == "ASSAULT" and e.status in PRESENT and e.tolls.keys() & HURT]
    if not attacks:
        return
    for sentence in text.sentences:
        if sentence.index in told or sentence.field == "title" or is_furniture(sentence):
            continue
        word = next(words_back(sentence), None)
        attack = before(sentence.index, attacks) if word is not None else None
        if word is None or attack is None:
            continue
        attack.sentences.append(sentence.index)
        attack.fullness[sentence.index] = 0
        known = {source.name for source in attack.sources}
        attack.sources.extend(s for s in citations.over(sentence.index, word) if s.name not in known)


def words_back(sentence: Sentence) -> Iterator[Token]:
    """The words for victims and for how many they are that point back to those told of."""
    for token in sentence.span:
        lemma = token.lemma_.lower()
        if lemma in HARMED and token.dep_ == "acl" and token.head.lower_ in {"those", "all"}:
            yield token
        if token.lower_ not in FALLEN and (lemma not in VICTIMS or token.pos_ != "NOUN"):
            continue
        if any(child.lower_ in DEFINITE for child in token.lefts):
            yield token


def before(index: int, attacks: Sequence[Told]) -> Told | None:
    """The attack told last before a sentence, and near."""
    ranked = [
        (index - last, -number, attack)
        for number, attack in enumerate(attacks)
        for last in [max((i for i in attack.sentences if i < index), default=-NEAR - 1)]
        if index - last <= NEAR
    ]
    return min(ranked, key=lambda one: one[:2])[2] if ranked else None
