"""Noun phrases and the parties they stand for: (text, phrase, text of the party, name, country, sector)."""

import pytest

SYRIA = "SYRIA WAR\nFighting went on in Syria on Monday. "

MELTING = [
    ("ISIL fighters attacked a village.", "ISIL fighters", "ISIL fighters", "Islamic State", None, "REB"),
    ("The PKK group denied it.", "PKK group", "PKK group", "Kurdistan Workers' Party", "TUR", "REB"),
    ("Taliban soldiers fled.", "Taliban soldiers", "Taliban soldiers", "Taliban", "AFG", "REB"),
    (
        "Members of the PKK were arrested.",
        "Members of the PKK",
        "Members of the PKK",
        "Kurdistan Workers' Party",
        "TUR",
        "REB",
    ),
    ("The militant group Hamas fired.", "militant group Hamas", "militant group", "Hamas", "PSE", "REB"),
]

STATES = [
    ("Syrian government forces advanced.", "Syrian government forces", None, "Syrian government forces", "SYR", "MIL"),
    ("Assad's forces advanced.", "Assad's forces", None, "Syrian government forces", "SYR", "MIL"),
    ("The Assad regime fell.", "Assad regime", None, "Syrian government", "SYR", "GOV"),
    ("Israeli jets struck.", "Israeli jets", None, "Israeli Air Force", "ISR", "MIL"),
    ("Russian troops withdrew.", "Russian troops", None, "Russian Armed Forces", "RUS", "MIL"),
    ("Egyptian police arrested ten men.", "Egyptian police", None, "Egyptian police", "EGY", "COP"),
    ("Nigerian officials denied it.", "Nigerian officials", None, "Nigerian officials", "NGA", "GOV"),
    ("A German court convicted him.", "German court", None, "German court", "DEU", "JUD"),
    (
        "The Indian Defence Ministry protested.",
        "Indian Defence Ministry",
        None,
        "Indian Ministry of Defence",
        "IND",
        "GOV",
    ),
    (
        "Belarus's foreign ministry protested.",
        "foreign ministry",
        None,
        "Belarusian Ministry of Foreign Affairs",
        "BLR",
        "GOV",
    ),
    ("Britain's ambassador left.", "Britain's ambassador", None, "British ambassador", "GBR", "GOV"),
    ("Jordanian security forces fired.", "Jordanian security forces", None, "Jordanian security forces", "JOR", "COP"),
]

SIDES = [
    (
        "Russian-backed regime forces advanced in Syria.",
        "regime forces",
        None,
        "Syrian government forces",
        "SYR",
        "MIL",
    ),
    ("Houthi drones hit the port.", "Houthi drones", "Houthi drones", "Houthis", "YEM", "REB"),
    ("The UNs envoy resigned.", "UNs", "UN", "United Nations", "IGO", "IGO"),
    ("A spokesman for Hamas denied it.", "spokesman", "Hamas", "Hamas", "PSE", "REB"),
]

UNNAMED = [
    ("The raid killed several hundred people, mostly civilians.", "people", "civilians", "civilians", None, "CVL"),
    ("A bomb killed 44 people, many of them soldiers.", "people", "soldiers", "soldiers", None, "MIL"),
    ("Gunmen killed two teachers.", "Gunmen", "Gunmen", "unidentified gunmen", None, "UAF"),
    ("Kurdish militants killed a man in Turkey.", "Kurdish militants", None, "Kurdish militants", "TUR", "REB"),
    ("At least 20 civilians fled.", "civilians", "civilians", "civilians", None, "CVL"),
    ("Dozens of students marched.", "Dozens of students", "students", "students", None, "EDU"),
    ("A group of armed men stopped the bus.", "group of armed men", "armed men", "unidentified gunmen", None, "UAF"),
    ("Several hundred striking miners marched.", "miners", "striking miners", "striking miners", None, "LAB"),
    ("A suicide bomber struck.", "suicide bomber", "suicide bomber", "suicide bomber", None, "UAF"),
    ("Pro-government militias entered.", "Pro-government militias", None, "Pro-government militias", None, "PRM"),
    ("Rights groups condemned it.", "Rights groups", None, "Rights groups", "NGO", "NGO"),
]

PERSONS = [
    ("Foreign Minister Ana Ruiz of Peru resigned.", "Ana Ruiz", "Ana Ruiz", "Ana Ruiz", "PER", "GOV"),
    (
        "The interior minister, Magdy Abdel Ghaffar, resigned.",
        "interior minister",
        None,
        "Magdy Abdel Ghaffar",
        "EGY",
        "GOV",
    ),
    ("Colonel John Mbeya fled. Mbeya was later seen.", "Mbeya", "Mbeya", "John Mbeya", None, "MIL"),
]

