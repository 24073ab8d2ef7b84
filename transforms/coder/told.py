"""An act with its parties, place, time, tolls and sources looked up: what merging works on."""

from dataclasses import dataclass, field
from typing import Optional

from ...schemas.rows import Party, Source
from .acts import Act
from .counts import Count
from .dates import DateSpan

KINDS = ("killed", "injured", "detained", "displaced")
FINENESS = {"point": 0, "city": 1, "district": 2, "province": 3, "country": 4, "region": 5}
"""Precisions from the finest to the widest."""


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
    is_titled: bool = False

    @property
    def coarseness(self) -> float:
        """How wide it is, from points to regions; a border is finer than the country it is of."""
        return 3.5 if self.precision == "region" and self.country else FINENESS[self.precision]

    def yields_to(self, other: "Place") -> bool:
        """Whether another place of the same act says more: a finer one, or the body's rather than the title's."""
        if self.is_titled and not other.is_titled:
            return other.coarseness <= self.coarseness
        return other.coarseness < self.coarseness


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
    is_past: bool = False
    deaths: set[int] = field(default_factory=set)
    times: list[DateSpan] = field(default_factory=list)
    setting: Optional[Place] = None
    """The place that its sentence opens with ("In Ankara, …"), though the words do not tie it to the act."""
