"""What tests of several parts share: a real server on loopback that answers as it is told, byte for byte."""

import contextlib
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest

HTML = "text/html; charset=utf-8"


@dataclass
class Request:
    """A request that the server received."""

    at: float
    path: str
    headers: Mapping[str, str]
    host: str


@dataclass
class Reply:
    """An answer: its parts, or `raw` bytes, or a `script` that writes to the socket itself."""

    body: bytes | str = b""
    status: int = 200
    type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    raw: bytes | None = None
    script: Callable[[socket.socket], None] | None = None

    def send(self, connection: socket.socket) -> None:
        if self.script is not None:
            self.script(connection)
            return
        if self.raw is not None:
            connection.sendall(self.raw)
            return
        body = self.body.encode() if isinstance(self.body, str) else self.body
        head = [f"HTTP/1.1 {self.status} Whatever"]
        if self.type:
            head.append(f"Content-Type: {self.type}")
        head += [f"{name}: {value}" for name, value in self.headers.items()]
        head += [f"Content-Length: {len(body) if self.length is None else self.length}", "Connection: close", "", ""]
        connection.sendall("\r\n".join(head).encode("latin-1") + body)


class Site:
    """A server and what it answers by path; every request is kept."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.routes: dict[str, Reply | bytes | str | Callable[[Request], Reply | bytes | str]] = {}
        self.requests: list[Request] = []
        self.open = 0
        self.most_open = 0
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):  # the client goes away, as it should from the worst of these
                    site.serve(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 128

        self.server = Server((host, port), Handler)
        self.host, self.port = self.server.server_address[:2]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}:{self.port}{path}"

    def serve(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(65536)
            if not more:
                return
            head += more
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)
        }
        request = Request(time.monotonic(), path, headers, headers.get("host", ""))
        self.requests.append(request)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            answer = self.routes.get(path, self.routes.get(path.partition("?")[0], Reply("no such page", 404)))
            if callable(answer):
                answer = answer(request)
            reply = answer if isinstance(answer, Reply) else Reply(answer)
            reply.send(connection)
        finally:
            self.open -= 1

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def drip(head: bytes, piece: bytes, pause: float = 0.05, times: int = 100_000) -> Callable[[socket.socket], None]:
    """Return a script that sends a head, then a piece at a time."""

    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(times):
            connection.sendall(piece)
            time.sleep(pause)

    return send


def reset(after: bytes = b"") -> Callable[[socket.socket], None]:
    """Return a script that sends something and then resets the connection."""

    def send(connection: socket.socket) -> None:
        if after:
            connection.sendall(after)
            time.sleep(0.05)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    return send


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on 127.0.0.1."""
    made = Site()
    yield made
    made.close()


@pytest.fixture
def open_site() -> Iterator[Callable[..., Site]]:
    """Makes servers, also on other loopback addresses."""
    made: list[Site] = []

    def start(host: str = "127.0.0.1", port: int = 0) -> Site:
        made.append(Site(host, port))
        return made[-1]

    yield start
    for one in made:
        one.close()


@pytest.fixture(scope="session")
def site_class() -> type[Site]:
    """The class of servers."""
    return Site


@pytest.fixture(scope="session")
def reply() -> type[Reply]:
    """The class of answers."""
    return Reply


@pytest.fixture(scope="session")
def scripts() -> dict[str, Callable[..., Callable[[socket.socket], None]]]:
    """Answers that misbehave on the wire."""
    return {"drip": drip, "reset": reset}
