"""The written form of patterns, conditions and situations, lowered to the clause model.

Parameters are already chosen here: `$name` is replaced, `choose` picks a body. It refuses to read files and to compile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from zuoxi.standard.document import Node
from zuoxi.standard.model import (
    AllOf,
    Always,
    AnyOf,
    Atom,
    Attribute,
    ByParty,
    Condition,
    Counted,
    Counter,
    Flag,
    FlagSet,
    Ladder,
    LadderComplete,
    Not,
    OutcomeIs,
    Pattern,
    Replied,
    Reply,
    Shown,
    Silent,
    Step,
    TimeOfDay,
    Track,
)
from zuoxi.standard.profile import Parameter, Value, milliseconds, minutes, window

Answer = Literal["yes", "no", "other", "none"]
ANSWERS: tuple[Answer, ...] = ("yes", "no", "other", "none")
PARTIES = ("agent", "customer", "colleague", "anyone", "supervisor")


class UnsetError(Exception):
    """A parameter that has no value stands where one is needed; holds its name."""


class Choice:
    """Chosen parameter values, and the names that may be referred to."""

    def __init__(self, parameters: Mapping[str, Parameter], values: Mapping[str, Value]) -> None:
        self.parameters = parameters
        self.values = values
        self.used: set[str] = set()
        self.patterns: dict[str, Node] = {}

    def value(self, name: str, node: Node) -> Value:
        if name not in self.parameters:
            node.fail(f"no parameter {name!r}; known are {', '.join(sorted(self.parameters))}.")
        self.used.add(name)
        return self.values.get(name)

    def resolve(self, node: Node) -> Node:
        """`$name` becomes the parameter's value, `choose` and `if` pick a body; anything else stays."""
        if isinstance(node.value, str) and node.value.startswith("$"):
            found = self.value(node.value[1:], node)
            if found is None:
                raise UnsetError(node.value[1:])
            return Node(list(found) if isinstance(found, tuple) else found, node.file, node.line)
        if node.is_map() and node.has("choose"):
            return self.resolve(self._case(node))
        if node.is_map() and node.has("if"):
            return self.resolve(self._branch(node))
        return node

    def _case(self, node: Node) -> Node:
        name = node.need("choose").text()
        found = self.value(name, node)
        if found is None:
            raise UnsetError(name)
        case = _plain(found)
        body = node.get(case) or node.get("else")
        if body is None:
            node.fail(f"`choose: {name}` has no case for {case!r}.")
        return body

    def _branch(self, node: Node) -> Node:
        test = node.need("if")
        name = test.need("parameter").text()
        found = self.value(name, test)
        wanted = test.need("is")
        holds = _plain(found) in [_plain(item.value) for item in wanted.items()]
        if isinstance(found, tuple):
            holds = any(item.text() in found for item in wanted.items())
        body = node.get("then" if holds else "else")
        return body if body is not None else Node(None, node.file, node.line)

    def duration(self, node: Node) -> int:
        return milliseconds(self.resolve(node))

    def number(self, node: Node) -> int:
        found = self.resolve(node)
        if found.is_map() and found.has("parameter"):
            value = self.value(found.need("parameter").text(), found)
            if not isinstance(value, int | float):
                raise UnsetError(found.need("parameter").text())
            less, more = found.get("less"), found.get("more")
            return int(value) - (less.whole() if less else 0) + (more.whole() if more else 0)
        if isinstance(found.value, float):
            return int(found.value)
        return found.whole()

    def texts(self, node: Node) -> tuple[str, ...]:
        found: list[str] = []
        for item in self.resolve(node).items():
            resolved = self.resolve(item)
            if resolved.value is None:
                continue
            found.extend(inner.text() for inner in resolved.items())
        return tuple(found)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


# ---------------------------------------------------------------- patterns


def lower_pattern(node: Node, choice: Choice) -> Pattern:
    """A pattern: one alternative or a list of them."""
    node = choice.resolve(node)
    if node.value is None:
        return ()
    if node.is_list():
        return tuple(atom for item in node.items() for atom in lower_pattern(item, choice))
    if node.has("pattern"):
        return _named_pattern(node, choice)
    when_node = node.get("when")
    when = None if when_node is None else lower_condition(when_node, choice)
    for party in PARTIES:
        if node.has(party):
            node.only(party, "when", "unheard", "where", "bounds")
            return (_spoken(node, party, when, choice),)
    if node.has("enters") or node.has("leaves"):
        kind = "enter" if node.has("enters") else "leave"
        return (Atom(kind=kind, name=node.need(kind + "s").text(), when=when),)
    node.only("event", "by", "where", "bounds", "when")
    return tuple(
        Atom(
            kind=kind,
            by=_by(node, choice),
            where=_where(node),
            bounds=_bounds(node, choice),
            when=when,
        )
        for kind in choice.texts(node.need("event"))
    )


