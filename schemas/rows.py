"""The rows that travel between steps and stand in the warehouse; the only place a column is declared.

No `from __future__ import annotations` and no `Annotated` in this file: either makes Beam 2.77 pickle every column
(tests/schemas/test_rows.py guards it). Times are aware datetimes in UTC; dates are calendar dates; a repeated column is
never null, only empty. `schemas/beam.py` teaches Beam the datetime; nothing here imports Beam.

A class in TABLES is a table of the warehouse. The others are parts of a row, or travel only between steps.
"""

import datetime
from collections.abc import Sequence
from typing import NamedTuple, Optional


class Party(NamedTuple):
    """A party to an event: a state, an armed group, a crowd, a person.

    Attributes:
        text: The span as it stands in the article, without article, count or title.
        name: The fullest canonical name, or the description itself where the party is unnamed.
        country: ISO 3166 alpha-3 of the party's country; IGO or NGO for international bodies; null where unknown.
        sector: PLOVER sector, for example GOV, MIL, REB, CVL; UNK where unknown.
    """

    text: str
    name: str
    country: Optional[str]
    sector: Optional[str]


class Source(NamedTuple):
    """Somebody the article cites for an event.

    Attributes:
        text: The span as it stands in the article.
        name: The canonical name; "Person (Organisation)" where both are given.
    """

    text: str
    name: str


class Evidence(NamedTuple):
    """A sentence of the article that reports the event.

    Attributes:
        text: The sentence, verbatim.
        start: Offset of its first character in the field, in Unicode code points from 0.
        end: Offset after its last character.
        field: Where it stands: title or text.
    """

    text: str
    start: int
    end: int
    field: str


class FeedState(NamedTuple):
    """A feed and what is known of it, one row a feed.

    Attributes:
        feed_id: Digest of the URL as the user gave it.
        url: The URL as given, credentials removed.
        current_url: Where the feed is now, after permanent redirects.
        title: The feed's own title.
        format: rss20, rss10, atom10, json11, sitemap, as the parser names it.
        etag: ETag of the last full answer, byte for byte.
        last_modified: Last-Modified of the last full answer, byte for byte.
        body_digest: SHA-256 of the last body, decoded.
        last_polled_at: When it was last asked.
        last_success_at: When it last answered with a feed or 304.
        last_new_item_at: When it last brought an entry not seen before.
        last_unconditional_at: When it was last asked without validators.
        next_due_at: Not asked again before this time.
        interval_s: Present polling interval in seconds.
        failures: Failed polls since the last success, soft ones counting less than one.
        last_error: The reason of the last failure; null after a success.
        muted_at: When it was muted, for example after 410; null while it is polled.
        site_url: The page the feed is of, as it says.
        language: BCP 47 tag that the feed declares.
        last_status: HTTP status of the last answer; null where there was none.
        publisher_until: The publisher asks not to be asked for this feed before (max-age, ttl, Retry-After, …).
        domain_until: The publisher asks not to be asked for anything of its domain before (429).
        wait_s: Seconds the feed itself asks readers to wait (ttl, sy:updatePeriod).
        skip_hours: Hours of the day, in UTC, at which it asks not to be read.
        skip_days: Days of the week, in English and lower case, likewise.
        previous_urls: Where it was before permanent redirects, the oldest first.
        stale_304s: How often the server said 304 although the feed had changed.
        first_seen_at: When it was first polled.
    """

    feed_id: str
    url: str
    current_url: str
    title: Optional[str] = None
    format: Optional[str] = None
    etag: Optional[str] = None
    last_modified: Optional[str] = None
    body_digest: Optional[str] = None
    last_polled_at: Optional[datetime.datetime] = None
    last_success_at: Optional[datetime.datetime] = None
    last_new_item_at: Optional[datetime.datetime] = None
    last_unconditional_at: Optional[datetime.datetime] = None
    next_due_at: Optional[datetime.datetime] = None
    interval_s: Optional[int] = None
    failures: float = 0.0
    last_error: Optional[str] = None
    muted_at: Optional[datetime.datetime] = None
    site_url: Optional[str] = None
    language: Optional[str] = None
    last_status: Optional[int] = None
    publisher_until: Optional[datetime.datetime] = None
    domain_until: Optional[datetime.datetime] = None
    wait_s: Optional[int] = None
    skip_hours: Sequence[int] = ()
    skip_days: Sequence[str] = ()
    previous_urls: Sequence[str] = ()
    stale_304s: int = 0
    first_seen_at: Optional[datetime.datetime] = None


