"""The written form of a duty: what is to be done, and within what.

A time that stands in a table gives one row for each cell, each only where its row and column of the conversation hold. It
refuses goals of which more are needed than there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from zuoxi.standard.choice import Choice
from zuoxi.standard.condition_form import lower_condition
from zuoxi.standard.document import Node
from zuoxi.standard.model import AllOf, AnyOf, Attribute, Condition, Goal, Not, Pattern, Response
from zuoxi.standard.parameter_values import milliseconds
from zuoxi.standard.pattern_form import guard_atom, lower_optional, lower_pattern
from zuoxi.standard.vocabulary import ACTORS

Each = Literal["each", "first", "idle"]
EACH: tuple[Each, ...] = ("each", "first", "idle")
FIELDS = ("after", "do", "within", "each", "lapses", "grace", "same_utterance", "same_leg")
#: a trigger with its row; None where the table has no cell, with the name of what is unset
Lowered = tuple[Pattern, Response | None, str]


class Within(NamedTuple):
    """Until when: ms, turns of a party, an event. table: the parameter and the attributes that choose its cell."""

    ms: int | None = None
    turns: int | None = None
    turns_of: str = "agent"
    deadline: Pattern = ()
    table: Node | None = None


def lower_duty(body: Node, label: str, choice: Choice) -> Iterator[Lowered]:
    """One row, or one for each cell of a table."""
    body.only(*FIELDS)
    goals, need = _goals(body, choice)
    within, grace = read_within(body.get("within"), choice), body.get("grace")
    trigger = lower_pattern(body.need("after"), choice)
    each, lapse = _each(body), lower_optional(body, "lapses", choice)
    grace_ms = choice.duration(grace) if grace is not None else None
    same, same_leg = _truth(body, "same_utterance"), _truth(body, "same_leg")

    def row(opening: Pattern, ms: int | None) -> Response:
        return Response(trigger=opening, goals=goals, need=need, each=each, within_ms=ms, within_turns=within.turns,
                        turns_of=within.turns_of, deadline=within.deadline, lapse=lapse, grace=grace_ms, same=same,
                        same_agent=same_leg, label=label)  # fmt: skip

    if within.table is None:
        yield trigger, row(trigger, within.ms), ""
        return
    name = within.table.need("table").text()
    for guard, ms in _cells(within.table, name, choice):
        opening = tuple(guard_atom(atom, guard) for atom in trigger)
        yield opening, (None if ms is None else row(opening, ms)), name


def _each(body: Node) -> Each:
    found = body.get("each")
    text = "each" if found is None else found.text()
    for each in EACH:
        if each == text:
            return each
    (found or body).fail(f"`each` is one of {', '.join(EACH)}.")


def _truth(body: Node, key: str) -> bool:
    found = body.get(key)
    return found.truth() if found is not None else False


# ---------------------------------------------------------------- goals


def _goals(body: Node, choice: Choice) -> tuple[tuple[Goal, ...], int]:
    do = choice.resolve(body.need("do"))
    key = next((key for key in ("all", "any", "n_of") if do.is_map() and do.has(key)), None)
    if key is None:
        return (_goal(do, choice),), 1
    do.only(key, *(("need",) if key == "n_of" else ()))
    found = [choice.resolve(item) for item in choice.resolve(do.need(key)).items()]
    goals = tuple(_goal(item, choice) for item in found if item.value is not None)
    if not goals:
        do.fail("nothing is left to be done; name at least one goal.")
    need = {"all": len(goals), "any": 1}.get(key) or choice.number(do.need("need"))
    if not 1 <= need <= len(goals):
        do.fail(f"{need} of {len(goals)} goals are needed; `need` is 1 to {len(goals)}.")
    return goals, need


def _goal(node: Node, choice: Choice) -> Goal:
    if node.is_map() and node.has("say"):
        node.only("say", "unless_already")
        already = node.get("unless_already")
        return Goal(pattern=_said(node.need("say"), choice),
                    already=lower_condition(already, choice) if already else None)  # fmt: skip
    return Goal(pattern=_said(node, choice))


def _said(node: Node, choice: Choice) -> Pattern:
    """A pattern, or plain names of acts, which are then the agent's."""
    resolved = choice.resolve(node)
    if any(choice.resolve(item).is_map() for item in resolved.items()):
        return lower_pattern(resolved, choice)
    return lower_pattern(Node({"agent": resolved.value}, resolved.file, resolved.line), choice)


# ---------------------------------------------------------------- within


def read_within(node: Node | None, choice: Choice) -> Within:
    """`{seconds}`, `{turns, of}`, `{before}`, or `{table, by}`; several may stand together, the first to come counts."""
    if node is None:
        return Within()
    body = choice.resolve(node)
    body.only("seconds", "turns", "of", "before", "table", "by")
    seconds, turns, party = body.get("seconds"), body.get("turns"), body.get("of")
    if party is not None and turns is None:
        body.fail("`of` says whose turns are counted; it needs `turns`.")
    if body.has("table") and seconds is not None:
        body.fail("the time stands in `seconds` or in a `table`, not in both.")
    count = choice.number(turns) if turns is not None else None
    if count is not None and count < 1:
        body.fail("`turns` is at least 1.")
    return Within(
        ms=choice.duration(seconds) if seconds is not None else None, turns=count,
        turns_of="agent" if party is None else choice.word(party, ACTORS, "party"),
        deadline=lower_optional(body, "before", choice), table=body if body.has("table") else None,
    )  # fmt: skip


def _cells(body: Node, name: str, choice: Choice) -> Iterator[tuple[Condition, int | None]]:
    """The cells of a table with what makes each the right one; last, without a time, where no cell is set."""
    table, attributes = choice.set_value(name, body), body.need("by").texts()
    if not isinstance(table, dict) or not 1 <= len(attributes) <= 2:
        body.fail(
            f"`table` names a parameter that is a table, `by` one or two attributes; {name} is none, or they differ."
        )
    unit = choice.parameters[name].unit
    rows = {key.partition("/")[0] for key in table}
    guards: list[Condition] = []
    for key, cell in table.items():
        row, _, column = key.partition("/")
        columns = {other.partition("/")[2] for other in table if other.partition("/")[0] == row}
        parts = [_holds(attributes[0], row, rows)]
        if column:
            if len(attributes) < 2:
                body.fail(f"{name} has rows and columns; `by` needs two attributes.")
            parts.append(_holds(attributes[1], column, columns))
        guards.append(AllOf(of=tuple(parts)))
        yield guards[-1], milliseconds(Node(cell, body.file, body.line), unit)
    yield Not(of=AnyOf(of=tuple(guards))), None


def _holds(attribute: str, value: str, others: set[str]) -> Condition:
    """The attribute has the value; `*` stands for all that are not named."""
    if value != "*":
        return Attribute(name=attribute, op="in", values=(value,))
    return Not(of=Attribute(name=attribute, op="in", values=tuple(sorted(others - {"*"}))))
