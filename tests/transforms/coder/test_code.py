"""One event, one record; and the same bytes for the same article."""

import json

import pytest

from dateline.transforms.coder import code, code_all
from dateline.transforms.coder.record import record
from dateline.transforms.coder.text import BadArticle

STORY = (
    "BANGUI - Rebels attacked the town of Bria on Friday and killed at least 12 civilians, the United Nations said.\n"
    "The attack began at dawn. At least 12 civilians were killed in the attack, residents said.\n"
    "On Saturday the president of the Central African Republic, Faustin Touadera, condemned the attack.\n"
    "Related: Rebels killed 40 soldiers in Mali"
)


def test_an_event_told_three_times_is_one_record(events_of):
    attacks = [e for e in events_of(STORY, "Rebels kill 12 in Bria attack") if e.event_type == "ASSAULT"]
    assert len(attacks) == 1
    (attack,) = attacks
    assert len(attack.evidence) >= 4
    assert (attack.killed_min, attack.killed_max) == (12, None)
    assert attack.event_date.isoformat() == "2016-10-14"
    assert attack.location_name == "Bria"
    assert attack.is_lead


AFTERMATH = (
    "The number of people killed in Thursday's attack on a fish market near Bambari has climbed to 19, doctors said.\n"
    "Four patients died in the clinic overnight, a nurse said. Traders reopened their shops, and a school its classes."
)


def test_the_toll_of_an_attack_is_news_among_everyday_words(events_of):
    (attack,) = (e for e in events_of(AFTERMATH, "Toll of Bambari market attack climbs to 19"))
    assert (attack.event_type, attack.killed_min, attack.killed_max) == ("ASSAULT", 19, 19)


def test_evidence_is_verbatim(events_of):
    for event in events_of(STORY):
        for piece in event.evidence:
            assert STORY[piece.start : piece.end] == piece.text


def test_a_teaser_is_no_event(events_of):
    assert not [e for e in events_of(STORY) if e.killed_min == 40]


def test_same_article_same_ids_and_bytes(events_of):
    first, second = events_of(STORY), events_of(STORY)
    assert json.dumps([record(e) for e in first]) == json.dumps([record(e) for e in second])


def test_ids_do_not_depend_on_versions_or_run(events_of, knowledge):
    mention = events_of(STORY)[0]
    assert len(mention.mention_id) == 32
    ids = {e.mention_id for e in events_of(STORY)}
    assert len(ids) == len(events_of(STORY))


def test_many_articles_come_in_their_order_and_as_one_by_one(make_cast, knowledge):
    articles = [make_cast(body)[0].article for body in (STORY, "", "Rebels shelled Bria on Friday.", STORY)]
    assert list(code_all(articles, knowledge)) == [code(article, knowledge) for article in articles]


@pytest.mark.parametrize("text", ["", " \n ", "Bria", "😀" * 100, "قتل خمسة", "\x00\x01"])
def test_texts_without_events_give_none(events_of, text):
    assert events_of(text) == []


def test_a_text_too_long_to_be_an_article_is_a_failure(events_of):
    with pytest.raises(BadArticle) as caught:
        events_of("word " * 500_000)
    assert caught.value.reason == "too_long"


def test_control_characters_and_wrapped_lines_are_read_over(events_of):
    wrapped = (
        "Rebels \x02killed five soldiers in an ambush near the\n    town of Bria on Friday evening, officials of the United\n"
        "    Nations mission in the country said on Saturday."
    )
    (event,) = events_of(wrapped)
    assert (event.event_type, event.killed_min) == ("ASSAULT", 5)
    assert event.evidence[0].text == wrapped
