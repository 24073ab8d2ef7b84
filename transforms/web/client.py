"""Ask a server for one thing: paced, bounded in time and size, and only where the guard lets us."""

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from ..article.urls import registrable
from .caching import DAY, retry_after
from .decode import decode_body
from .errors import FetchFailed, Refused
from .guard import Guard, host_of
from .host_store import HostStore, StoredDomain
from .politeness import DOWN_FOR, PROCESS, Politeness, State
from .settings import ClientSettings

ACCEPT_ENCODING = "gzip, br"
PERMANENT = frozenset((301, 308))
REDIRECTS = frozenset((301, 302, 303, 307, 308))
LARGE = 1024 * 1024
"""A body longer than this is read further only while few others are: what bounds the memory of all together."""

LARGE_AT_ONCE = 2
ROOM = 4 * 1024 * 1024
"""Bytes of large bodies that were read and are still in somebody's hands, beyond which no other is read to its end."""

SILENT = frozenset(("timeout", "dns", "connect"))
TOO_MANY = 600.0
"""Seconds a domain is left alone after a 429 that does not say for how long; feeds wait longer (feed/polling.py)."""

UNWANTED = re.compile(
    r"(?i)\s*(?:image|video|audio|font|model)/|\s*application/(?:pdf|zip|gzip|x-gzip|x-tar|msword|vnd\.|octet-stream)"
)
"""Content types that hold neither a feed nor a page: their bodies are not read."""

HEADER_LIMIT = 32 * 1024
CHUNK = 64 * 1024


class Answer(NamedTuple):
    """What a server answered, after redirects.

    Attributes:
        url: Where the answer is from.
        permanent_url: Where a chain of only permanent redirects led; the URL asked for where there was none.
        status: HTTP status.
        headers: Names in lower case; of repeated ones the last.
        body: Decoded; empty for a 304.
        is_whole: False where the connection ended before the announced end.
    """

    url: str
    permanent_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool = True


class Limits(NamedTuple):
    """Bounds of one request: seconds in all, bytes of the decoded body, and whether a longer one is cut."""

    seconds: float
    size: int
    cut: bool = False


Permission = Callable[[URL], Awaitable[None]]


class CheckedResolver(AbstractResolver):
    """Resolves names and hands on only addresses that the guard lets pass, so that what was checked is connected to.

    A name with any forbidden address is refused as a whole: an honest publisher has none.
    """

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self.look_up(host, port, family)
        for one in found:
            self.guard.resolved(host.lower().rstrip("."), port, one["host"])
        return found

    async def look_up(self, host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
        """Ask the system's resolver."""
        loop = asyncio.get_running_loop()
        try:
            infos = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        except UnicodeError as error:
            raise OSError(f"no host name: {error}") from None
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=kind,
                proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, proto, _, address in infos
        ]

    async def close(self) -> None:
        """Nothing is held."""


