"""`make bench`: every measurement of this folder, one after the other, as ratios within one run.

Run in the benches' environment. Prints JSON lines; the figures in README.md come from here.
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


def ask(*words: str) -> dict[str, object]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True, env=environment, cwd=ROOT)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    print(json.dumps(found), flush=True)
    return found


def kernel_against_pm4py(count: str) -> None:
    ours, peer = ask("bench/kernel.py", count), ask("bench/peer_pm4py.py", count)
    ask("bench/kernel.py", count, "timed")
    ratio = float(str(ours["events_per_second"])) / float(str(peer["events_per_second"]))
    same = ours["broken_calls"] == peer["broken_calls"]
    print(json.dumps({"ratio zuoxi / pm4py": round(ratio, 2), "same verdicts": same}), flush=True)


def end_to_end(count: str) -> None:
    """`zuoxi audit` with one and two workers on distinct five-minute conversations."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.jsonl"
        subprocess.run([sys.executable, "bench/archive.py", count, str(archive)], check=True, cwd=ROOT)
        for workers in ("1", "2"):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", "zuoxi.app.command", "audit", str(archive), "--out", f"{folder}/{workers}",
                            "--workers", workers, "--embed", "20"], check=True, capture_output=True)  # fmt: skip
            spent = time.perf_counter() - began
            print(json.dumps({"audit": int(count), "workers": int(workers), "seconds": round(spent, 1),
                              "conversations_per_second": round(int(count) / spent)}), flush=True)  # fmt: skip


def main() -> None:
    quick = "quick" in sys.argv
    kernel_against_pm4py("5000" if quick else "100000")
    end_to_end("500" if quick else "3000")
    for name in ("dev", "heldout"):
        if (ROOT / "bench" / "acts" / f"{name}.jsonl").is_file():
            ask("bench/acts_measured.py", f"bench/acts/{name}.jsonl")


if __name__ == "__main__":
    main()
