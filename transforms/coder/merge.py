"""One event, one record: tellings of the same event within an article are brought together."""

import re
from datetime import timedelta

from ...schemas.rows import Party
from .counts import Count
from .dates import DateSpan
from .sequence import are_sequenced
from .told import FINENESS, KINDS, Place, Told

MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"})
DESCRIBED = frozenset({"REB", "UAF", "MIL", "COP", "CRM", "PRM"})
DEEDS = frozenset({"destroy", "abduct", "torture", "sexual", "beat"})
"""Modes that make another deed of it: they killed twenty and burned their homes."""
FIRE = frozenset({"heavy-weapons", "aerial", "drone"})
"""Modes of fire from afar: told with a day of its own, it stands by itself though nobody knows whose it was."""
ATTACKERS = frozenset({"UAF", "REB", "CRM", "CVL", "COP", "PRM"})
PEOPLE = frozenset({"CVL", "REF", "UNK", None})
AGGRESSORS = frozenset({"attackers", "attacker", "assailants", "assailant", "bombers", "hijackers"})
BODIES = (["bodies"], ["corpses"], ["remains"])
ARTICLE_END = 10_000
NOBODY: set[str] = set()
UNREAL = frozenset({"historical", "denied", "planned", "hypothetical"})
THRESHOLD = 1.4
"""So much must speak for one event; the weights are set on the gold articles, not learned."""
STEP = 2
"""Sentences within which two statements to the same party are one, said in other words."""
GROWTH = 1.6
"""A floor said in figures and a toll so many times higher are tolls of different acts or spans."""
VAGUE = re.compile(r"\b(?:dozens?|tens|scores|hundreds|thousands|several|many|some|few)\b", re.I)
FEW, MANY = 3, 8
"""So many dead told twice are the same, in title and text; and in any two sentences of one report."""
LONG = timedelta(days=20)


def merge(tellings: list[Told]) -> list[Told]:
    """Return one Told an event, in order of first mention; weak tellings that repeat no event are dropped."""
    events: list[Told] = []
    for told in sorted(tellings, key=lambda told: told.is_weak):
        best = max(
            ((likeness(event, told), -number, event) for number, event in enumerate(events)),
            key=lambda scored: scored[:2],
            default=None,
        )
        if best and best[0] > 0:
            take_over(best[2], told)
        elif not told.is_weak or is_anchored(told):
            events.append(told)
    events = consolidate(fold_statements(events))
    return sorted(events, key=lambda event: (min(event.sentences), event.act.token.i))


def fold_statements(events: list[Told]) -> list[Told]:
    """Fold a statement to nobody into another by the same party that the same sentences tell: both halves of one."""
    kept: list[Told] = []
    for event in events:
        whole = next((other for other in events if other is not event and is_half_of(event, other)), None)
        if whole is None:
            kept.append(event)
        else:
            take_over(whole, event)
    return kept


def is_half_of(event: Told, whole: Told) -> bool:
    """Whether a statement has no addressee and no sentence that another one of its kind lacks."""
    if event.event_type != whole.event_type or event.event_type not in VERBAL or event.status != whole.status:
        return False
    if event.recipients or not whole.recipients or not set(event.sentences) <= set(whole.sentences):
        return False
    if event.modes and whole.modes and not event.modes & whole.modes:
        return False
    return share(event.actors, whole.actors) == 1


def consolidate(events: list[Told]) -> list[Told]:
    """Let acts of force that name no doer join the nearest one told, where time, place and toll allow it."""
    kept = [
        event
        for event in events
        if not (is_nameless(event) or is_bare_toll(event) or is_half_fight(event))
        and not (is_fall_of_attackers(event) or is_body_count(event))
    ]
    for event in events:
        if is_fall_of_attackers(event) or is_body_count(event):
            ranked = [(gap(other, event), number) for number, other in enumerate(kept) if may_have_left(other, event)]
            if ranked:
                event.tolls, event.recipients = {}, []  # whose toll is told with the attack
        elif is_half_fight(event):
            ranked = [(gap(other, event), number) for number, other in enumerate(kept) if may_be_fought(other, event)]
        elif is_bare_toll(event):
            ranked = [
                (gap(other, event), number)
                for number, other in enumerate(kept)
                if may_have_cost(other, event) or is_summed_up(other, event)
            ]
        elif is_nameless(event):
            ranked = [(gap(other, event), number) for number, other in enumerate(kept) if may_be_one(other, event)]
        else:
            continue
        if not ranked:
            kept.append(event)
            continue
        if is_bare_toll(event):
            event.recipients = []  # the dead are of a side that is named already
        take_over(kept[min(ranked)[1]], event)
    return kept


