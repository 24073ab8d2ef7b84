"""Names of known parties in running text: (text, published, name in the text, canonical name, country, sector)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LATE, EARLY = "2016-10-15", "1989-11-20"

STATES = [
    ("Moscow accused Kyiv of shelling the border.", LATE, "Moscow", "Russia", "RUS", "GOV"),
    ("The Kremlin rejected the proposal.", LATE, "Kremlin", "Russia", "RUS", "GOV"),
    ("Downing Street said nothing.", LATE, "Downing Street", "United Kingdom", "GBR", "GOV"),
    ("U.S. officials met on Monday.", LATE, "U.S.", "United States", "USA", "GOV"),
    ("The US imposed sanctions.", LATE, "US", "United States", "USA", "GOV"),
    ("Britain’s prime minister resigned.", LATE, "Britain", "United Kingdom", "GBR", "GOV"),
    ("Syrias neighbours protested.", LATE, "Syria", "Syria", "SYR", "GOV"),
    ("Ivorian troops fired.", LATE, "Ivorian", "Ivory Coast", "CIV", "GOV"),
    ("Côte d'Ivoire closed its border.", LATE, "Côte d'Ivoire", "Ivory Coast", "CIV", "GOV"),
    ("DR Congo expelled the envoy.", LATE, "DR Congo", "Democratic Republic of the Congo", "COD", "GOV"),
    ("The Soviet Union withdrew.", EARLY, "Soviet Union", "Soviet Union", "SUN", "GOV"),
]

GROUPS = [
    ("The Islamic State of Iraq and the Levant (ISIL) seized a town.", LATE, None, "Islamic State", None, "REB"),
    ("The Saudi-UAE-led coalition bombed Hodeidah.", LATE, None, "Saudi-led coalition", "SAU", "MIL"),
    ("The Bundestag passed the law.", LATE, "Bundestag", "Bundestag", "DEU", "LEG"),
    ("The Knesset passed the law.", LATE, "Knesset", "Knesset", "ISR", "LEG"),
    ("Gaza's health ministry said 20 died.", LATE, "Gaza's health ministry", "Gaza Health Ministry", "PSE", "GOV"),
    ("Daesh claimed the attack.", LATE, "Daesh", "Islamic State", None, "REB"),
    ("Jabhat al-Nusra fighters withdrew.", LATE, "Jabhat al-Nusra", "Al-Nusra Front", "SYR", "REB"),
    ("The Nusra Front attacked.", LATE, "Nusra Front", "Al-Nusra Front", "SYR", "REB"),
    ("The PKK denied it.", LATE, "PKK", "Kurdistan Workers' Party", "TUR", "REB"),
    ("The Kurdistan Workers’ Party denied it.", LATE, None, "Kurdistan Workers' Party", "TUR", "REB"),
    ("Al Shabab stormed a hotel in Mogadishu.", LATE, "Al Shabab", "Al-Shabaab", "SOM", "REB"),
    ("Hizbollah fired rockets.", LATE, "Hizbollah", "Hezbollah", "LBN", "REB"),
    ("The FMLN attacked San Salvador.", EARLY, "FMLN", "Farabundo Martí National Liberation Front", "SLV", "REB"),
    ("Sendero Luminoso killed a mayor.", EARLY, "Sendero Luminoso", "Shining Path", "PER", "REB"),
    ("Israeli troops shot him, the IDF said.", LATE, "IDF", "Israel Defense Forces", "ISR", "MIL"),
    ("The RSF shelled El Fasher in Sudan.", "2024-06-01", "RSF", "Rapid Support Forces", "SDN", "REB"),
    ("The Jalisco cartel ambushed police.", LATE, "Jalisco cartel", "Jalisco New Generation Cartel", "MEX", "CRM"),
    ("Boko Haram abducted the girls.", LATE, "Boko Haram", "Boko Haram", "NGA", "REB"),
]

BODIES = [
    ("The U.N. Security Council met.", LATE, "U.N. Security Council", "United Nations Security Council", "IGO", "IGO"),
    ("UNHCR warned of a crisis.", LATE, "UNHCR", "United Nations High Commissioner for Refugees", "IGO", "IGO"),
    ("Nato will send troops.", LATE, "Nato", "NATO", "IGO", "IGO"),
    ("SOHR counted 20 dead.", LATE, "SOHR", "Syrian Observatory for Human Rights", "SYR", "NGO"),
    ("Doctors Without Borders left.", LATE, "Doctors Without Borders", "Médecins Sans Frontières", "NGO", "NGO"),
    ("AFP reported the clash.", LATE, "AFP", "Agence France-Presse", None, "JRN"),
    ("The FBI arrested two men.", LATE, "FBI", "Federal Bureau of Investigation", "USA", "COP"),
    ("The State Department condemned it.", LATE, None, "United States Department of State", "USA", "GOV"),
]

PERSONS = [
    ("Netanyahu warned Iran.", "2005-01-10", "Netanyahu", "Benjamin Netanyahu", "ISR", "GOV"),
    ("Netanyahu warned Iran.", "2007-01-10", "Netanyahu", "Benjamin Netanyahu", "ISR", "OPP"),
    ("President Bush met the emir.", "1990-12-01", "Bush", "George H. W. Bush", "USA", "GOV"),
    ("President Bush met the emir.", "2003-12-01", "Bush", "George W. Bush", "USA", "GOV"),
    ("President Assad spoke.", "1995-05-01", "Assad", "Hafez al-Assad", "SYR", "GOV"),
    ("President Assad spoke.", "2015-05-01", "Assad", "Bashar al-Assad", "SYR", "GOV"),
    ("Jens Stoltenberg visited Kyiv.", "2012-05-01", "Jens Stoltenberg", "Jens Stoltenberg", "NOR", "GOV"),
    ("Jens Stoltenberg visited Kyiv.", "2016-05-01", "Jens Stoltenberg", "Jens Stoltenberg", "IGO", "IGO"),
    ("Mahmoud Abbas condemned it.", LATE, "Mahmoud Abbas", "Mahmoud Abbas", "PSE", "GOV"),
    ("Erdoğan accused the PKK.", LATE, "Erdoğan", "Recep Tayyip Erdogan", "TUR", "GOV"),
    ("Zelenskyy thanked Poland.", "2023-03-01", "Zelenskyy", "Volodymyr Zelensky", "UKR", "GOV"),
    ("Theresa May flew home. Trump invited May to visit.", LATE, "May", "Theresa May", "GBR", "GOV"),
]


@pytest.mark.parametrize("case", STATES + GROUPS + BODIES + PERSONS, ids=str)
def test_a_known_party_is_found(make_cast, case):
    body, day, words, name, country, sector = case
    text, cast = make_cast(body, day)
    found = {mention.known.name: mention for mentions in cast.found.mentions.values() for mention in mentions}
    assert name in found
    mention = found[name]
    assert (mention.known.country, mention.known.sector) == (country, sector)
    assert text.sentences[mention.sentence].span.doc.text[mention.start : mention.end] == mention.text
    if words is not None:
        assert words in {m.text for ms in cast.found.mentions.values() for m in ms if m.known.name == name}


ABSENT = [
    ("Who is it? It is us, they may say.", LATE),
    ("The march is planned for May.", LATE),
    ("Michael Jordan scored 30 points.", LATE),
    ("A bomb exploded in Mazar-i-Sharif.", LATE),
    ("They care for the sick in the jam.", LATE),
    ("He paid a fair price for the turkey.", LATE),
]


@pytest.mark.parametrize(("body", "day"), ABSENT)
def test_words_that_look_like_names_are_none(make_cast, body, day):
    _, cast = make_cast(body, day)
    assert [m.known.name for mentions in cast.found.mentions.values() for m in mentions] == []


def test_an_acronym_the_article_defines_is_a_name(make_cast):
    _, cast = make_cast("The Niger Delta Avengers (NDAV) struck again. NDAV said it would not stop.")
    assert [m.known.name for m in cast.found.mentions[1]] == ["Niger Delta Avengers"]


def test_an_ambiguous_acronym_needs_its_country(make_cast):
    _, alone = make_cast("SDF units trained for a day.")
    _, syria = make_cast("SDF units advanced in northern Syria.")
    assert not alone.found.mentions[0]
    assert syria.found.mentions[0][0].known.name == "Syrian Democratic Forces"


def test_one_party_under_many_names_is_one(make_cast):
    _, cast = make_cast("ISIS, also known as ISIL, Daesh or the Islamic State group, seized Raqqa.")
    assert {m.known.name for m in cast.found.mentions[0]} == {"Islamic State"}


PIECES = [
    "ISIL",
    "al-",
    "Nusra",
    "'s",
    "’s",
    "(",
    ")",
    "U.S.",
    "Syria",
    "Assad",
    "s ",
    ", ",
    ". ",
    "the ",
    "May ",
    "حلب",
    "🔥",
    "-",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_mentions_stand_in_the_text_and_do_not_overlap(make_cast, body):
    text, cast = make_cast(body)
    for sentence in text.sentences:
        end = 0
        for mention in cast.found.mentions[sentence.index]:
            assert sentence.span.doc.text[mention.start : mention.end] == mention.text
            assert mention.start >= end
            end = mention.end
