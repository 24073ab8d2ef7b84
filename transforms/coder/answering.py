"""Whom a criticism is of where it names only the act: the doer of "the decision", "the launch"."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from ...schemas.rows import Party
from .clauses import children, direct_objects, prepositions, with_conjuncts
from .told import Told

THEMES = {
    noun: frozenset(types.split())
    for types, nouns in {
        "SANCTION": "sanction embargo conviction expulsion suspension",
        "SANCTION COERCE": "verdict ruling sentence ban judgment",
        "MOBILIZE": "launch test deployment drill exercise",
        "PROTEST": "walkout stoppage protest march rally demonstration riot boycott",
        "COERCE": "arrest crackdown detention curfew seizure deportation blockade closure",
        "RETREAT": "withdrawal pullout release resignation",
        "CONCEDE": "pardon amnesty apology",
        "REQUEST": "appeal call demand request plea ultimatum",
        "ACCUSE": "accusation allegation charge criticism condemnation",
        "AGREE": "offer",
        "": "decision move resolution step measure announcement plan law vote proposal action",
    }.items()
    for noun in nouns.split()
}
"""Types of act that a noun may point back to; none given: any act of those who decide.

An attack condemned is no blame of whoever did it: nouns for force are left out."""
ABOUT = frozenset({"to", "of", "on", "over", "at", "about", "for", "against"})
POINTING = frozenset({"the", "this", "that", "these", "those"})
PRONOUNS = frozenset({"it", "this"})
DISPUTES = frozenset({"PROTEST", "REQUEST", "THREATEN"})
"""What workers do to their employer without naming him."""
SPOKEN = frozenset({"ACCUSE", "SUPPORT", "CONSULT"})
DECIDING = frozenset({"GOV", "LEG", "PTY", "IGO"})
"""Sectors that make decisions."""
BACK = 8
"""So many sentences back at most."""


def answer(events: list[Told], firms: Callable[[], list[Party]]) -> None:
    """Give criticism that names only an act its doer as recipient, and workers' demands the one firm there is.

    `firms` gives the firms that the article names; it is asked only where workers strike.
    """
    has_workers = any(party.sector == "LAB" for event in events for party in event.actors)
    firm = employer(events, firms()) if has_workers else None
    for event in events:
        if event.recipients:
            continue
        if event.event_type in {"ACCUSE", "REJECT"}:
            event.recipients = doers(event, events)
        elif firm and event.event_type in DISPUTES and any(party.sector == "LAB" for party in event.actors):
            event.recipients = [firm]


def employer(events: list[Told], named: list[Party]) -> Party | None:
    """The one firm that an article on a strike names: what workers do is done to it."""
    told = [party for event in events for party in (*event.actors, *event.recipients)]
    firms = {party.name: party for party in (*told, *named) if party.sector == "BUS"}
    return next(iter(firms.values())) if len(firms) == 1 else None


def doers(statement: Told, events: list[Told]) -> list[Party]:
    """Who did the act that a statement is about, its speaker excepted."""
    mine = {party.name for party in statement.actors}
    for noun in themes(statement.act.token):
        wanted = THEMES.get(noun.lemma_.lower(), frozenset())
        act = nearest(statement, noun, [event for event in events if fits(event, wanted, mine)])
        if act is not None:
            return [party for party in act.actors if party.name not in mine]
    return []


def fits(event: Told, wanted: frozenset[str], speakers: set[str]) -> bool:
    """Whether an event may be what somebody else's statement is about."""
    if event.status in {"denied", "hypothetical"} or not event.actors:
        return False
    if wanted and event.event_type not in wanted:
        return False
    if not wanted and event.event_type in SPOKEN:
        return False
    if not wanted and not any(party.sector in DECIDING for party in event.actors):
        return False
    return not speakers & {party.name for party in event.actors}


def nearest(statement: Told, noun: Token, events: list[Told]) -> Told | None:
    """The event told last before a noun."""
    here = statement.act.sentence.index
    ranked = [
        (max(before), number)
        for number, event in enumerate(events)
        if event is not statement
        and (before := [index for index in event.sentences if index < here or is_earlier(event, noun, index, here)])
        and here - max(before) <= BACK
    ]
    return events[max(ranked)[1]] if ranked else None


def is_earlier(event: Told, noun: Token, index: int, here: int) -> bool:
    """Whether an event of the same sentence stands before the noun."""
    return index == here == event.act.sentence.index and event.act.token.i < noun.i


def themes(word: Token) -> Iterator[Token]:
    """Nouns for acts, and "it", that a statement is about."""
    if word.pos_ not in {"VERB", "AUX", "NOUN"}:
        return
    below = list(direct_objects(word)) if word.pos_ == "VERB" else []
    for clause in children(word, "ccomp", "xcomp", "oprd"):
        below.extend(children(clause, "nsubj", "compound"))
    for source in (word, *below):
        for name, noun in prepositions(source):
            if name in ABOUT:
                below.append(noun)
    for noun in with_conjuncts(below):
        is_it = noun.lower_ in PRONOUNS and noun.dep_ in {"dobj", "nsubj"}
        if is_it or (noun.pos_ == "NOUN" and is_pointing(noun) and noun.lemma_.lower() in THEMES):
            yield noun


def is_pointing(noun: Token) -> bool:
    """Whether a noun points back to an act told before."""
    if children(noun, "poss", "amod") and not children(noun, "det"):
        return False
    return any(child.lower_ in POINTING for child in children(noun, "det")) or noun.lower_ == "sanctions"
