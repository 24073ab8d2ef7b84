"""The gazetteer: what it holds, and that it is built once and whole."""

import pickle
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from dateline.transforms.coder import gazetteer_file
from dateline.transforms.coder.gazetteer import Gazetteer, open_gazetteer

# Name, kind, country, latitude, longitude.
PLACES = [
    ("Hasakah", "city", "SYR", 36.50, 40.75),
    ("Hasaka", "city", "SYR", 36.50, 40.75),
    ("Tal Tamr", "city", "SYR", 36.66, 40.37),
    ("Kobani", "city", "SYR", 36.89, 38.35),
    ("Deir al-Zour", "city", "SYR", 35.34, 40.14),
    ("Baghouz", "city", "SYR", 34.45, 40.94),
    ("Hawija", "city", "IRQ", 35.33, 43.77),
    ("Mosul", "city", "IRQ", 36.34, 43.12),
    ("Sangin", "city", "AFG", 32.07, 64.84),
    ("Andar", "district", "AFG", 33.3, 68.4),
    ("Helmand", "province", "AFG", 31.0, 64.0),
    ("Erbil", "province", "IRQ", 36.2, 44.2),
    ("Maiduguri", "city", "NGA", 11.85, 13.16),
    ("Chibok", "city", "NGA", 10.87, 12.85),
    ("Bakhmut", "city", "UKR", 48.59, 38.00),
    ("Donbas", "province", "UKR", 48.2, 38.2),
    ("Gaza Strip", "province", "PSE", 31.42, 34.33),
    ("Darfur", "province", "SDN", 13.0, 25.0),
    ("Palma", "city", "MOZ", -10.8, 40.5),
    ("Sahel", "region", None, 15.5, 0.0),
    ("White House", "point", "USA", 38.90, -77.04),
    ("Ivory Coast", "country", "CIV", 8.0, -5.5),
    ("Burma", "country", "MMR", 21.0, 96.0),
    ("U.S.", "country", "USA", 39.76, -98.5),
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(("name", "kind", "country", "latitude", "longitude"), PLACES)
def test_holds(
    name: str, kind: str, country: str | None, latitude: float, longitude: float, gazetteer: Gazetteer
) -> None:
    places = [found.place for found in gazetteer.lookup(name)]
    fitting = [place for place in places if place.kind == kind and place.country == country]
    assert any(
        abs((place.latitude or 0) - latitude) < 0.4 and abs((place.longitude or 0) - longitude) < 0.4
        for place in fitting
    ), places


@pytest.mark.parametrize("code", ["AP", "YPG", "DJ"])
def test_airport_codes_are_no_names(code: str, gazetteer: Gazetteer) -> None:
    assert all(found.place.name.upper() == code for found in gazetteer.lookup(code, loose=False))


def test_a_town_knows_its_province(gazetteer: Gazetteer) -> None:
    (found,) = [each for each in gazetteer.lookup("Chibok") if each.place.country == "NGA"][:1]
    assert found.place.admin1 == "Borno State"


@pytest.mark.parametrize(
    ("country", "capital"), [("SYR", "Damascus"), ("AFG", "Kabul"), ("USA", "Washington"), ("CIV", "Yamoussoukro")]
)
def test_capitals(country: str, capital: str, gazetteer: Gazetteer) -> None:
    place = gazetteer.capital(country)
    assert place is not None
    assert place.name == capital


@pytest.mark.parametrize(("word", "code"), [("Syrian", "SYR"), ("Syrians", "SYR"), ("Dutch", "NLD"), ("Table", None)])
def test_adjectives(word: str, code: str | None, gazetteer: Gazetteer) -> None:
    assert gazetteer.country_of(word) == code


def test_borders(gazetteer: Gazetteer) -> None:
    middle = gazetteer.border("TUR", "SYR")
    assert middle is not None
    assert abs(middle[0] - 36.7) < 0.7
    assert gazetteer.border("SYR", "MEX") is None


def test_pickles_as_its_path(gazetteer: Gazetteer) -> None:
    assert pickle.loads(pickle.dumps(gazetteer)).lookup("Aleppo") == gazetteer.lookup("Aleppo")


def test_is_read_from_several_threads(gazetteer: Gazetteer) -> None:
    names, results = ["Aleppo", "Kabul", "Paris", "Tripoli"] * 5, []
    threads = [threading.Thread(target=lambda name=name: results.append(gazetteer.lookup(name))) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(names)
    assert all(results)


def test_is_built_once_though_many_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []

    def slow(path: Path) -> None:
        built.append(path)
        time.sleep(0.2)
        path.write_text("whole")

    monkeypatch.setattr(gazetteer_file, "build", slow)
    seen: list[str] = []
    threads = [
        threading.Thread(target=lambda: seen.append(gazetteer_file.ensure(tmp_path).read_text())) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == ["whole"] * 4
    assert len(built) == 1
    assert not list(tmp_path.glob("*.tmp"))


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        path.write_text("half")
        raise OSError("disk full")

    monkeypatch.setattr(gazetteer_file, "build", fail)
    with pytest.raises(OSError, match="disk full"):
        gazetteer_file.ensure(tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".lock"]


def test_a_damaged_file_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = open_gazetteer().path.read_bytes()
    monkeypatch.setattr(gazetteer_file, "build", lambda path: path.write_bytes(whole))
    path = gazetteer_file.ensure(tmp_path)
    path.write_bytes(b"no database" * 1000)
    assert open_gazetteer(tmp_path).lookup("Aleppo")


def test_the_cache_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("DATELINE_CACHE", raising=False)
    assert gazetteer_file.cache_folder() == tmp_path / "dateline"
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "own"))
    assert gazetteer_file.cache_folder() == tmp_path / "own"


def test_the_file_is_never_written(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._connection.execute("DELETE FROM place")


def test_an_own_town_beside_one_of_its_name_is_that_town() -> None:
    gazetteer = open_gazetteer()
    ids = {found.place.id for name in ("Mayadeen", "Al Mayadin", "al-Miyadin") for found in gazetteer.lookup(name)[:1]}
    assert len(ids) == 1
