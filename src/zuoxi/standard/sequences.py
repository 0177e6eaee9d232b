"""Rows over a sequence: ordered steps, and the climb of a ladder.

Section 7 of `docs/reference/clause-semantics.md`. Rows refuse to look at anything but the moment and the state before it.
"""

from __future__ import annotations

import msgspec

from zuoxi.events import Verdict
from zuoxi.standard.matching import FIRE, HOLD, OPEN, Test, compile_condition, is_blind
from zuoxi.standard.model import Climb, Pattern, Steps
from zuoxi.standard.moment import Moment
from zuoxi.standard.narrowing import Sieve
from zuoxi.standard.row_base import AT_CLOSE, Call, Close, Desk, Place, Row, row_of


class StepsView(msgspec.Struct, frozen=True):
    """Steps narrowed to one shape of moment; those that cannot match left out."""

    trigger: Test | None
    steps: tuple[tuple[int, Test], ...]
    until: Test | None


class StepsForm:
    """Ordered steps with skip guards."""

    def __init__(self, row: Steps) -> None:
        self.row = row
        self.trigger = Sieve(row.trigger, OPEN)
        self.steps = tuple(Sieve(step, HOLD) for step in row.steps)
        self.skips = tuple(compile_condition(skip) if skip is not None else None for skip in row.skips)
        self.until = Sieve(row.until, FIRE)

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.trigger, *self.row.steps, self.row.until)

    def is_loud(self, shows: frozenset[str]) -> bool:
        return is_blind(self.row.trigger, shows)

    def make(self, place: Place, shows: frozenset[str]) -> Row:
        return StepsRow(place.clause, place.index, self)

    def call(self, place: Place, shape: Moment, shows: frozenset[str]) -> Call | None:
        sieved = [step.test(shape) for step in self.steps]
        steps = tuple((number, test) for number, test in enumerate(sieved) if test is not None)
        view = StepsView(self.trigger.test(shape), steps, self.until.test(shape))
        if view.trigger is None and not steps and view.until is None:
            return None

        def see(moment: Moment, desk: Desk) -> None:
            if view.trigger is None and desk.rows[place.number] is None:
                return
            row = row_of(self, place, desk)
            assert isinstance(row, StepsRow)
            row.see(view, moment, desk)

        return see


class StepsRow(Row, eq=False, gc=False):
    form: StepsForm
    trigger: Moment | None = None
    opened: int = 0
    done: list[int] = msgspec.field(default_factory=list)
    doubt: bool = False

    def see(self, view: StepsView, moment: Moment, desk: Desk) -> None:
        if self.trigger is not None:
            self._advance(view, moment, desk)
        if self.trigger is None and view.trigger is not None:
            fired = view.trigger(moment, desk)
            if fired:
                shows = desk.setting.shows
                self.trigger, self.opened, self.doubt = moment, desk.tick, fired == 1
                self.done = [1 if is_blind(step, shows) else 0 for step in self.form.row.steps]

    def _skipped(self, step: int, moment: Moment, desk: Desk) -> int:
        skip = self.form.skips[step]
        return skip(moment, desk) if skip is not None else 0

    def _advance(self, view: StepsView, moment: Moment, desk: Desk) -> None:
        new = []
        for number, step in view.steps:
            if self.done[number] == 2:
                continue
            value = step(moment, desk)
            if value == 2:
                new.append(number)
            self.done[number] = max(self.done[number], value)
        for number in new:
            for earlier in range(number):
                if self._missing(earlier, moment, desk):
                    self._end("broken", moment.at, moment, desk)
                    return
        if view.until is not None and view.until(moment, desk) == 2:
            self._finish(moment, moment.at, desk)

    def _missing(self, step: int, moment: Moment, desk: Desk) -> bool:
        """Whether the step is surely missing; a doubt about it is remembered."""
        if self.done[step] == 2:
            return False
        skipped = self._skipped(step, moment, desk)
        if skipped == 2:
            return False
        if self.done[step] == 1 or skipped == 1:
            self.doubt = True
            return False
        return True

    def _finish(self, moment: Moment | None, at: int, desk: Desk) -> None:
        if self.form.row.complete and moment is not None:
            missing = [self._missing(step, moment, desk) for step in range(len(self.done))]
            if any(missing):
                self._end("broken", at, moment, desk)
                return
        self._end("unknown" if self.doubt else "kept", at, moment, desk)

    def _end(self, verdict: Verdict, at: int, moment: Moment | None, desk: Desk) -> None:
        self.put(
            desk,
            verdict,
            "steps." + verdict,
            self.opened,
            at,
            trigger=self.trigger,
            decider=moment,
        )
        self.trigger = None

    def close(self, close: Close, desk: Desk) -> None:
        if self.trigger is not None:
            if close.terminal is not None:
                self._finish(close.terminal, close.at, desk)
            elif close.ended:
                self._finish(_instant(close), close.at, desk)
            else:
                self.put(
                    desk,
                    "unknown",
                    "not_due",
                    self.opened,
                    close.at,
                    trigger=self.trigger,
                )
        if is_blind(self.form.row.trigger, desk.setting.shows):
            self.put_not_shown(desk)


def _instant(close: Close) -> Moment:
    """A moment for conditions asked at a close without a terminal."""
    return Moment(at=close.watermark, rank=3, seq=AT_CLOSE, kind="close", start=close.watermark)


class ClimbForm:
    """The outcome of each spell of a ladder; the kernel tells it when a spell ends."""

    def __init__(self, row: Climb) -> None:
        self.row = row

    def patterns(self) -> tuple[Pattern, ...]:
        return ()

    def is_loud(self, shows: frozenset[str]) -> bool:
        return False

    def make(self, place: Place, shows: frozenset[str]) -> Row:
        return ClimbRow(place.clause, place.index, self)

    def call(self, place: Place, shape: Moment, shows: frozenset[str]) -> Call | None:
        return None


class ClimbRow(Row, eq=False, gc=False):
    form: ClimbForm

    def end_spell(
        self,
        verdict: Verdict,
        opened: int,
        start: Moment | None,
        end: Moment,
        desk: Desk,
    ) -> None:
        message = "climb." + ("cut" if verdict == "not_applicable" else verdict)
        self.put(desk, verdict, message, opened, end.at, trigger=start, decider=end)
