"""Where requests may go: checked on every URL and hop, and once more on the address that is connected to."""

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import NamedTuple

from yarl import URL

from ..article.urls import parse
from ..failures import Unprocessable
from .addresses import Address, Network, is_public, unwrap
from .errors import Refused
from .settings import PORTS

SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa")


class Permit(NamedTuple):
    """Something the operator allowed: a host name or a network, at one port or at any."""

    name: str | None
    network: Network | None
    port: int | None

    def covers(self, host: str, address: Address | None, port: int) -> bool:
        if self.port is not None and self.port != port:
            return False
        if self.network is None:
            return self.name == host
        return address is not None and address.version == self.network.version and address in self.network


def read_permit(text: str) -> Permit:
    """Read HOST, HOST:PORT, ADDRESS, [ADDRESS]:PORT or a network.

    Raises:
        ValueError: It is none of these.

    >>> read_permit("127.0.0.0/8").port, read_permit("localhost:8080").port
    (None, 8080)
    """
    text = text.strip().lower()
    try:
        return Permit(None, ipaddress.ip_network(re.sub(r"^\[(.*)\]$", r"\1", text), strict=False), None)
    except ValueError:
        pass
    found = re.fullmatch(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?", text)
    if found is None:
        raise ValueError(f"{text!r} is no HOST, HOST:PORT or network")
    port = int(found[2]) if found[2] else None
    try:
        return Permit(None, ipaddress.ip_network(found[1].strip("[]")), port)
    except ValueError:
        return Permit(found[1].rstrip("."), None, port)


class Guard:
    """Judges URLs and addresses.

    Args:
        allow: What the operator permits beyond public addresses and the usual ports.
        ports: The usual ports.
    """

    def __init__(self, allow: Iterable[str] = (), ports: Iterable[int] = PORTS) -> None:
        self.permits = [read_permit(text) for text in allow]
        self.ports = frozenset(ports)
        self.let_pass: set[tuple[str, int]] = set()

    def url(self, text: str, base: URL | None = None, *, userinfo: bool = False) -> URL:
        """Return the parsed URL, joined to `base` where it is relative.

        Raises:
            Refused: invalid_url, scheme, userinfo, port or private_address, where the URL alone shows it.
        """
        url = join(text, base)
        if not userinfo and (url.user is not None or url.password is not None):
            raise Refused("userinfo", "The URL has a user name in it; such links are not followed.")
        host, port = host_of(url), url.port or 0
        address = literal(host)
        if address is not None:
            self.address(host, port, address)
        elif not self.is_permitted(host, None, port):
            if host.rpartition(".")[2] in LOCAL_NAMES and not self.permits:
                raise Refused("private_address", f"{host} is a name of private networks.")
            if port not in self.ports and not self.permits:
                raise Refused("port", f"Port {port} is not asked.")
        return url

    def address(self, host: str, port: int, address: Address) -> None:
        """Check the address that is about to be connected to.

        Raises:
            Refused: private_address or port.
        """
        bare = unwrap(address)
        if self.is_permitted(host, bare, port):
            return
        if not is_public(address):
            raise Refused("private_address", f"{host} is at {bare}, which is not on the public internet.")
        if port not in self.ports:
            raise Refused("port", f"Port {port} is not asked.")

    def resolved(self, host: str, port: int, address: str) -> None:
        """Check an address that a host name was resolved to, and remember that it may be connected to.

        Raises:
            Refused: private_address or port.
        """
        self.address(host, port, ipaddress.ip_address(address.partition("%")[0]))
        self.let_pass.add((address, port))

    def connecting(self, address: str, port: int) -> None:
        """Check what a socket is opened for: the last look, whatever led here.

        Raises:
            Refused: private_address or port.
        """
        if (address, port) not in self.let_pass:
            self.address(address, port, ipaddress.ip_address(address.partition("%")[0]))

    def is_permitted(self, host: str, address: Address | None, port: int) -> bool:
        """Tell whether the operator allowed it by name or by network."""
        return any(permit.covers(host, address, port) for permit in self.permits)


def join(text: str, base: URL | None) -> URL:
    """Parse a URL, relative to `base` where there is one, as browsers do.

    Raises:
        Refused: invalid_url or scheme.
    """
    scheme = SCHEME.match(text)
    if scheme is not None and scheme[1].lower() not in {"http", "https"} and not _is_host_and_port(text):
        raise Refused("scheme", f"Only http and https are asked, not {scheme[1].lower()[:20]}.")
    try:
        if base is not None and scheme is None:
            text = str(base.join(URL(text.strip().replace("\\", "/"))))
        return parse(text).with_fragment(None)
    except Unprocessable as error:
        raise Refused("invalid_url", error.message) from None
    except (ValueError, UnicodeError):
        raise Refused("invalid_url", "The URL cannot be read.") from None


def _is_host_and_port(text: str) -> bool:
    return re.match(r"\s*[a-z0-9.-]+:\d+(/|$)", text) is not None


def host_of(url: URL) -> str:
    """Return a URL's host in lower case, without a final dot."""
    return (url.raw_host or "").lower().rstrip(".")


def literal(host: str) -> Address | None:
    """Return the address that a host spells, in any of the ways that resolvers read; None for a name.

    >>> literal("2130706433"), literal("0x7f.1"), literal("example.org")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), None)
    """
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if ":" in host:
        raise Refused("invalid_url", f"{host[:80]} is no address.")
    if not re.fullmatch(r"[0-9a-fx.]+", host) or not re.fullmatch(r"0x[0-9a-f]*|\d+", host.rpartition(".")[2]):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        raise Refused("invalid_url", f"{host[:80]} is no address.") from None
