"""Who did what to whom: one sentence a line, as `TYPE | actors | recipients`, by where the doer stands."""

import pytest


def told(events):
    return [
        f"{e.event_type} | {', '.join(p.name for p in e.actors)} | {', '.join(p.name for p in e.recipients)}"
        for e in events
    ]


ACTIVE = [
    ("Gunmen shot dead a judge in Acapulco.", "ASSAULT | unidentified gunmen | judge"),
    ("Boko Haram abducted twenty schoolgirls.", "ASSAULT | Boko Haram | schoolgirls"),
    ("Turkey condemned Russia.", "ACCUSE | Turkey | Russia"),
    ("Rebels raped twelve women.", "ASSAULT | Rebels | women"),
    ("A Kenyan hunter shot dead the Ugandan consul in Mombasa.", "ASSAULT | Kenyan hunter | Ugandan consul"),
    (
        "Loyalist militias executed sixty villagers in Hama, the monitor said.",
        "ASSAULT | Loyalist militias | villagers",
    ),
]
PASSIVE = [
    ("Three villagers were killed by Boko Haram.", "ASSAULT | Boko Haram | villagers"),
    ("The opposition leader was arrested in Minsk on Friday.", "COERCE |  | opposition leader"),
]
NOMINAL = [
    ("Students staged a sit-in in Yangon on Monday.", "PROTEST | Students | "),
    ("The Taliban carried out an attack on a police station in Kabul.", "ASSAULT | Taliban | police station"),
    ("Kurdish militants claimed responsibility for the bombing in Istanbul.", "ASSAULT | Kurdish militants | "),
]
JOINED = [
    ("Turkey and Russia condemned the United States.", "ACCUSE | Turkey, Russia | United States"),
    (
        "Saudi Arabia, Egypt, Bahrain and Kuwait cut diplomatic ties with Lebanon.",
        "SANCTION | Saudi Arabia, Egypt, Bahrain, Kuwait | Lebanon",
    ),
]
CLAUSES = [
    ("The rebels, who kidnapped two priests, fled.", "ASSAULT | rebels | priests"),
]
MUTUAL = [
    ("The presidents of Turkey and Iran met in Ankara.", None),
    ("Vladimir Putin met Recep Tayyip Erdogan in Moscow.", "CONSULT | Vladimir Putin, Recep Tayyip Erdogan | "),
    ("Iran and Iraq signed a trade agreement.", "SUPPORT | Iran, Iraq | "),
]
HEADLINES = [
    ("Policeman shot dead in Cairo", None),
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [row for row in ACTIVE + PASSIVE + NOMINAL + JOINED + CLAUSES + MUTUAL + HEADLINES if row[1]],
)
def test_roles(events_of, sentence, expected):
    assert expected in told(events_of(sentence))
