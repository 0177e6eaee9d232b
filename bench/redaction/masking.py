"""Recall and precision of the masking on labelled text, by character span.

`python bench/redaction/masking.py [COUNT] [--misses]`: generated sentences (seeded), and `hand.jsonl`, written by a fresh reader. A datum is found if every
digit, letter and character of it is inside what is masked; what is masked beyond any label is a false alarm. Prints lines
with 95 % Wilson intervals. It speaks to the product through `zuoxi.language` alone.
"""

from __future__ import annotations

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


def count(rows, title, misses):
    found, wanted, right, masked = Counter(), Counter(), 0, 0
    for by, text, spans in rows:
        hits = find_personal(text, by=by)
        covered = {place for hit in hits for place in range(hit.start, hit.end)}
        for kind, start, end in spans:
            wanted[kind] += 1
            whole = all(place in covered or not text[place].isalnum() for place in range(start, end))
            found[kind] += whole
            if misses and not whole:
                print("MISS ", kind, text, [(hit.kind, hit.value) for hit in hits])
        for hit in hits:
            masked += 1
            fits = any(hit.start < end and start < hit.end for _, start, end in spans)
            right += fits
            if misses and not fits:
                print("FALSE", hit.kind, text)
    print(f"{title}")
    for kind in sorted(wanted):
        print(f"  {kind:14} {wanted[kind]:6}   recall {shown(found[kind], wanted[kind])}")
    total = sum(wanted.values())
    print(f"  {'all':14} {total:6}   recall {shown(sum(found.values()), total)}   precision {shown(right, masked)}")


def main():
    numbers = [word for word in sys.argv[1:] if word.isdigit()]
    size = int(numbers[0]) if numbers else 30_000
    misses = "--misses" in sys.argv
    count(sentences(size, SEED), f"generated, {size} sentences, seed {SEED}", misses)
    hand = Path(__file__).parent / "hand.jsonl"
    if hand.exists():
        rows = [json.loads(line) for line in hand.read_text("utf-8").splitlines() if line.strip()]
        spans = []
        for row in rows:
            places = []
            for kind, value in row["data"]:
                start = row["text"].index(value)
                places.append((kind, start, start + len(value)))
            spans.append((row["by"], row["text"], places))
        count(spans, f"by hand, {len(rows)} utterances", misses)


if __name__ == "__main__":
    main()
