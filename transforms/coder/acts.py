"""One act that one sentence tells of, before its parties, place and time are looked up."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from .text import Sentence


@dataclass
class Act:
    """An act as a sentence tells it.

    Attributes:
        sentence: Where it stands.
        token: The word that tells it; of a composed act the governing word ("refused").
        base: The word for the act itself ("refused to *withdraw*").
        event_type: PLOVER type.
        modes: PLOVER modes.
        status: As the codebook has it.
        actors: Heads of the noun phrases of those who did it.
        recipients: Heads of those it was done to.
        is_weak: Whether it is told too vaguely to stand for an event of its own.
        accusers: Heads of those who accuse the actors of it: they are its sources.
        is_definite: Whether the words point back to an act told before ("the attack").
        is_noun: Whether a noun tells it.
        is_generic: Whether the noun only names a kind of act.
        is_other: Whether the words set it apart from acts told before ("another attack").
        is_mutual: Whether all its parties do it ("clashes").
        is_bare: Whether only plain saying tells it: "Assad must go", she said.
        is_voiced: Whether its doer is "we" or "I", who speak.
        words: Indices in the Doc of the words that tell it.
    """

    sentence: Sentence
    token: Token
    base: Token
    event_type: str
    modes: set[str] = field(default_factory=set)
    status: str = "occurred"
    actors: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    is_weak: bool = False
    accusers: list[Token] = field(default_factory=list)
    is_definite: bool = False
    is_other: bool = False
    is_noun: bool = False
    is_generic: bool = False
    is_bare: bool = False
    is_mutual: bool = False
    is_voiced: bool = False
    words: set[int] = field(default_factory=set)
