"""How staged rows enter a DuckDB warehouse, one rule a table; everything happens inside the caller's transaction.

Staged rows are seen through temporary views `staged_<table>`; `at` is the time of the commit. Nothing is deleted, and
nothing is overwritten but the state of feeds, runs and failures: rows whose place is taken get `superseded_at`.
"""

import datetime
from collections.abc import Callable, Mapping

import duckdb

from ...schemas.columns import columns, key
from ...schemas.duckdb import quoted
from ...schemas.rows import TABLES, Run
from .written import Written

Connection = duckdb.DuckDBPyConnection
Rule = Callable[[Connection, Run, datetime.datetime], Written]


def apply(connection: Connection, staged: Mapping[str, object], run: Run, at: datetime.datetime) -> dict[str, Written]:
    """Write the staged tables by their rules, in the order of TABLES; return what it did to each."""
    connection.execute("SET VARIABLE commit_time = ?::TIMESTAMPTZ", [at])
    connection.execute("SET VARIABLE run_id = ?", [run.run_id])
    connection.execute(NOTHING_CAME_IN)
    return {table: RULES[table](connection, run, at) for table in TABLES if table in staged}


def insert_if_absent(table: str) -> Rule:
    """Return the rule of rows that never change: a row whose key is there already is known."""

    def rule(connection: Connection, _run: Run, _at: datetime.datetime) -> Written:
        return _insert_absent(connection, table)

    return rule


def upsert(table: str, newest: str) -> Rule:
    """Return the rule of rows that hold a present state: the last one by `newest` replaces what was there."""

    def rule(connection: Connection, _run: Run, _at: datetime.datetime) -> Written:
        written = _count(connection, table)
        row_key = key(table)
        names = [quoted(column.name) for column in columns(TABLES[table])]
        values = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        connection.execute(
            f"""
            INSERT INTO {table} BY NAME
            SELECT * FROM staged_{table}
            QUALIFY row_number() OVER (PARTITION BY {row_key} ORDER BY {newest} DESC NULLS LAST) = 1
            ON CONFLICT ({row_key}) DO UPDATE SET {values}
            """
        )
        return written

    return rule


def sightings(connection: Connection, _run: Run, _at: datetime.datetime) -> Written:
    """Keep when an entry was first seen; remember what the feed says of it now."""
    written = _count(connection, "sightings")
    names = [column.name for column in columns(TABLES["sightings"])[1:] if column.name != "first_seen_at"]
    values = ", ".join(f"{name} = excluded.{name}" for name in names)
    connection.execute(
        f"""
        INSERT INTO sightings BY NAME
        SELECT * FROM staged_sightings
        QUALIFY row_number() OVER (PARTITION BY sighting_id ORDER BY first_seen_at DESC) = 1
        ON CONFLICT (sighting_id) DO UPDATE SET {values}
        """
    )
    return written


def pending(connection: Connection, _run: Run, _at: datetime.datetime) -> Written:
    """Forget the entries that a pass has taken, keep those it put off; new are those put off, known the others."""
    written = _count(connection, "pending")
    connection.execute("DELETE FROM pending WHERE article_id IN (SELECT article_id FROM staged_pending)")
    connection.execute(
        """
        INSERT INTO pending BY NAME
        SELECT * FROM staged_pending WHERE entry IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY deferred_at DESC) = 1
        """
    )
    return written


def failures(connection: Connection, _run: Run, _at: datetime.datetime) -> Written:
    """Count the same failure up; keep when it first happened."""
    written = _count(connection, "failures")
    connection.execute(
        """
        INSERT INTO failures BY NAME
        SELECT
            failure_id, any_value(step) AS step, any_value(input) AS input, any_value(reason) AS reason,
            arg_max(message, last_at) AS message, min(first_at) AS first_at, max(last_at) AS last_at,
            sum(times)::BIGINT AS times,
            coalesce(nullif(arg_max(run_id, last_at), ''), getvariable('run_id')) AS run_id
        FROM staged_failures GROUP BY failure_id
        ON CONFLICT (failure_id) DO UPDATE SET
            message = excluded.message, last_at = greatest(failures.last_at, excluded.last_at),
            times = failures.times + excluded.times, run_id = excluded.run_id
        """
    )
    return written


NOTHING_CAME_IN = """
CREATE OR REPLACE TEMP TABLE incoming (
    revision_id VARCHAR, article_id VARCHAR, fetched_at TIMESTAMPTZ,
    is_coded BOOLEAN, is_observed BOOLEAN, is_new BOOLEAN)
"""


