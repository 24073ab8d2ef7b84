"""Which words tell of an act: `TYPE status` that a sentence has among its events, by kind of word."""

import pytest

FRONTS = [
    ("The army broke the siege of Bria on Monday.", "ASSAULT occurred"),
    ("Rebels inflicted heavy losses on the army near Bria.", "ASSAULT occurred"),
    ("The army bombed a gathering of Boko Haram fighters in Borno.", "ASSAULT occurred"),
    ("Chadian troops retook the town of Bria in March.", "ASSAULT occurred"),
    ("Chadian troops have established full control over the town of Bria.", "ASSAULT occurred"),
    ("Rebels have taken two military bases near Bria.", "ASSAULT occurred"),
    ("Chadian troops are fighting to recapture the town of Bria.", "ASSAULT ongoing"),
]
WORDS = [
    ('"We urge Iran to release the sailors," the British Foreign Office said.', "REQUEST occurred"),
    ('"We are consulting with the government of Chad," the State Department said.', "CONSULT ongoing"),
    ("The United States remains committed to helping Jordan.", "AGREE occurred"),
    ("Britain offered to send troops to Mali.", "AGREE occurred"),
    ("Lawmakers in Brazil began impeachment proceedings against Dilma Rousseff.", "ACCUSE occurred"),
    ("Vladimir Putin vowed to crush Chechen rebels.", "THREATEN occurred"),
    ("The ceasefire was brokered by Qatar and Norway.", "CONSULT occurred"),
    ("Boko Haram broke its ties with al-Qaeda.", "SANCTION occurred"),
]
NONE = [
    '"We met in the street," a resident said.',
    "The minister has been widely criticised.",
    "Rebels are opposed by villagers in Bria.",
    "Civilians travelled by bus to Turkey.",
    "The monitor says it determines whose planes carry out raids by their flight patterns.",
    "A lorry that slammed into a wall in Bria belonged to the ministry.",
    "Donald Trump pledged to repeal the reform.",
    "The only way for the president to mean it is to resign.",
    "Fighters positioned in the hills watched the road to Bria.",
    "The mayor is fighting to end poverty in Bria.",
    "Democrats are struggling to keep control of the Senate.",
]


@pytest.mark.parametrize(("sentence", "expected"), FRONTS + WORDS)
def test_told(events_of, sentence, expected):
    assert expected in {f"{e.event_type} {e.status}" for e in events_of(sentence)}


def test_strikes_of_armies_are_no_walkouts(events_of):
    assert "PROTEST" not in {e.event_type for e in events_of("Workers dig out the dead after a regime strike on Bria.")}


@pytest.mark.parametrize("sentence", NONE)
def test_none(events_of, sentence):
    assert not events_of(sentence)
