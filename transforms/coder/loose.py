"""Acts of force told loosely, without a doer or as a bare toll: which event they are of."""

from .agreement import ATTACKERS, clash, dates_clash, gap, places_clash, share
from .apart import is_own_fire
from .aspect import is_siege, is_turned_to
from .gather import take_over
from .told import KINDS, Told

AGGRESSORS = frozenset({"attackers", "attacker", "assailants", "assailant", "bombers", "hijackers"})
BODIES = (["bodies"], ["corpses"], ["remains"])


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
    if event.place is not None and is_turned_to(event):
        return False
    return is_force and not (event.actors or "killed" in event.tolls or event.act.is_other or is_own_fire(event))


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
    if (
        dates_clash(event, nameless)
        or places_clash(event.place, nameless.place)
        or is_siege(event) != is_siege(nameless)
    ):
        return False
    if any(clash(event.tolls.get(kind), nameless.tolls.get(kind)) for kind in KINDS):
        return False
    return not (event.actors and share(event.actors, nameless.recipients) == 1)
