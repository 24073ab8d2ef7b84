"""Pages on disk from the moment they come: a job that is killed need not ask for them again.

A spool is a folder. Each pass appends the pages it fetches to a file of its own; the kernel has them when `keep`
returns, so they outlive the process, though perhaps not the machine. The next pass takes them from there, and they
are deleted when what was made of them is committed.
"""

import pickle
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from ...schemas.rows import Entry, Page

SUFFIX = ".pages"


class Spool:
    """The pages of one pass, on disk while they are under way.

    Args:
        folder: Where they lie; made where it is missing.
        name: Of this pass's own file.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.path = folder / f"{name}{SUFFIX}"
        self.file: BinaryIO | None = None

    def keep(self, page: Page) -> None:
        """Write a page."""
        if self.file is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.file = self.path.open("ab")
        self.file.write(pickle.dumps(tuple(page._replace(entry=tuple(page.entry)))))  # type: ignore[arg-type]
        self.file.flush()

    def close(self) -> None:
        """End this pass's file."""
        if self.file is not None:
            self.file.close()
            self.file = None


def spooled(folder: Path) -> dict[str, Page]:
    """Return article_id -> page of all that earlier passes left; of several, the one that came last."""
    pages = (page for path in sorted(folder.glob(f"*{SUFFIX}")) for page in _read(path))
    return {page.entry.article_id: page for page in sorted(pages, key=lambda page: page.fetched_at)}


def clear(folder: Path, *, but: Collection[str] = ()) -> None:
    """Delete the pages of all passes: what was made of them is committed.

    Args:
        folder: Where they lie.
        but: Passes that are under way: their files, whose names begin with these words, stay.
    """
    for path in folder.glob(f"*{SUFFIX}"):
        if not path.name.startswith(tuple(but)):
            path.unlink(missing_ok=True)


def _read(path: Path) -> Iterator[Page]:
    """Yield the pages of a file; the last one may be cut, where the process was killed as it wrote."""
    with path.open("rb") as file:
        while True:
            try:
                values = pickle.load(file)  # noqa: S301 (our own file, beside the warehouse)
                yield Page(Entry(*values[0]), *values[1:])
            except (EOFError, pickle.UnpicklingError, AttributeError, TypeError, ValueError, IndexError):
                return
