"""How one sees the job: Prometheus metrics, a health endpoint, and a status file for `dateline status`."""

import json
import os
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
"""Buckets for latencies and passes: from "at once" to "an hour behind"."""


class Watch:
    """The job's numbers. Every series is declared here; docs/operations.md lists them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.feeds = self._gauge("dateline_feeds", "Feeds by state; one may be in several", "state")
        self.elements = self._counter(
            "dateline_elements", "Elements of a step by what became of them", "step", "outcome"
        )
        self.failures = self._counter("dateline_failures", "Failures by step and reason", "step", "reason")
        self.rows = self._counter("dateline_rows", "Rows written, by table", "table")
        self.passes = self._counter("dateline_passes", "Passes, by how they ended", "status")
        self.pass_seconds = Histogram(
            "dateline_pass_seconds", "Duration of a pass, commit included", buckets=SECONDS, registry=self.registry
        )
        self.lag_seconds = Histogram(
            "dateline_lag_seconds",
            "From publication to the row, for articles published after the job began",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.pending = self._gauge("dateline_pending_entries", "Entries seen and not fetched yet")
        self.pending_of_one = self._gauge("dateline_pending_entries_of_one_host", "Of them, those of one host at most")
        self.link_seconds = Histogram(
            "dateline_link_seconds",
            "Duration of making events of new mentions",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.clock_steps = self._counter("dateline_clock_steps", "How often the clock was set, by 30 s or more")
        self.memory = self._gauge("dateline_memory_bytes", "Memory of the job and its workers, shared pages once")
        self.last_commit = self._gauge("dateline_last_commit_timestamp_seconds", "When the last pass was committed")

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, labels, registry=self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self.registry)


class Health(NamedTuple):
    """Whether the job is alive, and whether it keeps up; the reasons where it does not."""

    is_alive: bool
    is_keeping_up: bool
    reasons: list[str]


class Server:
    """Answers /metrics, /healthz (alive) and /readyz (keeping up) on loopback."""

    def __init__(self, watch: Watch, health: Callable[[], Health], port: int, host: str = "127.0.0.1") -> None:
        class Answers(BaseHTTPRequestHandler):
            paths: ClassVar[dict[str, Callable[[], tuple[int, str, bytes]]]] = {
                "/metrics": lambda: (200, CONTENT_TYPE_LATEST, generate_latest(watch.registry)),
                "/healthz": lambda: _health(health(), lambda found: found.is_alive),
                "/readyz": lambda: _health(health(), lambda found: found.is_alive and found.is_keeping_up),
            }

            def do_GET(self) -> None:
                answer = self.paths.get(self.path.partition("?")[0])
                status, kind, body = answer() if answer else (404, "text/plain", b"/metrics /healthz /readyz\n")
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing: scrapes are no news."""

        self.server = ThreadingHTTPServer((host, port), Answers)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, name="dateline-watch", daemon=True).start()

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()


def _health(found: Health, is_good: Callable[[Health], bool]) -> tuple[int, str, bytes]:
    body = {"alive": found.is_alive, "keeping_up": found.is_keeping_up, "reasons": found.reasons}
    return (200 if is_good(found) else 503), "application/json", json.dumps(body).encode() + b"\n"


def status_path(folder: Path) -> Path:
    """Return where the status of the job on a warehouse is written: beside its stages."""
    return folder.with_suffix(".status.json")


BLOCK = 4096


def write_status(path: Path, status: Mapping[str, Any]) -> None:
    """Write the status, whole or not at all; on a full disk over the old one, which is as long."""
    text = json.dumps(status, default=_text, indent=1).encode() + b"\n"
    padded = text.ljust(-(-len(text) // BLOCK) * BLOCK, b" ")
    scratch = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        scratch.write_bytes(padded)
        scratch.replace(path)
    except OSError:
        scratch.unlink(missing_ok=True)
        with path.open("r+b") as file:
            file.write(padded)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
