"""`zuoxi backup` and `zuoxi restore`: the centre's data as one file, and back. It refuses to overwrite what is there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from zuoxi.store import database


def keep(file: Path, data: Path, url: str | None) -> int:
    """Write a backup; the exit status."""
    if file.exists():
        print(f"{file}: is there already; name a new file.", file=sys.stderr)
        return 2
    return _done(lambda engine, step: f"{database.back_up(engine, file, step):,} lines kept in {file}", data, url)


def bring_back(file: Path, data: Path, url: str | None) -> int:
    """Fill an empty store from a backup; the exit status."""
    return _done(lambda engine, _: f"{database.restore(engine, file):,} entries restored from {file}", data, url)


def _done(work: Callable[[Engine, str], str], data: Path, url: str | None) -> int:
    try:
        engine = database.open_database(database.database_at(data, url))
        try:
            print(work(engine, database.migrate(engine)))
        finally:
            engine.dispose()
    except (database.DatabaseError, database.BackupError) as error:
        print(error, file=sys.stderr)
        return 2
    except DBAPIError as error:
        print(f"the database does not answer ({type(error.orig).__name__}); is the address right, and is it running?",
              file=sys.stderr)  # fmt: skip
        return 2
    return 0
