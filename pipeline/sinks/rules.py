"""How staged rows enter a warehouse: one rule a table, in SQL that DuckDB and BigQuery both take.

Staged rows stand in `staged_<table>`. What a rule must know of the rows before is worked out first, in temporary tables
(`incoming`, `fresh`, `presented`, `coded`); then everything is written in one transaction. Nothing is deleted, and
nothing is overwritten but the state of feeds, runs and failures: rows whose place is taken get `superseded_at`.

`@name(…)` is spelled for each dialect by schemas/views/dialect.py.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ...schemas.columns import columns, key
from ...schemas.duckdb import literal, quoted
from ...schemas.rows import TABLES


class Moment(NamedTuple):
    """What a commit knows of itself.

    Attributes:
        run_id: The run, for rows that do not say theirs.
        at: When it is committed.
    """

    run_id: str
    at: datetime.datetime

    @property
    def time(self) -> str:
        """The time as SQL."""
        return f"@time('{self.at.astimezone(datetime.UTC).isoformat()}')"


Rule = Callable[[Moment], Sequence[str]]

PREPARATIONS = (
    """
    CREATE OR REPLACE TEMP TABLE incoming AS
    SELECT s.revision_id, ANY_VALUE(s.article_id) AS article_id, MAX(s.fetched_at) AS fetched_at,
        ANY_VALUE(s.url) AS url, ANY_VALUE(s.external_id) AS external_id,
        MAX(CASE WHEN s.is_coded THEN 1 ELSE 0 END) = 1 AS is_coded,
        MAX(CASE WHEN s.body_source <> 'given' THEN 1 ELSE 0 END) = 1 AS is_observed,
        MAX(CASE WHEN t.revision_id IS NULL THEN 1 ELSE 0 END) = 1 AS is_new,
        MAX(CASE WHEN t.revision_id IS NOT NULL AND t.superseded_at IS NULL THEN 1 ELSE 0 END) = 1 AS is_present
    FROM staged_article_revisions AS s LEFT JOIN article_revisions AS t ON t.revision_id = s.revision_id
    GROUP BY s.revision_id
    """,
    # New texts, numbered after the last one of their article.
    """
    CREATE OR REPLACE TEMP TABLE fresh AS
    SELECT i.revision_id, COALESCE(l.revision, 0)
        + ROW_NUMBER() OVER (PARTITION BY i.article_id ORDER BY i.fetched_at NULLS FIRST, i.revision_id) AS revision
    FROM incoming AS i LEFT JOIN (
        SELECT article_id, MAX(revision) AS revision FROM article_revisions
        WHERE article_id IN (SELECT article_id FROM incoming) GROUP BY article_id
    ) AS l ON l.article_id = i.article_id
    WHERE i.is_new
    """,
    # The text that came last is the article's present one. An old text that was seen again comes back; one that was
    # loaded again does not: loading a file twice changes nothing, even where it holds two texts of one id.
    """
    CREATE OR REPLACE TEMP TABLE presented AS
    SELECT article_id, revision_id FROM incoming WHERE is_new OR is_observed OR is_present
    QUALIFY ROW_NUMBER() OVER (PARTITION BY article_id ORDER BY fetched_at DESC NULLS LAST, revision_id DESC) = 1
    """,
    # Texts whose mentions are from now on those that came with them: not those that could not be coded.
    """
    CREATE OR REPLACE TEMP TABLE coded AS
    SELECT i.revision_id FROM incoming AS i JOIN presented AS p ON p.revision_id = i.revision_id
    WHERE i.is_coded
        AND i.revision_id NOT IN (SELECT input FROM staged_failures WHERE step = 'CodeMentions')
        AND i.article_id NOT IN (SELECT input FROM staged_failures WHERE step = 'CodeMentions')
        AND COALESCE(i.url, '') NOT IN (SELECT input FROM staged_failures WHERE step = 'CodeMentions')
        AND COALESCE(i.external_id, '') NOT IN (SELECT input FROM staged_failures WHERE step = 'CodeMentions')
    """,
)


def count(table: str) -> str:
    """Return the query that counts the new and the known among the staged rows of a table, before they are written."""
    row_key = key(table)
    return f"""
        SELECT {literal(table)} AS name, SUM(CASE WHEN t.{row_key} IS NULL THEN 1 ELSE 0 END) AS new,
            SUM(CASE WHEN t.{row_key} IS NULL THEN 0 ELSE 1 END) AS known
        FROM (SELECT DISTINCT {row_key} FROM staged_{table}) AS s LEFT JOIN {table} AS t ON t.{row_key} = s.{row_key}
        """


def count_changes(table: str, moment: Moment) -> str:
    """Return the query that counts what a commit superseded and restored in a table, after it was written."""
    return f"""
        SELECT {literal(table)} AS name,
            (SELECT COUNT(*) FROM {table}
                WHERE superseded_at = {moment.time} AND added_at < {moment.time}) AS superseded,
            (SELECT COUNT(*) FROM absences
                WHERE restored_at = {moment.time} AND table_name = {literal(table)}) AS restored
        """


def insert_if_absent(table: str, **values: str) -> Rule:
    """Return the rule of rows that never change: a row whose key is there already is known.

    Args:
        table: The table.
        values: Column -> SQL of what is written in place of what was staged.
    """

    def rule(moment: Moment) -> Sequence[str]:
        row_key = key(table)
        chosen = [
            values.get(name, f"s.{name}").format(time=moment.time, run_id=literal(moment.run_id))
            for name in _names(table)
        ]
        source = f"""
            SELECT * FROM staged_{table} WHERE TRUE
            QUALIFY ROW_NUMBER() OVER (PARTITION BY {row_key} ORDER BY {row_key}) = 1
            """
        return (merge(table, source, chosen),)

    return rule


RUN = "COALESCE(NULLIF(s.run_id, ''), {run_id})"
ADDED = {"run_id": RUN, "added_at": "{time}", "superseded_at": "NULL"}


def upsert(table: str, newest: str, *, keep: Sequence[str] = ()) -> Rule:
    """Return the rule of rows that hold a present state: the last one by `newest` replaces what was there.

    Args:
        table: The table.
        newest: Column by which the last of several staged rows is found.
        keep: Columns that stay as they were first written.
    """

    def rule(_moment: Moment) -> Sequence[str]:
        row_key = key(table)
        changed = [name for name in _names(table)[1:] if name not in keep]
        source = f"""
            SELECT * FROM staged_{table} WHERE TRUE
            QUALIFY ROW_NUMBER() OVER (PARTITION BY {row_key} ORDER BY {newest} DESC NULLS LAST) = 1
            """
        return (merge(table, source, changes={name: f"s.{name}" for name in changed}),)

    return rule


def failures(moment: Moment) -> Sequence[str]:
    """Count the same failure up; keep when it first happened."""
    source = f"""
        SELECT failure_id, ANY_VALUE(step) AS step, ANY_VALUE(input) AS input, ANY_VALUE(reason) AS reason,
            MAX_BY(message, last_at) AS message, MIN(first_at) AS first_at, MAX(last_at) AS last_at,
            CAST(SUM(times) AS INT64) AS times,
            COALESCE(NULLIF(MAX_BY(run_id, last_at), ''), {literal(moment.run_id)}) AS run_id
        FROM staged_failures GROUP BY failure_id
        """
    changes = {
        "message": "s.message",
        "last_at": "GREATEST(t.last_at, s.last_at)",
        "times": "t.times + s.times",
        "run_id": "s.run_id",
    }
    return (merge("failures", source, changes=changes),)


def pending(_moment: Moment) -> Sequence[str]:
    """Forget the entries that a pass has taken, keep those it put off; new are those put off, known the others."""
    names = ", ".join(_names("pending"))
    return (
        "DELETE FROM pending WHERE article_id IN (SELECT article_id FROM staged_pending)",
        f"""
        INSERT INTO pending ({names})
        SELECT {names} FROM staged_pending WHERE entry IS NOT NULL
        QUALIFY ROW_NUMBER() OVER (PARTITION BY article_id ORDER BY deferred_at DESC) = 1
        """,
    )


def article_revisions(moment: Moment) -> Sequence[str]:
    """Add new texts as the next revision; the text that came last is the article's present one."""
    names = _names("article_revisions")
    values = _filled(ADDED, moment) | {"revision": "s.next_revision"}
    return (
        f"""
        INSERT INTO article_revisions ({", ".join(names)})
        SELECT {", ".join(values.get(name, f"s.{name}") for name in names)} FROM (
            SELECT s.*, f.revision AS next_revision
            FROM staged_article_revisions AS s JOIN fresh AS f ON f.revision_id = s.revision_id
            WHERE TRUE
            QUALIFY ROW_NUMBER() OVER (PARTITION BY s.revision_id ORDER BY s.fetched_at NULLS LAST) = 1
        ) AS s
        """,
        *_restore("article_revisions", "SELECT revision_id FROM presented", moment),
        f"""
        UPDATE article_revisions SET superseded_at = {moment.time}
        WHERE superseded_at IS NULL AND article_id IN (SELECT article_id FROM presented)
            AND revision_id NOT IN (SELECT revision_id FROM presented)
        """,
    )


