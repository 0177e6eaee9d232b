"""The live driver of the kernel: lanes with watermarks, late arrivals, provisional outcomes.

Each source (the words of each side, the line, the desk) is a lane with its own watermark. The settled kernel has stepped
everything up to the lowest watermark; what lies ahead is judged by replay and marked provisional. A moment that comes
after its place in the order has been settled replays the stream. The monitor refuses to read a clock: time is what the
lanes say.
"""

from __future__ import annotations

import bisect

import msgspec

from zuoxi.events import Outcome
from zuoxi.standard.judgement import collect_outcomes
from zuoxi.standard.kernel import Kernel
from zuoxi.standard.matching import atom_needs
from zuoxi.standard.model import AtMost, Atom, Clause, Never
from zuoxi.standard.moment import LINE, Moment, Setting
from zuoxi.standard.program import Program
from zuoxi.standard.standing import Bar, Duty, bars_to, open_duties
from zuoxi.standard.walking import all_inside

__all__ = ["LANES", "Bar", "Duty", "Monitor", "lanes_read"]

LANES = ("agent_words", "customer_words", "line", "desk")
#: after every moment of the same instant that there is
_LAST = 1 << 39
_DESK_KINDS = frozenset(
    {"recorded", "record_opened", "record_updated", "record_closed", "supervisor_called", "system_down",
     "system_restored"}
)  # fmt: skip


def lanes_read(clause: Clause) -> frozenset[str]:
    """The lanes on which a clause's own rows depend; conditions and ladders may read any, so they mean all."""
    lanes: set[str] = set()
    for row in clause.rows:
        if not isinstance(row, Never | AtMost):
            return frozenset(LANES)
        for part in all_inside(row):
            if isinstance(part, Atom):
                lanes.update(_lanes_of(part))
            elif part is not row:
                return frozenset(LANES)
    return frozenset(lanes)


def _lanes_of(atom: Atom) -> frozenset[str]:
    words = frozenset(need for need in atom_needs(atom) if need in LANES)
    return words or frozenset({"desk" if atom.kind in _DESK_KINDS else "line"})


class Monitor:
    """One live conversation."""

    def __init__(self, program: Program, setting: Setting) -> None:
        self.program = program
        self.setting = setting
        self.moments: list[Moment] = []
        self.watermarks = dict.fromkeys(LANES, -1)
        self.timed = True
        self.kernel = self._fresh()
        self.settled = 0
        self.lanes = {clause.id: lanes_read(clause) for clause in program.standard.clauses}

    def offer(self, moment: Moment) -> None:
        """A moment has arrived, in any order."""
        place = bisect.bisect_right(self.moments, moment.order, key=_order)
        self.moments.insert(place, moment)
        if place < self.settled or (not moment.timed and self.timed):
            self.timed = self.timed and moment.timed
            self._replay()

    def advance_all(self, watermark: int) -> None:
        """Everything of every lane up to `watermark` (ms, inclusive) has been offered."""
        for lane in LANES:
            self.watermarks[lane] = max(self.watermarks[lane], watermark)
        self._settle()

    def advance(self, lane: str, watermark: int) -> None:
        """Everything of this lane up to `watermark` (ms, inclusive) has been offered."""
        if watermark > self.watermarks[lane]:
            self.watermarks[lane] = watermark
            self._settle()

    def next_due(self) -> int | None:
        """The earliest due time of what is settled, in ms."""
        return self.kernel.next_due()

    def _settle(self) -> None:
        lowest = min(self.watermarks.values())
        while self.settled < len(self.moments) and self.moments[self.settled].at <= lowest:
            self.kernel.step(self.moments[self.settled])
            self.settled += 1
        if lowest >= 0:
            self.kernel.elapse(lowest)

    def _fresh(self) -> Kernel:
        kernel = Kernel(self.program, self.setting)
        kernel.untimed = not self.timed
        return kernel

    def _replay(self) -> None:
        self.kernel = self._fresh()
        self.settled = 0
        self._settle()

    def _ahead(self) -> Kernel:
        """A kernel that has also seen what is not settled yet, at the highest watermark."""
        if self.settled == len(self.moments) and len(set(self.watermarks.values())) == 1:
            return self.kernel
        kernel = self._fresh()
        for moment in self.moments:
            kernel.step(moment)
        kernel.elapse(max(self.watermarks.values()))
        return kernel

    def decided(self) -> list[Outcome]:
        """What the settled part has decided: the same whatever the order of arrival was."""
        return [outcome for outcome in collect_outcomes(self.kernel) if outcome.at is not None]

    def outcomes(self) -> list[Outcome]:
        """What is decided so far; provisional where a lane that the clause reads has not come so far."""
        found = []
        for outcome in collect_outcomes(self._ahead()):
            if outcome.at is None:
                continue
            known = min(self.watermarks[lane] for lane in self.lanes[outcome.clause])
            found.append(msgspec.structs.replace(outcome, provisional=outcome.at > known))
        return found

    def duties(self) -> list[Duty]:
        """The duties that are open now, the soonest due first."""
        return open_duties(self._ahead())

    def bars_to(
        self, kind: str, at: int, *, party: str = "agent", agent: str | None = None, **details: str
    ) -> list[Bar]:
        """What forbids an event of this kind at `at`; it is permitted if nothing does."""
        tried = Moment(at=at, start=at, rank=LINE, seq=_LAST, kind=kind, party=party, agent=agent, details=details)
        return bars_to(self._ahead(), tried)

    def finish(self) -> list[Outcome]:
        """The stream is over: the settled kernel steps what is left and closes. The outcomes are those of an archive's run."""
        for moment in self.moments[self.settled :]:
            self.kernel.step(moment)
        self.settled = len(self.moments)
        self.kernel.finish(self.moments[-1].at if self.moments else 0)
        return collect_outcomes(self.kernel)


def _order(moment: Moment) -> tuple[int, int, int]:
    return moment.order
