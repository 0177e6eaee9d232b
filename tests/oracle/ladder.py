"""Ladders, as section 6 of the definitions says them: spells, the sure and the possible run, pauses, completeness.

A ladder is a walk by nature, so each state is told from the state before. This module refuses to give outcomes: what a
finished spell means for a clause is told in `climbing`.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from tests.oracle.conditions import Conditions, is_blind
from tests.oracle.stream import View
from tests.oracle.tracks import Recollection

from zuoxi.standard.model import Ladder, Reply, Step
from zuoxi.standard.moment import Moment


@dataclass
class Run:
    """One run: `least` is the truth it asks for, 2 for the sure run and 1 for the possible one."""

    least: int
    steps: int = 0
    done_at: int | None = None
    gathers_after: int = -1
    short: bool = False
    passed: bool = False
    passed_first: bool = False
    pauses: dict[int, int] = field(default_factory=dict)

    def move_to(self, steps: int, index: int) -> None:
        self.steps, self.done_at, self.gathers_after = steps, index, index


@dataclass
class Spell:
    """What is known of a spell; `begins` is the index of the reset that opened it, -1 for the first."""

    begins: int
    sure: Run
    possible: Run
    recognised: int = 0

    @property
    def runs(self) -> tuple[Run, Run]:
        return (self.sure, self.possible)


class LadderWalk:
    """One ladder over one stream."""

    def __init__(self, ladder: Ladder, conditions: Conditions, recollection: Recollection, replies: dict[str, Reply]):
        self.ladder = ladder
        self.conditions = conditions
        self.recollection = recollection
        self.replies = replies
        self.stream = conditions.stream
        self._spells = [Spell(-1, Run(2), Run(1))]

    def spell(self, state: int) -> Spell:
        """The spell that is open in a state."""
        while len(self._spells) <= state:
            index = len(self._spells) - 1
            self._spells.append(self._step(copy.deepcopy(self._spells[index]), index))
        return self._spells[state]

    def step_done(self, run: Run) -> Step:
        """The last step done; its pause is what has to pass now."""
        return self.ladder.steps[run.steps - 1]

    # ------------------------------------------------------------ questions

    def complete(self, view: View) -> int:
        spell = self.spell(view.state)
        value = 0
        if self._is_complete(spell.possible, view):
            value = 1
        if self._is_complete(spell.sure, view):
            value = 2
        if is_blind(self.ladder.reset, self.stream.setting):
            value = min(value, 1)
        return value if self._needs_no_recognition(view) else min(value, self.recognised(spell, None))

    def _needs_no_recognition(self, view: View) -> bool:
        ladder = self.ladder
        if ladder.silent_end:
            return not self.stream.other_voice(view.state, ladder.by)
        return not (ladder.recognised or ladder.by_pause)

    def recognised(self, spell: Spell, ending: View | None) -> int:
        """What was recognised in the spell so far, or with the pause that its ending lets pass."""
        shown = [spell.recognised]
        for run in spell.runs if self.ladder.by_pause else ():
            passed = run.passed_first
            if ending is not None and not self.stream.other_voice(ending.state, self.ladder.by):
                passed = passed or self.passes_at(run, ending)
            shown.append(run.least if passed else 0)
        return max(shown)

    def _is_complete(self, run: Run, view: View) -> bool:
        if run.steps < len(self.ladder.steps):
            return False
        pause = self.ladder.steps[-1].pause
        return pause == 0 or self.conditions.silent(pause, view) >= run.least

    def passes_at(self, run: Run, view: View) -> bool:
        """The pause after the last step done has passed at the end of the spell."""
        if run.steps == 0 or self.step_done(run).pause == 0:
            return False
        return self.conditions.silent(self.step_done(run).pause, view) >= run.least

    # ------------------------------------------------------------ one moment

    def _step(self, spell: Spell, index: int) -> Spell:
        moment = self.stream.moments[index]
        view = self.stream.main_view(index)
        spell.recognised = max(spell.recognised, self.recollection.at(index, self.ladder.recognised, "hold"))
        if moment.kind == "voice" and moment.party == self.ladder.by:
            for run in spell.runs:
                self._hear_voice(run, moment, view)
        if moment.kind == "said" and moment.party == self.ladder.by and moment.content and moment.heard:
            within = self.conditions.holds(self.ladder.within, view) if self.ladder.within is not None else 2
            for run in spell.runs:
                if within >= run.least:
                    self._hear_words(run, moment, index)
        if moment.kind == "gap":
            run = spell.possible
            if run.steps < len(self.ladder.steps) and not self.ladder.steps[run.steps].reply:
                run.move_to(run.steps + 1, index)
        spell = self._reset(spell, index)
        if moment.kind in ("said", "gap"):
            for run in spell.runs:
                self._hear_reply(run, index)
        return spell

    def _hear_voice(self, run: Run, moment: Moment, view: View) -> None:
        if not 1 <= run.steps < len(self.ladder.steps):
            run.pauses[moment.utterance] = 2
            return
        silence = self.conditions.silent(self.step_done(run).pause, view)
        run.pauses[moment.utterance] = silence
        if silence >= run.least and self.step_done(run).pause > 0:
            run.passed = True
            if not self.stream.other_voice(view.state, self.ladder.by):
                run.passed_first = True

    def _hear_words(self, run: Run, moment: Moment, index: int) -> None:
        asks_no_pause = not 1 <= run.steps < len(self.ladder.steps)
        if run.pauses.get(moment.utterance, 2 if asks_no_pause else 1) < run.least:
            run.short = True
            run.steps, run.done_at, run.gathers_after = 0, None, index - 1
        if run.steps == len(self.ladder.steps):
            return
        step = self.ladder.steps[run.steps]
        if step.reply:
            return
        if step.gather:
            done = self._is_gathered(step, run, index)
        else:
            done = self.recollection.at(index, step.say, "hold") >= run.least
        if done:
            run.move_to(run.steps + 1, index)

    def _is_gathered(self, step: Step, run: Run, index: int) -> bool:
        """Every act of every atom occurred in an utterance of `by` since the step before was done."""
        acts: set[str] = set()
        for k in range(run.gathers_after + 1, index + 1):
            moment = self.stream.moments[k]
            if moment.kind != "said" or moment.party != self.ladder.by or not (moment.content and moment.heard):
                continue
            view = self.stream.main_view(k)
            if self.ladder.within is not None and self.conditions.holds(self.ladder.within, view) < run.least:
                continue
            if moment.doubtful:
                if run.least == 1:
                    return True
                continue
            acts |= set(moment.acts)
        return all(set(atom.all_of) <= acts for atom in step.say)

    def _reset(self, spell: Spell, index: int) -> Spell:
        """A definite reset opens a new spell after this moment; a doubtful one only takes back the sure run."""
        value = self.recollection.at(index, self.ladder.reset, "fire")
        if value == 2:
            return Spell(index, Run(2, gathers_after=index), Run(1, gathers_after=index))
        if value == 1:
            spell.sure.steps, spell.sure.done_at, spell.sure.gathers_after = 0, None, index
        return spell

    def _hear_reply(self, run: Run, index: int) -> None:
        if run.steps == len(self.ladder.steps):
            return
        name = self.ladder.steps[run.steps].reply
        if not name:
            return
        reply = self.replies[name]
        question = self.recollection.question(reply, index + 1)
        if question is None or (run.done_at is not None and question[0] < run.done_at):
            return
        if self.recollection.replied(reply, "yes", index + 1) >= run.least:
            run.move_to(run.steps + 1, index)
