"""What a store survives: kills, restarts, a second writer, a full disk, a wrong backup, an older or newer version."""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text

from zuoxi.desk import log
from zuoxi.store.database import (
    BackupError,
    DatabaseError,
    DatabaseLog,
    back_up,
    database_at,
    migrate,
    open_database,
    restore,
)
from zuoxi.store.database.tables import LOG_KEYS, TABLES

KILLER = Path(__file__).with_name("killed_writer.py")


def filled(engine, count=50):
    async def fill():
        kept = DatabaseLog(engine)
        for number in range(count):
            await kept.append({f"s{number % 7}": [log.Note(kind="spoken", at=number, data=json.dumps({"text": f"第{number}句"}))]},
                              once=f"key-{number}" if number % 3 == 0 else "")  # fmt: skip
        await kept.close()

    asyncio.run(fill())


def entries(engine):
    async def read():
        kept = DatabaseLog(engine)
        found = await kept.tail(0, limit=100_000)
        await kept.close()
        return found

    return asyncio.run(read())


def test_a_writer_killed_fifty_times_has_lost_nothing_that_was_acknowledged(url):
    told = subprocess.run([sys.executable, str(KILLER), url.render_as_string(hide_password=False), "50"],
                          capture_output=True, text=True, check=True, timeout=600)  # fmt: skip
    seen = json.loads(told.stdout.splitlines()[-1])
    assert seen["kills"] == 50
    assert seen["acknowledged"] > 200, "it was killed before it had written enough to show anything"
    assert seen["lost"] == 0
    assert seen["doubled"] == 0
    assert seen["gaps"] == 0


def test_the_steps_lead_to_the_tables_that_the_code_knows(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, TABLES) == []


def test_migrating_again_changes_nothing(engine):
    filled(engine, 3)
    assert migrate(engine) == migrate(engine)
    assert len(entries(engine)) == 3


def test_a_store_of_a_newer_version_is_refused_and_left_alone(engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="newer version"):
        migrate(engine)


def test_a_backup_restored_into_an_empty_store_is_the_same_log(engine, tmp_path):
    filled(engine)
    backup = tmp_path / "backup.gz"
    assert back_up(engine, backup, migrate(engine)) >= 50
    other = open_database(database_at(tmp_path / "other", None))
    migrate(other)
    assert restore(other, backup) == 50
    assert entries(other) == entries(engine)
    with engine.connect() as one, other.connect() as two:
        keys = select(LOG_KEYS).order_by(LOG_KEYS.c.key)
        assert one.execute(keys).all() == two.execute(keys).all()
    filled(other, 1)
    assert len(entries(other)) == 50, "the key of the first batch was not restored"


def test_a_backup_is_not_restored_over_a_log(engine, tmp_path):
    filled(engine, 5)
    backup = tmp_path / "backup.gz"
    back_up(engine, backup, migrate(engine))
    with pytest.raises(BackupError, match="holds a log already"):
        restore(engine, backup)
    assert len(entries(engine)) == 5


