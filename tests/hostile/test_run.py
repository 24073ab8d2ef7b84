"""One whole run over every hostile answer, feed and page at once: it ends by itself, loses nothing good."""

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
GOOD = 20
MOST_MEMORY_MB = 600
SECONDS = 400
STORY = """<!doctype html><html lang="en"><head><title>Gunmen kill {n} in Mosul</title>
<meta property="article:published_time" content="2026-11-2{d}T08:00:00Z"></head><body><article>
<h1>Gunmen kill {n} in Mosul</h1><p>Gunmen killed {n} people at a market in Mosul, Iraq, on Sunday, police said.</p>
<p>Another {n} were wounded in the attack on the eastern side of the city, hospital officials said.</p>
<p>No group has claimed the attack, report number {n} said, and the market was closed.</p></article></body></html>"""


def table(name):
    """Return the cases of a file of this folder."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def memory(pid):
    """Return the memory of a process and all that it started, in MB; pages that they share are counted once."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    tree = {pid}
    while more := {child for child, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return sum(proportional(one) for one in tree)


def proportional(pid):
    """Return the memory of one process, in MB: its own pages, and its share of those it has with others."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


@pytest.fixture(scope="module")
def outcome(tmp_path_factory, everywhere, reply, scripts):
    """Serve everything, run the command, and return what came of it."""
    folder = tmp_path_factory.mktemp("hostile")
    http, feeds, pages = table("test_http"), table("test_feeds"), table("test_pages")
    site, links, urls = everywhere, [], []

    def at(number, path):
        return f"http://127.1.{number // 250}.{number % 250 + 1}:{site.port}{path}"

    for number in range(GOOD):
        site.routes[f"/good/{number}"] = STORY.format(n=number + 2, d=number % 3)
        links.append(at(number, f"/good/{number}"))
    for number, (parts, _) in enumerate(http.CASES.values()):
        site.routes[f"/case/{number}"] = http.reply_of(reply, scripts, parts)
        links.append(at(number, f"/case/{number}"))
    feeds.CASES.pop("30,000 entries")  # 5,000 pages that cannot be had would be another test
    for number, (body, _) in enumerate(feeds.CASES.values()):
        site.routes[f"/feed/{number}"] = reply(body, type="application/rss+xml")
        urls.append(at(number, f"/feed/{number}"))
    urls += [at(number, f"/case/{number}?as=feed") for number in range(len(http.CASES))]
    for number, parts in enumerate(pages.CASES.values()):
        case = pages.Case(*parts)
        site.routes[f"/page/{number}"] = reply(case.body, type=case.content_type)
        links.append(at(number, f"/page/{number}"))
    items = "".join(f"<item><title>{n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    site.routes["/all"] = reply(f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>")
    urls.append(at(249, "/all"))
    (folder / "feeds.txt").write_text("\n".join(urls))

    words = ["run", "--feeds", "feeds.txt", "--host-delay", "0", "--allow-host", "127.1.0.0/16", "--no-archive"]
    began = time.monotonic()
    environment = {**os.environ, "DATELINE_CONTACT": "tests@example.org"}
    with (folder / "out.txt").open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "dateline.pipeline", *words], cwd=folder, env=environment, stdout=out, stderr=out
        )
        most = 0.0
        while process.poll() is None and time.monotonic() - began < SECONDS:
            most = max(most, memory(process.pid))
            time.sleep(0.2)
        ended = process.poll() is not None
        process.kill()
    return {
        "ended": ended,
        "code": process.returncode,
        "seconds": time.monotonic() - began,
        "memory": most,
        "out": (folder / "out.txt").read_text(),
        "warehouse": folder / "dateline.duckdb",
        "pages": len(links),
        "feeds": len(urls),
        "requests": site.requests,
    }


def test_ends_by_itself_in_bounds(outcome):
    print(json.dumps({key: outcome[key] for key in ("seconds", "memory", "pages", "feeds")}))
    assert outcome["ended"], outcome["out"][-2000:]
    assert outcome["code"] == 0, outcome["out"][-2000:]
    assert outcome["memory"] < MOST_MEMORY_MB
    assert "Traceback" not in outcome["out"]


def test_everything_good_arrives_and_everything_else_is_told(outcome):
    with duckdb.connect(str(outcome["warehouse"]), read_only=True) as connection:
        urls = {url for (url,) in connection.execute("SELECT url FROM articles").fetchall()}
        steps = connection.execute("SELECT step, came_in, written, known, failed FROM run_steps").fetchall()
        reasons = dict(connection.execute("SELECT reason, count(*) FROM failures GROUP BY 1").fetchall())
        failed = {url for (url,) in connection.execute("SELECT input FROM failures").fetchall()}
        polled = connection.execute("SELECT count(*) FROM feeds").fetchall()[0][0]
    assert len([url for url in urls if "/good/" in url]) == GOOD
    assert all(came_in == written + known + lost for _, came_in, written, known, lost in steps), steps
    # One shares its address with one that answers 429; which of the two is asked first is chance.
    assert outcome["feeds"] - 1 <= polled <= outcome["feeds"]
    assert {"too_large", "timeout", "encoding", "decode", "not_a_feed", "private_address"} <= set(reasons)
    assert len(failed) > 100


def test_nobody_else_was_asked(outcome):
    hosts = {request.host.rpartition(":")[0] for request in outcome["requests"]}
    assert all(host.startswith("127.1.") for host in hosts)
