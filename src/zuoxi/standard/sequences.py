"""Rows over a sequence: ordered steps, the climb of a ladder, measured numbers.

Section 7 of `docs/reference/clause-semantics.md`. Rows refuse to look at anything but the moment and the state before it.
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
    reaches,
    stays,
)
from zuoxi.standard.model import Climb, Measure, Pattern, Steps
from zuoxi.standard.moment import Moment
from zuoxi.standard.rows import AT_CLOSE, BREAKING, Close, Desk, Row

_MACHINES = ("ivr", "bot")


class StepsForm:
    """Ordered steps with skip guards."""

    def __init__(self, row: Steps) -> None:
        self.row = row
        self.trigger = compile_pattern(row.trigger, OPEN)
        self.steps = tuple(compile_pattern(step, HOLD) for step in row.steps)
        self.skips = tuple(compile_condition(skip) if skip is not None else None for skip in row.skips)
        self.until = compile_pattern(row.until, FIRE)

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.trigger, *self.row.steps, self.row.until)

    def is_loud(self, shows: frozenset[str]) -> bool:
        """Whether a row that no moment concerned still has an outcome at the close."""
        return is_blind(self.row.trigger, shows)

    def make(self, clause: int, index: int) -> Row:
        return StepsRow(self, clause, index)


class StepsRow(Row):
    __slots__ = ("done", "doubt", "form", "opened", "trigger")

    def __init__(self, form: StepsForm, clause: int, index: int) -> None:
        super().__init__(clause, index)
        self.form = form
        self.trigger: Moment | None = None
        self.opened = 0
        self.done: list[int] = []
        self.doubt = False

    def see(self, moment: Moment, desk: Desk) -> None:
        if self.trigger is not None:
            self._advance(moment, desk)
        if self.trigger is None and self.form.trigger is not None:
            fired = self.form.trigger(moment, desk)
            if fired:
                shows = desk.setting.shows
                self.trigger, self.opened, self.doubt = moment, desk.tick, fired == 1
                self.done = [1 if is_blind(step, shows) else 0 for step in self.form.row.steps]

    def _skipped(self, step: int, moment: Moment, desk: Desk) -> int:
        skip = self.form.skips[step]
        return skip(moment, desk) if skip is not None else 0

    def _advance(self, moment: Moment, desk: Desk) -> None:
        new = []
        for number, step in enumerate(self.form.steps):
            if self.done[number] == 2 or step is None:
                continue
            value = step(moment, desk)
            if value == 2:
                new.append(number)
            self.done[number] = max(self.done[number], value)
        for number in new:
            for earlier in range(number):
                if self._missing(earlier, moment, desk):
                    self._end("broken", moment.at, moment, desk)
                    return
        if self.form.until is not None and self.form.until(moment, desk) == 2:
            self._finish(moment, moment.at, desk)

    def _missing(self, step: int, moment: Moment, desk: Desk) -> bool:
        """Whether the step is surely missing; a doubt about it is remembered."""
        if self.done[step] == 2:
            return False
        skipped = self._skipped(step, moment, desk)
        if skipped == 2:
            return False
        if self.done[step] == 1 or skipped == 1:
            self.doubt = True
            return False
        return True

    def _finish(self, moment: Moment | None, at: int, desk: Desk) -> None:
        if self.form.row.complete and moment is not None:
            missing = [self._missing(step, moment, desk) for step in range(len(self.done))]
            if any(missing):
                self._end("broken", at, moment, desk)
                return
        self._end("unknown" if self.doubt else "kept", at, moment, desk)

    def _end(self, verdict: Verdict, at: int, moment: Moment | None, desk: Desk) -> None:
        self.put(
            desk,
            verdict,
            "steps." + verdict,
            self.opened,
            at,
            trigger=self.trigger,
            decider=moment,
        )
        self.trigger = None

    def close(self, close: Close, desk: Desk) -> None:
        if self.trigger is not None:
            if close.terminal is not None:
                self._finish(close.terminal, close.at, desk)
            elif close.ended:
                self._finish(_instant(close), close.at, desk)
            else:
                self.put(
                    desk,
                    "unknown",
                    "not_due",
                    self.opened,
                    close.at,
                    trigger=self.trigger,
                )
        if is_blind(self.form.row.trigger, desk.setting.shows):
            self.put_not_shown(desk)


def _instant(close: Close) -> Moment:
    """A moment for conditions asked at a close without a terminal."""
    return Moment(at=close.watermark, rank=3, seq=AT_CLOSE, kind="close", start=close.watermark)


class ClimbForm:
    """The outcome of each spell of a ladder; the kernel tells it when a spell ends."""

    def __init__(self, row: Climb) -> None:
        self.row = row

    def patterns(self) -> tuple[Pattern, ...]:
        return ()

    def is_loud(self, shows: frozenset[str]) -> bool:
        """Whether a row that no moment concerned still has an outcome at the close."""
        return False

    def make(self, clause: int, index: int) -> Row:
        return ClimbRow(self, clause, index)


class ClimbRow(Row):
    __slots__ = ("any", "form")

    def __init__(self, form: ClimbForm, clause: int, index: int) -> None:
        super().__init__(clause, index)
        self.form = form
        self.any = False

    def end_spell(
        self,
        verdict: Verdict,
        opened: int,
        start: Moment | None,
        end: Moment,
        desk: Desk,
    ) -> None:
        self.any = True
        message = "climb." + ("cut" if verdict == "not_applicable" else verdict)
        self.put(desk, verdict, message, opened, end.at, trigger=start, decider=end)


class MeasureForm:
    """A number in a range."""

    def __init__(self, row: Measure) -> None:
        self.row = row
        self.opens = compile_pattern(row.opens, OPEN)
        self.closes = compile_pattern(row.closes, FIRE)

    def patterns(self) -> tuple[Pattern, ...]:
        return (self.row.opens, self.row.closes)

    def is_loud(self, shows: frozenset[str]) -> bool:
        """Whether a row that no moment concerned still has an outcome at the close."""
        return self.row.what != "duration" or is_blind(self.row.opens, shows)

    def make(self, clause: int, index: int) -> Row:
        if self.row.what == "duration":
            return DurationRow(self, clause, index)
        if self.row.what == "speech_rate":
            return RateRow(self, clause, index)
        return SoundRow(self, clause, index)


class DurationRow(Row):
    """From `opens` to `closes`, each by itself."""

    __slots__ = ("form", "open")

    def __init__(self, form: MeasureForm, clause: int, index: int) -> None:
        super().__init__(clause, index)
        self.form = form
        self.open: dict[int, tuple[Moment, bool]] = {}

    def see(self, moment: Moment, desk: Desk) -> None:
        form = self.form
        if self.open and form.closes is not None and form.closes(moment, desk) == 2:
            for opened in list(self.open):
                self._end(opened, moment.at, moment, desk)
        if form.opens is None:
            return
        fired = form.opens(moment, desk)
        if fired:
            self.open[desk.tick] = (moment, fired == 1)
            if form.row.at_most is not None:
                desk.arm(moment.at + form.row.at_most, BREAKING, self, desk.tick)

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


class RateRow(Row):
    """Characters a minute, the average over all utterances."""

    __slots__ = ("characters", "form", "spoken")

    def __init__(self, form: MeasureForm, clause: int, index: int) -> None:
        super().__init__(clause, index)
        self.form = form
        self.characters = 0
        self.spoken = 0

    def see(self, moment: Moment, desk: Desk) -> None:
        if moment.kind == "said" and moment.party == self.form.row.by and moment.content and moment.heard:
            if moment.timed and not moment.doubtful and moment.at > moment.start:
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


class SoundRow(Row):
    """Longest silence, or interruptions. The kernel asks it at each voice and at the terminal."""

    __slots__ = ("count", "doubt", "form", "held", "muted", "told")

    def __init__(self, form: MeasureForm, clause: int, index: int) -> None:
        super().__init__(clause, index)
        self.form = form
        self.count = 0
        self.told = -1
        self.doubt = False
        self.held = False
        self.muted = False

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