@pytest.mark.parametrize("harm", ["cut", "changed", "shortened", "swapped", "no backup"])
def test_a_backup_that_is_not_whole_leaves_the_store_empty(tmp_path, harm):
    engine = open_database(database_at(tmp_path / "one", None))
    step = migrate(engine)
    filled(engine)
    backup = tmp_path / "backup.gz"
    back_up(engine, backup, step)
    lines = gzip.decompress(backup.read_bytes()).splitlines(keepends=True)
    packed = backup.read_bytes()
    harmed = {
        "cut": packed[: len(packed) // 2],
        "changed": gzip.compress(b"".join(lines).replace("第7句".encode(), "第8句".encode()).replace(b"\\u7b2c7", b"\\u7b2c8")),
        "shortened": gzip.compress(b"".join(lines[:10] + lines[11:])),
        "swapped": gzip.compress(b"".join([lines[0], lines[2], lines[1], *lines[3:]])),
        "no backup": b"hello",
    }[harm]
    assert harmed != packed
    backup.write_bytes(harmed)
    other = open_database(database_at(tmp_path / "other", None))
    migrate(other)
    with pytest.raises(BackupError, match="backup"):
        restore(other, backup)
    assert entries(other) == []


def test_two_processes_on_one_store_do_not_get_in_each_others_way(url):
    engines = [open_database(url) for _ in range(2)]
    migrate(engines[0])

    async def scene():
        logs = [DatabaseLog(engine) for engine in engines]
        seen = []

        async def follow():
            async for entry in logs[0].follow(0):
                seen.append(entry.position)
                if len(seen) == 200:
                    return

        follower = asyncio.create_task(follow())
        await asyncio.gather(*(logs[n % 2].append({f"s{n % 9}": [log.Note(kind="x", at=n)]}) for n in range(200)))
        await asyncio.wait_for(follower, 60)
        for kept in logs:
            await kept.close()
        return seen

    assert asyncio.run(scene()) == list(range(1, 201))


def test_a_full_disk_is_told_and_what_was_kept_can_be_read(tmp_path):
    engine = open_database(database_at(tmp_path, None))
    migrate(engine)
    filled(engine, 5)

    async def scene():
        kept = DatabaseLog(engine)
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        # every connection of the pool is told that the file may not grow
        for _ in range(3):
            with engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(log.StoreFullError):
            for _ in range(5):
                await kept.append({"a": [log.Note(kind="x", at=1, data='"' + "x" * 50_000 + '"')]})
        assert len(await kept.tail(0)) >= 5
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        await kept.append({"a": [log.Note(kind="x", at=2)]})
        await kept.close()

    asyncio.run(scene())
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_a_server_that_goes_away_and_comes_back_loses_nothing_and_doubles_nothing(postgres_url):
    engine = open_database(postgres_url)
    migrate(engine)

    async def scene():
        kept = DatabaseLog(engine)
        writers = []
        for number in range(300):
            writers.append(asyncio.ensure_future(kept.append({f"s{number % 5}": [log.Note(kind="x", at=number)]})))
            if number % 60 == 30:
                await asyncio.gather(*writers)
                with engine.connect() as connection:
                    connection.execute(text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    ))  # fmt: skip
        answers = await asyncio.gather(*writers)
        found = await kept.tail(0)
        await kept.close()
        return answers, found

    answers, found = asyncio.run(scene())
    assert len(answers) == 300
    assert sorted(entry.at for entry in found) == list(range(300))


def test_a_database_of_another_make_is_refused_by_name():
    with pytest.raises(DatabaseError, match="mysql is not supported"):
        database_at(None, "mysql://localhost/x")
    with pytest.raises(DatabaseError, match="address"):
        database_at(None, "nonsense")


def told(*words):
    """What the command says and how it ends."""
    done = subprocess.run([sys.executable, "-m", "zuoxi.app.command", *words], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_the_commands_keep_a_store_and_bring_it_back(engine, url, tmp_path):
    filled(engine, 12)
    where = ["--database", url.render_as_string(hide_password=False)]
    status, words = told("backup", str(tmp_path / "kept.gz"), *where)
    assert status == 0, words
    assert told("backup", str(tmp_path / "kept.gz"), *where)[0] == 2, "a backup was overwritten"
    assert told("restore", str(tmp_path / "kept.gz"), "--data", str(tmp_path / "new")) == (
        0, f"12 entries restored from {tmp_path / 'kept.gz'}\n")  # fmt: skip
    assert entries(open_database(database_at(tmp_path / "new", None))) == entries(engine)
    assert told("restore", str(tmp_path / "kept.gz"), *where)[0] == 2, "a store was overwritten"


def test_a_database_that_is_not_there_is_told_without_its_password(tmp_path):
    status, words = told("backup", str(tmp_path / "kept.gz"), "--database", "postgresql://nobody:geheim@127.0.0.1:1/x")
    assert status == 2
    assert "does not answer" in words and "geheim" not in words and "Traceback" not in words
