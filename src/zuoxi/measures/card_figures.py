"""Filled forms as one fold: totals, sections and items, over all and by agent, each with the number of forms behind it.

Its memory grows with agents, sections and items, never with conversations. It refuses to fill a form and to remember one.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from zuoxi.measures.interval import Interval, mean_interval
from zuoxi.measures.scorecard import FilledCard, State


class Portion(msgspec.Struct):
    """Values of 0 to 100 (or more, with a bonus): how many, their average and its interval."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0
    highest: float = 100.0

    def add(self, value: float | None) -> None:
        """Take one value; None is none."""
        if value is not None:
            self.count += 1
            self.total += value
            self.squares += value * value
            self.highest = max(self.highest, value)

    @property
    def average(self) -> float | None:
        """The average, None without a value."""
        return round(self.total / self.count, 2) if self.count else None

    @property
    def interval(self) -> Interval | None:
        """The average's 95 % interval, None where there are too few values."""
        return mean_interval(self.count, self.total, self.squares, 0.0, self.highest)


class CardTally(msgspec.Struct):
    """The forms of an agent, or of all. fatal: with a broken fatal item; provisional: that people have yet to mark."""

    name: str = ""
    group: str = ""
    forms: int = 0
    fatal: int = 0
    provisional: int = 0
    score: Portion = msgspec.field(default_factory=Portion)
    sections: dict[str, Portion] = msgspec.field(default_factory=dict)

    def add(self, card: FilledCard) -> None:
        """Take one form."""
        self.forms += 1
        self.fatal += bool(card.fatal)
        self.provisional += card.provisional
        self.score.add(card.score)
        for section in card.sections:
            self.sections.setdefault(section.id, Portion()).add(section.percent)


class CardFigures:
    """Everything that is counted over filled forms."""

    def __init__(self) -> None:
        self.all = CardTally()
        self.agents: dict[str, CardTally] = {}
        self.items: dict[str, Counter[State]] = {}

    def add(self, card: FilledCard) -> None:
        """Take one conversation's form."""
        self.all.add(card)
        for section in card.sections:
            for item in section.items:
                self.items.setdefault(item.id, Counter())[item.state] += 1

    def add_agent(self, agent: str, name: str, group: str, card: FilledCard) -> None:
        """Take one agent's form of a conversation, or of their part of it."""
        tally = self.agents.setdefault(agent, CardTally())
        if name and not tally.name:
            tally.name, tally.group = name, group
        tally.add(card)
