"""A real browser for the tests that look at pages."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import sync_playwright

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing: make setup installs it as root"
    with sync_playwright() as playwright:
        yield (started := playwright.chromium.launch(executable_path=chromium, args=FLAGS))
        started.close()
