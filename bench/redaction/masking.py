"""Recall and precision of the masking on labelled text, by character span.

`python bench/redaction/masking.py [COUNT] [--half read|sealed|all] [--misses]`: generated sentences (seeded), then `hand.jsonl`,
written by a fresh reader (`text`, `spans` of kind, start, end in code points; `by` missing means customer). Its odd lines may be
read and tuned on, its even lines are sealed: of them totals alone are printed, never a miss. A datum is found if every letter and
digit of its label is inside what is masked; kinds need not agree. A masked span with a letter or digit beyond any label is a
false alarm. COUNT 0 leaves the generated sentences out. Prints lines with 95 % Wilson intervals. It speaks to the product
through `zuoxi.language` alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "acts"))
from generated import sentences
from measure import shown  # bench/acts

from zuoxi.language import find_personal

SEED = 20261127


def count(rows, title, misses, kinds=True):
    found, wanted, right, masked = Counter(), Counter(), 0, 0
    for by, text, spans in rows:
        hits = find_personal(text, by=by)
        covered = {place for hit in hits for place in range(hit.start, hit.end)}
        labelled = {place for _, start, end in spans for place in range(start, end)}
        for kind, start, end in spans:
            wanted[kind] += 1
            whole = all(place in covered or not text[place].isalnum() for place in range(start, end))
            found[kind] += whole
            if misses and not whole:
                print("MISS ", kind, text, [(hit.kind, hit.value) for hit in hits])
        for hit in hits:
            masked += 1
            fits = all(place in labelled or not text[place].isalnum() for place in range(hit.start, hit.end))
            right += fits
            if misses and not fits:
                print("FALSE", hit.kind, text[hit.start : hit.end], "|", text)
    print(f"{title}")
    for kind in sorted(wanted) if kinds else ():
        print(f"  {kind:14} {wanted[kind]:6}   recall {shown(found[kind], wanted[kind])}")
    total = sum(wanted.values())
    print(f"  {'all':14} {total:6}   recall {shown(sum(found.values()), total)}   precision {shown(right, masked)}")


def halves(path, which):
    """The rows of the wished half: odd lines may be read, even ones are sealed."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    for place, line in enumerate(lines, 1):
        if which == "all" or (which == "read") == (place % 2 == 1):
            row = json.loads(line)
            yield row.get("by", "customer"), row["text"], [(it["kind"], it["start"], it["end"]) for it in row["spans"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", nargs="?", type=int, default=30_000)
    parser.add_argument("--half", choices=("read", "sealed", "all"), default="read")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    if asked.size:
        title = f"generated, {asked.size} sentences, seed {SEED}"
        count(sentences(asked.size, SEED), title, asked.misses)
    hand = Path(__file__).parent / "hand.jsonl"
    if hand.exists():
        rows = list(halves(hand, asked.half))
        is_read = asked.half == "read"
        count(rows, f"by hand, {asked.half}, {len(rows)} utterances", asked.misses and is_read, is_read)


if __name__ == "__main__":
    main()
