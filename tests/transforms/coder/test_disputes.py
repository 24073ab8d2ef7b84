"""Acts that one side tells of and the other denies."""

import pytest

DISPUTED = [
    "Al-Shabaab said its fighters attacked Kenyan soldiers near Mandera. Kenya denied it.",
    "Ukraine accused Russia of shelling Mariupol. Russia denied any involvement.",
    "Ukraine said Russia shelled Mariupol, an accusation that Moscow has denied.",
    "Ukraine said Russian forces shelled Mariupol. The claim was denied by Russia.",
    "Ukraine said Russian forces shelled Mariupol. Russia has refuted these allegations.",
    "Oxfam said Russian jets struck Mariupol. Russia denied carrying out the strike.",
    "Oxfam said Russian jets struck Mariupol. There had been no such strike, Moscow said.",
    "Oxfam said Russian jets struck Mariupol. Russia called the report baseless.",
    "Oxfam said Russian jets struck Mariupol. A Russian official said the claims were untrue.",
    "Oxfam said Russian forces shelled Mariupol, in spite of denials by Russia.",
]
UNDISPUTED = [
    "Ukraine said Russian forces shelled Mariupol. Russia rejected a plan for talks.",
    "Ukraine said Russian forces shelled Mariupol. Russia did not deny it.",
    "Al-Shabaab said its fighters attacked Kenyan soldiers near Mandera. Ethiopia denied visas to two reporters.",
    "Rebels attacked Kenyan soldiers near Mandera.",
]


@pytest.mark.parametrize("text", DISPUTED)
def test_what_a_party_denies_is_disputed(events_of, text):
    assert [e.status for e in events_of(text) if e.event_type == "ASSAULT"] == ["disputed"]


@pytest.mark.parametrize("text", UNDISPUTED)
def test_the_rest_occurred(events_of, text):
    assert [e.status for e in events_of(text) if e.event_type == "ASSAULT"] == ["occurred"]
