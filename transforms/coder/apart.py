"""What keeps two tellings apart: things said of both that cannot be said of one event."""

from .agreement import are_other_pairs, clash, crossed, dates_clash, gap, is_vague, may_be_named, places_clash, share
from .aspect import is_multiple, is_repeated
from .judging import tense
from .roles import VERBAL
from .sequence import are_sequenced
from .told import FINENESS, KINDS, Place, Told

MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
FIRE = frozenset({"heavy-weapons", "aerial", "drone"})
"""Modes of fire from afar: told with a day of its own, it stands by itself though nobody knows whose it was."""
UNREAL = frozenset({"historical", "denied", "planned", "hypothetical"})
MEASURES = frozenset({"COERCE", "SANCTION", "RETREAT", "AID"})
FEW, MANY = 3, 8
"""So many dead told twice are the same, in title and text; and in any two sentences of one report."""
BESIDE = frozenset({"nearby", "neighbouring", "neighboring", "adjacent"})
STEP = 2
"""Sentences within which two statements to the same party are one, said in other words."""


def are_apart(event: Told, told: Told) -> bool:
    """Whether something said of both cannot be said of one event."""
    if event.event_type != told.event_type:
        return True
    if told.act.is_other and not told.is_weak and not is_same_toll(event, told):
        return True
    if are_same_dead(event, told):
        return False
    if (is_further(told) and gap(event, told) > 0) or is_custom_beside(event, told) or is_next_door(event, told):
        return True
    if are_other_attacks(event, told) or are_of_other_times(event, told) or are_two_statements(event, told):
        return True
    if are_sequenced(event, told) or are_other_measures(event, told):
        return True
    if event.status != told.status and {event.status, told.status} & UNREAL:
        return True
    titled = told.sentences == [0] or event.sentences == [0] or is_share(event, told)
    if not titled and any(clash(event.tolls.get(kind), told.tolls.get(kind)) for kind in KINDS):
        return True
    if dates_clash(event, told) or crossed(event, told):
        return True
    if gap(event, told) and places_clash(event.place or event.setting, told.place or told.setting):
        return not are_counted_alike(event, told)
    if places_clash(event.place, told.place) and not are_counted_alike(event, told):
        return True
    return are_of_others(event, told)


def are_of_others(event: Told, told: Told) -> bool:
    """Whether the two have other doers, or each a party that the other lacks where all parties do it."""
    persons = event.persons | told.persons
    if are_meeting_of_title(event, told):
        return False
    if event.event_type in MUTUAL | {"ASSAULT"} and are_other_pairs(event.actors, told.actors, persons):
        return True
    if are_other_fights(event, told):
        return True
    if may_be_named(event.actors, told.actors, persons):
        return False
    return bool(event.actors and told.actors and not share(event.actors, told.actors, persons))


def are_same_dead(event: Told, told: Told) -> bool:
    """Whether two tellings count as many dead, more than come together by chance or one of them in the title."""
    mine, yours = event.tolls.get("killed"), told.tolls.get("killed")
    if mine is None or yours is None or is_vague(mine) or is_vague(yours):
        return False
    if yours.min != mine.min and yours.min not in event.deaths:
        return False
    if dates_clash(event, told) or (event.status != told.status and {event.status, told.status} & UNREAL):
        return False
    is_titled = told.sentences == [0] or 0 in event.sentences
    return (yours.min or 0) >= (FEW if is_titled else MANY)


def are_other_measures(event: Told, told: Told) -> bool:
    """Whether two measures of repression are of other kinds, or two of any party's befell others: a jailing, a ban."""
    if event.event_type == "COERCE" and event.modes and told.modes and not event.modes & told.modes:
        return True
    if event.event_type not in MEASURES or not event.recipients or not told.recipients:
        return False
    persons = event.persons | told.persons
    if may_be_named(event.recipients, told.recipients, persons):
        return False
    return not share(event.recipients, told.recipients, persons)


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
    if verb.pos_ != "VERB" or told.act.is_noun or not told.actors:
        return False
    own = {child.dep_ for child in verb.children}
    return "nsubj" in own and any(child.lower_ in {"also", "additionally"} for child in verb.children)


def is_custom_beside(event: Told, told: Told) -> bool:
    """Whether one is done again and again, and the other on a day or with a toll: "rebels regularly fire rockets"."""
    if told.is_weak:
        return False
    if event.event_type == "CONSULT":
        return is_multiple(event) != is_multiple(told)
    if is_repeated(event) == is_repeated(told) or told.act.is_definite:
        return False
    single = told if is_repeated(event) else event
    return bool(single.tolls or single.when)


def is_next_door(event: Told, told: Told) -> bool:
    """Whether a telling says that its place is another, near the one told of: "shelling on the nearby town"."""
    if event.place is None or told.place is None or event.place.name == told.place.name:
        return False
    return any(token.lower_ in BESIDE and token.dep_ == "amod" for token in told.act.sentence.span)


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


def are_title_and_lead(event: Told, told: Told) -> bool:
    """Whether one is told in the title and the other in the first sentence behind it, which says the same in full."""
    return event.act.sentence.field == "title" and told.sentences == [1]


def are_meeting_of_title(event: Told, told: Told) -> bool:
    """Whether title and first sentence tell of meetings that share a party, be it under another word, or their town."""
    if event.event_type != "CONSULT" or not are_title_and_lead(event, told):
        return False
    is_same_town = event.place is not None and told.place is not None and event.place.name == told.place.name
    return is_same_town or bool(share(event.actors, told.actors, event.persons | told.persons))


def are_other_fights(event: Told, told: Told) -> bool:
    """Whether two fights of two sides have other sides: the army against rebels, the militia against the rebels."""
    if event.event_type != "ASSAULT" or event.recipients or told.recipients:
        return False
    return are_other_pairs(event.actors, told.actors)


def is_own_fire(event: Told) -> bool:
    """Whether fire from afar is told by a verb and with a day of its own, but not whose it was."""
    return not event.actors and bool(event.modes & FIRE) and event.when is not None and not event.act.is_noun


def are_of_other_times(event: Told, told: Told) -> bool:
    """Whether one is dated well before the report and the other, without a time, is told as of now."""
    if event.is_past == told.is_past or told.is_weak or told.act.is_definite or event.act.is_definite:
        return False
    if told.event_type in VERBAL | {"CONSULT"} and are_title_and_lead(event, told):
        return False
    now = told if event.is_past else event
    if now.when is not None:
        return False
    return gap(event, told) > 0 or tense(event.act.token) != tense(told.act.token)


def are_two_statements(event: Told, told: Told) -> bool:
    """Whether one sentence tells them as said to two parties: "ordered officials to …, and asked Turkey to …"."""
    if event.event_type not in VERBAL or not event.recipients or not told.recipients:
        return False
    others = {party.name for party in event.recipients}
    return told.sentences[0] in event.sentences and not any(party.name in others for party in told.recipients)
