"""Hostile answers: each ends in its own reason, in time, and without filling memory."""

import asyncio
import gzip
import time
import zlib

import brotli
import pytest

from dateline.transforms.failures import Unprocessable
from dateline.transforms.web.client import Limits, open_client
from dateline.transforms.web.politeness import Politeness
from dateline.transforms.web.settings import ClientSettings

OK = b"<html><body><p>Police arrested four people.</p></body></html>"
MIB = 2**20
SECONDS, PATIENCE, HUNG = 1.5, 30.0, 60.0
"""For what is to time out; for what is to end otherwise, also on a busy machine; after which something hangs."""


def bomb(size: int) -> bytes:
    """Return gzip that becomes so many zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b"\0" * MIB) for _ in range(size // MIB)) + packer.flush()


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1")


GZIP = {"Content-Encoding": "gzip"}
BR = {"Content-Encoding": "br"}

case = dict
CHUNK = b"10000\r\n" + b"x" * 65536 + b"\r\n"
LONG_HEADER = b"X-A: " + b"a" * 9000 + b"\r\n"
CASES = {
    # compression
    "gzip bomb": (case(body=bomb(512 * MIB), headers=GZIP), "too_large"),
    "brotli bomb": (case(body=brotli.compress(b"\0" * 256 * MIB, quality=5), headers=BR), "too_large"),
    "deflate bomb": (case(body=zlib.compress(b"\0" * 64 * MIB), headers={"Content-Encoding": "deflate"}), "too_large"),
    "zstd, not asked for": (case(body=b"\x28\xb5\x2f\xfd", headers={"Content-Encoding": "zstd"}), "encoding"),
    "gzip in gzip": (case(body=gzip.compress(OK), headers={"Content-Encoding": "gzip, gzip"}), "encoding"),
    "500 encodings": (case(body=OK, headers={"Content-Encoding": ", ".join(["gzip"] * 500)}), "encoding"),
    "unknown encoding": (case(body=OK, headers={"Content-Encoding": "x-evil"}), "encoding"),
    "truncated gzip": (case(body=gzip.compress(OK * 99)[:-30], headers=GZIP), "decode"),
    "gzip with a wrong checksum": (case(body=gzip.compress(OK)[:-8] + b"\0" * 8, headers=GZIP), "decode"),
    "says gzip, is plain": (case(body=OK, headers=GZIP), "decode"),
    "says br, is plain": (case(body=OK, headers=BR), "decode"),
    "truncated brotli": (case(body=brotli.compress(OK * 99)[:-9], headers=BR), "decode"),
    "says plain, is gzip": (case(body=gzip.compress(OK)), OK),
    "two gzip members": (case(body=gzip.compress(OK) + gzip.compress(OK), headers=GZIP), OK + OK),
    "junk after gzip": (case(body=gzip.compress(OK) + b"junk", headers=GZIP), OK),
    "raw deflate": (case(body=zlib.compress(OK)[2:-4], headers={"Content-Encoding": "deflate"}), OK),
    "bomb that says plain": (case(body=bomb(64 * MIB)), "too_large"),
    # size
    "10 MB of text": (case(body=b"x" * 10 * MIB), "too_large"),
    "announced 10 GB": (case(body=b"x", length=10 * 2**30), "too_large"),
    "endless body": (case(script=("drip", head("Content-Type: text/html"), b"x" * 65536, 0)), "too_large"),
    "endless chunks": (case(script=("drip", head("Transfer-Encoding: chunked"), CHUNK, 0)), "too_large"),
    # time
    "a byte at a time": (case(script=("drip", head("Content-Length: 99999"), b"x", 0.1)), "timeout"),
    "a header at a time": (case(script=("drip", b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.1)), "timeout"),
    "nothing at all": (case(script=("drip", b"", b"", 0.2)), "timeout"),
    "half a status line": (case(script=("drip", b"HTTP/1.", b"", 0.2)), "timeout"),
    # headers
    "a header of 1 MB": (case(body=OK, headers={"X-A": "a" * MIB}), "bad_response"),
    "10,000 headers": (case(body=OK, headers={f"X-{n}": "a" for n in range(10_000)}), "bad_response"),
    "24 MB of headers": (case(script=("drip", b"HTTP/1.1 200 OK\r\n", LONG_HEADER, 0)), "bad_response"),
    "a header of 9 KB is fine": (case(body=OK, headers={"Content-Security-Policy": "a" * 9000}), OK),
    "a cookie flood": (case(body=OK, headers={f"Set-Cookie{' ' * 0}": "a=" + "b" * 3000}), OK),
    "no HTTP": (case(raw=b"SSH-2.0-OpenSSH_9.2\r\n"), "bad_response"),
    "HTTP/0.9": (case(raw=OK), "bad_response"),
    "garbage": (case(raw=bytes(range(256)) * 40), "bad_response"),
    "bad chunk size": (case(raw=head("Transfer-Encoding: chunked") + b"zz\r\nabc\r\n"), "bad_response"),
    "a negative length": (case(raw=head("Content-Length: -5") + OK), "bad_response"),
    "two lengths": (case(raw=head("Content-Length: 5", "Content-Length: 61") + OK), "bad_response"),
    "NUL in a header": (case(raw=head("X-A: a\0b", f"Content-Length: {len(OK)}") + OK), "bad_response"),
    "status 999": (case(raw=head(status="999 Odd") + OK), 999),
    "status 99": (case(raw=head(status="99 Odd") + OK), "bad_response"),
    "endless 100 Continue": (case(script=("drip", b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001)), "timeout"),
    # broken connections
    "reset at once": (case(script=("reset",)), "reset"),
    "reset in the headers": (case(script=("reset", b"HTTP/1.1 200 OK\r\nContent-")), "reset"),
    "reset before the body": (case(script=("reset", head("Content-Length: 100"))), "truncated"),
    "closed without a word": (case(raw=b""), "reset"),
    "closed before the body": (case(raw=head("Content-Length: 100")), "truncated"),
    # statuses are answers
    "404": (case(body=OK, status=404), 404),
    "410": (case(body=OK, status=410), 410),
    "418": (case(body=OK, status=418), 418),
    "429": (case(body=OK, status=429), 429),
    "451": (case(body=OK, status=451), 451),
    "500": (case(body=OK, status=500), 500),
    "500 with a bomb": (case(body=bomb(64 * MIB), headers=GZIP, status=500), 500),
    "503 with an endless body": (case(script=("drip", head(status="503 No"), b"x" * 65536, 0)), 503),
    "522": (case(body=OK, status=522), 522),
    "204": (case(raw=head(status="204 None")), b""),
    "304, not asked for": (case(raw=head(status="304 Same")), 304),
    "empty": (case(body=b""), b""),
    # what is no text
    "a PDF": (case(body=b"%PDF-1.4", type="application/pdf"), "content_type"),
    "a film": (case(body=b"x", type="video/mp4"), "content_type"),
    "a picture": (case(body=b"x", type="image/png"), "content_type"),
    "an archive": (case(body=b"PK", type="application/zip"), "content_type"),
    "no type at all": (case(body=OK, type=""), OK),
    # redirects
    "a loop": (case(status=302, headers={"Location": "/case"}), "redirects"),
    "to nowhere": (case(status=302), "bad_response"),
    "to a file": (case(status=302, headers={"Location": "file:///etc/passwd"}), "scheme"),
    "to gopher": (case(status=301, headers={"Location": "gopher://127.0.0.1:70/"}), "scheme"),
    "to a private address": (case(status=302, headers={"Location": "http://10.0.0.1/"}), "private_address"),
    "to the metadata service": (case(status=307, headers={"Location": "http://169.254.169.254/"}), "private_address"),
    "to another loopback address": (case(status=302, headers={"Location": "http://127.0.0.99/"}), "private_address"),
    "to another port": (case(status=302, headers={"Location": "http://127.0.0.1:22/"}), "private_address"),
    "to hexadecimal": (case(status=302, headers={"Location": "http://0x7f000001/"}), "private_address"),
    "to a v4-mapped address": (case(status=302, headers={"Location": "http://[::ffff:10.0.0.1]/"}), "private_address"),
    "to a user name": (case(status=302, headers={"Location": "http://a:b@example.org/"}), "userinfo"),
    "to 20 KB": (case(status=302, headers={"Location": "/" + "a" * 20_000}), "invalid_url"),
    "to 1 MB": (case(status=302, headers={"Location": "/" + "a" * MIB}), "bad_response"),
    "to a name that is none": (case(status=302, headers={"Location": "http://a..b/"}), "invalid_url"),
    "with a bomb as body": (case(status=302, body=bomb(64 * MIB), headers={**GZIP, "Location": "/ok"}), OK),
    "with an endless body": (case(script=("drip", head("Location: /ok", status="301 There"), b"x" * 65536, 0)),
        OK,
    ),
    "to data": (case(status=302, headers={"Location": "data:text/html,<p>x</p>"}), "scheme"),
    "to a script": (case(status=302, headers={"Location": "javascript:alert(1)"}), "scheme"),
    "to a host without a scheme": (case(status=302, headers={"Location": "//10.0.0.1/x"}), "private_address"),
    "to zero": (case(status=302, headers={"Location": "http://0/"}), "private_address"),
    "to octal": (case(status=302, headers={"Location": "http://0177.0.0.1/"}), "private_address"),
    "to a short address": (case(status=302, headers={"Location": "http://10.1/"}), "private_address"),
    "to full-width digits": (case(raw=head("Location: http://１０.0.0.1/".encode().decode("latin-1"), status="302 F")), "private_address"),
    "to circled digits": (case(raw=head("Location: http://①⓪.⓪.⓪.①/".encode().decode("latin-1"), status="302 F")), "private_address"),
    "to NAT64": (case(status=302, headers={"Location": "http://[64:ff9b::a00:1]/"}), "private_address"),
    "to 6to4": (case(status=302, headers={"Location": "http://[2002:a00:1::1]/"}), "private_address"),
    "to a zone": (case(status=302, headers={"Location": "http://[fe80::1%25eth0]/"}), {"private_address", "invalid_url"}),
    "to the unspecified address": (case(status=302, headers={"Location": "http://[::]/"}), "private_address"),
    "to localhost with a dot": (case(status=302, headers={"Location": "http://localhost./"}), {"private_address", "connect", "port", "dns"}),
    "to itself with TLS": (case(raw=head("Location: https:/case", status="302 F")), {"redirects", "invalid_url", "private_address", "scheme"}),
    "until there is a cookie": (case(status=302, headers={"Location": "/case?again", "Set-Cookie": "seen=1"}), "redirects"),
    "that is refreshed elsewhere": (case(body=OK, headers={"Refresh": "0; url=http://10.0.0.1/"}), OK),
    "300 with a place": (case(status=300, headers={"Location": "http://10.0.0.1/"}), 300),
    "305, use a proxy": (case(status=305, headers={"Location": "http://10.0.0.1:3128/"}), 305),
    "407": (case(status=407, headers={"Proxy-Authenticate": "Basic"}), 407),
    "401 with a challenge": (case(status=401, headers={"WWW-Authenticate": "NTLM"}), 401),
    # framing
    "a chunk extension of 60 KB": (
        case(raw=head("Transfer-Encoding: chunked") + b"5;" + b"a=b;" * 15_000 + b"\r\nhello\r\n0\r\n\r\n"),
        {b"hello", "bad_response"},
    ),
    "an endless chunk extension": (
        case(script=("drip", head("Transfer-Encoding: chunked") + b"5;", b"a=b;" * 9000, 0)), {"bad_response", "timeout"}
    ),
    "endless trailers": (
        case(script=("drip", head("Transfer-Encoding: chunked") + b"1\r\nx\r\n0\r\n", b"X-A: b\r\n" * 500, 0.001)),
        {b"x", "bad_response", "timeout", "too_large"},
    ),
    "a million chunks of one byte": (
        case(raw=head("Transfer-Encoding: chunked") + b"1\r\nx\r\n" * 500_000 + b"0\r\n\r\n"), {b"x" * 500_000, "timeout"}
    ),
    "a length and chunks": (
        case(raw=head("Content-Length: 3", "Transfer-Encoding: chunked") + b"5\r\nhello\r\n0\r\n\r\n"), {b"hello", "bad_response"}
    ),
    "less than it sends": (case(body=OK, length=6), {OK[:6], "bad_response"}),
    "gzip as transfer encoding": (
        case(raw=head("Transfer-Encoding: gzip, chunked") + b"5\r\nhello\r\n0\r\n\r\n"), {b"hello", "bad_response", "decode"}
    ),
    "folded headers": (case(raw=head("X-A: a\r\n b\r\n c", f"Content-Length: {len(OK)}") + OK), {OK, "bad_response"}),
    "a blank before a colon": (case(raw=head("X-A : b", f"Content-Length: {len(OK)}") + OK), {OK, "bad_response"}),
    "bare line feeds": (case(raw=b"HTTP/1.1 200 OK\nContent-Length: 61\n\n" + OK), {OK, "bad_response", "timeout"}),
    "early hints without end": (
        case(script=("drip", b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", 0.001)), {"timeout", "bad_response"}
    ),
    "a switch of protocols": (case(raw=head("Upgrade: websocket", "Connection: Upgrade", status="101 Switching")), {"timeout", "bad_response", "reset", "truncated", 101}),
    "HTTP/2": (case(raw=b"\0\0\x12\x04\0\0\0\0\0" + b"\0" * 18), "bad_response"),
    "a reason of 1 MB": (case(raw=head(status="200 " + "a" * MIB) + OK), "bad_response"),
    "HTTP/9.9": (case(raw=head(f"Content-Length: {len(OK)}").replace(b"1.1", b"9.9") + OK), {OK, "bad_response"}),
    # more of compression
    "gzip five times": (case(body=OK, headers={"Content-Encoding": "gzip, gzip, gzip, gzip, gzip"}), "encoding"),
    "300,000 empty gzip members": (case(body=gzip.compress(b"") * 300_000, headers=GZIP), "decode"),
    "gzip with a name without end": (case(body=b"\x1f\x8b\x08\x08" + b"\0" * 6 + b"a" * 5 * MIB, headers=GZIP), "decode"),
    "an empty body that says gzip": (case(body=b"", headers=GZIP), {b"", "decode"}),
    # streams
    "events without end": (case(script=("drip", head("Content-Type: text/event-stream"), b"data: x\n\n", 0.05)), {"timeout", "content_type"}),
    "pictures one after another": (
        case(script=("drip", head("Content-Type: multipart/x-mixed-replace; boundary=x"), b"--x\r\n\r\n", 0.05)), {"timeout", "content_type"}
    ),
    "100 MB that say nothing of it": (case(script=("drip", head("Content-Type: text/xml"), b"<item/>" * 9000, 0)), "too_large"),
    # what an outsider would try next
    "100 gzip members of 1 MB": (case(body=gzip.compress(b"\0" * MIB) * 100, headers=GZIP), "too_large"),
    "brotli of a small window": (case(body=brotli.compress(b"\0" * 256 * MIB, quality=2, lgwin=10), headers=BR), "too_large"),
    "brotli of a window too large": (case(body=b"\x11\x1e" + b"\xff" * 4000, headers=BR), "decode"),
    "brotli and then junk": (case(body=brotli.compress(OK) + b"junk" * 999, headers=BR), {OK, "decode"}),
    "a hundred kinds of gzip flags": (case(body=b"\x1f\x8b\x08\xff" + b"\xff" * 4000, headers=GZIP), "decode"),
    "upper-case encoding": (case(body=gzip.compress(OK), headers={"Content-Encoding": "GZIP"}), OK),
    "identity": (case(body=OK, headers={"Content-Encoding": "identity"}), {OK, "encoding"}),
    "500 cookies of 4 KB": (case(raw=head(*[f"Set-Cookie: c{n}={'a' * 4000}" for n in range(500)], f"Content-Length: {len(OK)}") + OK), {OK, "bad_response"}),
    "NUL in the name of a header": (case(raw=head("X-\0A: b", f"Content-Length: {len(OK)}") + OK), {OK, "bad_response"}),
    "a header without a name": (case(raw=head(": b", f"Content-Length: {len(OK)}") + OK), "bad_response"),
    "a header without a colon": (case(raw=head("nonsense", f"Content-Length: {len(OK)}") + OK), "bad_response"),
    "a length with a sign": (case(raw=head("Content-Length: +61") + OK), "bad_response"),
    "a length in hexadecimal": (case(raw=head("Content-Length: 0x3d") + OK), "bad_response"),
    "a length of 400 digits": (case(raw=head("Content-Length: " + "9" * 400) + OK), {"bad_response", "too_large"}),
    "a length of 5,000 digits": (case(raw=head("Content-Length: " + "9" * 5000) + OK), {"bad_response", "too_large"}),
    "a length twice in one": (case(raw=head("Content-Length: 61, 61") + OK), {OK, "bad_response"}),
    "a chunk of 2**64": (case(raw=head("Transfer-Encoding: chunked") + b"10000000000000000\r\nabc"), {"bad_response", "truncated", b"abc"}),
    "a chunk of minus one": (case(raw=head("Transfer-Encoding: chunked") + b"-1\r\nabc\r\n"), "bad_response"),
    "chunks without an end": (case(raw=head("Transfer-Encoding: chunked") + b"5\r\nhello\r\n"), {b"hello", "truncated"}),
    "chunks, it says twice": (
        case(raw=head("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + b"5\r\nhello\r\n0\r\n\r\n"), {b"hello", "bad_response"}
    ),
    "a type of 8 KB": (case(body=OK, type="text/html; charset=" + "a" * 8000), OK),
    "a type of nothing but signs": (case(body=OK, type=";;;=,,"), OK),
    "a 401 for a name and a word": (case(status=401, headers={"WWW-Authenticate": 'Basic realm="x"'}), 401),
    "a redirect and no end of it": (case(script=("drip", head("Location: /ok", status="302 F")[:-2], b"X-A: b\r\n", 0.05)), "timeout"),
    "to a Teredo address": (case(status=302, headers={"Location": "http://[2001:0:4136:e378:8000:63bf:f5ff:fffe]/"}), "private_address"),
    "to an ISATAP address": (case(status=302, headers={"Location": "http://[2a00:1450:4001::5efe:10.0.0.1]/"}), "private_address"),
    "to an address of a future kind": (case(status=302, headers={"Location": "http://[v1.fe80::a]/"}), "invalid_url"),
    "to an address with escapes": (case(status=302, headers={"Location": "http://%31%30.0.0.1/"}), "invalid_url"),
    "to an address with a tab": (case(status=302, headers={"Location": "http://10.0.0\t.1/"}), "private_address"),
    "to an address behind backslashes": (case(status=302, headers={"Location": "\\\\10.0.0.1\\x"}), "private_address"),
    "to an address with a final dot": (case(status=302, headers={"Location": "http://10.0.0.1./"}), "private_address"),
    "to a host in the fragment": (case(status=302, headers={"Location": "http://10.0.0.1#@example.org/"}), "private_address"),
    "to a name of private networks": (case(status=302, headers={"Location": "http://metadata.google.internal/"}), {"private_address", "dns"}),
    "to a feed of a page of a view": (case(status=302, headers={"Location": "view-source:feed:http://10.0.0.1/"}), "scheme"),
    "to FTP": (case(status=302, headers={"Location": "ftp://10.0.0.1/etc/passwd"}), "scheme"),
    "to punycode that is none": (case(status=302, headers={"Location": "http://xn--/"}), "invalid_url"),
    "to port 0": (case(status=302, headers={"Location": "http://10.0.0.1:0/"}), "private_address"),
    "to three slashes": (case(status=302, headers={"Location": "http:///10.0.0.1/"}), "invalid_url"),
    "with line breaks smuggled": (case(raw=head("Location: /ok\r\n X-Evil: 1", status="302 Found")), 404),
}  # fmt: skip


def reply_of(reply, scripts, parts):
    if "script" in parts:
        kind, *rest = parts["script"]
        parts = {"script": scripts[kind](*rest)}
    return reply(**parts)


async def ask(url, allow, seconds):
    settings = ClientSettings(allow=(allow,), host_delay=0.0)
    async with open_client(settings, "dateline/test", pace=Politeness()) as client:
        return await client.get(url, limits=Limits(seconds, 8 * MIB))


@pytest.mark.parametrize("name", CASES)
def test_ends_in_its_own_reason(name, site, reply, scripts):
    parts, expected = CASES[name]
    site.routes["/case"] = reply_of(reply, scripts, parts)
    site.routes["/ok"] = OK
    began = time.monotonic()
    expected = expected if isinstance(expected, set) else {expected}
    try:
        seconds = SECONDS if "timeout" in expected else PATIENCE
        answer = asyncio.run(ask(site.url("/case"), f"{site.host}:{site.port}", seconds))
    except Unprocessable as error:
        outcome = {error.reason}
    else:
        outcome = {answer.status, answer.body}
    assert outcome & expected, outcome
    assert time.monotonic() - began < HUNG


def test_a_body_cut_short_is_given_with_a_warning(site, reply):
    site.routes["/"] = reply(body=b"half a feed", length=100)
    answer = asyncio.run(ask(site.url(), f"{site.host}:{site.port}", PATIENCE))
    assert (answer.body, answer.is_whole) == (b"half a feed", False)


def test_an_answer_that_nobody_asked_for_answers_nothing(site, reply):
    """A second answer behind the first, on a connection that stays open, must not pass for that to the next request."""

    def answers(request):
        lines = head("Content-Type: text/html", f"Content-Length: {len(OK)}")
        if request.path == "/first":
            return reply(
                script=lambda connection: (connection.sendall(lines + OK + lines + b"x" * len(OK)), time.sleep(1))
            )
        return OK

    async def both():
        async with open_client(
            ClientSettings(allow=("127.0.0.0/8",), host_delay=0.2), "t", pace=Politeness()
        ) as client:
            limits = Limits(PATIENCE, MIB)
            return [await client.get(site.url(path), limits=limits) for path in ("/first", "/second", "/second")]

    site.routes["/first"] = site.routes["/second"] = answers
    assert [answer.body for answer in asyncio.run(both())] == [OK, OK, OK]
