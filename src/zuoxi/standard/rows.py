"""The rows a clause is made of, first part: permission, prohibition, at most n.

Section 7 of `docs/reference/clause-semantics.md`. A row's form is compiled once and shared by all conversations; a row
lives in one conversation. Rows refuse to look at anything but the moment at hand and the state before it.
"""

from __future__ import annotations

from typing import Protocol

from zuoxi.events import Verdict
from zuoxi.standard.matching import (
    FIRE,
    OPEN,
    State,
    compile_condition,
    compile_pattern,
    is_blind,
    reaches,
)
from zuoxi.standard.model import AtMost, Never, Pattern, Permit
from zuoxi.standard.moment import Moment
from zuoxi.standard.verdicts import BY_VALUE, Entry

LASTING, BREAKING = 0, 1
AT_CLOSE = 1 << 40


class Desk(State, Protocol):
    """What a row may ask of the kernel besides the state: its place, its timers, its book."""

    tick: int
    untimed: bool

    def write(self, entry: Entry) -> None: ...
    def arm(self, due: int, kind: int, row: Row, token: int) -> None: ...
    def is_under_way(self, due: int) -> bool: ...
    def flag_ever(self, name: str) -> int: ...
    def flag_low(self, name: str) -> int: ...
    def others_under_way(self, by: str) -> bool: ...
    def silence_base(self, moment: Moment) -> int | None: ...
    def recorded_values(self, field: str) -> tuple[str, ...]: ...


class Close:
    """How the conversation closed: its terminal moment, if any, the watermark, and whether that is its real end."""

    __slots__ = ("ended", "terminal", "watermark")

    def __init__(self, terminal: Moment | None, watermark: int, ended: bool) -> None:
        self.terminal = terminal
        self.watermark = watermark
        self.ended = ended

    @property
    def at(self) -> int:
        return self.terminal.at if self.terminal is not None else self.watermark


class Row:
    """One row in one conversation."""

    __slots__ = ("clause", "index")

    def __init__(self, clause: int, index: int) -> None:
        self.clause = clause
        self.index = index

    def see(self, moment: Moment, desk: Desk) -> None:
        """A moment the row is interested in."""

    def expire(self, token: int, due: int, desk: Desk) -> bool:
        """A timer of the row; returns True if the verdict waits for an utterance under way."""
        return False

    def settle(self, token: int, due: int, desk: Desk) -> None:
        """The utterance that a verdict waited for has ended."""

    def close(self, close: Close, desk: Desk) -> None:
        """The conversation has closed."""

    def put(self, desk: Desk, verdict: Verdict, message: str, opened: int, at: int | None, *,
            trigger: Moment | None = None, decider: Moment | None = None, key: str | None = None,
            detail: tuple[tuple[str, str | int | float], ...] = ()) -> None:  # fmt: skip
        desk.write(
            Entry(
                self.clause,
                self.index,
                opened,
                verdict,
                message,
                at,
                key,
                trigger,
                decider,
                detail,
            )
        )

    def put_not_shown(self, desk: Desk) -> None:
        self.put(desk, "unknown", "not_shown", AT_CLOSE + 1, None)


class PermitForm:
    """A permission: the trigger only if the condition holds."""

    def __init__(self, row: Permit) -> None:
        self.row = row
        self.trigger = compile_pattern(row.trigger, OPEN)
        self.only_if = compile_condition(row.only_if)
        self.until = compile_pattern(row.until, FIRE)
        self.of_the_end = any(atom.kind in ("hung_up", "dropped", "closed") for atom in row.trigger)

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.trigger, self.row.until)

    def is_loud(self, shows: frozenset[str]) -> bool:
        """Whether a row that no moment concerned still has an outcome at the close."""
        return self.of_the_end or is_blind(self.row.trigger, shows)

    def make(self, clause: int, index: int) -> Row:
        return PermitRow(self, clause, index)


class PermitRow(Row):
    __slots__ = ("form", "pending")

    def __init__(self, form: PermitForm, clause: int, index: int) -> None:
        super().__init__(clause, index)
        self.form = form
        self.pending: dict[int, tuple[int, Moment]] = {}

    def see(self, moment: Moment, desk: Desk) -> None:
        form = self.form
        if self.pending and form.until is not None and form.until(moment, desk) == 2:
            for opened in list(self.pending):
                self._end(opened, moment, desk)
        if form.trigger is None:
            return
        fired = form.trigger(moment, desk)
        if not fired:
            return
        value = form.only_if(moment, desk)
        if fired == 1:
            value = max(1, value)
        if form.row.lasting is None:
            self._judge(desk, desk.tick, value, moment)
        else:
            self.pending[desk.tick] = (value, moment)
            desk.arm(moment.at + form.row.lasting, LASTING, self, desk.tick)

    def _judge(self, desk: Desk, opened: int, value: int, trigger: Moment) -> None:
        verdict = BY_VALUE[value]
        self.put(
            desk,
            verdict,
            "permit." + verdict,
            opened,
            trigger.at,
            trigger=trigger,
            decider=trigger,
        )

    def _end(self, opened: int, moment: Moment, desk: Desk) -> None:
        value, trigger = self.pending.pop(opened)
        lasted = 1
        if moment.timed and trigger.timed:
            lasted = reaches(
                moment.at - trigger.at,
                self.form.row.lasting or 0,
                desk.setting.resolution,
            )
        if lasted:
            self._judge(desk, opened, value if lasted == 2 else 1, trigger)

    def expire(self, token: int, due: int, desk: Desk) -> bool:
        if token in self.pending:
            value, trigger = self.pending[token]
            if trigger.timed:
                del self.pending[token]
                self._judge(desk, token, value, trigger)
        return False

    def close(self, close: Close, desk: Desk) -> None:
        for opened in list(self.pending):
            if close.terminal is not None:
                self._end(opened, close.terminal, desk)
            else:
                self._end_open(opened, close, desk)
        if is_blind(self.form.row.trigger, desk.setting.shows):
            self.put_not_shown(desk)
        elif self.form.of_the_end and not close.ended:
            self.put(desk, "unknown", "not_due", AT_CLOSE, close.at)

    def _end_open(self, opened: int, close: Close, desk: Desk) -> None:
        value, trigger = self.pending.pop(opened)
        lasted = reaches(
            close.watermark - trigger.at,
            self.form.row.lasting or 0,
            desk.setting.resolution,
        )
        if not trigger.timed:
            lasted = 1
        if not close.ended and lasted < 2:
            self.put(desk, "unknown", "not_due", opened, trigger.at, trigger=trigger)
        elif lasted:
            self._judge(desk, opened, value if lasted == 2 else 1, trigger)


