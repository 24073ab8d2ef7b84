"""By what means an article says something happened: words of the headline, whatever the coder made of them."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def means() -> tuple[Sequence[str], re.Pattern[str]]:
    """Return the names, and a pattern with a group for each."""
    names, groups = [], []
    for line in files(__package__).joinpath("means.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, words = line.partition("\t")
            names.append(name)
            groups.append("(" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words.split(", ")) + ")")
    return names, re.compile(rf"\b(?:{'|'.join(groups)})\b", re.IGNORECASE)


def named(text: str) -> frozenset[str]:
    """Return the means that a text names.

    >>> sorted(named("Car bomb and shelling kill 12 in Homs"))
    ['a bomb', 'shells']
    """
    names, pattern = means()
    return frozenset(names[found.lastindex - 1] for found in pattern.finditer(text) if found.lastindex)
