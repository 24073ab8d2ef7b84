"""A small press on loopback for whole runs: paths with answers, every request kept."""

import html
import threading
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Press:
    """A site: `answers` maps a path to (status, content type, body); `asked` is every path asked for, in order."""

    root: str = ""
    answers: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def put(self, path, body, *, status=200, kind="text/html; charset=utf-8"):
        self.answers[path] = (status, kind, body.encode() if isinstance(body, str) else body)
        return self.root + path

    def story(self, path, title, text, published):
        """Put a page as a news site would send it."""
        paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part.strip())
        return self.put(
            path,
            f"<!doctype html><html lang='en'><head><title>{html.escape(title)}</title>"
            f"<meta property='article:published_time' content='{published:%Y-%m-%dT%H:%M:%SZ}'></head>"
            f"<body><nav><a href='/'>Home</a></nav><main><article><h1>{html.escape(title)}</h1>{paragraphs}"
            "</article></main></body></html>",
        )

    def feed(self, path, items):
        """Put an RSS 2.0 feed of (title, url, published or None)."""
        rows = "".join(
            f"<item><title>{html.escape(title)}</title>"
            + (f"<link>{html.escape(url)}</link>" if url else "")
            + (f"<pubDate>{format_datetime(published)}</pubDate>" if published else "")
            + "</item>"
            for title, url, published in items
        )
        body = (
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>Test</title><link>{self.root}/</link>"
            f"<description>d</description>{rows}</channel></rss>"
        )
        return self.put(path, body, kind="application/rss+xml; charset=utf-8")


@pytest.fixture
def press():
    """A press that serves until the test ends."""
    site = Press()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            site.asked.append(self.path)
            status, kind, body = site.answers.get(self.path.partition("?")[0], (404, "text/html", b"<h1>no</h1>"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.root = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()
