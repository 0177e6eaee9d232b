"""The shipped sample archive is what the README promises: large, varied, readable, with its intentions beside it.

Why: `make run` audits it on a fresh machine, so a lazy archive would be the first thing that a newcomer sees. This file
looks only at the archive itself; whether an audit agrees with the intentions is another test's question.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ARCHIVE = sorted(path for path in SAMPLES.glob("*.jsonl") if path.name != "damaged.jsonl")
DAMAGED = SAMPLES / "damaged.jsonl"
INTENDED = SAMPLES / "make" / "intended.jsonl"


def read_conversations() -> list[dict]:
    return [json.loads(line) for path in ARCHIVE for line in path.read_text(encoding="utf-8").splitlines()]


def read_intentions() -> list[dict]:
    return [json.loads(line) for line in INTENDED.read_text(encoding="utf-8").splitlines()]


def test_the_archive_holds_at_least_240_conversations() -> None:
    assert len(read_conversations()) >= 240


def test_every_id_is_used_once() -> None:
    ids = Counter(conversation["id"] for conversation in read_conversations())
    assert [name for name, count in ids.items() if count > 1] == []


def test_the_conversations_come_from_at_least_48_scenarios() -> None:
    assert len({note["scenario"] for note in read_intentions()}) >= 48


def test_no_text_is_spoken_in_more_than_one_turn_of_twenty() -> None:
    texts = [turn["text"] for conversation in read_conversations() for turn in conversation["turns"] if turn["text"]]
    text, count = Counter(texts).most_common(1)[0]
    assert count <= 0.05 * len(texts), f"{text!r} stands in {count} of {len(texts)} turns"


def test_every_conversation_has_an_intention_and_every_intention_a_conversation() -> None:
    noted = [note["id"] for note in read_intentions()]
    assert sorted(noted) == sorted(conversation["id"] for conversation in read_conversations())
    assert all(not set(note["kept"]) & set(note["broken"]) for note in read_intentions())


def test_every_clause_that_is_meant_to_be_kept_somewhere_is_meant_to_be_broken_elsewhere() -> None:
    kept = {clause for note in read_intentions() for clause in note["kept"]}
    broken = {clause for note in read_intentions() for clause in note["broken"]}
    # K06 needs the organisation's complaint hours, which the default profile leaves unset: it can be broken, not kept.
    assert broken - kept <= {"K06"}
    # E07 invites to a survey where one is held: there is no call in which its absence alone is certainly a breach.
    assert kept - broken <= {"E07"}


def test_at_most_two_thirds_of_the_calls_are_meant_to_break_a_clause() -> None:
    notes = read_intentions()
    assert sum(bool(note["broken"]) for note in notes) <= len(notes) * 2 / 3


def test_several_agents_in_four_groups_work_on_many_days() -> None:
    conversations = read_conversations()
    assert len({c["attributes"]["agent_group"] for c in conversations}) == 4
    assert len({c["attributes"]["agent_number"] for c in conversations}) >= 14
    assert len({c["started_at"][:10] for c in conversations}) >= 18


def test_about_fifteen_conversations_are_english() -> None:
    assert 12 <= sum(c["language"] == "en" for c in read_conversations()) <= 25


def test_times_run_forward_in_every_turn_and_within_a_day() -> None:
    for conversation in read_conversations():
        for turn in conversation["turns"]:
            if "start" in turn:
                assert 0 <= turn["start"] <= turn["end"] < 86400, conversation["id"]


def test_no_agent_speaks_with_two_customers_at_once() -> None:
    calls: dict[str, list[tuple[datetime.datetime, datetime.datetime, str]]] = {}
    for conversation in read_conversations():
        if conversation["channel"] != "phone":
            continue
        start = datetime.datetime.fromisoformat(conversation["started_at"])
        last = max([e["at"] for e in conversation["events"]] + [t.get("end", 0) for t in conversation["turns"]])
        end = start + datetime.timedelta(seconds=last)
        calls.setdefault(conversation["attributes"]["agent_number"], []).append((start, end, conversation["id"]))
    for spans in calls.values():
        spans.sort()
        for (_, end, first), (start, _, second) in itertools.pairwise(spans):
            assert end <= start, f"{first} and {second}"


def test_numbers_in_the_archive_are_recognisably_invented() -> None:
    for path in ARCHIVE:
        text = path.read_text(encoding="utf-8")
        for number in re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", text):
            assert number.startswith("1390000"), number


def test_the_damaged_file_mixes_good_lines_with_lines_that_must_be_refused() -> None:
    good = bad = 0
    for raw in DAMAGED.read_bytes().splitlines():
        try:
            value = json.loads(raw.decode("utf-8"))
            good += isinstance(value, dict) and "id" in value
            bad += not (isinstance(value, dict) and "id" in value)
        except ValueError:
            bad += 1
    assert good >= 4 and bad >= 3


def test_the_archive_is_what_the_scripts_beside_it_compose() -> None:
    before = {path: path.read_bytes() for path in [*ARCHIVE, INTENDED]}
    script = SAMPLES / "make" / "compose.py"
    code = f"import sys; sys.path.insert(0, {str(script.parent)!r}); import compose; print(compose.render_all())"
    written = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for path, content in before.items():
        assert f"{path.name} {hashlib.sha256(content).hexdigest()}" in written, path.name
