"""The numbers, each a named fold with its definition; an organisation's own form is the chapter `scorecard`."""

from zuoxi.measures.agreement import Marked
from zuoxi.measures.change import Change
from zuoxi.measures.interval import Interval, mean_interval, wilson_interval
from zuoxi.measures.score import (
    ClauseWeight,
    Judgement,
    Score,
    score_conversation,
    score_judgements,
)
from zuoxi.measures.summary import Inspected, Leg, Summary, Tally

__all__ = [
    "Change",
    "ClauseWeight",
    "Inspected",
    "Interval",
    "Judgement",
    "Leg",
    "Marked",
    "Score",
    "Summary",
    "Tally",
    "mean_interval",
    "score_conversation",
    "score_judgements",
    "scorecard",
    "wilson_interval",
]
