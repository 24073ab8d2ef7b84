"""Who suffers where a place is fired on, and where a building is hit with people in it."""

import pytest

SUFFERERS = [
    ("The rebels shelled the villages of Azaz and Marea on Monday.", ["residents of Azaz and Marea"]),
    ("Government forces are besieging two mountain villages.", ["residents of mountain villages"]),
    ("The rebels went on shelling the town on Monday.", []),
    ("Boko Haram executed nine of its own fighters on Monday.", ["Boko Haram"]),
    ("A shell killed nine people on Monday. It killed six villagers and three nurses.", ["villagers", "nurses"]),
    ("Al Shabaab seized two army posts on Monday and killed nine soldiers.", ["Somali National Army"]),
    ("Hamas fired a rocket at an Israeli village on Monday, killing a Thai farmhand.", ["Thai farmhand"]),
    ("Rockets hit a school on Monday, wounding nine pupils.", ["pupils"]),
    ("The army and rebels clashed on Monday, killing nine villagers.", []),
    ("Jets killed nine villagers some of them children on Monday.", ["villagers"]),
    ("The blast killed 20 traders, most of them women, on Monday.", ["traders"]),
    ("Shelling killed 10 nurses 5 doctors on Monday.", ["nurses", "doctors"]),
    ("Six teachers were killed along with nine pupils in an air strike on Monday.", ["teachers", "pupils"]),
    ("A shell killed four traders on Monday a rights group said.", ["traders"]),
    ("Rockets hit the Lebanese capital on Monday, killing nine traders.", ["traders"]),
    ("Gunmen killed two traders one of them a woman on Monday.", ["traders"]),
    ("The army recaptured Al-Zubra on Monday.", []),
    ("Jets bombed a training camp near Gao on Monday.", []),
    ("Gunmen attacked a border post on Monday.", ["border post"]),
    ("Government jets bombed Mosul on Monday.", []),
    ("Gunmen opened fire on a police station on Monday, wounding three nurses.", ["nurses"]),
    ("Gunmen opened fire on a police station on Monday.", ["police station"]),
]


@pytest.mark.parametrize(("sentence", "names"), SUFFERERS)
def test_who_suffers(events_of, sentence, names):
    assert [[party.name for party in e.recipients] for e in events_of(sentence)] == [names]
