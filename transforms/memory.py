"""Giving memory back to the system: who holds large bodies for a moment need not keep their room for hours."""

import ctypes
import functools
import sys

ARENA_MAX, MMAP_THRESHOLD = -8, -3
"""Names of settings of glibc's mallopt(3)."""

ARENAS = 2
"""Heaps of one process; each thread would have its own, up to eight for each core, with room that no other can use."""

LARGE = 512 * 1024
"""Blocks from this size on are parts of no heap, and go back when they are freed. By default glibc learns from the
first large block to put the next ones into the heap, where one small block behind them keeps all their room."""


@functools.cache
def spare_memory() -> None:
    """Let this process give back large blocks; once is enough. Nothing happens where there is no glibc."""
    if (libc := _libc()) is not None:
        libc.mallopt(ARENA_MAX, ARENAS)
        libc.mallopt(MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Return the room at the ends and in the middle of the heaps to the system; takes milliseconds."""
    if (libc := _libc()) is not None:
        libc.malloc_trim(0)


@functools.cache
def _libc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
