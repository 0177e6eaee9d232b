"""The tables of the log, as SQLAlchemy knows them. How they come to be in a database is said by `migrations/`; a test compares.

Positions are given by the one row of `log_head`, which every writer locks first: so they have no gaps, and whoever follows
the log never sees a later entry before an earlier one. It refuses to know what an entry means.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text, UniqueConstraint

#: names of constraints, so that a migration can speak of them in every database
TABLES = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)  # fmt: skip

LOG_ENTRIES = Table(
    "log_entries", TABLES,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("stream", "version"),
)  # fmt: skip
LOG_HEAD = Table(
    "log_head", TABLES,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
)  # fmt: skip
#: batches that bore a key: a repeated one is answered with the first one's place
LOG_KEYS = Table(
    "log_keys", TABLES,
    Column("key", String(200), primary_key=True),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
)  # fmt: skip
