"""Asks a kernel for outcomes that the oracle would not give: `python -m tests.oracle.probing TRACES FAMILY…`.

Ends with 9 at the first disagreement, with 0 if there is none; anything else is a crash. Meant for deliberate mutants.
"""

from __future__ import annotations

import sys
from random import Random

from tests.oracle import judge
from tests.oracle.families import FAMILIES

from zuoxi.standard import compile_standard
from zuoxi.standard.judgement import judge_moments

DISAGREES = 9


def differs(family: str, seed: int) -> bool:
    case = FAMILIES[family](Random(f"{family}-{seed}"))
    instants = [moment.at for moment in case.moments] or [0]
    for watermark in (None, Random(seed).choice(instants)):
        found: dict[str, list[tuple[str, int | None, str | None]]] = {clause.id: [] for clause in case.standard.clauses}
        program = compile_standard(case.standard)
        outcomes = judge_moments(program, case.setting, case.moments, watermark=watermark)
        for outcome in sorted(outcomes, key=lambda outcome: outcome.number):
            found[outcome.clause].append((outcome.verdict, outcome.at, outcome.key))
        wanted = judge(case.standard, case.setting, case.moments, watermark)
        if found != {clause: list(outcomes) for clause, outcomes in wanted.items()}:
            return True
    return False


def main() -> int:
    traces, families = int(sys.argv[1]), sys.argv[2:]
    for seed in range(traces):
        for family in families:
            if differs(family, seed):
                return DISAGREES
    return 0


if __name__ == "__main__":
    sys.exit(main())