def _named_pattern(node: Node, choice: Choice) -> Pattern:
    name = node.need("pattern").text()
    if name not in choice.patterns:
        node.fail(f"no pattern named {name!r}; known are {', '.join(sorted(choice.patterns)) or 'none'}.")
    atoms = lower_pattern(choice.patterns[name], choice)
    extra = node.get("when")
    if extra is None:
        return atoms
    added = lower_condition(extra, choice)
    return tuple(guard_atom(atom, added) for atom in atoms)


def guard_atom(atom: Atom, added: Condition) -> Atom:
    """The atom, matching only where the condition holds too."""
    when = added if atom.when is None else AllOf(of=(atom.when, added))
    return Atom(
        **{name: getattr(atom, name) for name in atom.__struct_fields__ if name != "when"},
        when=when,
    )


def _by(node: Node, choice: Choice) -> tuple[str, ...]:
    by = node.get("by")
    return () if by is None else choice.texts(by)


def _where(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    where = node.get("where")
    return () if where is None else tuple((key, where.need(key).texts()) for key in where.keys())


def _bounds(node: Node, choice: Choice) -> tuple[tuple[str, int | None, int | None], ...]:
    bounds = node.get("bounds")
    found = []
    for key in bounds.keys() if bounds is not None else []:
        own = bounds.need(key) if bounds is not None else node
        least, most = own.get("at_least"), own.get("at_most")
        found.append(
            (
                key,
                choice.number(least) if least else None,
                choice.number(most) if most else None,
            )
        )
    return tuple(found)


def _spoken(node: Node, party: str, when: Condition | None, choice: Choice) -> Atom:
    body = choice.resolve(node.need(party))
    by = () if party == "anyone" else (party,)
    heard = not (node.has("unheard") and node.need("unheard").truth())
    if party != "agent":
        heard = False
    where, bounds = _where(node), _bounds(node, choice)
    if body.value == "sound":
        return Atom(kind="voice", by=by, when=when)
    if body.value == "words":
        return Atom(
            kind="said",
            by=by,
            content=True,
            heard=heard,
            where=where,
            bounds=bounds,
            when=when,
        )
    if body.value == "wordless":
        return Atom(kind="said", by=by, wordless=True, heard=heard, when=when)
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    if body.is_map():
        body.only("any", "all", "none", "in_order", "facts")
        none_of = choice.texts(body.need("none")) if body.has("none") else ()
        any_of = choice.texts(body.need("any")) if body.has("any") else ()
        all_of = choice.texts(body.need("all")) if body.has("all") else ()
        ordered = choice.texts(body.need("in_order")) if body.has("in_order") else ()
        facts = choice.texts(body.need("facts")) if body.has("facts") else ()
    else:
        any_of = choice.texts(body)
    return Atom(kind="said", by=by, any_of=any_of,
        all_of=all_of,
        none_of=none_of, ordered=ordered, facts=facts, content=True,
                heard=heard, where=where, bounds=bounds, when=when)  # fmt: skip


# ---------------------------------------------------------------- conditions


def lower_condition(node: Node, choice: Choice) -> Condition:
    """A condition; an unset parameter inside makes it unknown."""
    try:
        node = choice.resolve(node)
    except UnsetError as unset:
        return Always(value=1, unset=str(unset))
    if node.value is None or node.value is True or node.value == "yes":
        return Always(value=2)
    if node.value is False or node.value == "no":
        return Always(value=0)
    if node.is_list():
        return AllOf(of=tuple(lower_condition(item, choice) for item in node.items()))
    for name, form in (("all", AllOf), ("any", AnyOf)):
        if node.has(name):
            parts = tuple(lower_condition(item, choice) for item in node.need(name).items())
            return AllOf(of=parts) if form is AllOf else AnyOf(of=parts)
    if node.has("not"):
        return Not(of=lower_condition(node.need("not"), choice))
    if node.has("set"):
        name = node.need("set").text()
        return Always(value=2) if choice.value(name, node) is not None else Always(value=1, unset=name)
    return _lower_state(node, choice)


def _lower_state(node: Node, choice: Choice) -> Condition:
    if node.has("reply"):
        return Replied(track=node.need("reply").text(), answer=_answer(node.need("is")))
    if node.has("attribute"):
        values = node.get("is")
        name = node.need("attribute").text()
        covers = node.get("covers")
        if covers is not None:
            return Attribute(name=name, op="covers", values=(covers.text(),))
        return Attribute(name=name) if values is None else Attribute(name=name, op="in", values=choice.texts(values))
    if node.has("outcome"):
        return OutcomeIs(clause=node.need("outcome").text(), verdicts=node.need("is").texts())
    if node.has("silent_for"):
        return Silent(at_least=choice.duration(node.need("silent_for")))
    if node.has("time_of_day"):
        return _lower_time(node, choice)
    if node.has("shown"):
        return Shown(kind=node.need("shown").text())
    if node.has("complete"):
        return LadderComplete(ladder=node.need("complete").text())
    if node.has("by"):
        return ByParty(party=node.need("by").text())
    least, most = node.get("at_least"), node.get("at_most")
    if node.has("count"):
        return Counted(counter=node.need("count").text(), at_least=choice.number(least) if least else None,
                       at_most=choice.number(most) if most else None)  # fmt: skip
    node.only("is", "for_at_least", "for_at_most")
    least, most = node.get("for_at_least"), node.get("for_at_most")
    return FlagSet(flag=node.need("is").text(), at_least=choice.duration(least) if least else None,
                   at_most=choice.duration(most) if most else None)  # fmt: skip


def _answer(node: Node) -> Answer:
    text = node.text()
    for answer in ANSWERS:
        if text == answer:
            return answer
    node.fail("an answer is yes, no, other or none.")


def _lower_time(node: Node, choice: Choice) -> Condition:
    zone = node.get("zone")
    name = "organisation" if zone is None else zone.text()
    if name not in ("organisation", "customer"):
        node.fail("zone is organisation or customer.")
    body = choice.resolve(node.need("time_of_day"))
    if body.is_map():
        first, last = body.get("from"), body.get("until")
        windows: tuple[tuple[int, int], ...] = ((
            minutes(choice.resolve(first)) if first else 0, minutes(choice.resolve(last)) if last else 1440,
        ),)  # fmt: skip
    else:
        windows = tuple(window(item) for item in body.items())
    return TimeOfDay(windows=windows, zone="customer" if name == "customer" else "organisation")


# ---------------------------------------------------------------- situations


def lower_situation(name: str, node: Node, choice: Choice) -> Track:
    """A named memory: flag, stretch, reply, counter or ladder."""
    if node.has("flag") or node.has("stretch"):
        return _lower_flag(name, node, choice)
    if node.has("counter"):
        body = node.need("counter")
        body.only("of", "reset")
        return Counter(
            name=name,
            of=lower_pattern(body.need("of"), choice),
            reset=_optional(body, "reset", choice),
        )
    if node.has("reply"):
        body = node.need("reply")
        body.only("to", "yes", "no", "within", "by", "reset")
        within, by = body.get("within"), body.get("by")
        return Reply(name=name, to=lower_pattern(body.need("to"), choice), yes=_acts(body, "yes", choice),
                     no=_acts(body, "no", choice), within=within.whole() if within else 1,
                     by=by.texts() if by else ("customer",), reset=_optional(body, "reset", choice))  # fmt: skip
    if node.has("ladder"):
        return _lower_ladder(name, node.need("ladder"), choice)
    node.fail("a situation is a flag, stretch, reply, counter or ladder.")


def _acts(body: Node, key: str, choice: Choice) -> tuple[str, ...]:
    for spelling in (key, key == "yes"):
        if isinstance(body.value, dict) and spelling in body.value:
            found = Node(body.value[spelling], body.file, body.line)
            return choice.texts(found)
    return ()


def _optional(body: Node, key: str, choice: Choice) -> Pattern:
    found = body.get(key)
    return () if found is None else lower_pattern(found, choice)


def _lower_flag(name: str, node: Node, choice: Choice) -> Flag:
    if node.has("flag"):
        body = node.need("flag")
        body.only("set", "reset", "starts")
        starts = body.get("starts")
        return Flag(name=name, set=lower_pattern(body.need("set"), choice), reset=_optional(body, "reset", choice),
                    starts=starts.truth() if starts else False)  # fmt: skip
    body = node.need("stretch")
    body.only("opens", "closes", "excludes")
    opens, excludes = lower_pattern(body.need("opens"), choice), body.get("excludes")
    if excludes is not None:
        others: tuple[Condition, ...] = tuple(Not(of=FlagSet(flag=other)) for other in excludes.texts())
        opens = tuple(guard_atom(atom, AllOf(of=others)) for atom in opens)
    return Flag(name=name, set=opens, reset=_optional(body, "closes", choice))


def _lower_ladder(name: str, body: Node, choice: Choice) -> Ladder:
    body.only("steps", "by", "reset", "recognised", "by_pause", "silent_end", "within")
    steps: list[Step] = []
    for item in body.need("steps").items():
        resolved = choice.resolve(item)
        if resolved.value is None:
            continue
        steps.extend(_lower_step(resolved, choice))
    by, within = body.get("by"), body.get("within")
    by_pause, silent_end = body.get("by_pause"), body.get("silent_end")
    return Ladder(name=name, steps=tuple(steps), by=by.text() if by else "agent",
                  reset=_optional(body, "reset", choice), recognised=_optional(body, "recognised", choice),
                  by_pause=by_pause.truth() if by_pause else False,
                  silent_end=silent_end.truth() if silent_end else False,
                  within=lower_condition(within, choice) if within else None)  # fmt: skip


def _lower_step(item: Node, choice: Choice) -> list[Step]:
    item.only("say", "reply", "pause", "gather", "times")
    pause, gather, times = item.get("pause"), item.get("gather"), item.get("times")
    say, reply = item.get("say"), item.get("reply")
    if (say is None) == (reply is None):
        item.fail("a step has either `say` or `reply`.")
    step = Step(say=lower_pattern(say, choice) if say else (), reply=reply.text() if reply else "",
                pause=choice.duration(pause) if pause else 0, gather=gather.truth() if gather else False)  # fmt: skip
    return [step] * (choice.number(times) if times else 1)
