"""The log in a database: one thread writes, in groups; any thread reads.

Whatever waits is written in one transaction, so a sync costs once for many, and each writer is answered after the commit.
A transaction that failed in passing (the server restarted, another process was writing) is tried again; before that it is
looked whether it had been kept after all, so nothing stands twice. It refuses to lose what it has acknowledged, and
to acknowledge what it has not kept.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from concurrent.futures import Future
from typing import Protocol

import msgspec
from sqlalchemy import Connection, Engine, func, insert, select, update

from zuoxi.desk import log
from zuoxi.store.database.engines import is_full, is_passing, writing
from zuoxi.store.database.tables import LOG_ENTRIES, LOG_HEAD, LOG_KEYS

#: most notes in one transaction
GROUP = 2_000
#: how often a transaction is tried, and how long it is waited between, s
TRIES, PAUSE = 60, 0.5
#: how long a follower waits before it looks itself: other processes may append, too
GLANCE = 0.5
_ENTRY = (LOG_ENTRIES.c.position, LOG_ENTRIES.c.stream, LOG_ENTRIES.c.version, LOG_ENTRIES.c.kind, LOG_ENTRIES.c.at,
          LOG_ENTRIES.c.data)  # fmt: skip


class View(Protocol):
    """A read model that is written in the transaction of the entries it is made of."""

    def apply(self, connection: Connection, entries: Sequence[log.Entry]) -> None:
        """Fold them in, in order."""
        ...


class _Batch(msgspec.Struct):
    """A writer's batch that waits to be kept."""

    streams: Mapping[str, Sequence[log.Note]]
    expected: Mapping[str, int]
    once: str
    answer: Future[log.Appended]


class _Group:
    """The batches of one transaction, and what would be kept of them."""

    def __init__(self, head: int, versions: dict[str, int], known: dict[str, log.Appended]) -> None:
        self.head, self.versions, self.known = head, versions, known
        self.entries: list[log.Entry] = []
        self.keys: list[dict[str, object]] = []
        self.answers: list[tuple[_Batch, log.Appended | log.StaleError]] = []

    def add(self, batch: _Batch) -> None:
        """Give the batch its place, or say why it has none."""
        if batch.once in self.known and batch.once:
            known = self.known[batch.once]
            self.answers.append((batch, log.Appended(known.first, known.last, True)))
            return
        for stream, wanted in batch.expected.items():
            if self.versions.get(stream, 0) != wanted:
                self.answers.append((batch, log.StaleError(stream, wanted, self.versions.get(stream, 0))))
                return
        first = self.head + 1
        for stream, notes in batch.streams.items():
            for note in notes:
                self.head += 1
                version = self.versions[stream] = self.versions.get(stream, 0) + 1
                self.entries.append(log.Entry(position=self.head, stream=stream, version=version, kind=note.kind,
                                              at=note.at, data=note.data))  # fmt: skip
        place = log.Appended(first, self.head)
        if batch.once:
            self.known[batch.once] = place
            self.keys.append({"key": batch.once, "first": first, "last": self.head})
        self.answers.append((batch, place))


