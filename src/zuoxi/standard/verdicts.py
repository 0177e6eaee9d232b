"""What rows write down: one entry per outcome, turned into `Outcome` values when somebody asks.

It refuses to decide anything; it keeps the order in which outcomes were opened and the merged verdict per clause.
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
    """All entries of one conversation."""

    __slots__ = ("entries", "merged")

    def __init__(self, clauses: int) -> None:
        self.entries: list[Entry] = []
        self.merged: list[Verdict] = ["not_applicable"] * clauses

    def write(self, entry: Entry) -> None:
        self.entries.append(entry)
        if RANK[entry.verdict] > RANK[self.merged[entry.clause]]:
            self.merged[entry.clause] = entry.verdict
