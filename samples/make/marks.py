"""Writes samples/marks/november.jsonl: what two invented inspectors said of the sample conversations.

`python samples/make/marks.py RESULTS`, RESULTS being the results.jsonl of an audit of the samples without marks. They confirm findings that the
samples were written to show (intended.jsonl), and fill in the checklist and the scorecard's own items of every twelfth conversation. Seeded; invents no judgement: a
finding that was not intended is left alone.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

HERE = Path(__file__).parent
CHECKLIST = ("T02", "V10", "V11", "V12", "V13", "V14", "V15")
INSPECTORS = ("质检一 高敏", "质检二 樊立")


#: the items of the shipped scorecard that only people can judge, with their points
ITEMS = (("S1", 8), ("S2", 6), ("V4", 4))


def items_of(lines):
    """Points for the items of the scorecard, in the conversations whose checklist was filled in."""
    dice, seen = random.Random(20261128), {}
    for line in lines:
        if line["clause"] in CHECKLIST:
            seen.setdefault(line["conversation"], line)
    for name, line in seen.items():
        for item, most in ITEMS:
            yield {"conversation": name, "item": item, "points": most - dice.choice((0, 0, 0, 1, 1, 2)), "by": line["by"], "at": line["at"]}


def main():
    dice = random.Random(20261127)
    intended = {line["id"]: set(line["broken"]) for line in map(json.loads, (HERE / "intended.jsonl").read_text("utf-8").splitlines())}
    lines = []
    for number, result in enumerate(map(json.loads, Path(sys.argv[1]).read_text("utf-8").splitlines())):
        name, by = result["conversation"], INSPECTORS[number % 2]
        at = f"2026-11-{23 + number % 5}T{9 + number % 8:02}:{number % 60:02}:00+08:00"
        for outcome in result["outcomes"]:
            if outcome["outcome"] == "broken" and outcome["clause"] in intended.get(name, ()) and dice.random() < 0.6:
                lines.append({"conversation": name, "clause": outcome["clause"], "id": outcome["id"], "verdict": "broken", "by": by, "at": at})
            elif outcome["clause"] in CHECKLIST and number % 12 == 0:
                verdict = "broken" if dice.random() < 0.08 else "kept"
                lines.append({"conversation": name, "clause": outcome["clause"], "id": outcome["id"], "verdict": verdict, "by": by, "at": at, "note": "现场巡视"})
    lines += items_of(lines)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (HERE.parent / "marks" / "november.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
