"""Logging: warnings of libraries reach the user, but for those that say nothing about the job."""

import logging
import re

NOISE = re.compile(
    r"apitools not found"  # Beam looks for Google's storage library whether or not it is wanted
    r"|Failed to import GCSFileSystem"
    r"|^This output type hint will be ignored"
)


def is_news(record: logging.LogRecord) -> bool:
    """Tell whether a record says something about the job."""
    return not NOISE.search(record.getMessage())


def quieten() -> None:
    """Send warnings to standard error without the noise; call it before Beam is imported."""
    if logging.getLogger().handlers:
        return
    handler = logging.StreamHandler()
    handler.addFilter(is_news)
    handler.setFormatter(logging.Formatter("dateline: %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
