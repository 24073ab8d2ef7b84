"""Status by what the words around an act say; `None` where they leave no event."""

import pytest

OCCURRED = [
    ("Rebels attacked the town of Bria.", "occurred"),
    ("Rebels have attacked the town of Bria.", "occurred"),
]
ONGOING = [
    ("Rebels are attacking the town of Bria.", "ongoing"),
    ("Rebels continue to attack the town of Bria.", "ongoing"),
    ("The army said it was investigating the attack.", "ongoing"),
    ("Teachers in Zambia have begun a strike.", "ongoing"),
]
PLANNED = [
    ("Angela Merkel will meet Vladimir Putin next week.", "planned"),
    ("Angela Merkel plans to visit Moscow next week.", "planned"),
]
DENIED = [
    ("Ethiopia denied attacking the town of Bria.", "denied"),
]
HISTORICAL = [
    ("Rebels attacked the town of Bria in 2012.", "historical"),
    ("Police blamed Boko Haram for attacks in Kano.", "historical"),
    ("More than 180,000 people have been killed in the fighting since March 2011.", "historical"),
]
NONE = [
    ("Rebels did not attack the town of Bria.", None),
    ("If rebels attack the town of Bria, the army will respond.", None),
    ("Will rebels attack the town of Bria?", None),
    ("The army was sent to stop rebels from attacking Bria.", None),
]


@pytest.mark.parametrize(("sentence", "status"), OCCURRED + ONGOING + PLANNED + DENIED + HISTORICAL)
def test_status(events_of, sentence, status):
    assert status in {e.status for e in events_of(sentence)}


@pytest.mark.parametrize(("sentence", "status"), NONE)
def test_no_occurred_attack(events_of, sentence, status):
    assert not [e for e in events_of(sentence) if e.event_type == "ASSAULT" and e.status == "occurred"]
