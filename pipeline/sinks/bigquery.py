"""The BigQuery warehouse: staged rows are loaded beside the tables, then merged by one transaction.

Nothing here is done twice: a load job has an id made of the commit's, so that a repeated submission finds the first;
a stream's appends carry offsets, so that a repeated append is refused; and the transaction writes the commit's id into
the table `commits`, which is asked first.
"""

import datetime
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ...schemas import bigquery as resources
from ...schemas import parquet
from ...schemas.columns import key
from ...schemas.duckdb import literal
from ...schemas.ids import digest
from ...schemas.rows import TABLES, Article, Entry, FeedState, Pending, Run
from ...schemas.views import VIEWS, view_sql
from ...schemas.views.dialect import spell
from ...transforms.article.urls import site
from . import bigquery_client, migration, replacing, rules, stages
from .errors import BadWarehouse
from .reference import reference_digest, reference_tables
from .rows import entry_digests, from_arrow
from .written import Written

NEEDED = ("article_revisions", "mentions", "failures")
"""Tables whose staged rows the rules ask for, also where there are none."""


LABEL = "dateline_schema"


class BigQuerySink:
    """A warehouse in one BigQuery dataset (pipeline/sinks/__init__.py tells what a sink does)."""

    def __init__(self, address: str) -> None:
        project, dot, dataset = address.rpartition(".")
        if not dot or not re.fullmatch(r"\w+", dataset):
            raise BadWarehouse(f"bigquery:{address} names no data set; write bigquery:PROJECT.DATASET.")
        self.dataset = f"{project}.{dataset}"
        self.folder = Path(f"{self.dataset}.stage")
        """Where stages lie: in the working folder, under the data set's name."""
        self.bigquery = bigquery_client.Client(project, self.dataset)

    def __reduce__(self) -> tuple[type["BigQuerySink"], tuple[str]]:
        """Travel to a step of the pipeline as an address: Google's client cannot."""
        return BigQuerySink, (self.dataset,)

    def prepare(self) -> None:
        """Make the data set, its tables and views, or add to them what is new.

        A label of the data set says which schema it has, so that one that has the present one is only looked at.

        Raises:
            BadWarehouse: the data set belongs to a newer Dateline.
        """
        found = self.bigquery.make_dataset().get(LABEL, "")
        version, _, fingerprint = found.partition("_")
        if version.isdigit() and int(version) > migration.SCHEMA_VERSION:
            raise BadWarehouse(
                f"bigquery:{self.dataset} was written by a newer Dateline (schema {version}; this one knows schemas up "
                f"to {migration.SCHEMA_VERSION}). Install the newer one; nothing was changed."
            )
        if fingerprint == _fingerprint():
            return
        for table in TABLES:
            self.bigquery.make_table(resources.table(table))
        for table, given in reference_tables().items():
            self.bigquery.load(parquet.table(TABLES[table], given), table, job_id=None)
        for view in VIEWS:
            self.bigquery.query(f"CREATE OR REPLACE VIEW {view} AS {view_sql(view, 'bigquery')}")
        self.bigquery.label_dataset(LABEL, f"{migration.SCHEMA_VERSION}_{_fingerprint()}")

    def recover(self) -> list[Run]:
        """Commit the complete stages that killed runs left, delete the others; return the runs committed."""
        return stages.recover(self.folder, self.commit)

    def commit(self, stage: Path, run: Run) -> dict[str, Written]:
        """Write a stage in one transaction, then delete it."""
        stages.complete(stage, run)
        commit_id = digest("commit", stage.name)
        written = self._ledger(commit_id)
        if written is None:
            stages.check(stage)
            names = stages.staged_tables(stage)
            given = {table: _joined(stages.parts(stage, table)) for table in names}
            given["runs"] = parquet.table(Run, [run])
            by_stream = stage if run.command == "stream" else None
            self._merge(given, names, run.run_id, commit_id, by_stream)
            written = self._ledger(commit_id) or {}
        stages.discard(stage)
        return written

    def write(self, table: str, rows: Iterable[tuple[Any, ...]]) -> Written:
        """Write a few rows of one table."""
        data = parquet.table(TABLES[table], list(rows))
        commit_id = digest("write", table, _now().isoformat())
        self._merge({table: data}, [table], "", commit_id, None)
        return (self._ledger(commit_id) or {}).get(table, Written())

    def replace(self, rows: Mapping[str, Iterable[tuple[Any, ...]]], gone: Mapping[str, Iterable[str]]) -> None:
        """Write rows over those of their keys, and remove the rows of the keys that are gone; keep what stood there."""
        data, keys = replacing.given(rows, gone)
        moment = rules.Moment(replacing.run_of(data), _now())
        commit_id = replacing.commit_id(moment)
        writes = [statement for table in data for statement in replacing.statements(table, moment)]
        counts = [
            _counted(table, Written(new.num_rows), replacing.count_replaced(table, moment))
            for table, new in data.items()
        ]
        with self._staged(data | {"gone": keys}, commit_id) as staged:
            self._transact([*writes, _entry(commit_id, moment, counts)], staged)

    def feeds(self) -> list[FeedState]:
        """Return what is known of each feed."""
        return from_arrow(FeedState, self.read("SELECT * FROM feeds ORDER BY feed_id"))

    def seen_among(self, keys: Collection[str]) -> Mapping[str, str]:
        """Return the entry_digest of each of these keys, sighting_ids or article_ids, that was seen."""
        found = self.read(
            "SELECT sighting_id, article_id, entry_digest FROM sightings "
            "WHERE sighting_id IN UNNEST(?) OR article_id IN UNNEST(?) ORDER BY first_seen_at",
            [list(keys), list(keys)],
        )
        return entry_digests(found)

    def pending(
        self, most: int, *, at: datetime.datetime | None = None, by_hand: bool = False, a_host: int | None = None
    ) -> list[Entry]:
        """Return entries that earlier passes put off and that may be asked for now, those that wait longest first."""
        now = at or _now()
        found = from_arrow(Pending, self.read("SELECT * FROM pending ORDER BY deferred_at, article_id"))
        due = [row.entry for row in found if row.entry is not None and _is_due(row, now, by_hand=by_hand)]
        if a_host is None:
            return due[:most]
        hosts: dict[str, list[Entry]] = {}
        for entry in sorted(due, key=lambda entry: (entry.seen_at, entry.article_id), reverse=True):
            hosts.setdefault(site(entry.url), []).append(entry)
        chosen = {entry.article_id for entries in hosts.values() for entry in entries[:a_host]}
        return [entry for entry in due if entry.article_id in chosen][:most]

    def holds(self, at: datetime.datetime) -> Mapping[str, datetime.datetime]:
        """Return domain -> time before which it asked not to be asked (429)."""
        found = [(feed.current_url, feed.domain_until) for feed in self.feeds()]
        waiting = from_arrow(Pending, self.read("SELECT * FROM pending"))
        found += [(row.entry.url, row.entry.not_before) for row in waiting if row.entry and row.entry.held_domain]
        holds: dict[str, datetime.datetime] = {}
        for url, until in found:
            if until is not None and until > at:
                holds[site(url)] = max(until, holds.get(site(url), until))
        return holds

    def drop_texts(self, before: datetime.datetime) -> int:
        """Empty the texts of articles fetched before a time; their rows and mentions stay. Return how many."""
        time = f"TIMESTAMP('{before.astimezone(datetime.UTC).isoformat()}')"
        which = f"fetched_at < {time} AND text <> ''"
        [row] = self.read(f"SELECT COUNT(*) AS n FROM article_revisions WHERE {which}").to_pylist()
        self.bigquery.run_script(f"UPDATE article_revisions SET text = '' WHERE {which}")
        return int(row["n"])

    def articles_to_code(self, batch: int = 500) -> Iterator[Sequence[Article]]:
        """Yield the present revisions of coded articles in batches by id."""
        last = ""
        while True:
            found = self.read(
                "SELECT * FROM article_revisions WHERE superseded_at IS NULL AND is_coded "
                "AND text <> '' AND revision_id > ? "
                "ORDER BY revision_id LIMIT ?",
                [last, batch],
            )
            articles = from_arrow(Article, found)
            if not articles:
                return
            yield articles
            last = articles[-1].revision_id

    def known(self, table: str, keys: Sequence[str]) -> set[str]:
        """Return which of these rows are there."""
        found = self.read(f"SELECT {key(table)} FROM {table} WHERE {key(table)} IN UNNEST(?)", [list(keys)])
        return set(found.column(0).to_pylist())

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """Answer a query in BigQuery's SQL."""
        return self.bigquery.query(in_its_words(sql), parameters)

    def _merge(
        self,
        given: Mapping[str, pa.Table],
        names: Sequence[str],
        run_id: str,
        commit_id: str,
        by_stream: Path | None,
    ) -> None:
        """Load rows into tables of their own, and merge these in one transaction that also writes the ledger."""
        needed = {table: given.get(table) for table in _needed(given)}
        with self._staged(needed, commit_id, by_stream) as staged:
            came = self._came([table for table in names if table in staged], staged)
            moment = rules.Moment(run_id, _now())
            changed = {*came, "mentions"} if "article_revisions" in came else set(came)
            writes = [
                statement
                for table in TABLES
                if table in changed or (table == "runs" and "runs" in staged)
                for statement in rules.RULES[table](moment)
            ]
            counts = [_counts(table, came.get(table, Written()), moment) for table in TABLES if table in changed]
            prepared = rules.PREPARATIONS if changed & set(rules.MARKED) else ()
            self._transact([*writes, _entry(commit_id, moment, counts)], staged, prepared)

    @contextmanager
    def _staged(
        self, given: Mapping[str, pa.Table | None], commit_id: str, by_stream: Path | None = None
    ) -> Iterator[Mapping[str, str]]:
        """Load rows into tables of their own; yield these tables' names, and drop them after."""
        staged = {table: f"staged_{commit_id[:16]}_{table}" for table in given}
        for table, name in staged.items():
            data = given[table]
            self.bigquery.make_staging_table(resources.table(table) if table in TABLES else GONE, name)
            if data is not None and by_stream is not None:
                self.bigquery.append(data, name, by_stream / f"{table}.stream")
            elif data is not None:
                self.bigquery.load(data, name, job_id=f"dateline_{digest(self.dataset, commit_id)}_{table}")
        yield staged
        for name in staged.values():
            self.bigquery.drop(name)

    def _came(self, tables: Sequence[str], staged: Mapping[str, str]) -> dict[str, Written]:
        """Count the new and the known among the staged rows, before they are written."""
        counted = " UNION ALL ".join(rules.count(table) for table in tables)
        found = self.bigquery.query(_named(counted, staged)).to_pylist() if counted else []
        return {row["name"]: Written(row["new"] or 0, row["known"] or 0) for row in found}

    def _transact(self, writes: Iterable[str], staged: Mapping[str, str], prepared: Iterable[str] = ()) -> None:
        """Run statements in one transaction, after those that prepare it, as one job."""
        script = [*prepared, "BEGIN TRANSACTION", *writes, "COMMIT TRANSACTION"]
        text = ";\n".join(statement.strip() for statement in script) + ";"
        self.bigquery.run_script(_named(in_its_words(text), staged))

    def _ledger(self, commit_id: str) -> dict[str, Written] | None:
        found = self.read("SELECT tables FROM commits WHERE commit_id = ?", [commit_id]).to_pylist()
        if not found:
            return None
        return {t["name"]: Written(t["new"], t["known"], t["superseded"], t["restored"]) for t in found[0]["tables"]}


