"""YAML 1.2 text with the line of everything in it; problems as FILE:LINE, what is wrong, the remedy.

It refuses to know what the text means.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Collection, Mapping
from typing import NoReturn

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

#: a document whose anchors unfold to more values than this is refused
MOST_VALUES = 200_000


class Problem(msgspec.Struct, frozen=True):
    """Something wrong (error) or doubtful (warning) at a place of a pack."""

    file: str
    line: int
    text: str
    error: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'' if self.error else 'warning: '}{self.text}"


class PackError(Exception):
    """A pack or profile that cannot be used; holds the problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Node:
    """A value of a document together with its place. `under`: what holds where this mapping says nothing."""

    __slots__ = ("file", "line", "under", "value")

    def __init__(self, value: object, file: str, line: int, under: Node | None = None) -> None:
        self.value = value
        self.file = file
        self.line = line
        self.under = under

    def problem(self, text: str, error: bool = True) -> Problem:
        return Problem(self.file, self.line, text, error)

    def fail(self, text: str) -> NoReturn:
        raise PackError([self.problem(text)])

    # -- mappings

    def is_map(self) -> bool:
        return isinstance(self.value, dict)

    def is_list(self) -> bool:
        return isinstance(self.value, list)

    def keys(self) -> list[str]:
        if not isinstance(self.value, dict):
            self.fail(f"a mapping is expected, not {_kind(self.value)}.")
        own = [_plain_key(key) for key in self.value]
        return own if self.under is None else list(dict.fromkeys([*own, *self.under.keys()]))

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and (key in self.value or key in self.keys())

    def get(self, key: str) -> Node | None:
        if not isinstance(self.value, dict):
            self.fail(f"a mapping with `{key}` is expected, not {_kind(self.value)}.")
        own = key if key in self.value else next((name for name in self.value if _plain_key(name) == key), None)
        if own is not None:
            return Node(self.value[own], self.file, self._line_of(own))
        return None if self.under is None else self.under.get(key)

    def _line_of(self, key: object) -> int:
        """The line of the value, or of the key where the value is a block of its own; merged keys have none."""
        if not isinstance(self.value, CommentedMap):
            return self.line
        try:
            if isinstance(self.value[key], CommentedMap | CommentedSeq):
                return int(self.value.lc.key(key)[0]) + 1
            return int(self.value.lc.value(key)[0]) + 1
        except (KeyError, TypeError):
            return self.line

    def need(self, key: str) -> Node:
        found = self.get(key)
        if found is None:
            self.fail(f"`{key}` is missing; add it.")
        return found

    def only(self, *known: str) -> None:
        """Refuse unknown fields."""
        for key in self.keys():
            if key not in known:
                node = self.get(key) or self
                node.fail(f"unknown field `{key}`; known here: {', '.join(known)}.{suggest(key, known)}")

    # -- lists and plain values

    def items(self) -> list[Node]:
        """The items of a list; anything else counts as a list of one."""
        if not isinstance(self.value, list):
            return [self]
        lines = [self.line] * len(self.value)
        if isinstance(self.value, CommentedSeq):
            lines = [self.value.lc.item(number)[0] + 1 for number in range(len(self.value))]
        return [Node(item, self.file, line) for item, line in zip(self.value, lines, strict=True)]

    def text(self) -> str:
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, str | int | float):
            return str(self.value)
        self.fail(f"text is expected, not {_kind(self.value)}.")

    def truth(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        if self.value in ("yes", "no"):
            return self.value == "yes"
        self.fail("yes or no is expected.")

    def whole(self) -> int:
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        self.fail(f"a whole number is expected, not {_kind(self.value)}.")

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())


def suggest(name: str, known: Collection[str]) -> str:
    """` Did you mean …?` for a name that is nearly known; else nothing."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return f" Did you mean {near[0]}?" if near else ""


def _plain_key(key: object) -> str:
    if isinstance(key, bool):
        return "yes" if key else "no"
    return str(key)


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, datetime.date):
        return "a date (put it in quotes)"
    return "plain text or a number"


def load_document(name: str, text: str) -> Node:
    """Parse one file; raises `PackError` with the place."""
    yaml = YAML(typ="rt")
    yaml.version = (1, 2)
    try:
        value = yaml.load(text)
        _unfold(value)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark is not None else 1
        what = str(error.problem or "it cannot be read").splitlines()[0]
        raise PackError([Problem(name, line, f"not YAML: {what}. Mend indentation or quotes.")]) from None
    except (YAMLError, ValueError):
        raise PackError([Problem(name, 1, "not YAML: it holds characters or values that are not allowed.")]) from None
    except RecursionError:
        raise PackError([Problem(name, 1, "it is nested too deeply; write it flatter.")]) from None
    except OverflowError:
        text = f"its anchors unfold to over {MOST_VALUES} values, or hold themselves; write them out."
        raise PackError([Problem(name, 1, text)]) from None
    return Node(value if value is not None else CommentedMap(), name, 1)


def _unfold(document: object) -> None:
    """Count the values as anchors unfold; a document that never ends or explodes raises OverflowError."""
    waiting, seen = [document], 0
    while waiting:
        value = waiting.pop()
        seen += 1
        if seen > MOST_VALUES:
            raise OverflowError
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def load_documents(files: Mapping[str, str]) -> dict[str, Node]:
    """All files of a pack by name; the problems of all that cannot be parsed are told together."""
    found: dict[str, Node] = {}
    problems: list[Problem] = []
    for name, text in sorted(files.items()):
        try:
            found[name] = load_document(name, text)
        except PackError as error:
            problems.extend(error.problems)
    if problems:
        raise PackError(problems)
    return found
