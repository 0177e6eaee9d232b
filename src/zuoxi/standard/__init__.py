"""A written standard: read, checked, compiled into monitors, explained."""

from zuoxi.standard.document import PackError, Problem
from zuoxi.standard.ingest import Ingested, lay_out
from zuoxi.standard.judgement import judge_ingested, judge_moments
from zuoxi.standard.monitor import Monitor
from zuoxi.standard.profile import read_profile
from zuoxi.standard.program import Program, compile_standard
from zuoxi.standard.schema import pack_schema
from zuoxi.standard.written import (
    Bound,
    ClauseText,
    Pack,
    bind_pack,
    parents_of,
    read_pack,
)

__all__ = [
    "Bound",
    "ClauseText",
    "Ingested",
    "Monitor",
    "Pack",
    "PackError",
    "Problem",
    "Program",
    "bind_pack",
    "compile_standard",
    "lay_out",
    "judge_ingested",
    "judge_moments",
    "pack_schema",
    "parents_of",
    "read_pack",
    "read_profile",
]
