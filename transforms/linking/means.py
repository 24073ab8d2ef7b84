"""By what means an article says something happened: words of the headline, whatever the coder made of them."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def means() -> Mapping[str, re.Pattern[str]]:
    """Return name -> pattern of its words."""
    found = {}
    for line in files(__package__).joinpath("means.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, words = line.partition("\t")
            listed = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words.split(", "))
            found[name] = re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)
    return found


def named(text: str) -> frozenset[str]:
    """Return the means that a text names.

    >>> sorted(named("Car bomb and shelling kill 12 in Homs"))
    ['a bomb', 'shells']
    """
    return frozenset(name for name, pattern in means().items() if pattern.search(text))