def _fingerprint() -> str:
    """Return a digest of the present tables, views and reference rows."""
    return digest(resources.tables_json(), [view_sql(view, "bigquery") for view in VIEWS], reference_digest())


def _needed(given: Iterable[str]) -> set[str]:
    """Return the tables that need a staging table: those that have rows, and those that the rules ask for."""
    return {*given, *NEEDED} if set(given) & set(rules.MARKED) else set(given)


GONE = {
    "tableReference": {"tableId": "gone"},
    "schema": {"fields": [{"name": name, "type": "STRING", "mode": "REQUIRED"} for name in replacing.GONE.names]},
}
"""The staging table of keys whose rows go."""


def _entry(commit_id: str, moment: rules.Moment, counts: Iterable[str]) -> str:
    """Return the statement that writes the ledger's entry."""
    return f"""
        INSERT INTO commits (commit_id, run_id, committed_at, tables)
        VALUES ({literal(commit_id)}, {literal(moment.run_id)}, {moment.time}, [{", ".join(counts)}])
        """


def _counts(table: str, came: Written, moment: rules.Moment) -> str:
    """Return what the ledger says of one table."""
    if table not in rules.MARKED:
        return _counted(table, came)
    return _counted(
        table,
        came,
        f"SELECT COUNT(*) FROM {table} WHERE superseded_at = {moment.time} AND added_at < {moment.time}",
        f"SELECT COUNT(*) FROM absences WHERE restored_at = {moment.time} AND table_name = '{table}'",
    )


