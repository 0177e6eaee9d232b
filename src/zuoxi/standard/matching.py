"""Patterns and conditions, compiled into small functions of (moment, state).

Here is the whole of sections 2 to 4 of `docs/reference/clause-semantics.md`. It refuses to keep state: everything it asks
for is read from the `State` it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Protocol

from zuoxi.standard.local_time import minutes_inside
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

HOLD, FIRE, OPEN = 0, 1, 2

Test = Callable[[Moment, "State"], int]

_NEEDS = {
    "rang": ("rings",), "hung_up": ("hangup",), "dropped": ("hangup",), "closed": ("hangup",), "held": ("hold",),
    "resumed": ("hold",), "muted": ("hold",), "unmuted": ("hold",), "transferred": ("transfer",),
    "joined": ("transfer",), "left": ("transfer",), "consulted": ("consult",), "recorded": ("screen",),
    "record_opened": ("records",), "record_updated": ("records",), "record_closed": ("records",),
}  # fmt: skip
_WORDS = {
    "agent": "agent_words",
    "colleague": "agent_words",
    "customer": "customer_words",
}


class Flagged(Protocol):
    """A flag's memory: its value, the least it can be, the most it ever was, and the instant of the last definite set."""

    value: int
    low: int
    ever: int
    at: int
    timed: bool


class State(Protocol):
    """What a condition may ask of the kernel: the state before the moment at hand."""

    setting: Setting

    @property
    def flags(self) -> Mapping[str, Flagged]: ...
    def answer(self, track: str, answer: str) -> int: ...
    def silent(self, at_least: int, moment: Moment) -> int: ...
    def attribute(self, name: str) -> str: ...
    def ladder_complete(self, name: str, moment: Moment) -> int: ...
    def counted(self, name: str, at_least: int | None, at_most: int | None) -> int: ...
    def outcome(self, clause: str) -> str: ...


def reaches(x: int, bound: int, resolution: int) -> int:
    """at_least of the semantics: 1 nearer than the resolution, else 2 or 0."""
    if resolution and abs(x - bound) < resolution:
        return 1
    return 2 if x >= bound else 0


def stays(x: int, bound: int, resolution: int) -> int:
    """at_most of the semantics."""
    if resolution and abs(x - bound) < resolution:
        return 1
    return 2 if x <= bound else 0


def atom_needs(atom: Atom) -> tuple[str, ...]:
    """The kinds of evidence without which the atom cannot be seen."""
    if atom.kind in ("said", "voice"):
        if not atom.by:
            return ("agent_words", "customer_words")
        return tuple({_WORDS[party] for party in atom.by if party in _WORDS})
    return _NEEDS.get(atom.kind, ())


#: evidence that most sources never show: an alternative that needs it is an extra, not a loss
_EXTRAS = frozenset({"screen", "records", "consult"})


@lru_cache(maxsize=65_536)
def is_blind(pattern: Pattern, shows: frozenset[str]) -> bool:
    """Whether the source hides something that the pattern needs (section 2)."""
    hidden = [[need for need in atom_needs(atom) if need not in shows] for atom in pattern]
    if any(need not in _EXTRAS for needs in hidden for need in needs):
        return True
    return bool(hidden) and all(hidden)


def _subsequence(wanted: tuple[str, ...], acts: tuple[str, ...]) -> bool:
    position = iter(acts)
    return all(act in position for act in wanted)


def _detail_test(atom: Atom) -> Callable[[Moment], bool] | None:
    if not atom.where and not atom.bounds:
        return None

    def holds(moment: Moment) -> bool:
        details = moment.details
        for field, values in atom.where:
            value = details.get(field)
            if value is None or ("*" not in values and value not in values):
                return False
        for field, least, most in atom.bounds:
            try:
                number = int(details[field])
            except (KeyError, ValueError):
                return False
            if (least is not None and number < least) or (most is not None and number > most):
                return False
        return True

    return holds


def _content_test(atom: Atom) -> Callable[[Moment], bool] | None:
    """Rule 6: acts, order, facts, details; None if nothing is asked."""
    any_of, all_of, ordered, facts = (
        frozenset(atom.any_of),
        atom.all_of,
        atom.ordered,
        frozenset(atom.facts),
    )
    none_of = frozenset(atom.none_of)
    details = _detail_test(atom)
    if not (any_of or all_of or ordered or facts or none_of):
        return details

    def holds(moment: Moment) -> bool:
        acts = moment.acts
        if any_of and any_of.isdisjoint(acts):
            return False
        if none_of and not none_of.isdisjoint(acts):
            return False
        for act in all_of:
            if act not in acts:
                return False
        if ordered and not _subsequence(ordered, acts):
            return False
        if facts and not any(fact.kind in facts for fact in moment.facts):
            return False
        return details is None or details(moment)

    return holds


