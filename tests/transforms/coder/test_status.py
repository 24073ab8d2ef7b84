"""Status by what the words around an act say; `None` where they leave no event."""

import pytest

OCCURRED = [
    ("Rebels attacked the town of Bria.", "occurred"),
    ("Rebels have attacked the town of Bria.", "occurred"),
    ("Rebels have killed six guards in Bria in the past 48 hours.", "occurred"),
]
ONGOING = [
    ("Rebels are attacking the town of Bria.", "ongoing"),
    ("Rebels continue to attack the town of Bria.", "ongoing"),
    ("The army said it was investigating the attack.", "ongoing"),
    ("Teachers in Zambia have begun a strike.", "ongoing"),
    ("The vote comes as France pushes for the release of the hostages.", "ongoing"),
    ("The town of Bria is regularly shelled by rebels.", "ongoing"),
    ("The town of Bria is being shelled by rebels.", "ongoing"),
    ("The town of Bria is under attack by rebels.", "ongoing"),
    ("Chad is involved in an offensive against Boko Haram.", "ongoing"),
    ("Rebels have shelled the town of Bria since Monday.", "ongoing"),
    ("Two opposition leaders have been behind bars since October.", "ongoing"),
    ("Teachers have been on strike since Monday in Oaxaca.", "ongoing"),
    ("The ongoing strike of bus drivers has closed schools in Kenya.", "ongoing"),
]
PLANNED = [
    ("Angela Merkel will meet Vladimir Putin next week.", "planned"),
    ("Angela Merkel plans to visit Moscow next week.", "planned"),
    ("Angela Merkel is due to visit Moscow next week.", "planned"),
]
HYPOTHETICAL = [
    ("Sweden has proposed a bill that would allow the deportation of 80,000 asylum seekers.", "hypothetical"),
    ("Ministers discussed possible Israeli air strikes on Hezbollah.", "hypothetical"),
    ("The talks come as Ankara pushes for parliamentary approval for military strikes on Iraq.", "hypothetical"),
]
DENIED = [
    ("Ethiopia denied attacking the town of Bria.", "denied"),
]
HISTORICAL = [
    ("More than 80 people have been killed by soldiers in Bria since July.", "historical"),
    ("Rebels attacked the town of Bria in 2012.", "historical"),
    ("Police blamed Boko Haram for attacks in Kano.", "historical"),
    ("The conflict erupted in March 2011 with mass protests against the president.", "historical"),
    ("Rebels have shelled the town of Bria many times before.", "historical"),
    ("The mission had repeatedly accused the army of torture.", "historical"),
    ("Amnesty International has repeatedly criticised the Burundian government.", "historical"),
    ("Rebels have carried out almost daily attacks and regular raids on the army.", "historical"),
    ("More than 180,000 people have been killed in the fighting since March 2011.", "historical"),
]
NONE = [
    ("Rebels did not attack the town of Bria.", None),
    ("If rebels attack the town of Bria, the army will respond.", None),
    ("Will rebels attack the town of Bria?", None),
    ("Villagers in Bria were told that they were to be attacked.", None),
    ("The army was sent to stop rebels from attacking Bria.", None),
    ("The mission investigated claims that rebels attacked the town of Bria.", None),
]


@pytest.mark.parametrize(("sentence", "status"), OCCURRED + ONGOING + PLANNED + HYPOTHETICAL + DENIED + HISTORICAL)
def test_status(events_of, sentence, status):
    assert status in {e.status for e in events_of(sentence)}


@pytest.mark.parametrize(("sentence", "status"), NONE)
def test_no_occurred_attack(events_of, sentence, status):
    assert not [e for e in events_of(sentence) if e.event_type == "ASSAULT" and e.status == "occurred"]
