"""Where a scene is told more exactly than with the act itself: in its other sentences and in those right behind."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from .names import loose_key
from .place_mention import HAPPENINGS, PlaceMention
from .slots import in_speaker, is_of_saying
from .text import Sentence, Text
from .told import FINENESS, Place, Told

SCENES = frozenset({"ASSAULT", "PROTEST", "COERCE"})
COARSE = frozenset({"province", "country", "region"})
BEHIND = 2
"""Sentences behind an act in which "the attack" may be told to have been in a town."""


def finer(
    event: Told, text: Text, places: Mapping[int, Sequence[PlaceMention]], events: Sequence[Told]
) -> PlaceMention | None:
    """The place of an act told finer than its own; None where there is none."""
    if event.event_type not in SCENES or event.status != "occurred":
        return None
    if event.place is not None and not is_coarse(event.place):
        return None
    taken = {
        (index, other.place.name) for other in events if other is not event and other.place for index in other.sentences
    }
    for index in sorted(event.sentences):
        for mention in places.get(index, ()):
            is_own = (index, mention.name) not in taken
            if is_own and is_scene(mention, text, index, PLACING | {"of"}) and is_within(mention, event.place):
                return mention
    told = {index for other in events if other is not event for index in other.sentences}
    first = next((index for index in sorted(event.sentences) if text.sentences[index].field != "title"), None)
    if first is None:
        return None
    for index in range(first + 1, min(first + 1 + BEHIND, len(text.sentences))):
        if index in event.sentences or index in told or not points_back(text, index):
            continue
        for mention in places.get(index, ()):
            if is_scene(mention, text, index, PLACING) and is_within(mention, event.place):
                return mention
    return None


def is_scene(mention: PlaceMention, text: Text, index: int, cues: frozenset[str]) -> bool:
    """Whether a place is told as where something is."""
    anchor = text.sentences[index].span.doc[mention.token]
    is_said = in_speaker(anchor) or is_of_saying(anchor)
    return mention.is_named and mention.cue in cues and mention.role == "scene" and not is_said


PLACING = frozenset({"in", "at", "near", "on", "outside", "inside", "around"})


def opening(sentence: Sentence, mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """The town or province with which a sentence opens: "In Ankara, …"."""
    first = sentence.span[0]
    if first.lower_ not in PLACING or first.dep_ != "prep":
        return None
    doc = sentence.span.doc
    for mention in mentions:
        is_town = mention.is_named and mention.role == "scene" and mention.precision not in {"country", "region"}
        if is_town and mention.cue == first.lower_ and first.is_ancestor(doc[mention.token]):
            return mention
    return None


def is_coarse(place: Place) -> bool:
    """Whether a place is so wide that a finer one may be told elsewhere."""
    return is_for_province(place) or (place.precision in COARSE and not is_border(place))


def is_for_province(place: Place) -> bool:
    """Whether a town may stand for the province that has its name: "in Aleppo", but not "in Aleppo city"."""
    if place.precision != "city" or place.admin1 is None or "city" in place.text.lower():
        return False
    return loose_key(place.admin1).startswith(loose_key(place.name))


def is_border(place: Place) -> bool:
    """Whether a place is a border: as wide as a region, and yet finer than its country."""
    return place.precision == "region" and place.country is not None


def is_within(mention: PlaceMention, place: Place | None) -> bool:
    """Whether a place is finer than another and lies in it."""
    if mention.precision in COARSE and place is None:
        return False
    if place is None:
        return True
    if is_for_province(place):
        is_other = mention.name != place.name and mention.precision in {"city", "point", "district"}
        return is_other and mention.admin1 == place.admin1
    if FINENESS[mention.precision] >= FINENESS[place.precision] or mention.country != place.country:
        return False
    return place.admin1 is None or place.precision != "province" or mention.admin1 == place.admin1


def points_back(text: Text, index: int) -> bool:
    """Whether a sentence goes on about an act told before: "the attack", "the strikes"."""
    return any(is_definite_act(token) for token in text.sentences[index].span)


def is_definite_act(token: Token) -> bool:
    """Whether a noun names an act that was told before."""
    return (
        token.lemma_.lower() in HAPPENINGS
        and token.pos_ == "NOUN"
        and any(child.lower_ in {"the", "this", "that"} for child in token.children)
    )


def place_row(mention: PlaceMention | None) -> Place | None:
    """A place mention as a row has it."""
    if mention is None:
        return None
    geonames_id = mention.place.id if mention.place.id > 0 and mention.name == mention.place.name else None
    return Place(
        text=mention.text,
        name=mention.name,
        country=mention.country,
        admin1=mention.admin1,
        latitude=mention.latitude,
        longitude=mention.longitude,
        precision=mention.precision,
        geonames_id=geonames_id,
    )