def is_nameless(event: Told) -> bool:
    """Whether an act of force of these days has neither doer nor dead of its own."""
    is_force = event.event_type in {"ASSAULT", "PROTEST"} and event.status in {"occurred", "ongoing"}
    return is_force and not (event.actors or "killed" in event.tolls or event.act.is_other or is_own_fire(event))


def is_own_fire(event: Told) -> bool:
    """Whether fire from afar is told by a verb and with a day of its own, but not whose it was."""
    return not event.actors and bool(event.modes & FIRE) and event.when is not None and not event.act.is_noun


def is_bare_toll(event: Told) -> bool:
    """Whether a telling only counts dead of some party: no doer, no time and no place of its own."""
    only_counts = not event.actors and event.when is None and event.place is None
    return only_counts and event.event_type == "ASSAULT" and event.status == "occurred" and "killed" in event.tolls


def is_half_fight(event: Told) -> bool:
    """Whether a fight of two sides is told with one of them: "clashes with the army", "fighting against rebels"."""
    is_force = event.event_type == "ASSAULT" and event.status in {"occurred", "ongoing"}
    return is_force and event.act.is_mutual and event.act.is_noun and len(event.actors) == 1 and not event.recipients


def may_be_fought(fight: Told, half: Told) -> bool:
    """Whether a fight has the one side that a half-told one names, at no other place and day."""
    if fight.event_type != "ASSAULT" or fight.status not in {"occurred", "ongoing"} or fight.act.is_other:
        return False
    if dates_clash(fight, half) or places_clash(fight.place, half.place):
        return False
    if any(clash(fight.tolls.get(kind), half.tolls.get(kind)) for kind in KINDS):
        return False
    return share(half.actors, [*fight.actors, *fight.recipients]) == 1


def is_summed_up(series: Told, toll: Told) -> bool:
    """Whether the dead are those of a series of acts told in the sentence before: "a spate of attacks. Ten died"."""
    is_series = series.event_type == "ASSAULT" and series.status == "historical" and series.act.base.tag_ == "NNS"
    return is_series and "killed" not in series.tolls and max(series.sentences) + 1 in toll.sentences


def is_fall_of_attackers(event: Told) -> bool:
    """Whether a telling only says that those who attacked were killed: how an attack told before came to its end."""
    fallen = [party.name.lower().split()[-1] for party in event.recipients]
    return is_death(event) and bool(fallen) and all(word in AGGRESSORS for word in fallen)


def is_body_count(event: Told) -> bool:
    """Whether a telling only counts bodies found or brought in: of the dead of an act told before."""
    return is_death(event) and [party.name.lower().split()[-1] for party in event.recipients] in BODIES


def is_death(event: Told) -> bool:
    """Whether a telling has dead and nobody who killed them."""
    return event.event_type == "ASSAULT" and event.status == "occurred" and "killed" in event.tolls and not event.actors


def may_have_left(attack: Told, dead: Told) -> bool:
    """Whether dead told without a killer are of this act, which was told before with dead, by day and place."""
    if attack.event_type != "ASSAULT" or attack.status not in {"occurred", "ongoing", "disputed"}:
        return False
    if (
        min(attack.sentences) >= max(dead.sentences)
        or dates_clash(attack, dead)
        or places_clash(attack.place, dead.place)
    ):
        return False
    if is_body_count(dead):
        most = attack.tolls.get("killed")
        return most is not None and (most.min or 0) >= (dead.tolls["killed"].min or 0)
    return any(party.sector in ATTACKERS for party in attack.actors) or not attack.actors


def may_have_cost(battle: Told, toll: Told) -> bool:
    """Whether the dead fell in this fight of two sides: it was told before, without dead, and they are of a side."""
    is_battle = battle.event_type == "ASSAULT" and battle.status in {"occurred", "ongoing"} and len(battle.actors) > 1
    is_before = min(battle.sentences) < max(toll.sentences)  # a title may have been taken for a telling of the toll
    return is_battle and is_before and "killed" not in battle.tolls and bool(share(toll.recipients, battle.actors))


def may_be_one(event: Told, nameless: Told) -> bool:
    """Whether nothing keeps a nameless act from being this event."""
    if event.event_type != nameless.event_type or event.status not in {"occurred", "ongoing", "disputed"}:
        return False
    if dates_clash(event, nameless) or places_clash(event.place, nameless.place):
        return False
    if any(clash(event.tolls.get(kind), nameless.tolls.get(kind)) for kind in KINDS):
        return False
    return not (event.actors and share(event.actors, nameless.recipients) == 1)


