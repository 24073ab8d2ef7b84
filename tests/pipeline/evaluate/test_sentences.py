"""The score of short sentences."""

from pathlib import Path

import pytest

from dateline.pipeline.evaluate.baseline import code
from dateline.pipeline.evaluate.records import BadGold, Name, read_record
from dateline.pipeline.evaluate.sentences import Sentence, parties_right, read_sentences, score_sentences

FILE = Path(__file__).parents[2] / "quality" / "gold" / "sentences.tsv"


def row(actors, recipients):
    return read_record({"actors": [{"name": n} for n in actors], "recipients": [{"name": n} for n in recipients]})


@pytest.mark.parametrize(
    ("event_type", "actors", "recipients", "right"),
    [
        ("ACCUSE", ["India"], ["Pakistan"], True),
        ("ACCUSE", ["Pakistan"], ["India"], False),
        ("ACCUSE", ["India"], [], False),
        ("ACCUSE", ["India", "China"], ["Pakistan"], False),
        ("CONSULT", ["Pakistan"], ["India"], True),
        ("CONSULT", ["India", "Pakistan"], [], True),
    ],
)
def test_parties_stand_in_their_roles_unless_the_act_is_mutual(event_type, actors, recipients, right):
    due = Sentence("", event_type, (Name("India", "India"),), (Name("Pakistan", "Pakistan"),))
    assert parties_right(row(actors, recipients), due) is right


def test_words_alone_get_types_and_no_parties():
    scores = score_sentences(read_sentences(FILE), code)
    assert scores.types.f1 > 0.4
    assert scores.triples.recall == 0


def test_a_line_of_another_form_is_refused(tmp_path):
    path = tmp_path / "sentences.tsv"
    path.write_text("# head\nFIGHT\ta\tb\tA fought b.\n", "utf-8")
    with pytest.raises(BadGold, match="line 2"):
        read_sentences(path)
