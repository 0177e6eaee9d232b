"""Response: after a trigger, so many of the goals, in time.

Section 7 of `docs/reference/clause-semantics.md`. It refuses to be clever about doubt: an instance is sure, uncertain, or
has goals that may have been met, and the verdict follows from that alone.
"""

from __future__ import annotations

import msgspec

from zuoxi.events import Verdict
from zuoxi.standard.matching import FIRE, HOLD, OPEN, Test, compile_condition, is_blind, stays
from zuoxi.standard.model import Pattern, Response
from zuoxi.standard.moment import Moment
from zuoxi.standard.narrowing import Sieve
from zuoxi.standard.row_base import BREAKING, Call, Close, Desk, Place, Row, row_of
from zuoxi.standard.verdicts import Entry


class Sight(msgspec.Struct, frozen=True):
    """What a source hides of a response. floor: what each goal is worth at first, 1 where it could have happened unseen."""

    floor: tuple[int, ...]
    trigger_blind: bool
    end_blind: bool


class View(msgspec.Struct, frozen=True):
    """A response narrowed to one shape of moment; goals by their number, those that cannot match left out."""

    trigger: Test | None
    goals: tuple[tuple[int, Test], ...]
    lapse: Test | None
    deadline: Test | None
    turn: bool


class ResponseForm:
    """The compiled response."""

    def __init__(self, row: Response) -> None:
        self.row = row
        self.trigger = Sieve(row.trigger, OPEN)
        self.goals = tuple(Sieve(goal.pattern, HOLD) for goal in row.goals)
        self.already = tuple(
            (number, compile_condition(goal.already))
            for number, goal in enumerate(row.goals)
            if goal.already is not None
        )
        self.lapse = Sieve(row.lapse, FIRE)
        self.deadline = Sieve(row.deadline, FIRE)
        self.plain_opening = row.each == "each" and not row.same and not self.already and row.need > 0
        self.plain_meeting = row.within_ms is None and not row.same_agent and row.need == 1
        self.sights: dict[frozenset[str], Sight] = {}

    def sight(self, shows: frozenset[str]) -> Sight:
        found = self.sights.get(shows)
        if found is None:
            row = self.row
            floor = tuple(1 if is_blind(goal.pattern, shows) else 0 for goal in row.goals)
            unseen_end = is_blind(row.lapse, shows) or (row.grace is not None and "hangup" not in shows)
            found = self.sights[shows] = Sight(floor, is_blind(row.trigger, shows), unseen_end)
        return found

    def patterns(self) -> tuple[Pattern, ...]:
        return (
            self.row.trigger,
            *(goal.pattern for goal in self.row.goals),
            self.row.lapse,
            self.row.deadline,
        )

    def is_loud(self, shows: frozenset[str]) -> bool:
        return self.sight(shows).trigger_blind

    def make(self, place: Place, shows: frozenset[str]) -> Row:
        return ResponseRow(place.clause, place.index, self, self.sight(shows))

    # -- what is done about one shape of moment

    def call(self, place: Place, shape: Moment, shows: frozenset[str]) -> Call | None:
        row, sieved = self.row, [goal.test(shape) for goal in self.goals]
        turn = row.within_turns is not None and shape.kind == "said" and shape.party == row.turns_of
        view = View(
            trigger=self.trigger.test(shape),
            goals=tuple((number, test) for number, test in enumerate(sieved) if test is not None),
            lapse=self.lapse.test(shape),
            deadline=self.deadline.test(shape),
            turn=turn and shape.content and shape.heard,
        )
        ending = view.lapse is not None or view.deadline is not None or view.turn
        if view.trigger is None:
            if not ending and not view.goals:
                return None
            if not ending and self.plain_meeting and any(goal.at(shape)[0] == 2 for goal in self.goals):
                return self._meeting(place)
        elif not ending and not view.goals and self.plain_opening:
            return self._opening(place, view.trigger, self.trigger.at(shape)[0], shows)
        return self._seeing(place, view)

    def _seeing(self, place: Place, view: View) -> Call:
        number, opens = place.number, view.trigger is not None

        def see(moment: Moment, desk: Desk) -> None:
            row = desk.rows[number]
            if row is None:
                if not opens:
                    return
                row = row_of(self, place, desk)
            assert isinstance(row, ResponseRow)
            if opens or row.open:
                row.see(view, moment, desk)

        return see

    def _opening(self, place: Place, trigger: Test, sure: int, shows: frozenset[str]) -> Call:
        """The trigger alone: every match opens an instance."""
        number, clause, index, within = place.number, place.clause, place.index, self.row.within_ms
        sight = self.sight(shows)
        floor = sight.floor

        def open_instance(moment: Moment, desk: Desk) -> None:
            fired = sure or trigger(moment, desk)
            if not fired:
                return
            row = desk.rows[number]
            if row is None:
                row = desk.rows[number] = ResponseRow(clause, index, self, sight)
            if within is None:
                row.open.append(Instance(desk.tick, moment, floor, fired == 1))  # type: ignore[attr-defined]
            else:
                due = moment.at + within
                row.open.append(Instance(desk.tick, moment, floor, fired == 1, due))  # type: ignore[attr-defined]
                desk.arm(due, BREAKING, row, desk.tick)

        return open_instance

    def _meeting(self, place: Place) -> Call:
        """The one goal that is needed, met for sure at any time: every open instance is done."""
        number, clause, index = place.number, place.clause, place.index

        def meet(moment: Moment, desk: Desk) -> None:
            row = desk.rows[number]
            if row is None:
                return
            done = row.open  # type: ignore[attr-defined]
            if done:
                row.open = []  # type: ignore[attr-defined]
                at, entries = moment.at, desk.entries
                for instance in done:
                    if instance.uncertain:
                        entries.append(Entry(clause, index, instance.opened, "unknown", "response.unknown", at, None,
                                             instance.trigger, moment))  # fmt: skip
                    else:
                        entries.append(Entry(clause, index, instance.opened, "kept", "response.kept", at, None,
                                             instance.trigger, moment))  # fmt: skip

        return meet


