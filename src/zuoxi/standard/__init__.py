"""A written standard: read, checked, compiled into monitors, explained."""

from zuoxi.standard.judgement import collect_outcomes, judge_moments
from zuoxi.standard.kernel import Kernel, Program, compile_standard
from zuoxi.standard.moment import FactValue, Moment, Setting

__all__ = [
    "FactValue",
    "Kernel",
    "Moment",
    "Program",
    "Setting",
    "collect_outcomes",
    "compile_standard",
    "judge_moments",
]
