"""Headlines are parsed as sentences would say them, and every offset stays that of the headline."""

import pytest

from dateline.transforms.coder.headlines import joined
from dateline.transforms.coder.paragraph import Paragraph

VERBS = frozenset("hold sign exchange condemn meet agree capture clash kill attack hit leave".split())


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("Chad, Niger hold border talks", "Chad and Niger did hold border talks"),
        ("Peruvian army, navy meet president", "Peruvian army and navy did meet president"),
        ("U.S., South Korea sign accord", "U.S. and South Korea did sign accord"),
        ("Police, farmers clash in Lima", "Police and farmers did clash in Lima"),
        # One does it, at a place or after something: as it is.
        ("Aden, Yemen hit by rockets", None),
        ("After siege, rebels leave town", None),
        ("Raiders kill herder, attack market", None),
        ("Chad, Niger and Mali sign accord", None),
        ("Minister resigns, leaving cabinet in doubt", None),
        ("Chad holds talks", None),
        ("", None),
    ],
)
def test_pairs(headline: str, read: str | None) -> None:
    found = joined(Paragraph("title", 0, headline), VERBS.__contains__)
    assert found.text == (headline if read is None else read)
    starts = [found.offset(char) for char in range(len(found.text) + 1)]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert starts[-1] == len(headline)


def test_both_do_it_and_the_evidence_is_the_headline(events_of) -> None:
    title = "Chad, Niger hold peace talks in Niamey"
    (row,) = events_of("", title)
    assert {party.name for party in row.actors} == {"Chad", "Niger"}
    assert row.evidence[0].text == title
