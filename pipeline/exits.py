"""Exit codes, the same for every command; docs/commands.md lists them."""

OK = 0
"""Done; single failures, if any, stand in the table `failures`."""
BUG = 1
"""An error of ours, with a traceback: please report it."""
USAGE = 2
"""A wrong option, setting or file: nothing was done."""
PARTIAL = 3
"""Nothing, or not all, of what was asked could be done; the message says what."""
BUSY = 75
"""Another process has the warehouse, or the disk is full: try again later (EX_TEMPFAIL of sysexits.h)."""
INTERRUPTED = 130
"""Stopped by Ctrl-C."""
