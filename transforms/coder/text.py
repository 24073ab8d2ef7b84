"""An article as sentences with offsets: the one type that the coder's parts share."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc, Span

from ...schemas.rows import Article
from ..failures import Unprocessable
from .headlines import joined
from .paragraph import Paragraph
from .truecase import IsWord, truecased

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character: what a broken decoder leaves. The parser cannot hash it, so it reads the replacement character."""


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence and where it stands.

    `span` is a spaCy Span whose `.doc` is one paragraph; `start` and `end` are offsets in the article's field.
    `offsets`, where given, says for each character of the Doc where it stands in the field.
    """

    span: Span
    field: str
    start: int
    end: int
    paragraph: int
    index: int
    offsets: Sequence[int] | None = None

    @cached_property
    def text(self) -> str:
        return str(self.span.text)

    def offset(self, char_in_doc: int) -> int:
        """Offset in the field of a character offset in the sentence's Doc (`token.idx`, `span.start_char`)."""
        if self.offsets is not None:
            return self.offsets[char_in_doc]
        return self.start + char_in_doc - int(self.span.start_char)


@dataclass(frozen=True)
class Text:
    """An article's title and text as sentences, in reading order, the title's first."""

    article: Article
    sentences: tuple[Sentence, ...]


FINAL = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$|[”\"]\s*$")
LOWER = re.compile(r"\s*[^\W\d_A-Z]", re.UNICODE)
UNEVEN = re.compile(r"\s{2,}|[^\S ]|[\x00-\x1f\x7f-\x9f]")
WRAPPED = 3
"""Lines in a row that end amid a sentence make a text that was wrapped by hand."""


def paragraphs(article: Article) -> Iterator[Paragraph]:
    """Yield the title, then the paragraphs of the text.

    The parser reads a paragraph at a time: across paragraphs it glues a heading to the sentence below it.
    A line is a paragraph unless it goes on in the next line: that begins in lower case, or the text is wrapped by hand.
    """
    if article.title.strip():
        for first, last in parted(article.title, 0, len(article.title)):
            yield tidy("title", first, article.title[first:last])
    lines = list(_lines(article.text))
    number = 0
    while number < len(lines):
        start, end = lines[number]
        block = _block(lines, number, article.text)
        is_wrapped = _is_wrapped([article.text[a:b] for a, b in block])
        number += 1
        while number < len(lines) and _goes_on(article.text, end, lines[number], is_wrapped=is_wrapped):
            end = lines[number][1]
            number += 1
        for first, last in parted(article.text, start, end):
            yield tidy("text", first, article.text[first:last])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that is not blank."""
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            yield offset, offset + len(line)
        offset += len(line) + 1


def _block(lines: list[tuple[int, int]], number: int, text: str) -> list[tuple[int, int]]:
    """The next lines without a blank line between them, six at most."""
    block = [lines[number]]
    for start, end in lines[number + 1 : number + 6]:
        if text.count("\n", block[-1][1], start) > 1:
            break
        block.append((start, end))
    return block


def _is_wrapped(block: list[str]) -> bool:
    """Whether lines of like length break off amid their sentences."""
    if len(block) < WRAPPED:
        return False
    open_ended = [line for line in block[:-1] if not FINAL.search(line)]
    lengths = [len(line.strip()) for line in block[:-1]]
    return len(open_ended) * 3 >= len(block[:-1]) * 2 and min(lengths) >= 40 and max(lengths) <= 130


def _goes_on(text: str, end: int, following: tuple[int, int], *, is_wrapped: bool) -> bool:
    """Whether the line after `end` continues the one before it."""
    start, stop = following
    if text.count("\n", end, start) > 1:
        return False
    line = text[start:stop]
    if FINAL.search(text[max(0, end - 10) : end]):
        return is_wrapped
    return is_wrapped or bool(LOWER.match(line))


LONGEST = 6000
"""Characters the parser reads at a time: a longer paragraph is parted at the end of a sentence, or at a blank."""
END_OF_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*\s")


def parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a stretch that is too long to be parsed at once."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        stops = [match.end() for match in END_OF_SENTENCE.finditer(window)]
        cut = stops[-1] if stops else window.rfind(" ") + 1
        cut = cut or LONGEST
        yield start, start + cut
        start += cut
    yield start, end


def tidy(field: str, start: int, text: str) -> Paragraph:
    """A paragraph with line breaks and runs of blanks made single blanks."""
    if not UNEVEN.search(text):
        return Paragraph(field, start, text)
    kept: list[str] = []
    offsets: list[int] = []
    for number, character in enumerate(text):
        blank = character.isspace() or character < " " or "\x7f" <= character <= "\x9f"
        if blank and (not kept or kept[-1] == " "):
            continue
        kept.append(" " if blank else character)
        offsets.append(start + number)
    offsets.append(start + len(text))
    return Paragraph(field, start, "".join(kept), offsets)


def assemble(article: Article, parts: Sequence[Paragraph], docs: Sequence[Doc]) -> Text:
    """Put parsed paragraphs together again."""
    sentences: list[Sentence] = []
    for number, (part, doc) in enumerate(zip(parts, docs, strict=True)):
        for span in doc.sents:
            if span.text.strip():
                start, end = part.offset(span.start_char), part.offset(span.end_char - 1) + 1
                sentences.append(Sentence(span, part.field, start, end, number, len(sentences), part.offsets))
    return Text(article, tuple(sentences))


def whole_characters(article: Article) -> Article:
    """The article without halves of characters; every offset stays."""
    title, text = (LONE_SURROGATE.sub("\ufffd", field) for field in (article.title, article.text))
    return article._replace(title=title, text=text)


class BadArticle(Unprocessable):
    """An article that no event can be read from."""


LONG_PARAGRAPH = 2000
"""Characters from which paragraphs are parsed one by one: 16,000 words in twenty of them would take 300 MB at once."""


def check(article: Article) -> None:
    """Raise BadArticle where there is more text than any article has."""
    if len(article.text) > MOST_CHARACTERS:
        raise BadArticle(
            "too_long", f"The text has {len(article.text)} characters; at most {MOST_CHARACTERS} are read."
        )


MOST_CHARACTERS = 2_000_000
"""About 330,000 words: a library, not an article; coding it would take minutes."""
PORTION = 120_000
"""Characters read as one article, about 20,000 words; what is longer is read in portions of whole paragraphs, so that
memory stays bounded and time grows with the length and no faster."""


def portions(parts: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """Divide an article's paragraphs; all but the longest articles are one portion."""
    first = size = 0
    for number, part in enumerate(parts):
        if size and size + len(part.text) > PORTION:
            yield parts[first:number]
            first, size = number, 0
        size += len(part.text)
    yield parts[first:]


