"""A written standard: read, checked, compiled into monitors, explained."""

from zuoxi.standard.checks import check_pack
from zuoxi.standard.document import PackError, Problem
from zuoxi.standard.ingest import Ingested, lay_out
from zuoxi.standard.judgement import judge_ingested
from zuoxi.standard.pack_files import line_of_packs
from zuoxi.standard.profile import read_profile
from zuoxi.standard.program import Program, compile_standard
from zuoxi.standard.schema import pack_schema
from zuoxi.standard.written import (
    Bound,
    ClauseText,
    Pack,
    bind_pack,
    read_pack,
)

__all__ = [
    "Bound",
    "ClauseText",
    "Ingested",
    "Pack",
    "PackError",
    "Problem",
    "Program",
    "bind_pack",
    "check_pack",
    "compile_standard",
    "lay_out",
    "line_of_packs",
    "judge_ingested",
    "monitor",
    "pack_schema",
    "read_pack",
    "read_profile",
]
