"""Who acts beside the doer: "backed by Russia", "alongside a militia", "with the support of US jets" (ruling 17)."""

from collections.abc import Callable

from spacy.tokens import Token

from .clauses import agents, children, is_passive, prepositions, with_conjuncts

BACKING = frozenset({"back", "support", "aid", "assist", "accompany", "join"})
HELP = frozenset({"support", "backing", "help", "assistance", "aid", "cover"})
BESIDE = frozenset({"alongside"})
IsParty = Callable[[Token], bool]


def allies(actors: list[Token], verb: Token, deed: Token, is_party: IsParty) -> list[Token]:
    """The heads of those said to back or accompany the doers of a military act, or to assist the act."""
    found: list[Token] = []
    for holder in dict.fromkeys((*actors, verb, deed)):
        for clause in children(holder, "acl", "advcl"):
            if clause.lemma_ in BACKING and clause.tag_ == "VBN" and (is_passive(clause) or agents(clause)):
                found.extend(backers(clause, is_party))
        found.extend(beside(holder, is_party))
        for name, noun in prepositions(holder):
            if name == "with" and noun.lemma_ in HELP:
                behind = [below for word, below in prepositions(noun) if word in {"of", "from"}]
                found.extend(named(with_conjuncts(behind), is_party))
    return [head for head in dict.fromkeys(found) if head not in actors]


def beside(holder: Token, is_party: IsParty) -> list[Token]:
    """Who is named after "alongside" or "along with" right behind a noun, or behind a verb."""
    found = [noun for name, noun in prepositions(holder) if name in BESIDE or is_along(name, noun)]
    return named(with_conjuncts(found), is_party)


def is_along(name: str, noun: Token) -> bool:
    """Whether a "with" is that of "along with"."""
    with_word = noun.head
    return name == "with" and with_word.i > 0 and with_word.nbor(-1).lower_ in {"along", "together"}


def backers(clause: Token, is_party: IsParty) -> list[Token]:
    """Who "backed by" names: parties, and whose strikes or tanks they are; "ally Russia" is read as one name."""
    found: list[Token] = []
    for agent in with_conjuncts(agents(clause)):
        after = agent.nbor() if agent.i + 1 < agent.sent.end else None
        is_cut = after is not None and after.pos_ == "PROPN" and after.dep_ == "npadvmod" and after.head == clause
        noun = after if after is not None and is_cut else agent
        modifiers = with_conjuncts([child for child in noun.lefts if child.dep_ in {"nmod", "amod", "compound"}])
        states = [word for word in modifiers if word.pos_ == "PROPN" and is_party(word) and word.dep_ == "nmod"]
        found.extend([*states, *named([noun], is_party)])
    return found


def named(heads: list[Token], is_party: IsParty) -> list[Token]:
    """The heads that are parties, and for things whose they are: "Russian air strikes"."""
    found: list[Token] = []
    for head in heads:
        if is_party(head):
            found.append(head)
        else:
            found.extend(word for word in head.lefts if word.dep_ in {"amod", "compound", "poss"} and is_party(word))
    return found
