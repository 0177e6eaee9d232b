"""Marks: what a person says of an outcome, put beside what the machine said.

A mark fills in a clause that only people can judge, confirms a finding or overrules it. The person's verdict counts; the
machine's stays beside it, with every mark ever given, so that nothing is rewritten without a trace. An item of an
organisation's own form is marked likewise, by a verdict or by points. It refuses to invent an outcome: a mark for a clause that
was not judged in the conversation changes nothing, and `Marks.unplaced` tells it.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from zuoxi.events import Verdict
from zuoxi.measures import scorecard as forms


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One mark. id: the outcome meant (`H01#2`); without it all of the clause. at: when, ISO 8601, in one zone for all."""

    conversation: str
    clause: str
    verdict: Verdict
    id: str | None = None
    by: str = ""
    at: str = ""
    note: str = ""


class ItemMark(msgspec.Struct, frozen=True, kw_only=True):
    """One mark of an item of the form. said: a verdict, or how many of the item's points."""

    conversation: str
    item: str
    said: forms.Said
    by: str = ""
    at: str = ""
    note: str = ""


class Marks(msgspec.Struct, frozen=True):
    """What people said, by conversation: of outcomes, and of the form's items."""

    outcomes: dict[str, list[Mark]] = {}
    items: dict[str, list[ItemMark]] = {}

    def unplaced(self, conversation: str, outcomes: Iterable[tuple[str, str]]) -> list[Mark]:
        """The marks that speak of no outcome of the conversation; outcomes: (clause, id)."""
        known = list(outcomes)
        given = self.outcomes.get(conversation, ())
        return [mark for mark in given if not any(is_meant(mark, clause, identity) for clause, identity in known)]

    def without_notes(self) -> Marks:
        """The same without the free words."""
        return Marks(
            {name: [msgspec.structs.replace(mark, note="") for mark in marks] for name, marks in self.outcomes.items()},
            {name: [msgspec.structs.replace(mark, note="") for mark in marks] for name, marks in self.items.items()},
        )


class MarkLine(msgspec.Struct, omit_defaults=True, frozen=True):
    """A mark as it stands in a result: the history of an outcome, oldest first."""

    verdict: Verdict
    by: str = ""
    at: str = ""
    note: str = ""


def is_meant(mark: Mark, clause: str, identity: str) -> bool:
    """Whether the mark speaks of this outcome."""
    return mark.clause == clause and mark.id in (None, identity)


def history_of(marks: Iterable[Mark], clause: str, identity: str, stands_for_broken: bool) -> list[MarkLine]:
    """The marks of one outcome, oldest first; those without a time come first, in the file's order.

    A mark of a whole clause that calls it broken speaks of the outcomes that stand for that, not of all.
    """
    meant = sorted((mark for mark in marks if is_meant(mark, clause, identity)), key=lambda mark: mark.at)
    return [
        MarkLine(mark.verdict, mark.by, mark.at, mark.note)
        for mark in meant
        if mark.id is not None or mark.verdict != "broken" or stands_for_broken
    ]


def standing_for_broken(outcomes: Iterable[tuple[str, str, Verdict]]) -> frozenset[str]:
    """The ids that a mark "broken" of their clause speaks of: what the machine found broken, else the clause's first.

    outcomes: (clause, id, verdict) in the order of the result.
    """
    found: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for clause, identity, verdict in outcomes:
        first.setdefault(clause, identity)
        if verdict == "broken":
            found.setdefault(clause, []).append(identity)
    return frozenset(identity for clause, one in first.items() for identity in found.get(clause, [one]))
