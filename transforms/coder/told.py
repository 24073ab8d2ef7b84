"""An act with its parties, place, time, tolls and sources looked up: what merging works on."""

from dataclasses import dataclass, field
from typing import Optional

from ...schemas.rows import Party, Source
from .acts import Act
from .counts import Count
from .dates import DateSpan

KINDS = ("killed", "injured", "detained", "displaced")


@dataclass
class Place:
    """A place as a row has it."""

    text: str
    name: str
    country: Optional[str]
    admin1: Optional[str]
    latitude: Optional[float]
    longitude: Optional[float]
    precision: str
    geonames_id: Optional[int]


@dataclass
class Told:
    """One telling of an event, and after merging the event with all its tellings."""

    act: Act
    event_type: str
    modes: set[str]
    status: str
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    place: Optional[Place] = None
    when: Optional[DateSpan] = None
    titled: set[str] = field(default_factory=set)
    headlined: set[str] = field(default_factory=set)
    things: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    victims: list[Party] = field(default_factory=list)
    tolls: dict[str, Count] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    is_stated: bool = False
    sentences: list[int] = field(default_factory=list)
    is_weak: bool = False
    fullness: dict[int, int] = field(default_factory=dict)
    place_reason: Optional[str] = None
