"""Patterns narrowed to a shape of moment: what kind, party, acts and the like decide is decided once, beforehand.

A shape is all that rules 1 to 6 of section 3 of `docs/reference/clause-semantics.md` look at, details and facts apart; any
moment of the shape stands for it. What is left is at most a test of details, facts and conditions. It refuses to guess: what
the shape does not decide is asked of every moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import msgspec

from zuoxi.standard.matching import State, Test, compile_atom, compile_condition, most_of
from zuoxi.standard.model import Atom, Pattern
from zuoxi.standard.moment import Moment

#: a value that the shape decides, or a test of what it does not decide (then the value is 0)
Narrowed = tuple[int, Test | None]
NOTHING: Narrowed = (0, None)
#: atoms without details, facts and conditions ask nothing of the state
_NO_STATE = cast(State, None)
ShapeKey = tuple[str, str | None, tuple[str, ...], bool, bool, bool]


def shape_key(moment: Moment) -> ShapeKey:
    """All that decides a shape, but for the flag's name of `enter` and `leave`."""
    return (moment.kind, moment.party, moment.acts, moment.doubtful, moment.content, moment.heard)


def acts_of(patterns: Iterable[Pattern]) -> frozenset[str]:
    """The acts that patterns speak of: no other act decides anything."""
    atoms = [atom for pattern in patterns for atom in pattern]
    return frozenset(act for atom in atoms for act in (*atom.any_of, *atom.all_of, *atom.none_of, *atom.ordered))


class _Part:
    """One atom: a test that no atom of the shape passes better, and what is left to ask."""

    __slots__ = ("bare", "full", "sure", "when")

    def __init__(self, atom: Atom, role: int) -> None:
        asks_moment = bool(atom.where or atom.bounds or atom.facts)
        self.sure = not asks_moment and atom.when is None
        self.bare = compile_atom(msgspec.structs.replace(atom, where=(), bounds=(), facts=(), when=None), role)
        self.full = self.bare if self.sure else compile_atom(atom, role)
        self.when = compile_condition(atom.when) if atom.when is not None and not asks_moment else None


class Sieve:
    """A compiled pattern in one role, to be narrowed."""

    __slots__ = ("parts",)

    def __init__(self, pattern: Pattern, role: int) -> None:
        self.parts = tuple(_Part(atom, role) for atom in pattern)

    def at(self, shape: Moment) -> Narrowed:
        """The pattern's match at any moment of this shape."""
        floor, left = 0, []
        for part in self.parts:
            most = part.bare(shape, _NO_STATE)
            if not most:
                continue
            if part.sure:
                floor = max(floor, most)
            elif part.when is not None:
                left.append(part.when if most == 2 else _at_most_one(part.when))
            else:
                left.append(part.full)
        if floor == 2 or not left:
            return floor, None
        return (0, left[0]) if len(left) == 1 and not floor else (0, most_of(tuple(left), floor))

    def test(self, shape: Moment) -> Test | None:
        """The same as a test; None if nothing of this shape can match."""
        value, test = self.at(shape)
        return test if test is not None else (CONSTANTS[value] if value else None)


def _at_most_one(when: Test) -> Test:
    return lambda moment, state: min(1, when(moment, state))


def _constant(value: int) -> Test:
    return lambda moment, state: value


CONSTANTS = (_constant(0), _constant(1), _constant(2))