class Sighting(NamedTuple):
    """An entry seen in a feed, one row an article and feed; what is in it is not fetched again.

    Attributes:
        sighting_id: Digest of feed_id and article_id.
        feed_id: The feed.
        article_id: The article the entry points to.
        url: The entry's link, credentials starred; empty where there is none.
        title: The entry's title.
        guid: The entry's own id, as given.
        entry_digest: Digest of what the feed says of the entry (title, time, summary); a change means: look again.
        published: When the feed says it was published.
        first_seen_at: When it was first seen.
    """

    sighting_id: str
    feed_id: str
    article_id: str
    url: str
    title: str
    guid: Optional[str]
    entry_digest: str
    published: Optional[datetime.datetime]
    first_seen_at: datetime.datetime


class Entry(NamedTuple):
    """One entry of a feed, on its way to be fetched.

    Attributes:
        feed_id: The feed it was read from.
        article_id: Digest of its canonical URL; of feed, title and content where it has no link.
        url: The link, resolved to an absolute URL; empty where there is none.
        guid: The entry's own id, as given.
        title: Plain text.
        authors: Names.
        published: When the feed says it was published.
        updated: When the feed says it was changed.
        language: BCP 47 tag that the feed declares.
        content: HTML of content:encoded or atom:content; empty where the feed gives none.
        summary: HTML of the description.
        entry_digest: Digest of what the feed says of the entry.
        seen_at: When the feed was read.
        tries: How often its page was asked for in vain.
        not_before: Its site asks not to be asked before; null where it asks nothing.
        held_domain: The domain that asked so (429); null where it is asked for this page alone.
    """

    feed_id: str
    article_id: str
    url: str
    guid: Optional[str]
    title: str
    authors: Sequence[str]
    published: Optional[datetime.datetime]
    updated: Optional[datetime.datetime]
    language: Optional[str]
    content: str
    summary: str
    entry_digest: str
    seen_at: datetime.datetime
    tries: int = 0
    not_before: Optional[datetime.datetime] = None
    held_domain: Optional[str] = None


class Page(NamedTuple):
    """What the server sent for an entry.

    Attributes:
        entry: The entry that led here.
        url: The final URL, after redirects.
        status: HTTP status; 0 where the body is the feed's own content.
        content_type: Content-Type, as given.
        body: The decoded body.
        body_source: page or feed.
        fetched_at: When it came.
    """

    entry: Entry
    url: str
    status: int
    content_type: str
    body: bytes
    body_source: str
    fetched_at: datetime.datetime


class Article(NamedTuple):
    """One revision of one article. The view `articles` shows each article's present revision.

    Attributes:
        revision_id: Digest of article_id, title and text: what the coder reads.
        article_id: Digest of the canonical URL; of the given id for loaded articles.
        revision: 1 for the first text seen of the article, 2 for the next.
        url: Canonical URL; empty where there is none.
        site: Registrable domain, or the publisher's name where loaded without URL.
        title: Plain text.
        text: The body, paragraphs parted by newlines.
        authors: Names.
        published: When the publisher says it was published, else when it was first seen.
        modified: When the publisher says it was changed.
        date_source: Where `published` is from: page, feed, given or seen.
        language: ISO 639-1 of the text itself, not as declared.
        is_coded: Whether the coder reads it: false for languages it does not know.
        body_source: page, feed or given.
        feed_id: The feed it was first found in; null where loaded.
        external_id: The id given with a loaded article.
        fetched_at: When the text came.
        run_id: The run that wrote the row.
        added_at: When it was committed to the warehouse, which sets it.
        superseded_at: When a later revision took its place; null for the present one.
        published_day: Day of publication on the publisher's own calendar, which may be another than in UTC.
    """

    revision_id: str
    article_id: str
    revision: int
    url: str
    site: str
    title: str
    text: str
    authors: Sequence[str]
    published: Optional[datetime.datetime]
    modified: Optional[datetime.datetime]
    date_source: str
    language: Optional[str]
    is_coded: bool
    body_source: str
    feed_id: Optional[str]
    external_id: Optional[str]
    fetched_at: Optional[datetime.datetime]
    run_id: str = ""
    added_at: Optional[datetime.datetime] = None
    superseded_at: Optional[datetime.datetime] = None
    published_day: Optional[datetime.date] = None


