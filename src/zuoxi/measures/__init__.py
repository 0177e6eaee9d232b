"""The numbers, each a named fold with its definition."""

from zuoxi.measures.interval import Interval, mean_interval, wilson_interval
from zuoxi.measures.score import (
    WEIGHTS,
    ClauseWeight,
    Judgement,
    LegScore,
    Score,
    merge_by_clause,
    score_conversation,
    score_judgements,
    score_merged,
)
from zuoxi.measures.summary import Inspected, Summary, Tally

__all__ = [
    "WEIGHTS",
    "ClauseWeight",
    "Inspected",
    "Interval",
    "Judgement",
    "LegScore",
    "Score",
    "Summary",
    "Tally",
    "mean_interval",
    "merge_by_clause",
    "score_conversation",
    "score_judgements",
    "score_merged",
    "wilson_interval",
]
