"""STAR dialogues as conversations of the product's JSONL, and how long their answers took.

    python bench/star.py convert FILE OUT [TASK]     conversations (of one task, or of all)
    python bench/star.py times FILE [TASK]           answer times, from the file alone

A message bears one time, that of sending: it starts and ends there, and the resolution is one second. What the wizard typed
to get suggestions was never shown to the user: it is no turn. It refuses to tidy times or texts.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

#: what a successful query enters at the desk: task, a word of the answer, the kind of the record
RECORDS = {"doctor_schedule": ("success", "appointment"), "bank_fraud_report": ("submitted successfully", "fraud_report")}
SAID = {"utter", "pick_suggestion"}


def dialogues(path: str, task: str | None) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            if task is None or tasks_of(found) == [task]:
                yield found


def tasks_of(dialogue: dict) -> list[str]:
    return [one["Task"] for one in dialogue["Scenario"]["WizardCapabilities"] or []]


def said(dialogue: dict) -> Iterator[dict]:
    return (one for one in dialogue["Events"] if one["Agent"] in ("User", "Wizard") and one["Action"] in SAID)


def conversation(dialogue: dict) -> dict:
    """A dialogue without messages has no turns and no events; the product refuses nothing there, and finds nothing."""
    messages = list(said(dialogue))
    stamps = [one["UnixTime"] for one in messages or dialogue["Events"] if "UnixTime" in one]
    began = stamps[0] if stamps else 0
    turns = [
        {"party": "customer" if one["Agent"] == "User" else "agent", "text": one["Text"],
         "start": one["UnixTime"] - began, "end": one["UnixTime"] - began, "label": one.get("ActionLabel")}
        for one in messages
    ]  # fmt: skip
    task = tasks_of(dialogue)
    events: list[dict] = [{"type": "answered", "at": 0, "party": "agent"}] if messages else []
    shows = ["hangup", "agent_words", "customer_words", "times"]
    if len(task) == 1 and task[0] in RECORDS:
        events += records(dialogue, began, *RECORDS[task[0]])
        shows.append("records")
    last = dialogue["Events"][-1:]
    if last and last[0]["Action"] == "complete":
        events.append({"type": "closed", "at": last[0]["UnixTime"] - began, "party": "customer"})
    return {
        "id": f"star-{dialogue['DialogueID']}", "channel": "chat", "direction": "inbound", "language": "en", "resolution": 1,
        "started_at": datetime.fromtimestamp(began, UTC).isoformat(), "shows": shows, "events": events, "turns": turns,
        "attributes": {"topic": "+".join(task)}, "happy": dialogue["Scenario"]["Happy"],
    }  # fmt: skip


def records(dialogue: dict, began: int, word: str, kind: str) -> Iterator[dict]:
    """An answer of the knowledge base bears no time: the query's is taken."""
    at = None
    for one in dialogue["Events"]:
        if one["Action"] == "query":
            at = one["UnixTime"]
        elif one["Action"] == "return_item" and at is not None:
            item = one.get("Item") or {}
            if any(word in str(item.get(field)) for field in ("Message", "Confirmation")):
                yield {"type": "record_opened", "at": max(0, at - began), "party": "agent", "kind": kind}


def answer_times(found: Iterable[dict]) -> list[int]:
    """From a customer's last message before an agent's to that one."""
    gaps = []
    for dialogue in found:
        before = None
        for one in said(dialogue):
            if one["Agent"] == "Wizard" and before is not None and before["Agent"] == "User":
                gaps.append(one["UnixTime"] - before["UnixTime"])
            before = one
    return gaps


def times(path: str, task: str | None) -> None:
    every = list(dialogues(path, task))
    for name, chosen in (("all", every), ("happy", [one for one in every if one["Scenario"]["Happy"]]),
                         ("unhappy", [one for one in every if not one["Scenario"]["Happy"]])):  # fmt: skip
        gaps = sorted(answer_times(chosen))
        print(json.dumps({
            "task": task, "dialogues": name, "n": len(chosen), "answers": len(gaps), "median": statistics.median(gaps),
            "p95": gaps[int(len(gaps) * 0.95)], "within_30": round(sum(gap <= 30 for gap in gaps) / len(gaps), 3),
        }))  # fmt: skip


def main(words: list[str]) -> None:
    match words:
        case ["convert", path, out, *task]:
            with Path(out).open("w", encoding="utf-8") as target:
                for one in dialogues(path, task[0] if task else None):
                    target.write(json.dumps(conversation(one), ensure_ascii=False) + "\n")
        case ["times", path, *task]:
            times(path, task[0] if task else None)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