def mentions(moment: Moment) -> Sequence[str]:
    """Add new mentions; those of a text coded again that the coder no longer finds are superseded.

    A text that came in and was coded has exactly the mentions that came with it; one whose place was taken has none
    that are present.
    """
    staged = "SELECT mention_id FROM staged_mentions WHERE revision_id IN (SELECT revision_id FROM coded)"
    return (
        *insert_if_absent("mentions", **ADDED)(moment),
        *_restore("mentions", staged, moment),
        f"""
        UPDATE mentions SET superseded_at = {moment.time}
        WHERE superseded_at IS NULL AND revision_id IN (SELECT revision_id FROM coded)
            AND mention_id NOT IN (SELECT mention_id FROM staged_mentions)
        """,
        f"""
        UPDATE mentions SET superseded_at = {moment.time}
        WHERE superseded_at IS NULL AND revision_id IN (
            SELECT revision_id FROM article_revisions
            WHERE superseded_at IS NOT NULL AND (
                article_id IN (SELECT article_id FROM incoming)
                OR article_id IN (SELECT article_id FROM staged_mentions)))
        """,
    )


def _restore(table: str, ids: str, moment: Moment) -> Sequence[str]:
    """Make superseded rows present again, and remember the time in which they were not."""
    row_key = key(table)
    return (
        f"""
        INSERT INTO absences (absence_id, table_name, row_id, superseded_at, restored_at)
        SELECT @hash(CONCAT({row_key}, '/', CAST(@micros(superseded_at) AS STRING))), {literal(table)}, {row_key},
            superseded_at, {moment.time}
        FROM {table} WHERE superseded_at IS NOT NULL AND {row_key} IN ({ids})
        """,
        f"UPDATE {table} SET superseded_at = NULL WHERE superseded_at IS NOT NULL AND {row_key} IN ({ids})",
    )


