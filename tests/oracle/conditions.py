"""Matches and conditions at one view, as sections 2 to 4 of the definitions say them.

A condition asks the state before the view; a match asks the view itself. This module refuses to remember anything:
what flags, counters, replies, ladders and other clauses say is asked from `Memory`, which it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from tests.oracle.stream import SILENT_PARTIES, Position, Stream, View

from zuoxi.standard.model import (
    AllOf,
    Always,
    AnyOf,
    Atom,
    Attribute,
    ByParty,
    Condition,
    Counted,
    FlagSet,
    LadderComplete,
    Not,
    OutcomeIs,
    Pattern,
    Replied,
    Shown,
    Silent,
    TimeOfDay,
)
from zuoxi.standard.moment import Moment, Setting

Role = Literal["hold", "fire", "open"]

WORDS = {"agent": "agent_words", "colleague": "agent_words", "customer": "customer_words"}
NEEDS = {
    "rang": "rings",
    "hung_up": "hangup",
    "dropped": "hangup",
    "closed": "hangup",
    "held": "hold",
    "resumed": "hold",
    "muted": "hold",
    "unmuted": "hold",
    "transferred": "transfer",
    "joined": "transfer",
    "left": "transfer",
    "consulted": "consult",
    "recorded": "screen",
    "record_opened": "records",
    "record_updated": "records",
    "record_closed": "records",
}


class Memory(Protocol):
    """What the state before a view remembers."""

    def flag(self, name: str, state: int) -> int: ...
    def last_set(self, name: str, state: int) -> Moment | None: ...
    def replied(self, name: str, answer: str, state: int) -> int: ...
    def counts(self, name: str, state: int) -> tuple[int, int, bool]: ...
    def ladder_complete(self, name: str, view: View) -> int: ...
    def verdict(self, clause: str, position: Position) -> str: ...


def word_needs(parties: Iterable[str]) -> set[str]:
    return {WORDS[party] for party in parties if party in WORDS}


#: most sources show none of these: as one alternative among others they are extras
EXTRAS = {"screen", "records", "consult"}


def missing(atom: Atom, setting: Setting) -> set[str]:
    """The kinds of evidence that the atom needs and the source does not show."""
    if atom.kind in ("said", "voice"):
        needs = word_needs(atom.by) if atom.by else {"agent_words", "customer_words"}
    else:
        needs = {NEEDS[atom.kind]} if atom.kind in NEEDS else set()
    return needs - setting.shows


def is_blind(pattern: Pattern, setting: Setting) -> bool:
    lacks = [missing(atom, setting) for atom in pattern]
    return any(lack - EXTRAS for lack in lacks) or (bool(lacks) and all(lacks))


def contains(atom: Atom, moment: Moment) -> bool:
    """Rule 6: acts, facts, details and bounds."""
    if atom.any_of and not set(atom.any_of) & set(moment.acts):
        return False
    if set(atom.none_of) & set(moment.acts) or not set(atom.all_of) <= set(moment.acts):
        return False
    rest = iter(moment.acts)
    if not all(act in rest for act in atom.ordered):
        return False
    if atom.facts and not any(fact.kind in atom.facts for fact in moment.facts):
        return False
    for field, values in atom.where:
        if field not in moment.details or not ("*" in values or moment.details[field] in values):
            return False
    return all(is_inside(moment.details.get(field, ""), low, high) for field, low, high in atom.bounds)


def is_inside(text: str, low: int | None, high: int | None) -> bool:
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        return False
    return (low is None or int(text) >= low) and (high is None or int(text) <= high)


class Conditions:
    """Evaluates matches and conditions over one stream."""

    def __init__(self, stream: Stream, memory: Memory) -> None:
        self.stream = stream
        self.setting = stream.setting
        self.memory = memory
        self._matches: dict[tuple[int, Role, Position], int] = {}

    def match(self, pattern: Pattern, role: Role, view: View) -> int:
        if not pattern:
            return 0
        key = (id(pattern), role, view.position)
        if key not in self._matches:
            self._matches[key] = max(self._match_atom(atom, role, view) for atom in pattern)
        return self._matches[key]

    def _match_atom(self, atom: Atom, role: Role, view: View) -> int:
        bare = self._match_bare(atom, role, view)
        if bare == 0 or atom.when is None:
            return bare
        return min(bare, self.holds(atom.when, view))

    def _match_bare(self, atom: Atom, role: Role, view: View) -> int:
        """Rules 1 to 6: all but `when`."""
        moment = view.moment
        if moment.kind == "gap":
            return 1 if role == "hold" and atom.kind == "said" else 0
        if moment.kind != atom.kind:
            return 0
        if atom.kind in ("enter", "leave") and view.flag != atom.name:
            return 0
        most = 2
        if atom.by:
            if moment.party is None:
                most = 1
            elif moment.party not in atom.by:
                return 0
        if moment.kind == "said":
            if (atom.heard and not moment.heard) or (atom.content and not moment.content):
                return 0
            if atom.wordless and moment.content:
                return 0
            if moment.doubtful:
                if role == "hold":
                    return 1 if moment.content else 0
                return 1 if role == "fire" and contains(atom, moment) else 0
        return most if contains(atom, moment) else 0

    # ------------------------------------------------------------ conditions

    def holds(self, condition: Condition, view: View) -> int:
        match condition:
            case Always(value=value):
                return value
            case Not(of=inner):
                return 2 - self.holds(inner, view)
            case AllOf(of=inners):
                return min((self.holds(inner, view) for inner in inners), default=2)
            case AnyOf(of=inners):
                return max((self.holds(inner, view) for inner in inners), default=0)
            case FlagSet():
                return self._flag_set(condition, view)
            case Replied(track=track, answer=answer):
                return self.memory.replied(track, answer, view.state)
            case Silent(at_least=bound):
                return self.silent(bound, view)
            case TimeOfDay():
                return self._time_of_day(condition, view.moment)
            case Attribute():
                return self._attribute(condition, view.state)
            case Shown(kind=kind):
                return 2 if kind in self.setting.shows else 0
            case LadderComplete(ladder=ladder):
                return self.memory.ladder_complete(ladder, view)
            case Counted():
                return self._counted(condition, view.state)
            case OutcomeIs(clause=clause, verdicts=verdicts):
                return 2 if self.memory.verdict(clause, view.position) in verdicts else 0
            case ByParty(party=party):
                if view.moment.party is None:
                    return 1
                return 2 if view.moment.party == party else 0
        raise AssertionError(f"no definition of {condition!r}")

    def _flag_set(self, condition: FlagSet, view: View) -> int:
        value = self.memory.flag(condition.flag, view.state)
        if value < 2:
            return value
        last = self.memory.last_set(condition.flag, view.state)
        elapsed = view.moment.at - (last.at if last else 0)
        timed = view.moment.timed and (last.timed if last else True)
        if condition.at_least is not None:
            value = min(value, self.stream.at_least(elapsed, condition.at_least, timed))
        if condition.at_most is not None:
            value = min(value, self.stream.at_most(elapsed, condition.at_most, timed))
        return value

    def silent(self, bound: int, view: View) -> int:
        base = self.stream.silence_base(view.state)
        if base is None or self.stream.under_way(view.state):
            return 0
        result = self.stream.at_least(view.moment.at - base.at, bound, timed=True)
        gap = self.stream.gap_after(base, view.state)
        if gap is not None and self.stream.at_least(view.moment.at - gap.at, bound, timed=True) < 2:
            result = min(result, 1)
        last_said = next(
            (m for m in self.stream.before(view.state) if m.kind == "said" and m.party not in SILENT_PARTIES), None
        )
        if not view.moment.timed or (last_said is not None and not last_said.timed):
            result = 1
        if not {"agent_words", "customer_words"} <= self.setting.shows:
            result = min(result, 1)
        return result

    def _time_of_day(self, condition: TimeOfDay, moment: Moment) -> int:
        if self.setting.started_at_ms is None or not moment.timed:
            return 1
        offset = moment.start if moment.kind == "said" else moment.at
        name = self.setting.organisation_zone if condition.zone == "organisation" else self.setting.customer_zone
        instant = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=self.setting.started_at_ms + offset)
        local = instant.astimezone(ZoneInfo(name))
        ms = ((local.hour * 60 + local.minute) * 60 + local.second) * 1000 + local.microsecond // 1000
        return 2 if any(low * 60000 <= ms < high * 60000 for low, high in condition.windows) else 0

    def _attribute(self, condition: Attribute, state: int) -> int:
        value = self._value(condition.name, state)
        if condition.op == "present":
            return 2 if value else 0
        if condition.op == "covers":
            other = self._value(condition.values[0], state)
            return 2 if other and other in (value or "").split(",") else 0
        return 2 if value is not None and value in condition.values else 0

    def _value(self, name: str, state: int) -> str | None:
        """What was recorded last under this name, else what the setting says."""
        for moment in self.stream.before(state):
            if moment.kind == "recorded" and moment.details.get("field") == name:
                return moment.details.get("value", "")
        if name in ("direction", "channel"):
            return self.setting.direction if name == "direction" else self.setting.channel
        return self.setting.attributes.get(name)

    def _counted(self, condition: Counted, state: int) -> int:
        """Every count between the sure and the possible one is thinkable; a blind counter has no upper end."""
        sure, possible, blind = self.memory.counts(condition.counter, state)
        bounds = [condition.at_least, condition.at_most]
        beyond = 1 + max([possible, *(bound for bound in bounds if bound is not None)])
        thinkable = range(sure, (beyond if blind else possible) + 1)
        answers = {
            (condition.at_least is None or count >= condition.at_least)
            and (condition.at_most is None or count <= condition.at_most)
            for count in thinkable
        }
        return 2 if answers == {True} else 0 if answers == {False} else 1
