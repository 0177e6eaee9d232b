"""What rows write down: one entry per outcome, turned into `Outcome` values when somebody asks.

It refuses to decide anything; it keeps the order in which outcomes were opened and, for whoever asks, the merged verdict per
clause.
"""

from __future__ import annotations

import msgspec

from zuoxi.events import Verdict
from zuoxi.standard.moment import Moment

RANK: dict[Verdict, int] = {"not_applicable": 0, "kept": 1, "unknown": 2, "broken": 3}
BY_VALUE: tuple[Verdict, ...] = ("broken", "unknown", "kept")


class Entry(msgspec.Struct):
    """One outcome as a row left it. `opened` orders and numbers the outcomes of a clause."""

    clause: int
    row: int
    opened: int
    verdict: Verdict
    message: str
    at: int | None = None
    key: str | None = None
    trigger: Moment | None = None
    decider: Moment | None = None
    detail: tuple[tuple[str, str | int | float], ...] = ()


class Book:
    """All entries of one conversation. Rows append to `entries`; verdicts are merged when somebody asks for one."""

    __slots__ = ("_merged", "_read", "entries")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._merged: dict[int, Verdict] = {}
        self._read = 0

    def merged(self, clause: int) -> Verdict:
        """The verdict of the clause's outcomes so far."""
        merged, entries = self._merged, self.entries
        while self._read < len(entries):
            entry = entries[self._read]
            self._read += 1
            if RANK[entry.verdict] > RANK[merged.get(entry.clause, "not_applicable")]:
                merged[entry.clause] = entry.verdict
        return merged.get(clause, "not_applicable")
