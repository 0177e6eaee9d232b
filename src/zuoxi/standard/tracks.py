"""Flags, counters and replies compiled: what each remembers at first, and how a moment of one shape changes it.

Section 5 of `docs/reference/clause-semantics.md`. A form is shared by all conversations; it refuses to hold state.
"""

from __future__ import annotations

from collections.abc import Callable

from zuoxi.standard.matching import FIRE, HOLD, is_blind
from zuoxi.standard.memory import CounterMemory, FlagMemory, Memory, ReplyForm, ReplyMemory, flag_at_first
from zuoxi.standard.model import Counter, Flag, Pattern, Reply
from zuoxi.standard.moment import Moment
from zuoxi.standard.narrowing import Narrowed, Sieve

Maker = tuple[Callable[..., Memory], tuple[object, ...]]


class TrackForm:
    """A compiled flag, counter or reply: what adds (set, of, to) and what takes away (reset)."""

    __slots__ = ("adds", "adds_pattern", "hears", "reset", "reset_pattern", "track")

    def __init__(self, track: Flag | Counter | Reply) -> None:
        self.track = track
        adds = track.set if isinstance(track, Flag) else (track.of if isinstance(track, Counter) else track.to)
        self.adds_pattern: Pattern = adds
        self.reset_pattern: Pattern = track.reset
        self.adds = Sieve(adds, FIRE if isinstance(track, Counter) else HOLD)
        self.reset = Sieve(track.reset, FIRE)
        self.hears = track.by if isinstance(track, Reply) else ()

    def maker(self, shows: frozenset[str]) -> Maker:
        """What makes the memory of a new conversation, and what it is given."""
        track = self.track
        blind = is_blind(self.adds_pattern, shows)
        if isinstance(track, Flag):
            return FlagMemory, flag_at_first(track.starts, blind, is_blind(self.reset_pattern, shows))
        if isinstance(track, Counter):
            return CounterMemory, (blind,)
        return ReplyMemory, (ReplyForm(track, shows, blind),)

    def concern(self, shape: Moment) -> tuple[Narrowed, Narrowed] | None:
        """What adds and what takes away at a moment of this shape; None if nothing changes, whatever the state."""
        adds, reset = self.adds.at(shape), self.reset.at(shape)
        if adds == (0, None) and reset == (0, None) and not self._answers(shape):
            return None
        return adds, reset

    def _answers(self, shape: Moment) -> bool:
        return bool(self.hears) and (
            shape.kind == "gap" or (shape.kind == "said" and shape.content and shape.party in self.hears)
        )
