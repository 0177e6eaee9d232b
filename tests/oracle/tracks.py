"""Flags, counters and replies, as section 5 of the definitions says them, asked of a state.

Each answer is found by looking over the whole state: the last definite set, the resets after it, the answers after the
question. Nothing is carried from one moment to the next. This module refuses to know rows and ladders.
"""

from __future__ import annotations

from tests.oracle.conditions import Conditions, Role, is_blind, word_needs

from zuoxi.standard.model import Counter, Flag, Pattern, Reply
from zuoxi.standard.moment import Moment


class Recollection:
    """Asks the moments of a state how they match."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self.stream = conditions.stream
        self._flags: dict[tuple[str, int], int] = {}

    def at(self, index: int, pattern: Pattern, role: Role) -> int:
        return self.conditions.match(pattern, role, self.stream.main_view(index))

    def where(self, pattern: Pattern, role: Role, values: tuple[int, ...], start: int, state: int) -> list[int]:
        """The indices in [start, state) at which the pattern matches with one of the values."""
        return [k for k in range(max(start, 0), state) if self.at(k, pattern, role) in values]

    # ------------------------------------------------------------ flags

    def sighted_flag(self, flag: Flag, state: int) -> int:
        """The value without regard to blindness.

        The last definite set stands unless a definite reset came later; a doubtful reset after it makes it doubtful.
        Without it, a doubtful set since the last definite reset (at its moment too: the set comes second) is doubtful.
        """
        key = (flag.name, state)
        if key not in self._flags:
            sets = self.where(flag.set, "hold", (2,), 0, state)
            resets = self.where(flag.reset, "fire", (2,), 0, state)
            last_set = sets[-1] if sets else (-1 if flag.starts else None)
            last_reset = resets[-1] if resets else None
            if last_set is not None and (last_reset is None or last_reset <= last_set):
                value = 1 if self.where(flag.reset, "fire", (1,), last_set + 1, state) else 2
            else:
                value = 1 if self.where(flag.set, "hold", (1,), last_reset or 0, state) else 0
            self._flags[key] = value
        return self._flags[key]

    def flag(self, flag: Flag, state: int) -> int:
        value = self.sighted_flag(flag, state)
        if is_blind(flag.set, self.stream.setting):
            value = max(value, 1)
        if is_blind(flag.reset, self.stream.setting):
            value = min(value, 1)
        return value

    def last_set(self, flag: Flag, state: int) -> Moment | None:
        sets = self.where(flag.set, "hold", (2,), 0, state)
        return self.stream.moments[sets[-1]] if sets else None

    # ------------------------------------------------------------ counters

    def counts(self, counter: Counter, state: int) -> tuple[int, int, bool]:
        """Sure and possible count, and whether what is counted is not shown. A reset comes before the count."""
        definite = self.where(counter.reset, "fire", (2,), 0, state)
        any_reset = self.where(counter.reset, "fire", (1, 2), 0, state)
        sure = self.where(counter.of, "fire", (2,), any_reset[-1] if any_reset else 0, state)
        possible = self.where(counter.of, "fire", (1, 2), definite[-1] if definite else 0, state)
        return len(sure), len(possible), is_blind(counter.of, self.stream.setting)

    # ------------------------------------------------------------ replies

    def question(self, reply: Reply, state: int) -> tuple[int, bool] | None:
        """The question that stands: its index and whether it is doubtful."""
        resets = self.where(reply.reset, "fire", (2,), 0, state)
        since = resets[-1] if resets else 0
        definite = self.where(reply.to, "hold", (2,), since, state)
        if definite:
            return definite[-1], False
        doubtful = self.where(reply.to, "hold", (1,), since, state)
        return (doubtful[0], True) if doubtful else None

    def replied(self, reply: Reply, answer: str, state: int) -> int:
        blind = is_blind(reply.to, self.stream.setting) or not word_needs(reply.by) <= self.stream.setting.shows
        if blind:
            return 1
        question = self.question(reply, state)
        if question is None:
            return 2 if answer == "none" else 0
        index, doubtful = question
        found = self._find_answer(reply, index, state)
        if found == "open":
            return 0 if answer == "none" else 1
        if found != answer:
            return 0
        return 1 if doubtful and answer != "none" else 2

    def _find_answer(self, reply: Reply, question: int, state: int) -> str:
        """yes, no, other, open, or none while it is pending."""
        counted = 0
        for moment in self.stream.moments[question + 1 : state]:
            if moment.kind == "gap":
                return "open"
            if moment.kind != "said" or moment.party not in reply.by or not moment.content:
                continue
            if moment.doubtful:
                return "open"
            if set(moment.acts) & set(reply.no):
                return "no"
            if set(moment.acts) & set(reply.yes):
                return "yes"
            counted += 1
            if counted == reply.within:
                return "other"
        return "none"