class DatabaseLog:
    """Fulfils `desk.log.Log` on SQLite and on PostgreSQL."""

    def __init__(self, engine: Engine, views: Sequence[View] = ()) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._views = views
        self._waiting: queue.SimpleQueue[_Batch | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._followers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self._write_on, name="log", daemon=True)
        self._thread.start()

    # -- appending

    async def append(
        self, streams: Mapping[str, Sequence[log.Note]], *, expected: Mapping[str, int] | None = None, once: str = ""
    ) -> log.Appended:
        """See `desk.log.Log.append`."""
        log.check_batch(streams, once)
        batch = _Batch(streams, expected or {}, once, Future())
        with self._guard:
            if self._closing.is_set():
                raise log.LogClosedError("the log is closed")
            self._waiting.put(batch)
        # a caller that gives up must not take back what may be kept already
        return await asyncio.shield(asyncio.wrap_future(batch.answer))

    def _write_on(self) -> None:
        """The writer's thread: groups of what waits, until the log is closed."""
        while (first := self._waiting.get()) is not None:
            group, size, last = [first], _size(first), False
            while size < GROUP:
                try:
                    more = self._waiting.get_nowait()
                except queue.Empty:
                    break
                if more is None:
                    last = True
                    break
                group.append(more)
                size += _size(more)
            self._keep(group)
            if last:
                return

    def _keep(self, batches: list[_Batch]) -> None:
        planned: _Group | None = None
        for trial in range(TRIES):
            try:
                with self._writing.begin() as connection:
                    if planned is None or not _stands(connection, planned):
                        planned = self._plan(connection, batches)
                        self._write(connection, planned)
                break
            except Exception as error:
                if is_passing(error) and trial + 1 < TRIES and not self._closing.wait(PAUSE):
                    continue
                if len(batches) > 1 and not is_passing(error):
                    # one of them may be to blame: each for itself, then
                    for batch in batches:
                        self._keep([batch])
                    return
                for batch in batches:
                    batch.answer.set_exception(_refusal(error))
                return
        assert planned is not None
        for batch, answer in planned.answers:
            if isinstance(answer, log.StaleError):
                batch.answer.set_exception(answer)
            else:
                batch.answer.set_result(answer)
        if planned.entries:
            self._wake()

    def _plan(self, connection: Connection, batches: list[_Batch]) -> _Group:
        """Lock the head, and see which batches have a place."""
        connection.execute(update(LOG_HEAD).where(LOG_HEAD.c.id == 1).values(position=LOG_HEAD.c.position))
        head = connection.execute(select(LOG_HEAD.c.position).where(LOG_HEAD.c.id == 1)).scalar_one()
        streams = {stream for batch in batches for stream in (*batch.streams, *batch.expected)}
        versions = {}
        for part in _parts(sorted(streams)):
            query = select(LOG_ENTRIES.c.stream, func.max(LOG_ENTRIES.c.version).label("version"))
            found = connection.execute(query.where(LOG_ENTRIES.c.stream.in_(part)).group_by(LOG_ENTRIES.c.stream))
            versions.update({row.stream: row.version for row in found})
        known = {}
        for part in _parts(sorted({batch.once for batch in batches if batch.once})):
            for key, first, last in connection.execute(select(LOG_KEYS).where(LOG_KEYS.c.key.in_(part))):
                known[key] = log.Appended(first, last)
        group = _Group(head, versions, known)
        for batch in batches:
            group.add(batch)
        return group

    def _write(self, connection: Connection, group: _Group) -> None:
        if not group.entries:
            return
        connection.execute(insert(LOG_ENTRIES), [msgspec.structs.asdict(entry) for entry in group.entries])
        if group.keys:
            connection.execute(insert(LOG_KEYS), group.keys)
        connection.execute(update(LOG_HEAD).where(LOG_HEAD.c.id == 1).values(position=group.head))
        for view in self._views:
            view.apply(connection, group.entries)

    # -- reading

    async def read(self, stream: str, after: int = 0) -> list[log.Entry]:
        """See `desk.log.Log.read`."""
        query = select(*_ENTRY).where(LOG_ENTRIES.c.stream == stream, LOG_ENTRIES.c.version > after)
        return await asyncio.to_thread(self._entries, query.order_by(LOG_ENTRIES.c.version))

    async def tail(self, after: int, limit: int = 1_000) -> list[log.Entry]:
        """See `desk.log.Log.tail`."""
        query = select(*_ENTRY).where(LOG_ENTRIES.c.position > after).order_by(LOG_ENTRIES.c.position).limit(limit)
        return await asyncio.to_thread(self._entries, query)

    async def last(self) -> int:
        """See `desk.log.Log.last`."""
        return await asyncio.to_thread(self._last)

    def _last(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.execute(select(LOG_HEAD.c.position).where(LOG_HEAD.c.id == 1)).scalar_one())

    def _entries(self, query: object) -> list[log.Entry]:
        with self._engine.connect() as connection:
            return [entry_of(row) for row in connection.execute(query)]  # type: ignore[call-overload]

    async def follow(self, after: int) -> AsyncIterator[log.Entry]:
        """See `desk.log.Log.follow`."""
        news = asyncio.Event()
        follower = (asyncio.get_running_loop(), news)
        with self._guard:
            self._followers.add(follower)
        try:
            while True:
                closing = self._closing.is_set()
                news.clear()
                found = await self.tail(after)
                for entry in found:
                    yield entry
                    after = entry.position
                if found:
                    continue
                if closing:
                    return
                try:
                    await asyncio.wait_for(news.wait(), GLANCE)
                except TimeoutError:
                    continue
        finally:
            with self._guard:
                self._followers.discard(follower)

    def _wake(self) -> None:
        with self._guard:
            followers = list(self._followers)
        for loop, news in followers:
            if not loop.is_closed():
                loop.call_soon_threadsafe(news.set)

    async def close(self) -> None:
        """See `desk.log.Log.close`."""
        with self._guard:
            if not self._closing.is_set():
                self._closing.set()
                self._waiting.put(None)
        await asyncio.to_thread(self._thread.join)
        self._wake()


def entry_of(row: Sequence[object]) -> log.Entry:
    """A row of the table as an entry."""
    return msgspec.convert(dict(zip(log.Entry.__struct_fields__, row, strict=True)), log.Entry)


def _refusal(error: Exception) -> log.StoreFullError | log.LogClosedError:
    """What the writer is told; the database's own words may hold what was to be kept, and stay here."""
    if is_full(error):
        return log.StoreFullError("the store is full; make room, nothing acknowledged is lost")
    return log.LogClosedError(f"the store does not take it ({type(error).__name__})")


def _size(batch: _Batch) -> int:
    return sum(map(len, batch.streams.values()))


def _parts(values: Sequence[str]) -> Iterable[Sequence[str]]:
    """As many as a statement may hold."""
    for start in range(0, len(values), 500):
        yield values[start : start + 500]


def _stands(connection: Connection, group: _Group) -> bool:
    """Whether what a broken transaction would have kept has been kept: its answer was lost on the way, not its work."""
    if not group.entries:
        return False
    row = connection.execute(select(*_ENTRY).where(LOG_ENTRIES.c.position == group.entries[0].position)).first()
    return row is not None and entry_of(row) == group.entries[0]
