"""Serve the bundled site on loopback while a run reads it."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from .site import Answer, render

HOST = "127.0.0.1"
PORT = 8979
"""The port that is tried first: where it stays the same, so do the articles' URLs and ids."""


class Handler(BaseHTTPRequestHandler):
    """Answer from the rendered site, 304 where the client has it already."""

    protocol_version = "HTTP/1.1"
    site: ClassVar[dict[str, Answer]]

    def do_GET(self) -> None:
        """Send a page or a feed."""
        answer = self.site.get(self.path.partition("?")[0])
        if answer is None:
            self.send_error(404)
            return
        body = answer.body.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        fresh = self.headers.get("If-None-Match") == etag
        self.send_response(304 if fresh else 200)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", "0" if fresh else str(len(body)))
        self.end_headers()
        if not fresh:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the run's own report tells what was asked."""


@contextmanager
def serve(port: int = PORT) -> Iterator[str]:
    """Serve the site and yield its root URL; another free port is taken where `port` is in use."""

    class SiteHandler(Handler):
        site: ClassVar[dict[str, Answer]] = {}

    try:
        server = ThreadingHTTPServer((HOST, port), SiteHandler)
    except OSError:
        server = ThreadingHTTPServer((HOST, 0), SiteHandler)
    root = f"http://{HOST}:{server.server_address[1]}"
    SiteHandler.site = render(root)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield root
    finally:
        server.shutdown()
        server.server_close()
