"""How much memory the job and its workers have."""

import os
import resource
from pathlib import Path

PROC = Path("/proc")


def memory_bytes() -> int:
    """Return the memory of this process and its descendants, in bytes.

    A page that several of them share, as forked workers share their model, is counted once (PSS); where the system
    does not tell that, resident pages are added up.
    """
    return sum(_size(pid) for pid in _ours())


def _ours() -> set[int]:
    """Return the ids of this process and its descendants."""
    parents = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue  # it ended while we looked
    ours = {os.getpid()}
    while children := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= children
    return ours


def _size(pid: int) -> int:
    folder = PROC / str(pid)
    try:
        for line in (folder / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, IndexError, ValueError):
        pass
    try:
        return int((folder / "statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return 0
