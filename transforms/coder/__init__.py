"""The event coder: an article and knowledge in, the events it reports out. No Beam, no network, no clock.

What reads articles is loaded when it is first asked for: who only hands articles to worker processes need not hold
the parser (40 MB).
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .coding import code as code
    from .coding import code_all as code_all

CODER_VERSION = "1.4"
"""Raised whenever the code gives other rows for the same article and lexicon."""


def __getattr__(name: str) -> Any:
    if name in {"code", "code_all"}:
        from . import coding

        return getattr(coding, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
