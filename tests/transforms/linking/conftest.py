"""Mentions and articles made of a few words each, as linking sees them."""

import datetime
from collections.abc import Callable

import pytest

from dateline.schemas.ids import digest
from dateline.schemas.rows import Article, Evidence, Mention, Party, Source

Moment = datetime.datetime


def moment(text: str) -> Moment:
    """Read a time; UTC."""
    return Moment.fromisoformat(text).replace(tzinfo=datetime.UTC)


def make_article(key: str, *, title: str = "", text: str = "", published: str | None = None, site: str = "") -> Article:
    return Article(
        revision_id=digest("revision", key, title, text),
        article_id=key,
        revision=1,
        url=f"https://{site or f'{key}.example'}/{key}",
        site=site or f"{key}.example",
        title=title,
        text=text,
        authors=[],
        published=moment(published) if published else None,
        modified=None,
        date_source="page",
        language="en",
        is_coded=True,
        body_source="page",
        feed_id=None,
        external_id=None,
        fetched_at=None,
    )


def party(name: str) -> Party:
    return Party(name, name, None, None)


PLACES = {
    "Kaduna": ("NGA", 10.5222, 7.4383),
    "Zaria": ("NGA", 11.1113, 7.7227),
    "Jos": ("NGA", 9.9285, 8.8921),
    "Quetta": ("PAK", 30.1841, 67.0014),
    "Homs": ("SYR", 34.7268, 36.7234),
    "Aleppo": ("SYR", 36.2012, 37.1612),
}


def make_mention(
    article: str,
    sentence: str,
    *,
    kind: str = "ASSAULT",
    modes: tuple[str, ...] = (),
    status: str = "occurred",
    lead: bool = True,
    published: str | None = None,
    day: str | None = None,
    end: str | None = None,
    precision: str = "day",
    place: str | None = None,
    killed: int | tuple[int, int | None] | None = None,
    injured: int | None = None,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    says: tuple[str, ...] = (),
    superseded: str | None = None,
) -> Mention:
    country, latitude, longitude = PLACES[place] if place else (None, None, None)
    low, high = (killed, killed) if isinstance(killed, int) or killed is None else killed
    date = datetime.date.fromisoformat(day) if day else None
    row = Mention(
        mention_id="",
        article_id=article,
        revision_id=digest("revision", article),
        is_lead=lead,
        event_type=kind,
        modes=list(modes),
        status=status,
        actors=[party(name) for name in actors],
        recipients=[party(name) for name in recipients],
        event_date=date,
        event_date_end=datetime.date.fromisoformat(end) if end else date if status != "ongoing" else None,
        date_precision=precision if day else None,
        date_text=None,
        location_name=place,
        location_text=place,
        country=country,
        admin1=None,
        latitude=latitude,
        longitude=longitude,
        geo_precision="city" if place else None,
        geonames_id=None,
        location_reason=None if place else "not_named",
        killed_min=low,
        killed_max=high,
        killed_text=None,
        injured_min=injured,
        injured_max=injured,
        injured_text=None,
        detained_min=None,
        detained_max=None,
        detained_text=None,
        displaced_min=None,
        displaced_max=None,
        displaced_text=None,
        attributed_to=[Source(name, name) for name in says],
        evidence=[Evidence(sentence, 0, len(sentence), "text")],
        published=moment(published) if published else None,
        coder_version="1",
        lexicon_version="1",
        ontology_version="1",
        superseded_at=moment(superseded) if superseded else None,
    )
    return row._replace(mention_id=digest("mention", *[repr(value) for value in row[1:-1]]))


@pytest.fixture(scope="session")
def mention() -> Callable[..., Mention]:
    """Make a mention of one sentence."""
    return make_mention


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    """Make an article."""
    return make_article


ACTS = {
    "ASSAULT": "Gunmen attacked the grain market of {place} and killed {killed} traders",
    "PROTEST": "Teachers marched through {place} for the {killed}th day over unpaid wages",
    "COERCE": "Police arrested {killed} smugglers in a raid on the harbour of {place}",
}
World = tuple[list[Mention], list[Article]]


@pytest.fixture(scope="session")
def build() -> Callable[..., World]:
    """Make mentions and articles of what was drawn."""

    def world(drawn: list[tuple[int, tuple[str, str, int, int, str, bool]]]) -> World:
        mentions, articles = [], {}
        for number, (kind, place, killed, day, rest, dated) in drawn:
            key = f"a{number}"
            sentence = ACTS[kind].format(place=place, killed=killed) + rest + "."
            published = f"2026-03-{day + 1:02}T06:00"
            lead = key not in articles
            if lead:
                articles[key] = make_article(
                    key, title=sentence, text=sentence, published=published, site=f"s{number % 4}"
                )
            mentions.append(
                make_mention(
                    key, sentence, kind=kind, place=place, killed=killed, lead=lead,
                    published=articles[key].published.isoformat()[:16],
                    day=f"2026-03-{day:02}" if dated else None,
                )
            )  # fmt: skip
        # A warehouse holds a mention once, however often the draw makes the same one.
        return list({row.mention_id: row for row in mentions}.values()), list(articles.values())

    return world
