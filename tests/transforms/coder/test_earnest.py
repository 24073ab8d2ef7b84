"""Sentences whose words of force or politics are meant otherwise: no row."""

import pytest

NOTHING = [
    # what would be done if something were so
    "If I had been wrong, I would apologise at once, said Prime Minister Angela Merkel.",
    # what an observer thinks somebody will have to do
    "Tehran will have to pull back and negotiate.",
    # a figure of speech: growth is threatened, voters are mobilised, hardship hits
    "Old roads threaten Kenya's growth.",
    "The Green party has mobilised young voters.",
    "A shortage hits Venezuela.",
    # an office that somebody comes back to
    "Barack Obama returned to power last year.",
    # those who fight with words
    "Lawmakers offered no compromise in their battle over the budget.",
    "Emmanuel Macron laughed in the face of Donald Trump's attacks.",
    # jobs are killed
    "Machines will kill jobs.",
    # no talks, only room for them
    "Such conferences give opportunities for dialogue among leaders.",
]


@pytest.mark.parametrize("body", NOTHING)
def test_no_event(events_of, body):
    assert events_of(body) == []


def test_an_attack_in_words_is_criticism(events_of):
    body = "Angela Merkel's scathing attack on Viktor Orban came on Monday."
    assert [event.event_type for event in events_of(body)] == ["ACCUSE"]


def test_a_missile_fired_on_a_day_is_fired_on_nobody(events_of):
    assert [event.event_type for event in events_of("North Korea fired a ballistic missile on Monday.")] == ["MOBILIZE"]
