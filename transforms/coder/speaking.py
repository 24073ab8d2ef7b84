"""Who acts where an official says what his state will do: the official (ruling 21 of the codebook)."""

from typing import TYPE_CHECKING

from spacy.tokens import Token

from .attribution import Speaker

if TYPE_CHECKING:
    from .cast import Cast

PLEDGES = frozenset({"AGREE", "THREATEN", "REJECT", "CONCEDE"})
"""Statements whose speaker is their doer."""
SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "speaker", "adviser", "aide"})
"""Who only reports what a body says."""
RULING = frozenset({"GOV", "MIL"})


def speakers_own(event_type: str, actors: list[Token], speakers: list[Speaker], cast: "Cast") -> list[Token]:
    """The doers of a statement: a named official instead of "Washington" or "his government" that he speaks for."""
    if event_type not in PLEDGES or len(actors) != 1 or len(speakers) != 1:
        return actors
    state, speaker = cast.parties(actors[0]), speakers[0].token
    persons = cast.person(speaker) or cast.appositive(speaker)
    if len(state) != 1 or len(persons) != 1 or state[0].sector != "GOV" or persons[0].sector not in RULING:
        return actors
    is_state = cast.mention(actors[0]) is not None or actors[0].lemma_.lower() in {"government", "country"}
    speaks_for_others = any(word.lower_ in SPOKES for word in speaker.subtree if word.i <= speaker.i + 3)
    same = persons[0].country is not None and persons[0].country == state[0].country
    own = any(child.dep_ == "poss" and child.pos_ == "PRON" for child in actors[0].children)
    return [speaker] if is_state and (same or own) and not speaks_for_others else actors
