"""A place as a sentence names it."""

from dataclasses import dataclass
from typing import Optional

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
