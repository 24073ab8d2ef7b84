"""Places in sentences, one example a line: text, and for each place its name, country and precision."""

import pytest

from dateline.schemas.rows import Article
from dateline.transforms.coder.gazetteer import Gazetteer, open_gazetteer
from dateline.transforms.coder.knowledge import load_parser
from dateline.transforms.coder.places import PlaceMention, PlaceWords, find_places, load_place_words
from dateline.transforms.coder.text import Text, read

Expected = list[tuple[str, str | None, str]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="module")
def words() -> PlaceWords:
    return load_place_words()


def parsed(text: str, title: str = "") -> Text:
    article = Article(
        "r", "a", 1, "", "", title, text, [], None, None, "given", "en", True, "given", None, None, None
    )  # fmt: skip
    return read(article, load_parser())


def mentions(text: str, gazetteer: Gazetteer, words: PlaceWords, title: str = "") -> list[PlaceMention]:
    found = find_places(parsed(text, title), gazetteer, words)
    return [mention for index in sorted(found) for mention in found[index]]


NAMES = [
    (
        "Fighters attacked Hasakah city in Syria and burned homes in Ras al-Ain and Tal Tamr.",
        [("Al Hasakah", "SYR", "city"), ("Syria", "SYR", "country"), ("Ra's al Ayn", "SYR", "city"), ("Tall Tamr", "SYR", "city")],
    ),
    (
        "During an operation in Andar district, Ghazni province, an Afghan force killed a leader.",
        [("Andar District", "AFG", "district"), ("Ghazni Province", "AFG", "province")],
    ),
    (
        "Militants attacked Maiduguri in Nigeria's Borno State and the town of Chibok.",
        [("Maiduguri", "NGA", "city"), ("Nigeria", "NGA", "country"), ("Borno State", "NGA", "province"), ("Chibok", "NGA", "city")],
    ),
    (
        "Shells fell on Bakhmut in Donetsk Oblast and on Kherson, Ukraine said.",
        [("Bakhmut", "UKR", "city"), ("Donetsk Oblast", "UKR", "province"), ("Kherson", "UKR", "city"), ("Ukraine", "UKR", "country")],
    ),
    ("Gunmen stormed a hospital in Ivory Coast.", [("Ivory Coast", "CIV", "country")]),
]  # fmt: skip
NAMESAKES = [
    ("The Indian army said India had struck. The envoy was summoned in Islamabad.", [("India", "IND", "country"), ("Islamabad", "PAK", "city")]),
    ("The Security Council met in New York on Monday.", [("New York City", "USA", "city")]),
    ("The two leaders met at the White House on Tuesday.", [("White House", "USA", "point")]),
    ("A bomb went off in Tripoli, Lebanon.", [("Tripoli", "LBN", "city"), ("Lebanon", "LBN", "country")]),
    ("Militias fought in Tripoli, the Libyan government said. Libya is split.", [("Tripoli", "LBY", "city"), ("Libya", "LBY", "country")]),
    ("A fire broke out in Paris, Texas.", [("Paris", "USA", "city"), ("Texas", "USA", "province")]),
    ("A fire broke out in Paris.", [("Paris", "FRA", "city")]),
    ("Shells hit the Shahba neighbourhood of Aleppo in Syria.", [("Shahba", "SYR", "point"), ("Aleppo", "SYR", "city"), ("Syria", "SYR", "country")]),
    ("Shells hit the city of Al-Raqah in Syria.", [("Ar Raqqah", "SYR", "city"), ("Syria", "SYR", "country")]),
    ("Police in Georgia closed roads around Tbilisi.", [("Georgia", "GEO", "country"), ("Tbilisi", "GEO", "city")]),
    ("The governor of Georgia spoke in Atlanta. U.S. police watched.", [("Georgia", "USA", "province"), ("Atlanta", "USA", "city"), ("United States", "USA", "country")]),
    ("Clashes went on in Hama in Syria.", [("Hamah", "SYR", "city"), ("Syria", "SYR", "country")]),
]  # fmt: skip
PARTS = [
    ("Rebels advanced in northeastern Syria.", [("northeastern Syria", "SYR", "province")]),
    ("Troops moved into the Aleppo countryside in Syria.", [("Aleppo countryside", "SYR", "district"), ("Syria", "SYR", "country")]),
    ("Gunmen fired at Kabul airport in Afghanistan.", [("Hamid Karzai International Airport", "AFG", "point"), ("Afghanistan", "AFG", "country")]),
    ("A blast shook the Syrian capital.", [("Damascus", "SYR", "city")]),
    ("Soldiers from Syria massed near the Turkish border.", [("Syria", "SYR", "country"), ("Syria-Turkey border", "SYR", "region")]),
    ("Germany saw attacks in the south of the country. German police said so.", [("Germany", "DEU", "country"), ("southern Germany", "DEU", "province")]),
    ("The army entered Kobani in Syria. Homes burned in the town.", [("Kobani", "SYR", "city"), ("Syria", "SYR", "country"), ("Kobani", "SYR", "city")]),
]  # fmt: skip
BESIDE_OTHER_WORDS = [
    ("Jets hit a depot in Northwestern Homs in Syria.", [("Homs", "SYR", "city"), ("Syria", "SYR", "country")]),
    ("Syria said that shells fell in army-held Qamishli.", [("Syria", "SYR", "country"), ("Al Qamishli", "SYR", "city")]),
    ("Jets struck the jihadists' self-proclaimed Iraqi capital Mosul.", [("Mosul", "IRQ", "city")]),
    ("Jets hit the villages of Tokhar and Khneifis in Syria.", [("Al-Tukhar", "SYR", "city"), ("Khunayfis", "SYR", "city"), ("Syria", "SYR", "country")]),
    ("Guards in Ras al-Ain fled to Turkey. Syria sent more.", [("Ra's al Ayn", "SYR", "city"), ("Turkey", "TUR", "country"), ("Syria", "SYR", "country")]),
    ("Ministers met in the Kazakh capital. Envoys of Kazakhstan left.", [("Astana", "KAZ", "city"), ("Kazakhstan", "KAZ", "country")]),
    ("Shells hit Madaya. The army of Syria besieged Madaya.", [("Madaya", "SYR", "city"), ("Syria", "SYR", "country"), ("Madaya", "SYR", "city")]),
    ("The group is outlawed in the United States Russia and Chad.", [("United States", "USA", "country"), ("Russia", "RUS", "country"), ("Chad", "TCD", "country")]),
    ("A blast shook the country's commercial capital. Kenya is on alert.", [("Kenya", "KEN", "country")]),
]  # fmt: skip
NO_PLACES = [
    "They agreed to obey the Geneva convention.",
    "The Paris Agreement was signed.",
    "Jordan Henderson scored twice.",
    "The New York Times reported it on Sunday.",
    "AP and AFP said the police were there.",
    "The man was in hospital in March.",
    "Syrians fled.",
]


