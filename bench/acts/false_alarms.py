"""Counts forbidden acts heard in the agents' turns of public dialogues, where hardly any are.

`python bench/acts/false_alarms.py SHARED_DATA [--list]` reads CRSA (Chinese) and STAR (English), each distinct turn once, and prints
one JSON line for each: turns, hits by act, hits for 1,000 turns. With `--list` every hit is shown, to be read and judged; no
text is kept. It refuses to judge: a hit may be right.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from measure import FORBIDDEN, MINIMUM

from zuoxi.app.assembly import assemble


def chinese(folder: Path) -> Iterator[str]:
    dialogues = json.loads((folder / "crsa" / "RawDialoguesData.json").read_text("utf-8"))
    for dialogue in dialogues.values():
        yield from (text for key, text in dialogue.items() if key.startswith("system"))


def english(folder: Path) -> Iterator[str]:
    with gzip.open(folder / "star" / "dialogues.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for event in json.loads(line)["Events"]:
                if event.get("Agent") == "Wizard" and event.get("Action") in ("utter", "pick_suggestion"):
                    yield event["Text"]


def main() -> None:
    parser = argparse.ArgumentParser(description="forbidden acts heard in ordinary turns")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true", help="show every hit")
    asked = parser.parse_args()
    recogniser = assemble("telephone").recogniser
    for name, language, turns in (("crsa", "zh", chinese(asked.folder)), ("star", "en", english(asked.folder))):
        said = Counter(turn for turn in turns if turn)
        hits: Counter[str] = Counter()
        for text, times in said.items():
            reading = recogniser.recognise(text, by="agent", language=language)
            for hit in reading.acts:
                if hit.act in FORBIDDEN and hit.confidence >= MINIMUM:
                    hits[hit.act] += times
                    if asked.list:
                        print(f"{times:5} {hit.act:20} {text[hit.start : hit.end]!r} in {text}")
        turns_said = sum(said.values())
        print(json.dumps({"data": name, "agent turns": turns_said, "distinct": len(said), "hits": dict(hits.most_common()),
                          "per 1,000": round(1000 * sum(hits.values()) / turns_said, 2)}))  # fmt: skip


if __name__ == "__main__":
    main()