class SiteLine(NamedTuple):
    """A line that a site repeats on its pages: furniture, dropped from texts before they are stored.

    Attributes:
        line_id: Digest of site and line.
        site: Registrable domain.
        line: The line, verbatim.
        pages: On so many pages of one pass it stood when it was found.
        found_at: When it was found.
        run_id: The run that found it.
    """

    line_id: str
    site: str
    line: str
    pages: int
    found_at: datetime.datetime
    run_id: str = ""


class Mention(NamedTuple):
    """One event as one article reports it (docs/codebook.md).

    Attributes:
        mention_id: Digest of revision_id and of everything coded.
        article_id: The article.
        revision_id: The revision of it that was coded.
        is_lead: Whether it is the event the article leads with: at most one an article.
        event_type: One of PLOVER's 16 types.
        modes: PLOVER modes of the type.
        status: occurred, ongoing, planned, hypothetical, denied, disputed or historical.
        actors: Who did it; both sides of a two-sided act.
        recipients: To whom.
        event_date: First day of the act; the first of the month or year where no more is known.
        event_date_end: Last day; null while it goes on or where unknown.
        date_precision: day, week, month or year; null without a date.
        date_text: The words the date was read from.
        location_name: Name of the place in the gazetteer.
        location_text: The place as it stands in the article.
        country: ISO 3166 alpha-3 of the place.
        admin1: Name of the first-level division the place lies in.
        latitude: WGS 84 decimal degrees.
        longitude: WGS 84 decimal degrees.
        geo_precision: point, city, district, province, country or region.
        geonames_id: The place's id in GeoNames.
        location_reason: Why there is no place; null where there is one.
        killed_min: At least so many were killed.
        killed_max: At most so many; null where open.
        killed_text: The words it was read from.
        injured_min: At least so many were injured.
        injured_max: At most so many; null where open.
        injured_text: The words it was read from.
        detained_min: At least so many were detained.
        detained_max: At most so many; null where open.
        detained_text: The words it was read from.
        displaced_min: At least so many were displaced.
        displaced_max: At most so many; null where open.
        displaced_text: The words it was read from.
        attributed_to: Who says so; empty where the article speaks in its own voice.
        evidence: The sentences that report it, the fullest first.
        published: When the article was published.
        coder_version: Version of the coder's code.
        lexicon_version: Digest of the coder's knowledge.
        ontology_version: Version of the ontology.
        run_id: The run that wrote the row.
        added_at: When it was committed to the warehouse, which sets it.
        superseded_at: When a later revision or coder took its place; null for a present row.
    """

    mention_id: str
    article_id: str
    revision_id: str
    is_lead: bool
    event_type: str
    modes: Sequence[str]
    status: str
    actors: Sequence[Party]
    recipients: Sequence[Party]
    event_date: Optional[datetime.date]
    event_date_end: Optional[datetime.date]
    date_precision: Optional[str]
    date_text: Optional[str]
    location_name: Optional[str]
    location_text: Optional[str]
    country: Optional[str]
    admin1: Optional[str]
    latitude: Optional[float]
    longitude: Optional[float]
    geo_precision: Optional[str]
    geonames_id: Optional[int]
    location_reason: Optional[str]
    killed_min: Optional[int]
    killed_max: Optional[int]
    killed_text: Optional[str]
    injured_min: Optional[int]
    injured_max: Optional[int]
    injured_text: Optional[str]
    detained_min: Optional[int]
    detained_max: Optional[int]
    detained_text: Optional[str]
    displaced_min: Optional[int]
    displaced_max: Optional[int]
    displaced_text: Optional[str]
    attributed_to: Sequence[Source]
    evidence: Sequence[Evidence]
    published: Optional[datetime.datetime]
    coder_version: str
    lexicon_version: str
    ontology_version: str
    run_id: str = ""
    added_at: Optional[datetime.datetime] = None
    superseded_at: Optional[datetime.datetime] = None


