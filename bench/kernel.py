"""Our kernel on the synthetic log: the very kernel that runs live, one process. Prints events a second and verdicts.

`python bench/kernel.py COUNT [timed]`. Moments are made before the clock starts; judging, closing and counting are timed.
"""

from __future__ import annotations

import json
import sys
import time

from bench.calls import ABSENCE, AGENT, CUSTOMER, PRECEDENCE, RESPONSE, calls
from zuoxi.standard.kernel import run_kernel
from zuoxi.standard.model import Atom, Clause, Flag, FlagSet, Goal, Never, Permit, Response, Standard
from zuoxi.standard.moment import Moment, Setting
from zuoxi.standard.program import compile_standard

SHOWS = frozenset({"rings", "hangup", "hold", "transfer", "agent_words", "customer_words", "times"})
BOUNDS = {"answer after ring": 15_000, "greet after answer": 3000, "resume after hold": 60_000, "empathy after complaint": 8000}


def atom(name: str) -> tuple[Atom, ...]:
    if name in AGENT or name in CUSTOMER:
        return (Atom(kind="said", by=("agent" if name in AGENT else "customer",), any_of=(name,)),)
    return (Atom(kind=name),)


def standard(timed: bool) -> Standard:
    rows = [(name, Response(trigger=atom(first), goals=(Goal(pattern=atom(second)),), need=1,
                            within_ms=BOUNDS.get(name) if timed else None)) for name, first, second in RESPONSE]  # fmt: skip
    rows += [(name, Permit(trigger=atom(second), only_if=FlagSet(flag=first))) for name, first, second in PRECEDENCE]
    rows += [(name, Never(pattern=atom(only))) for name, only in ABSENCE]
    flags = tuple(Flag(name=first, set=atom(first)) for _, first, _ in PRECEDENCE)
    clauses = tuple(Clause(id=name, section="x", severity="minor", rows=(row,)) for name, row in rows)
    return Standard(id="bench", version="1", digest="", tracks=flags, clauses=clauses)


def moments(call: list[tuple[int, str]]) -> list[Moment]:
    found = []
    for number, (at, name) in enumerate(call):
        if name in AGENT or name in CUSTOMER:
            party = "agent" if name in AGENT else "customer"
            found.append(Moment(at=at, start=max(0, at - 400), rank=0, seq=number, kind="said", party=party, acts=(name,),
                                content=True, utterance=number))  # fmt: skip
        else:
            kind = "hung_up" if name == "ended" else name
            found.append(Moment(at=at, start=at, rank=2, seq=number, kind=kind, party="customer" if kind == "hung_up" else None))
    return found


def main() -> None:
    count, timed = int(sys.argv[1]), "timed" in sys.argv
    program = compile_standard(standard(timed))
    names = [clause.id for clause in program.standard.clauses]
    setting = Setting(shows=SHOWS)
    events, spent, broken = 0, 0.0, dict.fromkeys(names, 0)
    batch: list[list[Moment]] = []
    for number, call in enumerate(calls(count), 1):
        batch.append(moments(call))
        if len(batch) == 2000 or number == count:
            began = time.perf_counter()
            for stream in batch:
                kernel = run_kernel(program, setting, stream)
                events += len(stream)
                for entry in {entry.clause for entry in kernel.book.entries if entry.verdict == "broken"}:
                    broken[names[entry]] += 1
            spent += time.perf_counter() - began
            batch = []
    print(json.dumps({"engine": "zuoxi" + (" timed" if timed else ""), "calls": count, "events": events,
                      "seconds": round(spent, 2), "events_per_second": round(events / spent), "broken_calls": broken}))  # fmt: skip


if __name__ == "__main__":
    main()
