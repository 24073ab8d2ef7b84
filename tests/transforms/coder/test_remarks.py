"""What plain saying amounts to, and who "we" are: `TYPE | actors | recipients` of the one event of a sentence."""

import pytest

DEMANDS = [
    ('"Assad must go," French President Francois Hollande said.', "REQUEST | François Hollande | Bashar al-Assad"),
    ("Turkey said that Israel should leave Gaza.", "REQUEST | Turkey | Israel"),
]
ORDERS = [
    ('"Stop bombing Aleppo," Ban Ki-moon told Russia.', "REQUEST | Ban Ki-moon | Russia"),
]
CHARGES = [
    ("Theresa May said the blame lay with Syria.", "ACCUSE | Theresa May | Syria"),
    ('"All the evidence points to Iran," Boris Johnson told reporters.', "ACCUSE | Boris Johnson | Iran"),
    ("Sergei Lavrov said the failure of the truce was the fault of Turkey.", "ACCUSE | Sergey Lavrov | Turkey"),
    ("Mike Pence said the raid bore the hallmarks of North Korea.", "ACCUSE | Mike Pence | North Korea"),
]
REPROACHES = [
    ('"This decision is a disgrace," Recep Tayyip Erdogan said.', "ACCUSE | Recep Tayyip Erdogan | "),
    ('"This is a cowardly act of terror," Prime Minister Theresa May said.', "ACCUSE | Theresa May | "),
    ('"Iran has betrayed our trust," Donald Trump said.', "ACCUSE | Donald Trump | Iran"),
    ("Kenya is to blame for the drought relief that never came, Ethiopia said.", "ACCUSE | Ethiopia | Kenya"),
    ("Angela Merkel said that Russia bears responsibility for the crisis.", "ACCUSE | Angela Merkel | Russia"),
    ('"Turkey\'s ban is out of touch with the times," Angela Merkel said.', "ACCUSE | Angela Merkel | Turkey"),
    ("Greek raids were in breach of the treaty, Turkey said.", "ACCUSE | Turkey | Greece"),
    ("Iran's raids had spread terror, Iraq said.", "ACCUSE | Iraq | Iran"),
]
REFUSALS = [
    ('"We will never negotiate with Hamas," Benjamin Netanyahu said.', "REJECT | Benjamin Netanyahu | Hamas"),
    ("Turkey said it had no intention of talking to Syria.", "REJECT | Turkey | Syria"),
]
TOLD_ONLY = [
    "Turkey does not deny that the law is flawed.",
    "Angela Merkel said the evidence points to a long winter.",
    "Francois Hollande said that Syria was a country of 22 million people.",
    "Angela Merkel told reporters that the talks would be long.",
    "The storm caused chaos in Haiti, Donald Trump said.",
    "Germany's exports rose in May, Angela Merkel said.",
    "I must admit that I was wrong, Donald Trump said.",
]


def told(events):
    return [
        f"{e.event_type} | {', '.join(p.name for p in e.actors)} | {', '.join(p.name for p in e.recipients)}"
        for e in events
    ]


@pytest.mark.parametrize(("sentence", "expected"), DEMANDS + ORDERS + CHARGES + REPROACHES + REFUSALS)
def test_remarks(events_of, sentence, expected):
    assert expected in told(events_of(sentence))


@pytest.mark.parametrize("sentence", TOLD_ONLY)
def test_saying_alone_is_no_act(events_of, sentence):
    assert not [e for e in events_of(sentence) if e.event_type in {"REQUEST", "ACCUSE", "REJECT"}]


def test_a_spokesmans_we_is_the_body_he_speaks_for(events_of):
    said = "“We will not support the regime forces,” said Redur Khalil, spokesperson of the People’s Protection Units."
    (event,) = [e for e in events_of(said) if e.event_type == "REJECT"]
    assert [actor.name for actor in event.actors] == ["People's Protection Units"]
    assert [source.name for source in event.attributed_to] == ["Redur Khalil (People's Protection Units)"]
