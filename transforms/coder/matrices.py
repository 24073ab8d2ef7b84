"""The parser's matrix products by numpy's BLAS, on one thread.

The parser brings a BLAS of its own that reaches a quarter of the speed of numpy's; more than one thread would wait for
the others longer than these small matrices take. The rows come out the same: tests compare the parses.
"""

from typing import Any

from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController


class OneThread(NumpyOps):
    """Operations of thinc whose products numpy computes."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)
        self.threads = ThreadpoolController()

    def gemm(self, *args: Any, **options: Any) -> Any:
        with self.threads.limit(limits=1, user_api="blas"):
            return super().gemm(*args, **options)


def quicken(nlp: Language) -> Language:
    """Let a parser on the processor compute with `OneThread`; one on other hardware stays as it is."""
    ops = OneThread()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    return nlp
