"""Dates as the news tells them, one example a line: words, first day, last day, precision."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.transforms.coder.dates import find_dateline, find_dates, read_dates
from dateline.transforms.coder.knowledge import load_parser
from dateline.transforms.coder.text import Sentence

FRIDAY = date(2016, 12, 16)
WEDNESDAY = date(2013, 1, 2)


def day(month: int, number: int, year: int = 2016) -> date:
    return date(year, month, number)


WEEKDAYS = [
    ("on Friday", day(12, 16), day(12, 16), "day"),
    ("late on Wednesday", day(12, 14), day(12, 14), "day"),
    ("early Thursday morning", day(12, 15), day(12, 15), "day"),
    ("Saturday's clashes", day(12, 10), day(12, 10), "day"),
    ("last Tuesday", day(12, 13), day(12, 13), "day"),
    ("last Thursday", day(12, 8), day(12, 8), "day"),
    ("next Monday", day(12, 19), day(12, 19), "day"),
    ("will meet on Monday", day(12, 19), day(12, 19), "day"),
    ("were to be taken out early Monday", day(12, 19), day(12, 19), "day"),
    ("the deadline is set, he said on Monday", day(12, 12), day(12, 12), "day"),
    ("since Saturday", day(12, 10), None, "day"),
    ("from Monday to Wednesday", day(12, 12), day(12, 14), "day"),
    ("overnight Tuesday to Wednesday", day(12, 13), day(12, 14), "day"),
    ("Tuesday last week", day(12, 6), day(12, 6), "day"),
]
RELATIVE = [
    ("yesterday", day(12, 15), day(12, 15), "day"),
    ("today", day(12, 16), day(12, 16), "day"),
    ("earlier today", day(12, 16), day(12, 16), "day"),
    ("tonight", day(12, 16), day(12, 16), "day"),
    ("this morning", day(12, 16), day(12, 16), "day"),
    ("last night", day(12, 15), day(12, 15), "day"),
    ("overnight", day(12, 15), day(12, 16), "day"),
    ("tomorrow", day(12, 17), day(12, 17), "day"),
    ("the day before yesterday", day(12, 14), day(12, 14), "day"),
    ("two days ago", day(12, 14), day(12, 14), "day"),
    ("a day earlier", day(12, 15), day(12, 15), "day"),
    ("the previous day", day(12, 15), day(12, 15), "day"),
    ("last week", day(12, 5), day(12, 11), "day"),
    ("this week", day(12, 12), day(12, 16), "day"),
    ("next week", day(12, 19), day(12, 25), "day"),
    ("since the beginning of last week", day(12, 5), None, "day"),
    ("last month", day(11, 1), day(11, 30), "month"),
    ("earlier this month", day(12, 1), day(12, 31), "month"),
    ("last year", day(1, 1, 2015), day(12, 31, 2015), "year"),
    ("two years ago", day(1, 1, 2014), day(12, 31, 2014), "year"),
    ("in the last five days", day(12, 12), day(12, 16), "day"),
    ("over the past two weeks", day(12, 3), day(12, 16), "day"),
    ("were killed in four days", day(12, 13), day(12, 16), "day"),
    ("fought for a third straight day", day(12, 14), day(12, 16), "day"),
    ("as the siege enters 6th day", day(12, 11), day(12, 16), "day"),
    ("the past 24 hours", day(12, 15), day(12, 16), "day"),
]
CALENDAR = [
    ("26 November", day(11, 26), day(11, 26), "day"),
    ("August 21", day(8, 21), day(8, 21), "day"),
    ("the 21st of August", day(8, 21), day(8, 21), "day"),
    ("was shot on Dec. 20", day(12, 20, 2015), day(12, 20, 2015), "day"),
    ("the elections of 21 December", day(12, 21), day(12, 21), "day"),
    ("Jan. 25, 2013", day(1, 25, 2013), day(1, 25, 2013), "day"),
    ("Sept 3rd", day(9, 3), day(9, 3), "day"),
    ("25-01-2013", day(1, 25, 2013), day(1, 25, 2013), "day"),
    ("2016-10-03", day(10, 3), day(10, 3), "day"),
    ("Friday, 3 June 2016", day(6, 3), day(6, 3), "day"),
    ("between 3 and 5 May", day(5, 3), day(5, 5), "day"),
    ("30 April to 2 May", day(4, 30), day(5, 2), "day"),
    ("May 3-5", day(5, 3), day(5, 5), "day"),
    ("in October", day(10, 1), day(10, 31), "month"),
    ("at the end of October", day(10, 1), day(10, 31), "month"),
    ("last December", day(12, 1, 2015), day(12, 31, 2015), "month"),
    ("since last December", day(12, 1, 2015), None, "month"),
    ("since March 2011", day(3, 1, 2011), None, "month"),
    ("In December 2015", day(12, 1, 2015), day(12, 31, 2015), "month"),
    ("from March to May", day(3, 1), day(5, 31), "month"),
    ("over the summer", day(6, 1), day(8, 31), "month"),
    ("in the summer of 2014", day(6, 1, 2014), day(8, 31, 2014), "month"),
    ("in 2011", day(1, 1, 2011), day(12, 31, 2011), "year"),
    ("early 2011", day(1, 1, 2011), day(12, 31, 2011), "year"),
    ("the 2003 invasion", day(1, 1, 2003), day(12, 31, 2003), "year"),
    ("between 2009 and 2013", day(1, 1, 2009), day(12, 31, 2013), "year"),
]
CHAINED = [
    ("two days before the Nov. 8 vote", day(11, 6), day(11, 6), "day"),
    ("22 days after he took office on Jan. 20", day(2, 11), day(2, 11), "day"),
]
NO_DATE = [
    "on the third day of talks",
    "for months",
    "a 20-year-old man",
    "24 hours",
    "within 48 hours",
    "killed 2011 people",
    "he may go",
    "the troops march on",
    "for the first time in 10 days",
    "a day after the attack",
    "will leave in two days",
    "Resolution 2254",
]

COUNTED = [
    ("The troops left on Monday and came back a day later", ["on Monday", "a day later"], [12, 13]),
    ("He signed the decree on Tuesday, three days before the march", ["on Tuesday", "before"], [13, 16]),
    ("The court jailed him on Thursday, hours after a bomb went off", ["on Thursday", "after"], [15, 15]),
    ("He flew to Oslo on Sunday and that night met the envoys", ["on Sunday", "that night"], [11, 11]),
]
"""A sentence, its times, and the days of December they are."""


@pytest.mark.parametrize(("text", "words", "days"), COUNTED)
def test_a_time_counts_from_the_day_told_before_it(text: str, words: list[str], days: list[int]) -> None:
    found = read_dates(text, FRIDAY)
    assert [span.text for span in found] == words
    assert [span.start for span in found] == [day(12, number) for number in days]


@pytest.mark.parametrize(("words", "start", "end", "precision"), WEEKDAYS + RELATIVE + CALENDAR + CHAINED)
def test_resolves_against_the_day_of_publication(words: str, start: date, end: date | None, precision: str) -> None:
    found = read_dates(words, FRIDAY)[0]
    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize("words", NO_DATE)
def test_what_is_no_date(words: str) -> None:
    assert read_dates(words, FRIDAY) == []


@pytest.mark.parametrize(
    ("words", "anchor", "start"),
    [
        ("the next day", day(5, 3), day(5, 4)),
        ("the day after", day(5, 3), day(5, 4)),
        ("the same day", day(5, 3), day(5, 3)),
        ("two days later", day(5, 3), day(5, 5)),
        ("one day after the attack", day(5, 3), day(5, 4)),
        ("a day earlier", day(5, 3), day(5, 2)),
    ],
)
def test_counts_from_the_anchor(words: str, anchor: date, start: date) -> None:
    assert read_dates(words, FRIDAY, anchor=anchor)[0].start == start


def test_dates_what_the_dated_event_came_after() -> None:
    sunday, before = read_dates("Sunday's blast came two days after two bombs killed six", FRIDAY)
    assert (sunday.start, before.start, before.text) == (day(12, 11), day(12, 9), "after")


def test_the_year_turns() -> None:
    assert read_dates("on Monday", WEDNESDAY)[0].start == date(2012, 12, 31)
    assert read_dates("December 30", WEDNESDAY)[0].start == date(2012, 12, 30)


def test_without_publication_only_absolute_dates_are_read() -> None:
    found = read_dates("On Friday, two days ago, in May, on 3 June 2015 and in 2014", None)
    assert [item.start for item in found] == [date(2015, 6, 3), date(2014, 1, 1)]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("2013-01-S-025\n\nKABUL, Afghanistan (Jan. 25, 2013)\nDuring an operation", None, date(2013, 1, 25)),
        ("For release KABUL, Afghanistan (Sept. 1) - A force detained", date(2010, 9, 30), date(2010, 9, 1)),
        ("BAGHDAD, Jan. 5 (Wire) - Gunmen", date(2010, 1, 6), date(2010, 1, 5)),
        ("July 4: Operations in the south", date(2010, 7, 31), date(2010, 7, 4)),
        ("Gunmen (three of them) fled.", date(2010, 7, 31), None),
    ],
)
def test_finds_the_dateline(text: str, published: date | None, expected: date | None) -> None:
    assert find_dateline(text, published) == expected


def sentence(text: str) -> Sentence:
    span = next(load_parser()(text).sents)
    return Sentence(span, "text", 0, len(text), 0, 0)


def test_offsets_are_those_of_the_words() -> None:
    told = sentence("Rebels shelled the town late on Monday, witnesses said.")
    (found,) = find_dates(told, FRIDAY)
    assert told.span.doc.text[found.char_start : found.char_end] == found.text == "late on Monday"


def test_yesterday_counts_from_the_dateline() -> None:
    (found,) = find_dates(sentence("The force killed two insurgents yesterday."), FRIDAY, dateline=date(2016, 12, 14))
    assert found.start == date(2016, 12, 13)


@pytest.mark.parametrize("text", ["The Sunday Times reported it.", "It may rain.", "They march on the town."])
def test_names_and_verbs_are_no_dates(text: str) -> None:
    assert find_dates(sentence(text), FRIDAY) == []


@given(st.text(max_size=80), st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)))
def test_any_text_is_read_and_spans_lie_in_it(text: str, published: date) -> None:
    for found in read_dates(text, published):
        assert text[found.char_start : found.char_end] == found.text
        assert found.end is None or found.start <= found.end
