"""The log and where it is kept: in memory, in SQLite, in PostgreSQL. A chapter of the room `store`, entered as `store.database`,
so that whoever needs no database loads none."""

from zuoxi.store.database.backup import BackupError, back_up, restore
from zuoxi.store.database.engines import DatabaseError, database_at, open_database
from zuoxi.store.database.log import DatabaseLog, View
from zuoxi.store.database.memory import MemoryLog
from zuoxi.store.database.migrating import migrate

__all__ = [
    "BackupError",
    "DatabaseError",
    "DatabaseLog",
    "MemoryLog",
    "View",
    "back_up",
    "database_at",
    "migrate",
    "open_database",
    "restore",
]
