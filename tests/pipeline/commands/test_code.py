"""`dateline code`: lines in, rows out; a bad line costs itself only."""

import io
import json

import pytest

from dateline.pipeline.commands.code import PARTIAL, BadLine, code_lines, read_article

GOOD = {"id": 7, "text": "Rebels killed five soldiers in Bria.", "published": "2016-10-15"}

BAD = [
    ("{", "It is not valid JSON."),
    ("[]", "It is not a JSON object."),
    ("{}", "It has no text."),
    ('{"text": 5}', "Its text is not a string."),
    ('{"text": "a", "published": "soon"}', "Its published is not an ISO 8601 date."),
    ('{"text": "a", "id": []}', "Its id is neither a string nor a number."),
]


@pytest.mark.parametrize(("line", "message"), BAD)
def test_bad_lines_say_why(line, message):
    with pytest.raises(BadLine, match=message):
        read_article(line)


def test_rows_come_out_and_bad_lines_are_named():
    lines = io.StringIO(json.dumps(GOOD) + "\n\n{\n" + json.dumps(GOOD) + "\n")
    out, err = io.StringIO(), io.StringIO()
    assert code_lines(lines, out, err) == PARTIAL
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row["article_id"] for row in rows] == ["7", "7"]
    assert rows[0]["killed"] == {"min": 5, "max": 5, "text": "five soldiers"}
    assert err.getvalue() == "line 3: It is not valid JSON.\n"
