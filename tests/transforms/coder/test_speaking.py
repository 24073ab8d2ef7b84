"""Who acts where an official says what his state will do."""

import pytest

PLEDGES = [
    ("Russian Foreign Minister Sergei Lavrov said Moscow would not withdraw its troops from Syria.", "Sergey Lavrov"),
    ("Prime Minister Justin Trudeau said his government would send aid to Mali.", "Justin Trudeau"),
    ("Kremlin spokesman Dmitry Peskov said Russia would not withdraw its troops from Syria.", "Russia"),
]


@pytest.mark.parametrize(("sentence", "doer"), PLEDGES)
def test_an_official_pledges_what_his_state_will_do(events_of, sentence, doer):
    found = [e for e in events_of(sentence) if e.event_type in {"AGREE", "REJECT"}]
    assert [[party.name for party in e.actors] for e in found] == [[doer]]
