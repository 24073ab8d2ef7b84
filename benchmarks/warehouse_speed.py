"""A million mentions: how long the questions take that analysts ask, against plain DuckDB on plain Parquet.

    make bench-warehouse
    python benchmarks/warehouse_speed.py --mentions 100000

Prints a table; the ratio of each query must be at most 1.5.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from dateline.pipeline.sinks.duckdb import DuckDBSink
from dateline.pipeline.sinks.opening import reading, writing
from dateline.schemas.columns import columns
from dateline.schemas.duckdb import column_type
from dateline.schemas.rows import TABLES

MOST = 1.5
LITTLE_S = 0.02
"""Two queries that both take less differ by nothing a person sees."""

VALUES = {
    "mentions": {
        "mention_id": "md5('m' || i)",
        "article_id": "md5('a' || i // 3)",
        "revision_id": "md5('r' || i // 3)",
        "is_lead": "i % 3 = 0",
        "event_type": "(['ASSAULT', 'PROTEST', 'COERCE', 'CONSULT', 'ACCUSE', 'AID'])[(1 + hash(i) % 6)::BIGINT]",
        "status": "if(i % 20 = 0, 'planned', 'occurred')",
        "actors": "[{'text': 'rebels', 'name': 'Group ' || hash(i) % 500, 'country': 'SYR', 'sector': 'REB'}]",
        "recipients": "[{'text': 'police', 'name': 'Police', 'country': 'SYR', 'sector': 'COP'}]",
        "event_date": "DATE '2016-01-01' + (hash(i + 1) % 3650)::INTEGER",
        "date_precision": "'day'",
        "location_name": "'Place ' || hash(i) % 5000",
        "country": "(['SYR', 'NGA', 'UKR', 'SDN', 'FRA', 'USA', 'IND', 'BRA'])[(1 + hash(i + 2) % 8)::BIGINT]",
        "latitude": "(hash(i + 3) % 180000) / 1000 - 90",
        "longitude": "(hash(i + 4) % 360000) / 1000 - 180",
        "geo_precision": "'city'",
        "killed_min": "if(i % 5 = 0, hash(i) % 30, NULL)",
        "killed_max": "if(i % 5 = 0, hash(i) % 30, NULL)",
        "evidence": "[{'text': 'Rebels of group ' || i || ' attacked the police in town on Monday, officials said.', "
        "'start': 0, 'end': 80, 'field': 'text'}]",
        "published": "TIMESTAMPTZ '2016-01-01' + to_days((hash(i + 1) % 3650)::INTEGER)",
        "coder_version": "'1'",
        "lexicon_version": "'l'",
        "ontology_version": "'o'",
        "run_id": "'run'",
        "added_at": "now()",
    },
    "article_revisions": {
        "revision_id": "md5('r' || i)",
        "article_id": "md5('a' || i)",
        "revision": "1",
        "url": "'https://site' || i % 200 || '.example/' || i",
        "site": "'site' || i % 200 || '.example'",
        "title": "'Title ' || i",
        "text": "repeat('Sentence of article ' || i || '. ', 40)",
        "published": "TIMESTAMPTZ '2016-01-01' + to_days((hash(i) % 3650)::INTEGER)",
        "date_source": "'page'",
        "language": "'en'",
        "is_coded": "true",
        "body_source": "'page'",
        "run_id": "'run'",
        "added_at": "now()",
    },
}

QUERIES = {
    "count by country and month": "SELECT country, date_trunc('month', event_date) AS month, count(*) AS n "
    "FROM {mentions} WHERE superseded_at IS NULL GROUP BY ALL ORDER BY ALL",
    "filter by type and box": "SELECT mention_id, event_date, location_name, killed_min FROM {mentions} "
    "WHERE superseded_at IS NULL AND event_type = 'ASSAULT' "
    "AND latitude BETWEEN 32 AND 37.5 AND longitude BETWEEN 35.5 AND 42.5",
    "join to articles": "SELECT a.site, count(*) AS n, sum(m.killed_min) AS killed FROM {mentions} m "
    "JOIN {article_revisions} a ON a.article_id = m.article_id "
    "WHERE m.superseded_at IS NULL AND a.superseded_at IS NULL GROUP BY ALL ORDER BY n DESC, a.site",
    "one country's newest": "SELECT event_date, event_type, evidence[1].text FROM {mentions} "
    "WHERE country = 'SDN' AND superseded_at IS NULL ORDER BY event_date DESC, mention_id LIMIT 100",
    "actors": "SELECT a.name, count(*) AS n FROM (SELECT unnest(actors) AS a FROM {mentions} "
    "WHERE superseded_at IS NULL) GROUP BY ALL ORDER BY n DESC, a.name LIMIT 20",
}
VIEWS = {
    "all_events": "country = 'SYR' AND event_date BETWEEN '2020-01-01' AND '2020-01-31'",
    "gdelt_events": "ActionGeo_CountryCode = 'SU' AND SQLDATE BETWEEN 20200101 AND 20200131",
    "gdelt_mentions": "MentionSourceName = 'site7.example' AND EventTimeDate > 20250601000000",
    "acled_like": "country = 'Syria' AND event_date BETWEEN '2020-01-01' AND '2020-01-31'",
    "ucdp_ged_like": "country = 'Syria' AND year = 2020",
    "icews_like": "country = 'Syria' AND event_date BETWEEN '2020-01-01' AND '2020-01-31'",
    "daily_counts": "country = 'SYR'",
    "weekly_change": "country = 'SYR' AND week > '2025-01-01'",
    "source_health": "health <> 'ok'",
    "claims_in_conflict": "TRUE",
}
"""View -> what somebody who knows it might ask."""
LINKED = (
    """
    INSERT INTO events BY NAME SELECT * EXCLUDE (revision_id, date_text, location_text, location_reason, killed_text,
        injured_text, detained_min, detained_max, detained_text, displaced_min, displaced_max, displaced_text, evidence,
        published, coder_version, lexicon_version, ontology_version, superseded_at, mention_id, attributed_to),
        mention_id AS event_id, killed_min AS killed_best, injured_min AS injured_best, published AS first_reported_at,
        published AS last_reported_at, 2 AS article_count, 2 AS independent_source_count, 2 AS mention_count,
        [] AS attributed_to, false AS is_disputed, [] AS claims, 0.5 AS confidence, [] AS confidence_reasons,
        evidence[1].text AS headline, 'https://site.example/' AS url, '1' AS linker_version, 'site.example' AS site
    FROM mentions WHERE hash(mention_id) % 2 = 0
    """,
    """
    INSERT INTO event_mentions BY NAME SELECT mention_id, article_id, mention_id AS own_event_id, 'founder' AS rule,
        if(hash(mention_id) % 2 = 0, mention_id, reverse(mention_id)) AS event_id, 1.0 AS score, [] AS reasons,
        is_lead, false AS is_copy, published AS reported_at, run_id
    FROM mentions
    """,
)
"""Every other mention founds an event, all are linked."""


def select(table: str, number: int) -> str:
    chosen = []
    for column in columns(TABLES[table]):
        empty = "[]" if column.repeated else "NULL"
        chosen.append(f"({VALUES[table].get(column.name, empty)})::{column_type(column)} AS {column.name}")
    return f"SELECT {', '.join(chosen)} FROM range({number}) t(i)"


def median(connection: duckdb.DuckDBPyConnection, sql: str, repeats: int = 5) -> float:
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        connection.execute(sql).fetchall()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder), args.mentions)


def measure(folder: Path, mentions: int) -> int:
    sink = DuckDBSink(folder / "news.duckdb")
    sink.prepare()
    numbers = {"mentions": mentions, "article_revisions": -(-mentions // 3)}
    plain = duckdb.connect()
    for table, number in numbers.items():
        plain.execute(f"COPY ({select(table, number)}) TO '{folder}/{table}.parquet' (COMPRESSION zstd)")
    loaded = 0.0
    for table in numbers:
        began = time.perf_counter()
        with writing(sink.path) as connection:
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet('{folder}/{table}.parquet')")
        loaded += time.perf_counter() - began
    began = time.perf_counter()
    for table in numbers:
        plain.execute(f"CREATE TABLE {table} AS SELECT * FROM read_parquet('{folder}/{table}.parquet')")
        plain.execute(f"DROP TABLE {table}")
    read = time.perf_counter() - began
    size = sink.path.stat().st_size / 2**20
    print(f"{mentions:,} mentions, {numbers['article_revisions']:,} articles: {size:,.0f} MiB")
    print(f"{'':30}{'warehouse':>12}{'Parquet':>12}{'ratio':>8}")
    print(f"{'load':30}{loaded:11.2f}s{read:11.2f}s{loaded / read:8.2f}   (with keys, against a table without)")
    files = {table: f"read_parquet('{folder}/{table}.parquet')" for table in numbers}
    with reading(sink.path) as connection:
        worst = compare(connection, plain, files)
    with writing(sink.path) as connection:
        for statement in LINKED:
            connection.execute(statement)
    with reading(sink.path) as connection:
        show_views(connection)
    return 1 if worst > MOST else 0


def compare(connection: duckdb.DuckDBPyConnection, plain: duckdb.DuckDBPyConnection, files: dict[str, str]) -> float:
    """Print the queries' times and ratios; return the worst ratio."""
    worst = 0.0
    for name, sql in QUERIES.items():
        ours = median(connection, sql.format(mentions="mentions", article_revisions="article_revisions"))
        theirs = median(plain, sql.format(**files))
        ratio = ours / theirs
        if max(ours, theirs) > LITTLE_S:
            worst = max(worst, ratio)
        print(f"{name:30}{ours * 1000:10.0f}ms{theirs * 1000:10.0f}ms{ratio:8.2f}", flush=True)
    return worst


def show_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Print what each view takes when all mentions are linked: a usual question, a look, and all of it."""
    print(f"{'view':30}{'question':>12}{'100 rows':>12}{'whole':>12}")
    for view, condition in VIEWS.items():
        asked = (
            f"SELECT * FROM {view} WHERE {condition}",
            f"SELECT * FROM {view} LIMIT 100",
            f"CREATE OR REPLACE TEMP TABLE whole AS SELECT * FROM {view}",
        )
        print(f"{view:30}" + "".join(f"{median(connection, sql, 3) * 1000:10.0f}ms" for sql in asked), flush=True)


if __name__ == "__main__":
    sys.exit(main())
