"""A place as a sentence names it."""

from dataclasses import dataclass
from typing import Optional

from spacy.tokens import Token

from .gazetteer import Gazetteer, Place


@dataclass(frozen=True)
class PlaceMention:
    """A place as a sentence names it.

    Attributes:
        place: The gazetteer's place.
        name: The name to show; for a part of a place ("northern Syria") the words.
        latitude: WGS 84 decimal degrees; of "northern Syria" the middle of its north.
        longitude: WGS 84 decimal degrees.
        precision: point, city, district, province, country or region.
        text: The words, with what they say it is ("Hama province").
        char_start: Offset of the words in the sentence's Doc.
        char_end: Offset after them.
        token: Index in the Doc of the name's head.
        cue: The preposition it is the object of; None without.
        inside: Heads of the places that this one is told to lie in ("Tal Qarrah, Aleppo"), by index in the Doc.
        role: What the words make of it: scene ("in Aleppo", "Kabul blast", a dateline), object ("captured Aleppo") or
            party (it speaks or owns: "Moscow said", "Russia's role", "don't forget Aleppo"), which is no scene.
        is_named: Whether the words are a name; not for "the city" and "the north of the country".
    """

    place: Place
    name: str
    latitude: Optional[float]
    longitude: Optional[float]
    precision: str
    text: str
    char_start: int
    char_end: int
    token: int
    cue: Optional[str]
    inside: tuple[int, ...] = ()
    is_named: bool = True
    role: str = "scene"

    @property
    def country(self) -> Optional[str]:
        return self.place.country

    @property
    def admin1(self) -> Optional[str]:
        return self.place.name if self.place.kind == "province" else self.place.admin1


def part_of(place: Place, compass: tuple[int, int], gazetteer: Gazetteer) -> tuple[Optional[float], Optional[float]]:
    """The middle of a country's north, south-east and so on: two thirds of the way from its middle to its edge."""
    extent = gazetteer.extent(place.country or "")
    if extent is None or place.latitude is None or place.longitude is None:
        return place.latitude, place.longitude
    south, west, north, east = extent
    up, right = compass
    latitude = (
        place.latitude
        + 0.6 * ((north - place.latitude) if up > 0 else (place.latitude - south) if up < 0 else 0.0) * up
    )
    longitude = (
        place.longitude
        + 0.6 * ((east - place.longitude) if right > 0 else (place.longitude - west) if right < 0 else 0.0) * right
    )
    return round(latitude, 4), round(longitude, 4)


# Verbs whose object is where they happen.
_PHYSICAL = frozenset(
    "abandon advance airstrike assault attack besiege bomb bombard burn capture circle clear conquer control "
    "cross defend destroy encircle enter evacuate flee free hit hold infiltrate invade leave liberate lose loot "
    "occupy overrun patrol penetrate pound quit raid ravage raze reach recapture reclaim regain reoccupy retake "
    "rock seize shake shell siege storm strike surround sweep swamp take target tour visit blockade paralyse "
    "paralyze blast besiege reenter rule secure torch pummel batter devastate".split()
)
_PARTS = frozenset(
    "bridge quarter district neighborhood neighbourhood suburb outskirt airport hospital mosque church market square "
    "center centre university prison station port dam crossing".split()
)
"""Parts of towns: who takes or strikes them is there."""
# Points that are closed or left alone: "closed the Torkham crossing".
_CLOSED = frozenset("close shut seal block reopen cordon barricade picket boycott".split())
# Nouns after a place's name that happen there: "Kabul blast", "Syria air strikes", "Paris attacks".
HAPPENINGS = frozenset(
    "airstrike ambush assault attack battle blast bombardment bombing campaign ceasefire clash conference "
    "conflict crackdown crisis crossing demonstration evacuation explosion fighting front frontline gunfight "
    "incident invasion killing march massacre meeting offensive operation protest raid rally riot rocket shelling "
    "shooting siege strike summit suicide talk talks truce unrest uprising violence visit war trip tour".split()
)


def role_of(token: Token, cue: Optional[str], precision: str) -> str:
    """What the words around a name make of the place: scene, object or party."""
    if token.text in _STATES and token.dep_ == "compound" and token.head.lemma_.lower() in HAPPENINGS:
        return "party"  # "in US raids": whose they are
    if is_signature(token):
        return "party"
    if cue is not None:
        return "scene"
    while token.dep_ == "conj" and token.head.i < token.i and token.head.pos_ in {"PROPN", "NOUN"}:
        token = token.head
    head = token.head
    if token.dep_ in {"compound", "nmod", "amod", "poss"}:
        lemma = head.lemma_.lower()
        is_struck = head.dep_ in {"dobj", "nsubjpass"} and head.head.lemma_.lower() in _PHYSICAL | _CLOSED
        if is_struck and lemma in _PARTS:
            return "object"  # "recaptured Mosul's fourth bridge"
        return "scene" if lemma in HAPPENINGS or lemma in {"province", "city", "district", "region"} else "party"
    if token.dep_ in {"dobj", "obj"}:
        is_closed = precision == "point" and head.lemma_.lower() in _CLOSED
        return "object" if is_closed or head.lemma_.lower() in _PHYSICAL else "party"
    if token.dep_ == "nsubjpass":
        return "object" if head.lemma_.lower() in _PHYSICAL else "party"
    if token.dep_ == "nsubj":
        # A town in ruins or under fire is a scene; a state or capital that acts is a party.
        return "party"
    if token.dep_ in {"appos", "npadvmod", "ROOT", "conj", "dep", "nummod", "advmod"} or token.is_sent_start:
        return "scene" if precision not in {"country", "region"} or token.dep_ == "appos" else "party"
    if token.dep_ == "pobj":
        return "scene" if head.lower_ == "of" and head.head.lemma_.lower() in HAPPENINGS | _TAKING | _LANDS else "party"
    return "party" if precision in {"country", "region"} else "scene"


def is_signature(token: Token) -> bool:
    """Whether a name ends a headline as whoever says it: "Attack was a diversion - Moscow"."""
    doc = token.doc
    is_last = token.i + 1 == len(doc) or bool(doc[token.i + 1].is_sent_start)
    return is_last and token.i > 0 and doc[token.i - 1].text in {"-", "–", "—"} and bool(doc[token.i - 1].whitespace_)


_STATES = frozenset({"US", "U.S.", "USA", "UK", "U.K.", "EU", "UN", "UAE"})
"""Short names of states that stand before a noun for what the state does."""
_LANDS = frozenset({"island", "peninsula", "isle", "archipelago"})
_TAKING = frozenset(
    "capture recapture seizure liberation bombing fall takeover control occupation invasion conquest storming "
    "encirclement evacuation defence defense loss destruction people residents streets neighborhood neighbourhood "
    "area part suburb outskirt floor roof gate entrance step lobby compound site".split()
)
