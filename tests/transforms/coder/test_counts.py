"""Numbers of people, one example a line: words, least, most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.transforms.coder.counts import Count, parse_count, read_count, words_of

CODEBOOK = [
    ("at least 10", 10, None),
    ("20", 20, 20),
    ("up to 30", 0, 30),
    ("dozens", 24, None),
    ("several", 3, None),
    ("many", 3, None),
    ("a family of five", 5, 5),
    ("more than 1400 people", 1400, None),
    ("over 50", 50, None),
    ("hundreds of thousands", 200_000, None),
    ("tens of thousands", 20_000, None),
    ("several hundred people", 300, None),
    ("no-one was injured", 0, 0),
]
NEWSPAPERS = [
    ("at least two dozen", 24, None),
    ("half a dozen", 6, 6),
    ("a dozen", 12, 12),
    ("more than a dozen", 12, None),
    ("several dozen", 36, None),
    ("a couple of soldiers", 2, 2),
    ("scores of villagers", 40, None),
    ("hundreds", 200, None),
    ("thousands of people", 2_000, None),
    ("between 10 and 15", 10, 15),
    ("10-15 fighters", 10, 15),
    ("ten to fifteen", 10, 15),
    ("two or three gunmen", 2, 3),
    ("2 to 3 million", 2_000_000, 3_000_000),
    ("1,200", 1_200, 1_200),
    ("1.2 million", 1_200_000, 1_200_000),
    ("two hundred", 200, 200),
    ("one hundred and twenty", 120, 120),
    ("twenty-five", 25, 25),
    ("forty five", 45, 45),
    ("some 30 people", 30, 30),
    ("about 40", 40, 40),
    ("nearly 100", 100, 100),
    ("an estimated 300", 300, 300),
    ("no fewer than 20", 20, None),
    ("fewer than 10", 0, 10),
    ("as many as 40", 0, 40),
    ("no more than 5", 0, 5),
    ("120 or more", 120, None),
    ("50+", 50, None),
    ("all five people on board", 5, 5),
    ("Three other people", 3, 3),
    ("another 12", 12, 12),
    ("AT least two people", 2, None),
    ("a man", 1, 1),
    ("an officer", 1, 1),
    ("both men", 2, 2),
    ("no casualties", 0, 0),
    ("nobody", 0, 0),
    ("numerous insurgents", 4, None),
    ("a crew of 12", 12, 12),
]
NO_COUNT = ["", "people", "70 percent", "70% of them", "the army", "a", "20 years old", "half of them"]


@pytest.mark.parametrize(("words", "least", "most"), CODEBOOK + NEWSPAPERS)
def test_reads_a_number_of_people(words: str, least: int, most: int | None) -> None:
    assert parse_count(words) == Count(least, most, words)


@pytest.mark.parametrize("words", NO_COUNT)
def test_what_is_no_number_of_people(words: str) -> None:
    assert parse_count(words) is None


@given(st.integers(min_value=2, max_value=999_999))
def test_figures_with_and_without_separators_are_one_number(number: int) -> None:
    assert parse_count(f"{number}") == Count(number, number, f"{number}")
    assert parse_count(f"at least {number:,} people") == Count(number, None, f"at least {number:,} people")


@given(st.text(max_size=60))
def test_any_text_is_read_or_not_but_never_fails(text: str) -> None:
    reading = read_count(words_of(text))
    if reading is not None:
        assert reading.min >= 0
        assert reading.max is None or reading.min <= reading.max
        assert 0 <= reading.start < reading.end <= len(words_of(text))
