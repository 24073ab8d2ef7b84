"""Prove the continuous job on a press of many feeds: lag, losses, memory, kills. Needs ../shared/tools.

python benchmarks/stream.py soak --minutes 60 --feeds 200 --hosts 20 --rate 5 --keep FOLDER --chart docs/soak.svg
python benchmarks/stream.py kills --minutes 20 --kills 50 --seed 3

What is measured is written to the folder that --keep names: `samples.csv` (a line every ten seconds), `articles.csv`
(a line an article), the job's log, the warehouses. A soak ends with a table of verdicts; 1 is returned where one fails.
"""

import argparse
import csv
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from soak_chart import draw
from soak_measures import (
    Verdict,
    compare,
    lags,
    oracle,
    page_requests,
    read_json,
    rows_of,
    verdicts,
)

NEWSROOM = Path(__file__).parents[2] / "shared" / "tools" / "newsroom.py"
STEADY = "honest,plain,atom,rdf,slow"
"""Kinds of feeds that lose nothing by themselves, so that whatever is missing was lost by us."""
SAMPLE_S = 10.0


def main() -> int:
    """Run one proof and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("proof", choices=("soak", "kills"))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--feeds", type=int, default=60)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--rate", type=float, default=2, help="articles a second at peak (default 2)")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--interval", type=int, default=30, help="poll interval in seconds (default 30)")
    parser.add_argument(
        "--host-delay", type=float, default=0.2, help="seconds between requests to a host (default 0.2)"
    )
    parser.add_argument("--max-age", type=int, default=0, help="what the press says in Cache-Control (default 0)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--port", type=int, default=8971, help="of the press, on 127.0.0.2 and following")
    parser.add_argument("--kinds", default="", help="behaviours of the feeds; for kills only those that lose nothing")
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="where everything is written (default: not kept)")
    parser.add_argument("--chart", metavar="FILE.svg", type=Path, help="draw lag, memory and throughput of a soak")
    args = parser.parse_args()
    if not NEWSROOM.exists():
        print(f"{NEWSROOM} is not here; nothing was measured.")
        return 3
    proof = {"soak": soak, "kills": kills}[args.proof]
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
        return proof(args, args.keep.resolve())
    with tempfile.TemporaryDirectory() as folder:
        return proof(args, Path(folder))


def start_press(args: argparse.Namespace, folder: Path, kinds: str) -> "subprocess.Popen[bytes]":
    """Start the press; it publishes for so many minutes, and answers a little longer."""
    words = {
        "hosts": args.hosts, "feeds": args.feeds, "rate": args.rate, "minutes": args.minutes, "max-age": args.max_age,
        "seed": args.seed, "port": args.port, "out": folder / "press", "kinds": kinds,
    }  # fmt: skip
    options = [part for name, value in words.items() for part in (f"--{name}", str(value))]
    log = (folder / "press.log").open("ab")
    press = subprocess.Popen([sys.executable, str(NEWSROOM), *options], stdout=log, stderr=log)
    while not (folder / "press" / "feeds.txt").exists():
        time.sleep(0.2)
    time.sleep(1)
    return press


def dateline(
    args: argparse.Namespace, folder: Path, command: str, name: str, *options: str
) -> "subprocess.Popen[bytes]":
    """Start a job on the press."""
    words = [command, "--feeds", str(folder / "press" / "feeds.txt"), "--warehouse", str(folder / f"{name}.duckdb")]
    words += ["--host-delay", str(args.host_delay), "--allow-host", "127.0.0.0/8", "--no-archive", *options]
    log = (folder / f"{name}.log").open("ab")
    return subprocess.Popen([sys.executable, "-m", "dateline.pipeline", *words], stdout=log, stderr=log, cwd=folder)


def stream(args: argparse.Namespace, folder: Path) -> "subprocess.Popen[bytes]":
    """Start the continuous job."""
    options = ("--poll-interval", str(args.interval), "--metrics-port", "0")
    return dateline(args, folder, "stream", "stream", *options)


def soak(args: argparse.Namespace, folder: Path) -> int:
    """Let the job run undisturbed, read the warehouse all the while; print what came of it."""
    press = start_press(args, folder, args.kinds)
    job = stream(args, folder)
    began = time.monotonic()
    samples: list[dict[str, Any]] = []
    while time.monotonic() < began + args.minutes * 60:
        time.sleep(SAMPLE_S)
        samples.append(sample(folder, time.monotonic() - began))
    print(f"the press has published; waiting {2 * args.interval + 30} s for the last rows", flush=True)
    time.sleep(2 * args.interval + 30)
    code = stop(job)
    press.terminate()
    published, have = oracle(folder / "press"), lags(folder / "stream.duckdb")
    write_csv(folder / "samples.csv", samples)
    write_csv(
        folder / "articles.csv",
        [{"published": a.at, "kind": a.kind, "url": url, "lag_s": have.get(url, "")} for url, a in published.items()],
    )
    if args.chart:
        args.chart.write_text(draw(samples, published, have), "utf-8")
    limit = 2 * args.interval + 30
    found = [
        *verdicts(published, have, rows_of(folder / "stream.duckdb"), limit=limit),
        memory_verdict(samples),
        Verdict("readers refused", f"{sum(s['refused'] for s in samples)} of {len(samples)}", "0",
                not any(s["refused"] for s in samples)),
        repeated_verdict(folder),
        Verdict("exit code after SIGTERM", str(code), "0", code == 0),
    ]  # fmt: skip
    return show(found, f"{args.minutes:g} min, {args.feeds} feeds on {args.hosts} hosts, seed {args.seed}")


def sample(folder: Path, second: float) -> dict[str, Any]:
    """Ask the warehouse and the job's status."""
    query = "SELECT count(*) FROM articles"
    asked = subprocess.run(
        [sys.executable, "-m", "dateline.pipeline", "sql", "--warehouse", str(folder / "stream.duckdb"),
         "--format", "csv", query],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    status = read_json(folder / "stream.duckdb.status.json") or {}
    return {
        "second": round(second),
        "articles": asked.stdout.split()[-1] if asked.returncode == 0 else "",
        # before the job has made the warehouse there is nothing to be refused
        "refused": int(asked.returncode != 0 and bool(status)),
        "memory_mb": status.get("memory_mb", ""),
        "pending": status.get("pending_entries", ""),
        "late_feeds": status.get("feeds", {}).get("late", ""),
        "keeping_up": status.get("keeping_up", ""),
    }


def memory_verdict(samples: list[dict[str, Any]]) -> Verdict:
    """Compare the memory of the last third with that of the first."""
    memory = [sample["memory_mb"] for sample in samples if sample["memory_mb"] != ""]
    third = max(1, len(memory) // 3)
    first, last = max(memory[:third]), max(memory[-third:])
    text = f"{first} MB, {max(memory[third:-third] or [0])} MB, {last} MB: ratio {last / first:.2f}"
    return Verdict("memory by thirds (peak)", text, "1.10", last <= 1.1 * first)


def repeated_verdict(folder: Path) -> Verdict:
    """Count the pages that were asked for more often than they changed."""
    asked, needed = page_requests(folder / "press"), oracle(folder / "press")
    again = sum(
        number - 1 - min(number - 1, needed[url].revisions if url in needed else 0) for url, number in asked.items()
    )
    share = again / max(1, sum(asked.values()))
    return Verdict("repeated page requests", f"{again} of {sum(asked.values())} ({share:.1%})", "5 %", share <= 0.05)


def kills(args: argparse.Namespace, folder: Path) -> int:
    """Kill the job at random moments; print what was lost, doubled and asked for again."""
    rng = random.Random(args.seed)
    press = start_press(args, folder, args.kinds or STEADY)
    began = time.monotonic()
    length = args.minutes * 60 / args.kills
    job = stream(args, folder)
    committing = 0
    for _ in range(args.kills):
        time.sleep(rng.uniform(0.3, 1.7) * length)
        job.send_signal(signal.SIGKILL)
        job.wait()
        committing += any(folder.glob("stream.duckdb.stage/*/run.json"))
        job = stream(args, folder)
    time.sleep(max(0.0, began + args.minutes * 60 - time.monotonic()))
    repeated = repeated_verdict(folder)
    undisturbed = dateline(args, folder, "run", "once")  # now: the press answers for 90 s more
    time.sleep(2 * args.interval + 20)
    code = stop(job)
    undisturbed.wait()
    press.terminate()
    published, have = oracle(folder / "press"), lags(folder / "stream.duckdb")
    differ, compared = compare(folder / "stream.duckdb", folder / "once.duckdb")
    unlike = f"{len(differ)} of {compared} {differ[:3] or ''}"
    found = [
        *verdicts(published, have, rows_of(folder / "stream.duckdb"), limit=None),
        Verdict("kills", f"{args.kills}, {committing} inside a commit", "some inside", committing > 0),
        Verdict("rows unlike an undisturbed run's", unlike, "0", bool(compared) and not differ),
        repeated,
        Verdict("exit code after SIGTERM", str(code), "0", code == 0),
    ]  # fmt: skip
    return show(found, f"{args.kills} kills in {args.minutes:g} min, {args.feeds} feeds, seed {args.seed}")


def show(found: list[Verdict], heading: str) -> int:
    """Print the table of verdicts; return 1 where one is not met."""
    print(f"\n{heading}\n")
    width = max(len(verdict.what) for verdict in found)
    for verdict in found:
        mark = {True: "met", False: "NOT MET", None: ""}[verdict.is_met]
        allowed = f"  (allowed {verdict.allowed})" if verdict.allowed else ""
        print(f"{verdict.what:{width}}  {verdict.found}{allowed}  {mark}".rstrip())
    return int(any(verdict.is_met is False for verdict in found))


def write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows with a header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def stop(job: "subprocess.Popen[bytes]") -> int:
    """Stop a job as systemd would."""
    job.send_signal(signal.SIGTERM)
    return job.wait(30)


if __name__ == "__main__":
    sys.exit(main())
