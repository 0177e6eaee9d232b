"""A form with sections and items, as it is written and as it is filled. It refuses to reckon and to judge a form."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Literal

import msgspec

from zuoxi.events import Verdict

Kind = Literal["normal", "bonus", "fatal"]
Combine = Literal["all", "any", "share"]
Scale = Literal["yes_no", "points"]
#: what an item that does not apply does: leave the denominator, or count as kept
Absence = Literal["leave", "full"]
State = Literal["kept", "broken", "unknown", "not_applicable", "unmarked"]
#: what a person says of an item: a verdict, or how many of its points
Said = Verdict | float

ZERO = Fraction(0)
HUNDRED = Fraction(100)


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a form. clauses: what it is judged by, none: a person does. combine: how several clauses make one state."""

    id: str
    title: dict[str, str]
    points: float = 0.0
    clauses: tuple[str, ...] = ()
    combine: Combine = "all"
    kind: Kind = "normal"
    scale: Scale = "yes_no"
    not_applicable: Absence = "leave"


class Section(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a form. weight: its share of the total; without weights the items' points add up over all sections."""

    id: str
    title: dict[str, str]
    items: tuple[Item, ...] = ()
    weight: float | None = None


class Scorecard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A form. total: what its points ought to add up to; most_bonus: the most that bonus items add; most: the highest total."""

    id: str
    title: dict[str, str]
    sections: tuple[Section, ...]
    total: float | None = None
    most_bonus: float | None = None
    most: float | None = None
    digest: str = ""

    def items(self) -> Iterator[Item]:
        """All items in the form's order."""
        for section in self.sections:
            yield from section.items

    @property
    def weighted(self) -> bool:
        """Whether its sections have weights."""
        return any(section.weight is not None for section in self.sections)

    @property
    def points(self) -> Fraction:
        """The points of all items that are no bonus."""
        return sum((exact(item.points) for item in self.items() if item.kind != "bonus"), ZERO)


class Fault(msgspec.Struct, frozen=True):
    """What does not make sense in a form; section and item count from 0, None: the form or the section itself."""

    section: int | None
    item: int | None
    text: str


class FilledItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item of a filled form. possible: 0 where it is out of the denominator, and of a bonus. clauses: what each came to."""

    id: str
    state: State
    earned: float
    possible: float
    by_person: bool = False
    clauses: dict[str, Verdict] = {}


class FilledSection(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """percent: earned of possible in 100, None where nothing counts; bonus: points of its bonus items, over the hundred."""

    id: str
    earned: float
    possible: float
    percent: float | None
    bonus: float = 0.0
    items: tuple[FilledItem, ...] = ()


class FilledCard(msgspec.Struct, frozen=True, kw_only=True):
    """A form as filled for one conversation. fatal: the items that make the score 0. provisional: people have yet to mark."""

    id: str
    digest: str
    score: float | None
    earned: float
    possible: float
    bonus: float
    fatal: tuple[str, ...]
    counts: dict[State, int]
    provisional: bool
    sections: tuple[FilledSection, ...]


def exact(value: float) -> Fraction:
    """A number as it was written."""
    return Fraction(str(value))


def rounded(value: Fraction) -> float:
    """Two decimals, half up; never below zero here."""
    return floor(value * 100 + Fraction(1, 2)) / 100
