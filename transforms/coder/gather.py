"""One event from two tellings: what each says of it, the fuller or more exact word of the two."""

from ...schemas.rows import Party
from .agreement import alike, is_vague, may_be_named, share
from .counts import Count
from .told import Told

NOBODY: set[str] = set()


def take_over(event: Told, told: Told) -> None:
    """Add to an event what another telling says of it."""
    if event.sentences == [0] and told.actors and not share(event.actors, told.actors):
        event.actors = []  # the body says who it was
    event.modes |= told.modes
    for sentence in told.sentences:
        if sentence not in event.sentences:
            event.sentences.append(sentence)
        event.fullness[sentence] = max(event.fullness.get(sentence, 0), told.fullness.get(sentence, 0))
    headlined = event.headlined - told.headlined
    persons = event.persons | told.persons
    event.actors = by_name(joined(event.actors, told.actors, headlined), event.actors, told.actors, persons)
    recipients = befallen(event, told, headlined)
    mine = {party.name for party in event.actors}
    event.recipients = [party for party in recipients if party.name not in mine or party.text.startswith("own ")]
    event.persons = persons
    event.headlined |= told.headlined
    is_more = {party.name for party in event.victims} < {party.name for party in told.victims}
    event.victims = told.victims if is_more else event.victims
    # "The war in Syria" speaks of the attack and says nothing of where that was.
    is_finer = event.place is None or (told.place is not None and event.place.yields_to(told.place))
    if told.place and not told.is_weak and is_finer:
        event.place = told.place
    if told.when and not told.is_weak and 0 not in told.sentences:
        event.times.append(told.when)
    if told.when and (event.when is None or (event.when.precision != "day" and told.when.precision == "day")):
        event.when = told.when
    event.deaths |= {one.tolls["killed"].min or 0 for one in (event, told) if "killed" in one.tolls}
    for kind, count in told.tolls.items():
        take_toll(event, told, kind, count)
    if vouches(told) or (not event.sources and told.sources and not is_own_voice(event)):
        known = {source.name for source in event.sources}
        event.sources.extend(source for source in told.sources if source.name not in known)
    if event.status == "occurred" and told.status in {"ongoing", "disputed"}:
        event.status = told.status


def befallen(event: Told, told: Told, headlined: set[str]) -> list[Party]:
    """Recipients of both tellings: people of the one are not taken for the building or thing of the other."""
    mine, yours = ([party for party in one.recipients if party.name not in one.things] for one in (event, told))
    if not (mine or yours):
        event.things |= told.things
        return joined(event.recipients, told.recipients, headlined)
    found = by_name(joined(mine, yours, headlined), mine, yours, event.persons | told.persons)
    names = {party.name for party in found}
    things = [p for one in (event, told) for p in one.recipients if p.name in one.things and p.name not in names]
    event.things = {party.name for party in things}
    return [*found, *{party.name: party for party in things}.values()]


def vouches(told: Told) -> bool:
    """Whether whoever is cited in a telling states the act or its toll, and does not only speak of it by a noun."""
    return bool(told.tolls) or told.is_stated or not (told.is_weak or told.act.is_noun)


def is_own_voice(event: Told) -> bool:
    """Whether the article has told the act in its own voice, and not in the title alone."""
    return not event.sources and event.sentences != [0]


def take_toll(event: Told, told: Told, kind: str, count: Count) -> None:
    """Take over a toll: a figure of the body beats the headline's, else the more exact one stands."""
    if kind in event.tolls and (kind in event.titled) != (kind in told.titled):
        if kind in event.titled:
            event.tolls[kind] = count
            event.titled.discard(kind)
        return
    event.tolls[kind] = better(event.tolls.get(kind), count)
    if kind in told.titled:
        event.titled.add(kind)


def joined(mine: list[Party], yours: list[Party], headlined: set[str] = NOBODY) -> list[Party]:
    """Both lists, each party once; a description gives way to a name, a headline's word to a fuller one of the text."""
    if not mine:
        return list(yours)
    kept = list(mine)
    for party in yours:
        if any(party.name == known.name for known in kept):
            continue
        twin = next((known for known in kept if alike(party, known)), None)
        if twin is None and (len(mine) > 1 or len(yours) > 1):
            kept.append(party)
        elif twin is not None and (
            (twin.name in headlined and is_fuller(party, twin)) or names_person(party, twin) or says_who(party, twin)
        ):
            kept[kept.index(twin)] = party
    return kept


def by_name(found: list[Party], mine: list[Party], yours: list[Party], persons: set[str]) -> list[Party]:
    """The parties found; where the one telling describes and the other names as many persons, the persons."""
    for described, named in ((mine, yours), (yours, mine)):
        if may_be_named(described, named, persons) and described[0].name not in persons:
            return list(named)
    return found


def says_who(party: Party, other: Party) -> bool:
    """Whether a party says who those are of whom another says only that they are people."""
    return other.name.lower().split()[0] in {"people", "persons"} and party.name.lower().split()[-1] not in SUBSETS


SUBSETS = frozenset("people persons child children woman women boy boys girl girls man men infant infants".split())
"""Words for some of the people whom an act befell, more often than for all."""


def names_person(party: Party, described: Party) -> bool:
    """Whether a party is the name of the one person that another only describes: "a black man", Keith Alvarado."""
    words = party.name.split()
    is_name = len(words) > 1 and all(word[:1].isupper() for word in words)
    last = described.name.split()[-1]
    is_one = last.islower() and not last.endswith("s") and last not in {"people", "police", "men", "women", "children"}
    return is_name and is_one and party.sector == described.sector == "CVL"


def is_fuller(party: Party, other: Party) -> bool:
    """Whether a party is named or described at least as fully as the other."""
    words, others = len(party.name.split()), len(other.name.split())
    return words > others or (words == others and party.sector != "CVL")


def better(mine: Count | None, yours: Count) -> Count:
    """The more exact of two counts of one toll; the higher floor where neither is exact.

    "20" and "at least 20" of one toll is at least 20: the plain figure is the same floor told in short.
    """
    if mine is None:
        return yours
    if is_vague(mine) != is_vague(yours):
        return yours if is_vague(mine) else mine
    if mine.min == yours.min and (mine.max is None) != (yours.max is None):
        return mine if mine.max is None else yours
    if mine.max is None and yours.max is None:
        return yours if (yours.min or 0) > (mine.min or 0) else mine
    if mine.max is None:
        return yours if (yours.min or 0) >= (mine.min or 0) else mine
    if yours.max is None:
        return mine
    return yours if (yours.min or 0) > (mine.min or 0) else mine
