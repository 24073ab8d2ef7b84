"""What goes wrong around the job costs only itself, and can be seen: full disks, set clocks, hosts that misbehave."""

import json
import os
import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from dateline.pipeline.settings import Settings
from dateline.pipeline.sinks import open_sink
from dateline.pipeline.stream.supervisor import Supervisor
from dateline.pipeline.stream.watching import Watch
from dateline.transforms.web.politeness import PROCESS

TEXT = """Gunmen attacked a village near Maiduguri in Nigeria on Thursday, killing nine farmers, police said.
No group has claimed responsibility for the attack on the village, which lies close to the border."""
NOW = datetime.now(UTC)


@pytest.fixture
def publish(press):
    """Put a story into the press, and into its feed; return the feed's URL."""
    items = []

    def put(number):
        url = press.story(f"/{number}.html", f"Attack {number}", TEXT.replace("nine", str(number + 3)), NOW)
        items.insert(0, (f"Attack {number}", url, NOW))
        return press.feed("/feed.xml", items)

    return put


def has_user_namespaces():
    if shutil.which("unshare") is None:
        return False
    mounted = "mount -t tmpfs tmpfs /mnt"
    return subprocess.run(["unshare", "-rm", "sh", "-c", mounted], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not has_user_namespaces(), reason="needs a file system of its own, by user namespaces")
def test_a_full_disk_stops_rows_but_not_the_job(publish, start, titles, wait_for, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["unshare", "-rm", "sh", "-c", f'mount -t tmpfs -o size=48m tmpfs {disk} && exec "$@"', "sh"]
    job = start(disk / "news.duckdb", [publish(0)], "--no-archive", before=mount)
    seen = f"/proc/{job.process.pid}/root{disk}"
    assert wait_for(lambda: job.metric('dateline_rows_total{table="article_revisions"}') == 1)
    fill(f"{seen}/filling")
    publish(1)
    assert wait_for(lambda: job.metric('dateline_passes_total{status="failed"}') > 0)
    status, told = job.get("/readyz")
    assert (status, json.loads(told)["alive"]) == (503, True)
    assert "full" in told or "space" in told
    assert wait_for(lambda: "last pass failed" in " ".join(status_of(seen)["reasons"]))
    os.unlink(f"{seen}/filling")  # noqa: PTH108 (in another mount)
    assert wait_for(lambda: job.metric('dateline_rows_total{table="article_revisions"}') == 2)
    assert wait_for(lambda: job.get("/readyz")[0] == 200)
    code, _, _ = job.stop()
    assert code == 0


def fill(path):
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123 (in another mount)
        size = 1 << 20
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 2


def status_of(folder):
    with open(f"{folder}/news.duckdb.status.json", encoding="utf-8") as file:  # noqa: PTH123 (in another mount)
        return json.load(file)


def test_a_host_that_floods_holds_up_nobody_else(press, start, titles, wait_for, warehouse):
    pages = [press.story(f"/flood/{n}.html", f"Flood {n}", TEXT, NOW) for n in range(400)]
    flood = press.feed("/flood.xml", [(f"Flood {n}", page, NOW) for n, page in enumerate(pages)])
    other_host = press.root.replace("127.0.0.1", "localhost")
    press.feed("/quiet.xml", [])
    job = start(warehouse, [flood, f"{other_host}/quiet.xml"], "--no-archive", "--host-delay", "0.5")
    assert wait_for(lambda: job.metric("dateline_pending_entries_of_one_host") > 100)
    press.story("/quiet.html", "Quiet", TEXT.replace("nine", "four"), NOW)
    press.feed("/quiet.xml", [("Quiet", f"{other_host}/quiet.html", NOW)])
    assert wait_for(lambda: "Quiet" in titles(warehouse))
    assert job.metric("dateline_pending_entries_of_one_host") > 0, "the flood was over before"
    code, seconds, _ = job.stop()
    assert (code, seconds < 12) == (0, True)


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(hours=1)])
def test_a_clock_that_is_set_is_told_and_stops_nothing(step, publish, titles, wait_for, warehouse):
    offset = timedelta(0)
    said = []
    settings = Settings(
        feeds=[publish(0)], warehouse=str(warehouse), host_delay=0, allow_host=["127.0.0.0/8"], archive=False,
        min_interval=2, default_interval=2, max_interval=2, pass_seconds=2, workers=1,
    )  # fmt: skip
    log = structlog.wrap_logger(None, processors=[lambda _log, _level, line: said.append(line) or raise_drop()])
    job = Supervisor(open_sink(str(warehouse)), settings, log, Watch(), now=lambda: datetime.now(UTC) + offset)
    PROCESS.__init__()
    thread = threading.Thread(target=job.run, daemon=True)
    thread.start()
    try:
        assert wait_for(lambda: titles(warehouse) == ["Attack 0"])
        offset = step
        publish(1)
        assert wait_for(lambda: titles(warehouse) == ["Attack 0", "Attack 1"])
        assert wait_for(lambda: [line["by_s"] for line in said if line["event"] == "the clock was set"])
        offset = timedelta(0)
        publish(2)
        assert wait_for(lambda: titles(warehouse) == ["Attack 0", "Attack 1", "Attack 2"])
    finally:
        job.stopping.set()
        thread.join(30)
    assert not [line for line in said if line["event"] == "pass failed"]


def raise_drop():
    raise structlog.DropEvent
