"""Which feeds a job reads: URLs, OPML files and lists, with what the warehouse knows of each."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from ..schemas.rows import FeedState
from ..transforms.article.urls import site
from .settings import BadSettings

SCHEMES = ("http://", "https://")


def feed_urls(given: Iterable[str]) -> list[str]:
    """Return the feed URLs that URLs and files stand for, each once, in order.

    Raises:
        BadSettings: a file is missing or holds no feed; the message names it.
    """
    found: dict[str, None] = {}
    for word in given:
        for url in [word] if word.lower().startswith(SCHEMES) else urls_of_file(Path(word)):
            found.setdefault(url)
    return list(found)


def urls_of_file(path: Path) -> list[str]:
    """Read an OPML file, or a text file with one URL a line (# begins a comment)."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadSettings(
            f"{path} is neither a feed URL (http:// or https://) nor a file that can be read: {error.strerror}."
        ) from None
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from ..transforms.feed.opml import read_opml

        urls = [outline.url for outline in read_opml(raw)]
    else:
        lines = raw.decode("utf-8-sig", "replace").splitlines()
        urls = [line.partition(" #")[0].strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if wrong := [url for url in urls if not url.lower().startswith(SCHEMES)]:
        raise BadSettings(f"{path}: {wrong[0][:100]!r} is no feed URL; it must begin with http:// or https://.")
    if not urls:
        raise BadSettings(f"{path} holds no feed URL.")
    return urls


def spread(feeds: Iterable[FeedState], size: int) -> Iterator[list[FeedState]]:
    """Yield the feeds in batches of at most `size`, those of one site as far apart as can be.

    A pass ends with its slowest site, so a site's feeds should not all stand in one batch.
    """
    by_site: dict[str, list[FeedState]] = {}
    for feed in feeds:
        by_site.setdefault(site(feed.current_url), []).append(feed)
    rounds = (feed for row in zip_longest(*by_site.values()) for feed in row if feed is not None)
    batch: list[FeedState] = []
    for feed in rounds:
        batch.append(feed)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
