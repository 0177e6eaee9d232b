"""The parameters as chosen, and the names that a written rule may refer to.

Here `$name` becomes a value and `choose` and `if` pick a body. What is used is noted, so that `check` can tell what is not.
It refuses to guess: a name that is not known fails at its place, and an unset parameter is never given a value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from zuoxi.standard.document import Node, suggest
from zuoxi.standard.parameter_values import milliseconds
from zuoxi.standard.profile import Parameter, Value


class UnsetError(Exception):
    """A parameter that has no value stands where one is needed; holds its name."""


class Spoken(NamedTuple):
    """An act that the standard speaks of, whose it is said to be (empty: anyone's), and where that is written."""

    act: str
    by: str
    file: str
    line: int


class Choice:
    """Chosen parameter values, and the names that may be referred to.

    tracks: the kind of every situation by name. unset_tracks: situations that need an unset parameter, by its name.
    """

    def __init__(self, parameters: Mapping[str, Parameter], values: Mapping[str, Value]) -> None:
        self.parameters = parameters
        self.values = values
        self.patterns: dict[str, Node] = {}
        self.tracks: dict[str, str] = {}
        self.unset_tracks: dict[str, str] = {}
        self.clauses: Collection[str] = ()
        self.opened: list[str] = []
        self.in_situation = False
        self.used: set[str] = set()
        self.used_tracks: set[str] = set()
        self.used_patterns: set[str] = set()
        self.used_clauses: set[str] = set()
        self.spoken: list[Spoken] = []

    # -- parameters

    def value(self, name: str, node: Node) -> Value:
        if name not in self.parameters:
            known = ", ".join(sorted(self.parameters))
            node.fail(f"no parameter {name!r}; known are {known}.{suggest(name, self.parameters)}")
        self.used.add(name)
        return self.values.get(name)

    def set_value(self, name: str, node: Node) -> str | int | float | bool | tuple[str, ...] | dict[str, str]:
        found = self.value(name, node)
        if found is None:
            raise UnsetError(name)
        return found

    def resolve(self, node: Node) -> Node:
        """`$name` becomes the parameter's value, `choose` and `if` pick a body; anything else stays."""
        if isinstance(node.value, str) and node.value.startswith("$"):
            found = self.set_value(node.value[1:], node)
            return Node(list(found) if isinstance(found, tuple) else found, node.file, node.line)
        if node.is_map() and node.has("choose"):
            return self.resolve(self._case(node))
        if node.is_map() and node.has("if"):
            return self.resolve(self._branch(node))
        return node

    def _case(self, node: Node) -> Node:
        name = node.need("choose").text()
        self.value(name, node)
        options = self._options(name)
        cases = [key for key in node.keys() if key not in ("choose", "else")]
        for case in cases:
            if options and case not in options:
                (node.get(case) or node).fail(f"`choose: {name}` knows {', '.join(options)}, not {case!r}.")
        missing = [option for option in options if option not in cases]
        if missing and not node.has("else"):
            node.fail(f"`choose: {name}` has no case for {', '.join(missing)}; add it, or `else`.")
        case = _plain(self.set_value(name, node))
        body = node.get(case) or node.get("else")
        if body is None:
            node.fail(f"`choose: {name}` has no case for {case!r}; add it, or `else`.")
        return body

    def _options(self, name: str) -> tuple[str, ...]:
        parameter = self.parameters[name]
        return ("yes", "no") if parameter.kind == "yes_no" else parameter.options

    def _branch(self, node: Node) -> Node:
        node.only("if", "then", "else")
        test = node.need("if")
        test.only("parameter", "is")
        name, wanted = test.need("parameter").text(), test.need("is").texts()
        self.value(name, test)
        options = self._options(name)
        for text in wanted:
            if options and text not in options:
                test.fail(f"{name} is one of {', '.join(options)}, never {text!r}.")
        found = self.set_value(name, test)
        holds = any(text in found for text in wanted) if isinstance(found, tuple) else _plain(found) in wanted
        body = node.get("then" if holds else "else")
        return body if body is not None else Node(None, node.file, node.line)

    # -- plain values

    def duration(self, node: Node) -> int:
        return milliseconds(self.resolve(node))

    def number(self, node: Node) -> int:
        """A whole number: written, a parameter's, or `{parameter, less | more | less_percent | more_percent}`."""
        found = self.resolve(node)
        if found.is_map():
            return self._reckoned(found)
        if isinstance(found.value, float) and not found.value.is_integer():
            found.fail(f"a whole number is expected, not {found.value:g}.")
        return int(found.value) if isinstance(found.value, float) else found.whole()

    def _reckoned(self, node: Node) -> int:
        node.only("parameter", "less", "more", "less_percent", "more_percent")
        name = node.need("parameter").text()
        value = self.set_value(name, node)
        if isinstance(value, bool) or not isinstance(value, int | float):
            node.fail(f"{name} is no number, so nothing can be reckoned from it.")
        for key, sign in (("less", -1), ("more", 1)):
            by = node.get(key)
            if by is not None:
                value += sign * self.number(by)
        for key, sign in (("less_percent", -1), ("more_percent", 1)):
            by = node.get(key)
            if by is not None:
                value = value * (100 + sign * self.number(by)) / 100
        return int(value)

    def texts(self, node: Node) -> tuple[str, ...]:
        found: list[str] = []
        for item in self.resolve(node).items():
            resolved = self.resolve(item)
            if resolved.value is None:
                continue
            found.extend(inner.text() for inner in resolved.items())
        return tuple(found)

    # -- names

    def acts(self, node: Node, by: str) -> tuple[str, ...]:
        """Names of acts; whether anything can recognise them is for `check` to say."""
        found: list[str] = []
        for item in self.resolve(node).items():
            texts = self.texts(item)
            self.spoken.extend(Spoken(act, by, item.file, item.line) for act in texts)
            found.extend(texts)
        return tuple(found)

    def word(self, node: Node, known: Collection[str], what: str) -> str:
        """A word of a closed list."""
        text = node.text()
        if text not in known:
            node.fail(f"no {what} {text!r}; known are {', '.join(sorted(known))}.{suggest(text, known)}")
        return text

    def words(self, node: Node, known: Collection[str], what: str) -> tuple[str, ...]:
        found: list[str] = []
        for item in self.resolve(node).items():
            resolved = self.resolve(item)
            for inner in resolved.items() if resolved.value is not None else []:
                found.append(self.word(inner, known, what))
        return tuple(found)

    def track(self, node: Node, *kinds: str) -> str:
        """The name of a situation of one of these kinds."""
        name = node.text()
        kind = self.tracks.get(name)
        if kind is None:
            known = [other for other, of in self.tracks.items() if of in kinds]
            node.fail(f"no situation named {name!r}; add it, or mend the name.{suggest(name, known)}")
        if kind not in kinds:
            node.fail(f"{name} is a {kind}; here a {' or '.join(kinds)} is needed.")
        self.used_tracks.add(name)
        if name in self.unset_tracks:
            raise UnsetError(self.unset_tracks[name])
        return name

    def clause(self, node: Node) -> str:
        name = node.text()
        if name not in self.clauses:
            node.fail(f"no clause {name!r}.{suggest(name, self.clauses)}")
        self.used_clauses.add(name)
        return name


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
