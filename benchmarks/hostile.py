"""What hostile pages cost: by how much one in a hundred slows the reading of pages down.

    python benchmarks/hostile.py [--runs 1] [--after 2] [--dearest 10]

A minute and a half a run on a quiet machine. Every hostile page of tests/hostile/test_pages.py is read in the worker
that a run uses, each followed by good pages, so that what a killed worker costs its successors is counted too. The good
pages are those of ../shared/data/pages where they are, else made up. The ratio is made within one run, so a busy
machine hardly changes it. Ends with 1 where the slowdown is above 15 %.
"""

import argparse
import datetime
import gzip
import importlib.util
import itertools
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from dateline.transforms.article.worker import READ, Task
from dateline.transforms.extract_articles import MEMORY_MB, TIMEOUT_S
from dateline.transforms.failures import Unprocessable
from dateline.transforms.killable import KillablePool, Killed

ROOT = Path(__file__).parents[1]
PAGES = ROOT.parent / "shared" / "data" / "pages" / "html"
NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
MOST = 0.15
ONE_IN = 100


def good_pages() -> list[bytes]:
    """Return real pages, or pages like them."""
    if PAGES.is_dir():
        return [gzip.decompress(path.read_bytes()) for path in sorted(PAGES.glob("*.html.gz"))]
    words = "Police arrested {n} people in the port of Beira on Monday, a spokesman said, after a raid on a warehouse. "
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(150))
    return [
        f"<html><head><title>Raid {n}</title></head><body><nav><ul>{menu}</ul></nav><article><h1>Raid {n}</h1>"
        f"{''.join(f'<p>{words.format(n=n + part) * 3}</p>' for part in range(20))}</article></body></html>".encode()
        for n in range(50)
    ]


def hostile_pages() -> Iterator[tuple[str, Task]]:
    """Yield name and page of every hostile case."""
    spec = importlib.util.spec_from_file_location("cases", ROOT / "tests" / "hostile" / "test_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, case in module.CASES.items():
        yield name, module.task(module.Case(*case))


def seconds(pool: KillablePool, task: Task) -> tuple[float, str]:
    """Read a page; return how long it took, and how it ended."""
    began = time.perf_counter()
    try:
        pool.call(task)
        end = "read"
    except Killed as error:
        end = f"killed ({error.reason})"
    except Unprocessable as error:
        end = error.reason
    return time.perf_counter() - began, end


def measure(after_each: int, dearest: int) -> float:
    """Read everything once, print what it cost, and return the slowdown."""
    pages = good_pages()
    good = itertools.cycle([Task(page, "text/html; charset=utf-8", "", "", None, NOW) for page in pages])
    with KillablePool(READ, timeout_s=TIMEOUT_S, memory_mb=MEMORY_MB) as pool:
        seconds(pool, next(good))
        plain = [seconds(pool, next(good))[0] for _ in pages]
        costs = []
        after = []
        for name, task in hostile_pages():
            taken, end = seconds(pool, task)
            after += [seconds(pool, next(good))[0] for _ in range(after_each)]
            costs.append((taken, name, end))
        # As many again, so that a machine that grew busy meanwhile does not count as what hostile pages cost.
        plain += [seconds(pool, next(good))[0] for _ in pages]
    mean = statistics.fmean(plain)
    aftermath = max(0.0, (statistics.fmean(after) - mean) * after_each) if after else 0.0
    cost = statistics.fmean(taken for taken, _, _ in costs) + aftermath
    slowdown = cost / (mean * (ONE_IN - 1))
    killed = sum(end.startswith("killed") for _, _, end in costs)
    print(f"good pages     {len(plain) + len(after):6}   {mean * 1000:8.1f} ms each")
    print(f"hostile pages  {len(costs):6}   {cost * 1000:8.1f} ms each, what follows them included; {killed} killed")
    for taken, name, end in sorted(costs, reverse=True)[:dearest]:
        print(f"  {taken * 1000:8.0f} ms  {name}: {end}")
    print(f"slowdown with one hostile page in {ONE_IN}: {slowdown:.1%} (at most {MOST:.0%})")
    return slowdown


def main() -> int:
    """Measure, print, and judge by the median of the runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1, help="so often everything is read")
    parser.add_argument("--after", type=int, default=2, help="good pages read after each hostile one")
    parser.add_argument("--dearest", type=int, default=10, help="show so many of the dearest")
    options = parser.parse_args()
    return int(statistics.median(measure(options.after, options.dearest) for _ in range(options.runs)) > MOST)


if __name__ == "__main__":
    sys.exit(main())
