"""The normative boundary cases: 129 conversations, each about one point of meaning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zuoxi.app.assembly import Assembled, assemble
from zuoxi.events import decode_line, merge_verdicts
from zuoxi.standard import judge_ingested, lay_out
from zuoxi.standard.monitor import Monitor

FOLDER = Path(__file__).parent.parent / "data" / "vectors"
LINES = (FOLDER / "conversations.jsonl").read_bytes().splitlines()
EXPECTED = [json.loads(line) for line in (FOLDER / "expected.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def telephone() -> Assembled:
    return assemble("telephone")


def merged(outcomes):
    by_clause = {}
    for outcome in outcomes:
        by_clause.setdefault(outcome.clause, []).append(outcome.verdict)
    return {clause: merge_verdicts(verdicts) for clause, verdicts in by_clause.items()}


@pytest.mark.parametrize(("line", "expected"), list(zip(LINES, EXPECTED, strict=True)), ids=[e["id"] for e in EXPECTED])
def test_each_vector_comes_out_as_the_documents_say(telephone, line, expected):
    conversation = decode_line(line, "Asia/Shanghai", lambda text: None)
    found = merged(judge_ingested(telephone.program, lay_out(conversation, telephone.bound.standard, telephone.recogniser)))
    wrong = {c: (found[c], v) for c, v in expected["outcomes"].items() if found[c] != v}
    wrong |= {c: (found[c], f"never {v}") for c, v in expected.get("never", {}).items() if found[c] in v}
    assert not wrong, expected["why"]


@pytest.mark.parametrize("line", LINES[::4], ids=[e["id"] for e in EXPECTED[::4]])
def test_a_live_monitor_fed_in_any_lane_order_ends_with_the_outcomes_of_the_audit(telephone, line):
    conversation = decode_line(line, "Asia/Shanghai", lambda text: None)
    laid_out = lay_out(conversation, telephone.bound.standard, telephone.recogniser)
    monitor = Monitor(telephone.program, laid_out.setting)
    by_kind = sorted(laid_out.moments, key=lambda moment: (moment.party or "", moment.kind, moment.seq))
    for moment in by_kind:
        monitor.offer(moment)
        monitor.advance("line", moment.at)
        monitor.outcomes()
    assert monitor.finish() == judge_ingested(telephone.program, laid_out)


def test_a_quote_stands_literally_in_its_turn(telephone):
    for line in LINES:
        conversation = decode_line(line, "Asia/Shanghai", lambda text: None)
        texts = {turn.index: turn.text for turn in conversation.turns}
        for outcome in telephone.inspector.inspect(conversation).outcomes:
            for evidence in outcome.evidence:
                if evidence.quote is not None:
                    assert evidence.quote in texts[evidence.turn]
