"""Persons whom the article names after describing them: "the gunman, identified as Omar Reyes"."""

from functools import cached_property
from typing import TYPE_CHECKING

from spacy.tokens import Token

from ...schemas.rows import Party
from . import describe as nouns
from .clauses import children

if TYPE_CHECKING:
    from .cast import Cast

NAMING = frozenset({"identify", "name"})
POINTING = frozenset({"the", "this", "that"})
SPEC = frozenset({"gunmen"})
"""Kinds of nouns for the one doer whom a report is on: "the gunman", "the assailant", "the attacker"."""


class Identified:
    """Names by the descriptions that they are given to, in one article."""

    def __init__(self, cast: "Cast") -> None:
        self.cast = cast

    @cached_property
    def named(self) -> dict[tuple[int, int], Party]:
        """Persons by the noun, as (Doc, token), that the words identify."""
        found: dict[tuple[int, int], Party] = {}
        for sentence in self.cast.text.sentences:
            for verb in sentence.span:
                if verb.pos_ != "VERB" or verb.lemma_ not in NAMING:
                    continue
                noun, name = described(verb), given(verb)
                persons = self.cast.person(name) if name is not None else []
                if noun is not None and noun.pos_ == "NOUN" and len(persons) == 1:
                    found[id(noun.doc), noun.i] = persons[0]
        return found

    @cached_property
    def doer(self) -> Party | None:
        """The one person whom the article identifies as its gunman, attacker or the like."""
        persons: dict[str, Party] = {}
        for sentence in self.cast.text.sentences:
            for token in sentence.span:
                party = self.named.get((id(token.doc), token.i))
                if party is not None and self.is_doer(token):
                    persons[party.name] = party
        return next(iter(persons.values())) if len(persons) == 1 else None

    def is_doer(self, noun: Token) -> bool:
        """Whether a noun is one for the doer of a crime, in the singular."""
        found = nouns.descriptor(self.cast.base, noun) if noun.tag_ == "NN" else None
        return found is not None and found[1].kind in SPEC

    def party(self, noun: Token) -> Party | None:
        """The person whom a noun stands for, as the article identifies him; with the noun's words as text."""
        known = self.named.get((id(noun.doc), noun.i))
        is_definite = any(child.lower_ in POINTING for child in noun.lefts)
        if known is None and is_definite and self.is_doer(noun):
            known = self.doer
        return known._replace(text=nouns.bare(noun).text) if known is not None else None


def described(verb: Token) -> Token | None:
    """The noun that is given a name: what a clause hangs on, the subject of a passive, the object of an active verb."""
    if verb.dep_ in {"acl", "relcl"}:
        return verb.head
    found = children(verb, "nsubjpass") or children(verb, "dobj")
    return found[0] if found else None


def given(verb: Token) -> Token | None:
    """The name given: what stands after "as"."""
    for holder in (verb, *children(verb, "agent", "dobj")):
        for prep in (holder, *children(holder, "pobj")):
            for child in children(prep, "prep"):
                if child.lower_ == "as":
                    return next(iter(children(child, "pobj")), None)
    return None
