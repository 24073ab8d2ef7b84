"""One event, one record: tellings of the same event within an article are brought together."""

from datetime import date

from .agreement import are_neighbours, gap, may_be_named, share
from .apart import STEP, are_apart, are_meeting_of_title, are_same_dead
from .aspect import OPENING, are_of_two_tenses, is_introduced, is_past, is_siege, is_turned_to
from .clauses import children, is_passive
from .gather import take_over
from .judging import is_definite
from .loose import consolidate
from .roles import VERBAL
from .told import KINDS, Told

DEEDS = frozenset({"destroy", "abduct", "torture", "sexual", "beat"})
"""Modes that make another deed of it: they killed twenty and burned their homes."""
FAR = 3
"""Sentences beyond which an act of the body is seldom told again without a word that points back."""
HARM = frozenset({"kill", "injure", "wound", "hurt", "maim"})
CLAUSES = frozenset({"ROOT", "conj", "ccomp"})
THRESHOLD = 1.4
"""So much must speak for one event; the weights are set on the gold articles, not learned."""


def merge(tellings: list[Told], published: date | None = None) -> list[Told]:
    """Return one Told an event, in order of first mention; weak tellings that repeat no event are dropped.

    `published` is the day of the report: what lies well before it is no part of the day's news.
    """
    events: list[Told] = []
    tellings = with_outcomes(turned(tellings))
    for told in tellings:
        told.is_past = is_past(told, published)
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


def turned(tellings: list[Told]) -> list[Told]:
    """The tellings, a title's without its "was" turned: "Park removed from office" where it says that she was."""
    lead = [told for told in tellings if told.act.sentence.index == 1 and told.recipients]
    for told in tellings:
        if told.act.sentence.field != "title" or told.act.token.tag_ not in {"VBD", "VBN"} or told.recipients:
            continue
        for full in lead:
            is_same = full.event_type == told.event_type and full.act.base.lemma_ == told.act.base.lemma_
            if is_same and share(told.actors, full.recipients) == 1 and not share(told.actors, full.actors):
                told.actors, told.recipients = [], told.actors
    return tellings


def with_outcomes(tellings: list[Told]) -> list[Told]:
    """The tellings; those that say whom an act of their sentence killed are taken into it: "hit boats, killing 11"."""
    kept: list[Told] = []
    for told in tellings:
        act = next((other for other in kept if is_outcome(told, other)), None)
        if act is None:
            kept.append(told)
        else:
            take_over(act, told)
    return kept


def is_outcome(told: Told, act: Told) -> bool:
    """Whether a participle says only whom an act of force killed or hurt, whose verb it hangs on."""
    verb = told.act.token
    if told.event_type != "ASSAULT" or act.event_type != "ASSAULT" or told.act.is_noun:
        return False
    if verb.tag_ != "VBG" or verb.lemma_ not in HARM or told.status != act.status or told.sentences != act.sentences:
        return False
    is_below = verb.dep_ == "advcl" and verb.head in {act.act.token, act.act.base.head, act.act.base}
    is_behind = verb.dep_ in {"conj", "acl"} and verb.nbor(-1).text == "," and act.act.token.is_ancestor(verb)
    if not (is_below or is_behind) or (told.modes and act.modes and not told.modes & act.modes) or told.act.is_other:
        return False
    return not told.actors or share(told.actors, act.actors) == 1


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


def is_anchored(told: Told) -> bool:
    """Whether a telling without parties still says when or where it was, or how many it hit."""
    if told.status == "historical" and told.event_type == "ASSAULT":
        return "killed" in told.tolls and bool(told.when or told.actors or told.place)
    if told.status == "historical" and told.event_type == "PROTEST":
        return told.when is not None and told.act.is_noun
    if told.event_type in VERBAL or told.status != "occurred":
        return False
    if told.event_type == "COERCE" and is_passive(told.act.token) and told.act.token.dep_ in CLAUSES:
        return bool(told.when or told.place)  # "access was cut off across Turkey on Friday"
    return bool(told.tolls or ((told.when or told.place) and told.act.is_noun and not told.act.is_generic))


