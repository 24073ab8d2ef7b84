"""The score agrees with the reference scorer on gold rows, perturbed in every way a coder can be wrong."""

import copy
import importlib.util
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.pipeline.evaluate.records import read_gold, read_record
from dateline.pipeline.evaluate.report import as_json
from dateline.pipeline.evaluate.scores import score

REFERENCE = Path(__file__).parents[4] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not (REFERENCE / "score.py").exists(), reason="the reference scorer is not here")


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def raw_articles():
    lines = (REFERENCE / "dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def as_row(article_id, event):
    row = copy.deepcopy(event)
    row["article_id"] = article_id
    row["event_type"] = row.pop("type")
    row["event_date"] = row.pop("date")
    return row


def retype(row, rng):
    row["event_type"] = rng.choice(["ASSAULT", "ACCUSE", "CONSULT"])


def lose_an_actor(row, rng):
    row["actors"] = row["actors"][1:]


def add_a_recipient(row, rng):
    row["recipients"] = row["recipients"] + row["actors"]


def rename_an_actor(row, rng):
    if row["actors"]:
        row["actors"][0] = {"text": "", "name": rng.choice(["ISIL", "Moscow", "Syrian army", "the U.S.", "police"])}


def lose_the_place(row, rng):
    row["location"] = None


def move_the_place(row, rng):
    if row["location"] and row["location"].get("lat") is not None:
        row["location"]["lat"] = min(90.0, row["location"]["lat"] + rng.choice([0.1, 0.5, 2.0]))


def lose_the_coordinates(row, rng):
    if row["location"]:
        row["location"].pop("lat", None)


def blur_the_date(row, rng):
    if row["event_date"]:
        row["event_date"] = {"start": row["event_date"]["start"], "precision": rng.choice(["month", "year", "day"])}


def miscount(row, rng):
    row["killed"] = rng.choice([None, {"min": 3, "max": None}, {"min": 20, "max": 20}, {"min": None, "max": None}])


def lose_a_source(row, rng):
    row["attributed_to"] = row["attributed_to"][:1]


def cut_the_evidence(row, rng):
    texts = [item if isinstance(item, str) else item["text"] for item in row.get("evidence", ())]
    row["evidence"] = [{"text": text[: len(text) * rng.randrange(3, 11) // 10]} for text in texts[:2]]


def change_status(row, rng):
    row["status"], row["modes"] = "planned", ["aerial"]


def lose_a_field(row, rng):
    row.pop(rng.choice(["killed", "injured", "modes"]), None)


DAMAGE = [
    retype,
    lose_an_actor,
    add_a_recipient,
    rename_an_actor,
    lose_the_place,
    move_the_place,
    lose_the_coordinates,
    blur_the_date,
    miscount,
    lose_a_source,
    cut_the_evidence,
    change_status,
    lose_a_field,
]


def assert_agree(reference, rows):
    theirs = reference.score(raw_articles(), rows)
    by_article = {}
    for row in rows:
        by_article.setdefault(row["article_id"], []).append(read_record(row))
    ours = as_json(score(read_gold(REFERENCE / "dev.jsonl"), by_article))
    assert ours["status_accuracy"] == theirs["status_accuracy"]
    for name, figures in theirs.items():
        if isinstance(figures, dict) and "f1" in figures:
            ours_renamed = {**ours[name], "hit": ours[name]["right"]}
            assert {key: ours_renamed[key] for key in figures} == figures, name
    assert set(ours["per_type"]) == set(theirs["per_type"])
    for name, figures in theirs["per_type"].items():
        assert (ours["per_type"][name]["f1"], ours["per_type"][name]["right"]) == (figures["f1"], figures["hit"]), name


def test_gold_rows_score_alike(reference):
    assert_agree(reference, [as_row(a["id"], e) for a in raw_articles() for e in a["events"]])


def test_no_rows_score_alike(reference):
    assert_agree(reference, [])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_damaged_rows_score_alike(reference, seed):
    rng = random.Random(seed)
    rows = []
    for article in raw_articles():
        for event in article["events"]:
            for _ in range(rng.choice([0, 1, 1, 1, 2])):
                row = as_row(article["id"], event)
                for _ in range(rng.randrange(5)):
                    rng.choice(DAMAGE)(row, rng)
                rows.append(row)
    rng.shuffle(rows)
    assert_agree(reference, rows)
