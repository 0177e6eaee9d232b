"""Reasons tell what would cure an unknown, in the reader's words."""

from __future__ import annotations

import json

import pytest

from zuoxi.app.assembly import assemble
from zuoxi.events import decode_line
from zuoxi.standard.vocabulary import SHOWS

CALL = {
    "id": "reasons", "channel": "phone", "direction": "inbound", "started_at": "2026-11-23T10:00:00+08:00", "language": "zh",
    "events": [{"type": "answered", "at": 2, "party": "agent"}, {"type": "hung_up", "at": 20, "party": "customer"}],
    "turns": [{"party": "agent", "text": "您好，这里是松鹿家居，请问有什么可以帮您？", "start": 3, "end": 7}],
}  # fmt: skip


@pytest.fixture(scope="module")
def telephone():
    return assemble("telephone")


def unknown_reasons(telephone, shows):
    conversation = decode_line(json.dumps({**CALL, "shows": shows}).encode(), "Asia/Shanghai", pytest.fail)
    found = telephone.inspector.inspect(conversation).outcomes
    return {outcome.clause: outcome.reason for outcome in found if outcome.outcome == "unknown"}


def test_rings_that_are_not_shown_are_named(telephone):
    reasons = unknown_reasons(telephone, ["hangup", "hold", "transfer", "agent_words", "customer_words", "times"])
    assert "振铃" in reasons["T01"]


def test_no_reason_leaves_a_blank(telephone):
    for shows in (["agent_words", "times"], ["rings", "hangup"], ["customer_words"]):
        reasons = unknown_reasons(telephone, shows)
        assert reasons
        assert [reason for reason in reasons.values() if "?" in reason or "显示，" in reason] == []


def test_every_kind_of_evidence_has_a_name_in_both_languages(telephone):
    assert [kind for kind in sorted(SHOWS) if f"kind.{kind}" not in telephone.pack.messages] == []


SILENT_CALL = {
    **CALL,
    "events": [{"type": "answered", "at": 2, "party": "agent"}, {"type": "hung_up", "at": 22, "party": "agent"}],
    "turns": [
        {"party": "agent", "text": "您好，这里是松鹿家居，请问有什么可以帮您？", "start": 3, "end": 7},
        {"party": "agent", "text": "喂，您好，听不到您的声音，再见。", "start": 14, "end": 18},
    ],
}


@pytest.mark.parametrize(("words", "outcome"), [(["customer_words"], "broken"), ([], "unknown")])
def test_nobody_is_accused_of_hanging_up_on_a_customer_who_may_have_spoken_unseen(telephone, words, outcome):
    shows = ["rings", "hangup", "hold", "transfer", "agent_words", "times", *words]
    conversation = decode_line(json.dumps({**SILENT_CALL, "shows": shows}).encode(), "Asia/Shanghai", pytest.fail)
    found = telephone.inspector.inspect(conversation).outcomes
    assert {item.outcome for item in found if item.clause == "H01"} == {outcome}
