"""A backup of the log as one file, and a store made of it again.

The file is text, one JSON object a line, packed by gzip: a head, every entry, every key, and a foot with the digest of all before
it. It can be taken while the centre works, because entries never change: it holds the log up to the place where it
stood at the beginning. It refuses to restore into a store that holds anything, and to restore a file that is not whole.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

import msgspec
from sqlalchemy import Engine, insert, select, update

from zuoxi.desk import log
from zuoxi.store.database.engines import writing
from zuoxi.store.database.log import View, entry_of
from zuoxi.store.database.tables import LOG_ENTRIES, LOG_HEAD, LOG_KEYS

FORM = 1
_PART = 2_000


class BackupError(Exception):
    """A backup that cannot be taken or restored: what is wrong, and the remedy."""


class Head(msgspec.Struct, kw_only=True, tag="head"):
    """The first line. step: the migration that the store stood at; entries: how many follow."""

    form: int
    step: str
    entries: int


class Line(msgspec.Struct, kw_only=True, tag="entry"):
    """An entry; the same fields as `desk.log.Entry`."""

    position: int
    stream: str
    version: int
    kind: str
    at: int
    data: str


class Key(msgspec.Struct, kw_only=True, tag="key"):
    """The key of a batch."""

    key: str
    first: int
    last: int


class Foot(msgspec.Struct, kw_only=True, tag="foot"):
    """The last line: SHA-256 of all lines before it."""

    digest: str


def back_up(engine: Engine, target: Path, step: str) -> int:
    """Write the backup beside its place and move it there when it is whole; how many entries it holds."""
    unfinished = target.with_name(target.name + ".part")
    digest = hashlib.sha256()
    try:
        with open(unfinished, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
            count = 0
            for line in _lines(engine, step):
                digest.update(line)
                packed.write(line)
                count += 1
            packed.write(_text(Foot(digest=digest.hexdigest())))
            packed.close()
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BackupError(
            f"{target}: cannot be written ({error.strerror}); make room, or name another place."
        ) from None
    return count


def _lines(engine: Engine, step: str) -> Iterator[bytes]:
    with engine.connect() as connection:
        last = connection.execute(select(LOG_HEAD.c.position)).scalar_one()
        yield _text(Head(form=FORM, step=step, entries=last))
        for start in range(0, last, _PART):
            query = select(LOG_ENTRIES).where(
                LOG_ENTRIES.c.position > start, LOG_ENTRIES.c.position <= min(start + _PART, last)
            )
            for row in connection.execute(query.order_by(LOG_ENTRIES.c.position)):
                yield _text(Line(**msgspec.structs.asdict(entry_of(row))))
        for row in connection.execute(select(LOG_KEYS).where(LOG_KEYS.c.last <= last).order_by(LOG_KEYS.c.first)):
            yield _text(Key(key=row.key, first=row.first, last=row.last))


def _text(line: msgspec.Struct) -> bytes:
    return msgspec.json.encode(line) + b"\n"


def restore(engine: Engine, source: Path, views: Sequence[View] = ()) -> int:
    """Fill an empty store from a backup, all or nothing; how many entries. Raises `BackupError`."""
    check = _checked(source)
    head = next(check)
    with writing(engine).begin() as connection:
        if connection.execute(select(LOG_HEAD.c.position)).scalar_one() != 0:
            raise BackupError("the store holds a log already; restore into an empty folder or database.")
        last = 0
        part: list[log.Entry] = []
        for line in check:
            if isinstance(line, Line):
                last += 1
                if line.position != last:
                    raise BackupError(f"{source}: entry {last} is missing; take another backup.")
                part.append(log.Entry(**msgspec.structs.asdict(line)))
                if len(part) < _PART:
                    continue
            if part:
                connection.execute(insert(LOG_ENTRIES), [msgspec.structs.asdict(entry) for entry in part])
                for view in views:
                    view.apply(connection, part)
                part = []
            if isinstance(line, Key):
                connection.execute(insert(LOG_KEYS), [{"key": line.key, "first": line.first, "last": line.last}])
        if not isinstance(head, Head) or head.entries != last:
            raise BackupError(f"{source}: {last} entries, not as many as its first line says; take another backup.")
        connection.execute(update(LOG_HEAD).values(position=last))
    return last


def _checked(source: Path) -> Iterator[Head | Line | Key | Foot]:
    """The lines of a backup; raises at the end, inside the caller's transaction, if it is not what was written."""
    digest = hashlib.sha256()
    decode = msgspec.json.Decoder(Head | Line | Key | Foot).decode
    foot: Foot | None = None
    try:
        with cast("IO[bytes]", gzip.open(source, "rb")) as lines:
            for number, raw in enumerate(lines, 1):
                line = decode(raw)
                if number == 1 and (not isinstance(line, Head) or line.form != FORM):
                    raise BackupError(f"{source}:1: no backup of Zuoxi, or one of a newer version.")
                if foot is not None:
                    raise BackupError(f"{source}:{number}: something stands behind the end; take another backup.")
                if isinstance(line, Foot):
                    foot = line
                else:
                    digest.update(raw)
                yield line
    except FileNotFoundError:
        raise BackupError(f"{source}: is not there; name a backup.") from None
    except (OSError, EOFError, msgspec.MsgspecError, gzip.BadGzipFile) as error:
        raise BackupError(
            f"{source}: cannot be read to its end ({type(error).__name__}); take another backup."
        ) from None
    if foot is None or foot.digest != digest.hexdigest():
        raise BackupError(f"{source}: is not whole, or was changed after it was written; take another backup.")