class Claim(NamedTuple):
    """What one report says of an event where the reports differ.

    Attributes:
        who: The source it cites, else the site of the report.
        status: The status it gives the event, for example occurred or denied.
        killed_min: At least so many were killed, by this report.
        killed_max: At most so many; null where open.
        mention_id: The mention that says so.
        url: Where it is said; empty where the report has no address.
    """

    who: str
    status: str
    killed_min: Optional[int]
    killed_max: Optional[int]
    mention_id: str
    url: str


class Event(NamedTuple):
    """One real-world event, made from every current mention that reports it (docs/linking.md).

    Attributes:
        event_id: Digest of the sentence, article and type of its founding mention: the one published first.
        event_type: One of PLOVER's 16 types, as most independent reports have it.
        modes: PLOVER modes that the reports give it, the most frequent first.
        status: occurred, ongoing, planned, hypothetical, denied, disputed or historical.
        actors: Who did it, one entry a party, the most frequent first.
        recipients: To whom, likewise.
        event_date: First day of the act, as the most reports of the finest precision have it.
        event_date_end: Last day; null while it goes on or where unknown.
        date_precision: day, week, month or year; null without a date.
        location_name: Name of the most specific place on which reports agree.
        country: ISO 3166 alpha-3 of the place.
        admin1: Name of the first-level division the place lies in.
        latitude: WGS 84 decimal degrees.
        longitude: WGS 84 decimal degrees.
        geo_precision: point, city, district, province, country or region.
        geonames_id: The place's id in GeoNames.
        killed_min: The lowest count of killed that a report gives.
        killed_best: The count of the last day's reports, the most frequent one; null where nobody counts.
        killed_max: The highest count.
        injured_min: The lowest count of injured that a report gives.
        injured_best: The count of the last day's reports, the most frequent one; null where nobody counts.
        injured_max: The highest count.
        first_reported_at: When the first report was published.
        last_reported_at: When the last report was published.
        article_count: Articles that report it, copies counted.
        independent_source_count: Sites that report it in their own words: copies of one text count once.
        mention_count: Mentions it was made from.
        attributed_to: Names of the sources cited for it, the most frequent first.
        is_disputed: Whether reports contradict each other on whether it happened or on how many died.
        claims: What each report says, where they contradict each other; else empty.
        confidence: 0 to 1: how far the row can be relied on.
        confidence_reasons: What raised and what lowered the confidence.
        headline: The sentence that reports it most fully.
        url: Address of the article the headline is from.
        article_id: The article the headline is from.
        linker_version: Version of the rules that joined the mentions.
        run_id: The run that wrote the row.
        site: Site of the article the headline is from.
        is_lead: Whether an article leads with it.
        added_at: When the first of its present mentions was committed to the warehouse.
    """

    event_id: str
    event_type: str
    modes: Sequence[str]
    status: str
    actors: Sequence[Party]
    recipients: Sequence[Party]
    event_date: Optional[datetime.date]
    event_date_end: Optional[datetime.date]
    date_precision: Optional[str]
    location_name: Optional[str]
    country: Optional[str]
    admin1: Optional[str]
    latitude: Optional[float]
    longitude: Optional[float]
    geo_precision: Optional[str]
    geonames_id: Optional[int]
    killed_min: Optional[int]
    killed_best: Optional[int]
    killed_max: Optional[int]
    injured_min: Optional[int]
    injured_best: Optional[int]
    injured_max: Optional[int]
    first_reported_at: Optional[datetime.datetime]
    last_reported_at: Optional[datetime.datetime]
    article_count: int
    independent_source_count: int
    mention_count: int
    attributed_to: Sequence[str]
    is_disputed: bool
    claims: Sequence[Claim]
    confidence: float
    confidence_reasons: Sequence[str]
    headline: str
    url: str
    article_id: str
    linker_version: str
    run_id: str = ""
    site: str = ""
    is_lead: bool = False
    added_at: Optional[datetime.datetime] = None