def compile_atom(atom: Atom, role: int) -> Test:
    """One atom in one role (section 3). The caller has not yet looked at the kind."""
    kind, name, by = atom.kind, atom.name, frozenset(atom.by)
    said, heard, content = kind == "said", atom.heard, atom.content
    wordless = atom.wordless
    holds = _content_test(atom)
    when = compile_condition(atom.when) if atom.when is not None else None
    virtual = kind in ("enter", "leave")

    def match(moment: Moment, state: State) -> int:
        if moment.kind != kind:
            if moment.kind != "gap" or not said or role != HOLD:
                return 0
            return 1 if when is None else min(1, when(moment, state))
        if virtual and moment.details.get("flag") != name:
            return 0
        result = 2
        if by and moment.party not in by:
            if moment.party is not None:
                return 0
            result = 1
        if said:
            if (heard and not moment.heard) or (content and not moment.content) or (wordless and moment.content):
                return 0
            if moment.doubtful:
                if role == OPEN or (role == HOLD and not moment.content):
                    return 0
                if role == FIRE and holds is not None and not holds(moment):
                    return 0
                return 1 if when is None else min(1, when(moment, state))
        if holds is not None and not holds(moment):
            return 0
        return result if when is None else min(result, when(moment, state))

    return match


def _compile_flag(condition: FlagSet) -> Test:
    name, least, most = condition.flag, condition.at_least, condition.at_most

    if least is None and most is None:
        return lambda moment, state: state.flags[name].value

    def test(moment: Moment, state: State) -> int:
        flag = state.flags[name]
        value, since = flag.value, flag.at
        if value != 2:
            return value
        if not flag.timed or not moment.timed:
            return 1
        resolution = state.setting.resolution
        if least is not None:
            value = min(value, reaches(moment.at - since, least, resolution))
        if most is not None:
            value = min(value, stays(moment.at - since, most, resolution))
        return value

    return test


def _compile_attribute(condition: Attribute) -> Test:
    name, present, values = (
        condition.name,
        condition.op == "present",
        frozenset(condition.values),
    )

    if condition.op == "covers":
        return _compile_covers(name, condition.values[0])

    def test(moment: Moment, state: State) -> int:
        value = state.attribute(name)
        return 2 if (bool(value) if present else value in values) else 0

    return test


def _compile_covers(name: str, other: str) -> Test:
    def test(moment: Moment, state: State) -> int:
        wanted = state.attribute(other)
        listed = [item.strip() for item in state.attribute(name).split(",")]
        return 2 if wanted and wanted in listed else 0

    return test


def _compile_time(condition: TimeOfDay) -> Test:
    windows, zone = condition.windows, condition.zone

    def test(moment: Moment, state: State) -> int:
        setting = state.setting
        if setting.started_at_ms is None or not moment.timed:
            return 1
        at = setting.started_at_ms + (moment.start if moment.kind == "said" else moment.at)
        name = setting.customer_zone if zone == "customer" else setting.organisation_zone
        return 2 if minutes_inside(at, name, windows) else 0

    return test


def _compile_plain(condition: Condition) -> Test:
    match condition:
        case Always(value=constant):
            return lambda moment, state: constant
        case Replied(track=track, answer=answer):
            return lambda moment, state: state.answer(track, answer)
        case Silent(at_least=least):
            return lambda moment, state: state.silent(least, moment)
        case Shown(kind=kind):
            return lambda moment, state: 2 if kind in state.setting.shows else 0
        case LadderComplete(ladder=ladder):
            return lambda moment, state: state.ladder_complete(ladder, moment)
        case Counted(counter=counter, at_least=least_, at_most=most_):
            return lambda moment, state: state.counted(counter, least_, most_)
        case OutcomeIs(clause=clause, verdicts=verdicts):
            return lambda moment, state: 2 if state.outcome(clause) in verdicts else 0
        case ByParty(party=party):
            return lambda moment, state: 1 if moment.party is None else (2 if moment.party == party else 0)
    raise TypeError(f"no such condition: {condition!r}")


def _least_of(tests: tuple[Test, ...]) -> Test:
    def least(moment: Moment, state: State) -> int:
        found = 2
        for test in tests:
            value = test(moment, state)
            if value < found:
                if value == 0:
                    return 0
                found = value
        return found

    return least


def most_of(tests: tuple[Test, ...], floor: int = 0) -> Test:
    """The greatest of the tests' values, at least `floor`."""

    def most(moment: Moment, state: State) -> int:
        found = floor
        for test in tests:
            value = test(moment, state)
            if value > found:
                if value == 2:
                    return 2
                found = value
        return found

    return most


def compile_condition(condition: Condition) -> Test:
    """Section 4."""
    match condition:
        case Not(of=inner):
            negated = compile_condition(inner)
            return lambda moment, state: 2 - negated(moment, state)
        case AllOf(of=parts):
            return _least_of(tuple(compile_condition(part) for part in parts))
        case AnyOf(of=parts):
            return most_of(tuple(compile_condition(part) for part in parts))
        case FlagSet():
            return _compile_flag(condition)
        case Attribute():
            return _compile_attribute(condition)
        case TimeOfDay():
            return _compile_time(condition)
        case _:
            return _compile_plain(condition)
