"""An organisation's own weighted form: sections and items with points, filled from what the clauses came to and what people say.

A form maps its items on clauses; what it maps on none is for people to mark. What does not apply, what nobody could judge and
what nobody has marked leaves the denominator and is counted, so that no figure pretends to know more than it does. Reckoned in
fractions, rounded half up to two decimals at the very end. It refuses to know what a clause means and where a form is kept.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
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

_NONE: Mapping[str, Said] = {}
_NO_CLAUSES: AbstractSet[str] = frozenset()
_HUNDRED = Fraction(100)
_ZERO = Fraction(0)


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a form. clauses: what judges it, none: a person does. combine: how several clauses make one state."""

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
        return sum((_exact(item.points) for item in self.items() if item.kind != "bonus"), _ZERO)


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


def faults(card: Scorecard, known: Iterable[str]) -> list[Fault]:
    """Everything that does not make sense in the form; known: the standard's clauses."""
    clauses = list(known)
    found = [*_faults_of_card(card)]
    sections: dict[str, int] = {}
    items: set[str] = set()
    for number, section in enumerate(card.sections):
        if section.id in sections:
            found.append(Fault(number, None, f"the section {section.id} stands twice; give each an id of its own."))
        sections.setdefault(section.id, number)
        if not section.items:
            found.append(Fault(number, None, f"the section {section.id} has no items; add one or remove it."))
        elif card.weighted and not any(item.kind != "bonus" and item.points > 0 for item in section.items):
            found.append(
                Fault(number, None, f"the section {section.id} has a weight and no points; give an item points.")
            )
        for place, item in enumerate(section.items):
            if item.id in items:
                found.append(Fault(number, place, f"the item {item.id} stands twice; give each an id of its own."))
            items.add(item.id)
            found += [Fault(number, place, text) for text in _faults_of_item(item, clauses)]
    return found


def _faults_of_card(card: Scorecard) -> Iterator[Fault]:
    if not card.sections:
        yield Fault(None, None, "the form has no sections; add one with items.")
        return
    for name, value in (("total", card.total), ("most_bonus", card.most_bonus), ("most", card.most)):
        if value is not None and value <= 0:
            yield Fault(None, None, f"`{name}` is {value:g}; give a number over 0, or leave it out.")
    bare = [number for number, section in enumerate(card.sections) if section.weight is None]
    if card.weighted and bare:
        text = f"the section {card.sections[bare[0]].id} has no weight and others have; give all a weight, or none."
        yield Fault(bare[0], None, text)
    for number, section in enumerate(card.sections):
        if section.weight is not None and section.weight <= 0:
            yield Fault(number, None, f"the weight {section.weight:g} of section {section.id} is not over 0; mend it.")
    if card.weighted and not bare:
        weights = sum((_exact(section.weight or 0.0) for section in card.sections), _ZERO)
        if weights != _HUNDRED:
            yield Fault(None, None, f"the weights of the sections add up to {float(weights):g}; make them 100.")
    if not card.points:
        yield Fault(None, None, "no item has points, so there is nothing to score; give items points.")
    elif card.total is not None and card.points != _exact(card.total):
        text = f"the points add up to {float(card.points):g}, not to the total {card.total:g}; mend one of them (bonus apart)."
        yield Fault(None, None, text)


def _faults_of_item(item: Item, known: list[str]) -> Iterator[str]:
    if item.points < 0 or (item.points == 0 and item.kind != "fatal"):
        yield f"{item.id}: {item.points:g} points; give a number over 0 (a fatal item may have none)."
    if len(set(item.clauses)) < len(item.clauses):
        yield f"{item.id}: a clause is named twice; name each once."
    for clause in item.clauses:
        if clause not in known:
            near = difflib.get_close_matches(clause, known, n=1, cutoff=0.0)
            yield f"{item.id}: no clause {clause!r} in the standard; the nearest is {near[0]}." if near else (
                f"{item.id}: no clause {clause!r}; the standard has none.")  # fmt: skip
    if item.kind == "fatal" and (item.combine == "share" or item.scale == "points"):
        yield f"{item.id}: a fatal item is kept or broken; use `combine: all` or `any`, and `scale: yes_no`."
    if item.kind == "bonus" and item.not_applicable == "full":
        yield f"{item.id}: a bonus is not earned by what did not apply; leave `not_applicable: full` out."


def said_amiss(item: Item, said: Said) -> str:
    """Why a person cannot say this of the item; empty if they can."""
    if isinstance(said, str):
        return ""
    if not 0 <= said <= item.points:
        return f"{said:g} points are outside 0 to {item.points:g}"
    if item.scale == "yes_no" and said not in (0, item.points):
        return f"the item has no degrees: {item.points:g} points or 0"
    if item.points == 0:
        return "the item has no points; give a verdict"
    return ""


