"""Who acts beside the doer of an attack: one sentence a line, with the actors it has."""

import pytest

CASES = [
    ("Congolese soldiers, backed by Rwandan troops, captured the mine.", "Congolese soldiers, Rwandan troops"),
    ("Chadian soldiers supported by French air strikes attacked the convoy.", "Chadian soldiers, French"),
    ("The police alongside a village militia killed nine bandits.", "police, village militia"),
    ("Kenyan troops with the help of US drones shelled the camp.", "Kenyan troops, US drones"),
    ("A raid by Kenyan troops assisted by US drones killed nine rebels.", "Kenyan troops, US drones"),
    ("Kenyan troops with a heavy heart shelled the camp.", "Kenyan troops"),
    ("Troops armed by Rwanda attacked the mine.", "Troops"),
]


@pytest.mark.parametrize(("sentence", "actors"), CASES)
def test_backers_and_companions_act_too(events_of, sentence, actors):
    (event,) = [one for one in events_of(sentence) if one.event_type == "ASSAULT"]
    assert ", ".join(party.text for party in event.actors) == actors
