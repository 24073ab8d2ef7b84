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
NEAREST = [
    ("A suicide blast killed at least five people in Tame, police said.", {"Colombian police"}),
    ("A bomb killed five soldiers in Bria on Tuesday the United Nations said.", {"United Nations"}),
    (
        "Gunmen killed five people, two of them foreigners, the interior ministry said.",
        {"interior ministry"},
    ),
    (
        "Gunmen killed five people in Lagos, police and hospital officials said.",
        {"Nigerian police", "Nigerian officials"},
    ),
    ("Gunmen killed five people in Tame, according to the rights group Acodeh.", {"Acodeh"}),
    ("Rebels killed five soldiers in Bria, a resident, Ahmed Ali, told Reuters by phone.", {"Ahmed Ali"}),
]
OWN_DEEDS = [
    ("The Syrian army said it had killed five rebels in Homs.", {"Syrian Army"}),
    ("Kurdish militants claimed responsibility for bombings in Istanbul that killed five people.", set()),
]
ASIDE = [
    ("Rebels killed five soldiers in Bria, leading Turkey to say it would close its border.", set()),
    ("Rebels killed five soldiers, without citing sources.", set()),
]
WRITTEN = [
    (
        "The truce is over, said a statement by Human Rights Watch. Rebels killed five soldiers, the statement said.",
        {"Human Rights Watch"},
    ),
]
QUOTED = [
    (
        "“Rebels killed five soldiers in Bria. They burned the village,” the United Nations said.",
        {"United Nations"},
    ),
]


@pytest.mark.parametrize(
    ("text", "names"), SAID + ACCORDING + OWN_VOICE + NEAREST + OWN_DEEDS + ASIDE + WRITTEN + QUOTED
)
def test_sources(events_of, text, names):
    killing = next(e for e in events_of(text) if e.killed_min == 5)
    assert {source.name for source in killing.attributed_to} == names


def test_the_speaker_of_a_statement_is_not_its_source(events_of):
    accusation = next(e for e in events_of("Turkey condemned the attack, Turkey said.") if e.event_type == "ACCUSE")
    assert not list(accusation.attributed_to)
