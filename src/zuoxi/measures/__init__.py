"""The numbers, each a named fold with its definition."""

from zuoxi.measures.score import (
    WEIGHTS,
    ClauseWeight,
    LegScore,
    Score,
    merge_by_clause,
    score_conversation,
    score_merged,
)

__all__ = [
    "WEIGHTS",
    "ClauseWeight",
    "LegScore",
    "Score",
    "merge_by_clause",
    "score_conversation",
    "score_merged",
]
