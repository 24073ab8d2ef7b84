"""What words above an act make of it: `TYPE actor` for the first event of a sentence, by the word."""

import pytest

REFUSE = [
    ("Iran refused to release the hostages.", "REJECT Iran"),
    ("Egypt declined to send troops.", "REJECT Egypt"),
    ("Hungary will not take part in the mission.", "REJECT Hungary"),
    ("Turkey will not let Iran join the talks.", "REJECT Turkey"),
]
THREATEN = [
    ("North Korea threatened to attack Japan.", "THREATEN North Korea"),
    ("Iran vowed to retaliate.", "THREATEN Iran"),
    ("Russia said it would retaliate.", "THREATEN Russia"),
]
PROMISE = [
    ("Norway promised to send aid to Yemen.", "AGREE Norway"),
    ("The Taliban agreed to hold talks.", "AGREE Taliban"),
    ("Canada will continue to support the government of Mali.", "AGREE Canada"),
    ("Sweden will provide 20 million euros in aid to Syria.", "AGREE Sweden"),
]
REQUEST = [
    ("The United Nations urged Israel to withdraw from the area.", "REQUEST United Nations"),
    ("France called on Russia to end the bombing.", "REQUEST France"),
    ("Turkey asked NATO to send missiles.", "REQUEST Turkey"),
    ("Iran demanded the release of the sailors.", "REQUEST Iran"),
]
ACCUSE = [
    ("Ukraine accused Russia of shelling its positions.", "ACCUSE Ukraine"),
]
END = [
    ("The United States lifted sanctions on Sudan.", "CONCEDE United States"),
    ("Egypt suspended talks with Ethiopia.", "SANCTION Egypt"),
    ("Sudan will lift its state of emergency next month.", "CONCEDE Sudan"),
]


@pytest.mark.parametrize(("sentence", "expected"), REFUSE + THREATEN + PROMISE + REQUEST + ACCUSE + END)
def test_composition(events_of, sentence, expected):
    assert expected in {f"{e.event_type} {actor.name}" for e in events_of(sentence) for actor in e.actors}


def test_an_accusation_keeps_the_act_and_names_its_source(events_of):
    acts = [e for e in events_of("Ukraine accused Russia of shelling its positions.") if e.event_type == "ASSAULT"]
    assert [(e.actors[0].name, e.attributed_to[0].name) for e in acts] == [("Russia", "Ukraine")]


def test_what_was_asked_for_is_no_event_of_its_own(events_of):
    assert [e.event_type for e in events_of("The United Nations urged Israel to withdraw from the area.")] == [
        "REQUEST"
    ]


def test_who_tells_somebody_that_asks_for_nothing(events_of):
    assert "REQUEST" not in {e.event_type for e in events_of("Russia told Turkey that it would withdraw its troops.")}


def test_a_protest_called_for_is_planned(events_of):
    acts = [e for e in events_of("Unions called for a general strike on Friday.") if e.event_type == "PROTEST"]
    assert [e.status for e in acts] == ["planned"]


ORDERED = [
    ("The governor of Kano ordered the army to deploy troops in the city.", {"REQUEST occurred", "MOBILIZE planned"}),
    ("The president ordered police to arrest the demonstrators.", {"REQUEST occurred", "COERCE planned"}),
]


@pytest.mark.parametrize(("sentence", "expected"), ORDERED)
def test_what_was_ordered_stands_beside_the_order(events_of, sentence, expected):
    assert {f"{e.event_type} {e.status}" for e in events_of(sentence)} == expected


STRIKES = [
    ("A strike by the coalition hit a school in Mosul.", {"ASSAULT"}),
    ("A strike by airline pilots hit thousands of passengers in Kenya.", {"PROTEST"}),
]


@pytest.mark.parametrize(("sentence", "types"), STRIKES)
def test_whose_strike_it_is(events_of, sentence, types):
    assert {e.event_type for e in events_of(sentence)} == types
