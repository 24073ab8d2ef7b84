"""Code articles: one, or many whose texts are parsed together."""

from collections.abc import Iterable, Iterator
from itertools import islice

from ...schemas.rows import Article, Mention
from .identity import mentions
from .knowledge import Knowledge
from .reading import Reader
from .text import assemble, prepared, read

BATCH = 16
"""Articles parsed together: enough for the parser's speed, little enough for memory."""


def code(article: Article, knowledge: Knowledge) -> list[Mention]:
    """Return the events that an article reports, in order of first mention."""
    text = read(article, knowledge.nlp)
    return mentions(text, Reader(text, knowledge).events(), knowledge)


def code_all(articles: Iterable[Article], knowledge: Knowledge) -> Iterator[list[Mention]]:
    """Code many articles, parsed together; yields one list an article, in their order, the same as `code` gives.

    Raises:
        BadArticle: one of them cannot be read; use `code` where each must have its own fate.
    """
    source = iter(articles)
    while batch := [prepared(article) for article in islice(source, BATCH)]:
        docs = knowledge.nlp.pipe(part.text for _, parts in batch for part in parts)
        for article, parts in batch:
            text = assemble(article, parts, list(islice(docs, len(parts))))
            yield mentions(text, Reader(text, knowledge).events(), knowledge)
