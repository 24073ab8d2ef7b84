"""Whom force befell once its tellings are one event: one text a line, as `TYPE | actors | recipients`."""

import pytest

FOUGHT = [
    (
        "Al Shabaab launched an assault on the town of Marka on Saturday. "
        "Its fighters are clashing with Kenyan troops in Marka. Loyalists were hit in the assault on Marka.",
        "ASSAULT | Al-Shabaab, Kenya Defence Forces | ",
    ),
]
SCENES = [
    ("Saudi-led raids on Yemen killed nine rebels.", "ASSAULT | Saudi-led coalition | Yemeni rebels"),
]
DAMAGED = [
    ("The town of Marka was hit by rockets and a church was damaged.", "ASSAULT |  | "),
]
BOMBERS = [
    ("Nine traders died in a suicide car bombing in Mogadishu.", "ASSAULT | suicide bomber | traders"),
    ("Nine traders died in twin suicide bombings in Mogadishu.", "ASSAULT | suicide bombers | traders"),
    ("Al Shabaab claimed a suicide bombing in Mogadishu.", "ASSAULT | Al-Shabaab | "),
]
STANDS = [
    ("Nine died in an attack on an army checkpoint in Nigeria.", "ASSAULT |  | Nigerian Army"),
    ("The Kenyan army shelled Al Shabaab positions.", "ASSAULT | Kenya Defence Forces | Al-Shabaab"),
    ("Air strikes on positions of the Houthis went on in Yemen.", "ASSAULT |  | Houthis"),
]
DRIVEN = [
    ("Boko Haram expelled Nigerian soldiers from their base.", "ASSAULT | Boko Haram | Nigerian Armed Forces"),
    (
        "Kenyan troops managed to drive Al Shabaab from the town of Marka.",
        "ASSAULT | Kenya Defence Forces | Al-Shabaab",
    ),
    ("Army units in Syria destroyed a vehicle for the Islamic State.", "ASSAULT | Syrian Army | Islamic State"),
]
CHARGED = [
    (
        "Al Shabaab executed six men accused of helping spies.",
        "ASSAULT | Al-Shabaab | men accused of helping spies",
    ),
    (
        "Al Shabaab killed people it suspected of helping spies in the town of Marka.",
        "ASSAULT | Al-Shabaab | people suspected of helping spies",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUGHT + SCENES + DAMAGED + BOMBERS + STANDS + DRIVEN + CHARGED)
def test_whom_it_befell(events_of, text, expected):
    told = [
        f"{e.event_type} | {', '.join(p.name for p in e.actors)} | {', '.join(p.name for p in e.recipients)}"
        for e in events_of(text)
    ]
    assert expected in told
