"""When two things are the same: a line a case."""

import pytest

from dateline.pipeline.evaluate.matching import count_same, pair, same_party, same_place, share_evidence
from dateline.pipeline.evaluate.records import Name, Place, read_record

SAME = [
    ("ISIL", "Islamic State"),
    ("Daesh", "ISIS"),
    ("Moscow", "Russia"),
    ("U.S.", "Washington"),
    ("Syrian Observatory for Human Rights", "SOHR"),
    ("People's Protection Units", "YPG"),
    ("Recep Tayyip Erdogan", "Tayyip Erdogan"),
    ("Zambian teachers", "teachers in Zambia's schools and Zambian colleges"),
]
DIFFERENT = [
    ("Russia", "Ukraine"),
    ("Syrian Army", "Kurdish fighters and some of the Syrian tribes"),
    ("", ""),
    ("the", "of"),
    ("police", "army"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_party(one, other):
    assert same_party(Name("", one), Name(other, ""))
    assert same_party(Name(other, ""), Name("", one))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_parties(one, other):
    assert not same_party(Name("", one), Name("", other))


def test_each_party_due_is_used_once():
    russia, moscow, syria = Name("", "Russia"), Name("Moscow", ""), Name("", "Syria")
    assert count_same((russia, moscow), (russia, syria)) == 1


@pytest.mark.parametrize(
    ("lat", "precision", "same"),
    [(36.3, "city", True), (36.6, "city", False), (37.5, "province", True), (40.0, "country", True)],
)
def test_a_place_is_as_near_as_the_gold_is_precise(lat, precision, same):
    gold = Place("Aleppo", "SYR", 36.2, 37.16, precision)
    assert same_place(Place("x", "SYR", lat, 37.16, "city"), gold) is same


def test_places_without_coordinates_go_by_name():
    assert same_place(Place("al-Bab", None, None, None, None), Place("Al Bab", "SYR", 36.37, 37.51, "city"))
    assert not same_place(Place("", None, None, None, None), Place("", None, None, None, None))


def record(**fields):
    return read_record({"type": "ASSAULT", "evidence": ["Gunmen killed three people in Tame on Monday."], **fields})


@pytest.mark.parametrize(
    ("sentence", "shared"),
    [
        ("Gunmen killed three people in Tame on Monday.", True),
        ("gunmen killed three people", True),
        ("On Monday gunmen killed three people in Tame, police said.", True),
        ("The mayor opened a school on Monday.", False),
        ("killed", False),
        ("", False),
    ],
)
def test_evidence_is_shared_by_most_words(sentence, shared):
    assert share_evidence(record(), record(evidence=[{"text": sentence}])) is shared


def test_the_best_pair_goes_first():
    golds = [record(), record(killed={"min": 3, "max": 3})]
    assert pair([record(killed={"min": 3, "max": 3})], golds) == [(0, 1)]


def test_types_part_records_unless_told_otherwise():
    assert pair([record(type="COERCE")], [record()]) == []
    assert pair([record(type="COERCE")], [record()], typed=False) == [(0, 0)]
