"""Which of a text's times and places an act is given, and which it is not; published on Saturday 2016-10-15."""

import pytest

OWN_CLAUSE = [
    ("Rebels killed five soldiers in Bria on Monday.", "ASSAULT", "2016-10-10"),
    ("Police fired tear gas and arrested 70 people on Tuesday.", "COERCE", "2016-10-11"),
    ("A judge was shot dead by an officer in Acapulco on Wednesday.", "ASSAULT", "2016-10-12"),
]
SIDE_CLAUSE = [
    ("President Rodrigo Duterte, who declared martial law in May, condemned the United States.", "ACCUSE", None),
    ("The army accused the rebels of breaking the truce in December.", "ACCUSE", None),
    ("Hassan Rouhani accepted an invitation to visit Paris next year.", "AGREE", None),
    ("The minister threatened to dismiss strikers who do not return to work by Friday.", "THREATEN", None),
    ("The guards who beat two prisoners in March were arrested on Monday.", "COERCE", "2016-10-10"),
]
PERIODS = [
    ("Rioters burned buses in Santiago over the weekend.", "PROTEST", "2016-10-15"),
    ("Rebels have shelled Bria since the weekend.", "ASSAULT", "2016-10-15"),
    ("At least 11 people have been killed in three days of clashes in Bria.", "ASSAULT", "2016-10-13"),
]
SPEECH = [
    ("Residents reported an air strike on a market in Bria on Monday.", "ASSAULT", "2016-10-10"),
    ("There was heavy shelling in Aleppo on Monday.", "ASSAULT", "2016-10-10"),
    ("Rebels killed five soldiers overnight, police said on Saturday.", "ASSAULT", "2016-10-14"),
    ("On Sunday, ten soldiers died in a similar attack in Bria.", "ASSAULT", "2016-10-09"),
    ("At least 30 people have been killed by soldiers since the 3 October vote.", "ASSAULT", "2016-10-03"),
    ("Hundreds have died since the war broke out with riots against the king in June 2012.", "PROTEST", "2012-06-01"),
    ("The envoy wants to schedule a visit to Chad later this week.", "CONSULT", "2016-10-16"),
    ("Gunmen killed six farmers in Bria Thursday the mayor said.", "ASSAULT", "2016-10-13"),
    ("Twelve people perished on Tuesday when rockets hit the market of Bria.", "ASSAULT", "2016-10-11"),
    ("Militants on Friday claimed responsibility for a bombing that killed nine guards in Bria.", "ASSAULT", None),
    ("The army lost over ten soldiers in the battle against rebels near Bria on Monday.", "ASSAULT", "2016-10-10"),
    ("Jets bombed Wednesday night tents of nomads near Bria.", "ASSAULT", "2016-10-12"),
    (
        "The north has been under attack since May 2011, where the army accuses foreign agents of murder.",
        "ACCUSE",
        None,
    ),
]


def day_of(events, kind):
    day = next(e for e in events if e.event_type == kind).event_date
    return str(day) if day else None


@pytest.mark.parametrize(("text", "kind", "day"), OWN_CLAUSE + SIDE_CLAUSE + PERIODS + SPEECH)
def test_time_of_a_sentence(events_of, text, kind, day):
    assert day_of(events_of(text), kind) == day


SCENE = "Gunmen attacked a market in Bria on Monday. "
TOLD_WITHIN = [
    ("Soldiers arrested two men near the market.", "COERCE", "2016-10-10"),
    ("Soldiers have arrested hundreds of rebels.", "COERCE", None),
    ("Soldiers had arrested hundreds of rebels.", "COERCE", None),
    ("The governor later resigned.", "RETREAT", None),
]


@pytest.mark.parametrize(("sentence", "kind", "day"), TOLD_WITHIN)
def test_the_day_of_a_scene_is_lent_to_what_is_told_within_it(events_of, sentence, kind, day):
    assert day_of(events_of(SCENE + sentence), kind) == day


