"""One conversation under one standard: the views that rows see, and the memory that conditions ask.

It joins stream, conditions, tracks and ladders, and answers what other clauses have come to. It refuses to judge rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
from tests.oracle.conditions import Conditions, Role, is_blind
from tests.oracle.ladder import LadderWalk
from tests.oracle.stream import SEEN, TURNED, Position, Stream, View
from tests.oracle.tracks import Recollection

from zuoxi.events import Verdict, merge_verdicts
from zuoxi.standard.model import Counter, Flag, Ladder, Pattern, Reply, Standard
from zuoxi.standard.moment import Moment, Setting

#: later than every position
FOREVER: Position = (10**9, 0, 0)


@dataclass(frozen=True)
class Found:
    """An outcome: `opened` is what it is numbered by, `reached` when another clause can know it."""

    verdict: Verdict
    at: int | None
    opened: Position
    reached: Position
    key: str | None = None


class World:
    def __init__(self, standard: Standard, setting: Setting, moments: Sequence[Moment], watermark: int | None) -> None:
        self.standard = standard
        self.setting = setting
        self.stream = Stream(setting, moments, watermark)
        self.conditions = Conditions(self.stream, self)
        self.recollection = Recollection(self.conditions)
        self.flags = {track.name: track for track in standard.tracks if isinstance(track, Flag)}
        self.counters = {track.name: track for track in standard.tracks if isinstance(track, Counter)}
        self.replies = {track.name: track for track in standard.tracks if isinstance(track, Reply)}
        self.ladders = {
            track.name: LadderWalk(track, self.conditions, self.recollection, self.replies)
            for track in standard.tracks
            if isinstance(track, Ladder)
        }
        self._turns: dict[int, list[View]] = {}
        self.judge_clause: Callable[[str, Position], list[Found]] = lambda clause, upto: []

    # ------------------------------------------------------------ what rows ask

    def views(self, upto: Position = FOREVER, after: Position | None = None) -> Iterator[View]:
        """Every view in order, as far as `upto`; `after` leaves out what is not later than it."""
        first = max(after[0], 0) if after else 0
        for index in range(first, len(self.stream)):
            main = self.stream.main_view(index)
            if main.position > upto:
                return
            if after is None or main.position > after:
                yield main
            if (index, TURNED, 0) > upto:
                return
            for turn in self._turn(index):
                if turn.position > upto:
                    return
                if after is None or turn.position > after:
                    yield turn

    def _turn(self, index: int) -> list[View]:
        """The enters and leaves of a moment, in the order of the tracks."""
        if index not in self._turns:
            turns: list[View] = []
            for name, flag in self.flags.items():
                before, now = self.recollection.flag(flag, index), self.recollection.flag(flag, index + 1)
                kind = "enter" if before < 2 and now == 2 else "leave" if before == 2 and now == 0 else ""
                if kind:
                    copy = msgspec.structs.replace(self.stream.moments[index], kind=kind)
                    turns.append(View(copy, index + 1, (index, TURNED, len(turns)), name))
            self._turns[index] = turns
        return self._turns[index]

    def is_closed(self, upto: Position) -> bool:
        return upto >= self.stream.close_view().position

    def match(self, pattern: Pattern, role: Role, view: View) -> int:
        return self.conditions.match(pattern, role, view)

    def is_blind(self, pattern: Pattern) -> bool:
        return is_blind(pattern, self.setting)

    def shows_words(self) -> bool:
        return {"agent_words", "customer_words"} <= self.setting.shows

    def elapsed_at_least(self, earlier: Moment, later: Moment, bound: int) -> int:
        return self.stream.at_least(later.at - earlier.at, bound, earlier.timed and later.timed)

    def elapsed_at_most(self, earlier: Moment, later: Moment, bound: int) -> int:
        return self.stream.at_most(later.at - earlier.at, bound, earlier.timed and later.timed)

    def left_within(self, grace: int | None, opening: Moment) -> int:
        """The customer ended it within the grace: 2, perhaps: 1, otherwise 0."""
        terminal = self.stream.terminal
        if grace is None or terminal is None or terminal.kind not in ("hung_up", "closed"):
            return 0
        by_customer = 1 if terminal.party is None else 2 if terminal.party == "customer" else 0
        return min(by_customer, self.elapsed_at_most(opening, terminal, grace))

    # ------------------------------------------------------------ what conditions ask

    def flag(self, name: str, state: int) -> int:
        return self.recollection.flag(self.flags[name], state)

    def last_set(self, name: str, state: int) -> Moment | None:
        return self.recollection.last_set(self.flags[name], state)

    def replied(self, name: str, answer: str, state: int) -> int:
        return self.recollection.replied(self.replies[name], answer, state)

    def counts(self, name: str, state: int) -> tuple[int, int, bool]:
        return self.recollection.counts(self.counters[name], state)

    def ladder_complete(self, name: str, view: View) -> int:
        return self.ladders[name].complete(view)

    def verdict(self, clause: str, position: Position) -> str:
        found = self.judge_clause(clause, position)
        return merge_verdicts([outcome.verdict for outcome in found if outcome.reached <= position])


def is_main(view: View) -> bool:
    return view.position[1] == SEEN
