"""After an audit of STAR dialogues with a pack of bench/packs: what came of each clause, and the steps against the labels.

    PYTHONPATH=src python bench/star_report.py clauses AUDIT CONVERSATIONS       outcomes by clause, happy against unhappy
    PYTHONPATH=src python bench/star_report.py steps FILE TASK PACK              recognised steps against the wizards' labels
    PYTHONPATH=src python bench/star_report.py sample AUDIT SEED COUNT [READ]    broken clauses, in turn over the clauses
    PYTHONPATH=src python bench/star_report.py any SEED COUNT READ AUDIT…        broken clauses, each as likely, no answer times

The labels are an outside check: no pack is told them. It refuses to judge: it counts.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from star import dialogues

#: the label of a reply, and the acts that it should be recognised by
STEPS = {
    "doctor_schedule": {
        "hello": ("ds_greet", "ds_offer_help"), "ask_name": ("ds_ask_name",), "doctor_ask_doctor_name": ("ds_ask_doctor",),
        "doctor_ask_day": ("ds_ask_day",), "doctor_ask_start_time": ("ds_ask_time",),
        "doctor_ask_symptoms": ("ds_ask_symptoms",), "doctor_inform_booking_unavailable": ("ds_unavailable",),
        "doctor_inform_booking_available": ("ds_available", "ds_offer_booking"),
        "doctor_inform_booking_successful": ("ds_booked",), "anything_else": ("ds_anything_else",), "goodbye_1": ("ds_goodbye",),
    },
    "bank_fraud_report": {
        "hello": ("bf_greet", "bf_offer_help"), "ask_name": ("bf_ask_name",), "bank_ask_account_number": ("bf_ask_account",),
        "bank_ask_pin": ("bf_ask_pin",), "bank_ask_dob": ("bf_ask_birth",), "bank_ask_mothers_maiden_name": ("bf_ask_maiden",),
        "bank_ask_childhood_pets_name": ("bf_ask_pet",), "bank_ask_fraud_details": ("bf_ask_details",),
        "bank_inform_cannot_authenticate": ("bf_cannot_authenticate",),
        "bank_inform_fraud_report_submitted": ("bf_submitted",), "anything_else": ("bf_anything_else",),
        "goodbye_1": ("bf_goodbye",),
    },
}  # fmt: skip
ORDER = {"broken": 3, "unknown": 2, "kept": 1, "not_applicable": 0}
FEWEST_WORDS = 3
ANSWER_TIMES = {"DS13", "BF13"}


def results(audit: str) -> Iterator[dict]:
    with (Path(audit) / "results.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def merged(result: dict) -> dict[str, str]:
    worst: dict[str, str] = {}
    for one in result["outcomes"]:
        if ORDER[one["outcome"]] >= ORDER.get(worst.get(one["clause"], ""), -1):
            worst[one["clause"]] = one["outcome"]
    return worst


def clauses(audit: str, conversations: str) -> None:
    happy = {one["id"]: one["happy"] for one in map(json.loads, Path(conversations).read_text("utf-8").splitlines())}
    counts: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    single: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results(audit):
        for clause, outcome in merged(result).items():
            counts[clause][outcome, happy[result["conversation"]]] += 1
        for one in result["outcomes"]:
            single[one["clause"]][one["outcome"]] += 1
    for clause, found in sorted(counts.items()):
        both = [sum(found[outcome, side] for side in (True, False)) for outcome in ORDER]
        print(f"| {clause} | {both[2]} | {both[0]} | {both[1]} | {both[3]} |", share(found, (True, False)), "|",
              share(found, (True,)), "|", share(found, (False,)), "| single:", dict(single[clause]))  # fmt: skip


def share(found: Counter[tuple[str, bool]], sides: tuple[bool, ...]) -> str:
    kept = sum(found["kept", side] for side in sides)
    judged = kept + sum(found["broken", side] for side in sides)
    return f"{100 * kept / judged:.1f} % of {judged}" if judged else "–"


def labelled(path: str, task: str) -> Iterator[tuple[str, str, str]]:
    """(shown or typed, text, label). Typed: what the wizard wrote in words of their own before picking the reply."""
    for dialogue in dialogues(path, task):
        typed = None
        for one in dialogue["Events"]:
            if one["Agent"] == "User":
                typed = None
            elif one["Action"] == "request_suggestions":
                typed = one["Text"]
            elif one["Action"] == "pick_suggestion":
                yield "shown", one["Text"], one["ActionLabel"]
                if typed is not None and len(typed.split()) >= FEWEST_WORDS:
                    yield "typed", typed, one["ActionLabel"]
                typed = None


def steps(path: str, task: str, pack: str, misses: int) -> None:
    from zuoxi.app.assembly import assemble

    recogniser = assemble(pack).recogniser
    true: Counter[tuple[str, str]] = Counter()
    wanted: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    missed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, text, label in labelled(path, task):
        acts = {hit.act for hit in recogniser.recognise(text, by="agent", language="en").acts}
        for step, names in STEPS[task].items():
            hit = bool(acts.intersection(names))
            wanted[kind, step] += label == step
            found[kind, step] += hit
            true[kind, step] += hit and label == step
            if hit != (label == step):
                missed[kind, step].append(("+ " if hit else "- ") + text + f"  [{label}]")
    for step in STEPS[task]:
        print("|", step, "|", " | ".join(figures(kind, step, true, found, wanted) for kind in ("shown", "typed")), "|")
    chooser = random.Random(1)
    for key, texts in sorted(missed.items()):
        for text in chooser.sample(texts, min(misses, len(texts))):
            print(*key, text[:150], sep=" ; ")


def figures(kind: str, step: str, true: Counter, found: Counter, wanted: Counter) -> str:
    key = (kind, step)
    precision = f"{true[key] / found[key]:.2f}" if found[key] else "–"
    recall = f"{true[key] / wanted[key]:.2f}" if wanted[key] else "–"
    return f"{wanted[key]} | {precision} | {recall}"


def sample(audit: str, seed: int, count: int, without: str | None) -> None:
    """Shuffle the broken outcomes of each clause by the seed, then take one of each clause in turn, in an order by the seed."""
    left = set(Path(without).read_text("utf-8").split()) if without else set()  # conversations already read
    by_clause: dict[str, list[tuple[str, dict]]] = defaultdict(list)
    for result in results(audit):
        for one in result["outcomes"]:
            if one["outcome"] == "broken" and result["conversation"] not in left:
                by_clause[one["clause"]].append((result["conversation"], one))
    chooser = random.Random(seed)
    order = sorted(by_clause)
    for clause in order:
        chooser.shuffle(by_clause[clause])
    chooser.shuffle(order)
    taken = 0
    while taken < count and any(by_clause.values()):
        for clause in order:
            if by_clause[clause] and taken < count:
                conversation, one = by_clause[clause].pop()
                quotes = [piece.get("quote", "") for piece in one["evidence"]]
                print(f"{conversation}/{one['id']}", one.get("at"), json.dumps(quotes, ensure_ascii=False)[:160], sep="\t")
                taken += 1


def any_of(seed: int, count: int, read: str, audits: list[str]) -> None:
    left = set(Path(read).read_text("utf-8").split())
    found = [
        (result["conversation"], one)
        for audit in audits
        for result in results(audit)
        for one in result["outcomes"]
        if one["outcome"] == "broken" and result["conversation"] not in left and one["clause"] not in ANSWER_TIMES
    ]
    print(len(found), "to choose from", file=sys.stderr)
    for conversation, one in random.Random(seed).sample(found, count):
        print(f"{conversation}/{one['id']}", one.get("at"), sep="\t")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["clauses", audit, conversations]:
            clauses(audit, conversations)
        case ["any", seed, count, read, *audits]:
            any_of(int(seed), int(count), read, audits)
        case ["steps", path, task, pack, *misses]:
            steps(path, task, pack, int(misses[0]) if misses else 0)
        case ["sample", audit, seed, count, *without]:
            sample(audit, int(seed), int(count), without[0] if without else None)
        case _:
            sys.exit(__doc__)
