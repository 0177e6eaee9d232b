"""The log in memory, for tests and for a demonstration that leaves no trace. It refuses to survive its process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence

from zuoxi.desk import log


class MemoryLog:
    """Fulfils `desk.log.Log`, but for what it says about the end of the process."""

    def __init__(self) -> None:
        self._entries: list[log.Entry] = []
        self._streams: dict[str, list[log.Entry]] = {}
        self._keys: dict[str, log.Appended] = {}
        self._news: set[asyncio.Event] = set()
        self._closed = False

    async def append(
        self, streams: Mapping[str, Sequence[log.Note]], *, expected: Mapping[str, int] | None = None, once: str = ""
    ) -> log.Appended:
        """See `desk.log.Log.append`."""
        log.check_batch(streams, once)
        if self._closed:
            raise log.LogClosedError("the log is closed")
        if once and once in self._keys:
            known = self._keys[once]
            return log.Appended(known.first, known.last, True)
        for stream, wanted in (expected or {}).items():
            actual = len(self._streams.get(stream, ()))
            if actual != wanted:
                raise log.StaleError(stream, wanted, actual)
        first = len(self._entries) + 1
        for stream, notes in streams.items():
            kept = self._streams.setdefault(stream, [])
            for note in notes:
                entry = log.Entry(position=len(self._entries) + 1, stream=stream, version=len(kept) + 1, kind=note.kind,
                                  at=note.at, data=note.data)  # fmt: skip
                kept.append(entry)
                self._entries.append(entry)
        place = log.Appended(first, len(self._entries))
        if once:
            self._keys[once] = place
        for news in self._news:
            news.set()
        return place

    async def read(self, stream: str, after: int = 0) -> list[log.Entry]:
        """See `desk.log.Log.read`."""
        return self._streams.get(stream, [])[after:]

    async def tail(self, after: int, limit: int = 1_000) -> list[log.Entry]:
        """See `desk.log.Log.tail`."""
        return self._entries[after : after + limit]

    async def last(self) -> int:
        """See `desk.log.Log.last`."""
        return len(self._entries)

    async def follow(self, after: int) -> AsyncIterator[log.Entry]:
        """See `desk.log.Log.follow`."""
        news = asyncio.Event()
        self._news.add(news)
        try:
            while True:
                while after < len(self._entries):
                    yield self._entries[after]
                    after += 1
                if self._closed:
                    return
                news.clear()
                await news.wait()
        finally:
            self._news.discard(news)

    async def close(self) -> None:
        """See `desk.log.Log.close`."""
        self._closed = True
        for news in self._news:
            news.set()
