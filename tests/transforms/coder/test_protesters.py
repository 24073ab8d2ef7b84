"""Who protests where only a noun says so: `actors | recipients` of the one protest a text tells."""

import pytest

CASES = [
    ("Anti-government protests were held in Niger on Friday.", "Anti-government protesters | Nigerien government"),
    ("The year began with anti-Macron protests in Paris.", "anti-Macron protesters | Emmanuel Macron"),
    ("A demonstration against the Polish government was held in Krakow.", "demonstrators | Polish government"),
    ("Students held a protest in Krakow on Friday.", "Students | "),
    ("A strike began at the port on Friday.", " | "),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_crowd_is_the_actor(events_of, text, expected):
    (event,) = [one for one in events_of(text) if one.event_type == "PROTEST"]
    actors, recipients = (", ".join(party.name for party in side) for side in (event.actors, event.recipients))
    assert f"{actors} | {recipients}" == expected
