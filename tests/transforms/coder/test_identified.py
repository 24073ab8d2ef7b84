"""Persons named after they are described, and which name stands in the row."""

import pytest

CASES = [
    ("Police identified the gunman as Omar Reyes. The gunman shot a nurse in Lima.", "Omar Reyes | nurse"),
    ("The attacker, named by police as Omar Reyes, was shot dead by soldiers.", "soldiers | Omar Reyes"),
    ("The gunman shot a nurse in Lima. Police named two suspects.", "unidentified gunman | nurse"),
]
TITLED = [
    ("Gunmen kill politician", "Gunmen shot dead Abdul Rauf in Karachi on Sunday.", ["Abdul Rauf"]),
    ("Gunmen kill politicians", "Gunmen shot dead Abdul Rauf and Imran Shah in Karachi.", ["Abdul Rauf", "Imran Shah"]),
    ("Landslide bomb kills 9 farmers state media", "A bomb killed farmers.", ["farmers"]),
    ("Gunmen kill police", "Gunmen killed police in Karachi on Sunday.", ["Pakistani police"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_identified_is_named(events_of, text, expected):
    (event,) = [one for one in events_of(text) if one.event_type == "ASSAULT"]
    actors, recipients = (", ".join(party.name for party in side) for side in (event.actors, event.recipients))
    assert f"{actors} | {recipients}" == expected


@pytest.mark.parametrize(("title", "text", "names"), TITLED)
def test_a_name_stands_for_the_description_in_the_title(events_of, title, text, names):
    (event,) = [one for one in events_of(text, title=title) if one.event_type == "ASSAULT"]
    assert [party.name for party in event.recipients] == names
