import datetime
from importlib.resources import files

import pytest

from dateline.transforms.coder.party_base import BadLexicon, load, words

FOLDER = files("dateline.transforms.coder") / "lexicon"
COUNTRIES = (
    "code\tname\tadjectives\tpeople\taliases\tseats\tforces\tlegislature\nSYR\tSyria\tSyrian\t\t\tDamascus\t\t\n"
)
EMPTY = {
    "countries.tsv": COUNTRIES,
    "parties.tsv": "name\tcountry\tsector\taliases\n",
    "people.tsv": "name\tcountry\tsector\tstart\tend\toffice\taliases\n",
    "descriptors.tsv": "words\tsector\tkind\n",
    "origins.tsv": "words\tcountry\n",
    "theatres.tsv": "words\tcountry\tstart\tend\tname\n",
}


def folder(tmp_path, **changed):
    for name, text in EMPTY.items():
        (tmp_path / name).write_text(changed.get(name.removesuffix(".tsv"), text), "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def base():
    return load(FOLDER)


BAD = [
    ("parties", "name\tcountry\taliases\n", 1, "columns should be"),
    ("parties", EMPTY["parties.tsv"] + "Front\tSYR\tREB\n", 2, "3 cells where 4 are due"),
    ("parties", EMPTY["parties.tsv"] + "Front\tXXX\tREB\t\n", 2, "unknown country 'XXX'"),
    ("parties", EMPTY["parties.tsv"] + "Front\tSYR\tARMY\t\n", 2, "unknown sector 'ARMY'"),
    ("parties", EMPTY["parties.tsv"] + "Front\tSYR\tREB\t\nFront\tSYR\tREB\t\n", 3, "Front stands twice"),
    ("parties", EMPTY["parties.tsv"] + "Front\tSYR\tREB\tFF|FF\n", 2, "alias 'FF' stands twice"),
    ("parties", EMPTY["parties.tsv"] + "Front\tSYR\tREB\tFF\nForce\tSYR\tREB\tFF\n", 3, "also stands for Front"),
    ("people", EMPTY["people.tsv"] + "A B\tSYR\tGOV\tyesterday\t\t\t\n", 2, "'yesterday' is no date"),
    ("people", EMPTY["people.tsv"] + "A B\tSYR\tGOV\t\t\t\t\nA B\tSYR\tOPP\t\t\t\tB\n", 3, "belong on the first line"),
    ("descriptors", EMPTY["descriptors.tsv"] + "rebel\tREB\tcrowds\n", 2, "unknown kind 'crowds'"),
    ("descriptors", EMPTY["descriptors.tsv"] + "rebel|rebel\tREB\tmember\n", 2, "rebel stands twice"),
    ("theatres", EMPTY["theatres.tsv"] + "coalition\tSYR\t\t\tNobody\n", 2, "unknown party 'Nobody'"),
    ("countries", COUNTRIES + "SYR\tSyria\tSyrian\t\t\t\t\t\n", 3, "stands twice"),
]


@pytest.mark.parametrize(("name", "text", "line", "reason"), BAD)
def test_a_bad_line_is_named(tmp_path, name, text, line, reason):
    with pytest.raises(BadLexicon, match=reason) as raised:
        load(folder(tmp_path, **{name: text}))
    assert (raised.value.file, raised.value.line) == (f"{name}.tsv", line)


def test_the_same_alias_in_context_may_stand_for_two(tmp_path):
    text = EMPTY["parties.tsv"] + "Front\tSYR\tREB\t?FF\nForce\tSYR\tREB\t?FF\n"
    assert {"Front", "Force"} <= set(load(folder(tmp_path, parties=text)).known)


def test_the_tables_load(base):
    assert len(base.countries) > 190
    assert len(base.known) > 1500


def test_every_country_has_the_forms_names_are_built_with(base):
    for country in base.countries.values():
        assert country.adjectives
        assert country.forces
        assert country.legislature


def test_terms_of_office_do_not_end_before_they_start(base):
    for name, offices in base.offices.items():
        for office in offices:
            first, last = office.start or datetime.date.min, office.end or datetime.date.max
            assert first <= last, name


WORDS = [
    ("al-Nusra", ["al", "nusra"]),
    ("el-Sisi", ["al", "sisi"]),
    ("U.S.", ["us"]),
    ("Kurdistan Workers’ Party", ["kurdistan", "workers", "party"]),
    ("Erdoğan", ["erdogan"]),
    ("Séléka", ["seleka"]),
]


@pytest.mark.parametrize(("text", "keys"), WORDS)
def test_spellings_meet_in_one_key(text, keys):
    assert [word.key for word in words(text)] == keys


def test_a_possessive_has_a_bare_key():
    (word,) = words("Syria’s")
    assert (word.key, word.bare) == ("syrias", "syria")


def test_words_of_two_sentences_do_not_join():
    assert [word.glued for word in words("Islamic, State")] == [True, False]
