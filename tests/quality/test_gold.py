"""The gold we wrote is sound: its evidence and spans stand in its texts, and it is as varied as it should be."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from dateline.pipeline.evaluate.records import MATERIAL, STATUSES, VERBAL, read_gold
from dateline.pipeline.evaluate.sentences import read_sentences

GOLD = Path(__file__).parent / "gold"
FILES = sorted(GOLD.glob("*.jsonl"))
VARIED = sorted(GOLD.glob("articles*.jsonl"))
SENTENCES = sorted(GOLD.glob("*.tsv"))
PRECISIONS = {"point", "city", "district", "province", "country", "region"}


def events():
    for path in FILES:
        for line in path.read_text("utf-8").splitlines():
            article = json.loads(line)
            for number, event in enumerate(article["events"]):
                yield pytest.param(article, event, id=f"{article['id']}-{number}")


@pytest.mark.parametrize(("article", "event"), list(events()))
def test_spans_stand_in_the_text(article, event):
    whole = f"{article['title']}\n{article['text']}"
    spans = [*event["evidence"], *(p["text"] for p in event["actors"] + event["recipients"] + event["attributed_to"])]
    fields = ("location", "date", "killed", "injured", "detained", "displaced")
    spans += [event[field]["text"] for field in fields if event[field]]
    assert [span for span in spans if span not in whole] == []


@pytest.mark.parametrize(("article", "event"), list(events()))
def test_values_are_of_the_codebook(article, event):
    for party in event["actors"] + event["recipients"]:
        assert party["country"] is None or re.fullmatch("[A-Z]{3}", party["country"])
        assert re.fullmatch("[A-Z]{3}", party["sector"])
    if event["location"]:
        assert event["location"]["precision"] in PRECISIONS
        assert -90 <= event["location"]["lat"] <= 90
        assert -180 <= event["location"]["lon"] <= 180
    if event["date"]:
        assert event["date"]["end"] is None or event["date"]["start"] <= event["date"]["end"]


@pytest.mark.parametrize("path", VARIED, ids=lambda path: path.stem)
def test_every_type_is_there(path):
    found = Counter(event.type for gold in read_gold(path) for event in gold.events)
    assert set(found) == set(VERBAL + MATERIAL)


def test_every_status_is_there():
    assert {event.status for path in FILES for gold in read_gold(path) for event in gold.events} == set(STATUSES)


def test_there_are_articles_without_events():
    assert sum(not gold.events for path in FILES for gold in read_gold(path)) >= 50


def test_ids_are_unique():
    ids = [gold.article.article_id for path in FILES for gold in read_gold(path)]
    assert len(ids) == len(set(ids)) >= 60


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_sentences_are_even_over_the_types(path):
    assert min(Counter(sentence.type for sentence in read_sentences(path)).values()) >= 3
