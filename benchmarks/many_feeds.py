"""A thousand feeds on fifty hosts: is the time a run takes set by politeness and latency, or by us?

    python benchmarks/many_feeds.py [--feeds 1000] [--hosts 50] [--delay 2] [--latency 0.2]

Serves the feeds from another process, each host an address of its own on loopback, each answer late by --latency.
The least time that politeness permits is that of one host: its feeds one after another, each with its latency, and the
pause between. Ends with 1 where the run took more than a quarter longer.
"""

import argparse
import asyncio
import subprocess
import sys
import time

import apache_beam as beam

from dateline.pipeline.graph import local_pipeline
from dateline.pipeline.progress import shown
from dateline.schemas import beam as coders
from dateline.schemas.rows import FeedState
from dateline.transforms.feed.polling import new_feed
from dateline.transforms.read_feeds import ReadFeeds
from dateline.transforms.tally import read_counts
from dateline.transforms.web.settings import ClientSettings

MOST = 1.25
ITEMS = 30
PORT = 8990


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, latency: float) -> None:
    """Answer every request of a connection with the feed of its host and path."""
    while head := await reader.readuntil(b"\r\n\r\n"):
        host, port = writer.get_extra_info("sockname")[:2]
        path = head.split(b" ", 2)[1].decode()
        items = "".join(
            f"<item><title>Police arrest {n} in {path}</title><link>http://{host}:{port}{path}/{n}</link>"
            f"<description>{'Police arrested people on Monday, a spokesman said. ' * 4}</description></item>"
            for n in range(ITEMS)
        )
        body = f"<rss version='2.0'><channel><title>{path}</title>{items}</channel></rss>".encode()
        await asyncio.sleep(latency)
        lines = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(lines.encode() + body)
        await writer.drain()


async def serve(latency: float) -> None:
    """Serve on every loopback address until killed."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer, latency)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(handle, "0.0.0.0", PORT, backlog=1024)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


def poll(feeds: list[FeedState], delay: float) -> tuple[float, str]:
    """Ask the feeds by the pipeline's own step; return the seconds it took, and the balance."""
    client = ClientSettings(contact="benchmark@example.org", allow=("127.0.0.0/8",), host_delay=delay)
    pipeline = local_pipeline()
    _ = pipeline | beam.Create(feeds) | ReadFeeds(client=client)
    began = time.monotonic()
    with shown():
        result = pipeline.run()
        result.wait_until_finish()
    took = time.monotonic() - began
    balance = read_counts(result.metrics(), ("PollFeeds", "ReadFeeds"))
    return took, "\n".join(f"{c.step}: {c.came_in:,} in, {c.written:,} new, {c.failed:,} failed" for c in balance)


def main() -> int:
    """Serve, poll, print and judge."""
    assert coders
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--delay", type=float, default=2.0)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.latency))
        return 0
    command = [sys.executable, __file__, "--serve", "--latency", str(options.latency)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert server.stdout is not None
    server.stdout.readline()
    try:
        feeds = [new_feed(f"http://127.2.0.{1 + n % options.hosts}:{PORT}/feed/{n}") for n in range(options.feeds)]
        each = -(-options.feeds // options.hosts)
        least = each * options.latency + (each - 1) * options.delay
        took, counts = poll(feeds, options.delay)
    finally:
        server.kill()
    print(counts)
    print(f"{took:.1f} s; politeness and latency alone take {least:.1f} s: {took / least:.2f} times as long")
    return int(took > least * MOST)


if __name__ == "__main__":
    sys.exit(main())