class EventMention(NamedTuple):
    """Which event a current mention belongs to, and why; one row a mention.

    Attributes:
        mention_id: The mention.
        event_id: The event it belongs to.
        article_id: The article it is from.
        own_event_id: The event's id if this mention had founded it; resolves ids that were in use before a merge.
        rule: What joined it: founder (nothing), copy, same_report, same_event or decision (a person).
        score: Score of the pair that joined it, 0 to 1; 1 for founders and decisions.
        joined_to: The mention it was joined to; null for a founder.
        reasons: What spoke for it and against it, in words.
        is_lead: Whether the article leads with it.
        is_copy: Whether its article is a copy of another that reports the event.
        reported_at: When the article was published, as linking reads it; null where unknown.
        run_id: The run that wrote the row.
    """

    mention_id: str
    event_id: str
    article_id: str
    own_event_id: str
    rule: str
    score: float
    joined_to: Optional[str]
    reasons: Sequence[str]
    is_lead: bool
    is_copy: bool
    reported_at: Optional[datetime.datetime]
    run_id: str = ""


class EventRedirect(NamedTuple):
    """An event id that was in use and is no more.

    Attributes:
        old_event_id: The id that was in use.
        event_id: The event that holds its reports now; null where no current mention is left of it.
        run_id: The run that wrote the row.
    """

    old_event_id: str
    event_id: Optional[str]
    run_id: str = ""


class DecisionMember(NamedTuple):
    """A mention that a decision is about, told so that it is found again when the article is coded anew.

    Attributes:
        own_event_id: Id of the event it would found.
        article_id: Its article.
        event_type: Its type at the time of the decision.
        sentence: The sentence it stood on.
    """

    own_event_id: str
    article_id: str
    event_type: str
    sentence: str


class EventDecision(NamedTuple):
    """A person's decision that reports are of one event (merge) or are not (split); it survives reruns and recoding.

    Attributes:
        decision_id: Digest of kind, sides and time.
        kind: merge or split.
        left: The mentions on one side.
        right: The mentions on the other side.
        reason: Why, in the person's words.
        decided_by: Who decided.
        decided_at: When; of two decisions on one pair the later holds.
        withdrawn_at: When it was taken back; null while it holds.
    """

    decision_id: str
    kind: str
    left: Sequence[DecisionMember]
    right: Sequence[DecisionMember]
    reason: str
    decided_by: str
    decided_at: datetime.datetime
    withdrawn_at: Optional[datetime.datetime] = None


class ArticleCopy(NamedTuple):
    """An article whose text is, but for small edits, the text of another.

    Attributes:
        article_id: The article.
        original_id: The article of the group that was published first.
        similarity: Share of word sequences they have in common, 0 to 1.
        run_id: The run that wrote the row.
    """

    article_id: str
    original_id: str
    similarity: float
    run_id: str = ""


class Failure(NamedTuple):
    """Something that could not be processed; the rest went on.

    Attributes:
        failure_id: Digest of step, input and reason: the same failure again is the same row.
        step: The step that gave up: ReadFeeds, FetchPages, ExtractArticles, CodeMentions, load.
        input: What it was: a URL without credentials, an entry or article id, a file and line.
        reason: A short word a program can count: timeout, not_a_feed, http_404, private_address, …
        message: One sentence for a person.
        first_at: When it first happened.
        last_at: When it last happened.
        times: How often.
        run_id: The run in which it last happened.
    """

    failure_id: str
    step: str
    input: str
    reason: str
    message: str
    first_at: datetime.datetime
    last_at: datetime.datetime
    times: int = 1
    run_id: str = ""


class StepCount(NamedTuple):
    """What went into a step and what became of it: came_in = written + known + failed.

    Attributes:
        step: Name of the step.
        came_in: Elements that came in.
        written: Elements that went on as new.
        known: Elements that were known already, or not due.
        failed: Elements that went to failures.
    """

    step: str
    came_in: int
    written: int
    known: int
    failed: int


class Run(NamedTuple):
    """One run of a job.

    Attributes:
        run_id: Digest of command, start time and process.
        command: run, stream, load, recode or link.
        started_at: When it began.
        finished_at: When it ended; null while it runs or where it was killed.
        status: running, ok, partial or failed.
        dateline_version: Version of the program.
        coder_version: Version of the coder's code.
        lexicon_version: Digest of the coder's knowledge.
        ontology_version: Version of the ontology.
        steps: The balance of each step.
    """

    run_id: str
    command: str
    started_at: datetime.datetime
    finished_at: Optional[datetime.datetime]
    status: str
    dateline_version: str
    coder_version: str
    lexicon_version: str
    ontology_version: str
    steps: Sequence[StepCount]


