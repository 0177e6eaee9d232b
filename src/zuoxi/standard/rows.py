"""The rows a clause is made of, first part: permission, prohibition, at most n.

Section 7 of `docs/reference/clause-semantics.md`. A row's form is compiled once and shared by all conversations; a row
lives in one conversation. Rows refuse to look at anything but the moment at hand and the state before it.
"""

from __future__ import annotations

import msgspec

from zuoxi.events import Verdict
from zuoxi.standard.matching import FIRE, OPEN, Test, compile_condition, is_blind, reaches
from zuoxi.standard.model import AtMost, Never, Pattern, Permit
from zuoxi.standard.moment import Moment
from zuoxi.standard.narrowing import Sieve
from zuoxi.standard.row_base import AT_CLOSE, LASTING, Call, Close, Desk, Place, Row, row_of
from zuoxi.standard.verdicts import BY_VALUE, Entry

_PERMIT = ("permit.broken", "permit.unknown", "permit.kept")


class PermitForm:
    """A permission: the trigger only if the condition holds."""

    def __init__(self, row: Permit) -> None:
        self.row = row
        self.trigger = Sieve(row.trigger, OPEN)
        self.only_if = compile_condition(row.only_if)
        self.until = Sieve(row.until, FIRE)
        self.of_the_end = any(atom.kind in ("hung_up", "dropped", "closed") for atom in row.trigger)

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.trigger, self.row.until)

    def is_loud(self, shows: frozenset[str]) -> bool:
        return self.of_the_end or is_blind(self.row.trigger, shows)

    def make(self, place: Place, shows: frozenset[str]) -> Row:
        return PermitRow(place.clause, place.index, self, is_blind(self.row.trigger, shows))

    def call(self, place: Place, shape: Moment, shows: frozenset[str]) -> Call | None:
        trigger = self.trigger.test(shape)
        if self.row.lasting is not None:
            return self._call_lasting(place, trigger, self.until.test(shape))
        if trigger is None:
            return None
        clause, index, only_if = place.clause, place.index, self.only_if
        fired = self.trigger.at(shape)[0]

        def judge(moment: Moment, desk: Desk) -> None:
            sure = fired or trigger(moment, desk)
            if sure:
                value = only_if(moment, desk)
                if sure == 1 and value == 0:
                    value = 1
                desk.entries.append(
                    Entry(clause, index, desk.tick, BY_VALUE[value], _PERMIT[value], moment.at, None, moment, moment)
                )

        return judge

    def _call_lasting(self, place: Place, trigger: Test | None, until: Test | None) -> Call | None:
        if trigger is None and until is None:
            return None

        def see(moment: Moment, desk: Desk) -> None:
            row = row_of(self, place, desk)
            assert isinstance(row, PermitRow)
            row.see(trigger, until, moment, desk)

        return see


class PermitRow(Row, eq=False, gc=False):
    """A permission whose trigger must last (`lasting`); without that nothing need be remembered."""

    form: PermitForm
    blind: bool
    pending: dict[int, tuple[int, Moment]] = msgspec.field(default_factory=dict)

    def see(self, trigger: Test | None, until: Test | None, moment: Moment, desk: Desk) -> None:
        if self.pending and until is not None and until(moment, desk) == 2:
            for opened in list(self.pending):
                self._end(opened, moment, desk)
        fired = trigger(moment, desk) if trigger is not None else 0
        if not fired:
            return
        value = self.form.only_if(moment, desk)
        if fired == 1:
            value = max(1, value)
        self.pending[desk.tick] = (value, moment)
        desk.arm(moment.at + (self.form.row.lasting or 0), LASTING, self, desk.tick)

    def _judge(self, desk: Desk, opened: int, value: int, trigger: Moment) -> None:
        self.put(desk, BY_VALUE[value], _PERMIT[value], opened, trigger.at, trigger, trigger)

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
        if self.blind:
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
            self.put(desk, "unknown", "not_due", opened, trigger.at, trigger)
        elif lasted:
            self._judge(desk, opened, value if lasted == 2 else 1, trigger)


