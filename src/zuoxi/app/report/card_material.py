"""What the report's page shows of an organisation's own form: the form itself, and its figures by section, item and agent.

The filled form of a conversation goes into the page as the results hold it. It refuses to reckon and to word.
"""

from __future__ import annotations

import msgspec

from zuoxi.app.fold import Audit
from zuoxi.measures import Interval
from zuoxi.measures import scorecard as forms

Ends = tuple[float, float] | None


class FormItem(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An item of the form; counts: in how many conversations it came to which state."""

    id: str
    title: dict[str, str]
    points: float
    kind: str
    scale: str
    combine: str
    not_applicable: str
    clauses: list[str] = []
    counts: dict[str, int] = {}


class FormSection(msgspec.Struct, kw_only=True):
    """A section of the form with its average in 100; count: conversations in which something of it counted."""

    id: str
    title: dict[str, str]
    weight: float | None
    count: int
    average: float | None
    interval: Ends
    items: list[FormItem]


class FormAgent(msgspec.Struct, kw_only=True):
    """An agent's forms; sections: average and count of each, in the form's order."""

    key: str
    name: str
    group: str
    forms: int
    scored: int
    average: float | None
    interval: Ends
    fatal: int
    provisional: int
    sections: list[tuple[float | None, int]]


class Form(msgspec.Struct, kw_only=True):
    """The form and what it came to over all conversations."""

    id: str
    title: dict[str, str]
    digest: str
    forms: int
    scored: int
    average: float | None
    interval: Ends
    fatal: int
    provisional: int
    sections: list[FormSection]
    agents: list[FormAgent]


def gather_form(audit: Audit) -> Form | None:
    """The form of a finished audit; None without one."""
    card, figures = audit.card, audit.figures.card
    if card is None:
        return None
    every = figures.all
    return Form(
        id=card.id, title=card.title, digest=card.digest, forms=every.forms, scored=every.score.count,
        average=every.score.average, interval=_ends(every.score.interval), fatal=every.fatal, provisional=every.provisional,
        sections=[_section(section, audit) for section in card.sections],
        agents=[
            FormAgent(
                key=key, name=tally.name, group=tally.group, forms=tally.forms, scored=tally.score.count,
                average=tally.score.average, interval=_ends(tally.score.interval), fatal=tally.fatal,
                provisional=tally.provisional,
                sections=[(portion.average, portion.count) if portion is not None else (None, 0)
                          for portion in map(tally.sections.get, [section.id for section in card.sections])],
            )
            for key, tally in sorted(figures.agents.items())
        ],
    )  # fmt: skip


def _section(section: forms.Section, audit: Audit) -> FormSection:
    portion = audit.figures.card.all.sections.get(section.id)
    counted = audit.figures.card.items
    return FormSection(
        id=section.id, title=section.title, weight=section.weight, count=portion.count if portion else 0,
        average=portion.average if portion else None, interval=_ends(portion.interval) if portion else None,
        items=[
            FormItem(id=item.id, title=item.title, points=item.points, kind=item.kind, scale=item.scale, combine=item.combine,
                     not_applicable=item.not_applicable, clauses=list(item.clauses),
                     counts={str(state): count for state, count in sorted(counted.get(item.id, {}).items())})
            for item in section.items
        ],
    )  # fmt: skip


def _ends(interval: Interval | None) -> Ends:
    return None if interval is None else (round(interval.low, 4), round(interval.high, 4))
