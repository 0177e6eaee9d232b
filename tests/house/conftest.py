"""Names, after the tests of the house, the source files that are longer than wished. It refuses to fail because of them."""

from __future__ import annotations

import pytest
from tests.house.repository import SOURCES, shown, text_of

WISHED = 300


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    long = {shown(path): len(text_of(path).splitlines()) for path in SOURCES}
    named = [f"{name} ({lines})" for name, lines in sorted(long.items(), key=lambda item: -item[1]) if lines > WISHED]
    if named:
        terminalreporter.write_line(f"longer than {WISHED} lines: {', '.join(named)}")