def gap(event: Told, told: Told) -> int:
    """Sentences between two tellings."""
    return min(abs(mine - yours) for mine in recent(event.sentences) for yours in recent(told.sentences))


def recent(sentences: list[int]) -> list[int]:
    """The first and the last sentences of an event: enough to see what is near, however often it is told."""
    return sentences if len(sentences) <= 24 else [*sentences[:4], *sentences[-20:]]


def is_anchored(told: Told) -> bool:
    """Whether a telling without parties still says when or where it was, or how many it hit."""
    if told.event_type in VERBAL or told.status != "occurred":
        return False
    return bool(told.tolls or ((told.when or told.place) and told.act.is_noun and not told.act.is_generic))


def likeness(event: Told, told: Told) -> float:
    """How likely two tellings are of one event; 0 or less means that they are not."""
    if are_apart(event, told):
        return 0
    parties = party_score(event, told)
    if event.event_type in VERBAL:
        return verbal_likeness(event, told, parties)
    return parties + scene_score(event, told) + telling_score(event, told) - THRESHOLD


def are_apart(event: Told, told: Told) -> bool:
    """Whether something said of both cannot be said of one event."""
    if event.event_type != told.event_type:
        return True
    if told.act.is_other and not told.is_weak and not is_same_toll(event, told):
        return True
    if are_same_dead(event, told):
        return False
    if is_further(told) and gap(event, told) > 0:
        return True
    if are_other_attacks(event, told):
        return True
    if event.event_type in MUTUAL | {"ASSAULT"} and are_other_pairs(event.actors, told.actors):
        return True
    if are_other_fights(event, told):
        return True
    if are_sequenced(event, told):
        return True
    if event.status != told.status and {event.status, told.status} & UNREAL:
        return True
    titled = told.sentences == [0] or event.sentences == [0] or is_share(event, told)
    if not titled and any(clash(event.tolls.get(kind), told.tolls.get(kind)) for kind in KINDS):
        return True
    if dates_clash(event, told) or crossed(event, told):
        return True
    if places_clash(event.place, told.place) and not are_counted_alike(event, told):
        return True
    if may_be_named(event.actors, told.actors, event.persons | told.persons):
        return False
    return bool(event.actors and told.actors and not share(event.actors, told.actors))


def are_same_dead(event: Told, told: Told) -> bool:
    """Whether two tellings count as many dead, more than come together by chance or one of them in the title."""
    mine, yours = event.tolls.get("killed"), told.tolls.get("killed")
    if mine is None or yours is None or mine.min != yours.min or is_vague(mine) or is_vague(yours):
        return False
    if dates_clash(event, told) or (event.status != told.status and {event.status, told.status} & UNREAL):
        return False
    is_titled = told.sentences == [0] or 0 in event.sentences
    return (mine.min or 0) >= (FEW if is_titled else MANY)


def are_other_attacks(event: Told, told: Told) -> bool:
    """Whether one is a deed of one side in or beside a fight of two, which is the other."""
    if is_own_fire(told) and len(event.actors) > 1 and not told.tolls:
        return True  # which side of the fight it was is not said
    if is_new_attack(told, event) or is_new_attack(event, told):
        return True
    return event.event_type == "ASSAULT" and (is_massacre(event, told) or is_massacre(told, event))


def is_further(told: Told) -> bool:
    """Whether a verb tells what the doer did besides: "They also shelled the town"."""
    verb = told.act.token
    if told.event_type not in {"ASSAULT", "COERCE"} or verb.pos_ != "VERB" or told.act.is_noun or not told.actors:
        return False
    own = {child.dep_ for child in verb.children}
    return "nsubj" in own and any(child.lower_ in {"also", "additionally"} for child in verb.children)


def is_new_attack(attack: Told, fight: Told) -> bool:
    """Whether one is a single act of one side, the other a fight of two sides that "have been battling"."""
    helpers = {child.lower_ for child in fight.act.token.children if child.dep_ == "aux"}
    two_sided = fight.event_type == "ASSAULT" and len(fight.actors) > 1 and not fight.recipients
    one_sided = len(attack.actors) == 1 and not attack.recipients and attack.status == "occurred"
    return two_sided and one_sided and "been" in helpers and not attack.act.is_mutual


