"""Rows over a number: how long, how fast, how silent, how often interrupted.

Section 7 of `docs/reference/clause-semantics.md`, row Measure. Rows refuse to look at anything but the moment and the state
before it.
"""

from __future__ import annotations

import msgspec

from zuoxi.events import Verdict
from zuoxi.standard.matching import FIRE, OPEN, Test, is_blind, reaches, stays
from zuoxi.standard.model import Measure, Pattern
from zuoxi.standard.moment import Moment
from zuoxi.standard.narrowing import Sieve
from zuoxi.standard.row_base import AT_CLOSE, BREAKING, Call, Close, Desk, Place, Row, row_of


class MeasureForm:
    """A number in a range."""

    def __init__(self, row: Measure) -> None:
        self.row = row
        self.opens = Sieve(row.opens, OPEN)
        self.closes = Sieve(row.closes, FIRE)

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.opens, self.row.closes)

    def is_loud(self, shows: frozenset[str]) -> bool:
        return self.row.what != "duration" or is_blind(self.row.opens, shows)

    def make(self, place: Place, shows: frozenset[str]) -> Row:
        if self.row.what == "duration":
            return DurationRow(place.clause, place.index, self)
        if self.row.what == "speech_rate":
            return RateRow(place.clause, place.index, self)
        return SoundRow(place.clause, place.index, self)

    def call(self, place: Place, shape: Moment, shows: frozenset[str]) -> Call | None:
        if self.row.what == "duration":
            return self._call_duration(place, self.opens.test(shape), self.closes.test(shape))
        heard = shape.kind == "said" and shape.party == self.row.by and shape.content and shape.heard
        if self.row.what == "speech_rate" and (not heard or shape.doubtful):
            return None

        def see(moment: Moment, desk: Desk) -> None:
            row = row_of(self, place, desk)
            assert isinstance(row, RateRow | SoundRow)
            row.see(moment, desk)

        return see

    def _call_duration(self, place: Place, opens: Test | None, closes: Test | None) -> Call | None:
        if opens is None and closes is None:
            return None

        def see(moment: Moment, desk: Desk) -> None:
            if opens is None and desk.rows[place.number] is None:
                return
            row = row_of(self, place, desk)
            assert isinstance(row, DurationRow)
            row.see(opens, closes, moment, desk)

        return see


class DurationRow(Row, eq=False, gc=False):
    """From `opens` to `closes`, each by itself."""

    form: MeasureForm
    open: dict[int, tuple[Moment, bool]] = msgspec.field(default_factory=dict)

    def see(self, opens: Test | None, closes: Test | None, moment: Moment, desk: Desk) -> None:
        if self.open and closes is not None and closes(moment, desk) == 2:
            for opened in list(self.open):
                self._end(opened, moment.at, moment, desk)
        fired = opens(moment, desk) if opens is not None else 0
        if fired:
            self.open[desk.tick] = (moment, fired == 1)
            if self.form.row.at_most is not None:
                desk.arm(moment.at + self.form.row.at_most, BREAKING, self, desk.tick)

    def expire(self, token: int, due: int, desk: Desk) -> bool:
        row = self.form.row
        if token in self.open:
            start, uncertain = self.open[token]
            sure = start.timed and not uncertain and not desk.setting.resolution and not desk.untimed
            if sure and not is_blind(row.closes, desk.setting.shows) and row.ignore_under <= (row.at_most or 0):
                del self.open[token]
                self._put("broken", token, due, start, None, due - start.at, desk)
        return False

    def _end(self, opened: int, at: int, moment: Moment | None, desk: Desk) -> None:
        row, resolution = self.form.row, desk.setting.resolution
        start, uncertain = self.open.pop(opened)
        length = at - start.at
        timed = start.timed and (moment is None or moment.timed)
        if timed and row.ignore_under and reaches(length, row.ignore_under, resolution) == 0:
            return
        value = 1 if uncertain else 2
        if is_blind(row.closes, desk.setting.shows):
            value = 1
        if row.at_most is not None:
            value = min(value, stays(length, row.at_most, resolution) if timed else 1)
        if row.at_least is not None:
            value = min(value, reaches(length, row.at_least, resolution) if timed else 1)
        if row.ignore_under and timed and reaches(length, row.ignore_under, resolution) == 1:
            value = max(value, 1) if value != 2 else 1
        if uncertain or is_blind(row.closes, desk.setting.shows):
            value = 1
        verdict: Verdict = ("broken", "unknown", "kept")[value]
        over = value == 0 and row.at_most is not None and length > row.at_most
        instant = start.at + row.at_most if over and row.at_most is not None else at
        self._put(verdict, opened, instant, start, moment, length, desk)

    def _end_open(self, opened: int, close: Close, desk: Desk) -> None:
        row = self.form.row
        start, uncertain = self.open.pop(opened)
        length = close.watermark - start.at
        sure = start.timed and not uncertain and not is_blind(row.closes, desk.setting.shows)
        if row.at_most is not None and sure and length > row.at_most:
            self._put("broken", opened, start.at + row.at_most, start, None, length, desk)
        else:
            self.put(desk, "unknown", "not_due", opened, close.at, trigger=start)

    def _put(self, verdict: Verdict, opened: int, at: int, start: Moment, moment: Moment | None, length: int,
             desk: Desk) -> None:  # fmt: skip
        self.put(desk, verdict, "measure." + verdict, opened, at, trigger=start, decider=moment,
                 detail=(("measured", length),))  # fmt: skip

    def close(self, close: Close, desk: Desk) -> None:
        row = self.form.row
        for opened in list(self.open):
            if close.terminal is not None or close.ended:
                self._end(opened, close.at, close.terminal, desk)
            else:
                self._end_open(opened, close, desk)
        if is_blind(row.opens, desk.setting.shows):
            self.put_not_shown(desk)


