"""The choices of the clauses on content and on forms of address, each tried at both positions.

Why: a pack's examples are run at the defaults alone, so a position that nobody chose would never be seen to decide anything.
It refuses to test wording; the sentences here are plain ones that the acts' own examples cover.
"""

from __future__ import annotations

import json

import pytest

from zuoxi.app.assembly import assemble
from zuoxi.events import decode_line, merge_verdicts

OUT_OF_SCOPE = [("customer", "帮我把医保的事办一下。"), ("agent", "很抱歉，这项业务不在我们的服务范围之内。"), ("customer", "好吧。"), ("agent", "抱歉。"), ("customer", "行。")]
BOSS = [("customer", "我姓万，想问下送货。"), ("agent", "万老板您好，明天上午送到。"), ("customer", "好的。")]
LADY = [("customer", "我姓万，想问下送货。"), ("agent", "万女士您好，明天上午送到。"), ("customer", "好的。")]
EXPLAINED = [("customer", "这个沙发套能水洗吗？"), ("agent", "因为沙发套是棉麻的，所以只能干洗，水洗会缩水变形。"), ("agent", "请问还有其他可以帮您的吗？"), ("customer", "没有了。")]
UNCLEAR = [("customer", "你们公司去年赚多少钱？"), ("agent", "这个我不清楚。"), ("customer", "随便问问。")]
LATER = [("customer", "这批板材是哪个林场出来的？"), ("agent", "很抱歉，我现在答复不了您，方便留个电话吗？"), ("customer", "13900004412。"), ("agent", "核实以后给您回电话。"), ("customer", "好的。")]
SOON = [("agent", "您好，这里是松鹿家居客服中心，请问有什么可以帮您？"), ("agent", "您好，请问您想咨询什么呢？"), ("customer", "我想问下送货。")]

CHOICES = [
    ("C10", OUT_OF_SCOPE, "refusal: polite", "kept"),
    ("C10", OUT_OF_SCOPE, "refusal: with_alternative", "broken"),
    ("T08", BOSS, "honorifics: [telephone.title_lady]", "broken"),
    ("T08", BOSS, "honorifics: [telephone.title_boss]", "kept"),
    ("T08", LADY, "honorifics: [telephone.title_miss]", "broken"),
    ("C07", EXPLAINED, "explanations_checked: no", "kept"),
    ("C07", EXPLAINED, "explanations_checked: yes", "broken"),
    ("C16", UNCLEAR, "say_unclear: never", "broken"),
    ("C16", UNCLEAR, "say_unclear: allowed", "kept"),
    ("C03", LATER, "reply_time_said: no", "kept"),
    ("C03", LATER, "reply_time_said: yes", "broken"),
    ("T06", SOON, "language_pause: 1.5", "kept"),
    ("T06", SOON, "language_pause: 3", "broken"),
]


def conversation(lines):
    """Two seconds between the lines, four seconds a line, ended by the customer."""
    turns = [{"party": party, "text": text, "start": 1 + 6 * n, "end": 5 + 6 * n} for n, (party, text) in enumerate(lines)]
    events = [{"type": "answered", "at": 0, "party": "agent"}, {"type": "hung_up", "at": turns[-1]["end"] + 10, "party": "customer"}]
    body = {"id": "choice", "channel": "phone", "direction": "inbound", "started_at": "2026-11-23T10:00:00+08:00", "language": "zh", "events": events, "turns": turns}
    return decode_line(json.dumps(body).encode(), "Asia/Shanghai", lambda text: None)


@pytest.mark.parametrize(("clause", "lines", "chosen", "verdict"), CHOICES, ids=[f"{c}-{chosen}" for c, _, chosen, _ in CHOICES])
def test_a_position_of_a_parameter_decides_the_clause(clause, lines, chosen, verdict, tmp_path):
    profile = tmp_path / "profile.yaml"
    profile.write_text(f"profile: {{parameters: {{{chosen}}}}}", encoding="utf-8")
    telephone = assemble("telephone", str(profile))
    outcomes = telephone.inspector.inspect(conversation(lines)).outcomes
    assert merge_verdicts([outcome.outcome for outcome in outcomes if outcome.clause == clause]) == verdict