class TableCount(NamedTuple):
    """What a commit did to one table.

    Attributes:
        name: Name of the table.
        new: Rows that were not there before.
        known: Rows that were there already.
        superseded: Rows whose place was taken; they stay, marked.
        restored: Superseded rows that came back, for example with an old text.
    """

    name: str
    new: int
    known: int
    superseded: int
    restored: int


class Commit(NamedTuple):
    """One transaction of the warehouse: all of it was written, or nothing.

    Attributes:
        commit_id: Digest of the run and the number of the batch: a batch that is written again is known by it.
        run_id: The run.
        committed_at: When; the `added_at` and `superseded_at` of its rows.
        tables: What it did to each table.
    """

    commit_id: str
    run_id: str
    committed_at: datetime.datetime
    tables: Sequence[TableCount]


class Absence(NamedTuple):
    """A time in which a row was superseded, for rows that came back; with it the past can be shown as it was.

    Attributes:
        absence_id: Digest of the row's id and when it was superseded.
        table_name: article_revisions or mentions.
        row_id: The row's key.
        superseded_at: When it was superseded.
        restored_at: When it came back.
    """

    absence_id: str
    table_name: str
    row_id: str
    superseded_at: datetime.datetime
    restored_at: datetime.datetime


class Pending(NamedTuple):
    """An entry that was seen but not fetched yet, because its pass ran out of time; the next ones take it.

    Attributes:
        article_id: The article the entry points to.
        entry: The entry itself; null only in a stage, where it says that a pass has taken the entry.
        deferred_at: When it was put off; null only in a stage, likewise.
    """

    article_id: str
    entry: Optional[Entry]
    deferred_at: Optional[datetime.datetime]


class Replaced(NamedTuple):
    """A row of a table made from others (events and what belongs to them) as it stood before it was replaced.

    Attributes:
        replaced_id: Digest of table, key and time.
        table_name: The table.
        row_id: The row's key.
        run_id: The run that had written the row.
        replaced_at: When another took its place, or it was removed.
        row_json: The row, as JSON.
    """

    replaced_id: str
    table_name: str
    row_id: str
    run_id: str
    replaced_at: datetime.datetime
    row_json: str


class EventType(NamedTuple):
    """What other schemes call one of PLOVER's event types; the views are made with it.

    Attributes:
        event_type: One of PLOVER's 16 types.
        cameo_root: CAMEO root code, two digits.
        quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        intensity: From -10, conflict, to 10, cooperation, after Goldstein (1992) by way of the CAMEO root code.
        acled_event_type: Event type in the manner of ACLED; null where ACLED would have no event.
        acled_sub_event_type: Sub-event type in the manner of ACLED, likewise.
    """

    event_type: str
    cameo_root: str
    quad_class: int
    intensity: float
    acled_event_type: Optional[str]
    acled_sub_event_type: Optional[str]


class Country(NamedTuple):
    """A country and its codes in other schemes.

    Attributes:
        country: ISO 3166 alpha-3.
        name: English name.
        iso2: ISO 3166 alpha-2.
        iso_number: ISO 3166 number, which ACLED calls iso.
        fips: FIPS 10-4, which GDELT uses for places; null where there is none.
        continent: AF, AN, AS, EU, NA, OC or SA.
    """

    country: str
    name: str
    iso2: str
    iso_number: int
    fips: Optional[str]
    continent: str


TABLES: dict[str, type] = {
    "feeds": FeedState,
    "sightings": Sighting,
    "pending": Pending,
    "article_revisions": Article,
    "site_lines": SiteLine,
    "mentions": Mention,
    "events": Event,
    "event_mentions": EventMention,
    "event_redirects": EventRedirect,
    "event_decisions": EventDecision,
    "article_copies": ArticleCopy,
    "failures": Failure,
    "runs": Run,
    "commits": Commit,
    "absences": Absence,
    "replaced_rows": Replaced,
    "event_types": EventType,
    "countries": Country,
}
"""Table name -> row class. The first column of a row class is the table's key."""
