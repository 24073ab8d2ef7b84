"""Failures: the row that stands for an input that could not be processed."""

import datetime
import re
from urllib.parse import urlsplit, urlunsplit

from ..schemas.ids import digest
from ..schemas.rows import Failure

SECRET = re.compile(
    r"(?i)([?&;](?:[^=&#;]*(?:token|key|secret|password|passwd|pwd|auth|sig|signature|session)[^=&#;]*)=)[^&#;]*"
)


class Unprocessable(Exception):
    """An input that can never be processed: it becomes a row in `failures`, and the rest goes on.

    Nouns raise subclasses of it (BadFeed, BadPage, …). `reason` is a short word a program can count,
    the message one sentence for a person.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return self.message


def redact(url: str) -> str:
    """Return a URL without credentials: user and password dropped, secret-looking parameters starred.

    >>> redact("https://me:pw@example.org/feed?token=abc&x=1")
    'https://example.org/feed?token=***&x=1'
    """
    try:
        parts = urlsplit(url)
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except ValueError:
        bare = url.rsplit("@", maxsplit=1)[-1]
    return SECRET.sub(r"\1***", bare)[:2000]


def failure(step: str, subject: str, error: Unprocessable, *, at: datetime.datetime, run_id: str = "") -> Failure:
    """Return the row for an input that a step gave up; `subject` is what it was (a URL is redacted here)."""
    shown = redact(subject)
    key = digest("failure", step, shown, error.reason)
    message = error.message[:1000]
    return Failure(key, step, shown, error.reason, message, first_at=at, last_at=at, times=1, run_id=run_id)
