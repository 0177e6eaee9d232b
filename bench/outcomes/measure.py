"""Measures outcomes on labelled conversations: for each verdict precision and recall, with 95 % Wilson intervals.

`python bench/outcomes/measure.py bench/outcomes/part1.jsonl …` audits the conversations with the default profile, through `zuoxi audit`, and
compares the merged outcome of every labelled clause with its label. `--clauses` adds a line per clause, `--misses` every disagreement
(clause, label, outcome, conversation; no words). `--half read|sealed` takes the conversations with odd or even numbers alone: the sealed half
is never read while tuning. It refuses to change a label, and to count a clause that the pack does not have: those are listed.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

VERDICTS = ("broken", "kept", "unknown", "not_applicable")
WORST_FIRST = {verdict: number for number, verdict in enumerate(("broken", "unknown", "kept", "not_applicable"))}


def interval(hits: int, count: int) -> str:
    if not count:
        return "   –"
    z, share = 1.96, hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return f"{share:.3f} [{middle - half:.3f}, {middle + half:.3f}]"


def labelled(paths: list[str], half: str | None) -> list[dict]:
    rows = [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()]
    if half:
        rows = [row for row in rows if int(row["conversation"]["id"].rpartition("-")[2]) % 2 == (half == "read")]
    return rows


def audited(rows: list[dict]) -> dict[str, dict[str, str]]:
    """By conversation and clause the merged outcome."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.jsonl"
        archive.write_text("".join(json.dumps(row["conversation"], ensure_ascii=False) + "\n" for row in rows), "utf-8")
        words = [sys.executable, "-m", "zuoxi.app.command", "audit", str(archive), "--out", f"{folder}/out", "--embed", "0"]
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode not in (0, 3):
            raise SystemExit(done.stderr)
        found: dict[str, dict[str, str]] = {}
        for line in (Path(folder) / "out/results.jsonl").read_text("utf-8").splitlines():
            result = json.loads(line)
            merged = found.setdefault(result["conversation"], {})
            for outcome in result["outcomes"]:
                before = merged.get(outcome["clause"], "not_applicable")
                merged[outcome["clause"]] = min(before, outcome["outcome"], key=WORST_FIRST.__getitem__)
        return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--half", choices=("read", "sealed"))
    parser.add_argument("--clauses", action="store_true")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    rows = labelled(asked.files, asked.half)
    found = audited(rows)
    pairs: Counter[tuple[str, str, str]] = Counter()
    absent: Counter[str] = Counter()
    refused = 0
    for row in rows:
        name = row["conversation"]["id"]
        if name not in found:
            refused += 1
            continue
        for label in row["labels"]:
            told = found[name].get(label["clause"])
            if told is None:
                absent[label["clause"]] += 1
                continue
            pairs[label["clause"], label["outcome"], told] += 1
            if asked.misses and told != label["outcome"]:
                print(f"{label['clause']:5} {label['outcome']:>14} → {told:14} {name}  {label.get('why', '')}")
    clauses = sorted({clause for clause, _, _ in pairs}) if asked.clauses else []
    for clause in clauses:
        wrong = {f"{a}→{b}": n for (c, a, b), n in sorted(pairs.items()) if c == clause and a != b}
        count = sum(n for (c, _, _), n in pairs.items() if c == clause)
        print(f"{clause:6} {count:4} labels, {sum(wrong.values()):3} otherwise  {wrong or ''}")
    for verdict in VERDICTS:
        hits = sum(n for (_, a, b), n in pairs.items() if a == b == verdict)
        told = sum(n for (_, _, b), n in pairs.items() if b == verdict)
        meant = sum(n for (_, a, _), n in pairs.items() if a == verdict)
        print(f"{verdict:15} precision {interval(hits, told)}  recall {interval(hits, meant)}  ({meant} labels)")
    agreed = sum(n for (_, a, b), n in pairs.items() if a == b)
    print(f"{len(rows)} conversations, {sum(pairs.values())} labels, {interval(agreed, sum(pairs.values()))} as labelled")
    print(f"conversations refused: {refused}; labels of clauses that the pack does not have: {sum(absent.values())} "
          f"({', '.join(sorted(absent))})")  # fmt: skip


if __name__ == "__main__":
    main()
