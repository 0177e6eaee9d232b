"""What another version of a standard would change, as a fold over conversations judged by both.

Counts whose scores move and which findings appear and vanish, clause by clause; keeps no conversation. It refuses to say which
version is right.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from zuoxi.events import Verdict


class Shift(msgspec.Struct):
    """Scores under both versions. moved: conversations whose score differs; scored: those with a score in both."""

    name: str = ""
    conversations: int = 0
    scored: int = 0
    moved: int = 0
    old: float = 0.0
    new: float = 0.0

    def add(self, old: float | None, new: float | None) -> None:
        """Take one conversation."""
        self.conversations += 1
        self.moved += old != new
        if old is not None and new is not None:
            self.scored += 1
            self.old += old
            self.new += new

    @property
    def averages(self) -> tuple[float, float] | None:
        """The average score under the old and the new version; None without a score."""
        return (round(self.old / self.scored, 2), round(self.new / self.scored, 2)) if self.scored else None


class ClauseChange(msgspec.Struct):
    """Conversations in which a clause is newly broken, no longer broken, or changed otherwise."""

    appeared: int = 0
    vanished: int = 0
    other: int = 0
    old: int = 0
    new: int = 0


class Change:
    """Everything that two versions of a standard differ in, over the same conversations."""

    def __init__(self) -> None:
        self.all = Shift()
        self.agents: dict[str, Shift] = {}
        self.clauses: dict[str, ClauseChange] = {}

    def add(
        self, agent: str, name: str, scores: tuple[float | None, float | None], old: Mapping[str, Verdict],
        new: Mapping[str, Verdict],
    ) -> list[str]:  # fmt: skip
        """Take one conversation, its clauses' merged verdicts under both; returns the clauses whose findings differ."""
        self.all.add(*scores)
        self.agents.setdefault(agent, Shift(name=name)).add(*scores)
        moved: list[str] = []
        for clause in dict.fromkeys((*old, *new)):
            before, after = old.get(clause, "not_applicable"), new.get(clause, "not_applicable")
            if before == after and before != "broken":
                continue
            change = self.clauses.setdefault(clause, ClauseChange())
            change.old += before == "broken"
            change.new += after == "broken"
            if before == after:
                continue
            if before != "broken" != after:
                change.other += 1
                continue
            moved.append(clause)
            change.appeared += after == "broken"
            change.vanished += before == "broken"
        return moved
