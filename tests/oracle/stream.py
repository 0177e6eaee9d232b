"""The list of moments as the definitions see it: what is in the prefix, what ends it, who is speaking.

Everything here is a question about a state `s`: the first `s` moments of the list ("before m" is the state that has m's
own index). This module refuses to know clauses, patterns or tracks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zuoxi.standard.moment import Moment, Setting, ends_conversation

#: (index of the moment, phase, number of the enter or leave); later means greater
Position = tuple[int, int, int]
BEGINNING: Position = (-1, 0, 0)
TIMERS, SEEN, TURNED, CLOSED = 0, 1, 2, 3

SILENT_PARTIES = ("ivr", "bot")


@dataclass(frozen=True)
class View:
    """A moment as the rows see it: itself, or its copy as an `enter` or `leave` of `flag`; `state` is what was before."""

    moment: Moment
    state: int
    position: Position
    flag: str = ""


class Stream:
    """A prefix of moments, cut at its terminal."""

    def __init__(self, setting: Setting, moments: Sequence[Moment], watermark: int | None) -> None:
        ordered = sorted(moments, key=lambda moment: moment.order)
        self.watermark = watermark if watermark is not None else (ordered[-1].at if ordered else 0)
        self.setting = setting
        self.moments: list[Moment] = []
        self.terminal: Moment | None = None
        for moment in ordered:
            if moment.at > self.watermark:
                break
            self.moments.append(moment)
            if ends_conversation(moment):
                self.terminal = moment
                break
        self.ended = self.terminal is not None or setting.complete
        self.close_at = self.terminal.at if self.terminal else self.watermark
        self._spans = self._find_spans()

    def __len__(self) -> int:
        return len(self.moments)

    def main_view(self, index: int) -> View:
        return View(self.moments[index], index, (index, SEEN, 0))

    def close_view(self) -> View:
        """The close: the terminal again, after everything else, or the bare instant of the watermark."""
        last = len(self.moments)
        if self.terminal is not None:
            return View(self.terminal, last, (last - 1, CLOSED, 0))
        bare = Moment(at=self.watermark, rank=9, seq=0, kind="close")
        return View(bare, last, (last, CLOSED, 0))

    def _find_spans(self) -> list[tuple[int, int]]:
        """(index of the voice, index of its said or a number beyond the list), without voices after their said."""
        spans: list[tuple[int, int]] = []
        for start, voice in enumerate(self.moments):
            if voice.kind != "voice":
                continue
            ends = [k for k, m in enumerate(self.moments) if m.kind == "said" and m.utterance == voice.utterance]
            if not ends:
                spans.append((start, 10**9))
            elif ends[0] > start:
                spans.append((start, ends[0]))
        return spans

    def under_way(self, state: int) -> list[Moment]:
        """The voices whose utterances are under way."""
        return [self.moments[start] for start, end in self._spans if start < state <= end]

    def waits(self, state: int, due: int) -> bool:
        """An utterance that began at or before due is still under way."""
        return any(voice.at <= due for voice in self.under_way(state))

    def before(self, state: int) -> Iterator[Moment]:
        """The moments of the state, the latest first."""
        return reversed(self.moments[:state])

    def silence_base(self, state: int) -> Moment | None:
        """The last sound's end or `answered`, whichever is later; at one instant the sound."""
        sounds = (m for m in self.before(state) if m.kind == "said" and m.party not in SILENT_PARTIES)
        answers = (m for m in self.before(state) if m.kind == "answered")
        found = [moment for moment in (next(sounds, None), next(answers, None)) if moment is not None]
        return max(found, key=lambda moment: moment.at, default=None)

    def gap_after(self, base: Moment, state: int) -> Moment | None:
        """The latest gap of the state that ends later than the base."""
        for moment in self.before(state):
            if moment.kind == "gap":
                return moment if moment.at > base.at else None
        return None

    def other_voice(self, state: int, by: str) -> bool:
        """A voice of a party other than `by`, ivr and bot stands in the state."""
        return any(m.kind == "voice" and m.party != by and m.party not in SILENT_PARTIES for m in self.before(state))

    def at_least(self, elapsed: int, bound: int, timed: bool) -> int:
        if not timed or abs(elapsed - bound) < self.setting.resolution:
            return 1
        return 2 if elapsed >= bound else 0

    def at_most(self, elapsed: int, bound: int, timed: bool) -> int:
        if not timed or abs(elapsed - bound) < self.setting.resolution:
            return 1
        return 2 if elapsed <= bound else 0
