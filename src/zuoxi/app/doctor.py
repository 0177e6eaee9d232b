"""`zuoxi doctor`: what works here, what is missing, and the remedy. It refuses to repair anything."""

from __future__ import annotations

import importlib.util
import sys

from zuoxi.app.assembly import assemble
from zuoxi.app.judge_check import try_judge
from zuoxi.app.judge_lane import JudgeRequest
from zuoxi.standard import PackError
from zuoxi.store import PackNotFoundError

_EXTRAS = (
    ("chromium for the tests of the report", "playwright", "make setup"),
    ("a judge beside the rules (audit --judge)", "httpx", "pip install 'zuoxi[judge]'"),
    ("speech recognition (a later release)", "faster_whisper", "not needed yet"),
)


def examine(judge: JudgeRequest | None = None) -> int:
    """Print one line a part; 0 if everything that an audit needs works, and the judge, if one is to be tried."""
    status = 0
    print(f"ok      Python {sys.version.split()[0]}")
    try:
        found = assemble("telephone")
        print(f"ok      standard telephone {found.pack.version}, {len(found.bound.standard.clauses)} clauses")
        for problem in found.bound.problems:
            print(f"notice  {problem}")
    except (PackError, PackNotFoundError) as error:
        print(f"missing the standard: {error}. Reinstall the package.")
        status = 1
    for name, module, remedy in _EXTRAS:
        there = importlib.util.find_spec(module) is not None
        print(f"{'ok     ' if there else 'absent '} {name}" + ("" if there else f" ({remedy})"))
    print("absent  the live desk (zuoxi run), records, telephony: later releases")
    if judge is not None:
        status = max(status, try_judge(judge, print))
    return status