@pytest.mark.parametrize(("text", "expected"), NAMES + NAMESAKES + PARTS + BESIDE_OTHER_WORDS)
def test_finds_places(text: str, expected: Expected, gazetteer: Gazetteer, words: PlaceWords) -> None:
    found = mentions(text, gazetteer, words)
    assert [(mention.name, mention.country, mention.precision) for mention in found] == expected


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_is_no_place(text: str, gazetteer: Gazetteer, words: PlaceWords) -> None:
    assert mentions(text, gazetteer, words) == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("A bomb went off in Kabul.", "Kabul", "scene"),
        ("Moscow said it would respond.", "Moscow", "party"),
        ("Troops captured Aleppo.", "Aleppo", "object"),
        ("Do not forget Syria, he said.", "Syria", "party"),
        ("Ten people died in the Kabul blast.", "Kabul", "scene"),
        ("Six guards died in US raids.", "United States", "party"),
        ("The raid was a mistake - Moscow", "Moscow", "party"),
        ("Shells fell on government-held Hama in Syria.", "Hamah", "scene"),
    ],
)
def test_tells_scenes_from_parties(text: str, name: str, role: str, gazetteer: Gazetteer, words: PlaceWords) -> None:
    (mention,) = [each for each in mentions(text, gazetteer, words) if each.name == name]
    assert mention.role == role


