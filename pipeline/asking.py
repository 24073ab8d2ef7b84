"""What the steps that ask servers are told, from the settings of a job."""

from datetime import UTC, datetime

from ..transforms.feed.polling import PollingSettings
from ..transforms.web.settings import ClientSettings
from .settings import Settings


def client_settings(settings: Settings) -> ClientSettings:
    """Return what the web client is told."""
    return ClientSettings(
        contact=settings.contact,
        allow=tuple(settings.allow_host),
        host_delay=settings.host_delay,
        max_crawl_delay=settings.max_crawl_delay,
        robots=settings.robots,
    )


def polling_settings(settings: Settings) -> PollingSettings:
    """Return what the poller is told."""
    return PollingSettings(
        min_interval=settings.min_interval,
        default_interval=settings.default_interval,
        max_interval=settings.max_interval,
    )


def utc_now() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)
