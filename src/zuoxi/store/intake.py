"""What reading an archive gives: conversations taken, lines refused, oddities, and the ids seen so far.

It refuses to read anything.
"""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import NamedTuple

from zuoxi.events import Conversation


class Refused(NamedTuple):
    """A line that cannot be taken: where, why, and its raw bytes (or the span that holds them)."""

    path: Path
    line: int
    message: str
    raw: bytes
    offset: int
    length: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Warned(NamedTuple):
    """Something odd about a line that was taken."""

    path: Path
    line: int
    conversation: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Accepted(NamedTuple):
    """A conversation and where it stands."""

    conversation: Conversation
    path: Path
    line: int


class UnreadableError(Exception):
    """A whole input cannot be read; the text names it and the remedy."""


class Identities:
    """The ids seen so far, with the line of the first. They stand in a file of SQLite's own, so that memory stays flat."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4096;"
            "CREATE TABLE seen (id BLOB PRIMARY KEY, line INTEGER) WITHOUT ROWID; BEGIN"
        )

    def first_line(self, identity: str, line: int) -> int | None:
        """None if the id is new (it is then remembered), else the line that had it first."""
        digest = hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if self._base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, line)).rowcount:
            return None
        first: int = self._base.execute("SELECT line FROM seen WHERE id = ?", (digest,)).fetchone()[0]
        return first
