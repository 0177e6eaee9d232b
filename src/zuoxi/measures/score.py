"""The score of a conversation, exactly as contract.md section 3 says.

Merged clauses: 100 · Σ w(kept) / Σ w(kept + broken); a broken fatal makes 0; an outcome with `because` has no weight; no
weight at all gives None; two decimals, half up. With several legs each agent has a score, and the worst is the
conversation's. What the broken clauses take away adds up to 100 minus the score. It refuses to know what a clause means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import msgspec

from zuoxi.events import Outcome, Severity, Verdict, merge_verdicts

WEIGHTS: dict[Severity, float] = {"advice": 0, "minor": 1, "major": 3, "fatal": 5}
_HUNDREDTH = Decimal("0.01")
_WHOLE = Decimal(100)


class ClauseWeight(msgspec.Struct, frozen=True):
    """A clause's severity and, if a profile or scorecard sets one, its weight."""

    severity: Severity
    weight: float | None = None

    @property
    def value(self) -> float:
        return WEIGHTS[self.severity] if self.weight is None else self.weight


class Judgement(msgspec.Struct, frozen=True):
    """As much of an outcome as the score needs, wherever the outcome comes from (a monitor, a line of a file)."""

    clause: str
    verdict: Verdict
    agent: str | None = None
    follows: bool = False


class LegScore(msgspec.Struct, frozen=True):
    """One agent's part of a conversation. deductions: points that each of its broken clauses takes from 100."""

    agent: str
    score: float | None
    deductions: dict[str, float] = {}


class Score(msgspec.Struct, frozen=True):
    """score: 0 to 100 or None. deductions: points that each broken clause takes from 100."""

    score: float | None
    merged: dict[str, Verdict]
    deductions: dict[str, float]
    legs: tuple[LegScore, ...] = ()

    def deduction(self, clause: str, agent: str | None = None) -> float:
        """What a finding takes from 100: in its agent's leg where there are legs, else in the conversation."""
        for leg in self.legs:
            if leg.agent == agent:
                return leg.deductions.get(clause, 0.0)
        return max((leg.deductions.get(clause, 0.0) for leg in self.legs), default=self.deductions.get(clause, 0.0))


def merge_by_clause(outcomes: Iterable[Outcome | Judgement]) -> dict[str, Verdict]:
    """Each clause's merged verdict."""
    by_clause: dict[str, list[Verdict]] = {}
    for outcome in outcomes:
        by_clause.setdefault(outcome.clause, []).append(outcome.verdict)
    return {clause: merge_verdicts(verdicts) for clause, verdicts in by_clause.items()}


def score_merged(
    merged: Mapping[str, Verdict], weights: Mapping[str, ClauseWeight]
) -> tuple[float | None, dict[str, float]]:
    """Score and deductions of merged verdicts."""
    kept = sum((_weight(weights, clause) for clause, verdict in merged.items() if verdict == "kept"), Decimal(0))
    found = {clause: _weight(weights, clause) for clause, verdict in merged.items() if verdict == "broken"}
    fatal = [clause for clause in found if weights[clause].severity == "fatal"]
    total = kept + sum(found.values())
    shares = {clause: _WHOLE * weight / total if total else Decimal(0) for clause, weight in found.items()}
    if fatal:
        # the fatal ones take whatever the others leave, so that the deductions still add up
        left = _WHOLE - sum((share for clause, share in shares.items() if clause not in fatal), Decimal(0))
        shares |= dict.fromkeys(fatal, left / len(fatal))
    deductions = {clause: _round(share) for clause, share in shares.items()}
    if fatal:
        return 0.0, deductions
    return (_round(_WHOLE * kept / total) if total else None), deductions


def _weight(weights: Mapping[str, ClauseWeight], clause: str) -> Decimal:
    return _decimal(weights[clause].value)


@cache
def _decimal(value: float) -> Decimal:
    """A weight as it was written; a standard has few different ones."""
    return Decimal(str(value))


def _round(value: Decimal) -> float:
    return float(value.quantize(_HUNDREDTH, ROUND_HALF_UP))


def judgement_of(outcome: Outcome) -> Judgement:
    """What the score needs of a monitor's outcome."""
    return Judgement(outcome.clause, outcome.verdict, outcome.agent, outcome.because is not None)


def score_judgements(
    judgements: Iterable[Judgement], weights: Mapping[str, ClauseWeight], agents: Sequence[str] = ()
) -> Score:
    """The score; `agents` names the legs where there are several.

    A judgement that names none of the legs' agents (the line's, or a colleague's) counts in every leg.
    """
    counted = [judgement for judgement in judgements if not judgement.follows]
    merged = merge_by_clause(counted)
    score, deductions = score_merged(merged, weights)
    names = tuple(dict.fromkeys(agents))
    if len(names) < 2:
        return Score(score, merged, deductions)
    legs: list[LegScore] = []
    for name in names:
        own = merge_by_clause(one for one in counted if one.agent == name or one.agent not in names)
        legs.append(LegScore(name, *score_merged(own, weights)))
    scores = [leg.score for leg in legs if leg.score is not None]
    return Score(min(scores, default=None), merged, deductions, tuple(legs))


def score_conversation(
    outcomes: Iterable[Outcome], weights: Mapping[str, ClauseWeight], agents: Sequence[str] = ()
) -> Score:
    """The score of a conversation's outcomes."""
    return score_judgements((judgement_of(outcome) for outcome in outcomes), weights, agents)
