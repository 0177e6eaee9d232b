"""Read-back: every (field, value) the customer states is repeated by the agent and not denied.

Section 7 of `docs/reference/clause-semantics.md`, row ReadBack. It compares values, never strings of speech; it refuses to
recognise facts itself.
"""

from __future__ import annotations

import msgspec

from zuoxi.events import Verdict
from zuoxi.standard.matching import stays
from zuoxi.standard.model import Pattern, ReadBack
from zuoxi.standard.moment import FactValue, Moment
from zuoxi.standard.row_base import Call, Close, Desk, Place, Row, row_of

#: fewer digits than this stand in too many numbers to be a piece of a read-back
LEAST_DIGITS = 4


def digits_of(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


class Item:
    """One stated value: open, read (waiting for the customer), or done."""

    __slots__ = (
        "kind",
        "opened",
        "perhaps",
        "read_at",
        "since",
        "state",
        "trigger",
        "value",
    )

    def __init__(self, kind: str, value: str, opened: int, moment: Moment) -> None:
        self.kind = kind
        self.value = value
        self.opened = opened
        self.trigger = moment
        self.since = moment
        self.state = "open"
        self.perhaps = False
        self.read_at: Moment | None = None

    def reopen(self, moment: Moment) -> None:
        self.state = "open"
        self.since = moment
        self.read_at = None


class ReadBackForm:
    """The compiled read-back."""

    def __init__(self, row: ReadBack) -> None:
        self.row = row
        self.kinds = frozenset(row.kinds)
        self.deny = frozenset(row.deny)

    def patterns(self) -> tuple[Pattern, ...]:
        return ()

    def is_loud(self, shows: frozenset[str]) -> bool:
        return "customer_words" not in shows

    def make(self, place: Place, shows: frozenset[str]) -> Row:
        return ReadBackRow(place.clause, place.index, self)

    def call(self, place: Place, shape: Moment, shows: frozenset[str]) -> Call | None:
        if shape.kind not in ("said", "gap"):
            return None
        number = place.number

        def see(moment: Moment, desk: Desk) -> None:
            if desk.rows[number] is None and not moment.facts:
                return
            row = row_of(self, place, desk)
            assert isinstance(row, ReadBackRow)
            row.see(moment, desk)

        return see


class ReadBackRow(Row, eq=False, gc=False):
    form: ReadBackForm
    items: list[Item] = msgspec.field(default_factory=list)
    buffer: str = ""

    def see(self, moment: Moment, desk: Desk) -> None:
        if moment.kind == "gap":
            self._doubt()
        elif moment.party == "customer":
            if moment.content:
                self.buffer = ""
            if not moment.doubtful:
                self._state(moment, desk.tick)
        elif moment.party == "agent" and moment.heard and moment.content:
            self._read(moment)

    def _doubt(self) -> None:
        for item in self.items:
            if item.state == "open":
                item.perhaps = True

    # -- the customer speaks

    def _state(self, moment: Moment, tick: int) -> None:
        denied = not self.form.deny.isdisjoint(moment.acts)
        for item in self.items:
            if item.state == "read":
                if denied:
                    item.reopen(moment)
                else:
                    item.state = "done"
        for fact in moment.facts:
            if fact.kind in self.form.kinds:
                self._take(fact, denied, moment, tick)

    def _take(self, fact: FactValue, denied: bool, moment: Moment, tick: int) -> None:
        latest = self._latest_open(fact.kind)
        if fact.partial:
            if denied and latest is not None and len(latest.value) > len(fact.value):
                self._replace(latest, latest.value[: -len(fact.value)] + fact.value, moment)
        elif denied and latest is not None and latest.value != fact.value:
            self._replace(latest, fact.value, moment)
        elif not any(item.kind == fact.kind and item.value == fact.value for item in self.items):
            self.items.append(Item(fact.kind, fact.value, tick, moment))

    def _latest_open(self, kind: str) -> Item | None:
        for item in reversed(self.items):
            if item.kind == kind and item.state == "open":
                return item
        return None

    def _replace(self, item: Item, value: str, moment: Moment) -> None:
        item.value = value
        item.perhaps = False
        item.reopen(moment)
        for other in self.items:
            if other is not item and other.kind == item.kind and other.value == value:
                older, newer = (other, item) if other.opened <= item.opened else (item, other)
                older.reopen(moment)
                older.perhaps = False
                self.items.remove(newer)
                return

    # -- the agent speaks

    def _read(self, moment: Moment) -> None:
        if moment.doubtful:
            self._doubt()
            return
        for fact in moment.facts:
            self.buffer += digits_of(fact.value)
        for item in self.items:
            if item.state == "open" and self._is_read(item, moment):
                item.state = "read"
                item.read_at = moment
                item.perhaps = False

    def _is_read(self, item: Item, moment: Moment) -> bool:
        for fact in moment.facts:
            if fact.kind == item.kind and fact.value == item.value and not fact.partial:
                return True
        digits = digits_of(item.value)
        return bool(moment.facts) and len(digits) >= LEAST_DIGITS and digits in self.buffer

    # -- the close

    def close(self, close: Close, desk: Desk) -> None:
        shows = desk.setting.shows
        for item in self.items:
            verdict, message, at = self._judge(item, close, desk)
            self.put(desk, verdict, message, item.opened, at, trigger=item.trigger, decider=item.read_at,
                     key=f"{item.kind}={item.value}")  # fmt: skip
        if "customer_words" not in shows:
            self.put_not_shown(desk)

    def _judge(self, item: Item, close: Close, desk: Desk) -> tuple[Verdict, str, int]:
        if item.state in ("read", "done") and item.read_at is not None:
            recorded = desk.recorded_values(item.kind)
            if recorded and item.value not in recorded:
                return "broken", "read_back.recorded", close.at
            return "kept", "read_back.kept", item.read_at.at
        if item.perhaps:
            return "unknown", "read_back.unknown", close.at
        terminal = close.terminal
        left = self._left_within_grace(item, terminal, desk) if terminal is not None else 0
        if left == 2:
            return "not_applicable", "response.lapsed", close.at
        hidden = self.form.row.grace is not None and "hangup" not in desk.setting.shows
        if left == 1 or hidden:
            return "unknown", "read_back.unknown", close.at
        if "agent_words" not in desk.setting.shows:
            return "unknown", "not_shown", close.at
        if not close.ended:
            return "unknown", "not_due", close.at
        return "broken", "read_back.broken", close.at

    def _left_within_grace(self, item: Item, terminal: Moment, desk: Desk) -> int:
        grace = self.form.row.grace
        if grace is None or terminal.kind not in ("hung_up", "closed"):
            return 0
        within = 1
        if terminal.timed and item.since.timed:
            within = stays(terminal.at - item.since.at, grace, desk.setting.resolution)
        if terminal.party is None:
            return min(within, 1)
        return within if terminal.party == "customer" else 0
