"""The peak memory of `zuoxi audit`, parent and heaviest worker apart, over archives of different sizes.

`python bench/memory.py COUNT [WORKERS]`. Conversations of six turns, because it is their number that must not matter. Reads the
peaks that the kernel of the operating system keeps (VmHWM in /proc); prints JSON. Linux only.
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
TURNS = "6"
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def peak(process: int) -> float:
    """The most memory that a process ever held, in MB; 0 once it is gone."""
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def children(process: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def main() -> None:
    count, workers = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "2"
    with tempfile.TemporaryDirectory() as folder:
        archive = f"{folder}/archive.jsonl"
        subprocess.run([sys.executable, "bench/archive.py", count, archive, TURNS], check=True, env=ENVIRONMENT, cwd=ROOT)
        words = ["-m", "zuoxi.app.command", "audit", archive, "--out", f"{folder}/out", "--workers", workers, "--embed", "20"]
        began = time.perf_counter()
        with subprocess.Popen([sys.executable, *words], env=ENVIRONMENT, cwd=ROOT, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as audit:  # fmt: skip
            parent = worker = 0.0
            while audit.poll() is None:
                parent = max(parent, peak(audit.pid))
                worker = max([worker, *map(peak, children(audit.pid))])
                time.sleep(0.2)
        if audit.returncode not in (0, 3):
            raise SystemExit(f"the audit ended with {audit.returncode}")
        spent = time.perf_counter() - began
    print(json.dumps({"memory": int(count), "workers": int(workers), "parent_mb": round(parent), "worker_mb": round(worker),
                      "seconds": round(spent, 1)}))  # fmt: skip


if __name__ == "__main__":
    main()
