"""Response and Permit, as section 7 of the definitions says them.

Each instance is followed on its own over the views after its opening. This module refuses to know other rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.stream import TIMERS, Position, View
from tests.oracle.world import FOREVER, Found, World, is_main

from zuoxi.events import Verdict
from zuoxi.standard.model import Goal, Permit, Response
from zuoxi.standard.moment import Moment

NEVER = 10**12
VERDICTS: tuple[Verdict, Verdict, Verdict] = ("broken", "unknown", "kept")


class Duty:
    """One instance of a Response."""

    def __init__(self, world: World, row: Response, opening: View, uncertain: bool) -> None:
        self.world = world
        self.row = row
        self.opening = opening
        self.uncertain = uncertain
        self.due = opening.moment.at + row.within_ms if row.within_ms is not None else None
        self.turns = 0
        self.goals = [self._value_at_opening(goal) for goal in row.goals]

    def follow(self, upto: Position) -> Found | None:
        """Its outcome, or None while it is open at `upto`."""
        if self._is_done():
            return self._finish("kept", self.opening.moment.at, self.opening.position)
        if self.row.same and self._is_last_turn(self.opening.moment):
            return self._over(self.opening.moment.at, self.opening.position)
        for view in self.world.views(upto, after=self.opening.position):
            if is_main(view) and self._is_late(view.moment.at, view.state):
                assert self.due is not None
                return self._over(self.due, (view.state, TIMERS, 0))
            found = self._see(view)
            if found is not None:
                return found
        return self._close() if self.world.is_closed(upto) else None

    # ------------------------------------------------------------ goals

    def _value_at_opening(self, goal: Goal) -> int:
        value = self.world.conditions.holds(goal.already, self.opening) if goal.already is not None else 0
        if self.world.is_blind(goal.pattern):
            value = max(value, 1)
        return max(value, self._value_at(goal, self.opening)) if self.row.same else value

    def _value_at(self, goal: Goal, view: View) -> int:
        moment = view.moment
        if moment.kind == "gap":
            in_time = self.due is None or moment.start <= self.due
            return self.world.match(goal.pattern, "hold", view) if in_time else 0
        if self.row.same_agent and not self._is_same_agent(moment):
            return 0
        value = self.world.match(goal.pattern, "hold", view)
        if self.row.within_ms is None:
            return value
        start = moment.start if moment.kind == "said" else moment.at
        timed = moment.timed and self.opening.moment.timed
        return min(value, self.world.stream.at_most(start - self.opening.moment.at, self.row.within_ms, timed))

    def _is_same_agent(self, moment: Moment) -> bool:
        mine, theirs = self.opening.moment.agent, moment.agent
        return mine is None or theirs is None or mine == theirs

    def _is_done(self) -> bool:
        return sum(value == 2 for value in self.goals) >= self.row.need

    # ------------------------------------------------------------ one view

    def _is_late(self, now: int, state: int) -> bool:
        return self.due is not None and self.due < now and not self.world.stream.waits(state, self.due)

    def _is_last_turn(self, moment: Moment) -> bool:
        """Counts a turn; true at the last one allowed."""
        if self.row.within_turns is None or moment.kind != "said" or moment.party != self.row.turns_of:
            return False
        if not (moment.content and moment.heard) or (self.row.same_agent and not self._is_same_agent(moment)):
            return False
        self.turns += 1
        return self.turns >= self.row.within_turns

    def _see(self, view: View) -> Found | None:
        at = view.moment.at
        self.goals = [
            max(value, self._value_at(goal, view)) for value, goal in zip(self.goals, self.row.goals, strict=True)
        ]
        if self._is_done():
            return self._finish("kept", at, view.position)
        lapse = self.world.match(self.row.lapse, "fire", view)
        if lapse == 2:
            return Found("not_applicable", at, self.opening.position, view.position)
        self.uncertain = self.uncertain or lapse == 1
        if self.world.match(self.row.deadline, "fire", view) == 2 or self._is_last_turn(view.moment):
            return self._over(at, view.position)
        return None

    # ------------------------------------------------------------ ends

    def _finish(self, verdict: Verdict, at: int, reached: Position) -> Found:
        if verdict == "kept" and self.uncertain:
            verdict = "unknown"
        return Found(verdict, at, self.opening.position, reached)

    def _over(self, at: int, reached: Position, at_close: bool = False) -> Found:
        perhaps = sum(value >= 1 for value in self.goals) >= self.row.need
        hidden = at_close and (
            self.world.is_blind(self.row.lapse)
            or (self.row.grace is not None and "hangup" not in self.world.setting.shows)
        )
        return self._finish("unknown" if perhaps or hidden or self.uncertain else "broken", at, reached)

    def _close(self) -> Found:
        stream = self.world.stream
        position = stream.close_view().position
        if stream.terminal is None and self.due is not None and self._is_late(stream.watermark, len(stream)):
            return self._over(self.due, (position[0], TIMERS, 0))
        left = self.world.left_within(self.row.grace, self.opening.moment)
        if left:
            at = stream.close_at if left == 2 or self.due is None else min(self.due, stream.close_at)
            return Found("not_applicable" if left == 2 else "unknown", at, self.opening.position, position)
        if not stream.ended:
            return Found("unknown", stream.close_at, self.opening.position, position)
        # Without a terminal the words are "over at W": only a terminal is compared with the due instant.
        past_due = stream.terminal is not None and self.due is not None and self.due < stream.close_at
        at = self.due if past_due and self.due is not None else stream.close_at
        return self._over(at, position, at_close=True)


def judge_response(world: World, row: Response, upto: Position) -> Iterator[Found]:
    busy_until: Position | None = None
    opened = False
    for view in world.views(upto):
        fired = world.match(row.trigger, "open", view)
        if fired == 0 or (row.each == "first" and opened):
            continue
        if row.each == "idle" and busy_until is not None and busy_until > view.position:
            continue
        opened = True
        found = Duty(world, row, view, fired == 1).follow(upto)
        busy_until = FOREVER if found is None else found.reached
        if found is not None:
            yield found
    yield from say_not_shown(world, world.is_blind(row.trigger), upto)


def say_not_shown(world: World, blind: bool, upto: Position) -> Iterator[Found]:
    """What is not shown leaves one unknown at the close, besides what was visible and after it; no instant decides."""
    position = world.stream.close_view().position
    if blind and world.is_closed(upto):
        yield Found("unknown", None, (*position[:2], 1), position)


def judge_permit(world: World, row: Permit, upto: Position) -> Iterator[Found]:
    for view in world.views(upto):
        fired = world.match(row.trigger, "open", view)
        if fired == 0:
            continue
        value = world.conditions.holds(row.only_if, view)
        if fired == 1:
            value = max(value, 1)
        if row.lasting is None:
            yield Found(VERDICTS[value], view.moment.at, view.position, view.position)
            continue
        found = wait_lasting(world, row, view, VERDICTS[value], upto)
        if found is not None:
            yield found
    blind = world.is_blind(row.trigger)
    yield from say_not_shown(world, blind, upto)
    may_end = any(atom.kind in ("hung_up", "dropped", "closed") for atom in row.trigger)
    if may_end and not blind and not world.stream.ended and world.is_closed(upto):
        position = world.stream.close_view().position
        yield Found("unknown", world.stream.close_at, position, position)


def wait_lasting(world: World, row: Permit, opening: View, verdict: Verdict, upto: Position) -> Found | None:
    """The outcome counts if the trigger lasted long enough."""
    assert row.lasting is not None
    at = opening.moment.at
    # How long an untimed trigger lasted is never known, so no timer can settle it.
    settles_at = at + row.lasting if opening.moment.timed else NEVER
    for view in world.views(upto, after=opening.position):
        if is_main(view) and settles_at <= view.moment.at:
            return Found(verdict, at, opening.position, (view.state, TIMERS, 0))
        if world.match(row.until, "fire", view) == 2:
            lasted = world.elapsed_at_least(opening.moment, view.moment, row.lasting)
            return judge_lasted(verdict, lasted, at, opening.position, view.position)
    if not world.is_closed(upto):
        return None
    stream, close = world.stream, world.stream.close_view()
    if stream.terminal is None and settles_at <= stream.watermark:
        return Found(verdict, at, opening.position, (close.position[0], TIMERS, 0))
    if not stream.ended:
        return Found("unknown", at, opening.position, close.position)
    lasted = world.elapsed_at_least(opening.moment, close.moment, row.lasting)
    return judge_lasted(verdict, lasted, at, opening.position, close.position)


def judge_lasted(verdict: Verdict, lasted: int, at: int, opened: Position, reached: Position) -> Found | None:
    if lasted == 0:
        return None
    return Found(verdict if lasted == 2 else "unknown", at, opened, reached)
