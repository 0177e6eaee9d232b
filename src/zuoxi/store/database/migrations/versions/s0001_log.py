"""The log: its entries, its head, the keys of batches. It refuses to go back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From nothing to an empty log."""
    op.create_table(
        "log_entries",
        sa.Column("position", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("stream", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_log_entries"),
        sa.UniqueConstraint("stream", "version", name="uq_log_entries_stream"),
    )
    head = op.create_table(
        "log_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_head"),
    )
    op.create_table(
        "log_keys",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("first", sa.BigInteger, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_log_keys"),
    )
    op.bulk_insert(head, [{"id": 1, "position": 0}])
