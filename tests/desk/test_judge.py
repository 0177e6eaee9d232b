"""A judge beside the rules, in a whole audit: what it may decide, what leaves the machine, and what happens when it fails."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.desk.fake_judge import LINES, FakeJudge

from zuoxi.app.audit import AuditRequest, run_audit
from zuoxi.app.command import main
from zuoxi.app.judge_lane import JudgeRequest, JudgeSetupError

KEY = "sk-secret-0123456789"
PHONE = "13900003728"


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("ZUOXI_JUDGE_KEY", KEY)


def call(number, **more):
    return {"id": f"j-{number:03}", "channel": "phone", "direction": "inbound", "started_at": "2026-11-02T09:15:00+08:00",
            "attributes": {"agent_number": "1023", "agent_name": "周明轩", "organisation": "远行科技", "customer_name": "李明"},
            "events": [{"type": "rang", "at": 0.0}, {"type": "answered", "at": 2.0, "party": "agent"}, {"type": "hung_up", "at": 40.0, "party": "customer"}],
            "turns": [{"party": "agent", "text": "您好，远行科技，我是周明轩，请问有什么可以帮您？", "start": 3.0, "end": 7.0},
                      {"party": "customer", "text": f"我叫李明，电话{PHONE}，订单{number}还没到。", "start": 8.0, "end": 13.0},
                      {"party": "agent", "text": f"李先生，您的电话是{PHONE}，对吗？我昨天去爬山了。", "start": 14.0, "end": 20.0},
                      {"party": "agent", "text": "这不是我的责任。", "start": 22.0, "end": 24.0}],
            **more}  # fmt: skip


def write(path, *lines):
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path):
    return write(tmp_path / "made.jsonl", *(call(number) for number in range(3)))


def audit(source, out, fake=None, masked=True, parallel=2, timeout=10.0, **more):
    judge = None if fake is None else JudgeRequest(url=fake.url, model="judge-1", masked=masked, parallel=parallel, timeout=timeout)
    run_audit(AuditRequest(inputs=(source,), out=out, language="zh", judge=judge, **more))
    return [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def outcome(result, clause):
    return next(one for one in result["outcomes"] if one["clause"] == clause)


def test_without_a_judge_a_judged_clause_waits_and_nothing_is_asked(archive, tmp_path):
    found = outcome(audit(archive, tmp_path / "a")[0], "C06")
    assert (found["outcome"], found["at"], found["evidence"], found["to_judge"]) == ("unknown", None, [], True)
    assert found["reason"] == "取决于内容，等评判模型或人来判断：谈话不偏题。"
    assert not (tmp_path / "a/judged.jsonl").exists()


def test_a_clause_whose_text_is_not_given_is_not_asked_and_says_what_would_cure_it(archive, tmp_path):
    with FakeJudge() as fake:
        found = outcome(audit(archive, tmp_path / "a", fake)[0], "C02")
    assert found["outcome"] == "unknown" and "参数 answers 尚未设置" in found["reason"]
    assert "to_judge" not in found and "judged" not in found
    assert {asked["question"] for asked in fake.asked} == {"坐席是否始终围绕客户的事谈话？", "客户说错或弄错时，坐席是否顾及了客户的面子？"}


def test_a_judged_outcome_says_whose_it_is_and_quotes_what_was_really_said(archive, tmp_path):
    with FakeJudge() as fake:
        results = audit(archive, tmp_path / "a", fake)
    found = outcome(results[0], "C06")
    assert found["judged"] == {"by": "model", "how": "judged", "model": "judge-1", "found": "broken", "answer": "broken", "confidence": 0.9, "said": "理由如此"}
    assert (found["outcome"], found["advisory"], found["at"]) == ("broken", True, 7.0)
    assert found["evidence"] == [{"turn": 0, "start": 3.0, "end": 7.0, "quote": "您好，远"}]
    assert found["reason"] == "由模型 judge-1 判定（把握 0.90）：没有做到谈话不偏题。模型的理由：理由如此"


def test_a_model_has_no_weight_fails_nothing_and_counts_as_no_finding(archive, tmp_path, capsys):
    before = audit(archive, tmp_path / "a")
    assert main(["audit", str(archive), "--out", str(tmp_path / "c"), "--fail-on", "minor"]) == 1
    with FakeJudge() as fake:
        after = audit(archive, tmp_path / "b", fake)
        found = [one["outcome"] for one in after[0]["outcomes"] if one["clause"] == "C06"]
    assert found == ["broken"]
    assert [one["score"] for one in after] == [one["score"] for one in before]
    rules = lambda result: [one for one in result["outcomes"] if one["clause"] not in ("C06", "C13")]  # noqa: E731
    assert [rules(one) for one in after] == [rules(one) for one in before]
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("共 3 次会话")]
    assert len({line.split("，用时")[0] for line in told}) == 1


def test_fail_on_looks_away_from_what_only_a_model_says(tmp_path):
    source = write(tmp_path / "counter.jsonl", call(0, channel="counter", turns=[{"party": "agent", "text": "您好，请讲。", "start": 3.0, "end": 5.0}]))
    profile = tmp_path / "p.yaml"
    with FakeJudge() as fake:
        words = ["audit", str(source), "--judge", fake.url, "--judge-model", "judge-1", "--fail-on", "major"]
        plain = main(["audit", str(source), "--out", str(tmp_path / "a"), "--fail-on", "major"])
        assert main([*words, "--out", str(tmp_path / "b")]) == plain == 0
        result = json.loads((tmp_path / "b/results.jsonl").read_text("utf-8"))
        assert (outcome(result, "K14")["outcome"], outcome(result, "K14")["severity"]) == ("broken", "major")
        profile.write_text("profile: {judged_counts: yes}", encoding="utf-8")
        assert main([*words, "--out", str(tmp_path / "c"), "--profile", str(profile)]) == 1


def test_a_profile_may_let_a_models_verdicts_count(archive, tmp_path):
    profile = tmp_path / "p.yaml"
    profile.write_text("profile: {judged_counts: yes}", encoding="utf-8")
    with FakeJudge() as fake:
        advised = audit(archive, tmp_path / "a", fake)[0]
        counted = audit(archive, tmp_path / "b", fake, profile=str(profile))[0]
    assert counted["score"] < advised["score"]
    assert "advisory" not in outcome(counted, "C06")
    with (tmp_path / "b/findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["by"] for row in csv.DictReader(stream) if row["clause"] == "C06"} == {"model"}


def test_on_a_form_a_models_advice_waits_for_a_person_and_a_counting_model_fills_the_item_in(archive, tmp_path):
    profile, form = tmp_path / "p.yaml", tmp_path / "form.yaml"
    profile.write_text("profile: {judged_counts: yes}", encoding="utf-8")
    form.write_text("sections: [{id: a, title: 章, items: [{id: I, title: 不偏题, points: 10, clauses: [C06]}, {id: J, title: 开头, points: 10, clauses: [T03]}]}]", encoding="utf-8")
    marks = write(tmp_path / "m.jsonl", {"conversation": "j-000", "item": "I", "points": 10}, {"conversation": "j-001", "clause": "C06", "verdict": "kept"})

    def states(results):
        return [(items[0]["state"], one["scorecard"]["provisional"]) for one in results for items in [one["scorecard"]["sections"][0]["items"]]]

    with FakeJudge() as fake:
        advised = audit(archive, tmp_path / "a", fake, scorecard=str(form), marks=marks)
        counted = audit(archive, tmp_path / "b", fake, scorecard=str(form), marks=marks, profile=str(profile))
    alone = audit(archive, tmp_path / "c", scorecard=str(form))
    assert states(advised) == [("kept", False), ("kept", False), ("unmarked", True)]
    assert states(counted) == [("kept", False), ("kept", False), ("broken", False)]
    assert states(alone) == [("unmarked", True)] * 3


@pytest.mark.parametrize("part", ["lying", "elsewhere"])
def test_a_quote_that_does_not_stand_in_its_turn_makes_unknown(part, archive, tmp_path, capsys):
    with FakeJudge(part) as fake:
        found = outcome(audit(archive, tmp_path / "a", fake)[0], "C06")
    assert (found["outcome"], found["judged"]["found"], found["judged"]["answer"]) == ("unknown", "no_evidence", "broken")
    assert "找不到证据" in found["reason"] and found["evidence"] == []
    assert "引语不成立 6 项" in capsys.readouterr().out


def test_a_quote_of_doubtful_words_makes_unknown(tmp_path):
    source = write(tmp_path / "made.jsonl", call(0, turns=[{"party": "agent", "text": "您好，请讲。", "start": 3.0, "end": 5.0, "confidence": 0.2},
                                                           {"party": "customer", "text": "我的订单还没到。", "start": 6.0, "end": 8.0}]))  # fmt: skip
    with FakeJudge() as fake:
        fake.reply = lambda body, number: (200, {}, json.dumps({"choices": [{"message": {"content": json.dumps(
            {"verdict": "kept", "turn": 0, "quote": "您好", "reason": "r", "confidence": 1})}}]}).encode())  # fmt: skip
        found = outcome(audit(source, tmp_path / "a", fake)[0], "C06")
    assert (found["outcome"], found["judged"]["found"]) == ("unknown", "doubtful")
    assert fake.asked[0]["conversation"][0]["unclear"] is True


def test_a_refusal_is_kept_with_its_reason_and_waits_for_a_person(archive, tmp_path):
    with FakeJudge("refusing") as fake:
        found = outcome(audit(archive, tmp_path / "a", fake)[0], "C06")
        assert (found["outcome"], found["judged"]["found"], found["judged"]["said"]) == ("unknown", "refused", "我不评判这类内容")
        audit(archive, tmp_path / "a", fake, overwrite=True)
    assert len(fake.raw) == 6


def test_no_personal_data_leaves_the_machine_unless_it_is_asked_for(archive, tmp_path):
    with FakeJudge() as fake:
        results = audit(archive, tmp_path / "a", fake)
        assert not any(secret in raw for raw in fake.raw for secret in (PHONE, "李明", "周明轩", "李先生"))
        texts = [turn["text"] for turn in fake.asked[0]["conversation"]]
        assert "‹phone:1›" in texts[1] and "‹phone:1›" in texts[2]
        kept = (tmp_path / "a/judged.jsonl").read_text("utf-8")
        assert PHONE not in kept and "李明" not in kept
        assert PHONE in results[0]["outcomes"][0]["reason"] or PHONE in json.dumps(results[0])
    with FakeJudge() as fake:
        audit(archive, tmp_path / "b", fake, masked=False)
        assert all(PHONE in raw for raw in fake.raw)


def test_a_quote_of_masked_words_is_shown_as_they_were_said(archive, tmp_path):
    with FakeJudge() as fake:
        def reply(body, number):
            turn = fake.asked[number - 1]["conversation"][2]
            quote = turn["text"][turn["text"].index("‹phone:1›") - 1 : turn["text"].index("，对吗")]
            content = json.dumps({"verdict": "kept", "turn": 2, "quote": quote, "reason": "核对了‹phone:1›", "confidence": 1}, ensure_ascii=False)
            return 200, {}, json.dumps({"choices": [{"message": {"content": content}}]}).encode()

        fake.reply = reply
        results = audit(archive, tmp_path / "a", fake)
    assert [outcome(result, "C06")["evidence"][0]["quote"] for result in results] == [f"是{PHONE}"] * 3


def test_with_redact_the_results_quote_the_masked_words(archive, tmp_path):
    with FakeJudge() as fake:
        results = audit(archive, tmp_path / "a", fake, masked=True, overwrite=False)
        redacted = tmp_path / "b"
        run_audit(AuditRequest(inputs=(archive,), out=redacted, language="zh", masked=True,
                               judge=JudgeRequest(url=fake.url, model="judge-1")))  # fmt: skip
    assert outcome(results[0], "C06")["outcome"] == "broken"
    assert PHONE not in (redacted / "results.jsonl").read_text("utf-8") + (redacted / "judged.jsonl").read_text("utf-8")


def test_the_key_stands_in_no_product_and_in_no_word_of_the_terminal(archive, tmp_path, capsys):
    for part in ("good", "unauthorised", "failing"):
        with FakeJudge(part) as fake:
            audit(archive, tmp_path / part, fake)
        assert fake.keys and set(fake.keys) == {f"Bearer {KEY}"}
        for path in (tmp_path / part).iterdir():
            assert KEY.encode() not in path.read_bytes(), path.name
    told = capsys.readouterr()
    assert KEY not in told.out + told.err


def test_a_key_that_is_none_is_refused_without_being_shown(archive, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ZUOXI_JUDGE_KEY", "sk-密钥\nX: y")
    words = ["audit", str(archive), "--out", str(tmp_path / "a"), "--judge", "http://127.0.0.1:9/v1", "--judge-model", "judge-1"]
    assert main(words) == 2
    told = capsys.readouterr().err
    assert "ZUOXI_JUDGE_KEY holds characters that no key has" in told and "密钥" not in told


@pytest.mark.parametrize("words", [["--judge", "http://127.0.0.1:9/v1"], ["--judge-model", "judge-1"],
                                   ["--judge", "nowhere", "--judge-model", "judge-1"]])  # fmt: skip
def test_half_a_judge_is_refused_before_anything_is_written(words, archive, tmp_path, capsys):
    assert main(["audit", str(archive), "--out", str(tmp_path / "a"), *words]) == 2
    assert "--judge" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_judge_that_fails_again_and_again_falls_silent_and_the_rules_go_on(tmp_path, capsys):
    source = write(tmp_path / "made.jsonl", *(call(number) for number in range(30)))
    plain = audit(source, tmp_path / "plain")
    with FakeJudge("unauthorised") as fake:
        results = audit(source, tmp_path / "a", fake, parallel=1)
    assert len(fake.raw) == 1
    assert {outcome(result, "C06")["judged"]["found"] for result in results} == {"no_answer"}
    assert [result["score"] for result in results] == [result["score"] for result in plain]
    assert capsys.readouterr().err.count("No more is asked in this run") == 1
    assert (tmp_path / "a/judged.jsonl").read_bytes() == b""
    with FakeJudge() as fake:
        request = JudgeRequest(url=fake.url, model="judge-1", parallel=1)
        run_audit(AuditRequest(inputs=(source,), out=tmp_path / "a", language="zh", judge=request, overwrite=True))
    assert len(fake.raw) == 60


def test_five_failures_in_a_row_are_enough_and_a_slow_judge_is_left_when_its_time_is_over(tmp_path):
    source = write(tmp_path / "made.jsonl", *(call(number) for number in range(10)))
    with FakeJudge("slow") as fake:
        results = audit(source, tmp_path / "a", fake, parallel=1, timeout=0.05)
    assert len(fake.raw) == 5
    assert "no answer within 0.05 s" in outcome(results[9], "C06")["reason"]


class KilledError(Exception):
    """Stands for a kill between two chunks."""


def test_a_resumed_run_asks_nothing_twice_and_ends_with_the_same_bytes(tmp_path, monkeypatch):
    source = write(tmp_path / "made.jsonl", *(call(number) for number in range(40)))
    with FakeJudge() as fake:
        audit(source, tmp_path / "whole", fake)
        asked = sorted(fake.raw)
        out, fake.raw = tmp_path / "killed", []
        audit(source, out, fake)
        assert sorted(fake.raw) == asked
        # as a kill would leave it: results up to the middle of a chunk, answers further on, a line cut short in each
        (out / "audit.json").write_text((out / "audit.json").read_text("utf-8").replace('"finished":true', '"finished":false'), "utf-8")
        lines = (out / "results.jsonl").read_bytes().splitlines(keepends=True)
        (out / "results.jsonl").write_bytes(b"".join(lines[:24]) + lines[24][:100])
        answers = (out / "judged.jsonl").read_bytes().splitlines(keepends=True)
        (out / "judged.jsonl").write_bytes(b"".join(answers[:70]) + answers[70][:30])
        fake.raw = []
        audit(source, out, fake)
        assert len(fake.raw) == 80 - 70
    assert (out / "results.jsonl").read_bytes() == (tmp_path / "whole/results.jsonl").read_bytes()
    assert (out / "findings.csv").read_bytes() == (tmp_path / "whole/findings.csv").read_bytes()


def test_an_audit_done_anew_takes_the_answers_it_has_and_another_model_is_asked_afresh(archive, tmp_path):
    with FakeJudge() as fake:
        first = audit(archive, tmp_path / "a", fake)
        assert audit(archive, tmp_path / "a", fake, overwrite=True) == first
        assert len(fake.raw) == 6
        run_audit(AuditRequest(inputs=(archive,), out=tmp_path / "a", language="zh", overwrite=True,
                               judge=JudgeRequest(url=fake.url, model="judge-2")))  # fmt: skip
        assert len(fake.raw) == 12


def test_the_results_do_not_depend_on_workers_or_on_how_many_questions_are_asked_at_once(tmp_path):
    source = write(tmp_path / "made.jsonl", *(call(number) for number in range(30)))
    with FakeJudge() as fake:
        audit(source, tmp_path / "one", fake, parallel=1)
        audit(source, tmp_path / "two", fake, parallel=4, workers=2)
    assert (tmp_path / "one/results.jsonl").read_bytes() == (tmp_path / "two/results.jsonl").read_bytes()


def test_a_persons_mark_outranks_the_model_and_has_weight(archive, tmp_path):
    marks = write(tmp_path / "m.jsonl", {"conversation": "j-000", "clause": "C06", "verdict": "kept", "by": "甲"},
                  {"conversation": "j-001", "clause": "C06", "verdict": "broken", "by": "甲"})  # fmt: skip
    with FakeJudge() as fake:
        plain = audit(archive, tmp_path / "a", fake)
        marked = audit(archive, tmp_path / "b", fake, marks=marks)
        workers = audit(archive, tmp_path / "c", fake, marks=marks, workers=2)
    assert marked == workers
    found = outcome(marked[0], "C06")
    assert (found["outcome"], found["machine"], found["judged"]["answer"]) == ("kept", "broken", "broken")
    assert "advisory" not in found and found["reason"].startswith("由人判定。机器的理由：由模型 judge-1 判定")
    assert marked[1]["score"] < plain[1]["score"] <= marked[0]["score"]
    assert marked[2] == plain[2]
    with (tmp_path / "b/findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["clause"] == "C06"]
    assert [(row["conversation"], row["by"]) for row in rows] == [("j-001", "person"), ("j-002", "model, advisory")]
    assert float(rows[0]["deduction"]) > 0 and float(rows[1]["deduction"]) == 0


def test_a_person_may_mark_a_judged_clause_where_no_judge_is(archive, tmp_path):
    marks = write(tmp_path / "m.jsonl", {"conversation": "j-000", "clause": "C06", "verdict": "broken", "by": "甲"})
    found = outcome(audit(archive, tmp_path / "a", marks=marks)[0], "C06")
    assert (found["outcome"], found["machine"]) == ("broken", "unknown") and "to_judge" not in found


def test_the_tables_say_whose_verdict_each_finding_is(archive, tmp_path):
    with FakeJudge() as fake:
        audit(archive, tmp_path / "a", fake)
    sheet = load_workbook(tmp_path / "a/findings.xlsx")["问题"]
    head, *rows = sheet.iter_rows(values_only=True)
    whose = {row[head.index("条款")]: row[head.index("判定者")] for row in rows}
    assert whose["C06"] == "模型（仅供参考）" and {whose[clause] for clause in whose if clause not in ("C06", "C13")} == {"规则"}
    people = load_workbook(tmp_path / "a/findings.xlsx")["会话"]
    head, *rows = people.iter_rows(values_only=True)
    assert all(row[head.index("问题")] < 10 for row in rows)


@pytest.mark.parametrize(("language", "word"), [("zh", "模型判定"), ("en", "judged by a model")])
def test_the_report_says_with_icon_and_word_that_a_model_judged(language, word, archive, tmp_path, browser):
    with FakeJudge() as fake:
        run_audit(AuditRequest(inputs=(archive,), out=tmp_path / "a", language=language, judge=JudgeRequest(url=fake.url, model="judge-1")))
    page = browser.new_page()
    page.goto(f"{(tmp_path / 'a/report.html').as_uri()}#conversation=j-000")
    sign = page.locator(".judging .finding.broken", has_text="C06").locator(".tag.model")
    assert word in sign.inner_text() and "judge-1" in sign.inner_text()
    assert sign.locator("svg").count() == 1
    page.goto(f"{(tmp_path / 'a/report.html').as_uri()}#clause=C06")
    assert word in page.locator("main").inner_text()
    page.goto(f"{(tmp_path / 'a/report.html').as_uri()}#overview")
    assert "judge-1" in page.locator("main .head").inner_text()
    page.close()


def doctor(part, capsys, *more):
    with FakeJudge(part) as fake:
        status = main(["doctor", "--judge", fake.url, "--judge-model", "judge-1", *more])
    return status, capsys.readouterr().out, fake


def test_the_doctor_lets_a_good_judge_pass_and_asks_each_conversation_three_times(capsys):
    status, told, fake = doctor("good", capsys)
    assert status == 0
    assert "36 of 36 equal answers" in told and "30 of 30 of the quotes stand" in told and "12 of 12 as labelled" in told
    assert len(fake.raw) == 3 * len(LINES) and KEY not in told


@pytest.mark.parametrize(("part", "failing"), [
    ("lying", "evidence"), ("refusing", "silence"), ("malformed", "silence"), ("unstable", "repeatability"), ("failing", "silence"),
])  # fmt: skip
def test_the_doctor_fails_a_judge_that_lies_refuses_or_wavers(part, failing, capsys, monkeypatch):
    monkeypatch.setattr("zuoxi.app.judge_lane.time.sleep", lambda seconds: None)
    status, told, fake = doctor(part, capsys, "--judge-parallel", "1")
    assert status == 1
    assert f"FAILED  {failing}" in told and "do not use its verdicts" in told
    assert len(fake.raw) == (6 if part in ("malformed", "failing") else 36)


def test_the_calibration_set_is_the_size_and_the_mixture_that_the_documents_say():
    assert len(LINES) == 12
    assert {outcome: sum(line["outcome"] == outcome for line in LINES) for outcome in ("kept", "broken", "not_applicable")} == {
        "kept": 5, "broken": 5, "not_applicable": 2}  # fmt: skip
    assert {line["clause"] for line in LINES} == {"C02", "C06", "C13", "K14"}
    assert {line["conversation"]["language"] for line in LINES} == {"zh", "en"}


def test_a_judge_without_its_library_is_told_how_to_get_it(archive, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "zuoxi.channels", None)
    with pytest.raises(JudgeSetupError, match=r"zuoxi\[judge\]"):
        run_audit(AuditRequest(inputs=(archive,), out=tmp_path / "a", judge=JudgeRequest(url="http://127.0.0.1:9/v1", model="judge-1")))
    assert not Path(tmp_path / "a").exists()