INTRODUCED = [
    ("At least 30 died, according to the rights group COFADEH.", "COFADEH", "COFADEH", "COFADEH", None, "NGO"),
    ("The Islamist group Ansar Watan claimed the attack.", "Ansar Watan", "Ansar Watan", "Ansar Watan", None, "REB"),
    ("The newspaper Nasha Niva reported it.", "newspaper", "Nasha Niva", "Nasha Niva", None, "JRN"),
]

UNITS = "The People's Protection Units (YPG) hold the north of Syria. "
CONTEXT = [
    (
        SYRIA + "Across the border in Iraq, the government denied it.",
        "government",
        None,
        "Iraqi government",
        "IRQ",
        "GOV",
    ),
    (UNITS + "Kurdish fighters fled.", "Kurdish fighters", None, "People's Protection Units", "SYR", "REB"),
    (SYRIA + "Kurdish fighters fled.", "Kurdish fighters", "Kurdish fighters", "Kurdish fighters", "SYR", "REB"),
    (SYRIA + "Rebels fired rockets.", "Rebels", "Rebels", "Syrian rebels", "SYR", "REB"),
    (SYRIA + "The regime denied it.", "regime", "regime", "Syrian government", "SYR", "GOV"),
    (SYRIA + "Regime forces advanced.", "Regime forces", "Regime forces", "Syrian government forces", "SYR", "MIL"),
    (SYRIA + "The army withdrew.", "army", "army", "Syrian Army", "SYR", "MIL"),
    (SYRIA + "Coalition forces bombed a bridge.", "Coalition forces", None, "US-led coalition", "IGO", "MIL"),
]


@pytest.mark.parametrize("case", MELTING + STATES + SIDES + UNNAMED + PERSONS + INTRODUCED + CONTEXT, ids=str)
def test_a_noun_phrase_is_a_party(party_of, case):
    body, phrase, text, name, country, sector = case
    (party,) = party_of(body, phrase)
    assert (party.name, party.country, party.sector) == (name, country, sector)
    if text is not None:
        assert party.text == text


NOBODY = [
    ("NAIROBI (Reuters) - Kenyan troops crossed the border.", "NAIROBI"),
    ("A car bomb exploded in the market.", "car bomb"),
    ("The talks collapsed.", "talks"),
    ("They condemned the terrorist attack.", "terrorist"),
    ("He spoke at an anti-Trump rally.", "Trump"),
    ("Shells hit a school bus.", "school"),
    ("The blast killed nine people.", "people"),
    ("Wounded soldiers were evacuated.", "Wounded"),
    ("He announced military action.", "military"),
    ("Beirut blast kills ten.", "Beirut"),
    ("He was hit in the head by the force of the blast.", "force"),
    ("The Opera House blast injured six.", "Opera House"),
    ("No group claimed the attack by Boko Haram.", "group"),
    ("He voiced opposition to the plan.", "opposition"),
    ("Syria air strikes killed ten.", "Syria"),
    ("He was taken hostage.", "hostage"),
    ("Cyclone Mocha killed ten.", "Cyclone Mocha"),
    ("OSLO May 3 (NTB) - A bomb went off.", "OSLO"),
    ("Fri Mar 3 2017 A bomb went off.", "Fri Mar 3 2017"),
    ("Terrorist Attack on Kampala", "Terrorist Attack"),
    ("Guerrillas Die in Kampala Ambush", "Kampala"),
    ("Rockets hit al-Zubra neighborhood on Monday.", "al-Zubra"),
    ("A gas attack that killed 1400 people Human Rights Watch said on Tuesday.", "Human Rights Watch"),
]


@pytest.mark.parametrize(("body", "phrase"), NOBODY)
def test_things_and_qualities_are_no_party(party_of, body, phrase):
    assert party_of(body, phrase) == []


MILITARY = [("Israel bombed Gaza.", "Israel", "MIL"), ("Russian strikes killed ten.", "Russian", "MIL")]


@pytest.mark.parametrize(("body", "phrase", "sector"), MILITARY)
def test_a_state_that_fights_is_its_forces(party_of, body, phrase, sector):
    (party,) = party_of(body, phrase, military=True)
    assert party.sector == sector


