"""`make bench`: every measurement of this folder, one after the other, as ratios within one run.

Run in the benches' environment. `quick` takes small counts and is only a trial of the benches themselves. Prints JSON
lines and tables; the figures in README.md come from here. It refuses to judge a figure.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def run(*words: str) -> str:
    """A bench as a process of its own; its output."""
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True, env=ENVIRONMENT, cwd=ROOT).stdout


def ask(*words: str) -> dict[str, object]:
    """The last line of a bench, JSON, shown and returned."""
    found: dict[str, object] = json.loads(run(*words).strip().splitlines()[-1])
    tell(found)
    return found


def tell(found: dict[str, object]) -> None:
    print(json.dumps(found, ensure_ascii=False), flush=True)


def kernel_against(peer: str, count: str) -> None:
    """The kernel and a peer on the same calls and constraints, in turn; their ratio and whether they agree."""
    ours, theirs = ask("bench/kernel.py", count), ask(f"bench/peer_{peer}.py", count)
    ratio = float(str(ours["events_per_second"])) / float(str(theirs["events_per_second"]))
    ours_broken, theirs_broken = dict(ours["broken_calls"]), dict(theirs["broken_calls"])  # type: ignore[call-overload]
    same = all(ours_broken[name] == broken for name, broken in theirs_broken.items())
    tell({"calls": int(count), f"ratio zuoxi / {peer}": round(ratio, 2), "same verdicts": same})


def end_to_end(count: str) -> None:
    """`zuoxi audit` with one and two workers on distinct five-minute conversations, start-up included and apart."""
    with tempfile.TemporaryDirectory() as folder:
        run("bench/archive.py", count, f"{folder}/archive.jsonl")
        run("bench/archive.py", "1", f"{folder}/one.jsonl")
        idle = audit(f"{folder}/one.jsonl", f"{folder}/idle", "1")
        for workers in ("1", "2"):
            spent = audit(f"{folder}/archive.jsonl", f"{folder}/{workers}", workers)
            tell({"audit": int(count), "workers": int(workers), "seconds": round(spent, 1), "of which start": round(idle, 1),
                  "conversations_per_second": round(int(count) / spent),
                  "after the start": round(int(count) / (spent - idle))})  # fmt: skip


def audit(archive: str, out: str, workers: str) -> float:
    began = time.perf_counter()
    run("-m", "zuoxi.app.command", "audit", archive, "--out", out, "--workers", workers, "--embed", "20")
    return time.perf_counter() - began


def main() -> None:
    quick = "quick" in sys.argv
    kernel_against("pm4py", "5000" if quick else "100000")
    kernel_against("declare4py", "500" if quick else "5000")
    ask("bench/kernel.py", "5000" if quick else "100000", "timed")
    end_to_end("500" if quick else "6000")
    for count in ("500",) if quick else ("10000", "200000"):
        ask("bench/memory.py", count)
    for name in ("dev", "heldout"):
        print(run("bench/acts/measure.py", f"bench/acts/{name}.jsonl", "--micro"), flush=True)


if __name__ == "__main__":
    main()
