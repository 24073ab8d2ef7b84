"""The DuckDB warehouse: one file, opened for one transaction or one query at a time."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ...schemas import parquet
from ...schemas.columns import columns, key
from ...schemas.ids import digest
from ...schemas.rows import TABLES, Article, Commit, Entry, FeedState, Pending, Run, Sighting, TableCount
from ...schemas.views.dialect import spell
from ...transforms.article.urls import site
from . import migration, replacing, rules, stages
from .errors import EmptyWarehouse
from .opening import READ_PATIENCE_S, WRITE_PATIENCE_S, reading, writing
from .rows import entry_digests, from_arrow
from .written import Written


class DuckDBSink:
    """A warehouse in one DuckDB file (pipeline/sinks/__init__.py tells what a sink does)."""

    def __init__(self, path: str | Path, *, patience: float = WRITE_PATIENCE_S) -> None:
        self.path = Path(path)
        self.patience = patience
        self.folder = self.path.with_name(self.path.name + ".stage")
        """Where stages lie: beside the file."""

    def prepare(self) -> None:
        """Make the warehouse, or bring an older one to the present schema."""
        with writing(self.path, patience=self.patience) as connection:
            migration.migrate(connection, self.path)

    def commit(self, stage: Path, run: Run) -> dict[str, Written]:
        """Write a stage in one transaction, then delete it."""
        stages.complete(stage, run)
        commit_id = digest("commit", stage.name)
        with writing(self.path, patience=self.patience) as connection:
            migration.migrate(connection, self.path)
            written = _ledger(connection, commit_id)
            if written is None:
                stages.check(stage)
                _stage_views(connection, {table: stages.parts(stage, table) for table in TABLES})
                written = _apply(connection, stages.staged_tables(stage), run, commit_id)
        stages.discard(stage)
        return written

    def recover(self) -> list[Run]:
        """Commit the complete stages that killed runs left, delete the others; return the runs committed."""
        return stages.recover(self.folder, self.commit)

    def write(self, table: str, rows: Iterable[tuple[Any, ...]]) -> Written:
        """Write a few rows of one table."""
        data = parquet.table(TABLES[table], list(rows))
        with writing(self.path, patience=self.patience) as connection:
            migration.migrate(connection, self.path)
            _stage_views(connection, {})
            connection.register("rows_given", data)
            connection.execute(f"CREATE OR REPLACE TEMP VIEW staged_{table} AS SELECT * FROM rows_given")
            return _write(connection, [table], rules.Moment("", _now()))[table]

    def replace(self, rows: Mapping[str, Iterable[tuple[Any, ...]]], gone: Mapping[str, Iterable[str]]) -> None:
        """Write rows over those of their keys, and remove the rows of the keys that are gone; keep what stood there."""
        data, keys = replacing.given(rows, gone)
        moment = rules.Moment(replacing.run_of(data), _now())
        with writing(self.path, patience=self.patience) as connection:
            migration.migrate(connection, self.path)
            connection.register("staged_gone", keys)
            counts = []
            for table, new in data.items():
                connection.register(f"staged_{table}", new)
                for statement in replacing.statements(table, moment):
                    connection.execute(spell(statement, "duckdb"))
                counted = spell(replacing.count_replaced(table, moment), "duckdb")
                replaced = connection.execute(counted).fetchall()[0][0]
                counts.append(TableCount(table, new.num_rows, 0, replaced, 0))
            _note(connection, Commit(replacing.commit_id(moment), moment.run_id, moment.at, counts))

    def feeds(self) -> list[FeedState]:
        """Return what is known of each feed."""
        return from_arrow(FeedState, self._read_or_empty(FeedState, "SELECT * FROM feeds ORDER BY feed_id"))

    def seen_among(self, keys: Collection[str]) -> Mapping[str, str]:
        """Return the entry_digest of each of these keys, sighting_ids or article_ids, that was seen."""
        found = self._read_or_empty(
            Sighting,
            """
            SELECT sighting_id, article_id, entry_digest FROM sightings
            WHERE sighting_id IN (SELECT unnest($keys)) OR article_id IN (SELECT unnest($keys)) ORDER BY first_seen_at
            """,
            {"keys": list(keys)},
        )
        return entry_digests(found)

    def pending(
        self, most: int, *, at: datetime.datetime | None = None, by_hand: bool = False, a_host: int | None = None
    ) -> list[Entry]:
        """Return entries that earlier passes put off and that may be asked for now, those that wait longest first."""
        found = self._read_or_empty(
            Pending,
            """
            SELECT * FROM pending
            WHERE deferred_at > $at + INTERVAL 1 MINUTE OR (
                coalesce(entry.not_before <= $at, true) AND (
                    entry.tries = 0 OR $by_hand OR deferred_at + INTERVAL 15 MINUTE * (1 << (entry.tries - 1)) <= $at
                )
            )
            QUALIFY $a_host IS NULL OR row_number() OVER (
                PARTITION BY regexp_extract(entry.url, '^[a-z]+://([^/?#]+)', 1) ORDER BY entry.seen_at DESC, article_id
            ) <= $a_host
            ORDER BY deferred_at, article_id LIMIT $most
            """,
            {"at": at or _now(), "by_hand": by_hand, "a_host": a_host, "most": most},
        )
        return [row.entry for row in from_arrow(Pending, found) if row.entry is not None]

    def holds(self, at: datetime.datetime) -> Mapping[str, datetime.datetime]:
        """Return domain -> time before which it asked not to be asked (429)."""
        found = self._read_or_empty(
            Pending,
            """
            SELECT current_url AS url, domain_until AS until FROM feeds WHERE domain_until > ?
            UNION ALL SELECT entry.url, entry.not_before FROM pending
            WHERE entry.not_before > ? AND entry.held_domain IS NOT NULL
            """,
            [at, at],
        )
        holds: dict[str, datetime.datetime] = {}
        for row in found.to_pylist():
            domain = site(row["url"])
            holds[domain] = max(row["until"], holds.get(domain, row["until"]))
        return holds

    def drop_texts(self, before: datetime.datetime) -> int:
        """Empty the texts of articles fetched before a time; their rows and mentions stay. Return how many."""
        with writing(self.path, patience=self.patience) as connection:
            migration.migrate(connection, self.path)
            dropped = connection.execute(
                "UPDATE article_revisions SET text = '' WHERE fetched_at < ? AND text <> ''", [before]
            ).fetchall()
        return int(dropped[0][0])

    def articles_to_code(self, batch: int = 500) -> Iterator[Sequence[Article]]:
        """Yield the present revisions of coded articles in batches; the file is open only while one is read.

        They come in the order in which they were added: so they lie together, and a batch need not read the others.
        """
        names = ", ".join(column.name for column in columns(Article))
        added, last = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC), ""
        while True:
            found = self.read(
                f"""
                SELECT {names} FROM article_revisions WHERE revision_id IN (
                    SELECT revision_id FROM article_revisions
                    WHERE superseded_at IS NULL AND is_coded AND added_at >= $added
                        AND (added_at > $added OR revision_id > $last)
                    ORDER BY added_at, revision_id LIMIT $batch
                ) ORDER BY added_at, revision_id
                """,
                {"added": added, "last": last, "batch": batch},
            )
            articles = from_arrow(Article, found)
            if not articles:
                return
            added, last = articles[-1].added_at or added, articles[-1].revision_id
            if with_text := [article for article in articles if article.text]:
                yield with_text

    def known(self, table: str, keys: Sequence[str]) -> set[str]:
        """Return which of these rows are there."""
        row_key = key(table)
        found = self._read_or_empty(
            TABLES[table], f"SELECT {row_key} FROM {table} WHERE list_contains(?::VARCHAR[], {row_key})", [list(keys)]
        )
        return set(found.column(row_key).to_pylist())

    def read(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> pa.Table:
        """Answer a query; a warehouse of an older Dateline is brought to the present schema first."""
        with reading(self.path, patience=READ_PATIENCE_S) as connection:
            if migration.is_present(migration.check(connection, self.path)):
                return connection.sql(
                    spell(sql, "duckdb"), params=parameters if isinstance(parameters, dict) else list(parameters)
                ).to_arrow_table()
        self.prepare()
        return self.read(sql, parameters)

    def _read_or_empty(self, row: type, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> pa.Table:
        try:
            return self.read(sql, parameters) if self.path.exists() else parquet.schema(row).empty_table()
        except EmptyWarehouse:
            return parquet.schema(row).empty_table()


def _apply(
    connection: duckdb.DuckDBPyConnection, staged: Sequence[str], run: Run, commit_id: str
) -> dict[str, Written]:
    """Write what is staged, the run's row and the ledger's entry."""
    moment = rules.Moment(run.run_id, _now())
    if "article_revisions" in staged and "mentions" not in staged:
        staged = [*staged, "mentions"]  # a text without events, too, takes the place of what it said before
    written = _write(connection, staged, moment)
    connection.register("run_given", parquet.table(Run, [run]))
    connection.execute("CREATE OR REPLACE TEMP VIEW staged_runs AS SELECT * FROM run_given")
    for statement in rules.RULES["runs"](moment):
        connection.execute(spell(statement, "duckdb"))
    counts = [TableCount(table, *counted) for table, counted in written.items()]
    _note(connection, Commit(commit_id, run.run_id, moment.at, counts))
    return written


def _note(connection: duckdb.DuckDBPyConnection, commit: Commit) -> None:
    """Write the ledger's entry."""
    connection.register("commit_given", parquet.table(Commit, [commit]))
    connection.execute("INSERT INTO commits BY NAME SELECT * FROM commit_given")


