"""robots.txt, as RFC 9309 has it."""

import pytest

from dateline.transforms.web.client import Answer
from dateline.transforms.web.robots import read_rules

TABLE = [
    # rules, path, permitted
    ("", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /private/", "/private/x", False),
    ("User-agent: *\nDisallow: /private/", "/public/x", True),
    ("User-agent: dateline\nDisallow: /\n\nUser-agent: *\nDisallow:", "/a", False),
    ("User-agent: *\nDisallow: /\n\nUser-agent: dateline\nAllow: /", "/a", True),
    ("User-agent: DateLine\nDisallow: /", "/a", False),
    ("User-agent: otherbot\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
    ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?y", True),
    ("User-agent: a\nUser-agent: dateline\nDisallow: /x", "/x", False),
    ("User-agent: dateline\nDisallow: /x\n\nUser-agent: dateline\nDisallow: /y", "/y", False),
    ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\rDisallow: /x\r", "/x", False),
    ("User-agent: *\r\nDisallow: /x\r\n", "/x", False),
    ("# nothing\nUser-agent: * # all\nDisallow: /x # here", "/x", False),
    ("<html><body>Not found</body></html>", "/a", True),
    ("User-agent: *\0\nDisallow: /x", "/x", False),
    ("User-agent: *\nDisallow: /" + "*a" * 30, "/" + "a" * 200, False),
]


@pytest.mark.parametrize(("text", "path", "permitted"), TABLE)
def test_rules(text, path, permitted):
    answer = Answer("", "", 200, {}, text.encode())
    assert read_rules(answer).permit(f"https://example.org{path}") is permitted


@pytest.mark.parametrize(
    ("status", "permitted"),
    [(200, True), (401, True), (403, True), (404, True), (410, True), (429, False), (500, False), (503, False)],
)
def test_a_missing_file_permits_everything_and_a_failing_server_nothing(status, permitted):
    assert read_rules(Answer("", "", status, {}, b"")).permit("https://example.org/a") is permitted


@pytest.mark.parametrize(("text", "delay"), [("1", 1.0), ("0.5", 0.5), ("99999", 99999.0), ("soon", 0.0), ("-3", 0.0)])
def test_crawl_delay(text, delay):
    rules = read_rules(Answer("", "", 200, {}, f"User-agent: *\nCrawl-delay: {text}\n".encode()))
    assert max(rules.crawl_delay, 0.0) == delay
