"""Judges a standard over a list of moments by plain definitions.

Outcomes come in number order: by the moment that opened them, then by row. This module refuses to be fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.oracle.duties import judge_permit, judge_response
from tests.oracle.numbers import judge_measure
from tests.oracle.prohibitions import judge_at_most, judge_never
from tests.oracle.read_back import judge_read_back
from tests.oracle.sequences import judge_climb, judge_steps
from tests.oracle.stream import BEGINNING, Position, View
from tests.oracle.world import FOREVER, Found, World

from zuoxi.events import Verdict
from zuoxi.standard.model import (
    AtMost,
    Clause,
    Climb,
    Measure,
    Never,
    Permit,
    ReadBack,
    Response,
    Row,
    Standard,
    Steps,
)
from zuoxi.standard.moment import Moment, Setting

Outcome = tuple[Verdict, int | None, str | None]


def judge(
    standard: Standard, setting: Setting, moments: Sequence[Moment], watermark: int | None = None
) -> dict[str, list[Outcome]]:
    """Every clause's outcomes in number order; without a watermark the archive: everything."""
    world = World(standard, setting, moments, watermark)
    court = Court(world)
    world.judge_clause = court.judge_by_name
    return {
        clause.id: [(found.verdict, found.at, found.key) for found in court.judge(clause, FOREVER)]
        for clause in standard.clauses
    }


class Court:
    """Judges clauses as far as a position; what is asked twice is remembered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clauses = {clause.id: clause for clause in world.standard.clauses}
        self._known: dict[tuple[str, Position], list[Found]] = {}
        self._asked: set[tuple[str, Position]] = set()

    def judge_by_name(self, name: str, upto: Position) -> list[Found]:
        return self.judge(self.clauses[name], upto)

    def judge(self, clause: Clause, upto: Position) -> list[Found]:
        key = (clause.id, upto)
        if key not in self._known:
            if key in self._asked:
                raise ValueError(f"clause {clause.id} asks for itself")
            self._asked.add(key)
            self._known[key] = self._judge(clause, upto)
        return self._known[key]

    def _judge(self, clause: Clause, upto: Position) -> list[Found]:
        if clause.when is not None and self._holds_at_start(clause) == 0:
            return [Found("not_applicable", None, BEGINNING, BEGINNING)]
        if not set(clause.needs) <= self.world.setting.shows:
            return [Found("unknown", None, BEGINNING, BEGINNING)]
        found = [
            (outcome.opened, number, outcome)
            for number, row in enumerate(clause.rows)
            for outcome in judge_row(self.world, row, upto)
        ]
        found.sort(key=lambda entry: entry[:2])
        if not found:
            return [Found("not_applicable", None, BEGINNING, FOREVER)]
        return [outcome for _, _, outcome in found]

    def _holds_at_start(self, clause: Clause) -> int:
        """The condition over the setting alone: nothing has happened yet."""
        assert clause.when is not None
        empty = World(self.world.standard, self.world.setting, [], None)
        start = View(Moment(at=0, rank=0, seq=0, kind="start"), 0, BEGINNING)
        return empty.conditions.holds(clause.when, start)


def judge_row(world: World, row: Row, upto: Position) -> Iterator[Found]:
    match row:
        case Response():
            return judge_response(world, row, upto)
        case Permit():
            return judge_permit(world, row, upto)
        case Never():
            return judge_never(world, row, upto)
        case AtMost():
            return judge_at_most(world, row, upto)
        case Steps():
            return judge_steps(world, row, upto)
        case Climb():
            return judge_climb(world, row, upto)
        case ReadBack():
            return judge_read_back(world, row, upto)
        case Measure():
            return judge_measure(world, row, upto)
    raise AssertionError(f"no definition of {row!r}")