def _counted(table: str, came: Written, superseded: str = "0", restored: str = "0") -> str:
    return (
        f"STRUCT('{table}' AS name, {came.new} AS new, {came.known} AS known, "
        f"({superseded}) AS superseded, ({restored}) AS restored)"
    )


def _is_due(row: Pending, now: datetime.datetime, *, by_hand: bool) -> bool:
    """Tell whether an entry may be asked for: one that failed waits 15 minutes, then 30, then an hour."""
    entry = row.entry
    if row.deferred_at is not None and row.deferred_at > now + datetime.timedelta(minutes=1):
        return True  # the clock was set back
    if entry is None or (entry.not_before is not None and entry.not_before > now):
        return False
    pause = datetime.timedelta(minutes=15 * 2 ** max(entry.tries - 1, 0))
    return by_hand or not entry.tries or row.deferred_at is None or row.deferred_at + pause <= now


def _joined(parts: Sequence[Path]) -> pa.Table:
    return pa.concat_tables([pq.read_table(io.BytesIO(part.read_bytes())) for part in parts])


def _named(sql: str, staged: Mapping[str, str]) -> str:
    """Put the names of the staging tables in."""
    return re.sub(r"\bstaged_([a-z_]+)\b", lambda found: staged.get(found[1], found[0]), sql)


def in_its_words(sql: str) -> str:
    """Return one of our own queries as BigQuery spells it, names in backticks for quotes."""
    return re.sub(r'"(\w+)"', r"`\1`", spell(sql, "bigquery"))


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
