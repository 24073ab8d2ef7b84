"""What can go wrong with a warehouse that its user can mend; each message is one sentence for a person.

BadWarehouse      it cannot be used as it is: missing, no warehouse, newer, damaged
BusyWarehouse     somebody else has it; later it may go
FullDisk          no room to write; nothing was changed
BadQuery          the SQL was refused
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SHUT = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR)


class WarehouseError(Exception):
    """A warehouse could not do what was asked."""


class BadWarehouse(WarehouseError):
    """The warehouse cannot be used as it is."""


class EmptyWarehouse(BadWarehouse):
    """The file is there, but nothing was ever written."""


class BusyWarehouse(WarehouseError):
    """Another process has the warehouse."""


class FullDisk(WarehouseError):
    """There is no room to write; nothing was changed."""


class BadQuery(WarehouseError):
    """The SQL was refused; the message is the database's own."""


@contextmanager
def writable(path: Path) -> Iterator[None]:
    """Turn what the system says of a place that cannot be written into a sentence.

    Raises:
        FullDisk: there is no room.
        BadWarehouse: it may not be written, or is not there.
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise FullDisk(f"The disk that holds {path} is full; nothing of this batch was written.") from error
        if error.errno in SHUT:
            raise BadWarehouse(f"{path} cannot be written: {error.strerror}.") from error
        raise
