"""What could not be had for now is asked for again, also when the feed has nothing new, unless its site objects."""

import duckdb
import pytest

from dateline.pipeline.cli import main
from dateline.transforms import fetch_pages
from dateline.transforms.web.politeness import PROCESS

STORY = """<html><head><title>Gunmen kill nine near Maiduguri</title></head><body><article>
<h1>Gunmen kill nine near Maiduguri</h1><p>Gunmen killed nine farmers near Maiduguri on Sunday, police said.</p>
<p>The attackers fled before soldiers arrived, according to residents of the village.</p></article></body></html>"""


@pytest.fixture
def run(site, reply, tmp_path, monkeypatch):
    """Run the job on a feed whose page answers as it is told; return what was asked for and what is known."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_CONTACT", "tests@example.org")
    item = f"<item><title>A</title><link>{site.url('/a')}</link></item>"
    feed = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>"

    def serve(request):
        if request.headers.get("if-none-match"):
            return reply(status=304, type="")
        return reply(feed, type="application/rss+xml", headers={"ETag": '"1"'})

    site.routes["/feed"] = serve

    def once(answer):
        site.routes["/a"] = answer
        before = len(site.requests)
        PROCESS.__init__()  # what only a process remembers, another does not
        main(
            [
                "run",
                "--warehouse",
                "x.duckdb",
                "--host-delay",
                "0",
                "--allow-host",
                "127.0.0.1",
                "--feeds",
                site.url("/feed"),
            ]
        )
        with duckdb.connect("x.duckdb", read_only=True) as connection:
            rows = {
                t: connection.sql(f"SELECT count(*) FROM {t}").fetchall()[0][0]
                for t in ("articles", "pending", "failures")
            }
        return [request.path for request in site.requests[before:] if request.path != "/robots.txt"], rows

    yield once
    PROCESS.__init__()


def test_a_page_that_failed_for_now_is_asked_for_again_though_the_feed_has_nothing_new(run, reply):
    assert run(reply("no", status=500)) == (["/feed", "/a"], {"articles": 0, "pending": 1, "failures": 1})
    assert run(STORY) == (["/feed", "/a"], {"articles": 1, "pending": 0, "failures": 1})
    assert run(STORY)[0] == ["/feed"]


@pytest.mark.slow
def test_a_page_that_is_gone_is_not(run, reply):
    assert run(reply("no", status=404)) == (["/feed", "/a"], {"articles": 0, "pending": 0, "failures": 1})
    assert run(STORY)[0] == ["/feed"]


@pytest.mark.slow
def test_in_the_end_it_is_given_up(run, reply, monkeypatch):
    monkeypatch.setattr(fetch_pages, "MOST_TRIES", 2)
    for _ in range(2):
        assert run(reply("no", status=500))[0] == ["/feed", "/a"]
    assert run(STORY) == (["/feed"], {"articles": 0, "pending": 0, "failures": 1})


def test_a_429_for_a_page_holds_its_whole_domain_in_the_next_run_too(run, reply):
    assert run(reply("no", status=429, headers={"Retry-After": "3600"}))[0] == ["/feed", "/a"]
    assert run(STORY) == ([], {"articles": 0, "pending": 1, "failures": 1})
