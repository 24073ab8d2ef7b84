"""What hosts asked of us, on disk: a job that is restarted, or killed, goes on as politely as it stopped.

A small SQLite file beside the warehouse: the kernel has each line when a method returns, so it outlives the process. It
holds nothing that cannot be asked again: a file that is damaged is begun anew, and one that cannot be written to is
done without, for what the process itself remembers still counts.
"""

import contextlib
import sqlite3
import time
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

MOST_DOMAINS = 100_000
MOST_SITES = 50_000
MOST_BYTES = 64 * 1024 * 1024
"""Of all robots.txt together, compressed. Beyond these bounds what is oldest is forgotten."""

PRUNE_EVERY = 1000
"""Lines written between two looks at the bounds."""

PATIENCE_S = 5.0
OPENINGS = 100

TABLES = """
CREATE TABLE IF NOT EXISTS robots (
    site TEXT PRIMARY KEY, domain TEXT NOT NULL, until REAL NOT NULL, is_open INTEGER NOT NULL, delay REAL NOT NULL,
    body BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS robots_by_domain ON robots (domain);
CREATE TABLE IF NOT EXISTS domains (
    domain TEXT PRIMARY KEY, asked REAL NOT NULL, free REAL NOT NULL, held REAL NOT NULL, down REAL NOT NULL
) WITHOUT ROWID;
"""


class StoredRobots(NamedTuple):
    """A site's robots.txt as it was answered.

    Attributes:
        site: Scheme, host and port.
        domain: The registrable domain that the site belongs to.
        until: Time, in seconds since 1970, until which it is believed.
        is_open: False where it could not be had, and so nothing is permitted.
        delay: Pause in seconds that it asks for; 0 where it asks for none.
        body: Its bytes; empty where everything is permitted, or nothing.
    """

    site: str
    domain: str
    until: float
    is_open: bool
    delay: float
    body: bytes


class StoredDomain(NamedTuple):
    """When a domain may be asked again, in seconds since 1970; 0 where nothing stands against it.

    Attributes:
        domain: The registrable domain.
        asked: When it was last asked.
        free: The pause after the last request is over.
        held: Its 429 is over.
        down: It did not answer, and may be tried again.
    """

    domain: str
    asked: float
    free: float = 0.0
    held: float = 0.0
    down: float = 0.0


class HostStore:
    """The file, open. Each event loop opens its own; they may be open at the same time.

    Args:
        path: The file; made where it is missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writes = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.connection = self._open_soon()
        except sqlite3.OperationalError:  # no room, no permission: it is done without
            self.connection = sqlite3.connect(":memory:", isolation_level=None)
            self.connection.executescript(TABLES)
        except sqlite3.DatabaseError:
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                path.with_name(name).unlink(missing_ok=True)
            self.connection = self._open()

    def __enter__(self) -> "HostStore":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.connection.close()

    def robots(self, site: str, now: float) -> StoredRobots | None:
        """Return the robots.txt of a site that is still believed at a time."""
        found = self._read("SELECT * FROM robots WHERE site = ? AND until > ?", (site, now))
        with contextlib.suppress(zlib.error):
            for _, domain, until, is_open, delay, body in found:
                return StoredRobots(site, domain, until, bool(is_open), delay, zlib.decompress(body))
        return None

    def delays(self, domain: str, now: float) -> dict[str, float]:
        """Return site -> pause in seconds that its robots.txt asks for, of the sites of a domain."""
        return dict(
            self._read("SELECT site, delay FROM robots WHERE domain = ? AND until > ? AND delay > 0", (domain, now))
        )

    def domain(self, domain: str) -> StoredDomain | None:
        """Return when a domain may be asked."""
        for row in self._read("SELECT * FROM domains WHERE domain = ?", (domain,)):
            return StoredDomain(*row)
        return None

    def keep_robots(self, robots: StoredRobots) -> None:
        """Write a robots.txt over what was known of its site."""
        self._write("robots", (*robots[:-1], zlib.compress(robots.body, 1)))

    def keep_domain(self, domain: StoredDomain) -> None:
        """Write when a domain may be asked again."""
        self._write("domains", domain)

    def prune(self) -> None:
        """Forget what is oldest, beyond the bounds."""
        self.connection.execute(
            """
            DELETE FROM robots WHERE site NOT IN (
                SELECT site FROM (
                    SELECT site, SUM(LENGTH(body)) OVER (ORDER BY until DESC, site) AS bytes FROM robots
                    ORDER BY until DESC, site LIMIT ?
                ) WHERE bytes <= ?
            )
            """,
            (MOST_SITES, MOST_BYTES),
        )
        self.connection.execute(
            "DELETE FROM domains WHERE domain NOT IN (SELECT domain FROM domains ORDER BY asked DESC LIMIT ?)",
            (MOST_DOMAINS,),
        )

    def _open_soon(self) -> sqlite3.Connection:
        """Open the file, also where others open it at the same moment: the first switch to WAL does not wait."""
        for _ in range(OPENINGS):
            try:
                return self._open()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                    raise
                time.sleep(PATIENCE_S / OPENINGS)
        return self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE_S, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")  # so that readers and a writer do not wait for each other
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(TABLES)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _read(self, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            return list(self.connection.execute(sql, values))
        except sqlite3.DatabaseError:
            return []

    def _write(self, table: str, values: tuple[object, ...]) -> None:
        with contextlib.suppress(sqlite3.DatabaseError):
            places = ", ".join("?" * len(values))
            self.connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", values)  # noqa: S608 (ours)
            self.writes += 1
            if self.writes % PRUNE_EVERY == 0:
                self.prune()
