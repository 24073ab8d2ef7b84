"""From a page, with the entry that led to it, to the article.

Which id an article has: that of its canonical URL. The entry's own `article_id` is that of its link, and is what polls
compare, since a link must be known before it is fetched. The two differ where a page names a better address than
the link: then two links to one story give one article, written once. `Sighting.article_id` stays the link's.
"""

import datetime
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from ...schemas.ids import digest
from ...schemas.rows import Article, Page
from ..failures import Unprocessable
from ..killable import Killed
from . import urls
from .dates import combine
from .errors import BadPage
from .extraction import Extract
from .repetition import without_lines
from .worker import Task

CODED_LANGUAGES = frozenset(("en",))
FULL_TEXT = 500
"""Characters from which the content of a feed's entry counts as the article, where the page cannot be read."""

Read = Callable[[Task], Extract]
SiteLines = Mapping[str, Collection[str]]
NO_LINES: SiteLines = {}


class Reading(NamedTuple):
    """An article, and what was noticed on the way that its reader should know.

    Attributes:
        article: The article.
        notes: What was left out; each becomes a row in `failures`, and the article stands all the same.
    """

    article: Article
    notes: list[BadPage]


def read_article(
    page: Page,
    read: Read,
    *,
    run_id: str = "",
    coded_languages: Collection[str] = CODED_LANGUAGES,
    site_lines: SiteLines = NO_LINES,
) -> Reading:
    """Return the article on a page, or in the entry itself where the page holds none or only the start of it.

    Args:
        page: The page.
        read: Reads a task; a KillablePool's call.
        run_id: For the row.
        coded_languages: Languages that the coder reads.
        site_lines: Site -> lines that it repeats on its pages, which are left out.

    Raises:
        Unprocessable: Neither holds one; the reason is the page's.
    """
    extract, source = _read_best(page, read)
    entry = page.entry
    url = extract.canonical or _address(entry.url)
    article_id = urls.article_id(url) if url else entry.article_id
    title = extract.title or entry.title
    text = without_lines(extract.text, site_lines.get(urls.site(url), ()))
    published, date_source = combine(extract.published, entry.published, page.fetched_at)
    article = Article(
        revision_id=revision_id(article_id, title, text),
        article_id=article_id,
        revision=1,
        url=url,
        site=urls.site(url),
        title=title,
        text=text,
        authors=extract.authors or list(entry.authors),
        published=_utc(published),
        modified=_utc(extract.modified.at if extract.modified else entry.updated),
        date_source=date_source,
        language=extract.language,
        is_coded=extract.language in coded_languages,
        body_source=source,
        feed_id=entry.feed_id or None,
        external_id=None,
        fetched_at=_utc(page.fetched_at),
        run_id=run_id,
        published_day=_day(extract, published),
    )
    note = f"The text was cut after {len(extract.text):,} characters; {extract.cut:,} were left out."
    return Reading(article, [BadPage("text_cut", note)] if extract.cut else [])


def drop_lines(article: Article, lines: Collection[str]) -> Article:
    """Return the article without these lines; the same where it has none of them."""
    text = without_lines(article.text, lines)
    if text == article.text:
        return article
    return article._replace(text=text, revision_id=revision_id(article.article_id, article.title, text))


def revision_id(article_id: str, title: str, text: str) -> str:
    """Return the id of one text of an article: what the coder reads."""
    return digest("revision", article_id, title, text)


def _read_best(page: Page, read: Read) -> tuple[Extract, str]:
    """Return the page's text, or the entry's own where the page has none, or less than half of it."""
    if page.body_source == "feed":
        return read(_task(page, page.body, is_fragment=True)), "feed"
    content = page.entry.content.encode("utf-8", "replace")
    try:
        check_address(page)
        found = _read_or_skim(page, read)
    except Unprocessable as error:
        if (own := _own_content(page, content, read)) is None:
            raise error from None
        return own, "feed"
    own = _own_content(page, content, read) if len(content) > 3 * len(found.text) else None
    if own is not None and len(own.text) > 2 * len(found.text):
        return found._replace(text=own.text, cut=own.cut), "feed"
    return found, "page"


def _read_or_skim(page: Page, read: Read) -> Extract:
    """Read a page; where that was killed, take what the quickest reading finds, or raise what killed it."""
    try:
        return read(_task(page, page.body))
    except Killed as error:
        try:
            return read(_task(page, page.body, is_quick=True))
        except Unprocessable:
            raise error from None


def _own_content(page: Page, content: bytes, read: Read) -> Extract | None:
    if len(content) < FULL_TEXT:
        return None
    try:
        own = read(_task(page, content, is_fragment=True))
    except Unprocessable:
        return None
    return own if len(own.text) >= FULL_TEXT else None


def _task(page: Page, body: bytes, *, is_fragment: bool = False, is_quick: bool = False) -> Task:
    entry = page.entry
    return Task(body, page.content_type, page.url, entry.title, entry.language, page.fetched_at, is_fragment, is_quick)


def check_address(page: Page) -> None:
    """Refuse a front page: an entry that links to it, or a story that was taken down and redirects there.

    Raises:
        BadPage: home_page.
    """
    parts = urlsplit(page.url)
    if not parts.path.strip("/") and not parts.query:
        raise BadPage("home_page", "The link leads to the front page of a site, not to an article.")


def _address(url: str) -> str:
    try:
        return urls.canonical_url(url) if url else ""
    except Unprocessable:
        return ""


def _day(extract: Extract, published: datetime.datetime | None) -> datetime.date | None:
    """Return the day on the publisher's own calendar, which the page's date has and a time in UTC has not."""
    if extract.published is not None:
        return extract.published.at.date()
    return published.date() if published is not None else None


def _utc(at: datetime.datetime | None) -> datetime.datetime | None:
    return at.astimezone(datetime.UTC) if at is not None else None
