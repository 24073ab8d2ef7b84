"""How we ask: the settings of the web client."""

from dataclasses import dataclass

PORTS = (80, 443, 8080, 8443)
MIB = 1024 * 1024


@dataclass(frozen=True)
class ClientSettings:
    """Who we are, how often and how much we ask. Times are seconds, sizes bytes of the decoded body.

    Attributes:
        contact: Address or page of whoever runs this, shown to publishers in the User-Agent.
        allow: Loopback or private hosts that may be asked: HOST, HOST:PORT or a network.
        host_delay: Pause between the end of a request and the next to the same registrable domain.
        max_crawl_delay: A longer `Crawl-delay` in a robots.txt is cut to this.
        robots: Whether pages are asked for only where robots.txt permits it.
        concurrency: Requests in flight, over all domains.
        connect_timeout: For name resolution, connection and TLS together.
        feed_timeout: For a feed, redirects included; waiting for politeness is not counted.
        page_timeout: For a page, likewise.
        feed_bytes: A longer feed is not read.
        page_bytes: A longer page is not read.
        max_redirects: Hops followed.
        ports: Ports asked, beside those that `allow` names.
    """

    contact: str = ""
    allow: tuple[str, ...] = ()
    host_delay: float = 2.0
    max_crawl_delay: float = 30.0
    robots: bool = True
    concurrency: int = 64
    connect_timeout: float = 5.0
    feed_timeout: float = 20.0
    page_timeout: float = 30.0
    feed_bytes: int = 10 * MIB
    page_bytes: int = 8 * MIB
    max_redirects: int = 5
    ports: tuple[int, ...] = PORTS


def user_agent(version: str, contact: str) -> str:
    """Return our User-Agent: what we are, where that is explained, and whom to write to.

    >>> user_agent("1.2", "desk@example.org")
    'dateline/1.2 (+https://github.com/dateline/dateline; desk@example.org)'
    """
    shown = "".join(c for c in contact if c.isprintable() and c.isascii() and c not in "()").strip()[:200]
    return f"dateline/{version} (+https://github.com/dateline/dateline{'; ' + shown if shown else ''})"
