"""The log: what happened, in streams, kept for good. The port that every store of it fulfils, and its values.

A stream is the life of one thing (a conversation, a record, an agent's state, a visit to a queue). Entries are appended in
batches that are kept wholly or not at all, each with the version that the writer last saw, so that two writers cannot
both continue from the same place. An entry is acknowledged only after it would survive the end of the process. Read models
are caches of the log, written with it. It refuses to know what an entry means: `data` is text that its writer can read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Protocol

import msgspec


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be appended. at: UTC ms; kind: its name in the family of events; data: JSON text."""

    kind: str
    at: int
    data: str = "{}"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened: the `version`-th of its stream, the `position`-th of the whole log, both from 1, without gaps."""

    position: int
    stream: str
    version: int
    kind: str
    at: int
    data: str


class Appended(msgspec.Struct, frozen=True):
    """Where a batch stands: its first and last position; `repeated`: it had been kept before, and was not kept again."""

    first: int
    last: int
    repeated: bool = False


class StaleError(Exception):
    """A stream is not at the version that the writer had seen. Nothing of the batch was kept."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(f"{stream} is at version {actual}, not {expected}; read it again and decide anew.")
        self.stream, self.expected, self.actual = stream, expected, actual


class LogClosedError(Exception):
    """The log takes nothing more: it was closed, or its store has failed for good."""


class StoreFullError(Exception):
    """The store cannot take more (a full disk, say); what was acknowledged is safe, and can be read."""


#: the longest name of a stream or key, and of a kind
LONGEST_NAME, LONGEST_KIND = 200, 80


def check_batch(streams: Mapping[str, Sequence[Note]], once: str) -> None:
    """What every store refuses before it tries; raises ValueError, without the words that were to be kept."""
    if not any(streams.values()):
        raise ValueError("an empty batch: there is nothing to keep")
    for name in (*streams, *([once] if once else [])):
        if not 0 < len(name) <= LONGEST_NAME or "\0" in name:
            raise ValueError(
                f"the name of a stream or key has {len(name)} characters; 1 to {LONGEST_NAME} are allowed, no NUL"
            )
    for note in (note for notes in streams.values() for note in notes):
        if not 0 < len(note.kind) <= LONGEST_KIND or not 0 <= note.at < 2**62 or "\0" in note.data:
            raise ValueError("an entry's kind, time or data is out of bounds")


class Log(Protocol):
    """Appending, reading, following. All times UTC ms; positions and versions from 1."""

    async def append(
        self, streams: Mapping[str, Sequence[Note]], *, expected: Mapping[str, int] | None = None, once: str = ""
    ) -> Appended:
        """Keep all notes or none; the streams in the order given. expected: the version that a stream must be at (0: none yet;
        a stream not named there is taken at any version). once: a key; a batch with a key seen before is not kept again.

        Raises `StaleError`, `StoreFullError`, `LogClosedError`, and ValueError for what `check_batch` refuses."""
        ...

    async def read(self, stream: str, after: int = 0) -> list[Entry]:
        """The entries of a stream after that version."""
        ...

    async def tail(self, after: int, limit: int = 1_000) -> list[Entry]:
        """The entries of the whole log after that position, in order, at most so many."""
        ...

    async def last(self) -> int:
        """The last position; 0: an empty log."""
        ...

    def follow(self, after: int) -> AsyncIterator[Entry]:
        """As `tail`, and then what is appended later, as it is acknowledged; ends when the log is closed."""
        ...

    async def close(self) -> None:
        """What was accepted is kept first; then nothing more is taken."""
        ...
