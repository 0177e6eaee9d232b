"""An audit's figures as one fold: counts, scores and their spread, by clause, day, agent and group.

Its memory grows with clauses, days, agents and groups, never with conversations, so 200,000 conversations need no more than
ten. It refuses to read results from files, to word anything, and to remember a single conversation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import get_args

import msgspec

from zuoxi.events import Verdict
from zuoxi.measures.agreement import Agreement, Marked
from zuoxi.measures.card_figures import CardFigures
from zuoxi.measures.interval import Interval, mean_interval, wilson_interval
from zuoxi.measures.score import ClauseWeight
from zuoxi.measures.scorecard import FilledCard

BINS = 10
#: distinct causes of doubt that are kept apart for one clause; what comes later is counted under OTHER_CAUSES
MOST_CAUSES = 12
OTHER_CAUSES = ""


class Leg(msgspec.Struct, frozen=True):
    """One agent's part of a conversation that several had: score, findings and form of that part."""

    agent: str
    score: float | None
    findings: tuple[str, ...] = ()
    card: FilledCard | None = None


class Inspected(msgspec.Struct, frozen=True, kw_only=True):
    """As much of one inspected conversation as the figures need.

    day: its local date, ISO. merged: each clause's verdict. findings: the clause of each broken outcome. doubts: clause and
    cause of each unknown outcome. legs: where several agents spoke one after another, each answers for their own. card: the
    organisation's own form, if there is one. Empty texts: not known.
    """

    day: str = ""
    agent: str = ""
    agent_name: str = ""
    group: str = ""
    score: float | None = None
    merged: Mapping[str, Verdict] = {}
    findings: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    legs: tuple[Leg, ...] = ()
    marks: tuple[Marked, ...] = ()
    card: FilledCard | None = None


class Tally(msgspec.Struct):
    """The scores and findings of an agent, a group, a day or of all."""

    name: str = ""
    group: str = ""
    conversations: int = 0
    scored: int = 0
    total: float = 0.0
    squares: float = 0.0
    findings: int = 0
    clean: int = 0
    broken: Counter[str] = msgspec.field(default_factory=Counter)

    def add(self, inspected: Inspected) -> None:
        self.conversations += 1
        self.findings += len(inspected.findings)
        self.clean += not inspected.findings
        self.broken.update(set(inspected.findings))
        if inspected.score is not None:
            self.scored += 1
            self.total += inspected.score
            self.squares += inspected.score * inspected.score

    @property
    def average(self) -> float | None:
        """The average score of the conversations that have one."""
        return round(self.total / self.scored, 2) if self.scored else None

    @property
    def interval(self) -> Interval | None:
        """The average's 95 % interval, None where there are too few conversations."""
        return mean_interval(self.scored, self.total, self.squares, 0.0, 100.0)


class ClauseTally(msgspec.Struct):
    """What one clause came to, in conversations; causes: why it could not be judged, in outcomes."""

    counts: Counter[Verdict] = msgspec.field(default_factory=Counter)
    causes: Counter[str] = msgspec.field(default_factory=Counter)
    agreement: Agreement = msgspec.field(default_factory=Agreement)

    @property
    def judged(self) -> int:
        """In how many conversations it was kept or broken."""
        return self.counts["kept"] + self.counts["broken"]

    @property
    def share(self) -> float | None:
        """The share of the judged conversations in which it was broken."""
        return self.counts["broken"] / self.judged if self.judged else None

    @property
    def interval(self) -> Interval | None:
        """The share's 95 % interval."""
        return wilson_interval(self.counts["broken"], self.judged)

    def doubt(self, cause: str) -> None:
        known = cause in self.causes or len(self.causes) < MOST_CAUSES
        self.causes[cause if known else OTHER_CAUSES] += 1


class Summary:
    """Everything that is counted over an audit."""

    def __init__(self, clauses: Iterable[str]) -> None:
        self.all = Tally()
        self.clauses: dict[str, ClauseTally] = {clause: ClauseTally() for clause in clauses}
        self.agents: dict[str, Tally] = {}
        self.groups: dict[str, Tally] = {}
        self.days: dict[str, Tally] = {}
        self.bins = [0] * BINS
        self.card = CardFigures()

    def add(self, inspected: Inspected) -> None:
        """Take one conversation."""
        self.all.add(inspected)
        _tally(self.groups, inspected.group, inspected)
        _tally(self.days, inspected.day, inspected)
        if inspected.card is not None:
            self.card.add(inspected.card)
        if not inspected.legs:
            _tally(self.agents, inspected.agent, inspected)
            self._card(inspected)
        for leg in inspected.legs:
            known = leg.agent == inspected.agent
            own = msgspec.structs.replace(
                inspected, agent=leg.agent, agent_name=inspected.agent_name if known else "",
                group=inspected.group if known else "", score=leg.score, findings=leg.findings, card=leg.card)  # fmt: skip
            _tally(self.agents, leg.agent, own)
            self._card(own)
        for clause, verdict in inspected.merged.items():
            self._clause(clause).counts[verdict] += 1
        for mark in inspected.marks:
            self._clause(mark.clause).agreement.add(mark)
        for clause, cause in inspected.doubts:
            self._clause(clause).doubt(cause)
        if inspected.score is not None:
            self.bins[min(BINS - 1, int(inspected.score * BINS / 100))] += 1

    def _card(self, own: Inspected) -> None:
        """The form of an agent's part, or of their conversation."""
        if own.card is not None:
            self.card.add_agent(own.agent, own.agent_name, own.group, own.card)

    def _clause(self, clause: str) -> ClauseTally:
        return self.clauses.setdefault(clause, ClauseTally())

    def sections(self, section_of: Mapping[str, str]) -> dict[str, Counter[Verdict]]:
        """The clauses' counts added up by section."""
        found: dict[str, Counter[Verdict]] = {}
        for clause, tally in self.clauses.items():
            counts = found.setdefault(section_of[clause], Counter())
            counts.update({verdict: tally.counts[verdict] for verdict in get_args(Verdict)})
        return found

    def worst_clauses(self, count: int, weights: Mapping[str, ClauseWeight]) -> list[str]:
        """The clauses that cost most: conversations in which they were broken times their weight, advice last."""
        broken = [clause for clause, tally in self.clauses.items() if tally.counts["broken"]]
        return sorted(broken, key=lambda clause: self._cost(clause, weights))[:count]

    def _cost(self, clause: str, weights: Mapping[str, ClauseWeight]) -> tuple[float, int, str]:
        times = self.clauses[clause].counts["broken"]
        return -times * weights[clause].value, -times, clause


def _tally(table: dict[str, Tally], key: str, inspected: Inspected) -> None:
    tally = table.get(key)
    if tally is None:
        tally = table[key] = Tally(name=inspected.agent_name, group=inspected.group)
    elif inspected.agent_name and not tally.name:
        tally.name, tally.group = inspected.agent_name, inspected.group
    tally.add(inspected)
