"""Quotations that run over sentences: which sentences stand in one, so that its speaker is cited for all of them."""

from .text import Text

OPENING, CLOSING = "“«", "”»"


def quoted(text: Text) -> dict[int, int]:
    """Number of the quotation that each sentence stands in or touches; 0 for none.

    A straight mark opens before a word and closes after one. A quotation ends with its paragraph unless the next one
    begins with a mark again.
    """
    numbers: dict[int, int] = {}
    count, is_open, paragraph = 0, False, -1
    for sentence in text.sentences:
        if sentence.paragraph != paragraph:
            is_open, paragraph = False, sentence.paragraph
        touched = is_open
        for place, character in enumerate(sentence.text):
            if character in OPENING or (character == '"' and opens(sentence.text, place, is_open=is_open)):
                count += not is_open
                is_open = touched = True
            elif character in CLOSING or character == '"':
                is_open = False
        numbers[sentence.index] = count if touched else 0
    return numbers


def opens(text: str, place: int, *, is_open: bool) -> bool:
    """Whether a straight mark opens a quotation, by the blanks beside it."""
    blank_before = place == 0 or text[place - 1].isspace() or text[place - 1] in "([—–-"
    blank_after = place + 1 >= len(text) or text[place + 1].isspace()
    if blank_before == blank_after:
        return not is_open
    return blank_before


def is_wholly_quoted(text: str) -> bool:
    """Whether a sentence is nothing but quoted words: it begins with a mark, and ends with one or has no other."""
    stripped = text.strip()
    if not stripped or stripped[0] not in f'{OPENING}"':
        return False
    inner = stripped[1:].rstrip(f'{CLOSING}"')
    return not any(character in f'{OPENING}{CLOSING}"' for character in inner)
