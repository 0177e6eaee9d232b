"""Recall and precision of facts on labelled sentences: kind, value and place.

`python bench/facts/measure.py FILE [--half read|sealed] [--misses]`. A fact is right if its kind and value are (separators do not
count, nor does an offset) and its span overlaps the label's. `read` are the odd lines, that may be looked at while rules are written; the
even ones are `sealed`: measured, never printed. Prints lines with 95 % Wilson intervals.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "acts"))
from measure import shown  # bench/acts

from zuoxi.language import find_facts

_LOOSE = frozenset({"order_number", "plate", "email", "phone", "id_card", "bank_card", "address"})


def plain(kind, value):
    """The value as it is compared."""
    text = str(value)
    if kind in _LOOSE:
        return re.sub(r"[\s\-·,，。.、]", "", text).upper() if kind != "email" else text.lower()
    if kind in ("amount", "quantity", "duration"):
        return float(text)
    if kind == "deadline" and re.fullmatch(r"\d+(\.0)?", text):
        return float(text)
    if kind in ("datetime", "deadline") and "T" in text:
        return datetime.fromisoformat(text).replace(tzinfo=None).isoformat()
    return text


def is_right(wanted, fact):
    """Whether a fact heard is the one that was labelled."""
    if wanted["kind"] != fact.kind or not (wanted["start"] < fact.end and fact.start < wanted["end"]):
        return False
    return plain(fact.kind, wanted["value"]) == plain(fact.kind, fact.value)


def main():
    path = Path(sys.argv[1])
    half = sys.argv[sys.argv.index("--half") + 1] if "--half" in sys.argv else "all"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    rows = {"all": rows, "read": rows[::2], "sealed": rows[1::2]}[half]
    tell = "--misses" in sys.argv and half == "read"
    wanted_of, found_of, right_of = Counter(), Counter(), Counter()
    for row in rows:
        heard = [fact for fact in find_facts(row["text"], at=datetime.fromisoformat(row["at"]), by=row["by"]) if not fact.partial]
        left = list(heard)
        for wanted in row["facts"]:
            wanted_of[wanted["kind"]] += 1
            fact = next((fact for fact in left if is_right(wanted, fact)), None)
            if fact is not None:
                left.remove(fact)
                right_of[wanted["kind"]] += 1
            elif tell:
                print("MISS ", row["id"], wanted["kind"], wanted["value"], "|", row["text"], "|", [(f.kind, f.value) for f in heard])
        for fact in heard:
            found_of[fact.kind] += 1
        for fact in left:
            if tell:
                print("FALSE", row["id"], fact.kind, fact.value, "|", row["text"])
    print(f"{path.name}, {half}: {len(rows)} sentences, {sum(wanted_of.values())} facts")
    for kind in sorted(wanted_of | found_of):
        print(line(kind, right_of[kind], wanted_of[kind], found_of[kind]))
    print(line("all", sum(right_of.values()), sum(wanted_of.values()), sum(found_of.values())))


def line(kind, right, wanted, found):
    score = 2 * right / (wanted + found) if wanted + found else 0.0
    return f"  {kind:13} {wanted:4}  precision {shown(right, found)}   recall {shown(right, wanted)}   F1 {score:.3f}"


if __name__ == "__main__":
    main()
