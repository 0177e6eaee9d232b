"""The named memories of one conversation: flags, counters, replies, and who is speaking.

Section 5 of `docs/reference/clause-semantics.md`. Memories are written after the rows have seen a moment; they refuse to
judge anything.
"""

from __future__ import annotations

import msgspec

from zuoxi.standard.matching import reaches
from zuoxi.standard.model import Reply
from zuoxi.standard.moment import Moment, Setting

_WORDS = {
    "agent": "agent_words",
    "colleague": "agent_words",
    "customer": "customer_words",
}
_MACHINES = ("ivr", "bot")


class FlagMemory(msgspec.Struct, eq=False, gc=False):
    """value 0 to 2, the instant of the last definite set, and what the source lets it reach."""

    low: int
    high: int
    value: int
    ever: int
    at: int = 0
    timed: bool = True

    def set_surely(self, moment: Moment) -> None:
        """What a definite set comes to, whatever was before and whatever resets it at the same moment."""
        self.at, self.timed = moment.at, moment.timed
        self.value = value = self.high
        if value > self.ever:
            self.ever = value

    def update(self, setting: int, resetting: int, moment: Moment) -> str:
        """Returns `enter`, `leave` or nothing."""
        before = value = self.value
        if resetting == 2:
            value = 0
        elif resetting == 1 and value == 2:
            value = 1
        if setting == 2:
            value = 2
            self.at, self.timed = moment.at, moment.timed
        elif setting == 1 and value == 0:
            value = 1
        if value > self.high:
            value = self.high
        if value < self.low:
            value = self.low
        self.value = value
        if value > self.ever:
            self.ever = value
        if value == 2 and before < 2:
            return "enter"
        return "leave" if before == 2 and value == 0 else ""


def flag_at_first(starts: bool, set_blind: bool, reset_blind: bool) -> tuple[int, int, int, int]:
    """low, high, value and ever of a flag before anything has happened."""
    low = 1 if set_blind else 0
    high = 1 if reset_blind else 2
    value = max(low, min(high, 2 if starts else 0))
    return low, high, value, value


class CounterMemory(msgspec.Struct, eq=False, gc=False):
    """Sure and possible counts of matches."""

    blind: bool
    sure: int = 0
    possible: int = 0

    def update(self, matched: int, resetting: int) -> None:
        if resetting == 2:
            self.sure = self.possible = 0
        elif resetting == 1:
            self.sure = 0
        if matched == 2:
            self.sure += 1
        if matched:
            self.possible += 1

    def within(self, least: int | None, most: int | None) -> int:
        low = least if least is not None else 0
        if self.blind:
            if most is not None and self.sure > most:
                return 0
            return 2 if most is None and self.sure >= low else 1
        inside = [low <= n and (most is None or n <= most) for n in range(self.sure, self.possible + 1)]
        return 2 if all(inside) else (1 if any(inside) else 0)


class ReplyForm:
    """What is constant of a reply track under what a source shows."""

    __slots__ = ("blind", "by", "limit", "no", "yes")

    def __init__(self, reply: Reply, shows: frozenset[str], to_blind: bool) -> None:
        words = {_WORDS[party] for party in reply.by if party in _WORDS}
        self.by = reply.by
        self.yes = frozenset(reply.yes)
        self.no = frozenset(reply.no)
        self.limit = reply.within
        self.blind = to_blind or not words <= shows


class ReplyMemory(msgspec.Struct, eq=False, gc=False):
    """The answer to the last question; `open` once a doubtful answer or a gap could hold yes or no."""

    form: ReplyForm
    asked: bool = False
    doubtful_question: bool = False
    counted: int = 0
    answered: str = ""
    tick: int = -1

    def update(self, moment: Moment, question: int, resetting: int, tick: int) -> None:
        if resetting == 2:
            self.asked, self.answered = False, ""
        if question == 2 or (question == 1 and not self.asked):
            self.asked, self.doubtful_question = True, question == 1
            self.counted, self.answered, self.tick = 0, "", tick
            return
        if not self.asked or self.answered or self.counted >= self.form.limit:
            return
        if moment.kind == "gap":
            self.answered = "open"
        elif moment.kind == "said" and moment.content and moment.party in self.form.by:
            self.counted += 1
            if moment.doubtful:
                self.answered = "open"
            elif not self.form.no.isdisjoint(moment.acts):
                self.answered = "no"
            elif not self.form.yes.isdisjoint(moment.acts):
                self.answered = "yes"

    def answer(self, wanted: str) -> int:
        if self.form.blind:
            return 1
        if not self.asked:
            return 2 if wanted == "none" else 0
        if self.answered == "open":
            return 0 if wanted == "none" else 1
        state = self.answered or ("other" if self.counted >= self.form.limit else "none")
        if state != wanted:
            return 0
        return 1 if self.doubtful_question and wanted != "none" else 2


Memory = FlagMemory | CounterMemory | ReplyMemory


class Sounds(msgspec.Struct, eq=False, gc=False):
    """Who is speaking and since when nobody does."""

    under_way: dict[int, tuple[int, str | None]] = {}
    ended: set[int] = set()
    last_end: int | None = None
    last_timed: bool = True
    answered_at: int | None = None
    answered_timed: bool = True
    gap_end: int | None = None

    def update(self, moment: Moment) -> None:
        kind = moment.kind
        if kind == "voice":
            if moment.utterance not in self.ended:
                self.under_way[moment.utterance] = (moment.at, moment.party)
        elif kind == "said":
            if self.under_way.pop(moment.utterance, None) is None and moment.start == moment.at:
                self.ended.add(moment.utterance)
            if moment.party not in _MACHINES:
                if self.last_end is None or moment.at > self.last_end:
                    self.last_end = moment.at
                self.last_timed = moment.timed
        elif kind == "gap":
            if self.gap_end is None or moment.at > self.gap_end:
                self.gap_end = moment.at
        elif kind == "answered":
            self.answered_at = moment.at
            self.answered_timed = moment.timed

    def base(self) -> int | None:
        if self.last_end is None:
            return self.answered_at
        return self.last_end if self.answered_at is None else max(self.last_end, self.answered_at)

    def silent(self, least: int, moment: Moment, setting: Setting) -> int:
        base = self.base()
        if self.under_way or base is None:
            return 0
        if not self.last_timed or not moment.timed:
            return 1
        result = reaches(moment.at - base, least, setting.resolution)
        gap = self.gap_end
        if gap is not None and gap > base and reaches(moment.at - gap, least, setting.resolution) != 2:
            result = min(result, 1)
        if "agent_words" not in setting.shows or "customer_words" not in setting.shows:
            result = min(result, 1)
        return result

    def waits_for(self, due: int) -> bool:
        """Whether an utterance that began at or before `due` is still under way."""
        return any(start <= due for start, _ in self.under_way.values())
