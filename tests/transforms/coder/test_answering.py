"""Of whom a criticism is that names only the act: the article before it says."""

import pytest

DOERS = [
    (
        "North Korea test-fired a ballistic missile on Monday. Fumio Kishida called the launch an outrage.",
        "Fumio Kishida",
        ["North Korea"],
    ),
    (
        "The European Union imposed sanctions on Belarus on Monday. The Belarusian foreign ministry denounced the move.",
        "Belarusian Ministry of Foreign Affairs",
        ["European Union"],
    ),
    (
        "Thousands of teachers went on strike in Zambia. Minister David Chansa condemned the protest.",
        "David Chansa",
        ["teachers"],
    ),
    ("Boko Haram raided a village in Niger. Chad condemned the attack.", "Chad", []),
    ("Chad condemned the decision.", "Chad", []),
]


@pytest.mark.parametrize(("body", "critic", "doers"), DOERS)
def test_the_doer_of_the_act_is_criticised(events_of, body, critic, doers):
    said = [e for e in events_of(body) if e.event_type == "ACCUSE"]
    assert [([p.name for p in e.actors], [p.name for p in e.recipients]) for e in said] == [([critic], doers)]


def test_workers_demand_of_the_one_firm_there_is(events_of):
    body = "Oil workers went on strike in Chad on Monday. Esso, the private firm, rejected their demands."
    (strike,) = [e for e in events_of(body) if e.event_type == "PROTEST"]
    assert [party.name for party in strike.recipients] == ["Esso"]


def test_a_firm_that_takes_no_part_is_struck_too(events_of):
    body = "Tram workers walked out on Monday. Altavia, the private firm that runs the trams, had no comment."
    (strike,) = [e for e in events_of(body) if e.event_type == "PROTEST"]
    assert [party.name for party in strike.recipients] == ["Altavia"]
