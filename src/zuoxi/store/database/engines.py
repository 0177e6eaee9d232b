"""Opening a database, SQLite or PostgreSQL: the one file that knows which of them it is.

SQLite writes ahead (WAL), syncs at every commit and waits for other writers; writing transactions say so at their beginning,
or two readers that both want to write would lock each other out. It refuses to know any table.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

#: how long to wait for another writer, s
PATIENCE = 10
FILE = "zuoxi.sqlite"
_FULL = ("database or disk is full", "no space left", "disk full", "could not extend file")


class DatabaseError(Exception):
    """A database that cannot be opened: what is wrong, and the remedy. Passwords are never in it."""


def database_at(folder: Path | None, url: str | None) -> URL:
    """Where the data are: the URL if one is given, else the embedded store in the folder."""
    if url is None:
        return URL.create("sqlite", database=str((folder or Path()) / FILE))
    try:
        found = make_url(url)
    except ArgumentError:
        raise DatabaseError(
            "the database's address is none; write postgresql://user@host/name or sqlite:///file."
        ) from None
    if found.drivername in ("postgres", "postgresql"):
        found = found.set(drivername="postgresql+psycopg")
    if found.get_backend_name() not in ("sqlite", "postgresql"):
        raise DatabaseError(f"{found.get_backend_name()} is not supported; use SQLite or PostgreSQL.")
    return found


def open_database(url: URL) -> Engine:
    """An engine for it, ready for many threads. Nothing is read or written yet."""
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False}, pool_size=16,
                               max_overflow=16)  # fmt: skip
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, pool_size=16, max_overflow=16, pool_pre_ping=True, isolation_level="READ COMMITTED")
    except ModuleNotFoundError:
        raise DatabaseError("PostgreSQL needs its driver: pip install 'zuoxi[postgres]'.") from None


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    # transactions are begun by `_begin_sqlite`, not by the driver
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={PATIENCE * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def writing(engine: Engine) -> Engine:
    """The same engine, for transactions that will write."""
    return engine.execution_options(writing=True)


def is_full(error: BaseException) -> bool:
    """Whether the store had no room."""
    return isinstance(error, DBAPIError) and any(words in str(error.orig).lower() for words in _FULL)


def is_passing(error: BaseException) -> bool:
    """Whether the same transaction may succeed if it is tried again: the server went away, or another writer was faster."""
    if not isinstance(error, DBAPIError) or is_full(error):
        return False
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if error.connection_invalidated or state[:2] in ("08", "40", "57"):
        return True
    told = str(error.orig).lower()
    return "database is locked" in told or "connection" in told
