"""One contract, three stores: what is appended is kept wholly or not at all, in order, once, and can be read and followed.

Every test runs over the log in memory, in SQLite and in PostgreSQL under the same id but for the store's name.
"""

from __future__ import annotations

import asyncio
import json
import random

import pytest
from tests.ports.conftest import STORES

from zuoxi.desk import log
from zuoxi.store.database import DatabaseLog, MemoryLog, migrate, open_database


@pytest.fixture(params=STORES)
def opened(request):
    """A function that opens the log, from inside a running loop."""
    if request.param == "memory":
        yield MemoryLog
        return
    engine = open_database(request.getfixturevalue(f"{request.param}_url"))
    migrate(engine)
    yield lambda: DatabaseLog(engine)
    engine.dispose()


def note(kind="spoken", at=1, **data):
    return log.Note(kind=kind, at=at, data=json.dumps(data, ensure_ascii=False))


def run(opened, scene):
    async def play():
        kept = opened()
        try:
            return await scene(kept)
        finally:
            await kept.close()

    return asyncio.run(play())


def test_what_is_appended_to_several_streams_is_read_back_in_order(opened):
    async def scene(kept):
        first = await kept.append({"a": [note("rang", 5, text="您好"), note("answered", 7)], "b": [note("queued", 6)]})
        second = await kept.append({"b": [note("offered", 9)]})
        assert (first.first, first.last, second.first, second.last) == (1, 3, 4, 4)
        assert [(e.position, e.stream, e.version, e.kind, e.at) for e in await kept.tail(0)] == [
            (1, "a", 1, "rang", 5), (2, "a", 2, "answered", 7), (3, "b", 1, "queued", 6), (4, "b", 2, "offered", 9),
        ]  # fmt: skip
        assert json.loads((await kept.read("a"))[0].data) == {"text": "您好"}
        assert [e.kind for e in await kept.read("b", after=1)] == ["offered"]
        assert await kept.read("nowhere") == []
        assert [e.position for e in await kept.tail(1, limit=2)] == [2, 3]
        assert await kept.last() == 4

    run(opened, scene)


def test_an_empty_log_stands_at_zero(opened):
    async def scene(kept):
        assert await kept.last() == 0
        assert await kept.tail(0) == []

    run(opened, scene)


def test_a_batch_that_expects_another_version_is_kept_in_no_stream(opened):
    async def scene(kept):
        await kept.append({"a": [note()]})
        with pytest.raises(log.StaleError) as told:
            await kept.append({"b": [note()], "a": [note()]}, expected={"a": 0})
        assert (told.value.stream, told.value.expected, told.value.actual) == ("a", 0, 1)
        assert await kept.last() == 1
        assert await kept.read("b") == []
        await kept.append({"a": [note()]}, expected={"a": 1, "b": 0})
        assert len(await kept.read("a")) == 2

    run(opened, scene)


def test_of_many_writers_that_expect_the_same_version_exactly_one_succeeds(opened):
    async def scene(kept):
        answers = await asyncio.gather(
            *(kept.append({"a": [note(number=n)]}, expected={"a": 0}) for n in range(20)), return_exceptions=True
        )
        assert sum(isinstance(answer, log.Appended) for answer in answers) == 1
        assert sum(isinstance(answer, log.StaleError) for answer in answers) == 19
        assert len(await kept.read("a")) == 1

    run(opened, scene)


def test_a_batch_with_a_key_is_kept_once_however_often_it_is_sent(opened):
    async def scene(kept):
        first = await kept.append({"a": [note(), note()]}, once="message-1")
        others = await asyncio.gather(*(kept.append({"a": [note(), note()]}, once="message-1") for _ in range(5)))
        together = await asyncio.gather(*(kept.append({"a": [note()]}, once="message-2") for _ in range(5)))
        assert all(other == log.Appended(first.first, first.last, True) for other in others)
        assert sorted(answer.repeated for answer in together) == [False, True, True, True, True]
        assert len(await kept.read("a")) == 3

    run(opened, scene)


def test_positions_and_versions_have_no_gaps_whatever_was_refused_between(opened):
    async def scene(kept):
        dice = random.Random(7)
        batches = []
        for _ in range(200):
            stream = f"s{dice.randrange(5)}"
            expected = {stream: dice.randrange(60)} if dice.random() < 0.5 else None
            batches.append(kept.append({stream: [note()] * dice.randrange(1, 4)}, expected=expected))
        answers = await asyncio.gather(*batches, return_exceptions=True)
        assert any(isinstance(answer, log.StaleError) for answer in answers)
        entries = await kept.tail(0, limit=10_000)
        assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
        for stream in {entry.stream for entry in entries}:
            versions = [entry.version for entry in entries if entry.stream == stream]
            assert versions == list(range(1, len(versions) + 1))
            assert [entry.version for entry in await kept.read(stream)] == versions

    run(opened, scene)


@pytest.mark.parametrize(
    "streams, once",
    [({}, ""), ({"a": []}, ""), ({"": [note()]}, ""), ({"a" * 201: [note()]}, ""), ({"a": [note()]}, "k" * 201),
     ({"a": [log.Note(kind="", at=1)]}, ""), ({"a": [log.Note(kind="x", at=-1)]}, ""),
     ({"a": [log.Note(kind="x", at=1, data="a\0b")]}, ""), ({"a\0": [note()]}, "")],
)  # fmt: skip
def test_what_no_store_could_keep_is_refused_before_it_is_tried(opened, streams, once):
    async def scene(kept):
        with pytest.raises(ValueError):
            await kept.append(streams, once=once)
        assert await kept.last() == 0

    run(opened, scene)


def test_a_text_of_a_megabyte_and_every_script_come_back_as_they_were(opened):
    async def scene(kept):
        texts = ["字" * 350_000, "<script>'\"\\;--", "\U0001f600 é ا", "‮"]
        await kept.append({"a": [note(text=text) for text in texts]})
        assert [json.loads(entry.data)["text"] for entry in await kept.read("a")] == texts

    run(opened, scene)


def test_a_follower_sees_what_was_there_and_what_comes_each_once_and_in_order(opened):
    async def scene(kept):
        await kept.append({"a": [note()] * 3})
        seen = []

        async def follow():
            async for entry in kept.follow(1):
                seen.append(entry.position)

        follower = asyncio.create_task(follow())
        await asyncio.gather(*(kept.append({f"s{n}": [note()] * 2}) for n in range(50)))
        await kept.close()
        await asyncio.wait_for(follower, 30)
        assert seen == list(range(2, 104))

    run(opened, scene)


def test_a_closed_log_has_kept_what_it_accepted_and_takes_nothing_more(opened):
    async def scene(kept):
        waiting = [asyncio.ensure_future(kept.append({"a": [note()]})) for _ in range(50)]
        await asyncio.wait(waiting, timeout=0)
        await kept.close()
        assert {type(answer) for answer in await asyncio.gather(*waiting)} == {log.Appended}
        assert await kept.last() == 50
        with pytest.raises(log.LogClosedError):
            await kept.append({"a": [note()]})

    run(opened, scene)


def test_a_writer_that_gives_up_waiting_takes_nothing_back(opened):
    async def scene(kept):
        writer = asyncio.ensure_future(kept.append({"a": [note()]}))
        await asyncio.wait([writer], timeout=0)
        writer.cancel()
        await kept.append({"a": [note()]})
        assert len(await kept.read("a")) == 2

    run(opened, scene)
