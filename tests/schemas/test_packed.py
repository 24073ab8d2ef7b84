"""Entries are compressed where they are shuffled, and come out as they went in."""

import datetime

from apache_beam.coders.typecoders import registry

from dateline.schemas import beam as coders
from dateline.schemas.rows import Entry

NOW = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
ENTRY = Entry("f", "a", "http://x/", None, "Tïtel", ["A"], NOW, None, "en", "<p>Text</p>" * 1000, "", "d", NOW)


def test_entries_travel_small_and_whole():
    coder = registry.get_coder(Entry)
    assert isinstance(coder, coders.PackedEntryCoder)
    packed = coder.encode(ENTRY)
    assert len(packed) < 500
    assert coder.decode(packed)._replace(authors=["A"]) == ENTRY
