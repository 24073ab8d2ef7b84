"""An article as sentences with offsets: the one type that the coder's parts share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from ...schemas.rows import Article

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character: what a broken decoder leaves. The parser cannot hash it, so it reads the replacement character."""


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence and where it stands.

    `span` is a spaCy Span whose `.doc` is one paragraph; `start` and `end` are offsets in the article's field.
    """

    span: Span
    field: str
    start: int
    end: int
    paragraph: int
    index: int

    @property
    def text(self) -> str:
        return str(self.span.text)

    def offset(self, char_in_doc: int) -> int:
        """Offset in the field of a character offset in the sentence's Doc (`token.idx`, `span.start_char`)."""
        return self.start + char_in_doc - int(self.span.start_char)


@dataclass(frozen=True)
class Text:
    """An article's title and text as sentences, in reading order, the title's first."""

    article: Article
    sentences: tuple[Sentence, ...]


def paragraphs(article: Article) -> Iterator[tuple[str, int, str]]:
    """Yield (field, offset, paragraph): the title, then each line of the text that is not blank.

    The parser reads a paragraph at a time: across paragraphs it glues a heading to the sentence below it.
    """
    for field, whole in (("title", article.title), ("text", article.text)):
        offset = 0
        for line in LONE_SURROGATE.sub("\ufffd", whole).split("\n"):
            if line.strip():
                yield field, offset, line
            offset += len(line) + 1


def assemble(article: Article, parts: list[tuple[str, int, str]], docs: list[Doc]) -> Text:
    """Put parsed paragraphs together again."""
    sentences: list[Sentence] = []
    for number, ((field, offset, _), doc) in enumerate(zip(parts, docs, strict=True)):
        for span in doc.sents:
            if span.text.strip():
                start, end = offset + span.start_char, offset + span.end_char
                sentences.append(Sentence(span, field, start, end, number, len(sentences)))
    return Text(article, tuple(sentences))


def read(article: Article, nlp: Language) -> Text:
    """Parse one article."""
    parts = list(paragraphs(article))
    return assemble(article, parts, list(nlp.pipe(part for _, _, part in parts)))