def _write(connection: duckdb.DuckDBPyConnection, staged: Sequence[str], moment: rules.Moment) -> dict[str, Written]:
    """Write the staged tables by their rules, in the order of TABLES; return what it did to each."""
    for statement in rules.PREPARATIONS:
        connection.execute(statement)
    tables = [table for table in TABLES if table in staged]
    came = {table: connection.execute(rules.count(table)).fetchall()[0] for table in tables}
    for table in tables:
        for statement in rules.RULES[table](moment):
            connection.execute(spell(statement, "duckdb"))
    changed = {
        table: connection.execute(spell(rules.count_changes(table, moment), "duckdb")).fetchall()[0]
        for table in tables
        if table in rules.MARKED
    }
    return {
        table: Written(int(came[table][1] or 0), int(came[table][2] or 0), *changed.get(table, ("", 0, 0))[1:])
        for table in tables
    }


def _stage_views(connection: duckdb.DuckDBPyConnection, parts: Mapping[str, Sequence[Path]]) -> None:
    """Show staged parts as views `staged_<table>`; a table without parts is an empty one."""
    for table, row in TABLES.items():
        files = [str(part) for part in parts.get(table, ())]
        if files:
            listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            source = f"read_parquet([{listed}], union_by_name = true)"
        else:
            connection.register(f"no_{table}", parquet.schema(row).empty_table())
            source = f"no_{table}"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW staged_{table} AS SELECT * FROM {source}")


def _ledger(connection: duckdb.DuckDBPyConnection, commit_id: str) -> dict[str, Written] | None:
    found = connection.execute("SELECT tables FROM commits WHERE commit_id = ?", [commit_id]).fetchall()
    if not found:
        return None
    return {t["name"]: Written(t["new"], t["known"], t["superseded"], t["restored"]) for t in found[0][0]}


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
