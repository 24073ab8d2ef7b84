"""Page furniture that reads like a sentence: teasers, source lines, captions of other stories."""

import re

from .text import Sentence

LABELS = (
    "infographic|source|sources|related|read more|read also|see also|also read|more on this|watch|listen|photo|photos"
    "|image|video|gallery|tags|topics|share|follow us|sign up|subscribe|advertisement|editing by|reporting by"
    "|additional reporting|our standards|copyright|all rights reserved|click here|download|edited by|written by"
)
OPENINGS = (
    "for immediate release|reporting by|editing by|our standards|all rights reserved|sign up for|subscribe to"
    "|click here|read or share|more great stories|join the conversation|get short url|this story has been"
    "|associated press writers"
)
FURNITURE = re.compile(rf"^\W*(?:(?:{LABELS})\b\s*[:|-]|(?:{OPENINGS})\b)", re.I)


def is_furniture(sentence: Sentence) -> bool:
    """Whether a sentence belongs to the page and not to the story."""
    return bool(FURNITURE.match(sentence.text))