class NeverForm:
    """A prohibition, everywhere or while a flag is set."""

    def __init__(self, row: Never) -> None:
        self.row = row
        self.pattern = compile_pattern(row.pattern, FIRE)
        self.scope = row.scope

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.pattern,)

    def is_loud(self, shows: frozenset[str]) -> bool:
        """Whether a row that no moment concerned still has an outcome at the close."""
        return True

    def make(self, clause: int, index: int) -> Row:
        return NeverRow(self, clause, index)


class NeverRow(Row):
    __slots__ = ("any", "form")

    def __init__(self, form: NeverForm, clause: int, index: int) -> None:
        super().__init__(clause, index)
        self.form = form
        self.any = False

    def see(self, moment: Moment, desk: Desk) -> None:
        pattern = self.form.pattern
        value = pattern(moment, desk) if pattern is not None else 0
        if value and self.form.scope:
            value = min(value, desk.flag(self.form.scope))
        if value:
            self.any = True
            verdict: Verdict = "broken" if value == 2 else "unknown"
            self.put(
                desk,
                verdict,
                "never." + verdict,
                desk.tick,
                moment.at,
                trigger=moment,
                decider=moment,
            )

    def close(self, close: Close, desk: Desk) -> None:
        if self.any:
            return
        if is_blind(self.form.row.pattern, desk.setting.shows):
            self.put_not_shown(desk)
            return
        scope = self.form.scope
        if scope and desk.flag_ever(scope) < 2:
            if desk.flag_ever(scope) == 1 and desk.flag_low(scope) == 1:
                self.put_not_shown(desk)
        elif not close.ended and (not scope or desk.flag(scope)):
            self.put(desk, "unknown", "not_due", AT_CLOSE, close.at)
        else:
            self.put(desk, "kept", "never.kept", AT_CLOSE, close.at)


class AtMostForm:
    """At most n matches."""

    def __init__(self, row: AtMost) -> None:
        self.row = row
        self.pattern = compile_pattern(row.pattern, FIRE)
        self.judged = compile_pattern(row.judged, OPEN)

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.pattern, self.row.judged)

    def is_loud(self, shows: frozenset[str]) -> bool:
        """Whether a row that no moment concerned still has an outcome at the close."""
        return True

    def make(self, clause: int, index: int) -> Row:
        return AtMostRow(self, clause, index)


class AtMostRow(Row):
    __slots__ = ("finished", "form", "possible", "sure")

    def __init__(self, form: AtMostForm, clause: int, index: int) -> None:
        super().__init__(clause, index)
        self.form = form
        self.sure: list[int] = []
        self.possible: list[int] = []
        self.finished = False

    def see(self, moment: Moment, desk: Desk) -> None:
        if self.finished:
            return
        form, row = self.form, self.form.row
        value = form.pattern(moment, desk) if form.pattern is not None else 0
        if value:
            self.possible.append(moment.at)
            if value == 2:
                self.sure.append(moment.at)
                if self._count(self.sure, moment.at) > row.n:
                    self._finish("broken", desk, moment.at, moment, False, desk.tick)
                    return
        if form.judged is not None and form.judged(moment, desk) == 2:
            self._judge(moment.at, desk, moment, desk.tick)

    def _count(self, instants: list[int], at: int) -> int:
        window = self.form.row.window
        return len(instants) if window is None else sum(1 for instant in instants if at - window <= instant <= at)

    def _perhaps(self) -> bool:
        return any(self._count(self.possible, at) > self.form.row.n for at in self.possible)

    def _judge(self, at: int, desk: Desk, moment: Moment | None, opened: int) -> None:
        blind = is_blind(self.form.row.pattern, desk.setting.shows)
        self._finish("unknown" if blind or self._perhaps() else "kept", desk, at, moment, blind, opened)

    def _finish(self, verdict: Verdict, desk: Desk, at: int, moment: Moment | None, blind: bool, opened: int) -> None:
        self.finished = True
        detail = (("count", len(self.sure)), ("limit", self.form.row.n))
        message = "not_shown" if blind else "at_most." + verdict
        self.put(
            desk,
            verdict,
            message,
            opened,
            at,
            trigger=moment,
            decider=moment,
            detail=detail,
        )

    def close(self, close: Close, desk: Desk) -> None:
        if self.finished:
            return
        row, shows = self.form.row, desk.setting.shows
        if is_blind(row.pattern, shows) or (row.judged and is_blind(row.judged, shows)):
            self.put_not_shown(desk)
        elif not row.judged:
            if close.ended:
                self._judge(close.at, desk, close.terminal, AT_CLOSE)
            else:
                self.put(desk, "unknown", "not_due", AT_CLOSE, close.at)
