"""What reading a time needs besides its own words: the day of publication and the words around."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Optional

NEAR = 200
"""Characters on either side in which the day that another counts from may be told."""
SINCE = re.compile(
    r"(?:ever\s+)?since\s+(?:at\s+least\s+|about\s+|around\s+)?(?:the\s+(?:start|beginning|end)\s+of\s+|the\s+)?(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were)\s+(?:to|set\s+to|due\s+to|going\s+to|expected\s+to|scheduled\s+(?:to|for))"
    r"|due\s+(?:on|in)|scheduled|plans?\s+to|planned\s+for|planning\s+to|expected\s+to|intends?\s+to|upcoming"
    r"|ahead\s+of|(?:until|till|by)(?=\s*(?:(?:late|early|the\s+end\s+of)\s+)?$))(?:\b|$)",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:said|told|did|was|were|had|announced|came|began)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Frame:
    """What a rule needs besides its match."""

    published: Optional[date]
    anchor: Optional[date]
    before: str
    after: str
    read: Callable[[str, Optional[date]], list[date]]

    def day_after(self) -> Optional[date]:
        """The first day that the words after tell."""
        return next(iter(self.read(self.after[:NEAR], self.published)), None)

    def day_before(self) -> Optional[date]:
        """The last day that the words before tell."""
        days = self.read(self.before[-NEAR:], self.published)
        return days[-1] if days else None

    @property
    def future(self) -> bool:
        """Whether the words before look ahead."""
        if SINCE.search(self.before):
            return False
        markers = list(_FUTURE.finditer(self.before))
        if not markers or re.search(r"[.;]\s", self.before[markers[-1].end() :]):
            return False
        # A past verb in between ends the outlook: "will not accept what he said on Monday".
        return not _PAST.search(self.before[markers[-1].end() :])


Interval = tuple[date, Optional[date], str, str]
Resolver = Callable[[re.Match[str], Frame], Optional[Interval]]
