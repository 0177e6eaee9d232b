"""What all tests share: reproducible property tests, and the mark `fuzz`.

A test is marked `fuzz` if it draws its inputs: it is a property test, or its module takes its counts from ZUOXI_FUZZ or
ZUOXI_TRACES. `make test` runs all with small counts, `make fuzz` these alone with large ones. It holds no fixtures of the
product: a test says itself what it needs.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("house")

COUNTS = ("ZUOXI_" + "FUZZ", "ZUOXI_" + "TRACES")


@functools.cache
def draws_by_count(path: Path) -> bool:
    text = path.read_text("utf-8")
    return any(name in text for name in COUNTS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        drawn = getattr(getattr(item, "function", None), "is_hypothesis_test", False)
        if drawn or draws_by_count(item.path):
            item.add_marker(pytest.mark.fuzz)
