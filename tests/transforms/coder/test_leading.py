"""The title's act, told again by a first sentence whose own words for it are not known."""

import pytest

SAME = [
    (
        "Tunisia expels migrants to desert border",
        "Tunisian security forces have driven hundreds of migrants to a desert strip on the border, aid groups said.",
        "COERCE",
    ),
    (
        "Gunmen kill politician in Karachi",
        "Gunmen on a motorcycle shot dead a local politician and his driver in Karachi late on Sunday.",
        "ASSAULT",
    ),
]
OTHER = [
    (
        "Rebels kill mayor of Bria",
        "Rebels have held the hills around Bria, a town of 40,000 whose mayor used to be a trader, for years.",
    ),
    ("Rebels kill mayor of Bria", "Rain is expected in the whole of the country until the end of the week."),
    ("Rebels kill mayor of Bria", "The mayor of Bria was no friend of the rebels in the hills."),
]


@pytest.mark.parametrize(("title", "lead", "kind"), SAME)
def test_first_sentence_is_evidence_of_the_titles_act(events_of, title, lead, kind):
    (event,) = [one for one in events_of(lead, title=title) if one.event_type == kind]
    assert {sentence.text for sentence in event.evidence} == {title, lead}


@pytest.mark.parametrize(("title", "lead"), OTHER)
def test_what_tells_something_else_is_not(events_of, title, lead):
    (event,) = [one for one in events_of(lead, title=title) if one.event_type == "ASSAULT"]
    assert [sentence.text for sentence in event.evidence] == [title]


def test_passive_first_sentence_keeps_its_doer(events_of):
    lead = "Hundreds of migrants were driven to a desert strip on the border by Tunisian soldiers, aid groups said."
    (event,) = events_of(lead, title="Tunisia expels migrants to desert border")
    assert [party.text for party in event.actors] == ["Tunisian soldiers"]
