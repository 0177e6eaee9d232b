"""Masked conversations hold no personal data and are judged as the others were."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zuoxi.app.command import main
from zuoxi.desk import redact
from zuoxi.events import decode_line, encode_line

SAMPLES = Path(__file__).parents[2] / "samples"
CALL = {
    "id": "r-1", "channel": "phone", "direction": "inbound", "started_at": "2026-11-23T10:00:00+08:00", "language": "zh",
    "attributes": {"organisation": "松鹿家居", "agent_name": "王芳", "agent_number": "1023", "customer_name": "李明", "note": "电话13900002508"},
    "events": [{"type": "answered", "at": 1, "party": "agent"}, {"type": "dtmf", "at": 2, "digit": "7", "party": "customer"},
               {"type": "recorded", "at": 30, "field": "phone", "value": "13900002508"},
               {"type": "hung_up", "at": 60, "party": "customer"}],
    "turns": [{"party": "customer", "text": "我叫李明，电话13900002508", "start": 3, "end": 8, "crm": "李明 13900002508",
               "words": [{"text": "我叫", "start": 3, "end": 4}, {"text": "李明", "start": 4, "end": 5},
                         {"text": "电话", "start": 5, "end": 6}, {"text": "13900002508", "start": 6, "end": 8}]},
              {"party": "agent", "text": "李明先生，号码是13900002508对吗？王芳为您登记。", "start": 9, "end": 14}],
}  # fmt: skip


@pytest.fixture(scope="module")
def masked():
    line = json.dumps(CALL, ensure_ascii=False).encode()
    return json.loads(encode_line(redact(decode_line(line, "Asia/Shanghai", pytest.fail))))


def test_neither_words_nor_attributes_nor_events_hold_the_value_any_more(masked):
    text = json.dumps(masked, ensure_ascii=False)
    assert "2508" not in text and "李明" not in text
    assert masked["events"][1]["digit"] == "*" and masked["events"][2]["value"] == "‹phone:1›"
    assert masked["attributes"]["customer_name"] == "‹name:1›" and masked["turns"][1]["text"].startswith("‹name:1›先生")


def test_times_and_our_own_names_stay(masked):
    assert [(word["start"], word["end"]) for word in masked["turns"][0]["words"]] == [(3, 4), (4, 5), (5, 6), (6, 8)]
    assert masked["attributes"]["agent_name"] == "王芳" and "王芳" in masked["turns"][1]["text"]


def test_the_samples_are_judged_masked_as_they_were(tmp_path, capsys):
    inputs = [str(path) for path in sorted(SAMPLES.glob("*-2026-11.jsonl"))]
    found = []
    for name, more in (("plain", []), ("masked", ["--redact"])):
        assert main(["audit", *inputs, "--out", str(tmp_path / name), "--workers", "1", "--embed", "5", *more]) == 0
        lines = (tmp_path / name / "results.jsonl").read_text(encoding="utf-8").splitlines()
        found.append({(result["conversation"], outcome["clause"], outcome["outcome"])
                      for result in map(json.loads, lines) for outcome in result["outcomes"]})  # fmt: skip
    capsys.readouterr()
    assert found[0] ^ found[1] == set()


def test_the_command_writes_masked_lines_and_says_what_it_masked(tmp_path, capsys):
    source, target = tmp_path / "calls.jsonl", tmp_path / "masked.jsonl"
    source.write_text(json.dumps(CALL, ensure_ascii=False) + "\nnot json\n", encoding="utf-8")
    assert main(["redact", str(source), "--out", str(target)]) == 3
    assert "13900002508" not in target.read_text(encoding="utf-8") and "1 conversations, masked: name 2, phone 2" in capsys.readouterr().err


def test_an_input_is_never_overwritten(tmp_path, capsys):
    source = tmp_path / "calls.jsonl"
    source.write_text(json.dumps(CALL, ensure_ascii=False) + "\n", encoding="utf-8")
    assert main(["redact", str(source), "--out", str(source)]) == 2
    assert "one of the inputs" in capsys.readouterr().err and "13900002508" in source.read_text(encoding="utf-8")
