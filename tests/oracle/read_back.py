"""ReadBack, as section 7 of the definitions says it. This module refuses to know other rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.oracle.duties import say_not_shown
from tests.oracle.stream import Position, View
from tests.oracle.world import Found, World, is_main

from zuoxi.events import Verdict
from zuoxi.standard.model import ReadBack
from zuoxi.standard.moment import FactValue, Moment


@dataclass
class Item:
    """A fact the customer stated. state: open, perhaps (open, and perhaps read), read, done."""

    kind: str
    value: str
    opened: Position
    since: Moment
    state: str = "open"
    read_at: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in ("open", "perhaps")

    def reopen(self, moment: Moment) -> None:
        self.state, self.since = "open", moment


def digits_of(text: str) -> str:
    return "".join(character for character in text if character in "0123456789")


class Reading:
    """Walks over the moments and keeps the items in the order of their numbers."""

    def __init__(self, row: ReadBack) -> None:
        self.row = row
        self.items: list[Item] = []
        self.pieces = ""

    def see(self, view: View) -> None:
        moment = view.moment
        if moment.kind == "gap":
            self._doubt()
        if moment.kind != "said":
            return
        if moment.party == "customer" and not moment.doubtful:
            self._hear_customer(moment, view.position)
        if moment.party == "agent" and moment.heard and moment.content:
            if moment.doubtful:
                self._doubt()
            else:
                self._hear_agent(moment)

    def _doubt(self) -> None:
        for item in self.items:
            if item.is_open:
                item.state = "perhaps"

    # ------------------------------------------------------------ the customer

    def _hear_customer(self, moment: Moment, position: Position) -> None:
        if moment.content:
            self.pieces = ""
        denies = bool(set(moment.acts) & set(self.row.deny))
        for item in self.items:
            if item.state == "read":
                if denies:
                    item.reopen(moment)
                else:
                    item.state = "done"
        for fact in moment.facts:
            if fact.kind in self.row.kinds:
                self._state(fact, denies, moment, position)

    def _state(self, fact: FactValue, denies: bool, moment: Moment, position: Position) -> None:
        latest = next((item for item in reversed(self.items) if item.kind == fact.kind and item.is_open), None)
        if fact.partial:
            if denies and latest is not None and len(latest.value) > len(fact.value):
                self._replace(latest, latest.value[: -len(fact.value)] + fact.value, moment)
        elif denies and latest is not None and latest.value != fact.value:
            self._replace(latest, fact.value, moment)
        elif not any((item.kind, item.value) == (fact.kind, fact.value) for item in self.items):
            self.items.append(Item(fact.kind, fact.value, position, moment))

    def _replace(self, item: Item, value: str, moment: Moment) -> None:
        """A new value; if another item has it already, the older of the two stays."""
        item.value = value
        same = [other for other in self.items if (other.kind, other.value) == (item.kind, value)]
        same[0].reopen(moment)
        self.items = [other for other in self.items if other is same[0] or other not in same[1:]]

    # ------------------------------------------------------------ the agent

    def _hear_agent(self, moment: Moment) -> None:
        self.pieces += "".join(digits_of(fact.value) for fact in moment.facts)
        for item in self.items:
            if item.is_open and self._is_read(item, moment):
                item.state, item.read_at = "read", moment.at

    def _is_read(self, item: Item, moment: Moment) -> bool:
        if any((f.kind, f.value, f.partial) == (item.kind, item.value, False) for f in moment.facts):
            return True
        digits = digits_of(item.value)
        return bool(moment.facts) and len(digits) >= 4 and digits in self.pieces


def judge_read_back(world: World, row: ReadBack, upto: Position) -> Iterator[Found]:
    if not world.is_closed(upto):
        return
    reading = Reading(row)
    for view in world.views(upto):
        if is_main(view):
            reading.see(view)
    close = world.stream.close_view()
    for item in reading.items:
        verdict, at = judge_item(world, row, item)
        yield Found(verdict, at, item.opened, close.position, f"{item.kind}={item.value}")
    yield from say_not_shown(world, "customer_words" not in world.setting.shows, upto)


def judge_item(world: World, row: ReadBack, item: Item) -> tuple[Verdict, int]:
    close_at = world.stream.close_at
    if item.state in ("read", "done"):
        entered = [m.details.get("value") for m in world.stream.moments if is_entry(m, item.kind)]
        if entered and item.value not in entered:
            return "broken", close_at
        return "kept", item.read_at
    if item.state == "perhaps":
        return "unknown", close_at
    left = world.left_within(row.grace, item.since)
    if left:
        return ("not_applicable" if left == 2 else "unknown"), close_at
    hidden = "agent_words" not in world.setting.shows or (row.grace is not None and "hangup" not in world.setting.shows)
    return ("broken" if world.stream.ended and not hidden else "unknown"), close_at


def is_entry(moment: Moment, kind: str) -> bool:
    return moment.kind == "recorded" and moment.details.get("field") == kind
