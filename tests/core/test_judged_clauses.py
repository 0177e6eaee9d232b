"""Clauses that depend on content: how they are written, what the kernel leaves open, what is masked and found again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.test_pack_language import CLAUSE, HEAD, PARAMETERS

from zuoxi.desk import judging
from zuoxi.desk.redaction import mask_turns
from zuoxi.events import Conversation, Spoken, decode_line
from zuoxi.standard import PackError, bind_pack, check_pack, compile_standard, read_pack, read_profile
from zuoxi.standard.judgement import judge_moments
from zuoxi.standard.moment import LINE, SAID, Moment, Setting

ASKED = "question: {zh: 问, en: asked}, criteria: {zh: [甲, 乙], en: [a, b]}"
TEXT = "facts: {kind: text, title: {zh: 文本, en: text}}\nlate_text: {kind: text, default: 营业到六点, title: {zh: 文本, en: text}}\n"
SHOWS = frozenset({"hangup", "agent_words", "customer_words", "times"})


def files(rule, severity="minor", more=""):
    clause = CLAUSE.replace("severity: minor", f"severity: {severity}")
    rules = f"  rules:\n    - judged: {rule}\n      label: {{zh: 标, en: label}}\n{more}"
    return {"pack.yaml": HEAD, "parameters.yaml": PARAMETERS + TEXT, "clauses/A.yaml": clause + rules}


def told(texts, profile=""):
    with pytest.raises(PackError) as caught:
        pack = read_pack([texts])
        bind_pack(pack, read_profile("p.yaml", profile, pack.parameters, frozenset(pack.clauses)) if profile else None)
    return str(caught.value)


def bound(rule, profile=""):
    pack = read_pack([files(rule)])
    return bind_pack(pack, read_profile("p.yaml", profile, pack.parameters, frozenset(pack.clauses)) if profile else None)


def judged(standard):
    """Outcomes of a call in which the customer complains twice."""
    moments = [
        Moment(at=1000, start=1000, rank=LINE, seq=0, kind="answered", party="agent", event=0),
        Moment(at=3000, start=2000, rank=SAID, seq=1, kind="said", party="customer", acts=("complain",), content=True, turns=(0,)),
        Moment(at=6000, start=5000, rank=SAID, seq=2, kind="said", party="customer", acts=("complain",), content=True, turns=(2,)),
        Moment(at=9000, start=9000, rank=LINE, seq=3, kind="hung_up", party="customer", event=1),
    ]
    return judge_moments(compile_standard(standard), Setting(shows=SHOWS), moments)


def test_a_judged_clause_is_unknown_once_a_conversation_at_no_moment():
    standard = bound(f"{{{ASKED}}}").standard
    (found,) = judged(standard)
    assert (found.verdict, found.reason.message, found.at, found.evidence) == ("unknown", "to_judge", None, ())
    question = standard.clauses[0].question
    assert (question.question, question.criteria, question.reference) == (("问", "asked"), (("甲", "乙"), ("a", "b")), "")
    assert standard.clauses[0].checklist


def test_with_a_trigger_it_is_unknown_at_each_and_says_which_words_called_for_it():
    found = judged(bound(f"{{{ASKED}, after: {{customer: complain}}}}").standard)
    assert [(one.verdict, one.at, [piece.turn for piece in one.evidence]) for one in found] == [("unknown", 3000, [0]), ("unknown", 6000, [2])]


def test_a_text_that_is_not_given_leaves_nothing_to_ask_and_is_named():
    clause = bound(f"{{{ASKED}, reference: $facts}}").standard.clauses[0]
    assert (clause.question.unset, clause.question.reference) == ("facts", "")
    assert "facts" in clause.rows[0].label
    given_one = bound(f"{{{ASKED}, reference: $facts}}", "profile: {extends: trial, parameters: {facts: 周末休息}}").standard.clauses[0]
    assert (given_one.question.unset, given_one.question.reference) == ("", "周末休息")
    assert bound(f"{{{ASKED}, reference: $late_text}}").standard.clauses[0].question.reference == "营业到六点"


WRONG = [
    ("{question: {zh: 问, en: asked}}", "`criteria` is missing"), ("{criteria: {zh: [甲], en: [a]}}", "`question` is missing"),
    ("{question: {zh: 问}, criteria: {zh: [甲], en: [a]}}", "`en` is missing"),
    ("{question: {zh: 问, en: asked}, criteria: {zh: [甲, 乙], en: [a]}}", "as many criteria in zh as in en"),
    ("{question: {zh: 问, en: ' '}, criteria: {zh: [甲], en: [a]}}", "a text is expected"),
    (f"{{{ASKED}, reference: facts}}", "names a parameter of kind text, such as $answers"),
    (f"{{{ASKED}, reference: $pause}}", "pause is no text"), (f"{{{ASKED}, reference: $fact}}", "Did you mean facts?"),
    (f"{{{ASKED}, befor: {{event: held}}}}", "unknown field `befor`"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "what"), WRONG, ids=[what for _, what in WRONG])
def test_a_mistake_in_a_judged_rule_is_told_with_file_and_line(rule, what):
    text = told(files(rule))
    assert what in text and text.startswith("clauses/A.yaml:")


def test_a_judged_clause_is_never_fatal_and_the_place_is_told():
    assert told(files(f"{{{ASKED}}}", "fatal")).startswith("clauses/A.yaml:7: X01 is judged by content and so never fatal")
    profile = "# ours\nprofile:\n  extends: trial\n  severities: {X01: fatal}\n"
    assert told(files(f"{{{ASKED}}}"), profile).startswith("p.yaml:3: X01 is judged by content and so never fatal")


def test_a_judged_rule_stands_alone_in_its_clause():
    more = "    - prohibition: {never: {event: held}}\n      label: {zh: 别, en: other}\n"
    assert "stands alone in its clause" in told(files(f"{{{ASKED}}}", more=more))


def test_check_asks_for_an_unknown_example_of_a_judged_clause_and_for_no_other():
    pack = read_pack([files(f"{{{ASKED}}}")])
    problems = [problem.text for problem in check_pack(pack, bind_pack(pack), set()) if "example" in problem.text]
    assert problems == ["X01 has no unknown example"]


def test_a_text_of_a_profile_is_bounded_and_stands_shortened_beside_the_outcomes():
    pack = read_pack([{**files(f"{{{ASKED}, reference: $facts}}"), "clauses/A.yaml": files(f"{{{ASKED}, reference: $facts}}")["clauses/A.yaml"].replace("  rules:", "  parameters: [facts]\n  rules:")}])

    def profile(text):
        return read_profile("p.yaml", json.dumps({"profile": {"extends": "trial", "parameters": {"facts": text}}}), pack.parameters, frozenset(pack.clauses))

    assert dict(bind_pack(pack, profile("字" * 100)).standard.clauses[0].parameters)["facts"] == "字" * 40 + "…"
    for wrong in (" ", "字" * 20_001):
        with pytest.raises(PackError, match="a text of 1 to 20000 characters"):
            profile(wrong)


def masked_and_said(*texts):
    turns = tuple(Spoken(index=index, party="customer", text=text) for index, text in enumerate(texts))
    return list(zip(mask_turns(Conversation(id="c", turns=turns)), texts, strict=True))


def test_a_place_in_masked_words_leads_back_to_what_was_said():
    (masked, said), *_ = masked_and_said("我的电话是13900003728，备用13900003729，谢谢")
    assert masked.text == "我的电话是‹phone:1›，备用‹phone:2›，谢谢"
    for quote, meant in (("电话是‹phone:1›", "电话是13900003728"), ("‹phone:2›，谢谢", "13900003729，谢谢"), ("谢谢", "谢谢"),
                         ("我的", "我的"), ("备用", "备用"), ("hone:1›，备", "13900003728，备"), ("是‹pho", "是13900003728")):  # fmt: skip
        place = masked.text.index(quote)
        start, end = masked.said(place, place + len(quote))
        assert said[start:end] == meant


PIECES = st.sampled_from(["13900003728", "13900003729", "我叫李明", "好的，", "请问", " ok ", "13900003728。"])


@given(st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=1, max_size=4), st.data())
def test_every_span_of_masked_words_leads_to_a_span_that_masks_to_it_or_holds_it(texts, data):
    for masked, said in masked_and_said(*texts):
        assert masked.said(0, len(masked.text)) == (0, len(said))
        start = data.draw(st.integers(0, len(masked.text) - 1))
        end = data.draw(st.integers(start + 1, len(masked.text)))
        first, last = masked.said(start, end)
        assert 0 <= first < last <= len(said)
        if not any(cut.start < end and start < cut.end for cut in masked.cuts):
            assert said[first:last] == masked.text[start:end]


SAMPLES = Path(__file__).parents[2] / "samples"


def test_masking_for_a_judge_only_ever_replaces_data_and_loses_no_other_word():
    for line in (SAMPLES / "hotel-2026-11.jsonl").read_bytes().splitlines()[:80]:
        conversation = decode_line(line, "Asia/Shanghai", lambda text: None)
        sent = judging.prepare(conversation, True, 0.5)
        for turn in conversation.turns:
            if turn.text.strip():
                masked, before = sent.texts[turn.index], 0
                rebuilt = ""
                for cut in masked.cuts:
                    rebuilt += masked.text[before : cut.start] + turn.text[cut.said_from : cut.said_to]
                    before = cut.end
                assert rebuilt + masked.text[before:] == turn.text