WHERE = [
    ("The Syrian army bombed Hama on Monday.", "ASSAULT", "Hamah"),
    ("Syria's army shelled Homs on Monday.", "ASSAULT", "Homs"),
    ("The Syrian army shelled Aleppo on Monday.", "ASSAULT", "Aleppo"),
    ("Rebels killed five soldiers in Bria on Monday.", "ASSAULT", "Bria"),
    ("Iran called on the United States to lift its sanctions.", "REQUEST", None),
    ("Kenya handed over three suspects to Somalia.", "COOPERATE", None),
    ("Russia has delivered 12 tanks to Tajikistan since the Taliban took Kabul.", "AID", None),
    ("Gunmen killed a woman visiting from Canada.", "ASSAULT", None),
    ("The president of Somalia arrived in Entebbe for two days of talks with Uganda.", "CONSULT", "Entebbe"),
    ("Tunisia withdrew its ambassador and cut ties with the government in Damascus.", "SANCTION", None),
    ("Leaders of Chad and Niger agreed in a phone call that envoys would fly to Bria.", "CONSULT", None),
    ("Chad and Niger sponsored the evacuation of civilians from Bria and discussed new talks.", "CONSULT", None),
    (
        "Rebels killed 12 pupils along with two cooks in a rocket attack on a school in the city of Bria.",
        "ASSAULT",
        "Bria",
    ),
    (
        "Jets bombed the town of Saraqib in Idlib on Monday. Jets kept bombing the town on Tuesday.",
        "ASSAULT",
        "Saraqib",
    ),
    ("Rebels killed a nurse, an aide told reporters in Geneva.", "ASSAULT", None),
    ("Chad called on the United States Niger and Mali to send troops.", "REQUEST", None),
    ("Clashes hit Yangon. More than 300 people were detained there.", "COERCE", "Yangon"),
]


@pytest.mark.parametrize(("text", "kind", "name"), WHERE)
def test_place_of_a_sentence(events_of, text, kind, name):
    assert next(e for e in events_of(text) if e.event_type == kind).location_name == name


TOLD_LATER = [
    ("Police arrested a banker. Gunmen attacked a market in Bria on Monday.", "COERCE", None, None),
    ("Gunmen attacked a market in Bria on Monday. Police arrested a banker.", "COERCE", "Bria", "2016-10-10"),
]


@pytest.mark.parametrize(("text", "kind", "name", "day"), TOLD_LATER)
def test_what_comes_after_a_scene_is_set_in_it(events_of, text, kind, name, day):
    events = events_of("Some news. " + text)
    assert (next(e for e in events if e.event_type == kind).location_name, day_of(events, kind)) == (name, day)


SHARPER = [
    ("Rebels killed 12 soldiers in Syria on Monday. The attack took place in Saraqib.", "Saraqib"),
    ("Rebels killed 12 soldiers on Monday. The attack took place in Saraqib, in Syria.", "Saraqib"),
    ("Rebels killed 12 soldiers in Syria on Monday. A market opened in Saraqib.", "Syria"),
    ("Rebels killed 12 soldiers in Aleppo on Monday. The attack came after talks in Saraqib.", "Aleppo"),
    ("Jets killed 12 people in Syria's Aleppo on Monday. The strikes took place in Marea.", "Mari"),
    ("Jets killed 12 people in Aleppo city in Syria on Monday. The strikes took place in Marea.", "Aleppo"),
]


@pytest.mark.parametrize(("text", "name"), SHARPER)
def test_the_town_of_an_attack_may_be_told_after_it(events_of, text, name):
    assert next(e for e in events_of(text) if e.event_type == "ASSAULT").location_name == name


def test_past_acts_lie_where_the_scenes_of_an_article_do(events_of):
    text = (
        "Russian jets hit a camp in Idlib, Russia said. Russian strikes hit Saraqib, Russia said. Shells fell in Homs. "
        "A mine went off in Hama. Russian strikes have killed 8000 civilians, Russia admits."
    )
    (past,) = [event for event in events_of(text) if event.status == "historical"]
    assert past.country == "SYR"


def test_the_place_of_the_title_gives_way_to_that_of_the_text(events_of):
    text = "The army killed 40 rebels in the village of Saraqib in Syria on Monday."
    (event,) = events_of(text, title="Army kills 40 rebels in Idlib")
    assert event.location_name == "Saraqib"