def no_word(word: str) -> bool:
    """Knows no word, so that all keep their capitals."""
    return False


def prepared(article: Article, is_word: IsWord, is_verb: IsWord = no_word) -> tuple[Article, list[Paragraph]]:
    """The article as it can be parsed, and its paragraphs; titles are put as sentences would have them.

    `is_word` tells words that a title has in capitals only, `is_verb` verbs as they are said of many.

    Raises:
        BadArticle: it is too long to be one.
    """
    check(article)
    article = whole_characters(article)
    parts = sentence_case(article, paragraphs(article), is_word)
    return article, [joined(part, is_verb) if part.field == "title" else part for part in parts]


def sentence_case(article: Article, parts: Iterable[Paragraph], is_word: IsWord) -> Iterator[Paragraph]:
    """The paragraphs, the title in each as a sentence has it; every letter stays where it is."""
    title = " ".join(article.title.split())
    sentence = truecased(title, article.text, is_word)
    for part in parts:
        has_title = title != sentence and title in part.text
        yield replace(part, text=part.text.replace(title, sentence)) if has_title else part


def parsed(article: Article, parts: Sequence[Paragraph], nlp: Language) -> Text:
    """Parse paragraphs of an article."""
    is_long = any(len(part.text) > LONG_PARAGRAPH for part in parts)
    docs = nlp.pipe((part.text for part in parts), batch_size=1 if is_long else None)
    return assemble(article, parts, list(docs))


def read(article: Article, nlp: Language) -> Text:
    """Parse one article as a whole.

    Raises:
        BadArticle: it is too long to be one.
    """
    return parsed(*prepared(article, no_word), nlp)