def merge(table: str, source: str, values: Sequence[str] = (), changes: Mapping[str, str] | None = None) -> str:
    """Return the statement that adds the rows whose key is new and changes those whose key is there.

    Args:
        table: The table, `t` in the changes.
        source: The SELECT that gives the rows, one a key; `s` in the values and changes.
        values: What is written for each column, in order; by default what the source has.
        changes: Column -> what it becomes where the key is there; by default the row stays.
    """
    names = _names(table)
    changed = ", ".join(f"{name} = {value}" for name, value in (changes or {}).items())
    return f"""
        MERGE INTO {table} AS t USING ({source}) AS s ON t.{names[0]} = s.{names[0]}
        {f"WHEN MATCHED THEN UPDATE SET {changed}" if changed else ""}
        WHEN NOT MATCHED THEN INSERT ({", ".join(names)})
        VALUES ({", ".join(values or [f"s.{name}" for name in names])})
        """


def _filled(values: Mapping[str, str], moment: Moment) -> dict[str, str]:
    return {name: value.format(time=moment.time, run_id=literal(moment.run_id)) for name, value in values.items()}


def _names(table: str) -> list[str]:
    return [quoted(column.name) for column in columns(TABLES[table])]


RULES: dict[str, Rule] = {table: insert_if_absent(table) for table in TABLES} | {
    "feeds": upsert("feeds", "last_polled_at"),
    "sightings": upsert("sightings", "first_seen_at", keep=("first_seen_at",)),
    "pending": pending,
    "article_revisions": article_revisions,
    "mentions": mentions,
    "failures": failures,
    "runs": upsert("runs", "finished_at"),
    "event_decisions": upsert("event_decisions", "withdrawn_at"),
}
"""Table -> rule; a table without its own holds rows that never change."""

MARKED = ("article_revisions", "mentions")
"""Tables whose rows may be superseded and restored."""
