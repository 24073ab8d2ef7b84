"""A `dateline stream` in a process of its own, and ways to look at it."""

import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import duckdb
import pytest

PATIENCE_S = 90


class Job:
    """The job; `started` is its first line, so it is running when this returns."""

    def __init__(self, warehouse, feeds, *options, before=()):
        words = [
            "stream",
            "--feeds",
            *feeds,
            "--warehouse",
            str(warehouse),
            "--poll-interval",
            "2",
            "--host-delay",
            "0",
        ]
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "dateline.pipeline", *words, "--allow-host", "127.0.0.0/8",
             "--metrics-port", "0", "--log-format", "json", *options],
            stderr=subprocess.PIPE, text=True, cwd=warehouse.parent,
        )  # fmt: skip
        self.metrics = self.first_line()["metrics"]

    def first_line(self):
        while line := self.process.stderr.readline():
            if line.startswith("{") and json.loads(line)["event"] == "started":
                return json.loads(line)
        raise AssertionError("the job did not start")

    def get(self, path):
        try:
            with urllib.request.urlopen(self.metrics.replace("/metrics", path), timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def metric(self, name):
        """Return the sum of the series whose line begins with a name."""
        lines = [line for line in self.get("/metrics")[1].splitlines() if line.startswith(name)]
        return sum(float(line.rpartition(" ")[2]) for line in lines)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        began = time.monotonic()
        _, rest = self.process.communicate(timeout=30)
        return self.process.returncode, time.monotonic() - began, rest


@pytest.fixture
def start():
    """Start jobs that end with the test."""
    jobs = []

    def make(*words, **options):
        jobs.append(Job(*words, **options))
        return jobs[-1]

    yield make
    for job in jobs:
        if job.process.poll() is None:
            job.process.kill()
            job.process.communicate()


@pytest.fixture
def warehouse(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news.duckdb"


@pytest.fixture
def titles():
    """Return the titles in a warehouse; none while it is being written."""

    def read(path):
        try:
            with duckdb.connect(str(path), read_only=True) as connection:
                return sorted(title for (title,) in connection.execute("SELECT title FROM articles").fetchall())
        except duckdb.Error:
            return []

    return read


@pytest.fixture
def wait_for():
    """Wait until something holds."""

    def wait(condition, seconds=PATIENCE_S):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.2)
        return False

    return wait
