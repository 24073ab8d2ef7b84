"""Gold is read strictly, rows leniently."""

import json

import pytest

from dateline.pipeline.evaluate.records import BadGold, Count, read_gold, read_record, read_rows

EVENT = {"type": "ASSAULT", "status": "occurred", "evidence": ["Gunmen fired."]}
ARTICLE = {"id": 1, "title": "T", "published": "2024-05-15", "text": "Gunmen fired.", "events": [EVENT]}


def write(tmp_path, *items):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(item if isinstance(item, str) else json.dumps(item) for item in items), "utf-8")
    return path


def test_a_gold_article(tmp_path):
    (gold,) = read_gold(write(tmp_path, ARTICLE))
    assert gold.article.article_id == "1"
    assert gold.article.published.isoformat() == "2024-05-15T00:00:00+00:00"
    assert gold.events[0].evidence == ("Gunmen fired.",)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ({**ARTICLE, "events": [{**EVENT, "type": "FIGHT"}]}, "no such event type: 'FIGHT'"),
        ({**ARTICLE, "events": [{**EVENT, "status": "maybe"}]}, "no such status: 'maybe'"),
        ({**ARTICLE, "events": [{**EVENT, "evidence": []}]}, "needs evidence"),
        ({"id": 1, "text": ""}, "the field events is missing"),
        ({**ARTICLE, "published": "soon"}, "published"),
    ],
)
def test_bad_gold_names_the_line(tmp_path, item, message):
    with pytest.raises(BadGold, match=message) as caught:
        read_gold(write(tmp_path, ARTICLE, item))
    assert caught.value.where == "gold.jsonl, line 2"


def test_missing_fields_of_a_row_are_empty():
    record = read_record({"event_type": "ASSAULT"})
    assert (record.actors, record.place, record.start, record.killed, record.evidence) == ((), None, None, None, ())


@pytest.mark.parametrize(
    ("date", "start"),
    [
        ({"start": "2016-10-01", "precision": "month"}, "2016-10"),
        ({"start": "2016-01-01", "precision": "year"}, "2016"),
        ({"start": "2016-10"}, "2016-10"),
        ({"start": "2016-10-02T00:00:00", "precision": "day"}, "2016-10-02"),
        ({"start": None, "end": "2016-10-02"}, None),
        (None, None),
    ],
)
def test_a_date_is_as_long_as_it_is_precise(date, start):
    assert read_record({"event_date": date}).start == start


@pytest.mark.parametrize(
    ("count", "read"),
    [
        ({"min": 0, "max": 0}, Count(0, 0)),
        ({"min": 3, "max": None}, Count(3, None)),
        ({"min": None, "max": None}, None),
        (None, None),
    ],
)
def test_a_count_without_bounds_is_none(count, read):
    assert read_record({"killed": count}).killed == read


def test_rows_without_article_are_refused(tmp_path):
    with pytest.raises(BadGold, match="article_id"):
        read_rows(write(tmp_path, {"event_type": "ASSAULT"}))