class Instance(msgspec.Struct, eq=False, gc=False):
    """One duty that is open."""

    opened: int
    trigger: Moment
    done: tuple[int, ...]
    uncertain: bool
    due: int | None = None
    turns: int = 0


class ResponseRow(Row, eq=False, gc=False):
    form: ResponseForm
    sight: Sight
    open: list[Instance] = msgspec.field(default_factory=list)
    started: bool = False

    # -- stepping

    def see(self, view: View, moment: Moment, desk: Desk) -> None:
        if self.open:
            for instance in tuple(self.open):
                self._advance(instance, view, moment, desk)
        if view.trigger is None:
            return
        each = self.form.row.each
        if (each == "idle" and self.open) or (each == "first" and self.started):
            return
        fired = view.trigger(moment, desk)
        if fired:
            self._open(view, moment, fired == 1, desk)

    def _open(self, view: View, moment: Moment, uncertain: bool, desk: Desk) -> None:
        form, row = self.form, self.form.row
        self.started = True
        done = self.sight.floor
        for number, already in form.already:
            done = _raised(done, number, already(moment, desk))
        due = moment.at + row.within_ms if row.within_ms is not None else None
        instance = Instance(desk.tick, moment, done, uncertain, due)
        self.open.append(instance)
        if row.same:
            self._meet(instance, view, moment, desk)
        if self._finish_if_done(instance, moment, desk):
            return
        if row.same and self._is_turn(instance, view, moment) and self._turn(instance, moment, desk):
            return
        if due is not None:
            desk.arm(due, BREAKING, self, instance.opened)

    def _advance(self, instance: Instance, view: View, moment: Moment, desk: Desk) -> None:
        if view.goals:
            self._meet(instance, view, moment, desk)
            if self._finish_if_done(instance, moment, desk):
                return
        if view.lapse is not None:
            lapse = view.lapse(moment, desk)
            if lapse == 2:
                self._end(instance, "not_applicable", "response.lapsed", moment.at, moment, desk)
                return
            if lapse == 1:
                instance.uncertain = True
        if view.deadline is not None and view.deadline(moment, desk) == 2:
            self._over(instance, moment.at, moment, desk)
        elif self._is_turn(instance, view, moment):
            self._turn(instance, moment, desk)

    def _meet(self, instance: Instance, view: View, moment: Moment, desk: Desk) -> None:
        row = self.form.row
        if row.same_agent and moment.kind != "gap" and not _same_agent(instance.trigger, moment):
            return
        cap = 2
        if row.within_ms is not None:
            start = moment.start if moment.kind in ("said", "gap") else moment.at
            if moment.kind == "gap":
                cap = 2 if start <= instance.trigger.at + row.within_ms else 0
            elif moment.timed and instance.trigger.timed:
                cap = stays(start - instance.trigger.at, row.within_ms, desk.setting.resolution)
            else:
                cap = 1
            if not cap:
                return
        for number, goal in view.goals:
            if instance.done[number] < cap:
                instance.done = _raised(instance.done, number, min(cap, goal(moment, desk)))

    def _is_turn(self, instance: Instance, view: View, moment: Moment) -> bool:
        return view.turn and (not self.form.row.same_agent or _same_agent(instance.trigger, moment))

    def _turn(self, instance: Instance, moment: Moment, desk: Desk) -> bool:
        instance.turns += 1
        if instance.turns != self.form.row.within_turns:
            return False
        self._over(instance, moment.at, moment, desk)
        return True

    # -- ending

    def _finish_if_done(self, instance: Instance, moment: Moment, desk: Desk) -> bool:
        if instance.done.count(2) < self.form.row.need:
            return False
        if instance.uncertain:
            self._end(instance, "unknown", "response.unknown", moment.at, moment, desk)
        else:
            self._end(instance, "kept", "response.kept", moment.at, moment, desk)
        return True

    def _over(self, instance: Instance, at: int, moment: Moment | None, desk: Desk) -> None:
        possible = len(instance.done) - instance.done.count(0) >= self.form.row.need
        if possible or instance.uncertain:
            self._end(instance, "unknown", "response.unknown", at, moment, desk)
        else:
            self._end(instance, "broken", "response.broken", at, moment, desk)

    def _end(
        self,
        instance: Instance,
        verdict: Verdict,
        message: str,
        at: int,
        moment: Moment | None,
        desk: Desk,
    ) -> None:
        self.open.remove(instance)
        desk.entries.append(
            Entry(self.clause, self.index, instance.opened, verdict, message, at, None, instance.trigger, moment)
        )

    def expire(self, token: int, due: int, desk: Desk) -> bool:
        for instance in self.open:
            if instance.opened == token:
                if desk.is_under_way(due):
                    return True
                self._over(instance, due, None, desk)
                return False
        return False

    def settle(self, token: int, due: int, desk: Desk) -> None:
        for instance in self.open:
            if instance.opened == token:
                self._over(instance, due, None, desk)
                return

    # -- closing

    def close(self, close: Close, desk: Desk) -> None:
        if self.open:
            terminal = close.terminal
            if terminal is None:
                for instance in tuple(self.open):
                    self._close_open(instance, close, desk)
            elif self.form.row.grace is None:
                self._close_all(terminal, desk)
            else:
                for instance in tuple(self.open):
                    self._close_at_terminal(instance, terminal, desk)
        if self.sight.trigger_blind:
            self.put_not_shown(desk)

    def _close_all(self, terminal: Moment, desk: Desk) -> None:
        """Every open instance is over at the earlier of its due and the terminal; `_over` for all of them."""
        instances, self.open = self.open, []
        clause, index, entries, need, blind = (
            self.clause,
            self.index,
            desk.entries,
            self.form.row.need,
            self.sight.end_blind,
        )
        for instance in instances:
            due, done = instance.due, instance.done
            at = terminal.at if due is None or due > terminal.at else due
            if blind or instance.uncertain or len(done) - done.count(0) >= need:
                entries.append(Entry(clause, index, instance.opened, "unknown", "response.unknown", at, None,
                                     instance.trigger, terminal))  # fmt: skip
            else:
                entries.append(Entry(clause, index, instance.opened, "broken", "response.broken", at, None,
                                     instance.trigger, terminal))  # fmt: skip

    def _close_at_terminal(self, instance: Instance, terminal: Moment, desk: Desk) -> None:
        at = terminal.at if instance.due is None else min(instance.due, terminal.at)
        left = self._left_within_grace(instance, terminal, desk)
        if left == 2:
            self._end(instance, "not_applicable", "response.lapsed", terminal.at, terminal, desk)
            return
        instance.uncertain = instance.uncertain or left == 1
        self._close_over(instance, at, terminal, desk)

    def _left_within_grace(self, instance: Instance, terminal: Moment, desk: Desk) -> int:
        grace = self.form.row.grace
        if grace is None or terminal.kind not in ("hung_up", "closed"):
            return 0
        within = 1
        if terminal.timed and instance.trigger.timed:
            within = stays(terminal.at - instance.trigger.at, grace, desk.setting.resolution)
        if terminal.party is None:
            return min(within, 1)
        return within if terminal.party == "customer" else 0

    def _close_over(self, instance: Instance, at: int, moment: Moment | None, desk: Desk) -> None:
        if self.sight.end_blind:
            instance.uncertain = True
        self._over(instance, at, moment, desk)

    def _close_open(self, instance: Instance, close: Close, desk: Desk) -> None:
        due = instance.due
        if due is not None and close.watermark > due and not desk.is_under_way(due):
            self._close_over(instance, due, None, desk)
        elif close.ended:
            self._close_over(instance, close.watermark, None, desk)
        else:
            self._end(instance, "unknown", "not_due", close.watermark, None, desk)


def _raised(done: tuple[int, ...], number: int, value: int) -> tuple[int, ...]:
    return done if value <= done[number] else (*done[:number], value, *done[number + 1 :])


def _same_agent(first: Moment, second: Moment) -> bool:
    return first.agent is None or second.agent is None or first.agent == second.agent
