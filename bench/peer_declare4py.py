"""Declare4Py's conformance checking on the same log and the untimed constraints. Run in the benches' environment.

`python bench/peer_declare4py.py COUNT`. The log and the model are made before the clock starts.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime, timedelta
from importlib.metadata import version

import pandas
import pm4py
from Declare4Py.D4PyEventLog import D4PyEventLog
from Declare4Py.ProcessMiningTasks.ConformanceChecking.MPDeclareAnalyzer import MPDeclareAnalyzer
from Declare4Py.ProcessModels.DeclareModel import DeclareModel

from bench.calls import ABSENCE, AGENT, CUSTOMER, PRECEDENCE, RESPONSE, calls

LINE = ("rang", "answered", "held", "resumed", "transferred", "ended")


def main() -> None:
    count = int(sys.argv[1])
    start = datetime(2026, 11, 1)
    rows = [(f"{number:09d}", name, start + timedelta(seconds=number * 60, milliseconds=at))
            for number, call in enumerate(calls(count)) for at, name in call]  # fmt: skip
    frame = pandas.DataFrame(rows, columns=["case:concept:name", "concept:name", "time:timestamp"])
    log = D4PyEventLog(log=pm4py.convert_to_event_log(pm4py.format_dataframe(frame)))
    lines = [f"activity {name}" for name in (*LINE, *AGENT, *CUSTOMER)]
    names = [name for name, *_ in (*RESPONSE, *PRECEDENCE, *ABSENCE)]
    lines += [f"Response[{first}, {second}] | | |" for _, first, second in RESPONSE]
    lines += [f"Precedence[{first}, {second}] | | |" for _, first, second in PRECEDENCE]
    lines += [f"Absence1[{only}] | |" for _, only in ABSENCE]
    model = DeclareModel().parse_from_string("\n".join(lines))
    began = time.perf_counter()
    found = MPDeclareAnalyzer(log=log, declare_model=model, consider_vacuity=True).run().get_metric(metric="state")
    spent = time.perf_counter() - began
    broken = {name: int((found.iloc[:, number] == 0).sum()) for number, name in enumerate(names)}
    print(json.dumps({"engine": f"Declare4Py {version('declare4py')}", "calls": count, "events": len(rows),
                      "seconds": round(spent, 2), "events_per_second": round(len(rows) / spent), "broken_calls": broken}))  # fmt: skip


if __name__ == "__main__":
    main()