REFERENCES = [
    ("Hamas fired rockets. It also shelled a post.", "It", "Hamas"),
    ("Rebels fled the town. They burned houses.", "They", "rebels"),
    ("President Putin flew to Ankara. He met Erdogan.", "He", "Vladimir Putin"),
    ("The PKK struck in Turkey. The group killed three.", "group", "Kurdistan Workers' Party"),
    ("Boko Haram raided a village. The jihadists killed ten.", "jihadists", "Boko Haram"),
    ("Mahmoud Abbas spoke in Palestine. The president condemned it.", "president", "Mahmoud Abbas"),
    ("Al Shabaab shot six of its own members on Monday.", "own members", "Al-Shabaab"),
    ("Colombia fears a guerrilla siege.", "guerrilla", "Colombian guerrillas"),
    ("Al Shabaab spokesman Ali Noor said its fighters shot down a drone.", "its fighters", "Al-Shabaab"),
    ("Metrovias, the private firm that runs the tube, raised fares. The firm apologised.", "firm", "Metrovias"),
    ("The Syrian army shelled the town. The army also bombed a bridge.", "army", "Syrian Army"),
    ("A militant group struck in Egypt. The Hasam Movement praised it.", "militant group", "Hasam Movement"),
    ("A U.S.-based rights group counted them. Human Rights Watch named five.", "rights group", "Human Rights Watch"),
    ("Ambassador Ilan Brok spoke in Ankara. The ambassador was shot.", "ambassador", "Ilan Brok"),
    ("Governor Dan Whitfield spoke. The governor sent in troops.", "governor", "Dan Whitfield"),
    ("Police arrested three marchers and beat four others.", "others", "marchers"),
    ("Reuters quoted the State Department as saying that it was asking.", "it", "United States Department of State"),
    ("The Belarusian speaker said the country would leave.", "country", "Belarus"),
    ("The National Liberation Army fled in Colombia. The army pursued it.", "army", "Colombian Army"),
    ("Oman freed two spies. Iran praised the sultanate.", "sultanate", "Oman"),
    (
        "ECOWAS sent envoys to Togo. Lawyers thanked the grouping.",
        "grouping",
        "Economic Community of West African States",
    ),
    ("The Maute group struck. Their men burned a school.", "men", "Maute group"),
    ("Kenyan officials sacked ten teachers. The ministry accused them of fraud in Kenya.", "them", "teachers"),
    ("Vladimir Putin flew home. “I want the governor to go,” he told a crowd.", "he", "Vladimir Putin"),
    ("The Anadolu news agency said two died. The news agency gave no source.", "news agency", "Anadolu Agency"),
]


@pytest.mark.parametrize(("body", "phrase", "name"), REFERENCES)
def test_a_reference_is_resolved(party_of, body, phrase, name):
    assert [party.name.lower() for party in party_of(body, phrase)] == [name.lower()]


PAIRS = [
    ("It was endorsed by Turkey Russia and Iran.", "Turkey Russia", ["Turkey", "Russia"]),
    ("Turkish and Russian officials met.", "Turkish and Russian officials", ["Russian officials", "Turkish officials"]),
    (
        "The US, South Korean and Japanese navies trained.",
        "South Korean and Japanese navies",
        ["Japanese navies", "South Korean navies", "US navies"],
    ),
    (
        "Yemen's government and the Houthis agreed to it in Oman. He called on the two sides to talk.",
        "two sides",
        ["Yemeni government", "Houthis"],
    ),
    ("The minister urged both sides to return.", "both sides", ["both sides"]),
    ("Israel and Palestinian militants traded fire.", "Palestinian militants", ["Palestinian militants"]),
    ("Turkey and Russia met. The two countries signed a deal.", "two countries", ["Turkey", "Russia"]),
    (
        "Kenya, Uganda and Rwanda met. A donor blamed the three governments.",
        "governments",
        ["Kenya", "Uganda", "Rwanda"],
    ),
    ("Ethiopia shelled Eritrea. Both sides fired back.", "Both sides", ["Ethiopia", "Eritrea"]),
]


@pytest.mark.parametrize(("body", "phrase", "names"), PAIRS)
def test_two_sides_are_two_parties(party_of, body, phrase, names):
    assert [party.name for party in party_of(body, phrase)] == names


UNCLEAR = [
    ("Ambassador Ilan Brok and Ambassador Ana Ruiz met Hamas. The ambassador left.", "ambassador"),
    ("It rained on Monday.", "It"),
    ("The draft resolution, which Hamas rejected, failed. It called for talks.", "It"),
    ("Hamas and Hezbollah met. The group left.", "group"),
]


@pytest.mark.parametrize(("body", "phrase"), UNCLEAR)
def test_an_unclear_reference_is_not(party_of, body, phrase):
    named = {"Hamas", "Hezbollah"}
    assert not named & {party.name for party in party_of(body, phrase)}
