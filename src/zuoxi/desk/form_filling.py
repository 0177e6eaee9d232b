"""An organisation's own form for one conversation: filled from its result, with what people said of the items.

Every agent of a conversation that several had gets a form of their own part besides. An outcome that follows from another does
not count a second time here either. It refuses to read forms from files and to reckon; `zuoxi.measures` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from zuoxi.desk.marking import ItemMark
from zuoxi.events import Verdict, merge_verdicts
from zuoxi.measures import Judgement
from zuoxi.measures import scorecard as forms


class ItemMarkLine(msgspec.Struct, omit_defaults=True, frozen=True):
    """A mark as it stands in a result: a verdict or points."""

    verdict: Verdict | None = None
    points: float | None = None
    by: str = ""
    at: str = ""
    note: str = ""


class CardLeg(msgspec.Struct, frozen=True):
    """One agent's form of their part; its sections without the items."""

    agent: str
    card: forms.FilledCard


class CardLine(forms.FilledCard, frozen=True, kw_only=True, omit_defaults=True):
    """A filled form as a result holds it. marks: what people said of the items, oldest first; the last of them counts."""

    marks: dict[str, list[ItemMarkLine]] = msgspec.field(default_factory=dict)
    legs: tuple[CardLeg, ...] = ()


def fill_form(
    card: forms.Scorecard, checklist: AbstractSet[str], judgements: Iterable[Judgement], agents: Sequence[str],
    marks: Sequence[ItemMark] = (),
) -> CardLine:  # fmt: skip
    """The form of a conversation; agents: of its legs, where there are several."""
    counted = [judgement for judgement in judgements if not judgement.follows]
    ordered = sorted(marks, key=lambda mark: mark.at)
    said = {mark.item: mark.said for mark in ordered}
    history: dict[str, list[ItemMarkLine]] = {}
    for mark in ordered:
        history.setdefault(mark.item, []).append(_line(mark))
    whole = forms.fill(card, _merged(counted), said, checklist)
    names = tuple(dict.fromkeys(agents))
    legs = []
    for name in names if len(names) > 1 else ():
        own = (one for one in counted if one.agent == name or one.agent not in names)
        filled = forms.fill(card, _merged(own), said, checklist)
        sections = tuple(msgspec.structs.replace(section, items=()) for section in filled.sections)
        legs.append(CardLeg(name, msgspec.structs.replace(filled, sections=sections)))
    return CardLine(**msgspec.structs.asdict(whole), marks=history, legs=tuple(legs))


def _line(mark: ItemMark) -> ItemMarkLine:
    if isinstance(mark.said, str):
        return ItemMarkLine(verdict=mark.said, by=mark.by, at=mark.at, note=mark.note)
    return ItemMarkLine(points=mark.said, by=mark.by, at=mark.at, note=mark.note)


def _merged(judgements: Iterable[Judgement]) -> dict[str, Verdict]:
    found: dict[str, list[Verdict]] = {}
    for judgement in judgements:
        found.setdefault(judgement.clause, []).append(judgement.verdict)
    return {clause: merge_verdicts(verdicts) for clause, verdicts in found.items()}
