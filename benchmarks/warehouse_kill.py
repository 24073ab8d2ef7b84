"""Kill -9 during writes: a writer is killed at random moments, then the rows are compared with an oracle.

    make kill-warehouse            50 kills
    python benchmarks/warehouse_kill.py --kills 10

Every batch holds rows of several tables. After each kill the writer starts again as a job does: what is staged and
complete is committed, what is not is thrown away and made again. At the end: the rows are the oracle's, each batch is
in the ledger exactly once, and none is torn.
"""

import argparse
import datetime
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dateline.pipeline.sinks import stages
from dateline.pipeline.sinks.duckdb import DuckDBSink
from dateline.schemas.rows import Article, Failure, Mention, Run

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
ARTICLES = 40
MENTIONS = 3


def article(batch: int, number: int) -> Article:
    name = f"{batch}-{number}"
    return Article(
        f"r{name}", f"a{name}", 1, "", "example.org", "T", "Text. " * 50, [], NOON, None, "page", "en", True, "page",
        None, None, NOON,
    )  # fmt: skip


def mention(batch: int, number: int, part: int) -> Mention:
    return Mention(**dict.fromkeys(Mention._fields))._replace(
        mention_id=f"m{batch}-{number}-{part}", article_id=f"a{batch}-{number}", revision_id=f"r{batch}-{number}",
        is_lead=part == 0, event_type="ASSAULT", modes=[], status="occurred", actors=[], recipients=[],
        attributed_to=[], evidence=[], coder_version="1", lexicon_version="l", ontology_version="o", run_id="",
    )  # fmt: skip


def write(path: Path, batches: int) -> None:
    """Write the batches that are not there yet, as a job that was started again does."""
    sink = DuckDBSink(path)
    sink.prepare()
    sink.recover()
    done = {row["run_id"] for row in sink.read("SELECT run_id FROM commits").to_pylist()}
    for batch in range(batches):
        run = Run(f"run{batch}", "run", NOON, NOON, "ok", "0", "1", "l", "o", [])
        if run.run_id in done:
            continue
        stage = sink.folder / run.run_id
        stages.write_part(stage, "article_revisions", [article(batch, n) for n in range(ARTICLES)])
        stages.write_part(stage, "mentions", [mention(batch, n, p) for n in range(ARTICLES) for p in range(MENTIONS)])
        stages.write_part(stage, "failures", [Failure("f", "FetchPages", "x", "timeout", "Late.", NOON, NOON)])
        sink.commit(stage, run)
    print("done", flush=True)


def check(path: Path, batches: int) -> list[str]:
    """Return what is wrong."""
    sink = DuckDBSink(path)
    wanted = {
        "article_revisions": batches * ARTICLES,
        "mentions": batches * ARTICLES * MENTIONS,
        "commits": batches,
        "runs": batches,
    }
    wrong = []
    for table, number in wanted.items():
        [row] = sink.read(f"SELECT count(*) AS n FROM {table}").to_pylist()
        if row["n"] != number:
            wrong.append(f"{table}: {row['n']} rows, not {number}")
    [failure] = sink.read("SELECT times FROM failures").to_pylist()
    if failure["times"] != batches:
        wrong.append(f"a failure of each batch was counted {failure['times']} times in {batches} batches")
    [torn] = sink.read(
        "SELECT count(*) AS n FROM (SELECT run_id, count(*) AS k FROM mentions GROUP BY 1 HAVING k <> ?)",
        [ARTICLES * MENTIONS],
    ).to_pylist()
    if torn["n"]:
        wrong.append(f"{torn['n']} torn batches")
    if list(sink.folder.glob("*")):
        wrong.append("stages are left")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--batches", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.write:
        write(args.write, args.batches)
        return 0
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.duckdb"
        command = [sys.executable, __file__, "--write", str(path), "--batches", str(args.batches)]
        began, kills = time.monotonic(), 0
        while kills < args.kills:
            writer = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            try:
                writer.wait(timeout=chance.uniform(0.8, 3.0))
                break  # it finished before it could be killed
            except subprocess.TimeoutExpired:
                writer.send_signal(signal.SIGKILL)
                writer.wait()
                kills += 1
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        wrong = check(path, args.batches)
        told = "; ".join(wrong) or "as the oracle"
        print(f"{kills} kills, {args.batches} batches, {time.monotonic() - began:.0f} s: {told}")
        return 1 if wrong or kills < args.kills else 0


if __name__ == "__main__":
    sys.exit(main())
