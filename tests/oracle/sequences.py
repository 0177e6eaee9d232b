"""Steps and Climb, as section 7 of the definitions says them. This module refuses to know other rows."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.conditions import is_blind
from tests.oracle.duties import say_not_shown
from tests.oracle.ladder import LadderWalk, Run, Spell
from tests.oracle.stream import Position, View
from tests.oracle.world import FOREVER, Found, World

from zuoxi.events import Verdict
from zuoxi.standard.model import Climb, Steps


def judge_steps(world: World, row: Steps, upto: Position) -> Iterator[Found]:
    busy_until: Position | None = None
    for view in world.views(upto):
        fired = world.match(row.trigger, "open", view)
        if fired == 0 or (busy_until is not None and busy_until > view.position):
            continue
        found = Sequence(world, row, view, fired == 1).follow(upto)
        busy_until = FOREVER if found is None else found.reached
        if found is not None:
            yield found
    yield from say_not_shown(world, world.is_blind(row.trigger), upto)


class Sequence:
    """One instance of Steps."""

    def __init__(self, world: World, row: Steps, opening: View, uncertain: bool) -> None:
        self.world = world
        self.row = row
        self.opening = opening
        self.doubtful = uncertain
        self.done: set[int] = set()
        self.maybe = {j for j, step in enumerate(row.steps) if world.is_blind(step)}

    def follow(self, upto: Position) -> Found | None:
        for view in self.world.views(upto, after=self.opening.position):
            if not self._mark(view):
                return self._give("broken", view)
            if self.world.match(self.row.until, "fire", view) == 2:
                return self._end(view)
        if not self.world.is_closed(upto):
            return None
        close = self.world.stream.close_view()
        return self._end(close) if self.world.stream.ended else self._give("unknown", close)

    def _give(self, verdict: Verdict, view: View) -> Found:
        return Found(verdict, view.moment.at, self.opening.position, view.position)

    def _mark(self, view: View) -> bool:
        """Marks the steps that match here; false if one of them comes before a step that had to be first."""
        values = [self.world.match(step, "hold", view) for step in self.row.steps]
        newly = {j for j, value in enumerate(values) if value == 2} - self.done
        self.done |= newly
        self.maybe |= {j for j, value in enumerate(values) if value == 1}
        return all(self._is_excused(i, view) for i in range(max(newly, default=0)))

    def _is_excused(self, step: int, view: View) -> bool:
        """The step is done or skipped, surely or perhaps."""
        if step in self.done:
            return True
        condition = self.row.skips[step]
        skipped = self.world.conditions.holds(condition, view) if condition is not None else 0
        if skipped == 2:
            return True
        if step in self.maybe or skipped == 1:
            self.doubtful = True
            return True
        return False

    def _end(self, view: View) -> Found:
        if self.row.complete and not all(self._is_excused(i, view) for i in range(len(self.row.steps))):
            return self._give("broken", view)
        return self._give("unknown" if self.doubtful else "kept", view)


# ---------------------------------------------------------------- climb


def judge_climb(world: World, row: Climb, upto: Position) -> Iterator[Found]:
    walk = world.ladders[row.ladder]
    begins: Position = (-1, 0, 0)
    for view in world.views(upto):
        if view.position[1] != 1 or world.match(walk.ladder.reset, "fire", view) != 2:
            continue
        spell = walk.spell(view.state)
        known = walk.recognised(spell, view)
        if known:
            yield Found(judge_cut(walk, spell, view), view.moment.at, begins, view.position)
        begins = view.position
    if world.is_closed(upto):
        yield from close_climb(world, walk, begins)


def judge_cut(walk: LadderWalk, spell: Spell, ending: View) -> Verdict:
    """Ended by a reset, or by anybody but the climber."""

    def is_good(run: Run) -> bool:
        return not run.short and (run.passed or walk.passes_at(run, ending))

    if walk.complete(ending) == 2 or is_good(spell.sure):
        return "kept"
    return "unknown" if is_good(spell.possible) else "not_applicable"


def close_climb(world: World, walk: LadderWalk, begins: Position) -> Iterator[Found]:
    stream, close = world.stream, world.stream.close_view()
    by, terminal = walk.ladder.by, stream.terminal
    spell = walk.spell(len(stream))
    known = walk.recognised(spell, close)
    hangs_up = terminal is not None and terminal.kind in ("hung_up", "closed")
    party = terminal.party if terminal is not None else None
    alone = not stream.other_voice(len(stream), by)
    if walk.ladder.silent_end and hangs_up and alone:
        known = max(known, 2 if party == by else 1 if party is None else 0)
    if is_blind(walk.ladder.reset, stream.setting):
        known = min(known, 1)
    if known == 0:
        if is_blind(walk.ladder.reset, stream.setting) and hangs_up and party == by and alone:
            yield Found("unknown", stream.close_at, begins, close.position)
        return
    yield Found(judge_climb_end(walk, spell, close, known), stream.close_at, begins, close.position)


def judge_climb_end(walk: LadderWalk, spell: Spell, close: View, known: int) -> Verdict:
    stream = walk.stream
    terminal = stream.terminal
    if terminal is None and not stream.ended:
        return "unknown"
    if terminal is None or terminal.kind not in ("hung_up", "closed"):
        return judge_cut(walk, spell, close)
    complete = walk.complete(close)
    if terminal.party is None:
        return "kept" if complete == 2 else "unknown"
    if terminal.party != walk.ladder.by:
        return judge_cut(walk, spell, close)
    if complete == 0:
        return "broken" if known == 2 else "unknown"
    return "kept" if complete == 2 else "unknown"