class NeverForm:
    """A prohibition, everywhere or while a flag is set."""

    def __init__(self, row: Never) -> None:
        self.row = row
        self.pattern = Sieve(row.pattern, FIRE)
        self.scope = row.scope
        self.blinds: dict[frozenset[str], bool] = {}

    def blind(self, shows: frozenset[str]) -> bool:
        found = self.blinds.get(shows)
        if found is None:
            found = self.blinds[shows] = is_blind(self.row.pattern, shows)
        return found

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.pattern,)

    def is_loud(self, shows: frozenset[str]) -> bool:
        return True

    def make(self, place: Place, shows: frozenset[str]) -> Row:
        return NeverRow(place.clause, place.index, self, self.blind(shows))

    def call(self, place: Place, shape: Moment, shows: frozenset[str]) -> Call | None:
        pattern, scope = self.pattern.test(shape), self.scope
        if pattern is None:
            return None

        def see(moment: Moment, desk: Desk) -> None:
            value = pattern(moment, desk)
            if value and scope:
                value = min(value, desk.flags[scope].value)
            if value:
                row = row_of(self, place, desk)
                assert isinstance(row, NeverRow)
                row.any = True
                verdict: Verdict = "broken" if value == 2 else "unknown"
                row.put(desk, verdict, "never." + verdict, desk.tick, moment.at, moment, moment)

        return see


class NeverRow(Row, eq=False, gc=False):
    form: NeverForm
    blind: bool
    any: bool = False

    def close(self, close: Close, desk: Desk) -> None:
        if self.any:
            return
        if self.blind:
            self.put_not_shown(desk)
            return
        scope = self.form.scope
        if scope and desk.flags[scope].ever < 2:
            if desk.flags[scope].ever == 1 and desk.flags[scope].low == 1:
                self.put_not_shown(desk)
        elif not close.ended and (not scope or desk.flags[scope].value):
            self.put(desk, "unknown", "not_due", AT_CLOSE, close.at)
        else:
            self.put(desk, "kept", "never.kept", AT_CLOSE, close.at)


class AtMostForm:
    """At most n matches."""

    def __init__(self, row: AtMost) -> None:
        self.row = row
        self.pattern = Sieve(row.pattern, FIRE)
        self.judged = Sieve(row.judged, OPEN)

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.pattern, self.row.judged)

    def is_loud(self, shows: frozenset[str]) -> bool:
        return True

    def make(self, place: Place, shows: frozenset[str]) -> Row:
        return AtMostRow(place.clause, place.index, self)

    def call(self, place: Place, shape: Moment, shows: frozenset[str]) -> Call | None:
        pattern, judged = self.pattern.test(shape), self.judged.test(shape)
        if pattern is None and judged is None:
            return None

        def see(moment: Moment, desk: Desk) -> None:
            row = row_of(self, place, desk)
            assert isinstance(row, AtMostRow)
            if not row.finished:
                row.see(pattern, judged, moment, desk)

        return see


class AtMostRow(Row, eq=False, gc=False):
    form: AtMostForm
    sure: list[int] = msgspec.field(default_factory=list)
    possible: list[int] = msgspec.field(default_factory=list)
    finished: bool = False

    def see(self, pattern: Test | None, judged: Test | None, moment: Moment, desk: Desk) -> None:
        row = self.form.row
        value = pattern(moment, desk) if pattern is not None else 0
        if value:
            self.possible.append(moment.at)
            if value == 2:
                self.sure.append(moment.at)
                if self._count(self.sure, moment.at) > row.n:
                    self._finish("broken", desk, moment.at, moment, False, desk.tick)
                    return
        if judged is not None and judged(moment, desk) == 2:
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
        self.put(desk, verdict, message, opened, at, moment, moment, None, detail)

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
