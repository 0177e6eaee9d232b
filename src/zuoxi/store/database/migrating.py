"""Bringing a database to this version's tables, forward only.

It refuses a database that a newer version has written: an old program would not know what it breaks.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from zuoxi.store.database.engines import DatabaseError, writing

STEPS = Path(__file__).parent / "migrations"


def configured(connection: Connection | None = None) -> Config:
    """Alembic's configuration, made here: there is no file to get wrong."""
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> str:
    """Run the steps that are missing, all in one transaction; the step it stands at now. Raises `DatabaseError`."""
    known = ScriptDirectory.from_config(configured())
    with writing(engine).begin() as connection:
        stands = MigrationContext.configure(connection).get_current_revision()
        if stands is not None and stands not in {step.revision for step in known.walk_revisions()}:
            raise DatabaseError(
                f"the data were written by a newer version (step {stands}); run that version, or restore a backup of this one."
            )
        command.upgrade(configured(connection), "head")
    newest = known.get_current_head()
    assert newest is not None
    return newest
