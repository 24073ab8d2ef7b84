"""Code articles: one, or many whose texts are parsed together."""

from collections.abc import Iterable, Iterator
from itertools import islice

from ...schemas.rows import Article, Mention
from .identity import mentions
from .knowledge import Knowledge
from .reading import Reader
from .text import Text, assemble, parsed, portions, prepared

BATCH = 16
"""Articles parsed together: enough for the parser's speed, little enough for memory."""


def code(article: Article, knowledge: Knowledge) -> list[Mention]:
    """Return the events that an article reports, in order of first mention.

    Raises:
        BadArticle: it is too long to be one.
    """
    article, paragraphs = prepared(article, knowledge.is_word, knowledge.is_verb)
    return _coded((parsed(article, part, knowledge.nlp) for part in portions(paragraphs)), knowledge)


def code_all(articles: Iterable[Article], knowledge: Knowledge) -> Iterator[list[Mention]]:
    """Code many articles, parsed together; yields one list an article, in their order, the same as `code` gives.

    Raises:
        BadArticle: one of them cannot be read; use `code` where each must have its own fate.
    """
    source = iter(articles)
    while batch := [prepared(article, knowledge.is_word, knowledge.is_verb) for article in islice(source, BATCH)]:
        docs = knowledge.nlp.pipe(paragraph.text for _, paragraphs in batch for paragraph in paragraphs)
        for article, paragraphs in batch:
            parts = (assemble(article, part, list(islice(docs, len(part)))) for part in portions(paragraphs))
            yield _coded(parts, knowledge)


def _coded(parts: Iterable[Text], knowledge: Knowledge) -> list[Mention]:
    """The rows of an article read in portions; it leads with an event of the first."""
    rows: dict[str, Mention] = {}
    for number, text in enumerate(parts):
        for row in mentions(text, Reader(text, knowledge).events(), knowledge, has_lead=number == 0):
            rows.setdefault(row.mention_id, row)
    return list(rows.values())
