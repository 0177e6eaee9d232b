"""Where an organisation may choose how agents word things, each choice judges the same words otherwise."""

from __future__ import annotations

import json

import pytest

from zuoxi.app.assembly import assemble
from zuoxi.events import decode_line, merge_verdicts

JOKE = "哈哈，跟您开个玩笑。"
WORDS = {
    "sorry_word": "实在对不起，请您再等两天，谢谢您。",
    "humour": JOKE,
    "refusal": "非常抱歉，这项业务不在我们的服务范围之内。",
}


def verdict(tmp_path, clause, parameter, position):
    profile = tmp_path / "ours.yaml"
    profile.write_text(f"profile: {{extends: telephone, parameters: {{{parameter}: {position}}}}}", encoding="utf-8")
    conversation = {
        "id": "c", "channel": "phone", "direction": "inbound", "started_at": "2026-11-10T10:00:00+08:00", "language": "zh",
        "events": [{"type": "answered", "at": 0.0, "party": "agent"}, {"type": "hung_up", "at": 40.0, "party": "customer"}],
        "turns": [{"party": "agent", "text": "您好，请问有什么可以帮您？", "start": 1.0, "end": 4.0},
                  {"party": "customer", "text": "帮我查一下社保。", "start": 5.0, "end": 8.0},
                  {"party": "agent", "text": WORDS[parameter], "start": 9.0, "end": 14.0},
                  {"party": "customer", "text": "那好吧。", "start": 15.0, "end": 16.0},
                  {"party": "agent", "text": "感谢您的来电，再见。", "start": 17.0, "end": 20.0}],
    }  # fmt: skip
    judged = assemble("telephone", str(profile)).inspector.inspect(
        decode_line(json.dumps(conversation), "Asia/Shanghai", lambda text: None)
    )
    return merge_verdicts([outcome.outcome for outcome in judged.outcomes if outcome.clause == clause])


@pytest.mark.parametrize(
    ("clause", "parameter", "position", "outcome"),
    [
        ("V05", "sorry_word", "either", "kept"), ("V05", "sorry_word", "duibuqi", "kept"), ("V05", "sorry_word", "baoqian", "broken"),
        ("V08", "humour", "none", "broken"), ("V08", "humour", "moderate", "kept"),
        ("R14", "refusal", "with_alternative", "broken"), ("R14", "refusal", "polite", "kept"),
    ],
)  # fmt: skip
def test_each_position_of_a_disagreement_about_wording_judges_by_itself(tmp_path, clause, parameter, position, outcome):
    assert verdict(tmp_path, clause, parameter, position) == outcome
