"""The parser and the party tables, once a session, and an article's cast from plain text."""

import datetime
from importlib.resources import files

import pytest

from dateline.schemas.rows import Article
from dateline.transforms.coder import code
from dateline.transforms.coder.cast import Cast
from dateline.transforms.coder.knowledge import load_knowledge, load_parser
from dateline.transforms.coder.party_base import load
from dateline.transforms.coder.text import read


@pytest.fixture(scope="session")
def party_base():
    return load(files("dateline.transforms.coder") / "lexicon")


@pytest.fixture(scope="session")
def make_cast(party_base):
    """Make (text, cast) from a text, its title and day of publication."""

    def make(body, published="2016-10-15", title=""):
        day = datetime.date.fromisoformat(published)
        moment = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
        article = Article(
            "revision",
            "article",
            1,
            "",
            "",
            title,
            body,
            [],
            moment,
            None,
            "given",
            "en",
            True,
            "given",
            None,
            None,
            None,
        )
        text = read(article, load_parser())
        return text, Cast(text, party_base, day)

    return make


@pytest.fixture(scope="session")
def party_of(make_cast):
    """The parties for words of a text: by the head of the last place where they stand."""

    def party(body, words, published="2016-10-15", title="", *, military=False):
        text, cast = make_cast(body, published, title)
        for sentence in reversed(text.sentences):
            start = sentence.text.rfind(words)
            if start >= 0:
                base = sentence.span.start_char + start
                span = sentence.span.doc.char_span(base, base + len(words), alignment_mode="expand")
                return cast.parties(span.root, military=military)
        raise AssertionError(f"{words!r} does not stand in the text")

    return party


@pytest.fixture(scope="session")
def knowledge():
    """Everything the coder knows."""
    return load_knowledge()


@pytest.fixture(scope="session")
def events_of(knowledge):
    """The mentions that the coder reads in a text published on Saturday 2016-10-15."""

    def events(body, title="", published="2016-10-15"):
        moment = datetime.datetime.fromisoformat(published).replace(tzinfo=datetime.UTC)
        blank = dict.fromkeys(Article._fields)
        article = Article(**{
            **blank, "revision_id": "r", "article_id": "a", "revision": 1, "url": "", "site": "", "title": title,
            "text": body, "authors": (), "published": moment, "date_source": "given", "is_coded": True,
            "body_source": "given", "run_id": "",
        })  # fmt: skip
        return code(article, knowledge)

    return events
