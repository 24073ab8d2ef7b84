"""Sentences that speak of an attack's victims are its evidence, and whoever is cited there its source."""

import pytest

ATTACK = "A bomb killed 12 people in Bria on Monday. "
OF_VICTIMS = [
    ("The death toll may rise, Oxfam said.", {"Oxfam"}),
    ("Amnesty International said four children were among the dead.", {"Amnesty International"}),
    ("Oxfam reported that three of those killed were its own staff.", {"Oxfam"}),
    ("Among the victims were two nurses.", set()),
]
OF_OTHERS = [
    "Oxfam said that it was open on Sundays.",
    "Oxfam warned that civilian casualties are common in war.",
    "The weather was mild. Nobody came. It rained. The death toll is unknown, Oxfam said.",
]


@pytest.mark.parametrize(("sequel", "names"), OF_VICTIMS)
def test_a_sentence_on_the_victims_is_evidence(events_of, sequel, names):
    (attack,) = events_of(ATTACK + sequel)
    assert [row.text for row in attack.evidence][-1] == sequel
    assert {source.name for source in attack.attributed_to} == names


@pytest.mark.parametrize("sequel", OF_OTHERS)
def test_other_sentences_are_not(events_of, sequel):
    (attack,) = events_of(ATTACK + sequel)
    assert [row.text for row in attack.evidence] == [ATTACK.strip()]
    assert not list(attack.attributed_to)


def test_the_victims_are_those_of_the_attack_told_last(events_of):
    text = "Rebels killed 12 soldiers in Homs. Jets killed 40 civilians in Hama. Ten of the dead were boys, Oxfam said."
    by_toll = {event.killed_min: event for event in events_of(text)}
    assert [source.name for source in by_toll[40].attributed_to] == ["Oxfam"]
    assert not list(by_toll[12].attributed_to)
