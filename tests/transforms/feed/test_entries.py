"""From what a feed holds to entries: identity, dates, what is new."""

from datetime import UTC, datetime, timedelta

import pytest

from dateline.transforms.feed.entries import entry_of, find_entries, sighting_of, winners
from dateline.transforms.feed.parsed import ParsedEntry, ParsedFeed
from dateline.transforms.feed.poll import Asked, read_feed
from dateline.transforms.feed.polling import Outcome, PollingSettings, new_feed
from dateline.transforms.read_feeds import identify

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "http://example.org/feed"
ITEM = ParsedEntry("http://example.org/a", "1", "Title", (), NOW, None, "", "Summary")


def feed(*items, site_url="http://example.org/"):
    return ParsedFeed("T", site_url, "rss20", "en", None, (), (), items)


def entries(*items, feed_id="f", **kwargs):
    found, rejected = find_entries(feed(*items, **kwargs), feed_id, URL, NOW, identify)
    return [one.entry for one in found], rejected


def test_an_entry_is_its_article_whatever_the_guid_and_trackers():
    variants = [
        ITEM,
        ITEM._replace(guid="2"),
        ITEM._replace(url="http://example.org/a?utm_source=rss"),
        ITEM._replace(url="https://www.example.org/a/"),
    ]
    assert len({entries(item)[0][0].article_id for item in variants}) == 1


def test_the_same_guid_for_all_loses_nothing():
    found, _ = entries(*[ITEM._replace(url=f"http://example.org/{n}") for n in range(5)])
    assert len(found) == 5


def test_of_two_entries_for_one_article_the_later_counts():
    found, _ = entries(ITEM, ITEM._replace(title="New", updated=NOW + timedelta(hours=1)), ITEM._replace(title="Third"))
    assert [entry.title for entry in found] == ["New"]


@pytest.mark.parametrize("url", ["", "http://example.org/", "http://example.org", URL, "https://other.org/"])
def test_without_a_link_of_its_own_an_entry_is_known_by_its_text(url):
    found, rejected = entries(ITEM._replace(url=url), ITEM._replace(url=url, summary="Another"))
    assert [entry.url for entry in found] == ["", ""]
    assert len({entry.article_id for entry in found}) == 2
    assert not rejected


def test_neither_link_nor_text_leads_nowhere():
    found, (rejected,) = entries(ITEM._replace(url="", summary=""))
    assert not found
    assert rejected.error.reason == "no_link"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (NOW, NOW),
        (NOW + timedelta(hours=23), NOW + timedelta(hours=23)),
        (NOW + timedelta(hours=25), None),
        (datetime(2099, 1, 1, tzinfo=UTC), None),
        (datetime(1970, 1, 1, tzinfo=UTC), None),
        (datetime(1995, 1, 1, tzinfo=UTC), datetime(1995, 1, 1, tzinfo=UTC)),
        (None, None),
    ],
)
def test_impossible_dates_are_left_out(given, kept):
    assert entries(ITEM._replace(published=given))[0][0].published == kept


def digest_of(**changes):
    return entries(ITEM._replace(**changes))[0][0].entry_digest


@pytest.mark.parametrize(
    "changes", [{"title": "Other"}, {"updated": NOW + timedelta(hours=1)}, {"summary": "<p>Another summary</p>"}]
)
def test_a_change_of_title_time_or_summary_means_look_again(changes):
    assert digest_of(**changes) != digest_of()


@pytest.mark.parametrize(
    "changes",
    [{"guid": "2"}, {"summary": "<p>Summary<img src='http://t.example/pixel?r=17'></p>"}, {"authors": ("x",)}],
)
def test_what_changes_by_itself_does_not(changes):
    assert digest_of(**changes) == digest_of()


def read(*items, seen=None, url=URL):
    asked = Asked(new_feed(url), Outcome(200, {}, parsed=feed(*items)), None, url, NOW)
    return read_feed(asked, seen or {}, identify, PollingSettings())


def as_seen(reading):
    keys = [(found.sighting.sighting_id, found.entry) for found in reading.seen]
    return {key: entry.entry_digest for key, entry in keys} | {
        entry.article_id: entry.entry_digest for _, entry in keys
    }


def test_new_known_changed():
    first = read(ITEM)
    again = read(ITEM, seen=as_seen(first))
    changed = read(ITEM._replace(title="Other"), seen=as_seen(first))
    assert [(len(r.new), r.known, len(r.seen)) for r in (first, again, changed)] == [(1, 0, 1), (0, 1, 0), (1, 0, 1)]


def test_an_article_that_another_feed_had_is_a_sighting_but_not_fetched_again():
    first = read(ITEM)
    other = read(ITEM._replace(title="In other words"), seen=as_seen(first), url="http://example.org/other")
    assert (len(other.new), other.known, len(other.seen)) == (0, 1, 1)
    third = read(
        ITEM._replace(title="In other words"), seen=as_seen(first) | as_seen(other), url="http://example.org/other"
    )
    assert (len(third.new), len(third.seen)) == (0, 0)


def test_the_same_entry_wins_in_any_order():
    candidates = [entries(ITEM, feed_id=name)[0][0] for name in "cab"]
    assert winners(candidates).feed_id == winners(candidates[::-1]).feed_id == "a"


def test_a_sighting_makes_an_entry_to_be_fetched_again():
    (entry,), _ = entries(ITEM)
    again = entry_of(sighting_of(entry), NOW)
    assert (again.article_id, again.url, again.title, again.published) == (entry.article_id, entry.url, "Title", NOW)


def test_a_feed_that_dates_everything_anew_is_not_fetched_anew():
    items = [ITEM._replace(url=f"http://example.org/{n}") for n in range(20)]
    seen = as_seen(read(*items))
    later = [item._replace(published=NOW + timedelta(minutes=5)) for item in items]
    new = ITEM._replace(url="http://example.org/new")
    flapping = read(*later, new, seen=seen)
    assert [found.entry.url for found in flapping.new] == ["http://example.org/new"]
    assert len(flapping.seen) == 21
    some = read(*later[:5], *items[5:], seen=seen)
    assert len(some.new) == 5


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://www.google.com/url?rct=j&url=https://example.org/a&ct=ga", "https://example.org/a"),
        ("http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fexample.org%2fa", "https://example.org/a"),
        ("https://example.org/a?url=http://other.org/", "https://example.org/a?url=http://other.org/"),
    ],
)
def test_a_link_of_an_aggregator_is_its_target(link, target):
    (entry,), _ = entries(ITEM._replace(url=link))
    assert entry.url == target
