"""Ladders: counted steps with pauses, in two runs, a sure one and a possible one.

Section 6 of `docs/reference/clause-semantics.md`. It refuses to say whether an outcome follows; `Climb` does.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from zuoxi.standard.matching import (
    FIRE,
    HOLD,
    State,
    Test,
    compile_condition,
    is_blind,
)
from zuoxi.standard.model import Ladder, Pattern
from zuoxi.standard.moment import Moment
from zuoxi.standard.narrowing import Sieve

_MACHINES = ("ivr", "bot")


class LadderForm:
    """A compiled ladder; shared by all conversations."""

    __slots__ = ("by", "by_pause", "gather", "ladder", "n", "pauses", "recognised", "replies", "replies_any",
                 "reset", "says", "silent_end", "within")  # fmt: skip

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.by = ladder.by
        self.n = len(ladder.steps)
        self.pauses = tuple(step.pause for step in ladder.steps)
        self.replies = tuple(step.reply for step in ladder.steps)
        self.replies_any = any(self.replies)
        self.says = tuple(Sieve(step.say, HOLD) for step in ladder.steps)
        self.gather = tuple(
            tuple(frozenset(atom.all_of) for atom in step.say) if step.gather else () for step in ladder.steps
        )
        self.reset = Sieve(ladder.reset, FIRE)
        self.recognised = Sieve(ladder.recognised, HOLD)
        self.within: Test | None = compile_condition(ladder.within) if ladder.within is not None else None
        self.by_pause = ladder.by_pause
        self.silent_end = ladder.silent_end

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.ladder.reset, self.ladder.recognised, *(step.say for step in self.ladder.steps))

    def view(self, shape: Moment) -> LadderView | None:
        """The ladder narrowed to a shape of moment; None if nothing happens to it, whatever the state."""
        kind, own = shape.kind, shape.party == self.by
        reset, recognised = self.reset.test(shape), self.recognised.test(shape)
        climbs = kind == "gap" or (kind == "said" and own and shape.content and shape.heard)
        asks = self.replies_any and kind in ("said", "gap")
        other = kind == "voice" and not own and shape.party not in _MACHINES
        if not (reset or recognised or climbs or asks or other or (kind == "voice" and own)):
            return None
        return LadderView(reset, recognised, tuple(say.test(shape) for say in self.says) if climbs else (), asks, other)


class LadderView(msgspec.Struct, frozen=True):
    """A ladder narrowed to one shape of moment. asks: whether its reply steps are looked at; other: a voice of the other side."""

    reset: Test | None
    recognised: Test | None
    says: tuple[Test | None, ...]
    asks: bool
    other: bool


class Run:
    """One run: `floor` is the least truth that counts (2 sure, 1 possible)."""

    __slots__ = ("done_tick", "floor", "gathered", "i", "paused", "short", "wild")

    def __init__(self, floor: int) -> None:
        self.floor = floor
        self.gathered: set[str] = set()
        self.clear()

    def clear(self) -> None:
        self.short = False
        self.paused = False
        self.restart()

    def restart(self) -> None:
        self.i = 0
        self.done_tick = -1
        self.wild = False
        if self.gathered:
            self.gathered = set()

    def advance(self, tick: int) -> None:
        self.i += 1
        self.done_tick = tick
        self.wild = False
        if self.gathered:
            self.gathered = set()


class LadderMemory:
    """The spell that is running. touched: whether anything has happened in it."""

    __slots__ = (
        "blind",
        "form",
        "others",
        "pending",
        "possible",
        "recognised",
        "started",
        "sure",
        "touched",
    )

    def __init__(self, form: LadderForm, shows: frozenset[str]) -> None:
        self.form = form
        self.blind = is_blind(form.ladder.reset, shows)
        self.sure = Run(2)
        self.possible = Run(1)
        self.pending: dict[int, tuple[int, int]] = {}
        self.recognised = 0
        self.others = False
        self.touched = False
        self.started: Moment | None = None

    def begin(self) -> None:
        """A new spell."""
        self.sure.clear()
        self.possible.clear()
        self.pending.clear()
        self.recognised = 0
        self.touched = False
        self.started = None

    # -- what a moment does

    def hear(self, view: LadderView, moment: Moment, state: State, tick: int) -> None:
        """Everything but the reset and the reply steps; `state` is the state before the moment."""
        if view.recognised is not None and self.recognised < 2:
            recognised = view.recognised(moment, state)
            if recognised > self.recognised:
                self.recognised = recognised
                self.touched = True
        if view.says:
            self.touched = True
            if moment.kind == "said":
                self._said(view, moment, state, tick)
            else:
                self._step(view, self.possible, moment, state, tick)
        elif view.other:
            self.others = True
        elif moment.kind == "voice" and moment.party == self.form.by:
            self.touched = True
            sure, possible = (
                self._pause(self.sure, moment, state),
                self._pause(self.possible, moment, state),
            )
            self.pending[moment.utterance] = (sure, possible)

    def _pause(self, run: Run, moment: Moment, state: State) -> int:
        if not 1 <= run.i < self.form.n:
            return 2
        pause = self.form.pauses[run.i - 1]
        value = state.silent(pause, moment)
        if value >= run.floor:
            self._passed(run, pause)
        return value

    def _passed(self, run: Run, pause: int) -> None:
        if pause <= 0:
            return
        run.paused = True
        if self.form.by_pause and not self.others:
            self.recognised = max(self.recognised, run.floor)

    def _said(self, view: LadderView, moment: Moment, state: State, tick: int) -> None:
        within = 2 if self.form.within is None else self.form.within(moment, state)
        pauses = self.pending.pop(moment.utterance, None) or (self._unheard(self.sure), self._unheard(self.possible))
        for run, pause in ((self.sure, pauses[0]), (self.possible, pauses[1])):
            if within < run.floor:
                continue
            if self.started is None:
                self.started = moment
            if pause < run.floor:
                run.short = True
                run.restart()
            self._step(view, run, moment, state, tick)

    def _unheard(self, run: Run) -> int:
        """The pause before an utterance whose voice was not heard: unknown, where one is asked for at all."""
        return 1 if 1 <= run.i < self.form.n else 2

    def _step(self, view: LadderView, run: Run, moment: Moment, state: State, tick: int) -> None:
        form = self.form
        if run.i >= form.n or form.replies[run.i]:
            return
        say = view.says[run.i]
        if form.gather[run.i]:
            self._gather(run, moment, tick)
        elif say is not None and say(moment, state) >= run.floor:
            run.advance(tick)

    def _gather(self, run: Run, moment: Moment, tick: int) -> None:
        if moment.doubtful or moment.kind == "gap":
            run.wild = run.wild or run.floor == 1
        else:
            run.gathered.update(moment.acts)
        if run.wild or all(acts <= run.gathered for acts in self.form.gather[run.i]):
            run.advance(tick)

    def take_replies(self, state: State, asked: Callable[[str], int], tick: int) -> None:
        """Reply steps, after the tracks' update; `asked` gives the tick of a reply's question."""
        for run in (self.sure, self.possible):
            while run.i < self.form.n:
                name = self.form.replies[run.i]
                if not name or state.answer(name, "yes") < run.floor or asked(name) < run.done_tick:
                    break
                self.touched = True
                run.advance(tick)

    # -- what it came to

    def may_count(self) -> bool:
        """Whether the end of the spell, other than the conversation's, may have an outcome."""
        return bool(self.recognised or self.sure.i or self.possible.i)

    def complete(self, moment: Moment, state: State, recognised: int | None = None) -> int:
        """How surely all steps are done; with `recognised`, as if the situation had been recognised just so surely."""
        result = 0
        n, pause = self.form.n, self.form.pauses[-1]
        silent = 2 if pause <= 0 else state.silent(pause, moment)
        if self.sure.i == n and silent == 2:
            result = 2
        elif self.possible.i == n and silent >= 1:
            result = 1
        return min(result, 1 if self.blind else 2, self._known(self.recognised if recognised is None else recognised))

    def _known(self, recognised: int) -> int:
        """How surely the ladder's situation is there."""
        form = self.form
        if not form.ladder.recognised and not form.by_pause and not form.silent_end:
            return 2
        return 2 if form.silent_end and not self.others else recognised

    def end(self, moment: Moment, state: State) -> None:
        """The last silence of the spell may be a pause that passed."""
        for run in (self.sure, self.possible):
            if run.i >= 1:
                pause = self.form.pauses[run.i - 1]
                if pause > 0 and state.silent(pause, moment) >= run.floor:
                    self._passed(run, pause)