class Client:
    """Asks servers, politely. Use `open_client` to get one inside an event loop."""

    def __init__(
        self,
        settings: ClientSettings,
        agent: str,
        guard: Guard,
        session: aiohttp.ClientSession,
        *,
        pace: Politeness,
        now: Callable[[], datetime],
        store: HostStore | None = None,
    ) -> None:
        self.settings, self.agent, self.guard, self.session = settings, agent, guard, session
        self.pace, self.now, self.store = pace, now, store
        self.recalled: set[str] = set()
        self.places = asyncio.Semaphore(settings.concurrency)
        self.large = asyncio.Semaphore(LARGE_AT_ONCE)
        self.requests = 0
        self.held = 0
        self.waiting: Callable[[], int] = int
        """How many bytes that were read wait for who takes them."""
        self.yields = False
        """Whether others of this process go first, for a while."""
        self.start_by: float | None = None
        """No request begins after this time of the pace's clock; a turn that comes later raises NoTurn."""

    async def get(
        self,
        url: str,
        *,
        limits: Limits,
        headers: Mapping[str, str] | None = None,
        permission: Permission | None = None,
        userinfo: bool = False,
    ) -> Answer:
        """Ask for a URL and follow its redirects, every hop checked, permitted and paced.

        Args:
            url: What is asked for.
            limits: Bounds. Time spent waiting for one's turn does not count.
            headers: Sent along, to the URL itself and to where it redirects.
            permission: Called with each hop's URL; raises where it may not be asked.
            userinfo: Whether a user name and password in the URL are used, as for a feed that the operator names.

        Raises:
            Refused: It points where we do not ask.
            FetchFailed: There was no usable answer. Any HTTP status is an answer.
        """
        target = self.guard.url(url, userinfo=userinfo)
        permanent, always = target, True
        seconds = limits.seconds
        for _ in range(self.settings.max_redirects + 1):
            if permission is not None:
                await permission(target)
            answer, taken = await self._paced(target, limits._replace(seconds=seconds), headers or {})
            seconds -= taken
            if answer.status not in REDIRECTS:
                return answer._replace(permanent_url=str(permanent.with_user(None)))
            place = answer.headers.get("location", "").strip()
            if not place:
                raise FetchFailed("bad_response", f"The server answered {answer.status} without saying where to.")
            credentials = (target.user, target.password) if target.user else None
            before, target = target, self.guard.url(place, target.with_user(None))
            if credentials and target.origin() == before.with_user(None).origin():
                target = target.with_user(credentials[0]).with_password(credentials[1])
            always = always and answer.status in PERMANENT
            if always:
                permanent = target
        raise Refused("redirects", f"More than {self.settings.max_redirects} redirects.")

    async def _paced(self, url: URL, limits: Limits, headers: Mapping[str, str]) -> tuple[Answer, float]:
        """Wait for the domain's turn and ask; a connection that was reset is tried once more, in turn."""
        domain = registrable(host_of(url))
        self.recall(domain)
        for last in (False, True):
            async with self._turn(domain):
                if (held := self.pace.held_for(domain)) > 0:
                    raise FetchFailed("held", f"{domain} asked us to wait for another {held:.0f} s.")
                if self.pace.is_down(domain):
                    raise FetchFailed("site_down", f"{domain} did not answer several times; it is left alone for now.")
                loop = asyncio.get_running_loop()
                began = loop.time()
                self.requests += 1
                try:
                    answer = await self._ask(url, limits, headers)
                    self._heed(domain, answer)
                    return answer, loop.time() - began
                except FetchFailed as error:
                    self.pace.note(domain, answered=error.reason not in SILENT)
                    if error.reason == "decode" and not last:
                        headers = {**headers, "Accept-Encoding": "identity"}
                    elif error.reason != "reset" or last:
                        raise
        raise AssertionError("the loop returns or raises")

    @contextmanager
    def holding(self, answer: Answer) -> Iterator[None]:
        """Count an answer's body as still in use: until it is not, few other large ones are read."""
        self.held += len(answer.body)
        try:
            yield
        finally:
            self.held -= len(answer.body)

    @asynccontextmanager
    async def _turn(self, domain: str) -> AsyncIterator[None]:
        """Wait for a domain's turn, and write down when it may be asked again: now, should we be killed, and after."""
        turn = self.pace.turn(domain, self.settings.host_delay, start_by=self.start_by, yields=self.yields)
        async with turn, self.places:
            self.remember(domain, self.pace.pause(domain, self.settings.host_delay))
            try:
                yield
            finally:
                self.remember(domain, self.pace.pause(domain, self.settings.host_delay))

    def recall(self, domain: str) -> None:
        """Take up what an earlier process knew of a domain."""
        if self.store is None or domain in self.recalled:
            return
        self.recalled.add(domain)
        now = self.now().timestamp()
        known = self.store.domain(domain) or StoredDomain(domain, now)
        longest = State(max(self.settings.host_delay, self.settings.max_crawl_delay), DAY.total_seconds(), DOWN_FOR)
        times = (known.free, known.held, known.down)  # bounded, for a clock that jumped must not hold it for ever
        left = State(*(min(max(when - now, 0.0), most) for when, most in zip(times, longest, strict=True)))
        self.pace.recall(domain, left, self.store.delays(domain, now))

    def remember(self, domain: str, pause: float = 0.0) -> None:
        """Write down when a domain may be asked again: not before so many seconds from now."""
        if self.store is not None:
            now, state = self.now().timestamp(), self.pace.state(domain)
            state = state._replace(free=max(state.free, pause))
            self.store.keep_domain(StoredDomain(domain, now, *(now + left if left else 0.0 for left in state)))

    def _heed(self, domain: str, answer: Answer) -> None:
        """Let a 429 hold the whole domain, for as long as it says, or a little where it does not."""
        self.pace.note(domain, answered=True)
        if answer.status == 429:
            asked = retry_after(answer.headers, self.now())
            self.pace.hold(domain, TOO_MANY if asked is None else asked.total_seconds())

    async def _ask(self, url: URL, limits: Limits, headers: Mapping[str, str]) -> Answer:
        sent = {"User-Agent": self.agent, "Accept-Encoding": ACCEPT_ENCODING, **headers}
        if url.user is not None:
            sent["Authorization"] = aiohttp.encode_basic_auth(url.user, url.password or "")
            url = url.with_user(None)
        try:
            async with asyncio.timeout(max(limits.seconds, 0.1)) as deadline:
                return await self._exchange(url, limits, sent, deadline)
        except TimeoutError:
            raise FetchFailed("timeout", f"No full answer in {limits.seconds:.0f} s.") from None
        except aiohttp.ClientError as error:
            raise _named(error) from None
        except (OSError, EOFError) as error:
            raise FetchFailed("connect", f"The connection failed: {type(error).__name__}.") from None
        except (ValueError, UnicodeError) as error:  # what aiohttp raises on some malformed answers
            raise FetchFailed("bad_response", f"The answer cannot be read: {type(error).__name__}.") from None

    async def _exchange(
        self, url: URL, limits: Limits, headers: Mapping[str, str], deadline: asyncio.Timeout
    ) -> Answer:
        response = await self.session.get(url, headers=headers, allow_redirects=False)
        try:
            found = {name.lower(): value for name, value in response.headers.items()}
            status = response.status
            body, is_whole = b"", True
            if status < 300:
                if not url.path.lower().endswith(".xml.gz"):  # a sitemap, however it is called
                    _check_type(found.get("content-type", ""), limits)
                raw, is_whole = await self._read(response, limits, deadline)
                body = decode_body(raw, found.get("content-encoding", ""), limits.size, cut=limits.cut)
            if status >= 300 or not is_whole:
                response.close()  # the body of an error or a redirect is not worth its risk
            return Answer(str(url), str(url), status, found, body, is_whole)
        except BaseException:
            response.close()
            raise
        finally:
            response.release()

    async def _read(
        self, response: aiohttp.ClientResponse, limits: Limits, deadline: asyncio.Timeout
    ) -> tuple[bytes, bool]:
        """Read the raw body up to the limit; tell whether all of it came."""
        if not limits.cut and (response.content_length or 0) > limits.size:
            raise FetchFailed("too_large", f"The body is larger than {limits.size / 1048576:g} MiB.")
        raw = bytearray()
        is_large = False
        try:
            async for chunk in response.content.iter_chunked(CHUNK):
                raw += chunk
                if len(raw) > limits.size:
                    if limits.cut:
                        return bytes(raw[: limits.size]), False
                    raise FetchFailed("too_large", f"The body is larger than {limits.size / 1048576:g} MiB.")
                if len(raw) > LARGE and not is_large:
                    is_large = await self._enter_large(deadline)
        except (aiohttp.ClientPayloadError, ConnectionResetError):
            if not raw:
                raise FetchFailed("truncated", "The connection ended before the body.") from None
            return bytes(raw), False
        finally:
            if is_large:
                self.large.release()
        return bytes(raw), True

    async def _enter_large(self, deadline: asyncio.Timeout) -> bool:
        """Wait until few enough large bodies are being read or used; that wait is ours, not the server's."""
        loop = asyncio.get_running_loop()
        left = (deadline.when() or loop.time()) - loop.time()
        deadline.reschedule(None)
        await self.large.acquire()
        try:
            while self.held + self.waiting() > ROOM:
                await asyncio.sleep(0.05)
        except BaseException:
            self.large.release()
            raise
        deadline.reschedule(loop.time() + left)
        return True