def is_massacre(battle: Told, killing: Told) -> bool:
    """Whether one is a fight of two sides and the other one side's killing of civilians."""
    two_sided = len(battle.actors) > 1 and not battle.recipients
    one_sided = len(killing.actors) == 1 and any(party.sector == "CVL" for party in killing.recipients)
    return two_sided and one_sided and bool(killing.tolls)


def is_same_toll(event: Told, told: Told) -> bool:
    """Whether both tell of as many dead, by the same hand on the same day: no "elsewhere" parts such two."""
    mine, yours = event.tolls.get("killed"), told.tolls.get("killed")
    counted = mine is not None and yours is not None and mine.min == yours.min and (mine.min or 0) > 2
    same_day = event.when is not None and told.when is not None and event.when.start == told.when.start
    return counted and same_day and share(event.actors, told.actors) == 1


def is_share(event: Told, told: Told) -> bool:
    """Whether a telling right behind an event breaks its toll down: "50 died … The attack killed 15 civilians"."""
    mine, yours = event.tolls.get("killed"), told.tolls.get("killed")
    if mine is None or yours is None or not 0 < max(told.sentences) - max(event.sentences) <= STEP:
        return False
    if told.actors or told.when is not None or (yours.max or yours.min or 0) > (mine.min or 0):
        return False
    return told.act.is_definite or (not told.modes and is_wider(event.place, told.place))


def is_wider(one: Place | None, other: Place | None) -> bool:
    """Whether a place is an area and the other a place in it."""
    if one is None or other is None or FINENESS[one.precision] < FINENESS["district"]:
        return False
    return FINENESS[other.precision] < FINENESS[one.precision] and not places_clash(one, other)


def are_counted_alike(event: Told, told: Told) -> bool:
    """Whether two tellings count as many dead and as many hurt: one attack, whatever its places are called."""
    counts = [(event.tolls.get(kind), told.tolls.get(kind)) for kind in ("killed", "injured")]
    return all(mine is not None and yours is not None and mine.min == yours.min for mine, yours in counts)


def party_score(event: Told, told: Told) -> float:
    """What shared doers and sufferers count."""
    score = 0.0
    for mine, yours in ((event.actors, told.actors), (event.recipients, told.recipients)):
        if mine and yours and not may_be_named(mine, yours, event.persons | told.persons):
            score += 2 * share(mine, yours) or -0.6
    return score


def scene_score(event: Told, told: Told) -> float:
    """What a shared place, time, toll and manner count."""
    score = 0.0
    if event.place and told.place:
        score += 1.5 if event.place.name == told.place.name else 0.7
    if event.when and told.when:
        score += 1
    if any(kind in event.tolls and kind in told.tolls for kind in KINDS):
        score += 2
    if event.modes and told.modes:
        score += 1 if event.modes & told.modes else -1
    if (event.modes ^ told.modes) & DEEDS and not told.act.is_definite:
        score -= 2.2
    return score


def telling_score(event: Told, told: Told) -> float:
    """What nearness counts, and words that point back."""
    score = {0: 1.5, 1: 0.5}.get(gap(event, told), 0.0)
    return score + 1.5 * told.is_weak + 1.5 * told.act.is_definite


def are_other_pairs(mine: list[Party], yours: list[Party]) -> bool:
    """Whether two meetings are of different parties: each has one that the other has not."""
    if len(mine) < 2 or len(yours) < 2:
        return False
    return any(not share([one], yours) for one in mine) and any(not share([one], mine) for one in yours)


def are_other_fights(event: Told, told: Told) -> bool:
    """Whether two fights of two sides have other sides: the army against rebels, the militia against the rebels."""
    if event.event_type != "ASSAULT" or event.recipients or told.recipients:
        return False
    return are_other_pairs(event.actors, told.actors)


def verbal_likeness(event: Told, told: Told, score: float) -> float:
    """Statements are one event only where speaker and theme agree."""
    same_words = event.act.token.lemma_ == told.act.token.lemma_
    agreed = share(event.actors, told.actors)
    if not agreed or (agreed < 1 and 0 not in (*event.sentences, *told.sentences)):
        return 0  # a minister is not his government, though a headline may name it for him
    if event.modes and told.modes and not event.modes & told.modes:
        return 0
    distance = gap(event, told)
    if event.recipients and told.recipients:
        return score if same_words or distance <= STEP or min(event.sentences) <= 1 else 0
    return score if same_words or distance == 0 else 0


