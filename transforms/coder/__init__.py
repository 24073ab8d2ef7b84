"""The event coder: an article and knowledge in, the events it reports out. No Beam, no network, no clock."""

from collections.abc import Iterable, Iterator

from ...schemas.rows import Article, Mention
from .identity import mentions
from .knowledge import Knowledge
from .reading import Reader
from .text import read


def code(article: Article, knowledge: Knowledge) -> list[Mention]:
    """Return the events that an article reports, in order of first mention."""
    text = read(article, knowledge.nlp)
    return mentions(text, Reader(text, knowledge).events(), knowledge)


def code_all(articles: Iterable[Article], knowledge: Knowledge) -> Iterator[list[Mention]]:
    """Code many articles; yields one list an article, in their order."""
    for article in articles:
        yield code(article, knowledge)