def _check_type(content_type: str, limits: Limits) -> None:
    if not limits.cut and UNWANTED.match(content_type):
        raise FetchFailed("content_type", f"This is {content_type[:60]!r}, no text to read.")


def _named(error: aiohttp.ClientError) -> FetchFailed | Refused:
    """Say in our words what went wrong; aiohttp's messages may hold the URL, so they are not passed on."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Refused):
            return cause
        cause = cause.__cause__
    kinds: tuple[tuple[type[Exception], str, str], ...] = (
        (aiohttp.ClientConnectorDNSError, "dns", "The host name is not known."),
        (aiohttp.ClientSSLError, "tls_error", "The server's certificate or TLS is not valid."),
        (aiohttp.ServerTimeoutError, "timeout", "The server did not take the connection in time."),
        (aiohttp.ConnectionTimeoutError, "timeout", "The server did not take the connection in time."),
        (aiohttp.ServerDisconnectedError, "reset", "The server closed the connection without an answer."),
        (aiohttp.ClientConnectorError, "connect", "The server does not take connections."),
        (aiohttp.ClientConnectionResetError, "reset", "The server reset the connection."),
        (aiohttp.ClientOSError, "reset", "The connection broke."),
        (aiohttp.ClientPayloadError, "truncated", "The body ended too early."),
        (aiohttp.ClientResponseError, "bad_response", "The answer is not HTTP as it should be."),
        (aiohttp.InvalidURL, "invalid_url", "The URL cannot be asked."),
    )
    for kind, reason, message in kinds:
        if isinstance(error, kind):
            return FetchFailed(reason, message)
    return FetchFailed("bad_response", f"The request failed: {type(error).__name__}.")


def utc_now() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_client(
    settings: ClientSettings,
    agent: str,
    *,
    pace: Politeness = PROCESS,
    now: Callable[[], datetime] = utc_now,
    store: HostStore | None = None,
    resolver: Callable[[Guard], AbstractResolver] = CheckedResolver,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Client]:
    """Open a client in the running event loop; it is closed with the context.

    Args:
        settings: How it asks.
        agent: Its User-Agent.
        pace: Whose pauses it keeps.
        now: The time, against which dates in Retry-After are read.
        store: What earlier processes knew of hosts; None: it begins with nothing.
        resolver: Makes what resolves names, given the guard.
        tls: Whose certificates it trusts; the system's where it is None.
    """
    guard = Guard(settings.allow, settings.ports)

    def open_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        guard.connecting(str(address[0]), int(address[1]))
        return socket.socket(family=family, type=kind, proto=protocol)

    connector = aiohttp.TCPConnector(
        resolver=resolver(guard),
        use_dns_cache=False,
        limit=0,
        limit_per_host=2,
        keepalive_timeout=15,
        socket_factory=open_socket,
        ssl=tls if tls is not None else True,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, connect=settings.connect_timeout),
        auto_decompress=False,
        trust_env=False,
        max_line_size=HEADER_LIMIT,
        max_field_size=HEADER_LIMIT,
        skip_auto_headers=("User-Agent", "Accept"),
    )
    session._retry_connection = False  # noqa: SLF001 (aiohttp asks again at once; we do, in turn, after the pause)
    try:
        yield Client(settings, agent, guard, session, pace=pace, now=now, store=store)
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                await session.close()
