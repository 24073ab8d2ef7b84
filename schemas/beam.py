"""Teach Beam our row classes: a coder for each, and a portable form of datetime."""

import datetime

from apache_beam.coders.typecoders import registry
from apache_beam.typehints.schemas import LogicalType, NoArgumentLogicalType

from . import rows

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)


@LogicalType.register_logical_type
class UtcMicros(NoArgumentLogicalType):  # type: ignore[type-arg]
    """An aware datetime as microseconds since 1970 in UTC (Beam 2.77 would pickle it)."""

    @classmethod
    def representation_type(cls) -> type:
        return int

    @classmethod
    def urn(cls) -> str:
        return "dateline:logical_type:utc_micros:v1"

    @classmethod
    def language_type(cls) -> type:
        return datetime.datetime

    def to_representation_type(self, value: datetime.datetime) -> int:
        return (value - EPOCH) // MICROSECOND

    def to_language_type(self, value: int) -> datetime.datetime:
        return EPOCH + value * MICROSECOND


ELEMENTS = (*rows.TABLES.values(), rows.Entry, rows.Page)
"""Every class that crosses a step."""

for _row in ELEMENTS:
    registry.register_row(_row)
