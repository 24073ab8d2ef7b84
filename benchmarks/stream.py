"""Prove the continuous job on a press of many feeds: latency, kills, memory. Prints figures; needs ../shared/tools.

python benchmarks/stream.py soak --minutes 30 --feeds 200 --hosts 20 --rate 5
python benchmarks/stream.py kills --minutes 10 --kills 50
"""

import argparse
import csv
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

NEWSROOM = Path(__file__).parents[2] / "shared" / "tools" / "newsroom.py"
STEADY = "honest,plain,atom,rdf,slow"
"""Kinds of feeds that lose nothing by themselves, so that whatever is missing was lost by us."""
PORT = 8971


def main() -> int:
    """Run one proof and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("proof", choices=("soak", "kills"))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--feeds", type=int, default=60)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--rate", type=float, default=2, help="articles a second at peak")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--interval", type=int, default=30, help="poll interval in seconds")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kinds", default="", help="behaviours of the feeds; for kills only those that lose nothing")
    parser.add_argument("--samples", metavar="FILE.csv", help="where the soak writes memory and lag, a line a sample")
    args = parser.parse_args()
    if not NEWSROOM.exists():
        print(f"{NEWSROOM} is not here; nothing was measured.")
        return 3
    with tempfile.TemporaryDirectory() as folder:
        return {"soak": soak, "kills": kills}[args.proof](args, Path(folder))


def start_press(args: argparse.Namespace, folder: Path, kinds: str) -> "subprocess.Popen[bytes]":
    """Start the press; it publishes for so many minutes, and answers a little longer."""
    words = {
        "hosts": args.hosts, "feeds": args.feeds, "rate": args.rate, "minutes": args.minutes,
        "seed": args.seed, "port": PORT, "out": folder / "press", "kinds": kinds,
    }  # fmt: skip
    command = [
        sys.executable,
        str(NEWSROOM),
        *(part for name, value in words.items() for part in (f"--{name}", str(value))),
    ]
    press = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while not (folder / "press" / "feeds.txt").exists():
        time.sleep(0.2)
    time.sleep(1)
    return press


def dateline(folder: Path, command: str, warehouse: str, *options: str) -> "subprocess.Popen[bytes]":
    """Start a job on the press."""
    words = [command, "--feeds", str(folder / "press" / "feeds.txt"), "--warehouse", str(folder / warehouse)]
    words += ["--host-delay", "0.2", "--allow-host", "127.0.0.0/8", "--no-archive", *options]
    log = (folder / f"{warehouse}.log").open("ab")
    return subprocess.Popen([sys.executable, "-m", "dateline.pipeline", *words], stdout=log, stderr=log, cwd=folder)


def stream(args: argparse.Namespace, folder: Path) -> "subprocess.Popen[bytes]":
    """Start the continuous job."""
    return dateline(folder, "stream", "stream.duckdb", "--poll-interval", str(args.interval), "--metrics-port", "0")


def soak(args: argparse.Namespace, folder: Path) -> int:
    """Let the job run undisturbed; print lag, losses and memory, and read all the while."""
    press = start_press(args, folder, args.kinds)
    job = stream(args, folder)
    end = time.monotonic() + args.minutes * 60
    samples, refused = [], 0
    while time.monotonic() < end:
        time.sleep(10)
        status = read_json(folder / "stream.duckdb.status.json")
        asked = subprocess.run(
            [sys.executable, "-m", "dateline.pipeline", "sql", "--warehouse", str(folder / "stream.duckdb"),
             "--format", "csv", "SELECT count(*) FROM articles"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        refused += asked.returncode != 0 and bool(samples)
        if status:
            articles = asked.stdout.split()[-1] if asked.returncode == 0 else ""
            samples.append((round(args.minutes * 60 - (end - time.monotonic())), status["memory_mb"], articles))
    time.sleep(2 * args.interval + 10)
    code = stop(job)
    press.terminate()
    if args.samples:
        with Path(args.samples).open("w", newline="") as file:
            csv.writer(file).writerows([("second", "memory_mb", "articles"), *samples])
    memory = [sample[1] for sample in samples]
    third = max(1, len(memory) // 3)
    print(f"exit code {code}; queries refused {refused} of {len(samples)}")
    print(f"memory MB: first third's peak {max(memory[:third])}, last third's {max(memory[-third:])}, "
          f"ratio {max(memory[-third:]) / max(memory[:third]):.2f}")  # fmt: skip
    tell(args, folder)
    return 0


def kills(args: argparse.Namespace, folder: Path) -> int:
    """Kill the job at random moments; print what was lost, doubled and asked for again."""
    rng = random.Random(args.seed)
    press = start_press(args, folder, args.kinds or STEADY)
    began = time.monotonic()
    length = args.minutes * 60 / args.kills
    job = stream(args, folder)
    for _ in range(args.kills):
        time.sleep(rng.uniform(0.3, 1.7) * length)
        job.send_signal(signal.SIGKILL)
        job.wait()
        job = stream(args, folder)
    time.sleep(max(0.0, began + args.minutes * 60 - time.monotonic()) + 2 * args.interval + 5)
    code = stop(job)
    before = requests(folder)
    dateline(folder, "run", "once.duckdb").wait()
    press.terminate()
    print(f"{args.kills} kills; exit code of the last job {code}")
    tell(args, folder, before)
    compare(folder)
    return 0


def tell(args: argparse.Namespace, folder: Path, asked: "Counter[str] | None" = None) -> None:
    """Print lag, losses and repeated requests."""
    told = oracle(folder)
    with duckdb.connect(str(folder / "stream.duckdb"), read_only=True) as connection:
        lags = dict(connection.execute(
            "SELECT url, epoch(added_at) - epoch(published) FROM article_revisions WHERE revision = 1"
        ).fetchall())  # fmt: skip
        rows, distinct = connection.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchall()[0]
    have = sorted(lags[url] for url in told if url in lags)
    missing = Counter(told[url] for url in told if url not in lags)
    print(f"articles published {len(told)}, in the table {rows}, doubled {rows - distinct}")
    print(f"missing by kind of feed: {dict(missing)}")
    if have:
        p50, p95 = (have[int(share * (len(have) - 1))] for share in (0.5, 0.95))
        print(f"seconds from publication to row: p50 {p50:.0f}, p95 {p95:.0f}, most {have[-1]:.0f}; "
              f"allowed p95 {2 * args.interval + 30}")  # fmt: skip
    asked = requests(folder) if asked is None else asked
    again = sum(number - 1 for number in asked.values())
    print(f"requests for pages {sum(asked.values())}, repeated {again} ({again / max(1, sum(asked.values())):.1%})")


def compare(folder: Path) -> None:
    """Compare the disturbed job's rows with those of one undisturbed pass, for the articles that pass still finds."""
    rows = {}
    for name in ("stream", "once"):
        with duckdb.connect(str(folder / f"{name}.duckdb"), read_only=True) as connection:
            found = connection.execute(
                """SELECT a.url, a.revision_id, a.title, a.text, list_sort(list(m.mention_id))
                FROM articles a LEFT JOIN current_mentions m USING (revision_id) GROUP BY ALL"""
            ).fetchall()
        rows[name] = {row[0]: row[1:] for row in found}
    differ = [url for url, row in rows["once"].items() if rows["stream"].get(url) != row]
    print(f"compared {len(rows['once'])} articles with an undisturbed run: {len(differ)} differ {differ[:5]}")


def oracle(folder: Path) -> dict[str, str]:
    """Return URL -> kind of feed of every article published."""
    return {told["url"]: told["kind"] for told in lines(folder / "press" / "oracle.jsonl") if not told["revision"]}


def requests(folder: Path) -> "Counter[str]":
    """Count the requests for each page."""
    asked = lines(folder / "press" / "requests.jsonl")
    return Counter(one["host"] + one["path"].partition("?")[0] for one in asked if "/story/" in one["path"])


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines; the last may be half written."""
    for line in path.read_text("utf-8").splitlines():
        if line.endswith("}"):
            yield json.loads(line)


def read_json(path: Path) -> dict[str, Any] | None:
    """Return a JSON file's object; None where there is none yet."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return found


def stop(job: "subprocess.Popen[bytes]") -> int:
    """Stop a job as systemd would."""
    job.send_signal(signal.SIGTERM)
    return job.wait(30)


if __name__ == "__main__":
    sys.exit(main())
