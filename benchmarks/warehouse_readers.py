"""A reader in a loop and one that holds the file open, both while a job writes.

    python benchmarks/warehouse_readers.py --seconds 300 --hold 60

The looping reader is `dateline sql`; the holder opens the file read only and keeps it, as a notebook does. Wanted: no
error the loop sees, and every batch in the warehouse within a minute once the holder has let go.
"""

import argparse
import datetime
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from dateline.pipeline.sinks import stages
from dateline.pipeline.sinks.duckdb import DuckDBSink
from dateline.schemas.rows import Failure, Run

HOLD = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1], read_only=True); time.sleep(float(sys.argv[2]))"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--hold", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="between two batches")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder) / "news.duckdb", args)


def measure(path: Path, args: argparse.Namespace) -> int:
    sink = DuckDBSink(path)
    sink.prepare()
    ends = time.monotonic() + args.seconds
    reads, errors, slowest = [0], [], [0.0]

    def read() -> None:
        while time.monotonic() < ends:
            began = time.monotonic()
            command = [sys.executable, "-m", "dateline.pipeline", "sql", "--warehouse", str(path), "--format", "csv"]
            done = subprocess.run(
                [*command, "SELECT count(*) FROM failures"], capture_output=True, text=True, check=False
            )
            reads[0] += 1
            slowest[0] = max(slowest[0], time.monotonic() - began)
            if done.returncode:
                errors.append(done.stderr)

    reader = threading.Thread(target=read)
    reader.start()
    holder, let_go, caught_up = None, None, None
    commits, waits = 0, []
    while time.monotonic() < ends:
        left = ends - time.monotonic()
        if holder is None and left < args.seconds * 0.8:
            holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path), str(args.hold)])
            let_go = time.monotonic() + args.hold
        now = datetime.datetime.now(datetime.UTC)
        run = Run(f"run{commits}", "run", now, now, "ok", "0", "1", "l", "o", [])
        stage = sink.folder / run.run_id
        stages.write_part(stage, "failures", [Failure(f"f{commits}", "FetchPages", "x", "y", "z", now, now)])
        began = time.monotonic()
        sink.commit(stage, run)
        waits.append(time.monotonic() - began)
        commits += 1
        if let_go and caught_up is None and began > let_go - args.hold and time.monotonic() > let_go:
            caught_up = time.monotonic() - let_go
        time.sleep(args.pause)
    reader.join()
    if holder:
        holder.wait()
    [row] = sink.read("SELECT count(*) AS n FROM failures").to_pylist()
    median = sorted(waits)[len(waits) // 2]
    print(f"{commits} commits ({row['n']} rows), slowest {max(waits):.1f} s, median {median:.2f} s")
    print(f"{reads[0]} reads, {len(errors)} errors, slowest {slowest[0]:.1f} s")
    print(f"first commit {caught_up or 0:.1f} s after the holder let go")
    for error in errors[:3]:
        print("  ", error.strip())
    return 1 if errors or row["n"] != commits or (caught_up or 0) > 60 else 0


if __name__ == "__main__":
    sys.exit(main())
