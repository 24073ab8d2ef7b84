"""Headlines in Title Case as sentences: `title -> sentence`, given the text below it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.transforms.coder.truecase import forms, truecased

TEXT = (
    "The Malian Army said its soldiers killed four rebels near Gao. Reports of the raid reached the "
    "UN Security Council, where Mali has few friends. An ambush followed."
)
KNOWN = frozenset({"soldier", "kill", "ambush", "rebel", "raid", "attack", "condemn", "town", "mayor", "shoot"})

SENTENCES = [
    ("Malian Army Soldiers Kill Four Rebels in Gao Raid", "Malian Army soldiers kill four rebels in Gao raid"),
    ("Security Council Condemns Attack on Town of Mali", "Security Council condemns attack on town of Mali"),
    ("12 Killed as Rebels Attack Town Near Gao", "12 killed as rebels attack town near Gao"),
    ("Rebels Ambush Mayor Ibrahim Keita on the Road", "Rebels ambush mayor Ibrahim Keita on the Road"),
]
LEFT = [
    "Malian soldiers kill four rebels in Gao raid",
    "ARMY KILLS FOUR REBELS IN GAO",
    "Raid in Gao",
    "",
]


@pytest.mark.parametrize(("title", "sentence"), SENTENCES)
def test_a_title_in_capitals_becomes_a_sentence(title, sentence):
    assert truecased(title, TEXT, lambda word: not KNOWN.isdisjoint(forms(word))) == sentence


@pytest.mark.parametrize("title", LEFT)
def test_other_titles_stay(title):
    assert truecased(title, TEXT, lambda word: True) == title


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_letter_stays_where_it_is(title, text):
    assert len(truecased(title, text, lambda word: True)) == len(title)


@pytest.mark.parametrize(
    ("word", "stem"),
    [("kills", "kill"), ("bodies", "body"), ("stabbed", "stab"), ("seizing", "seize"), ("raid", "raid")],
)
def test_forms(word, stem):
    assert stem in forms(word)
