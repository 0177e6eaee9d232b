"""An example in a clause is a conversation in a few lines."""

from __future__ import annotations

import json

import pytest
from tests.core.test_pack_language import texts

from zuoxi.events import decode_line
from zuoxi.standard import PackError, read_pack


def examples(written):
    return read_pack([texts("[]", clause=written)]).examples["X01"]


def one(*lines, head=""):
    listed = "".join(f"\n      - {line}" for line in lines)
    body = f"examples:\n  kept:\n    -{head or ' name: plain'}\n      lines:{listed.replace(chr(10), chr(10) + '  ')}\n"
    (example,) = examples(body)
    return json.loads(example.line)


def test_words_and_events_stand_one_a_line_with_their_times():
    found = one("rang 0", "answered 4", "agent 4.5-9 您好，请问有什么可以帮您？", "customer 10-12 “没事了。”", "hung_up 20 customer")
    assert found["events"] == [
        {"type": "rang", "at": 0.0}, {"type": "answered", "at": 4.0, "party": "agent"},
        {"type": "hung_up", "at": 20.0, "party": "customer"},
    ]  # fmt: skip
    assert found["turns"] == [
        {"party": "agent", "text": "您好，请问有什么可以帮您？", "start": 4.5, "end": 9.0},
        {"party": "customer", "text": "没事了。", "start": 10.0, "end": 12.0},
    ]


def test_without_times_the_lines_follow_each_other():
    found = one("answered", "agent 您好", "customer 我想问个事", "held", "hung_up customer")
    times = [(event["at"]) for event in found["events"]] + [turn["start"] for turn in found["turns"]]
    assert found["events"][0]["at"] < found["turns"][0]["start"] < found["turns"][0]["end"] < found["turns"][1]["start"]
    assert found["turns"][1]["end"] < found["events"][1]["at"] < found["events"][2]["at"]
    assert times == [round(time, 3) for time in times]


def test_the_agents_telephone_is_the_agents_unless_the_line_says_otherwise():
    found = one("held 1", "resumed 2 system", "dropped 3")
    assert [event.get("party") for event in found["events"]] == ["agent", "system", None]


def test_fields_are_written_after_the_time():
    found = one("transferred 3 mode=blind to=7000", "sound 4-9 customer quality=weak", "agent 10-12 to=aside confidence=0.3 帮我看看", "gap 20-25")
    assert found["events"][0] == {"type": "transferred", "at": 3.0, "party": "agent", "mode": "blind", "to": "7000"}
    assert found["events"][1] == {"type": "sound", "at": 4.0, "party": "customer", "until": 9.0, "quality": "weak"}
    assert found["turns"][0] == {"party": "agent", "text": "帮我看看", "start": 10.0, "end": 12.0, "to": "aside", "confidence": 0.3}
    assert found["gaps"] == [{"start": 20.0, "end": 25.0}]


def test_no_text_is_sound_without_words():
    assert one("customer 3-5")["turns"][0]["text"] == "" and one('customer 3-5 ""')["turns"][0]["text"] == ""


def test_what_is_constant_stands_beside_the_lines_and_the_rest_is_a_plain_morning_call():
    head = " language: en\n      direction: outbound\n      attributes: {customer_name: 李明}\n      shows: [hangup]\n      complete: yes"
    found = one("agent hello", head=head)
    assert (found["language"], found["direction"], found["complete"], found["shows"]) == ("en", "outbound", True, ["hangup"])
    assert found["attributes"] == {"customer_name": "李明"}
    assert found["channel"] == "phone" and found["started_at"].endswith("+08:00")


def test_every_example_is_a_conversation_as_the_contract_has_it():
    found = examples("examples:\n  kept: [[rang, answered, agent 您好, hung_up customer]]\n  unknown: [[customer 喂]]\n  broken: [[agent 3-4 喂]]")
    assert [(example.outcome, example.clause) for example in found] == [("kept", "X01"), ("broken", "X01"), ("unknown", "X01")]
    ids = [decode_line(example.line, "Asia/Shanghai", pytest.fail).id for example in found]
    assert len(set(ids)) == 3 and all(example.place.startswith("clauses/A.yaml:") for example in found)


MISTAKES = [
    ("agnt 您好", "not 'agnt'. Did you mean agent?"),
    ("agent 9-3 您好", "ends before it begins"),
    ("agent 3-9 volume=high 您好", "no field 'volume'"),
    ("agent 3-9 confidence=high 您好", "confidence is a number"),
    ("held 3 sometimes", "not 'sometimes'"),
    ("gap 3", "such as `gap 10-12.5`"),
]


@pytest.mark.parametrize(("line", "what"), MISTAKES, ids=[item[0] for item in MISTAKES])
def test_a_line_that_cannot_be_read_is_told_with_its_own_line(line, what):
    with pytest.raises(PackError) as caught:
        examples(f"examples:\n  kept:\n    - - answered\n      - {line}\n")
    (problem,) = caught.value.problems
    written = texts("[]", clause=f"examples:\n  kept:\n    - - answered\n      - {line}\n")["clauses/A.yaml"]
    assert what in problem.text and line in written.splitlines()[problem.line - 1]


def test_only_the_four_outcomes_can_be_examples():
    with pytest.raises(PackError, match="unknown field `good`"):
        examples("examples: {good: [[agent 您好]]}")
    with pytest.raises(PackError, match="a list of lines"):
        examples("examples: {kept: agent 您好}")
