"""Fetch the page of an entry; where it cannot be had, take what the feed itself gave."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from ...schemas.rows import Entry, Page
from ..failures import Unprocessable
from .caching import retry_after
from .client import Answer, Client, Limits
from .errors import FetchFailed
from .robots import Robots

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

ENOUGH = 1200
"""Characters of text from which what a feed gives is taken for the article itself, not for a teaser."""

TAG = re.compile(r"<[^<>]{0,5000}>")


async def fetch_page(client: Client, robots: Robots | None, entry: Entry, now: Callable[[], datetime]) -> Page:
    """Return what an entry's link leads to.

    Raises:
        Unprocessable: There is no page, and the feed gave no full text.
    """
    try:
        if not entry.url:
            raise FetchFailed("no_link", "The entry has no link of its own.")
        limits = Limits(client.settings.page_timeout, client.settings.page_bytes)
        permission = robots.permit if robots is not None else None
        answer = await client.get(entry.url, limits=limits, headers={"Accept": ACCEPT}, permission=permission)
        if not 200 <= answer.status < 300:
            raise refusal(answer, now())
        if not answer.is_whole:
            raise FetchFailed("truncated", "The page broke off before its end.")
        if not answer.body.strip():
            raise FetchFailed("empty_body", "The page is empty.")
    except Unprocessable as error:
        if (page := page_of_feed(entry, now(), enough=0 if error.reason == "no_link" else ENOUGH)) is not None:
            return page
        raise
    content_type = answer.headers.get("content-type", "")
    return Page(entry, answer.url, answer.status, content_type, answer.body, "page", now())


def refusal(answer: Answer, now: datetime) -> FetchFailed:
    """Return the error that a status stands for."""
    error = FetchFailed(f"http_{answer.status}", f"The server answered {answer.status}.")
    if answer.status == 403 and "challenge" in answer.headers.get("cf-mitigated", ""):
        error = FetchFailed("bot_challenge", "The site wants proof that a person asks; it is left alone.")
    error.wait_s = (retry_after(answer.headers, now) or timedelta(0)).total_seconds()
    return error


def page_of_feed(entry: Entry, at: datetime, *, enough: int = ENOUGH) -> Page | None:
    """Return the text that a feed gives as a page; None where it is shorter than `enough` characters."""
    text = entry.content or entry.summary
    if not text or len(TAG.sub("", text)) < enough:
        return None
    body = text.encode("utf-8", "replace")
    return Page(entry, entry.url, 0, "text/html; charset=utf-8", body, "feed", at)
