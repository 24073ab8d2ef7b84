"""Whom an act of force befell, and who did it where only the manner says so, once its tellings are one event."""

from ...schemas.rows import Party
from .party_base import PartyBase
from .text import Text
from .told import Told

SEVERAL = frozenset({"double", "twin", "triple", "two", "three", "several", "series", "bombers", "bombings", "attacks"})
"""Words by which a suicide attack had more than one bomber."""
STATELY = frozenset({"MIL", "GOV", "PRM", "COP"})


def are_fought(event: Told, fights: list[Told]) -> bool:
    """Whether two sides fought: whoever falls then is of neither or of both (ruling 17)."""
    if event.event_type != "ASSAULT" or len(event.actors) < 2:
        return False
    doers = {party.name for party in event.actors}
    camps = {party.sector in STATELY for party in event.actors}
    if len(camps) == 1 and any({party.sector in STATELY} != camps for party in event.recipients):
        return False  # allies, and whom they fight
    return event.act.is_mutual or any(
        set(fight.sentences) <= set(event.sentences) and {party.name for party in fight.actors} <= doers
        for fight in fights
    )


def fights_of(tellings: list[Told]) -> list[Told]:
    """The tellings that name two sides of a fight."""
    return [told for told in tellings if told.event_type == "ASSAULT" and told.act.is_mutual and len(told.actors) > 1]


def without_scene(parties: list[Party], event: Told, base: PartyBase) -> list[Party]:
    """The parties without the state where it was: "Togo suffered attacks", "raids on Syria killed jihadists"."""
    if event.event_type != "ASSAULT" or event.status in {"planned", "hypothetical"}:
        return parties
    others = [party for party in parties if not is_state(party, base)]
    is_where = not event.actors and (event.place is None or any(p.country == event.place.country for p in parties))
    return others if others or is_where else parties


def is_state(party: Party, base: PartyBase) -> bool:
    """Whether a party is a state by its name."""
    known = base.known.get(party.name)
    return known is not None and known.kind == "state"


def bombers(event: Told, text: Text) -> list[Party]:
    """Who does a suicide attack that no party is named for: its bomber."""
    doc = event.act.base.doc
    is_named = any(token.lower_ == "suicide" for index in event.act.words for token in doc[index].lefts)
    if event.event_type != "ASSAULT" or event.actors or not (is_named or "suicide-attack" in event.modes):
        return event.actors
    words = [token for index in event.sentences for token in text.sentences[index].span]
    lowered = {token.lower_ for token in event.act.sentence.span}
    said = next((t for t in words if t.lemma_.lower() == "bomber"), None) or next(
        (t for t in words if t.lower_ == "suicide"), event.act.base
    )
    name = "suicide bombers" if said.tag_ == "NNS" or lowered & SEVERAL else "suicide bomber"
    return [Party(said.text, name, None, "UAF")]
