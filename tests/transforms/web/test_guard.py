"""Where requests may go."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from dateline.transforms.web.errors import Refused
from dateline.transforms.web.guard import Guard, literal, read_permit

REFUSED = [
    ("http://169.254.169.254/latest/meta-data/", "private_address"),
    ("file:///etc/passwd", "scheme"),
    ("gopher://example.org/", "scheme"),
    ("ftp://example.org/x", "scheme"),
    ("data:text/html,hello", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("dict://example.org:11111/", "scheme"),
    ("unix:/var/run/docker.sock", "scheme"),
    ("http://localhost/", "private_address"),
    ("http://LOCALHOST/", "private_address"),
    ("http://localhost./", "private_address"),
    ("http://printer.local/", "private_address"),
    ("http://metadata.google.internal/", "private_address"),
    ("http://127.0.0.1/", "private_address"),
    ("http://127.1/", "private_address"),
    ("http://2130706433/", "private_address"),
    ("http://0x7f000001/", "private_address"),
    ("http://0x7f.1/", "private_address"),
    ("http://0177.0.0.1/", "private_address"),
    ("http://0/", "private_address"),
    ("http://127.0.0.1./", "private_address"),
    ("http://[::1]/", "private_address"),
    ("http://[::]/", "private_address"),
    ("http://[::ffff:127.0.0.1]/", "private_address"),
    ("http://[::ffff:7f00:1]/", "private_address"),
    ("http://[64:ff9b::7f00:1]/", "private_address"),
    ("http://[2002:7f00:1::]/", "private_address"),
    ("http://[fe80::1%25eth0]/", "private_address"),
    ("http://10.0.0.1/", "private_address"),
    ("http://100.64.0.1/", "private_address"),
    ("http://192.168.0.1/", "private_address"),
    ("http://[fd00:ec2::254]/", "private_address"),
    ("http://224.0.0.1/", "private_address"),
    ("http://255.255.255.255/", "private_address"),
    ("http://１２７.０.０.１/", "private_address"),
    ("http://①②⑦.0.0.1/", "private_address"),
    ("http://127。0。0。1/", "private_address"),
    ("http://example.com@127.0.0.1/", "userinfo"),
    ("http://user:secret@example.org/", "userinfo"),
    ("http://example.org:22/", "port"),
    ("http://example.org:25/", "port"),
    ("http://8.8.8.8:6379/", "port"),
    ("http://example.org:99999/", "invalid_url"),
    ("http://exa mple.org/", "invalid_url"),
    ("http:///path", "invalid_url"),
    ("http://[v1.fe80::a+en1]/", "invalid_url"),
    ("http://1.2.3.4.5/", "invalid_url"),
    ("http://256.256.256.256/", "invalid_url"),
    ("http://a..b/", "invalid_url"),
    ("http://" + "a" * 300 + ".org/", "invalid_url"),
    ("http://example.org/" + "a" * 100_000, "invalid_url"),
    ("", "invalid_url"),
    ("//", "invalid_url"),
    ("http://exa\0mple.org/", "invalid_url"),
    ("http://example.org/\x01", "invalid_url"),
]


@pytest.mark.parametrize(("url", "reason"), REFUSED, ids=[url[:40] or "empty" for url, _ in REFUSED])
def test_refuses(url, reason):
    with pytest.raises(Refused) as caught:
        Guard().url(url)
    assert caught.value.reason == reason
    assert "secret" not in caught.value.message


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://example.org", "http://example.org"),
        ("http://example.org\\@127.0.0.1/", "http://example.org/@127.0.0.1/"),  # as browsers read it
        (" http://example.org/a\n", "http://example.org/a"),
        ("http://example.org/a\nb", "http://example.org/ab"),
        ("HTTPS://EXAMPLE.org:443/a?b=1#c", "https://example.org/a?b=1"),
        ("http://münchen.de/ä", "http://xn--mnchen-3ya.de/%C3%A4"),
        ("http://example.org:8080/x", "http://example.org:8080/x"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
    ],
)
def test_passes(url, expected):
    assert str(Guard().url(url)) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/x", "http://example.org/x"),
        ("../x?y", "http://example.org/x?y"),
        ("//other.org/x", "http://other.org/x"),
        ("x#y", "http://example.org/a/x"),
    ],
)
def test_joins_relative_redirects(place, expected):
    assert str(Guard().url(place, URL("http://example.org/a/b"))) == expected


@pytest.mark.parametrize(
    ("allow", "url", "passes"),
    [
        ("127.0.0.0/8", "http://127.3.2.1:9999/", True),
        ("127.0.0.1", "http://127.0.0.1:9999/", True),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/", True),
        ("127.0.0.1:8000", "http://127.0.0.1:8001/", False),
        ("127.0.0.1:8000", "http://127.0.0.2:8000/", False),
        ("127.0.0.1", "http://[::ffff:127.0.0.1]/", True),
        ("[::1]:8000", "http://[::1]:8000/", True),
        ("::1", "http://[::1]/", True),
        ("10.0.0.0/8", "http://127.0.0.1/", False),
        ("localhost:8000", "http://localhost:8000/", True),
        ("8.8.8.8:22", "http://8.8.8.8:22/", True),
        ("fd00::/8", "http://[fd00::1]/", True),
    ],
)
def test_permits_only_what_the_operator_named(allow, url, passes):
    if passes:
        Guard([allow]).url(url)
    else:
        with pytest.raises(Refused):
            Guard([allow]).url(url)


def test_a_name_permit_covers_whatever_it_resolves_to_and_no_other_name():
    guard = Guard(["intranet.example:8000"])
    guard.resolved("intranet.example", 8000, "10.1.2.3")
    guard.connecting("10.1.2.3", 8000)
    for host, port in [("other.example", 8000), ("intranet.example", 8001)]:
        with pytest.raises(Refused):
            guard.resolved(host, port, "10.1.2.4")
    with pytest.raises(Refused):
        guard.connecting("10.1.2.4", 8000)


@pytest.mark.parametrize("text", ["", "http://x", "a b", "127.0.0.1:port", "1.2.3.4/99", "[::1"])
def test_a_permit_that_is_none_is_an_error(text):
    with pytest.raises(ValueError, match=r"network|does not appear"):
        read_permit(text)


@given(st.integers(0, 2**32 - 1))
def test_every_spelling_of_an_address_is_seen(number):
    dotted = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
    spellings = {dotted, str(number), hex(number), f"{number >> 24}.{number & 0xFFFFFF}"}
    spellings.add(".".join(f"0{number >> shift & 255:o}" for shift in (24, 16, 8, 0)))
    assert {str(literal(spelling)) for spelling in spellings} == {dotted}


@given(st.text())
def test_never_fails_otherwise(text):
    with contextlib.suppress(Refused):
        Guard().url(text)


@given(st.text())
def test_never_fails_otherwise_on_hosts(text):
    with contextlib.suppress(Refused):
        Guard().url(f"http://{text}/")
