"""What linking knows of a mention: prepared once, compared often."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...schemas.rows import Article, Mention, Party
from .copies import normal
from .days import HEAD as DATELINE
from .days import WEEKDAY, body, happened, reported_at
from .identity import own_ids
from .means import named
from .words import YEAR, Vector, Wording, names_of, sounds, vector, wording

HEAD = 1500
"""Characters of an article that tell of its main event; what follows is background."""
ANYBODY = (None, "UNK", "CVL")
"""Sectors of parties that anybody can be."""
LEAD = 350
"""Characters of it that tell of nothing else."""
UPDATE = re.compile(
    r"(?i)\b(?:(?:toll|dead|killed|deaths)\b[^.]{0,80}\b(?:ris(?:es?|en|ing)|rose|climb\w*|jump\w*|mounts?|mounted)\b"
    r"|(?:new|updated|revised|rising|final) (?:death )?toll"
    r"|(?:dies?|died|dead) (?:of|from) (?:\w+ )?(?:wounds|injur\w+)|succumb\w*)"
)
"""Words of follow-ups."""
SHORT = 2
"""Sounds of a name of fewer letters are those of many names."""


class Place(NamedTuple):
    """Where a mention happened, as far as linking needs it."""

    geonames_id: int | None
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: str


class Span(NamedTuple):
    """A count of people: at least `low`, at most `high`; open where `high` is None."""

    low: int
    high: int | None


class Top(NamedTuple):
    """How an article begins.

    Attributes:
        head: Weighed words and names of the title and the beginning.
        names: Sounds of the names in the beginning -> the name.
        numbers: Numbers in the title.
        title_means: By what means it happened, by the title.
        means: The same, by title and first sentences.
        weekday: The first weekday that the first sentences name.
        updates: Whether it tells what became of an event told before: a toll that rose, wounded who died.
        wording: How the first sentences are worded.
    """

    head: Vector
    names: Mapping[str, str]
    numbers: frozenset[str]
    title_means: frozenset[str]
    means: frozenset[str]
    weekday: str | None
    updates: bool
    wording: Wording


class Report(NamedTuple):
    """A mention, ready to be compared.

    Attributes:
        own_id: Id of the event it would found.
        mention: The row.
        article: Its article, where it is known.
        reported: When it was published; `datetime.max` where unknown, so that it founds nothing others know.
        day: The day it was published; None where unknown.
        days: First and last day the act can have; None where unknown.
        place: Where; None where unknown.
        sides: Countries and sectors of the parties that did it; without those anybody can be of.
        killed: How many died; None where not said.
        injured: How many were injured; None where not said.
        words: Weighed words of the sentences that report it.
        wording: How the first of them is worded.
        top: The article's title and beginning, where the article leads with it; else None.
        original: Article of which this one is a copy, or the article itself.
    """

    own_id: str
    mention: Mention
    article: Article | None
    reported: datetime.datetime
    day: datetime.date | None
    days: tuple[datetime.date, datetime.date] | None
    place: Place | None
    sides: frozenset[tuple[str, str]]
    killed: Span | None
    injured: Span | None
    words: Vector
    wording: Wording
    top: "Top | None"
    original: str

    @property
    def order(self) -> tuple[datetime.datetime, str]:
        """The canonical order: who reported first; of those at one time, the smaller id."""
        return self.reported, self.own_id


NEVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)


def prepare(mentions: Iterable[Mention], articles: Iterable[Article], copies: Mapping[str, str]) -> list[Report]:
    """Return the reports in canonical order; `copies` says of which article another is a copy."""
    listed = list(mentions)
    known = {article.article_id: article for article in articles}
    ids = own_ids(listed)
    tops = {article_id: _top(article) for article_id, article in known.items()}
    reports = [
        _report(mention, ids[mention.mention_id], known.get(mention.article_id), tops, copies) for mention in listed
    ]
    return sorted(reports, key=lambda report: report.order)


def _report(
    mention: Mention, own_id: str, article: Article | None, tops: Mapping[str, Top], copies: Mapping[str, str]
) -> Report:
    reported = reported_at(mention, article)
    return Report(
        own_id=own_id,
        mention=mention,
        article=article,
        reported=reported or NEVER,
        day=reported.date() if reported else None,
        days=happened(mention, reported, article.text[:DATELINE] if article else ""),
        place=_place(mention),
        sides=_sides(mention.actors),
        killed=_span(mention.killed_min, mention.killed_max),
        injured=_span(mention.injured_min, mention.injured_max),
        words=vector(evidence.text for evidence in mention.evidence),
        wording=wording(mention.evidence[0].text if mention.evidence else ""),
        top=tops.get(mention.article_id) if mention.is_lead else None,
        original=copies.get(mention.article_id, mention.article_id),
    )


def _top(article: Article) -> Top:
    title, text = article.title, body(article.text)
    lead = text[:LEAD]
    names = {sounds(name): name.title() for name in sorted(names_of(text[:HEAD], 1.0)) if len(sounds(name)) >= SHORT}
    numbers = frozenset(normal(word) for word in title.split())
    weekday = WEEKDAY.search(lead)
    return Top(
        head=vector([title, title, text[:HEAD]], names),
        names=names,
        numbers=frozenset(number for number in numbers if number.isdigit() and not YEAR.fullmatch(number)) - {"1"},
        title_means=named(title),
        means=named(f"{title} . {lead}"),
        weekday=weekday[0].title() if weekday else None,
        updates=UPDATE.search(f"{title} . {lead}") is not None,
        wording=wording(lead),
    )


def _place(mention: Mention) -> Place | None:
    if mention.location_name is None or mention.geo_precision is None:
        return None
    return Place(
        mention.geonames_id,
        mention.location_name,
        mention.country,
        mention.admin1,
        mention.latitude,
        mention.longitude,
        mention.geo_precision,
    )


def _sides(parties: Sequence[Party]) -> frozenset[tuple[str, str]]:
    return frozenset((party.country or "", party.sector) for party in parties if party.sector not in ANYBODY)


def _span(low: int | None, high: int | None) -> Span | None:
    return None if low is None else Span(low, high)
