"""Text without what is not text: controls, invisible marks, floods; every line in one piece."""

import re
import unicodedata
from collections.abc import Iterator

CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1, but for tab, line ends and NEL
    "\u00ad\u034f\u061c\u180e"  # soft hyphen, joiner, Arabic letter mark, vowel separator
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, bidi marks and overrides
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"  # non-characters, tags
)
JOINERS = re.compile("(?<=[\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\u024f])")
"""Joiners beside Latin letters; in Persian and Indian scripts they are spelling and stay."""
SURROGATES = re.compile("[\ud800-\udfff]")
_MARK = "[\u0300-\u036f\u0483-\u0489\u0610-\u061a\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")
"""More than four combining marks on one letter are a flood."""
BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
SENTENCE_END = re.compile(r"[.!?。！？][\"'”’»)\]]{0,3}(?: |(?<=[。！？]))")
LONGEST_LINE = 5000
LINE_ENDS = re.compile("[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\\s*")


def clean_text(text: str) -> str:
    """Return text in NFC, valid in UTF-8, without invisible characters; lines parted by one newline, no blank lines."""
    text = SURROGATES.sub("\ufffd", text)
    text = JOINERS.sub("", CONTROLS.sub("", text))
    text = MARKS.sub(r"\1", text)  # before NFC, which takes time quadratic in a run of marks
    text = unicodedata.normalize("NFC", text)
    return LINE_ENDS.sub("\n", BLANKS.sub(" ", text)).strip()


def clean_line(text: str) -> str:
    """Return text as `clean_text` does, on one line."""
    return clean_text(text).replace("\n", " ")


def break_lines(text: str, longest: int = LONGEST_LINE) -> str:
    r"""Return text with lines longer than `longest` broken between sentences, or between words where there are none.

    No paragraph is so long; a parser of language takes memory by the length of a line.

    >>> break_lines("One day. Another day. A third.", 22)
    'One day. Another day.\nA third.'
    """
    if all(len(line) <= longest for line in text.split("\n")):
        return text
    return "\n".join(piece for line in text.split("\n") for piece in _pieces(line, longest))


def _pieces(line: str, longest: int) -> Iterator[str]:
    while len(line) > longest:
        ends = [found.end() for found in SENTENCE_END.finditer(line, 0, longest + 1)]
        at = ends[-1] if ends and ends[-1] > longest // 4 else line.rfind(" ", 0, longest) + 1
        at = at or line.find(" ", longest) + 1
        if not at:
            break
        yield line[:at].rstrip()
        line = line[at:].lstrip()
    if line:
        yield line
