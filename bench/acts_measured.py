"""Precision and recall of acts on labelled utterances: `python bench/acts_measured.py FILE`. Prints JSON, acts worst first.

`explain` and `acknowledge` are counted like any other act. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from math import sqrt
from pathlib import Path

from zuoxi.app.assembly import assemble
from zuoxi.language import Names


def wilson(hits: int, total: int) -> tuple[float, float]:
    if not total:
        return 0.0, 1.0
    share, z = hits / total, 1.96
    middle, spread = share + z * z / (2 * total), z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return round((middle - spread) / (1 + z * z / total), 3), round((middle + spread) / (1 + z * z / total), 3)


def main() -> None:
    recogniser = assemble("telephone").recogniser
    right, wrong, missed = Counter(), Counter(), Counter()
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    for line in lines:
        entry = json.loads(line)
        attributes = entry.get("attributes") or {}
        names = Names(**{key: str(attributes[key]) for key in Names.__struct_fields__ if attributes.get(key)})
        previous = ()
        if entry.get("previous"):
            other = "agent" if entry["by"] == "customer" else "customer"
            previous = tuple(hit.act for hit in recogniser.recognise(entry["previous"], by=other, names=names).acts)
        reading = recogniser.recognise(entry["text"], by=entry["by"], previous_acts=previous, names=names,
                                       language=entry.get("language", "zh"))  # fmt: skip
        found = {hit.act for hit in reading.acts if not hit.act.startswith("telephone.")}
        wanted = set(entry["acts"])
        right.update(found & wanted)
        wrong.update(found - wanted)
        missed.update(wanted - found)
    acts = {
        act: [right[act], wrong[act], missed[act]]
        for act in sorted(right | wrong | missed, key=lambda act: -(wrong[act] + missed[act]))
    }
    hits, false, lost = sum(right.values()), sum(wrong.values()), sum(missed.values())
    print(json.dumps({"file": sys.argv[1], "utterances": len(lines), "precision": round(hits / (hits + false), 3),
                      "precision_interval": wilson(hits, hits + false), "recall": round(hits / (hits + lost), 3),
                      "recall_interval": wilson(hits, hits + lost), "acts [right, wrong, missed]": acts}))  # fmt: skip


if __name__ == "__main__":
    main()
