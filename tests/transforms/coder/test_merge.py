"""Which tellings are one event: how many events of a type an article of a few sentences tells."""

import pytest

ONE = [
    # the body breaks the toll of the title down
    (
        "Thirty killed in raid on Malian villages",
        "Gunmen killed more than 30 people in a raid on two villages in Mali on Monday, officials said. "
        "The raid killed 12 herders and 9 soldiers, the governor said.",
    ),
    # a town of the province that the lead names, and fewer dead
    (
        "",
        "At least 14 people were killed on Monday in air strikes by the Sudanese air force in North Darfur province, "
        "rebels said. At least six people were killed in the town of Kutum, a doctor said.",
    ),
    # a later toll, and the first one again
    (
        "",
        "Israeli warplanes bombed a house in Tyre on Monday, killing 27 people, a doctor said. "
        "The bombing killed at least 31 people, the ministry said. Rescuers dug on. The Red Cross said 27 people were killed.",
    ),
    # as many dead under another name of the doer
    (
        "Kachin Armed Wing Kills 19 Soldiers in Northern Myanmar",
        "The Kachin Independence Army killed 19 soldiers of the Myanmar army near Laiza, local media reported.",
    ),
]
TWO = [
    # what else was done
    (
        "",
        "Boko Haram fighters attacked the Nigerian army near Bama on Monday and killed four soldiers, the army said. "
        "The fighters also destroyed an army truck near Bama.",
    ),
    # a siege and what hits those besieged
    (
        "",
        "Boko Haram fighters bombed a market in Bama on Monday, killing ten people. "
        "Boko Haram fighters are besieging Bama.",
    ),
    # two towns of one district
    (
        "",
        "Fighters shelled a market in Tripoli, residents said. Fighters shelled a clinic in Tajura, residents said.",
    ),
    # what another matter's sentence tells
    (
        "",
        "Gunmen killed nine people in Mogadishu on Monday. Meanwhile, a police station was bombed in Mogadishu.",
    ),
    # what is done often, and what was done on a day
    (
        "",
        "Houthi fighters fired rockets at Jizan on Monday, killing two people, officials said. "
        "The fighters regularly fire rockets at Jizan.",
    ),
    # a town beside the one hit
    (
        "",
        "Al-Shabaab fighters shelled Baidoa on Monday, killing two people. "
        "One woman was wounded in Al-Shabaab shelling on the nearby town of Burhakaba.",
    ),
    # an act of months ago, and one told as of now
    (
        "",
        "The Libyan army shelled rebel positions near Sirte, officials said. "
        "The Libyan army captured a checkpoint from the rebels in March.",
    ),
    # what was done last year, and what goes on
    (
        "",
        "The Libyan National Army captured the city of Derna from Islamist militants last year and is involved in an "
        "offensive against rebels near Tripoli.",
    ),
]


def attacks(events):
    return [event for event in events if event.event_type == "ASSAULT"]


@pytest.mark.parametrize(("title", "body"), ONE)
def test_told_twice_is_one_event(events_of, title, body):
    assert len(attacks(events_of(body, title=title))) == 1


@pytest.mark.parametrize(("title", "body"), TWO)
def test_two_acts_are_two_events(events_of, title, body):
    assert len(attacks(events_of(body, title=title))) == 2


def test_who_took_the_town_did_not_kill_the_dead_found_in_it(events_of):
    found = events_of(
        "Forty bodies of villagers were found in a town retaken by Iraqi troops, officials said on Monday."
    )
    assert not [event for event in found if event.actors and event.killed_min]


def test_a_minister_does_not_apologise_for_the_curfew_that_his_government_lifts(events_of):
    body = (
        "Nepal's government lifted the night curfew in Kathmandu on Monday. "
        "Justice Minister Bishnu Karki apologised to journalists who had been beaten by police."
    )
    assert len([event for event in events_of(body) if event.event_type == "CONCEDE"]) == 2


def test_two_promises_are_two_events(events_of):
    body = "The Taliban agreed to hold talks with Turkey. The Taliban also promised to release two hostages."
    assert len([event for event in events_of(body) if event.event_type == "AGREE"]) == 2


