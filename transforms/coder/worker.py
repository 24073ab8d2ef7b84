"""What a worker process of the coder runs. Import it only there: it loads the knowledge as it is imported.

A pool of workers (transforms/killable.py) imports this module once and forks each worker from there, so that the
model stands in memory once and a worker that was killed is replaced in milliseconds.
"""

from ...schemas.rows import Article, Mention
from . import code
from .knowledge import load_knowledge

KNOWLEDGE = load_knowledge()


def code_article(article: Article) -> list[Mention]:
    """Code one article."""
    return code(article, KNOWLEDGE)
