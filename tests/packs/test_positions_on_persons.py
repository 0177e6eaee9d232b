"""The positions an organisation may take on persons, private calls, second calls, transfers and ratings, each tried by a conversation."""

from __future__ import annotations

import json

import pytest

from zuoxi.app.assembly import assemble
from zuoxi.events import decode_line, merge_verdicts

LEADER = [("customer", "请问你们秦总在吗？"), ("agent", "在的，这就为您转接，请您稍候。"), ("event", "transferred", {"mode": "blind", "to": "秦总"})]
KNOWN = [("customer", "请问你们秦总在吗？"), ("agent", "请问您贵姓，是哪个单位的？"), ("customer", "我姓廖，云栈物流的。"), ("agent", "好的，这就为您转接，请您稍候。")]
PRIVATE = [("customer", "帮我叫一下小孟，我是她同学，有点私事。"), ("agent", "好的，请您稍等。")]
SECOND = [("agent", "抱歉，另一部电话响了，请您稍等，好吗？"), ("customer", "好。"), ("event", "second_line_answered", {})]
ENDED = [("event", "second_line_ended", {}), ("agent", "抱歉让您久等了，我们继续。")]
TRANSFER = [("customer", "我想问分期的利息。"), ("agent", "这个由信贷组专人解答，我把您转到信贷组，可以吗？"), ("customer", "可以。"), ("agent", "好的，马上为您转到信贷组，请您稍等。")]
GOODBYE = [("customer", "好的，明白了，谢谢。"), ("agent", "感谢您的来电，祝您生活愉快，再见。")]
BLIND, ATTENDED = ("event", "transferred", {"mode": "blind"}), ("event", "transferred", {"mode": "attended"})
RATING = ("agent", "稍后请您为这次服务评个分，谢谢您。")
LATER = ("pause", 20)

CASES = [
    ("M05", "leader_calls: identify", LEADER, "broken"),
    ("M05", "leader_calls: identify", [*KNOWN, BLIND], "kept"),
    ("M05", "leader_calls: pass_on", [*KNOWN, BLIND], "broken"),
    ("M05", "leader_calls: pass_on", [*KNOWN, ATTENDED], "kept"),
    ("M05", "leader_calls: wait", LEADER, "kept"),
    ("M05", "leader_calls: wait", [LEADER[0], ("agent", "有什么事？"), ("customer", "谈点事。"), ("agent", "说吧。"), ("agent", "快点。")], "broken"),
    ("M08", "private_call: refuse", [*PRIVATE, ATTENDED], "broken"),
    ("M08", "private_call: short", [*PRIVATE, ATTENDED], "kept"),
    ("M08", "private_call: short\n    private_call_limit: 30", [*PRIVATE, ATTENDED, LATER, LATER], "broken"),
    ("M08", "private_call: with_consent", [*PRIVATE, ATTENDED], "broken"),
    ("M08", "private_call: with_consent", [*PRIVATE, ("event", "consulted", {}), ATTENDED], "kept"),
    ("W05", "second_call: short\n    hold_limit: 15", [*SECOND, LATER, *ENDED], "broken"),
    ("W05", "second_call: short\n    hold_limit: 15", [*SECOND, *ENDED], "kept"),
    ("W05", "second_call: first_holds\n    hold_limit: 15", [*SECOND, LATER, *ENDED], "kept"),
    ("W05", "second_call: call_back", [*SECOND, ("event", "second_line_parked", {}), *ENDED], "broken"),
    ("W07", "stay_on_transfer: no", [*TRANSFER, BLIND], "kept"),
    ("W07", "stay_on_transfer: yes", [*TRANSFER, BLIND], "broken"),
    ("W07", "stay_on_transfer: yes", [*TRANSFER, ATTENDED], "kept"),
    ("E07", "survey_invited: no", GOODBYE, "kept"),
    ("E07", "survey_invited: yes", GOODBYE, "broken"),
    ("E07", "survey_invited: yes", [GOODBYE[0], RATING, GOODBYE[1]], "kept"),
]  # fmt: skip


def laid_out(scene):
    """A call in which one thing follows the other, ended by the customer."""
    now, turns, events = 2.0, [], [{"type": "answered", "at": 0.0, "party": "agent"}]
    for kind, what, *fields in scene:
        if kind == "pause":
            now += what
        elif kind == "event":
            events.append({"type": what, "at": now, "party": "agent", **fields[0]})
            now += 1
        else:
            turns.append({"party": kind, "text": what, "start": now, "end": now + 3})
            now += 4.5
    if events[-1].get("mode") != "blind":
        events.append({"type": "hung_up", "at": now, "party": "customer"})
    return json.dumps({"id": "c", "channel": "phone", "direction": "inbound", "language": "zh", "turns": turns, "events": events}).encode()


@pytest.mark.parametrize(("clause", "choice", "scene", "outcome"), CASES, ids=[f"{c[0]}-{c[1]}-{c[3]}".replace("\n    ", "-") for c in CASES])
def test_a_position_decides_as_its_source_says(tmp_path, clause, choice, scene, outcome):
    profile = tmp_path / "p.yaml"
    profile.write_text(f"profile:\n  parameters:\n    {choice}\n", encoding="utf-8")
    found = assemble("telephone", str(profile)).inspector.inspect(decode_line(laid_out(scene), "Asia/Shanghai", lambda text: None))
    assert merge_verdicts([one.outcome for one in found.outcomes if one.clause == clause]) == outcome
