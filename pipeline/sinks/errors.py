"""What can go wrong with a warehouse that its user can mend; each message is one sentence for a person.

BadWarehouse      it cannot be used as it is: missing, no warehouse, newer, damaged
BusyWarehouse     somebody else has it; later it may go
FullDisk          no room to write; nothing was changed
BadQuery          the SQL was refused
"""


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