def test_names_of_parties_hold_no_places(gazetteer: Gazetteer, words: PlaceWords) -> None:
    text = parsed("The Aleppo Brigade fought in Idlib, Syria.")
    sentence = text.sentences[0]
    free = find_places(text, gazetteer, words)[0]
    taken = find_places(text, gazetteer, words, taken={0: [(0, len("The Aleppo Brigade"))]})[0]
    assert "Idlib" in {mention.name for mention in taken}
    assert all(mention.char_start > len("The Aleppo Brigade") for mention in taken)
    assert len(taken) <= len(free)
    assert sentence.text.startswith("The Aleppo")


def test_what_lies_in_what(gazetteer: Gazetteer, words: PlaceWords) -> None:
    inner, outer = mentions("A raid in Andar district, Ghazni province.", gazetteer, words)
    assert inner.inside == (outer.token,)
    assert inner.admin1 == outer.admin1 == "Ghazni Province"


def test_a_town_told_in_the_province_named_like_its_capital(gazetteer: Gazetteer, words: PlaceWords) -> None:
    inner, outer, _ = mentions("Shells hit the town of Saraqib in Northern Idlib, Syria said.", gazetteer, words)
    assert (inner.name, inner.inside[0]) == ("Saraqib", outer.token)


def test_a_town_of_a_wide_region_lies_in_it(gazetteer: Gazetteer, words: PlaceWords) -> None:
    outer, inner, _ = mentions(
        "Two men were held in the Mediterranean coastal city of Tartus in Syria.", gazetteer, words
    )
    assert (inner.name, inner.inside[0]) == ("Tartus", outer.token)


def test_offsets_are_those_of_the_words(gazetteer: Gazetteer, words: PlaceWords) -> None:
    text = "Shelling hit the village of Baghouz in Syria."
    mention = mentions(text, gazetteer, words)[0]
    assert text[mention.char_start : mention.char_end] == mention.text == "village of Baghouz"


QUARTERS = [
    ("Damascus was calm on Sunday. Shells hit the Qarnaziya district on Monday.", "Damascus"),
    ("Rebels shelled the Syrian city of Homs. Two people died in the neighborhood of Dibarat.", "Homs"),
    (
        "Aleppo was calm. A rocket fell in the Druze-held Wadi Quarnat district of Suwayda province.",
        "Suwayda Governorate",
    ),
]


@pytest.mark.parametrize(("text", "name"), QUARTERS)
def test_a_quarter_that_no_gazetteer_has_lies_in_its_town(
    text: str, name: str, gazetteer: Gazetteer, words: PlaceWords
) -> None:
    assert mentions(text, gazetteer, words)[-1].place.name == name


def test_an_article_written_in_one_with_a_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Alwaer")[0].place.name == "Al-Waer"
    assert gazetteer.lookup("Alderson")[0].place.country == "USA"


KINDS = [
    ("Police in Malaysia raided Kuala Lumpur airport on Monday.", "Kuala Lumpur International Airport", "object"),
    ("Pakistan closed the Torkham crossing on Monday.", "Torkham border crossing", "object"),
    ("Iraqi forces in Iraq recaptured Mosul's fourth bridge.", "Mosul", "object"),
]


@pytest.mark.parametrize(("text", "name", "role"), KINDS)
def test_what_a_place_is_may_be_part_of_its_name(
    text: str, name: str, role: str, gazetteer: Gazetteer, words: PlaceWords
) -> None:
    last = mentions(text, gazetteer, words)[-1]
    assert (last.place.name, last.role) == (name, role)
