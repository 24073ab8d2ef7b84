"""Hostile TLS: certificates of others, of yesterday and of nobody, and handshakes that never end."""

import asyncio
import datetime
import ipaddress
import socket
import ssl
import threading
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from dateline.transforms.failures import Unprocessable
from dateline.transforms.web.client import Limits, open_client
from dateline.transforms.web.politeness import Politeness
from dateline.transforms.web.settings import ClientSettings

BODY = b"Police arrested four people."
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 28\r\nConnection: close\r\n\r\n" + BODY
NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)
SECONDS, HUNG = 1.5, 20.0
HERE = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))


def certify(folder, name=HERE, *, since=NOW - DAY, until=NOW + DAY, signer=None):
    """Return a context that serves a certificate, and the file of the authority that signed it."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test authority")])
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "paper.example")])

    def sign(of, public, extension, *, critical, times=(NOW - DAY, NOW + DAY)):
        made = x509.CertificateBuilder().subject_name(of).issuer_name(issuer).public_key(public)
        made = made.serial_number(x509.random_serial_number()).not_valid_before(times[0]).not_valid_after(times[1])
        return made.add_extension(extension, critical=critical).sign(authority, hashes.SHA256())

    root = sign(issuer, authority.public_key(), x509.BasicConstraints(ca=True, path_length=None), critical=True)
    leaf = sign(subject, key.public_key(), x509.SubjectAlternativeName([name]), critical=False, times=(since, until))
    pem = serialization.Encoding.PEM
    (folder / "root.pem").write_bytes(root.public_bytes(pem))
    bare = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "leaf.pem").write_bytes(leaf.public_bytes(pem) + bare)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem")
    return context, folder / "root.pem"


def serve(handle):
    """Serve one connection after another on a port of its own, and return the port."""
    server = socket.create_server(("127.0.0.1", 0))

    def run():
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection):
        with connection:
            try:
                handle(connection)
            except OSError:  # the client goes away, as it should
                return

    threading.Thread(target=run, daemon=True).start()
    return server


def ask(port, trusted):
    async def get():
        settings = ClientSettings(allow=(f"127.0.0.1:{port}",), host_delay=0.0)
        async with open_client(settings, "dateline/test", pace=Politeness(), tls=trusted) as client:
            return await client.get(f"https://127.0.0.1:{port}/", limits=Limits(SECONDS, 2**20))

    try:
        return asyncio.run(get()).body
    except Unprocessable as error:
        return error.reason


# name: (what differs from a good certificate, whether its authority is trusted, what comes of it)
CERTIFICATES = {
    "its own": ({}, True, BODY),
    "of another address": ({"name": x509.IPAddress(ipaddress.ip_address("127.0.0.2"))}, True, "tls_error"),
    "of a name": ({"name": x509.DNSName("paper.example")}, True, "tls_error"),
    "of yesterday": ({"since": NOW - 2 * DAY, "until": NOW - DAY / 2}, True, "tls_error"),
    "of tomorrow": ({"since": NOW + DAY / 2, "until": NOW + DAY}, True, "tls_error"),
    "of nobody we trust": ({}, False, "tls_error"),
}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_a_certificate_is_its_servers_of_today_and_of_somebody_we_trust(name, tmp_path):
    parts, is_trusted, expected = CERTIFICATES[name]
    context, root = certify(tmp_path, **parts)

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(65536)
            secured.sendall(ANSWER)

    with serve(handle) as server:
        assert ask(server.getsockname()[1], ssl.create_default_context(cafile=root if is_trusted else None)) == expected


def drip(connection):
    for _ in range(1000):
        connection.sendall(b"\x16")
        time.sleep(0.05)


HANDSHAKES = {
    "never answered": (lambda connection: time.sleep(5), {"timeout"}),
    "a byte at a time": (drip, {"timeout", "tls_error", "connect", "reset"}),
    "plain HTTP": (lambda connection: connection.sendall(ANSWER), {"tls_error", "reset", "connect"}),
    "garbage": (lambda connection: connection.sendall(bytes(range(256)) * 400), {"tls_error", "reset", "connect"}),
    "an alert": (lambda connection: connection.sendall(b"\x15\x03\x03\x00\x02\x02\x28"), {"tls_error", "reset", "connect"}),
    "closed at once": (lambda connection: None, {"tls_error", "reset", "connect"}),
    "records without end": (
        lambda connection: [connection.sendall(b"\x16\x03\x03\x40\x00" + b"\2" * 16384) for _ in range(4000)],
        {"tls_error", "reset", "connect", "timeout"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HANDSHAKES)
def test_a_handshake_that_fails_is_told_in_time(name):
    handle, expected = HANDSHAKES[name]
    began = time.monotonic()
    with serve(handle) as server:
        assert ask(server.getsockname()[1], ssl.create_default_context()) in expected
    assert time.monotonic() - began < HUNG
