"""YAML 1.2 text with the line of everything in it; problems as FILE:LINE, what is wrong, the remedy.

It refuses to know what the text means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError


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
    """A value of a document together with its place."""

    __slots__ = ("file", "line", "value")

    def __init__(self, value: object, file: str, line: int) -> None:
        self.value = value
        self.file = file
        self.line = line

    def fail(self, text: str) -> NoReturn:
        raise PackError([Problem(self.file, self.line, text)])

    # -- mappings

    def is_map(self) -> bool:
        return isinstance(self.value, dict)

    def is_list(self) -> bool:
        return isinstance(self.value, list)

    def keys(self) -> list[str]:
        if not isinstance(self.value, dict):
            self.fail(f"a mapping is expected, not {_kind(self.value)}.")
        return [str(key) for key in self.value]

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def get(self, key: str) -> Node | None:
        if not isinstance(self.value, dict):
            self.fail(f"a mapping with `{key}` is expected, not {_kind(self.value)}.")
        if key not in self.value:
            return None
        line = self.line
        if isinstance(self.value, CommentedMap):
            line = self.value.lc.value(key)[0] + 1
            if isinstance(self.value[key], CommentedMap | CommentedSeq):
                line = self.value.lc.key(key)[0] + 1
        return Node(self.value[key], self.file, line)

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
                node.fail(f"unknown field `{key}`; known here: {', '.join(known)}.")

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


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    return {
        "CommentedMap": "a mapping",
        "CommentedSeq": "a list",
        "dict": "a mapping",
        "list": "a list",
    }.get(type(value).__name__, "plain text or a number")


def load_document(name: str, text: str) -> Node:
    """Parse one file; raises `PackError` with the place."""
    yaml = YAML(typ="rt")
    yaml.version = (1, 2)
    try:
        value = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line if mark is not None else 1
        raise PackError(
            [
                Problem(
                    name,
                    max(line, 1),
                    f"not YAML: {error.problem}. Mend indentation or quotes.",
                )
            ]
        ) from None
    return Node(value if value is not None else CommentedMap(), name, 1)


def load_documents(files: Mapping[str, str]) -> dict[str, Node]:
    """All files of a pack by name."""
    return {name: load_document(name, text) for name, text in sorted(files.items())}
