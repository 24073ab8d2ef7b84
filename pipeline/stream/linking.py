"""Linking in a process of its own: it computes, and would hold up the threads that ask servers.

The process ends with the job that asked for it, also where that is killed: so no two of them ever write.
"""

import functools
from typing import TYPE_CHECKING, NamedTuple

from ...transforms.killable import shared_pool
from ...transforms.memory import give_back
from ..logs import quieten

if TYPE_CHECKING:
    from ...transforms.linking import Gallery

WORKER = f"{__name__}:link_here"
CPU_SECONDS = 1800.0
MEMORY_MB = 8000
GROWN_MB = 256
"""What is in memory of the window, and what libraries keep, may stay for the next pass."""


class Linked(NamedTuple):
    """What linking did.

    Attributes:
        mentions: New mentions.
        events: Events there are among those looked at.
    """

    mentions: int
    events: int


def link_apart(warehouse: str) -> Linked | None:
    """Link the new mentions of a warehouse in the process for it; None where there are none.

    Raises:
        Killed: it took too long or too much memory.
        WarehouseError: the warehouse cannot be used.
    """
    pool = shared_pool(WORKER, timeout_s=CPU_SECONDS, memory_mb=MEMORY_MB, grown_mb=GROWN_MB)
    linked: Linked | None = pool.call(warehouse)
    return linked


def prepare() -> None:
    """Import what linking needs, once in the process for it."""
    quieten()
    from ...transforms.linking.words import weights
    from .. import link as _

    weights()
    del _


def link_here(warehouse: str) -> Linked | None:
    """Link the new mentions of a warehouse."""
    from ..link import link_new
    from ..run import utc_now
    from ..sinks import open_sink

    report = link_new(open_sink(warehouse), now=utc_now, gallery=_gallery())
    give_back()
    return Linked(report.mentions, report.events) if report else None


@functools.cache
def _gallery() -> "Gallery":
    """Return this process's gallery: what was made ready for one pass need not be read for the next."""
    from ...transforms.linking import Gallery

    return Gallery()
