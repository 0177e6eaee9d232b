"""Response: after a trigger, so many of the goals, in time.

Section 7 of `docs/reference/clause-semantics.md`. It refuses to be clever about doubt: an instance is sure, uncertain, or
has goals that may have been met, and the verdict follows from that alone.
"""

from __future__ import annotations

from zuoxi.events import Verdict
from zuoxi.standard.matching import (
    FIRE,
    HOLD,
    OPEN,
    compile_condition,
    compile_pattern,
    is_blind,
    stays,
)
from zuoxi.standard.model import Pattern, Response
from zuoxi.standard.moment import Moment
from zuoxi.standard.rows import BREAKING, Close, Desk, Row


class ResponseForm:
    """The compiled response."""

    def __init__(self, row: Response) -> None:
        self.row = row
        self.trigger = compile_pattern(row.trigger, OPEN)
        self.goals = tuple(compile_pattern(goal.pattern, HOLD) for goal in row.goals)
        self.already = tuple(
            compile_condition(goal.already) if goal.already is not None else None for goal in row.goals
        )
        self.lapse = compile_pattern(row.lapse, FIRE)
        self.deadline = compile_pattern(row.deadline, FIRE)
        self.prepared = any(already is not None for already in self.already)
        self.floors: dict[frozenset[str], tuple[int, ...]] = {}

    def least(self, shows: frozenset[str]) -> tuple[int, ...]:
        """What each goal is worth before anything happens: 1 where it could have happened unseen."""
        found = self.floors.get(shows)
        if found is None:
            found = tuple(1 if is_blind(goal.pattern, shows) else 0 for goal in self.row.goals)
            self.floors[shows] = found
        return found

    def patterns(self) -> tuple[Pattern, ...]:
        return (
            self.row.trigger,
            *(goal.pattern for goal in self.row.goals),
            self.row.lapse,
            self.row.deadline,
        )

    def is_loud(self, shows: frozenset[str]) -> bool:
        """Whether a row that no moment concerned still has an outcome at the close."""
        return is_blind(self.row.trigger, shows)

    def make(self, clause: int, index: int) -> Row:
        return ResponseRow(self, clause, index)


class Instance:
    """One duty that is open."""

    __slots__ = ("done", "due", "opened", "trigger", "turns", "uncertain", "waiting")

    def __init__(
        self,
        opened: int,
        trigger: Moment,
        done: list[int],
        uncertain: bool,
        due: int | None,
    ) -> None:
        self.opened = opened
        self.trigger = trigger
        self.done = done
        self.uncertain = uncertain
        self.due = due
        self.turns = 0
        self.waiting = False


class ResponseRow(Row):
    __slots__ = ("form", "open", "started")

    def __init__(self, form: ResponseForm, clause: int, index: int) -> None:
        super().__init__(clause, index)
        self.form = form
        self.open: list[Instance] = []
        self.started = False

    # -- stepping

    def see(self, moment: Moment, desk: Desk) -> None:
        if self.open:
            for instance in tuple(self.open):
                self._advance(instance, moment, desk)
        trigger = self.form.trigger
        if trigger is None:
            return
        each = self.form.row.each
        if (each == "idle" and self.open) or (each == "first" and self.started):
            return
        fired = trigger(moment, desk)
        if fired:
            self._open(moment, fired == 1, desk)

    def _open(self, moment: Moment, uncertain: bool, desk: Desk) -> None:
        form, row = self.form, self.form.row
        self.started = True
        done = list(form.least(desk.setting.shows))
        if form.prepared:
            for number, already in enumerate(form.already):
                if already is not None:
                    done[number] = max(done[number], already(moment, desk))
        due = moment.at + row.within_ms if row.within_ms is not None else None
        instance = Instance(desk.tick, moment, done, uncertain, due)
        self.open.append(instance)
        if row.same:
            self._meet(instance, moment, desk)
        if self._finish_if_done(instance, moment, desk):
            return
        if row.same and self._is_turn(instance, moment) and self._turn(instance, moment, desk):
            return
        if due is not None:
            desk.arm(due, BREAKING, self, instance.opened)

    def _advance(self, instance: Instance, moment: Moment, desk: Desk) -> None:
        form = self.form
        self._meet(instance, moment, desk)
        if self._finish_if_done(instance, moment, desk):
            return
        if form.lapse is not None:
            lapse = form.lapse(moment, desk)
            if lapse == 2:
                self._end(
                    instance,
                    "not_applicable",
                    "response.lapsed",
                    moment.at,
                    moment,
                    desk,
                )
                return
            if lapse == 1:
                instance.uncertain = True
        if form.deadline is not None and form.deadline(moment, desk) == 2:
            self._over(instance, moment.at, moment, desk)
        elif self._is_turn(instance, moment):
            self._turn(instance, moment, desk)

    def _meet(self, instance: Instance, moment: Moment, desk: Desk) -> None:
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
        for number, goal in enumerate(self.form.goals):
            if instance.done[number] < cap and goal is not None:
                value = min(cap, goal(moment, desk))
                instance.done[number] = max(instance.done[number], value)

    def _is_turn(self, instance: Instance, moment: Moment) -> bool:
        row = self.form.row
        return (
            row.within_turns is not None
            and moment.kind == "said"
            and moment.party == row.turns_of
            and moment.content
            and moment.heard
            and (not row.same_agent or _same_agent(instance.trigger, moment))
        )

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
        possible = sum(1 for value in instance.done if value) >= self.form.row.need
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
        self.put(
            desk,
            verdict,
            message,
            instance.opened,
            at,
            trigger=instance.trigger,
            decider=moment,
        )

    def expire(self, token: int, due: int, desk: Desk) -> bool:
        for instance in self.open:
            if instance.opened == token:
                if desk.is_under_way(due):
                    instance.waiting = True
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
        for instance in tuple(self.open):
            if close.terminal is not None:
                self._close_at_terminal(instance, close.terminal, desk)
            else:
                self._close_open(instance, close, desk)
        if is_blind(self.form.row.trigger, desk.setting.shows):
            self.put_not_shown(desk)

    def _close_at_terminal(self, instance: Instance, terminal: Moment, desk: Desk) -> None:
        at = terminal.at if instance.due is None else min(instance.due, terminal.at)
        left = self._left_within_grace(instance, terminal, desk)
        if left == 2:
            self._end(
                instance,
                "not_applicable",
                "response.lapsed",
                terminal.at,
                terminal,
                desk,
            )
            return
        self._close_over(instance, at, terminal, left == 1, desk)

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

    def _close_over(
        self,
        instance: Instance,
        at: int,
        moment: Moment | None,
        doubt: bool,
        desk: Desk,
    ) -> None:
        row, shows = self.form.row, desk.setting.shows
        doubt = doubt or is_blind(row.lapse, shows) or (row.grace is not None and "hangup" not in shows)
        if doubt:
            instance.uncertain = True
        self._over(instance, at, moment, desk)

    def _close_open(self, instance: Instance, close: Close, desk: Desk) -> None:
        due = instance.due
        if due is not None and close.watermark > due and not desk.is_under_way(due):
            self._close_over(instance, due, None, False, desk)
        elif close.ended:
            self._close_over(instance, close.watermark, None, False, desk)
        else:
            self._end(instance, "unknown", "not_due", close.watermark, None, desk)


def _same_agent(first: Moment, second: Moment) -> bool:
    return first.agent is None or second.agent is None or first.agent == second.agent
