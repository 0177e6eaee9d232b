"""A short way to write a conversation and a standard by hand, for cases whose outcome is worked out on paper.

This module refuses to judge and to draw anything at random.
"""

from __future__ import annotations

from tests.oracle import judge
from tests.oracle.evaluator import Outcome
from tests.oracle.traces import ALL_SHOWN

from zuoxi.standard.model import Atom, Clause, Condition, Pattern, Permit, Row, Standard, Track
from zuoxi.standard.moment import DESK, LINE, SAID, VOICE, FactValue, Moment, Setting


class Scene:
    """Moments in the making; times in ms."""

    def __init__(self, hides: tuple[str, ...] = (), **setting: object) -> None:
        self.setting = Setting(shows=ALL_SHOWN - set(hides), **setting)  # type: ignore[arg-type]
        self.moments: list[Moment] = []
        self.count = 0

    def say(self, party: str, start: int, end: int, *acts: str, **fields: object) -> Scene:
        """An utterance; without `timed` both its moments stand, without times only its said."""
        self.count += 1
        shared = {"party": party, "utterance": self.count, "start": start, "agent": fields.pop("agent", None)}
        timed = fields.get("timed", True)
        if timed:
            self.moments.append(Moment(at=start, rank=VOICE, seq=self.count, kind="voice", **shared))  # type: ignore[arg-type]
        told = {"content": True, "acts": acts, **fields}
        self.moments.append(Moment(at=end, rank=SAID, seq=self.count, kind="said", **shared, **told))  # type: ignore[arg-type]
        return self

    def agent(self, start: int, end: int, *acts: str, **fields: object) -> Scene:
        return self.say("agent", start, end, *acts, **fields)

    def customer(self, start: int, end: int, *acts: str, **fields: object) -> Scene:
        return self.say("customer", start, end, *acts, **fields)

    def states(self, start: int, end: int, kind: str, value: str, *acts: str, partial: bool = False) -> Scene:
        """The customer states a fact."""
        return self.customer(start, end, *acts, facts=(FactValue(kind, value, partial),))

    def reads(self, start: int, end: int, *values: str, kind: str = "phone", **fields: object) -> Scene:
        """The agent reads facts out."""
        return self.agent(start, end, facts=tuple(FactValue(kind, value) for value in values), **fields)

    def event(self, at: int, kind: str, party: str | None = None, timed: bool = True, **details: str) -> Scene:
        self.count += 1
        rank = DESK if kind == "recorded" else LINE
        self.moments.append(
            Moment(at=at, rank=rank, seq=self.count, kind=kind, party=party, timed=timed, details=details)
        )
        return self

    def gap(self, start: int, end: int) -> Scene:
        self.count += 1
        self.moments.append(Moment(at=end, rank=SAID, seq=self.count, kind="gap", start=start))
        return self

    def hangs_up(self, at: int, party: str | None) -> Scene:
        return self.event(at, "hung_up", party)

    # ------------------------------------------------------------ judging

    def judge(self, *rows: Row, tracks: tuple[Track, ...] = (), watermark: int | None = None) -> list[Outcome]:
        clause = Clause(id="X", section="s", severity="minor", rows=rows)
        return self.judge_clauses((clause,), tracks, watermark)["X"]

    def judge_clauses(
        self, clauses: tuple[Clause, ...], tracks: tuple[Track, ...] = (), watermark: int | None = None
    ) -> dict[str, list[Outcome]]:
        standard = Standard(id="hand", version="1.0.0", digest="", tracks=tracks, clauses=clauses)
        return judge(standard, self.setting, self.moments, watermark)

    def truth(self, condition: Condition, kind: str, tracks: tuple[Track, ...] = ()) -> list[int]:
        """The condition at every moment of a kind, read off a permission: 2 kept, 1 unknown, 0 broken."""
        row = Permit(trigger=(Atom(kind=kind),), only_if=condition)
        values = {"kept": 2, "unknown": 1, "broken": 0}
        return [values[verdict] for verdict, at, _ in self.judge(row, tracks=tracks) if at is not None]


def said(act: str, *by: str, **fields: object) -> Pattern:
    """An utterance of a party (the agent, if none is named) with this act."""
    return (Atom(kind="said", by=by or ("agent",), any_of=(act,), **fields),)  # type: ignore[arg-type]


def happens(kind: str, *by: str) -> Pattern:
    return (Atom(kind=kind, by=by),)


__all__ = ["Scene", "happens", "said"]
