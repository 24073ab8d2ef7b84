"""Another way to multiply gives the same parse, alone and among others."""

import json
from pathlib import Path

import pytest
import spacy
from thinc.api import Model, NumpyOps

from dateline.transforms.coder.knowledge import load_parser, model_folder
from dateline.transforms.coder.matrices import OneThread

GOLD = Path(__file__).parents[2] / "quality" / "gold" / "articles.jsonl"


@pytest.fixture(scope="module")
def texts():
    lines = GOLD.read_text("utf-8").splitlines()
    return [part for line in lines for part in json.loads(line)["text"].split("\n\n")][:120]


def words(doc):
    return [(t.text, t.lemma_, t.tag_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]


def test_the_parse_is_that_of_the_parsers_own_products(texts):
    bare = spacy.load(model_folder())
    assert [words(doc) for doc in load_parser().pipe(texts)] == [words(doc) for doc in bare.pipe(texts)]


def test_the_parse_does_not_hang_on_what_is_parsed_beside_it(texts):
    together = [words(doc) for doc in load_parser().pipe(texts[:40])]
    assert together == [words(load_parser()(text)) for text in texts[:40]]


def test_every_product_is_taken_over():
    left = {
        type(node.ops)
        for _, component in load_parser().pipeline
        if isinstance(getattr(component, "model", None), Model)
        for node in component.model.walk()
    }
    assert left == {OneThread}
    assert issubclass(OneThread, NumpyOps)