def share(mine: list[Party], yours: list[Party]) -> float:
    """How well two lists of parties agree: 1 for a shared name, less for a like description, 0 for none."""
    if not mine or not yours:
        return 0
    names = {party.name.lower() for party in mine} & {party.name.lower() for party in yours}
    if names:
        return 1
    for one in mine:
        for other in yours:
            if alike(one, other):
                return 0.6
    return 0


def alike(one: Party, other: Party) -> bool:
    """Whether two parties may be one under two descriptions."""
    words, others = set(one.name.lower().split()), set(other.name.lower().split())
    if words & others and len(words & others) / min(len(words), len(others)) >= 0.67:
        return True
    if one.sector == other.sector and (is_generic(one) or is_generic(other)):
        return not one.country or not other.country or one.country == other.country
    if "UAF" in (one.sector, other.sector) and {one.sector, other.sector} <= ATTACKERS:
        return True
    if one.sector == other.sector and one.sector in PEOPLE:
        return not one.country or not other.country or one.country == other.country
    same_country = one.country == other.country and one.country is not None
    sectors = {one.sector, other.sector}
    return same_country and (sectors <= {"GOV", "MIL"} or sectors == {"COP"})


def is_generic(party: Party) -> bool:
    """Whether a party is only described ("militants", "Syrian rebels") and not named."""
    words = party.name.split()
    return words[-1].islower() or (len(words) == 1 and party.text == party.name and party.sector in DESCRIBED)


def crossed(event: Told, told: Told) -> bool:
    """Whether the one's actor is the other's recipient and not its actor: blow and counterblow."""
    back = share(event.actors, told.recipients) == 1 and not share(event.actors, told.actors)
    forth = share(event.recipients, told.actors) == 1 and not share(event.recipients, told.recipients)
    return bool(back or forth)


def clash(mine: Count | None, yours: Count | None) -> bool:
    """Whether two counts cannot be of one toll: both exact and different, or far apart."""
    if mine is None or yours is None:
        return False
    low, high = (mine, yours) if (mine.min or 0) <= (yours.min or 0) else (yours, mine)
    if low.min == high.min:
        return False
    if low.max is not None and high.max is not None:
        return low.max < (high.min or 0)
    if low.max is None and not VAGUE.search(low.text):
        return (high.min or 0) > GROWTH * (low.min or 0) + 2
    return (low.max or ARTICLE_END) < (high.min or 0)


def dates_clash(event: Told, told: Told) -> bool:
    """Whether the two cannot have happened at one time."""
    one, other = event.when, told.when
    if one is None or other is None:
        return False
    if is_span(one) != is_span(other):
        return True
    last = max(one.start, other.start)
    ends = [end for end in (one.end, other.end) if end is not None]
    return bool(ends) and last > min(ends)


def is_span(when: DateSpan) -> bool:
    """Whether a time is a long stretch ("since March", "over the past year") and no day or week."""
    last = when.end or when.start + LONG
    return (last - when.start >= LONG and when.precision in {"day", "week"}) or (when.open and when.precision != "day")


def places_clash(one: Place | None, other: Place | None) -> bool:
    """Whether the two are different places, neither within the other."""
    if one is None or other is None or one.name == other.name:
        return False
    if one.country != other.country and one.country and other.country:
        return True
    wide = {"country", "region"}
    if one.precision in wide or other.precision in wide:
        return False
    if "province" in (one.precision, other.precision):
        return bool(one.admin1 and other.admin1 and one.admin1 != other.admin1)
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return False
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) > 0.5


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
    if told.place and (event.place is None or event.place.yields_to(told.place)):
        event.place = told.place
    if told.when and (event.when is None or (event.when.precision != "day" and told.when.precision == "day")):
        event.when = told.when
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


def may_be_named(mine: list[Party], yours: list[Party], persons: set[str]) -> bool:
    """Whether the one list is a description and the other names persons, as many as it may be of."""
    for described, named in ((mine, yours), (yours, mine)):
        if len(described) != 1 or not named or described[0].name in persons:
            continue
        last = described[0].name.split()[-1]
        is_fitting = len(named) > 1 if last.endswith("s") else len(named) == 1
        is_description = last.islower() and last not in GROUP_WORDS
        if is_fitting and is_description and all(party.name in persons for party in named):
            return True
    return False


GROUP_WORDS = frozenset("police army military people government force opposition group militia family crowd".split())
"""Singular words for many."""


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


def is_vague(count: Count) -> bool:
    """Whether a count is told without a figure: "dozens" gives way to "at least 20"."""
    return bool(VAGUE.search(count.text)) and not any(character.isdigit() for character in count.text)


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
