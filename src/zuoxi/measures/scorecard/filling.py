"""Filling a form from what the clauses came to and what people say.

What does not apply, what nobody could judge and what nobody has marked leaves the denominator and is counted, so that no figure
pretends to know more than it does. Reckoned in fractions, rounded half up to two decimals at the very end. It refuses to know
what a clause means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction

import msgspec

from zuoxi.events import Verdict
from zuoxi.measures.scorecard.model import (
    HUNDRED,
    ZERO,
    Combine,
    FilledCard,
    FilledItem,
    FilledSection,
    Item,
    Said,
    Scorecard,
    Section,
    State,
    exact,
    rounded,
)  # fmt: skip

_NONE: Mapping[str, Said] = {}
_NO_CLAUSES: AbstractSet[str] = frozenset()


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
    bonus = sum((one.bonus for one in sections), ZERO)
    if card.most_bonus is not None:
        bonus = min(bonus, exact(card.most_bonus))
    score = _total(card, sections, bonus)
    return FilledCard(
        id=card.id, digest=card.digest, score=0.0 if fatal else None if score is None else rounded(score),
        earned=rounded(sum((one.earned for one in sections), ZERO)),
        possible=rounded(sum((one.possible for one in sections), ZERO)),
        bonus=rounded(bonus), fatal=fatal, counts=dict(sorted(counts.items())), provisional=counts["unmarked"] > 0,
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
        self.earned = sum((filled.earned for _, filled in counted), ZERO)
        self.possible = sum((exact(item.points) for item, _ in counted), ZERO)
        self.bonus = sum(
            (filled.earned for item, filled in zip(section.items, items, strict=True) if item.kind == "bonus"), ZERO
        )

    def shown(self) -> FilledSection:
        return FilledSection(
            id=self.section.id, earned=rounded(self.earned), possible=rounded(self.possible),
            percent=rounded(HUNDRED * self.earned / self.possible) if self.possible else None, bonus=rounded(self.bonus),
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
        return FilledItem(id=item.id, state=self.state, earned=rounded(self.earned), possible=possible,
                          by_person=self.by_person, clauses=self.clauses)  # fmt: skip


def _fill_item(
    item: Item, merged: Mapping[str, Verdict], marks: Mapping[str, Said], checklist: AbstractSet[str]
) -> _Filled:
    clauses: dict[str, Verdict] = {clause: merged.get(clause, "not_applicable") for clause in item.clauses}
    share, points = ZERO, exact(item.points)
    said = marks.get(item.id)
    state: State
    if isinstance(said, str):
        state = said
        share = Fraction(said == "kept")
    elif said is not None:
        share = min(Fraction(1), max(ZERO, exact(said) / points)) if points else Fraction(said > 0)
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
        return (waiting if open_ else "not_applicable"), ZERO
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
        judged = [(exact(one.section.weight or 0.0), one.earned / one.possible) for one in sections if one.possible]
        weights = sum((weight for weight, _ in judged), ZERO)
        parts, whole = sum((weight * share for weight, share in judged), ZERO), HUNDRED
    else:
        weights = sum((one.possible for one in sections), ZERO)
        parts, whole = sum((one.earned for one in sections), ZERO), card.points
    if not weights:
        return None
    total = HUNDRED * parts / weights + HUNDRED * bonus / whole
    return total if card.most is None else min(total, exact(card.most))
