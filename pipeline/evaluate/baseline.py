"""A coder of a hundred trigger words and no grammar: what anyone gets for nothing.

It finds many events and fills no slot, so its event figure shows how little that figure alone proves.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from ...schemas.ids import digest
from ...schemas.rows import Article, Evidence, Mention


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lines = files(__package__).joinpath("triggers.txt").read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: re.compile(rf"\b(?:{'|'.join(words.split())})", re.IGNORECASE) for name, words in cells}


def _sentences(article: Article) -> Iterator[Evidence]:
    for field, whole in (("title", article.title), ("text", article.text)):
        for match in re.finditer(r"[^.!?\n]+[.!?]*", whole):
            text = match.group().strip()
            if text:
                start = match.start() + match.group().index(text)
                yield Evidence(text, start, start + len(text), field)


def _mention(article: Article, event_type: str, sentence: Evidence) -> Mention:
    fields: dict[str, Any] = dict.fromkeys(Mention._fields)
    fields |= dict.fromkeys(("modes", "actors", "recipients", "attributed_to"), ())
    fields |= dict.fromkeys(("coder_version", "lexicon_version", "ontology_version", "run_id"), "baseline")
    fields |= {
        "mention_id": digest(article.revision_id, event_type, sentence.start, sentence.field),
        "article_id": article.article_id,
        "revision_id": article.revision_id,
        "is_lead": False,
        "event_type": event_type,
        "status": "occurred",
        "evidence": (sentence,),
        "location_reason": "the baseline reads no places",
        "published": article.published,
    }
    return Mention(**fields)


def code(article: Article) -> Iterator[Mention]:
    """Yield a mention for the type of the first trigger word of each sentence."""
    for sentence in _sentences(article):
        found = [(match.start(), name) for name, words in _patterns().items() if (match := words.search(sentence.text))]
        if found:
            yield _mention(article, min(found)[1], sentence)
