"""The lexicon's files are read strictly: a line that cannot be meant names itself."""

import pytest

from dateline.transforms.coder import lexicon


def test_every_file_loads_and_every_type_has_words():
    loaded = lexicon.load_lexicon()
    told = {sense.event_type for senses in loaded.verbs.values() for sense in senses}
    assert told == set(loaded.types)
    assert len(loaded.types) == 16


def test_the_ontology_maps_every_type():
    for kind in lexicon.load_lexicon().types.values():
        assert kind.quad in {1, 2, 3, 4}
        assert -10 <= kind.score <= 10
        assert len(kind.root) == 2
        assert len(kind.acled) in {0, 2}


BAD = [
    ("verb\ttype\tmodes\tframe\n", "verbs.tsv:1: columns are"),
    ("verb\ttype\tmodes\tframe\tneeds\nkill\tASSAULT\t\ttransitive\n", "verbs.tsv:2: 4 cells"),
    ("verb\ttype\tmodes\tframe\tneeds\nkill\tMURDER\t\ttransitive\t\n", "verbs.tsv:2: unknown type 'MURDER'"),
    ("verb\ttype\tmodes\tframe\tneeds\nkill\tASSAULT\tvisit\ttransitive\t\n", "verbs.tsv:2: ASSAULT has no mode visit"),
    ("verb\ttype\tmodes\tframe\tneeds\nkill\tASSAULT\t\tsideways\t\n", "verbs.tsv:2: 'sideways' is none of"),
    ("verb\ttype\tmodes\tframe\tneeds\nkill\tASSAULT\t\ttransitive\tobj:unicorn\n", "unknown class 'unicorn'"),
    ("verb\ttype\tmodes\tframe\tneeds\nkill\tASSAULT\t\ttransitive\tsoon\n", "unknown need 'soon'"),
    (
        "verb\ttype\tmodes\tframe\tneeds\nkill\tASSAULT\t\ttransitive\t\nkill\tASSAULT\t\talone\t\n",
        "verbs.tsv:3: duplicate verb 'kill'",
    ),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_bad_line_is_refused_by_name(tmp_path, monkeypatch, text, message):
    (tmp_path / "verbs.tsv").write_text(text, "utf-8")
    types, classes = lexicon.read_types()[1], lexicon.read_classes()
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    with pytest.raises(lexicon.BadLexicon, match=message.replace("(", r"\(")):
        lexicon.read_verbs(types, classes)
