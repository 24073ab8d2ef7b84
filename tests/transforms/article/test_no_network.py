"""No parser asks the network for anything, whatever a page names."""

import datetime
import socket
import subprocess

import pytest

from dateline.transforms.article.extraction import extract
from dateline.transforms.article.urls import site

NOW = datetime.datetime(2026, 2, 3, tzinfo=datetime.UTC)
PAGE = b"""<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1/x.xsl"?>
<!DOCTYPE html SYSTEM "http://127.0.0.1/x.dtd" [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>
<html><head><base href="http://127.0.0.1/"><link rel="canonical" href="http://127.0.0.1/canonical">
<link rel="stylesheet" href="http://127.0.0.1/x.css"><meta http-equiv="refresh" content="0;url=http://127.0.0.1/">
<script src="http://127.0.0.1/x.js"></script></head><body><iframe src="http://127.0.0.1/"></iframe><article>&x;
<img src="http://127.0.0.1/x.png"><p>Two men were arrested in the port of Beira on Monday, police said, after a raid.</p>
</article></body></html>"""


def test_nothing_is_resolved_or_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert "Two men were arrested" in extract(PAGE, "text/html", "https://unheard-of.example/a", None, NOW).text
    assert site("https://a.b.never-asked-before.example/") == "never-asked-before.example"
