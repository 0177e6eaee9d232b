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


class Entry(msgspec.Struct, gc=False):
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


class Book(msgspec.Struct, eq=False, gc=False):
    """All entries of one conversation. Rows append to `entries`; verdicts are merged when somebody asks for one.

    best: the merged verdicts of the first `read` entries.
    """

    entries: list[Entry] = []
    best: dict[int, Verdict] = {}
    read: int = 0

    def merged(self, clause: int) -> Verdict:
        """The verdict of the clause's outcomes so far."""
        merged, entries = self.best, self.entries
        while self.read < len(entries):
            entry = entries[self.read]
            self.read += 1
            if RANK[entry.verdict] > RANK[merged.get(entry.clause, "not_applicable")]:
                merged[entry.clause] = entry.verdict
        return merged.get(clause, "not_applicable")
