"""What every row shares: what it may ask of the kernel, how a conversation closed, how an outcome is written down.

Section 7 of `docs/reference/clause-semantics.md`. A form is compiled once and shared by all conversations; for each shape of
moment it makes a call, which knows beforehand what the moment's kind, party and acts already decide. It refuses to judge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from zuoxi.events import Verdict
from zuoxi.standard.matching import State
from zuoxi.standard.memory import CounterMemory, FlagMemory, ReplyMemory
from zuoxi.standard.model import Pattern
from zuoxi.standard.moment import Moment
from zuoxi.standard.verdicts import Entry

LASTING, BREAKING = 0, 1
AT_CLOSE = 1 << 40


class Desk(State, Protocol):
    """What a row may ask of the kernel besides the state: its place, its timers, its book."""

    tick: int
    untimed: bool
    rows: list[Row | None]
    entries: list[Entry]
    flags: dict[str, FlagMemory]
    counters: dict[str, CounterMemory]
    replies: dict[str, ReplyMemory]

    def arm(self, due: int, kind: int, row: Row, token: int) -> None: ...
    def is_under_way(self, due: int) -> bool: ...
    def others_under_way(self, by: str) -> bool: ...
    def silence_base(self, moment: Moment) -> int | None: ...
    def recorded_values(self, field: str) -> tuple[str, ...]: ...


#: what a row does about a moment of one shape
Call = Callable[[Moment, Desk], None]


class Close(msgspec.Struct, eq=False, gc=False):
    """How the conversation closed: its terminal moment, if any, the watermark, and whether that is its real end."""

    terminal: Moment | None
    watermark: int
    ended: bool

    @property
    def at(self) -> int:
        return self.terminal.at if self.terminal is not None else self.watermark


class Row(msgspec.Struct, eq=False, gc=False):
    """One row in one conversation."""

    clause: int
    index: int

    def expire(self, token: int, due: int, desk: Desk) -> bool:
        """A timer of the row; returns True if the verdict waits for an utterance under way."""
        return False

    def settle(self, token: int, due: int, desk: Desk) -> None:
        """The utterance that a verdict waited for has ended."""

    def close(self, close: Close, desk: Desk) -> None:
        """The conversation has closed."""

    def put(self, desk: Desk, verdict: Verdict, message: str, opened: int, at: int | None,
            trigger: Moment | None = None, decider: Moment | None = None, key: str | None = None,
            detail: tuple[tuple[str, str | int | float], ...] = ()) -> None:  # fmt: skip
        desk.entries.append(Entry(self.clause, self.index, opened, verdict, message, at, key, trigger, decider, detail))

    def put_not_shown(self, desk: Desk) -> None:
        self.put(desk, "unknown", "not_shown", AT_CLOSE + 1, None)


class Form(Protocol):
    """A row, compiled."""

    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns that say which moments concern the row."""

    def is_loud(self, shows: frozenset[str]) -> bool:
        """Whether a row that no moment concerned still has an outcome at the close."""

    def make(self, place: Place, shows: frozenset[str]) -> Row:
        """The row in a new conversation."""

    def call(self, place: Place, shape: Moment, shows: frozenset[str]) -> Call | None:
        """What the row does about moments of this shape; None if nothing, whatever the state."""


class Place(msgspec.Struct, frozen=True):
    """Where a row stands: its number among all rows, its clause, its index in the clause."""

    number: int
    clause: int
    index: int


def row_of(form: Form, place: Place, desk: Desk) -> Row:
    """The row in this conversation, made when it is first needed."""
    row = desk.rows[place.number]
    if row is None:
        row = desk.rows[place.number] = form.make(place, desk.setting.shows)
    return row
