"""pm4py's declare conformance on the same log and the untimed constraints it can express. Run in the benches' environment.

`python bench/peer_pm4py.py COUNT`. The data frame is made before the clock starts.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime, timedelta

import pandas
import pm4py

from bench.calls import ABSENCE, PRECEDENCE, RESPONSE, calls


def main() -> None:
    count = int(sys.argv[1])
    start = datetime(2026, 11, 1)
    rows = [(str(number), name, start + timedelta(seconds=number * 60, milliseconds=at))
            for number, call in enumerate(calls(count)) for at, name in call]  # fmt: skip
    frame = pandas.DataFrame(rows, columns=["case:concept:name", "concept:name", "time:timestamp"])
    full = {"support": 1.0, "confidence": 1.0}
    model = {
        "response": {(first, second): dict(full) for _, first, second in RESPONSE},
        "precedence": {(first, second): dict(full) for _, first, second in PRECEDENCE},
        "absence": {only: dict(full) for _, only in ABSENCE},
    }
    began = time.perf_counter()
    result = pm4py.conformance_declare(frame, model)
    spent = time.perf_counter() - began
    names = {("response", (a, b)): n for n, a, b in RESPONSE} | {("precedence", (a, b)): n for n, a, b in PRECEDENCE}
    names |= {("absence", only): n for n, only in ABSENCE}
    broken = dict.fromkeys(names.values(), 0)
    for case in result:
        for kind, what in case["deviations"]:
            broken[names[(kind, what)]] += 1
    print(json.dumps({"engine": f"pm4py {pm4py.__version__}", "calls": count, "events": len(rows), "seconds": round(spent, 2),
                      "events_per_second": round(len(rows) / spent), "broken_calls": broken}))  # fmt: skip


if __name__ == "__main__":
    main()
