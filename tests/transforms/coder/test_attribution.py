"""Who says so, by how the text cites."""

import pytest

SAID = [
    ("Rebels killed five soldiers in Bria, the United Nations said.", {"United Nations"}),
    ("The United Nations said rebels killed five soldiers in Bria.", {"United Nations"}),
    ("Rebels killed five soldiers in Bria, said Human Rights Watch.", {"Human Rights Watch"}),
]
ACCORDING = [
    ("According to Amnesty International, rebels killed five soldiers in Bria.", {"Amnesty International"}),
    ("Rebels killed five soldiers in Bria, according to Reuters.", {"Reuters"}),
]
OWN_VOICE = [
    ("Rebels killed five soldiers in Bria.", set()),
]
QUOTED = [
    (
        "“Rebels killed five soldiers in Bria. They burned the village,” the United Nations said.",
        {"United Nations"},
    ),
]


@pytest.mark.parametrize(("text", "names"), SAID + ACCORDING + OWN_VOICE + QUOTED)
def test_sources(events_of, text, names):
    killing = next(e for e in events_of(text) if e.killed_min == 5)
    assert {source.name for source in killing.attributed_to} == names


def test_the_speaker_of_a_statement_is_not_its_source(events_of):
    accusation = next(e for e in events_of("Turkey condemned the attack, Turkey said.") if e.event_type == "ACCUSE")
    assert not list(accusation.attributed_to)