def fill(
    card: Scorecard, merged: Mapping[str, Verdict], marks: Mapping[str, Said] = _NONE, checklist: AbstractSet[str] = _NO_CLAUSES,
) -> FilledCard:  # fmt: skip
    """The form filled from the clauses' merged verdicts and people's marks by item.

    A clause that is not among the verdicts does not apply. checklist: the clauses that only people can judge; what waits for
    them is unmarked, not unknown.
    """
    pairs = [
        (section, [_fill_item(item, merged, marks, checklist) for item in section.items]) for section in card.sections
    ]
    counts = Counter(filled.state for _, items in pairs for filled in items)
    sections = [_Sum(section, items) for section, items in pairs]
    fatal = tuple(
        item.id
        for section, items in pairs
        for item, filled in zip(section.items, items, strict=True)
        if item.kind == "fatal" and filled.state == "broken"
    )
    bonus = sum((one.bonus for one in sections), _ZERO)
    if card.most_bonus is not None:
        bonus = min(bonus, _exact(card.most_bonus))
    score = _total(card, sections, bonus)
    return FilledCard(
        id=card.id, digest=card.digest, score=0.0 if fatal else None if score is None else _rounded(score),
        earned=_rounded(sum((one.earned for one in sections), _ZERO)),
        possible=_rounded(sum((one.possible for one in sections), _ZERO)),
        bonus=_rounded(bonus), fatal=fatal, counts=dict(sorted(counts.items())), provisional=counts["unmarked"] > 0,
        sections=tuple(one.shown() for one in sections),
    )  # fmt: skip


class _Sum:
    """A section's points, exactly."""

    def __init__(self, section: Section, items: list[_Filled]) -> None:
        self.section = section
        self.items = items
        counted = [
            (item, filled)
            for item, filled in zip(section.items, items, strict=True)
            if item.kind != "bonus" and filled.counts
        ]
        self.earned = sum((filled.earned for _, filled in counted), _ZERO)
        self.possible = sum((_exact(item.points) for item, _ in counted), _ZERO)
        extra = (filled.earned for item, filled in zip(section.items, items, strict=True) if item.kind == "bonus")
        self.bonus = sum(extra, _ZERO)

    def shown(self) -> FilledSection:
        return FilledSection(
            id=self.section.id, earned=_rounded(self.earned), possible=_rounded(self.possible),
            percent=_rounded(_HUNDRED * self.earned / self.possible) if self.possible else None, bonus=_rounded(self.bonus),
            items=tuple(filled.shown(item) for item, filled in zip(self.section.items, self.items, strict=True)),
        )  # fmt: skip


class _Filled(msgspec.Struct, frozen=True):
    """An item's state with its exact points."""

    state: State
    earned: Fraction
    by_person: bool
    clauses: dict[str, Verdict]
    counts: bool

    def shown(self, item: Item) -> FilledItem:
        possible = item.points if self.counts and item.kind != "bonus" else 0.0
        return FilledItem(id=item.id, state=self.state, earned=_rounded(self.earned), possible=possible,
                          by_person=self.by_person, clauses=self.clauses)  # fmt: skip


def _fill_item(
    item: Item, merged: Mapping[str, Verdict], marks: Mapping[str, Said], checklist: AbstractSet[str]
) -> _Filled:
    clauses: dict[str, Verdict] = {clause: merged.get(clause, "not_applicable") for clause in item.clauses}
    share, points = _ZERO, _exact(item.points)
    said = marks.get(item.id)
    state: State
    if isinstance(said, str):
        state = said
        share = Fraction(said == "kept")
    elif said is not None:
        share = min(Fraction(1), max(_ZERO, _exact(said) / points)) if points else Fraction(said > 0)
        state = "kept" if share == 1 else "broken"
    elif not clauses:
        state = "unmarked"
    else:
        state, share = _combined(item.combine, clauses, checklist)
    if state == "not_applicable" and item.not_applicable == "full" and item.kind != "bonus":
        share = Fraction(1)
    return _Filled(state, points * share, said is not None, clauses, share > 0 or state in ("kept", "broken"))


def _combined(combine: Combine, clauses: Mapping[str, Verdict], checklist: AbstractSet[str]) -> tuple[State, Fraction]:
    """What several clauses make of an item, and the share of its points."""
    kept, broken = (
        [clause for clause, verdict in clauses.items() if verdict == wanted] for wanted in ("kept", "broken")
    )
    open_ = [clause for clause, verdict in clauses.items() if verdict == "unknown"]
    waiting: State = "unmarked" if all(clause in checklist for clause in open_) else "unknown"
    if combine == "share":
        if kept or broken:
            share = Fraction(len(kept), len(kept) + len(broken))
            return ("kept" if share == 1 else "broken"), share
        return (waiting if open_ else "not_applicable"), _ZERO
    first, second = (kept, broken) if combine == "any" else (broken, kept)
    if first:
        decided: State = "kept" if combine == "any" else "broken"
    elif open_:
        decided = waiting
    elif second:
        decided = "broken" if combine == "any" else "kept"
    else:
        decided = "not_applicable"
    return decided, Fraction(decided == "kept")


def _total(card: Scorecard, sections: list[_Sum], bonus: Fraction) -> Fraction | None:
    """The total in 100, with the bonus; None where nothing counts: a bonus alone makes no score."""
    if card.weighted:
        judged = [(_exact(one.section.weight or 0.0), one.earned / one.possible) for one in sections if one.possible]
        weights = sum((weight for weight, _ in judged), _ZERO)
        parts, whole = sum((weight * share for weight, share in judged), _ZERO), _HUNDRED
    else:
        weights = sum((one.possible for one in sections), _ZERO)
        parts, whole = sum((one.earned for one in sections), _ZERO), card.points
    if not weights:
        return None
    total = _HUNDRED * parts / weights + _HUNDRED * bonus / whole
    return total if card.most is None else min(total, _exact(card.most))


def _exact(value: float) -> Fraction:
    """A number as it was written."""
    return Fraction(str(value))


def _rounded(value: Fraction) -> float:
    """Two decimals, half up; never below zero here."""
    return floor(value * 100 + Fraction(1, 2)) / 100
