"""The audit's figures while results come: counts, averages, trends, and the conversations worth embedding.

Memory grows with agents, clauses and days, not with conversations. It refuses to write files.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from zuoxi.desk import ResultLine
from zuoxi.events import Conversation, Verdict, merge_verdicts
from zuoxi.measures import ClauseWeight, score_merged
from zuoxi.standard import ClauseText

SEED = 20261124
_BINS = 10


class Tally(msgspec.Struct):
    """Scores of an agent, a group or a day."""

    name: str = ""
    group: str = ""
    conversations: int = 0
    scored: int = 0
    total: float = 0.0
    squares: float = 0.0
    findings: int = 0

    def add(self, score: float | None, findings: int) -> None:
        self.conversations += 1
        self.findings += findings
        if score is not None:
            self.scored += 1
            self.total += score
            self.squares += score * score

    @property
    def average(self) -> float | None:
        return round(self.total / self.scored, 2) if self.scored else None

    @property
    def margin(self) -> float | None:
        """Half the width of a 95 % interval of the average (normal approximation); None under five scores."""
        if self.scored < 5:
            return None
        mean = self.total / self.scored
        variance = max(0.0, self.squares / self.scored - mean * mean) * self.scored / (self.scored - 1)
        return round(1.96 * math.sqrt(variance / self.scored), 2)


class Worst(msgspec.Struct):
    """One of the worst findings."""

    points: float
    conversation: str
    clause: str
    agent: str
    at: float | None
    quote: str
    reason: str


class Audit:
    """Everything the summary shows."""

    def __init__(
        self,
        texts: Mapping[str, ClauseText],
        weights: Mapping[str, ClauseWeight],
        embed: int,
    ) -> None:
        self.texts = texts
        self.weights = weights
        self.embed = embed
        self.conversations = 0
        self.findings = 0
        self.all = Tally()
        self.clauses: dict[str, Counter[Verdict]] = {clause: Counter() for clause in texts}
        self.agents: dict[str, Tally] = {}
        self.groups: dict[str, Tally] = {}
        self.days: dict[str, Tally] = {}
        self.bins = [0] * _BINS
        self.worst: list[Worst] = []
        self._low: list[tuple[float, int, Conversation, ResultLine]] = []
        self._sample: list[tuple[int, Conversation, ResultLine]] = []
        self._random = random.Random(SEED)

    def add(self, conversation: Conversation, result: ResultLine) -> dict[str, float]:
        """Take one result; returns the deductions of its broken clauses."""
        verdicts: dict[str, list[Verdict]] = {}
        for outcome in result.outcomes:
            verdicts.setdefault(outcome.clause, []).append(outcome.outcome)  # type: ignore[arg-type]
        merged = {clause: merge_verdicts(found) for clause, found in verdicts.items()}
        for clause, verdict in merged.items():
            self.clauses[clause][verdict] += 1
        deductions = score_merged(merged, self.weights)[1]
        findings = sum(1 for outcome in result.outcomes if outcome.outcome == "broken")
        self.findings += findings
        self._tally(conversation, result, findings)
        self._remember_worst(conversation, result, deductions)
        self._keep(conversation, result)
        self.conversations += 1
        return deductions

    def _tally(self, conversation: Conversation, result: ResultLine, findings: int) -> None:
        attributes = conversation.attributes
        agent = str(attributes.get("agent_number") or attributes.get("agent_name") or "–")
        group = str(attributes.get("agent_group") or "–")
        day = (conversation.started_text or "")[:10] or "–"
        self.all.add(result.score, findings)
        for table, key in (
            (self.agents, agent),
            (self.groups, group),
            (self.days, day),
        ):
            tally = table.setdefault(key, Tally(name=str(attributes.get("agent_name") or ""), group=group))
            tally.add(result.score, findings)
        if result.score is not None:
            self.bins[min(_BINS - 1, int(result.score * _BINS / 100))] += 1

    def _remember_worst(
        self,
        conversation: Conversation,
        result: ResultLine,
        deductions: Mapping[str, float],
    ) -> None:
        seen: set[str] = set()
        for outcome in result.outcomes:
            if outcome.outcome != "broken" or outcome.clause in seen:
                continue
            seen.add(outcome.clause)
            weight = self.weights[outcome.clause].value
            quote = next((e.quote for e in reversed(outcome.evidence) if e.quote), "")
            points = weight * 1000 + deductions.get(outcome.clause, 0.0)
            self.worst.append(Worst(points, conversation.id, outcome.clause, outcome.agent or "", outcome.at, quote or "",
                                    outcome.reason))  # fmt: skip
        if len(self.worst) > 400:
            self.worst = self.worst_findings(50)

    def worst_findings(self, count: int) -> list[Worst]:
        """The heaviest findings first, each clause once before any comes twice."""
        ordered = sorted(self.worst, key=_heaviest)
        first: dict[str, Worst] = {}
        for finding in ordered:
            first.setdefault(finding.clause, finding)
        rest = [finding for finding in ordered if first[finding.clause] is not finding]
        return (list(first.values()) + rest)[:count]

    def _keep(self, conversation: Conversation, result: ResultLine) -> None:
        """Half of the places for the worst, half for a seeded sample of the others."""
        number = self.conversations
        score = 100.0 if result.score is None else result.score
        low = max(1, (self.embed + 1) // 2) if self.embed else 0
        if low:
            heapq.heappush(self._low, (-score, -number, conversation, result))
            if len(self._low) <= low:
                return
            _, pushed, conversation, result = heapq.heappop(self._low)
            number = -pushed
        places = self.embed - low
        if len(self._sample) < places:
            self._sample.append((number, conversation, result))
        elif places:
            place = self._random.randrange(self.conversations + 1)
            if place < places:
                self._sample[place] = (number, conversation, result)

    def embedded(self) -> list[tuple[Conversation, ResultLine]]:
        """What is embedded, lowest score first."""
        kept = [(-number, c, r) for _, number, c, r in self._low] + self._sample
        kept.sort(
            key=lambda item: (
                100.0 if item[2].score is None else item[2].score,
                item[0],
            )
        )
        return [(conversation, result) for _, conversation, result in kept]

    # -- rows for the workbook

    def summary_rows(self, english: bool) -> Iterator[tuple[object, object]]:
        names = (
            ("conversations", "average score", "findings", "agents")
            if english
            else ("会话数", "平均分", "问题数", "坐席数")
        )
        average = self.all.average
        yield from zip(names, (self.conversations, "" if average is None else average, self.findings, len(self.agents)),
                       strict=True)  # fmt: skip

    def agent_rows(self) -> Iterator[tuple[object, ...]]:
        for agent, tally in sorted(self.agents.items()):
            yield (
                agent,
                tally.name,
                tally.group,
                tally.conversations,
                _or_blank(tally.average),
                tally.findings,
            )

    def group_rows(self) -> Iterator[tuple[object, ...]]:
        for group, tally in sorted(self.groups.items()):
            yield group, tally.conversations, _or_blank(tally.average), tally.findings

    def clause_rows(self, english: bool) -> Iterator[tuple[object, ...]]:
        side = "en" if english else "zh"
        for clause, counts in self.clauses.items():
            yield (clause, self.texts[clause].title[side], counts["kept"], counts["broken"], counts["unknown"],
                   counts["not_applicable"])  # fmt: skip


def _heaviest(finding: Worst) -> tuple[float, str, str]:
    return -finding.points, finding.conversation, finding.clause


def _or_blank(value: float | None) -> float | str:
    return "" if value is None else value
