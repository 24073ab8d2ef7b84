"""Rows travel through Beam as typed, deterministic rows, and come out as they went in."""

import datetime
from typing import get_args, get_type_hints

import pytest
from apache_beam.coders.typecoders import registry
from apache_beam.typehints.schemas import named_tuple_to_schema

from dateline.schemas.beam import ELEMENTS

NOW = datetime.datetime(2026, 3, 14, 9, 20, 0, 123456, tzinfo=datetime.UTC)
SAMPLES = {str: "ü", int: 7, float: 0.5, bool: True, bytes: b"\x00", datetime.datetime: NOW, datetime.date: NOW.date()}


def sample(kind, *, empty):
    """Build a value of a type: every optional column null and list empty, or everything filled."""
    if kind in SAMPLES:
        return SAMPLES[kind]
    arguments = get_args(kind)
    if type(None) in arguments:
        return None if empty else sample(arguments[0], empty=empty)
    if arguments:
        return [] if empty else [sample(arguments[0], empty=empty)]
    return kind(**{name: sample(hint, empty=empty) for name, hint in get_type_hints(kind).items()})


@pytest.mark.parametrize("row", ELEMENTS, ids=lambda row: row.__name__)
def test_no_column_is_pickled(row):
    assert "pythonsdk_any" not in str(named_tuple_to_schema(row))
    assert registry.get_coder(row).is_deterministic()


@pytest.mark.parametrize("empty", [True, False], ids=["empty", "filled"])
@pytest.mark.parametrize("row", ELEMENTS, ids=lambda row: row.__name__)
def test_a_row_comes_out_as_it_went_in(row, empty):
    coder = registry.get_coder(row)
    value = sample(row, empty=empty)
    assert coder.decode(coder.encode(value)) == value