def article_revisions(connection: Connection, _run: Run, _at: datetime.datetime) -> Written:
    """Add new texts as the next revision; the text that came last is the article's present one.

    An old text that comes back is restored, not written again. A loaded text is not: loading a file twice changes
    nothing, even where the file holds two texts of one id.
    """
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE incoming AS
        SELECT s.revision_id, any_value(s.article_id) AS article_id, max(s.fetched_at) AS fetched_at,
            bool_or(s.is_coded) AS is_coded, bool_or(s.body_source <> 'given') AS is_observed,
            any_value(t.revision_id) IS NULL AS is_new
        FROM staged_article_revisions s LEFT JOIN article_revisions t USING (revision_id)
        GROUP BY s.revision_id
        """
    )
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE fresh AS
        SELECT i.revision_id,
            coalesce((SELECT max(t.revision) FROM article_revisions t WHERE t.article_id = i.article_id), 0)
            + row_number() OVER (PARTITION BY i.article_id ORDER BY i.fetched_at NULLS FIRST, i.revision_id) AS revision
        FROM incoming i WHERE i.is_new
        """
    )
    connection.execute(
        """
        INSERT INTO article_revisions BY NAME
        SELECT s.* REPLACE (
            f.revision AS revision, coalesce(nullif(s.run_id, ''), getvariable('run_id')) AS run_id,
            getvariable('commit_time') AS added_at, NULL AS superseded_at)
        FROM staged_article_revisions s JOIN fresh f USING (revision_id)
        QUALIFY row_number() OVER (PARTITION BY revision_id ORDER BY fetched_at NULLS LAST) = 1
        """
    )
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE presented AS
        SELECT i.article_id, i.revision_id
        FROM incoming i JOIN article_revisions t USING (revision_id)
        WHERE i.is_new OR i.is_observed OR t.superseded_at IS NULL
        QUALIFY row_number() OVER (
            PARTITION BY i.article_id ORDER BY i.fetched_at DESC NULLS LAST, i.revision_id DESC) = 1
        """
    )
    restored = _restore(connection, "article_revisions", "SELECT revision_id FROM presented")
    superseded = _update(
        connection,
        """
        UPDATE article_revisions t SET superseded_at = getvariable('commit_time') FROM presented p
        WHERE t.article_id = p.article_id AND t.revision_id <> p.revision_id AND t.superseded_at IS NULL
        """,
    )
    new, known = connection.execute(
        "SELECT count(*) FILTER (is_new), count(*) FILTER (NOT is_new) FROM incoming"
    ).fetchall()[0]
    return Written(new, known, superseded, restored)


def mentions(connection: Connection, run: Run, at: datetime.datetime) -> Written:
    """Add new mentions; those of a text coded again that the coder no longer finds are superseded."""
    added = _insert_absent(
        connection,
        "mentions",
        """REPLACE (coalesce(nullif(run_id, ''), getvariable('run_id')) AS run_id,
            getvariable('commit_time') AS added_at, NULL AS superseded_at)""",
    )
    superseded, restored = settle_mentions(connection)
    return Written(added.new, added.known, superseded, restored)


def settle_mentions(connection: Connection) -> tuple[int, int]:
    """Bring `superseded_at` of the mentions of all texts that came in into line; return (superseded, restored).

    A text that came in and is coded has exactly the mentions that came with it, unless coding it failed; a text whose
    place was taken has none that are present.
    """
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE coded AS
        SELECT i.revision_id FROM incoming i JOIN article_revisions t USING (revision_id)
        WHERE i.is_coded AND t.superseded_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM staged_failures f
                WHERE f.step = 'CodeMentions' AND f.input IN (i.article_id, i.revision_id, t.url, t.external_id))
        """
    )
    restored = _restore(
        connection,
        "mentions",
        "SELECT mention_id FROM staged_mentions WHERE revision_id IN (SELECT revision_id FROM coded)",
    )
    superseded = _update(
        connection,
        """
        UPDATE mentions m SET superseded_at = getvariable('commit_time')
        WHERE m.superseded_at IS NULL AND m.revision_id IN (SELECT revision_id FROM coded)
            AND m.mention_id NOT IN (SELECT mention_id FROM staged_mentions)
        """,
    )
    superseded += _update(
        connection,
        """
        UPDATE mentions m SET superseded_at = getvariable('commit_time')
        FROM article_revisions t
        WHERE m.superseded_at IS NULL AND m.revision_id = t.revision_id AND t.superseded_at IS NOT NULL
            AND t.article_id IN (SELECT article_id FROM incoming UNION SELECT article_id FROM staged_mentions)
        """,
    )
    return superseded, restored


def _restore(connection: Connection, table: str, ids: str) -> int:
    """Make superseded rows present again, and remember the time in which they were not."""
    row_key = key(table)
    connection.execute(
        f"""
        INSERT INTO absences
        SELECT md5({row_key} || '/' || epoch_us(superseded_at)), '{table}', {row_key}, superseded_at,
            getvariable('commit_time')
        FROM {table} WHERE superseded_at IS NOT NULL AND {row_key} IN ({ids})
        """
    )
    return _update(
        connection, f"UPDATE {table} SET superseded_at = NULL WHERE superseded_at IS NOT NULL AND {row_key} IN ({ids})"
    )


def _insert_absent(connection: Connection, table: str, replace: str = "") -> Written:
    written = _count(connection, table)
    row_key = key(table)
    connection.execute(
        f"""
        INSERT INTO {table} BY NAME
        SELECT * {replace} FROM (
            SELECT * FROM staged_{table} QUALIFY row_number() OVER (PARTITION BY {row_key}) = 1
        ) ANTI JOIN {table} USING ({row_key})
        """
    )
    return written


def _count(connection: Connection, table: str) -> Written:
    row_key = key(table)
    new, known = connection.execute(
        f"""
        SELECT count(*) FILTER (t.{row_key} IS NULL), count(t.{row_key})
        FROM (SELECT DISTINCT {row_key} FROM staged_{table}) s LEFT JOIN {table} t USING ({row_key})
        """
    ).fetchall()[0]
    return Written(new, known)


def _update(connection: Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchall()[0][0])


RULES: dict[str, Rule] = {table: insert_if_absent(table) for table in TABLES} | {
    "feeds": upsert("feeds", "last_polled_at"),
    "sightings": sightings,
    "pending": pending,
    "article_revisions": article_revisions,
    "mentions": mentions,
    "failures": failures,
    "runs": upsert("runs", "finished_at"),
}
"""Table -> rule; a table without its own holds rows that never change."""
