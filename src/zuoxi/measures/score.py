"""The score of a conversation, exactly as contract.md section 3 says.

Merged clauses: 100 · Σ w(kept) / Σ w(kept + broken); a broken fatal makes 0; an outcome with `because` has no weight; no
weight at all gives None; two decimals, half up. With several legs each agent has a score, and the worst is the
conversation's. It refuses to know what a clause means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from zuoxi.events import Outcome, Severity, Verdict, merge_verdicts

WEIGHTS: dict[Severity, float] = {"advice": 0, "minor": 1, "major": 3, "fatal": 5}
_HUNDREDTH = Decimal("0.01")


class ClauseWeight(msgspec.Struct, frozen=True):
    """A clause's severity and, if a profile or scorecard sets one, its weight."""

    severity: Severity
    weight: float | None = None

    @property
    def value(self) -> float:
        return WEIGHTS[self.severity] if self.weight is None else self.weight


class LegScore(msgspec.Struct, frozen=True):
    agent: str
    score: float | None


class Score(msgspec.Struct, frozen=True):
    """score: 0 to 100 or None. deductions: points that each broken clause takes from 100."""

    score: float | None
    merged: dict[str, Verdict]
    deductions: dict[str, float]
    legs: tuple[LegScore, ...] = ()


def merge_by_clause(outcomes: Iterable[Outcome]) -> dict[str, Verdict]:
    """Each clause's merged verdict."""
    by_clause: dict[str, list[Verdict]] = {}
    for outcome in outcomes:
        by_clause.setdefault(outcome.clause, []).append(outcome.verdict)
    return {clause: merge_verdicts(verdicts) for clause, verdicts in by_clause.items()}


def score_merged(
    merged: Mapping[str, Verdict], weights: Mapping[str, ClauseWeight]
) -> tuple[float | None, dict[str, float]]:
    """Score and deductions of merged verdicts."""
    kept = broken = Decimal(0)
    fatal = False
    found: dict[str, Decimal] = {}
    for clause, verdict in merged.items():
        weight = Decimal(str(weights[clause].value))
        if verdict == "kept":
            kept += weight
        elif verdict == "broken":
            broken += weight
            found[clause] = weight
            fatal = fatal or weights[clause].severity == "fatal"
    total = kept + broken
    if total == 0:
        return (0.0, dict.fromkeys(found, 0.0)) if fatal else (None, dict.fromkeys(found, 0.0))
    deductions = {clause: _round(100 * weight / total) for clause, weight in found.items()}
    return (0.0 if fatal else _round(100 * kept / total)), deductions


def _round(value: Decimal) -> float:
    return float(value.quantize(_HUNDREDTH, ROUND_HALF_UP))


def score_conversation(
    outcomes: Sequence[Outcome],
    weights: Mapping[str, ClauseWeight],
    agents: Sequence[str] = (),
) -> Score:
    """The score; `agents` names the legs where there are several."""
    counted = [outcome for outcome in outcomes if outcome.because is None]
    merged = merge_by_clause(counted)
    score, deductions = score_merged(merged, weights)
    if len(agents) < 2:
        return Score(score, merged, deductions)
    legs = []
    for agent in agents:
        own = merge_by_clause(outcome for outcome in counted if outcome.agent in (agent, None))
        legs.append(LegScore(agent, score_merged(own, weights)[0]))
    scores = [leg.score for leg in legs if leg.score is not None]
    return Score(min(scores) if scores else score, merged, deductions, tuple(legs))
