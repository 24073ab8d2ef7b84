"""Blame, demands, refusals, praise and talks in the words of wire reports: `TYPE | actors | recipients` among the rows."""

import pytest

BLAME = [
    ("Iran pinned the bombing on Saudi Arabia.", "ACCUSE | Iran | Saudi Arabia"),
    ("Turkey attributed the attack to Russia.", "ACCUSE | Turkey | Russia"),
    ("Donald Trump ripped into Iran over the deal.", "ACCUSE | Donald Trump | Iran"),
    ("Angela Merkel rejected the accusations as nonsense.", "ACCUSE | Angela Merkel | "),
    ("Germany became the first state to sue Iran.", "ACCUSE | Germany | Iran"),
    ("Turkey appeared to condemn Russia on Monday.", "ACCUSE | Turkey | Russia"),
]
DEMANDS = [
    ("Thousands of protesters marched to condemn Iran.", "ACCUSE | protesters | Iran"),
    ("Germany signed a letter urging Iran to free the prisoners.", "REQUEST | Germany | Iran"),
    ("Hamas said in a statement urging Egypt to open the border that it was ready.", "REQUEST | Hamas | Egypt"),
    ("France asked the speaker, Vladimir Putin, to end the raids.", "REQUEST | France | Vladimir Putin"),
]
REFUSALS = [
    ("Jordan pulled out of the summit.", "REJECT | Jordan | "),
    ("Poland shrugged off calls by Germany to take refugees.", "REJECT | Poland | Germany"),
]
PRAISE = [
    ("Theresa May threw her support behind Donald Trump.", "SUPPORT | Theresa May | Donald Trump"),
    ("Turkey welcomed the report.", "SUPPORT | Turkey | "),
    ("Boko Haram pledged allegiance to the Islamic State.", "SUPPORT | Boko Haram | Islamic State"),
]
YIELDING = [
    ("The Polish government backtracked on Tuesday.", "CONCEDE | Polish government | "),
]
THREATS = [
    ("Iran warned Israel that it would pay a heavy price.", "THREATEN | Iran | Israel"),
    ("North Korea vowed to turn South Korea into a sea of flames.", "THREATEN | North Korea | South Korea"),
]
TALKS = [
    ("Angela Merkel raised the row with Vladimir Putin by telephone.", "CONSULT | Angela Merkel, Vladimir Putin | "),
    ("Angela Merkel spoke to Donald Trump by phone on Monday.", "CONSULT | Angela Merkel, Donald Trump | "),
    ("John Kerry reached out to Iran on Monday.", "CONSULT | John Kerry, Iran | "),
]


def told(events):
    return [
        f"{e.event_type} | {', '.join(p.name for p in e.actors)} | {', '.join(p.name for p in e.recipients)}"
        for e in events
    ]


@pytest.mark.parametrize(("sentence", "expected"), BLAME + DEMANDS + REFUSALS + PRAISE + YIELDING + THREATS + TALKS)
def test_verbal(events_of, sentence, expected):
    assert expected in told(events_of(sentence))


NONE = [
    "A resident told Reuters by telephone that it was raining.",
    "Jordan was met with silence on Monday.",
    "The storm appeared to weaken on Monday.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_no_verbal_act(events_of, sentence):
    assert not told(events_of(sentence))
