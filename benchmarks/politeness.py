"""Is a run as polite as docs/polite.md says? Asked of a server that notes every request.

    python benchmarks/politeness.py [--runs 3] [--feeds 24] [--hosts 2] [--log REQUESTS.jsonl]

Starts ../shared/tools/newsroom.py, a small press on loopback with feeds that publish, fail, throttle, move and vanish,
runs `dateline run` against it several times with the pause as it stands, and checks the server's log. Five minutes.
With --log only checks a log. Ends with 1 where a rule was broken, with 2 where the press is not there.
"""

import argparse
import itertools
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PRESS = Path(__file__).parents[2] / "shared" / "tools" / "newsroom.py"
KINDS = "honest,honest,honest,atom,rdf,plain,throttle,flaky,moved,liar,slow,gone"
PORT = 8971
PAUSE, RETRY_AFTER = 2.0, 30.0
SLACK = 0.02
"""Seconds by which the server may be late to write down what it answered."""
VALIDATOR = re.compile(r'"(?:[0-9a-f]{16}|same)"')
AGENT = re.compile(r"dateline/\S+ \(\+https://\S+; bench@example\.org\)")


class Request(NamedTuple):
    """A request as the server noted it, when it had answered."""

    t: float
    host: str
    path: str
    status: int
    inm: str | None
    ims: str | None
    ua: str | None
    bytes: int


def read_log(path: Path) -> list[Request]:
    """Return the requests of a log in the order of their answers."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return sorted(Request(*(row[name] for name in Request._fields)) for row in rows)


def broken(log: list[Request]) -> Iterator[str]:
    """Yield what rules were broken."""
    hosts: dict[str, list[Request]] = defaultdict(list)
    feeds: dict[tuple[str, str], list[Request]] = defaultdict(list)
    for request in log:
        hosts[request.host].append(request)
        if request.path.startswith("/feed/"):
            feeds[request.host, request.path].append(request)
        if not AGENT.fullmatch(request.ua or ""):
            yield f"a user agent of {request.ua!r}"
        if request.path.startswith("/private/"):
            yield f"{request.path} was asked for, which robots.txt forbids"
    for host, requests in hosts.items():
        yield from pace(host, requests)
        yield from manners(host, requests)
    for (_, path), requests in feeds.items():
        yield from validators(path, requests)


def pace(host: str, requests: list[Request]) -> Iterator[str]:
    """Yield where two requests to a domain came too close, or one came while the domain had asked for rest."""
    for before, after in itertools.pairwise(requests):
        if after.t - before.t < PAUSE - SLACK:
            yield f"{host}: {after.path} {after.t - before.t:.3f} s after {before.path}"
    held = 0.0
    for request in requests:
        if request.t < held - SLACK:
            yield f"{host}: {request.path} {held - request.t:.1f} s before the time that a 429 asked for"
        held = max(held, request.t + RETRY_AFTER * (request.status == 429))


def manners(host: str, requests: list[Request]) -> Iterator[str]:
    """Yield where robots.txt was not read before pages, or often; and what was asked after it was gone."""
    paths = Counter(request.path for request in requests)
    if paths["/robots.txt"] > 1:
        yield f"{host}: robots.txt was asked for {paths['/robots.txt']} times"
    first = next((at for at, request in enumerate(requests) if request.path.startswith("/story/")), None)
    if first is not None and not any(request.path == "/robots.txt" for request in requests[:first]):
        yield f"{host}: a page was asked for before robots.txt"
    for path, times in paths.items():
        if path.startswith("/story/") and times > 2:  # one is revised at most once
            yield f"{host}: {path} was asked for {times} times"
    gone = set()
    for request in requests:
        if request.path in gone:
            yield f"{host}: {request.path} was asked for after a 410"
        if request.status == 410:
            gone.add(request.path)


def validators(path: str, requests: list[Request]) -> Iterator[str]:
    """Yield requests for a feed that lack the server's validator, or have it changed."""
    had_one = False
    for request in requests:
        if request.inm is not None and not VALIDATOR.fullmatch(request.inm):
            yield f"{path}: a validator of {request.inm!r}"
        if request.status == 304 and request.bytes:
            yield f"{path}: a 304 with {request.bytes} bytes"
        if request.inm is None and had_one:
            yield f"{path}: asked for without its validator"
        had_one = had_one or request.status == 304


def run(folder: Path, hosts: int) -> float:
    """Run Dateline once over the feeds of the press; return the seconds it took."""
    began = time.monotonic()
    allow = [word for number in range(hosts) for word in ("--allow-host", f"127.0.0.{2 + number}")]
    words = [sys.executable, "-m", "dateline.pipeline", "run", "--feeds", "press/feeds.txt", "--no-archive", *allow]
    (folder / "dateline.toml").write_text('contact = "bench@example.org"\n')
    with (folder / "out.txt").open("a") as out:
        done = subprocess.run(words, cwd=folder, stdout=out, stderr=out, check=False, timeout=600)
    if done.returncode:
        print(f"The run ended with {done.returncode}:", *(folder / "out.txt").read_text().splitlines()[-5:], sep="\n  ")
    return time.monotonic() - began


def main() -> int:
    """Run, check and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--feeds", type=int, default=24)
    parser.add_argument("--hosts", type=int, default=2)
    parser.add_argument("--log", type=Path, help="check this log, run nothing")
    options = parser.parse_args()
    if options.log:
        return tell(read_log(options.log))
    if not PRESS.exists():
        print(f"There is no press at {PRESS}.")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = [sys.executable, str(PRESS), "--hosts", str(options.hosts), "--feeds", str(options.feeds)]
        words += ["--rate", "0.4", "--minutes", "60", "--port", str(PORT), "--kinds", KINDS, "--out", "press"]
        press = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(20)  # so that there is something to read
            for number in range(options.runs):
                print(f"run {number + 1}: {run(folder, options.hosts):.0f} s", flush=True)
        finally:
            press.terminate()
            press.wait()
        return tell(read_log(folder / "press" / "requests.jsonl"))


def tell(log: list[Request]) -> int:
    """Print what was asked and what was broken; return the exit status."""
    if not log:
        print("The press was not asked for anything.")
        return 1
    feeds = [request for request in log if request.path.startswith("/feed/")]
    gaps = [
        after.t - before.t
        for _, requests in itertools.groupby(sorted(log, key=lambda one: (one.host, one.t)), lambda one: one.host)
        for before, after in itertools.pairwise(requests)
    ]
    statuses = ", ".join(f"{count} x {status}" for status, count in sorted(Counter(r.status for r in feeds).items()))
    print(f"{len(log)} requests, {len(feeds)} of them for feeds ({statuses})")
    print(f"{sum(one.inm is not None for one in feeds)} with a validator; least gap {min(gaps, default=0.0):.3f} s")
    found = list(broken(log))
    for line in found[:20]:
        print(f"  broken: {line}")
    print(f"{len(found)} rules broken")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
