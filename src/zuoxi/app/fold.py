"""The audit's figures while results come: counts, averages, trends, and the conversations worth embedding.

Memory grows with agents, clauses and days, not with conversations. It refuses to write files.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Mapping

import msgspec

from zuoxi.desk import Mark, MarkLine, Marks, ResultLine, merged_of, score_of
from zuoxi.events import Conversation, Verdict, merge_verdicts
from zuoxi.measures import ClauseWeight, Inspected, Leg, Marked, Score, Summary
from zuoxi.measures import scorecard as forms
from zuoxi.standard import ClauseText

SEED = 20261124


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
        card: forms.Scorecard | None = None,
    ) -> None:
        #: the organisation's own form, if there is one
        self.card = card
        self.texts = texts
        self.weights = weights
        self.embed = embed
        self.figures = Summary(texts)
        self.worst: list[Worst] = []
        self.marked: set[str] = set()
        self.unplaced: list[Mark] = []
        self._low: list[tuple[float, int, Conversation, ResultLine]] = []
        self._sample: list[tuple[int, Conversation, ResultLine]] = []
        self._random = random.Random(SEED)

    def add(self, conversation: Conversation, result: ResultLine) -> Score:
        """Take one result; returns its score with the deductions of its broken clauses."""
        score = score_of(result, self.weights)
        self._remember_worst(conversation, result, score)
        self._keep(conversation, result)
        self.figures.add(_inspected(conversation, result, score))
        return score

    def place(self, marks: Marks, result: ResultLine) -> None:
        """Remember which conversations marks spoke of, and which marks spoke of nothing in them."""
        if result.conversation in marks.outcomes or result.conversation in marks.items:
            self.marked.add(result.conversation)
            self.unplaced += marks.unplaced(result.conversation, ((line.clause, line.id) for line in result.outcomes))

    def _remember_worst(
        self,
        conversation: Conversation,
        result: ResultLine,
        score: Score,
    ) -> None:
        seen: set[str] = set()
        for outcome in result.outcomes:
            if outcome.outcome != "broken" or outcome.is_advice or outcome.clause in seen:
                continue
            seen.add(outcome.clause)
            weight = self.weights[outcome.clause].value
            points = weight * 1000 + score.deduction(outcome.clause, outcome.agent)
            self.worst.append(Worst(points, conversation.id, outcome.clause, outcome.agent or "", outcome.at, outcome.quoted()[1],
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
        number = self.figures.all.conversations
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
            place = self._random.randrange(self.figures.all.conversations + 1)
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


def _inspected(conversation: Conversation, result: ResultLine, score: Score) -> Inspected:
    attributes = conversation.attributes
    broken = [outcome for outcome in result.outcomes if outcome.outcome == "broken" and not outcome.is_advice]
    names = {leg.agent for leg in score.legs}
    card = None if isinstance(result.scorecard, msgspec.UnsetType) else result.scorecard
    parts = {} if card is None else {leg.agent: leg.card for leg in card.legs}
    return Inspected(
        day=(conversation.started_text or "")[:10] or "–",
        agent=str(attributes.get("agent_number") or attributes.get("agent_name") or "–"),
        agent_name=str(attributes.get("agent_name") or ""),
        group=str(attributes.get("agent_group") or "–"),
        score=result.score,
        merged=merged_of(result),
        findings=tuple(outcome.clause for outcome in broken),
        marks=_marked(result),
        card=card,
        legs=tuple(
            Leg(
                leg.agent,
                leg.score,
                tuple(o.clause for o in broken if o.agent == leg.agent or o.agent not in names),
                parts.get(leg.agent),
            )
            for leg in score.legs
        ),
    )


def _marked(result: ResultLine) -> tuple[Marked, ...]:
    """What people said, once for each mark: one that speaks of several outcomes is compared with what they come to."""
    spoken: dict[tuple[str, MarkLine], list[Verdict]] = {}
    for line in result.outcomes:
        if not isinstance(line.machine, msgspec.UnsetType) and not isinstance(line.marks, msgspec.UnsetType):
            spoken.setdefault((line.clause, line.marks[-1]), []).append(line.machine)
    return tuple(
        Marked(clause, merge_verdicts(machine), mark.verdict, mark.at) for (clause, mark), machine in spoken.items()
    )


def _heaviest(finding: Worst) -> tuple[float, str, str]:
    return -finding.points, finding.conversation, finding.clause