def likeness(event: Told, told: Told) -> float:
    """How likely two tellings are of one event; 0 or less means that they are not."""
    if are_apart(event, told):
        return 0
    parties = party_score(event, told)
    if event.event_type in VERBAL:
        return verbal_likeness(event, told, parties)
    parties += are_same_dead(event, told)
    return parties + scene_score(event, told) + manner_score(event, told) + telling_score(event, told) - THRESHOLD


def party_score(event: Told, told: Told) -> float:
    """What shared doers and sufferers count."""
    score = 0.0
    for mine, yours in ((event.actors, told.actors), (event.recipients, told.recipients)):
        if mine and yours and may_be_named(mine, yours, event.persons | told.persons):
            score += 1
        elif mine and yours:
            score += 2 * share(mine, yours, event.persons | told.persons) or -0.6
    return score


def scene_score(event: Told, told: Told) -> float:
    """What a shared place, time, toll and manner count."""
    score = 0.0
    if event.place and told.place:
        is_same = event.place.name == told.place.name
        score += 1.5 if is_same else -2.5 if are_neighbours(event.place, told.place) else 0.7
    if event.when and told.when:
        score += 1
    if any(kind in event.tolls and kind in told.tolls for kind in KINDS):
        score += 2
    if event.modes and told.modes:
        score += 1 if event.modes & told.modes else -1.5
    if (event.modes ^ told.modes) & DEEDS and not told.act.is_definite:
        score -= 2.2
    return score


def manner_score(event: Told, told: Told) -> float:
    """What tells one act of force from another: a siege from an attack, what goes on from what is done, "a raid"."""
    if told.event_type != "ASSAULT":
        if told.event_type != "CONSULT":
            return 0
        return are_meeting_of_title(event, told) - (event.status != told.status)
    score = 0.0
    if not told.is_weak and is_siege(event) != is_siege(told):
        score -= 2
    if event.status != told.status:
        score -= 0.8
    if is_introduced(told) or is_turned_away(event, told):
        score -= 1
    if gap(event, told) == 1 and "killed" not in event.tolls and is_cost_of_the_act(told):
        score += 2
    return score


def is_cost_of_the_act(told: Told) -> bool:
    """Whether a verb tells only what an act told before has cost: "The attack left twelve people dead"."""
    if told.act.is_noun or told.actors or "killed" not in told.tolls:
        return False
    verb = told.act.base
    while verb.head != verb and not children(verb, "nsubj"):
        verb = verb.head
    return any(noun.pos_ == "NOUN" and is_definite(noun) and noun.tag_ == "NN" for noun in children(verb, "nsubj"))


def is_turned_away(event: Told, told: Told) -> bool:
    """Whether the report has turned to another matter since, and no "the" leads back."""
    return is_turned_to(told) and not (told.is_weak or told.act.is_definite) and gap(event, told) > 0


def telling_score(event: Told, told: Told) -> float:
    """What nearness counts, words that point back, and the tense."""
    distance = gap(event, told)
    score = {0: 1.5, 1: 0.5}.get(distance, 0.0)
    is_new = not (told.is_weak or told.act.is_definite or told.event_type == "ASSAULT")
    if is_new and distance > FAR and min(event.sentences) > OPENING:
        score -= 0.6
    if not told.is_weak and are_of_two_tenses(event, told):
        score -= 0.5
    return score + 1.5 * told.is_weak + 1.5 * told.act.is_definite


def verbal_likeness(event: Told, told: Told, score: float) -> float:
    """Statements are one event only where speaker and theme agree."""
    same_words = event.act.token.lemma_ == told.act.token.lemma_
    agreed = share(event.actors, told.actors, event.persons | told.persons)
    if agreed and "investigate" in event.modes & told.modes:
        return 1  # detectives, their gang unit and the police look into one thing
    if not agreed or (agreed < 1 and 0 not in (*event.sentences, *told.sentences)):
        return 0  # a minister is not his government, though a headline may name it for him
    if event.modes and told.modes and not event.modes & told.modes:
        return 0
    distance = gap(event, told)
    if event.recipients and told.recipients:
        is_same_party = share(event.recipients, told.recipients, event.persons | told.persons) > 0
        return score if distance <= STEP or (is_same_party and (same_words or min(event.sentences) <= 1)) else 0
    return score if same_words or distance == 0 else 0