class RateRow(Row, eq=False, gc=False):
    """Characters a minute, the average over all utterances."""

    form: MeasureForm
    characters: int = 0
    spoken: int = 0

    def see(self, moment: Moment, desk: Desk) -> None:
        if moment.timed and moment.at > moment.start:
            self.characters += moment.characters
            self.spoken += moment.at - moment.start

    def close(self, close: Close, desk: Desk) -> None:
        row = self.form.row
        if not self.spoken:
            need = {"agent": "agent_words", "customer": "customer_words"}.get(row.by)
            if need is not None and need not in desk.setting.shows:
                self.put_not_shown(desk)
            return
        if not close.ended:
            self.put(desk, "unknown", "not_due", AT_CLOSE, close.at)
            return
        scaled = 60_000 * self.characters
        low = row.at_least is None or scaled >= row.at_least * self.spoken
        high = row.at_most is None or scaled <= row.at_most * self.spoken
        verdict: Verdict = "kept" if low and high else "broken"
        self.put(
            desk,
            verdict,
            "measure." + verdict,
            AT_CLOSE,
            close.at,
            detail=(("measured", scaled // self.spoken),),
        )


class SoundRow(Row, eq=False, gc=False):
    """Longest silence, or interruptions. The kernel asks it at each voice and at the terminal."""

    form: MeasureForm
    count: int = 0
    told: int = -1
    doubt: bool = False
    held: bool = False
    muted: bool = False

    def see(self, moment: Moment, desk: Desk) -> None:
        if self.form.row.what == "interruptions":
            if moment.kind == "voice" and moment.party == self.form.row.by:
                self._interrupt(moment, desk)
            return
        if moment.kind in ("held", "resumed"):
            self.held = moment.kind == "held"
        elif moment.kind in ("muted", "unmuted"):
            self.muted = moment.kind == "muted"
        elif moment.kind == "voice":
            self._silence(moment, desk)

    def _interrupt(self, moment: Moment, desk: Desk) -> None:
        most = self.form.row.at_most or 0
        if desk.others_under_way(self.form.row.by):
            self.count += 1
            if self.count == most + 1:
                self.put(desk, "broken", "measure.broken", desk.tick, moment.at, trigger=moment, decider=moment,
                         detail=(("measured", self.count),))  # fmt: skip

    def _silence(self, moment: Moment, desk: Desk) -> None:
        base = desk.silence_base(moment)
        most = self.form.row.at_most or 0
        if base is None or base == self.told or self.held or self.muted or not moment.timed:
            return
        within = stays(moment.at - base, most, desk.setting.resolution)
        self.doubt = self.doubt or within == 1
        if within == 0:
            self.told = base
            self.count += 1
            self.put(desk, "broken", "measure.broken", desk.tick, base + most, decider=moment,
                     detail=(("measured", moment.at - base),))  # fmt: skip

    def close(self, close: Close, desk: Desk) -> None:
        row = self.form.row
        if row.what == "longest_silence" and close.terminal is not None:
            self._silence(close.terminal, desk)
        if self.count and (row.what == "longest_silence" or self.count > (row.at_most or 0)):
            return
        shows = desk.setting.shows
        if "agent_words" not in shows or "customer_words" not in shows:
            self.put_not_shown(desk)
        elif not close.ended:
            self.put(desk, "unknown", "not_due", AT_CLOSE, close.at)
        else:
            verdict: Verdict = "unknown" if self.doubt else "kept"
            self.put(desk, verdict, "measure." + verdict, AT_CLOSE, close.at)
