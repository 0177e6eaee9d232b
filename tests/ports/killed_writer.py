"""A writer that is killed again and again, and what became of what it had been told was kept.

`python killed_writer.py URL COUNT` prints one JSON object. Each child appends as fast as it can and tells the parent, through a
pipe, every place that was acknowledged; the parent kills it after a random number of them (seeded) and compares with the log.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import select
import signal
import sys

from sqlalchemy import text

from zuoxi.desk import log
from zuoxi.store.database import DatabaseLog, database_at, migrate, open_database


def write_on(url, pipe, life):
    """The child: appends for ever."""

    async def on():
        kept = DatabaseLog(open_database(url))
        number = 0

        async def one(writer):
            nonlocal number
            while True:
                number += 1
                name = f"{life}-{writer}-{number}"
                place = await kept.append({f"s{writer}": [log.Note(kind="x", at=life, data=json.dumps(name))]})
                os.write(pipe, f"{place.first} {name}\n".encode())

        await asyncio.gather(*(one(writer) for writer in range(8)))

    asyncio.run(on())


def live_and_die(url, life, dice):
    """What one child was told before it was killed: lines of `position name`."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write_on(url, writing, life)
        finally:
            os._exit(1)
    os.close(writing)
    told = b""
    wanted = dice.randrange(1, 400)
    while told.count(b"\n") < wanted:
        assert select.select([reading], [], [], 30)[0], "the writer wrote nothing"
        told += os.read(reading, 1 << 16)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(reading, 1 << 16):
        told += part
    os.close(reading)
    return [line.split() for line in told.decode().splitlines()]


def main():
    url, kills = database_at(None, sys.argv[1]), int(sys.argv[2])
    first = open_database(url)
    migrate(first)
    first.dispose()
    dice = random.Random(11)
    told = [line for life in range(kills) for line in live_and_die(url, life, dice)]
    engine = open_database(url)
    with engine.connect() as connection:
        kept = {row.position: json.loads(row.data) for row in connection.execute(text("SELECT position, data FROM log_entries"))}
    names = list(kept.values())
    print(json.dumps({
        "kills": kills, "acknowledged": len(told), "kept": len(kept),
        "lost": sum(kept.get(int(place)) != name for place, name in told),
        "doubled": len(names) - len(set(names)), "gaps": sum(place not in kept for place in range(1, len(kept) + 1)),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
