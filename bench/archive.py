"""Synthetic five-minute conversations of 60 turns, at least 90 % of the turns distinct, as JSON lines.

`python bench/archive.py COUNT FILE [TURNS]`. Texts are built from the sample archive's own sentences: cut, joined and given numbers, so
that no cache of texts helps.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def sentences():
    found = {"agent": [], "customer": []}
    for path in sorted((ROOT / "samples").glob("*-2026-11.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            for turn in json.loads(line)["turns"]:
                if turn["party"] in found and turn["text"]:
                    found[turn["party"]].append(turn["text"])
    return found


def conversation(number, generator, texts, length=60):
    turns, at, seen = [], 3.0, 0
    for place in range(length):
        party = "agent" if place % 2 == 0 else "customer"
        text = generator.choice(texts[party])
        if generator.random() < 0.92:
            other = generator.choice(texts[party])
            cut = generator.randrange(1, max(2, len(other)))
            text = text[: generator.randrange(max(1, len(text) // 2), len(text) + 1)] + other[:cut]
            text = text[:22] + (str(generator.randrange(10_000)) if generator.random() < 0.3 else generator.choice("了吗呢吧啊的"))
        seen += len(text)
        spoken = max(0.6, len(text) / 4.2)
        turns.append({"party": party, "text": text, "start": round(at, 2), "end": round(at + spoken, 2)})
        at += spoken + generator.uniform(0.4, 1.4)
    events = [{"type": "rang", "at": 0.0}, {"type": "answered", "at": 2.0, "party": "agent"},
              {"type": "hung_up", "at": round(at + 1, 2), "party": "customer"}]  # fmt: skip
    return {"id": f"b-{number}", "channel": "phone", "direction": "inbound", "started_at": "2026-11-23T09:00:00+08:00",
            "language": "zh", "attributes": {"organisation": "松鹿家居", "agent_number": str(1000 + number % 50)},
            "events": events, "turns": turns}  # fmt: skip


def main():
    count, target = int(sys.argv[1]), Path(sys.argv[2])
    length = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    generator, texts = random.Random(1), sentences()
    with target.open("w", encoding="utf-8") as stream:
        for number in range(count):
            stream.write(json.dumps(conversation(number, generator, texts, length), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
