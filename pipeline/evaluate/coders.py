"""The coders that can be compared: name -> how to load one.

A coder is a function from an article to its mentions. Another one, for example a model's, joins by a line in CODERS,
or from outside by `--coder package.module:function`, where the function takes nothing and returns the coder.
"""

import importlib
from collections.abc import Callable, Iterable
from functools import partial

from ...schemas.rows import Article, Mention
from . import baseline

Coder = Callable[[Article], Iterable[Mention]]


class UnknownCoder(Exception):
    """There is no coder of that name."""


def rules() -> Coder:
    """The product's coder: a parse and rules over it (transforms/coder)."""
    coder = importlib.import_module("dateline.transforms.coder")
    knowledge = importlib.import_module("dateline.transforms.coder.knowledge").load_knowledge()
    return partial(coder.code, knowledge=knowledge)


def words() -> Coder:
    """A list of trigger words and no grammar (baseline.py)."""
    return baseline.code


def silent() -> Coder:
    """A coder that finds nothing: what doing nothing scores."""

    def find_nothing(article: Article) -> Iterable[Mention]:
        return ()

    return find_nothing


CODERS: dict[str, Callable[[], Coder]] = {"rules": rules, "words": words, "silent": silent}
DEFAULT = "rules"


def load_coder(name: str) -> Coder:
    """Load a coder by its name in CODERS, or by `module:function`.

    Raises:
        UnknownCoder: neither is there.
    """
    if name in CODERS:
        return CODERS[name]()
    module, colon, function = name.partition(":")
    if not colon:
        raise UnknownCoder(f"no coder named {name!r}; known: {', '.join(CODERS)}, or module:function")
    try:
        factory: Callable[[], Coder] = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise UnknownCoder(f"{name!r}: {error}") from error
    return factory()