def test_a_town_hit_by_shells_is_an_attack_of_its_own(events_of):
    body = (
        "The army has been battling rebels near Kismayo, and rebels shelled an army base. "
        "Kismayo has been hit by mortar rounds since Friday morning, a monitor said."
    )
    assert any("mortar" in event.evidence[0].text for event in attacks(events_of(body)))


def test_the_police_and_their_detectives_look_into_one_thing(events_of):
    body = "London police are investigating the stabbing. The stabbing is being investigated by police detectives."
    assert len([event for event in events_of(body) if event.event_type == "ACCUSE"]) == 1


def test_several_meetings_are_not_the_one_of_monday(events_of):
    body = "Lavrov met Zarif on Monday. Lavrov and Zarif have held several meetings."
    assert len([event for event in events_of(body) if event.event_type == "CONSULT"]) == 2


def test_two_members_of_a_government_are_two(events_of):
    body = "John Kerry met Ashraf Ghani on Monday. Joe Biden met Ashraf Ghani and Abdullah Abdullah."
    assert len([event for event in events_of(body) if event.event_type == "CONSULT"]) == 2


def test_who_is_ordered_is_not_whoever_is_asked_in_the_same_breath(events_of):
    body = "Angela Merkel ordered ministers to protect the embassy and asked Poland to increase security."
    assert len([event for event in events_of(body) if event.event_type == "REQUEST"]) == 2


def test_a_war_spoken_of_beside_an_attack_does_not_say_where_that_was(events_of):
    body = "A car bomb killed nine people on Monday. The attack will not end the conflict in Somalia, a doctor said."
    assert not any(event.location_name == "Somalia" for event in attacks(events_of(body)) if event.killed_min)


APART = [
    # another demand of the same speaker, to others
    (
        "REQUEST",
        "President Rafael Ortega ordered the arrest of three senators on Monday. "
        "On Tuesday Ortega ordered troops to resume operations in the north.",
    ),
    # a further act, as "also" says
    (
        "CONSULT",
        "President Rafael Ortega met the French ambassador on Sunday. Ortega also held a meeting with Maria Lopez on Sunday.",
    ),
    # a jailing and a ban
    (
        "COERCE",
        "Courts in Turkey jailed two mayors on Friday. Access to Facebook was blocked across Turkey on Friday.",
    ),
    # who was expelled, and who else
    ("SANCTION", "Britain expelled a Russian diplomat on Friday. Britain expelled the Syrian ambassador on Friday."),
    # a town that only opens the sentence
    (
        "PROTEST",
        "In Izmir, hundreds of people marched through the streets. Police looked on. "
        "In Ankara, students staged a sit-in at the party's headquarters.",
    ),
]


@pytest.mark.parametrize(("event_type", "body"), APART)
def test_two_acts_of_politics_are_two_events(events_of, event_type, body):
    assert len([event for event in events_of(body) if event.event_type == event_type]) == 2


def test_whom_a_strike_killed_is_told_with_the_strike(events_of):
    body = (
        "The Kenyan army said it carried out strikes on three camps accused of sheltering fighters, killing 11 people."
    )
    found = attacks(events_of(body, title="Strikes on three more Somali camps kill 11 people"))
    assert [event.killed_min for event in found] == [11]


def test_a_state_in_the_title_is_its_envoy_in_the_first_sentence(events_of):
    body = "Iran's foreign minister met with the head of the U.N. nuclear agency on Monday."
    found = events_of(body, title="Iran meets U.N. nuclear agency in Vienna")
    assert len([event for event in found if event.event_type == "CONSULT"]) == 1


def test_a_title_without_its_was_tells_whom_it_befell(events_of):
    body = "South Korea's top court removed President Park Geun-hye from office on Friday over a scandal."
    found = events_of(body, title="South Korea's Park Geun-hye removed from office")
    assert [len(event.evidence) for event in found if event.event_type == "SANCTION"] == [2]


def test_what_the_attack_told_last_has_cost_is_its_toll(events_of):
    body = (
        "Libyan jets bombed a clinic in Sirte on Wednesday, killing 15 doctors. "
        "Two days earlier Libyan jets hit an aid convoy near Misrata. The attack left 12 people killed."
    )
    assert sorted(event.killed_min for event in attacks(events_of(body))) == [12, 15]
