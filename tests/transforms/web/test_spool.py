"""Pages outlive the process that fetched them, and go when they are no longer needed."""

from datetime import UTC, datetime, timedelta

from dateline.schemas.rows import Entry, Page
from dateline.transforms.web.spool import Spool, clear, spooled

AT = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


def page(name, body=b"<p>text</p>", at=AT):
    entry = Entry("feed", name, f"https://example.org/{name}", None, name, [], AT, None, "en", "", "", "digest", AT)
    return Page(entry, entry.url, 200, "text/html", body, "page", at)


def test_what_was_kept_is_found_again(tmp_path):
    spool = Spool(tmp_path / "spool", "one")
    spool.keep(page("a"))
    spool.keep(page("b"))
    assert spooled(tmp_path / "spool") == {"a": page("a"), "b": page("b")}
    spool.close()
    clear(tmp_path / "spool")
    assert spooled(tmp_path / "spool") == {}


def test_of_two_the_later_counts(tmp_path):
    Spool(tmp_path, "z").keep(page("a", b"old"))
    Spool(tmp_path, "b").keep(page("a", b"new", AT + timedelta(minutes=1)))
    assert spooled(tmp_path)["a"].body == b"new"


def test_a_page_that_was_cut_costs_only_itself(tmp_path):
    spool = Spool(tmp_path, "one")
    spool.keep(page("a"))
    whole = spool.path.stat().st_size
    spool.keep(page("b"))
    spool.close()
    everything = spool.path.read_bytes()
    for size in range(whole, len(everything), 7):
        spool.path.write_bytes(everything[:size])
        assert list(spooled(tmp_path)) == ["a"]
