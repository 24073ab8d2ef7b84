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
_DONE = re.compile(r"\b(?:was|were|had|did|began|fell|shot|took|won|\w{2,}ed)\b", re.IGNORECASE)
"""Words of the past that stand close before a time."""
CLOSE = 5
"""Words before a time that tell whether it is past."""
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

    def day_told(self) -> Optional[date]:
        """The day that another counts from: the last that the words before or the sentences before tell."""
        return self.day_before() or self.anchor

    @property
    def past(self) -> bool:
        """Whether the words right before tell of what was done."""
        words = re.split(r"[.;]\s", self.before)[-1].split()[-CLOSE:]
        return _DONE.search(" ".join(words)) is not None

    @property
    def owns(self) -> bool:
        """Whether what comes next is called by the time: "November's summit"."""
        return self.after.startswith(("'s ", "’s "))

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
