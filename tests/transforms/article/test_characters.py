"""Text is text: valid, composed, without what cannot be seen."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.transforms.article.characters import clean_line, clean_text

TEXTS = [
    ("a\r\nb\rc\n\n\n d ", "a\nb\nc\nd"),
    ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
    ("a\u00a0\u2009 b\tc", "a b c"),
    ("ar\u200bre\u00adst\ufeffed", "arrested"),
    ("\u202etxt\u202c.\u2066exe\u2069", "txt.exe"),
    ("e\u0301", "é"),
    ("a\ud800b", "a\ufffdb"),
    ("a\0b\x1b[31mc\x9bd", "ab[31mcd"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("क्\u200dष", "क्\u200dष"),
    ("wo\u200drd", "word"),
    ("Z" + "\u0315" * 9, "Z" + "\u0315" * 4),
    ("tag\U000e0041s", "tags"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_comes_out_valid_and_stays(text: str) -> None:
    clean = clean_text(text)
    clean.encode("utf-8")
    assert clean == unicodedata.normalize("NFC", clean)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]|\n\n|  ", clean)
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize("mark", ["\u0301\u0323", "\n", " ", "\u200d", "\u202e", "\ud800", "\u2028 "])
def test_a_flood_takes_linear_time(mark: str) -> None:
    start = time.process_time()
    clean_text("a" + mark * 200_000 + "b")
    assert time.process_time() - start < 1
