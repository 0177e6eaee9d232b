"""People's marks beside the machine's verdicts: merged, kept with their history, counted, exported by the report."""

from __future__ import annotations

import csv
import json

import pytest
from openpyxl import Workbook, load_workbook

from zuoxi.app.audit import AuditRequest, run_audit
from zuoxi.app.command import main
from zuoxi.store import UnreadableError, read_marks


def calls(count):
    for number in range(count):
        yield {"id": f"m-{number:03}", "channel": "phone", "direction": "inbound", "started_at": "2026-11-02T09:15:00+08:00",
               "attributes": {"agent_number": "1023", "organisation": "远行科技"},
               "events": [{"type": "rang", "at": 0.0}, {"type": "answered", "at": 4.0, "party": "agent"}, {"type": "hung_up", "at": 30.0, "party": "customer"}],
               "turns": [{"party": "agent", "text": "您好，远行科技，请问有什么可以帮您？", "start": 5.0, "end": 9.0},
                         {"party": "customer", "text": "我的订单还没到。", "start": 10.0, "end": 13.0},
                         {"party": "agent", "text": "你嘴巴放干净点！", "start": 14.0, "end": 17.0}]}  # fmt: skip


@pytest.fixture
def archive(tmp_path):
    source = tmp_path / "made.jsonl"
    source.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in calls(3)), encoding="utf-8")
    return source


def audit(source, out, marks=None, **more):
    run_audit(AuditRequest(inputs=(source,), out=out, language="zh", marks=marks, **more))
    return [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def outcome(result, clause):
    return next(one for one in result["outcomes"] if one["clause"] == clause)


def write(path, *marks):
    path.write_text("".join(json.dumps(mark, ensure_ascii=False) + "\n" for mark in marks), encoding="utf-8")
    return path


def test_a_clause_that_only_people_can_judge_is_unknown_until_it_is_marked(archive, tmp_path):
    before = outcome(audit(archive, tmp_path / "a")[0], "V14")
    assert (before["outcome"], before["at"], before["evidence"]) == ("unknown", None, [])
    assert "等人检查后标记" in before["reason"]
    marks = write(tmp_path / "m.jsonl", {"conversation": "m-000", "clause": "V14", "verdict": "broken", "by": "甲", "at": "2026-11-05T10:00:00"})
    results = audit(archive, tmp_path / "b", marks)
    after = outcome(results[0], "V14")
    assert (after["outcome"], after["machine"]) == ("broken", "unknown")
    assert after["marks"] == [{"verdict": "broken", "by": "甲", "at": "2026-11-05T10:00:00+08:00"}]
    assert outcome(results[1], "V14")["outcome"] == "unknown"


def test_an_overruled_finding_leaves_the_score_and_its_history_stays(archive, tmp_path):
    assert audit(archive, tmp_path / "a")[0]["score"] == 0
    marks = write(tmp_path / "m.jsonl",
                  {"conversation": "m-000", "clause": "V09", "verdict": "kept", "by": "乙", "at": "2026-11-06T10:00:00", "note": "玩笑话"},
                  {"conversation": "m-000", "clause": "V09", "verdict": "broken", "by": "甲", "at": "2026-11-05T10:00:00"})  # fmt: skip
    results = audit(archive, tmp_path / "b", marks)
    found = outcome(results[0], "V09")
    assert (found["outcome"], found["machine"]) == ("kept", "broken")
    assert found["reason"].startswith("由人判定。机器的理由：出现了不允许的情况")
    assert [one["by"] for one in found["marks"]] == ["甲", "乙"]
    assert results[0]["score"] > 50
    with (tmp_path / "b/findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert not any(row["conversation"] == "m-000" and row["clause"] == "V09" for row in rows)
    assert any(row["conversation"] == "m-001" and row["clause"] == "V09" for row in rows)


def test_the_latest_mark_counts_whatever_offset_it_was_written_with(archive, tmp_path):
    marks = write(tmp_path / "m.jsonl", {"conversation": "m-000", "clause": "V09", "verdict": "kept", "at": "2026-11-05T03:30:00Z"},
                  {"conversation": "m-000", "clause": "V09", "verdict": "not_applicable", "at": "2026-11-05T11:00:00"})  # fmt: skip
    found = outcome(audit(archive, tmp_path / "b", marks)[0], "V09")
    assert [one["at"] for one in found["marks"]] == ["2026-11-05T11:00:00+08:00", "2026-11-05T11:30:00+08:00"]
    assert found["outcome"] == "kept"


def test_with_masking_the_free_words_of_marks_are_left_out(archive, tmp_path):
    marks = write(tmp_path / "m.jsonl", {"conversation": "m-000", "clause": "V09", "verdict": "kept", "by": "甲", "note": "客户李明说没关系"})
    found = outcome(audit(archive, tmp_path / "b", marks, masked=True)[0], "V09")
    assert found["marks"] == [{"verdict": "kept", "by": "甲"}]
    assert "李明" not in (tmp_path / "b/report.html").read_text("utf-8")


def test_a_mark_with_an_id_speaks_of_that_outcome_alone(archive, tmp_path):
    identity = outcome(audit(archive, tmp_path / "a")[0], "V09")["id"]
    marks = write(tmp_path / "m.jsonl", {"conversation": "m-000", "clause": "V09", "id": identity, "verdict": "not_applicable"},
                  {"conversation": "m-001", "clause": "V09", "id": "V09#77", "verdict": "kept"})  # fmt: skip
    results = audit(archive, tmp_path / "b", marks)
    assert outcome(results[0], "V09")["outcome"] == "not_applicable"
    assert outcome(results[1], "V09")["outcome"] == "broken"


def test_a_mark_of_a_whole_clause_confirms_what_was_found_and_leaves_the_rest_alone(archive, tmp_path):
    marks = write(tmp_path / "m.jsonl", {"conversation": "m-000", "clause": "V09", "verdict": "broken"},
                  {"conversation": "m-001", "clause": "V09", "verdict": "kept"}, {"conversation": "m-002", "clause": "R18", "verdict": "broken"})  # fmt: skip
    before, after = audit(archive, tmp_path / "a"), audit(archive, tmp_path / "b", marks)

    def of(result, clause):
        return [(one["outcome"], "marks" in one) for one in result["outcomes"] if one["clause"] == clause]

    assert sorted(verdict for verdict, _ in of(before[0], "V09")) == ["broken", "kept"]
    assert sorted(of(after[0], "V09")) == [("broken", True), ("kept", False)]
    assert of(after[1], "V09") == [("kept", True), ("kept", True)]
    assert of(after[2], "R18")[0] == ("broken", True)


def test_marks_without_effect_are_told_and_the_run_goes_on(archive, tmp_path, capsys):
    marks = write(tmp_path / "m.jsonl", {"conversation": "elsewhere", "clause": "V09", "verdict": "kept"},
                  {"conversation": "m-000", "clause": "Z99", "verdict": "kept"})  # fmt: skip
    audit(archive, tmp_path / "b", marks)
    told = capsys.readouterr().err
    assert "'elsewhere'" in told and "'Z99'" in told


def test_a_workbook_in_chinese_gives_the_same_results_as_json_lines(archive, tmp_path):
    book = Workbook()
    book.active.append(["会话", "条款", "判定", "检查人", "备注"])
    book.active.append(["m-000", "V14", "不符合", "甲", "吃东西"])
    book.active.append(["m-001", "V09", "符合", "甲", None])
    book.save(tmp_path / "m.xlsx")
    lines = write(tmp_path / "m.jsonl", {"conversation": "m-000", "clause": "V14", "verdict": "broken", "by": "甲", "note": "吃东西"},
                  {"conversation": "m-001", "clause": "V09", "verdict": "kept", "by": "甲"})  # fmt: skip
    assert audit(archive, tmp_path / "a", tmp_path / "m.xlsx") == audit(archive, tmp_path / "b", lines)


@pytest.mark.parametrize(("line", "told"), [
    ('{"conversation": "m", "clause": "V09"}', "1: no verdict"),
    ('{"conversation": "m", "clause": "V09", "verdict": "great"}', "1: 'great' is no verdict; write one of kept, broken"),
    ('{"conversation": "m", "clause": "V09", "verdict": "kept", "id": "H01#1"}', "1: the outcome 'H01#1' is none of clause V09"),
    ('{"conversation": "m", "clause": "V09", "verdict": "kept", "at": "yesterday"}', "1: 'yesterday' is no time"),
    ('[1]', "1: no mark"), ("kept", "1: no mark"),
])  # fmt: skip
def test_a_wrong_mark_is_told_with_file_and_line_and_nothing_is_merged(line, told, archive, tmp_path, capsys):
    path = tmp_path / "m.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"m\.jsonl:1"):
        read_marks(path, "Asia/Shanghai")
    assert main(["audit", str(archive), "--out", str(tmp_path / "o"), "--marks", str(path)]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "o/results.jsonl").exists()


def test_a_table_without_the_needed_columns_says_how_to_head_them(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("会话,条款\nm-000,V09\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"m\.csv:1: no column for verdict"):
        read_marks(path, "Asia/Shanghai")


def test_an_audit_with_other_marks_is_another_audit(archive, tmp_path):
    marks = write(tmp_path / "m.jsonl", {"conversation": "m-000", "clause": "V09", "verdict": "kept"})
    one = audit(archive, tmp_path / "o", marks)
    write(marks, {"conversation": "m-000", "clause": "V09", "verdict": "not_applicable"})
    assert main(["audit", str(archive), "--out", str(tmp_path / "o"), "--marks", str(marks)]) == 2
    other = audit(archive, tmp_path / "o", marks, overwrite=True)
    assert outcome(one[0], "V09")["outcome"] == "kept"
    assert outcome(other[0], "V09")["outcome"] == "not_applicable"


def test_workers_apply_the_marks_as_one_process_does(archive, tmp_path):
    marks = write(tmp_path / "m.jsonl", {"conversation": "m-002", "clause": "V09", "verdict": "kept"})
    audit(archive, tmp_path / "one", marks)
    audit(archive, tmp_path / "two", marks, workers=2)
    assert (tmp_path / "one/results.jsonl").read_bytes() == (tmp_path / "two/results.jsonl").read_bytes()


def test_the_report_takes_marks_and_exports_a_file_that_the_audit_reads(archive, tmp_path, browser):
    audit(archive, tmp_path / "a")
    page = browser.new_page()
    page.goto(f"{(tmp_path / 'a/report.html').as_uri()}#conversation=m-001")
    page.locator(".judging .finding.broken .opener", has_text="V09").click()
    box = page.locator(".judging .finding.open .marking")
    box.get_by_label("检查人").fill("丙")
    box.get_by_label("检查人").blur()
    box.get_by_label("备注").fill("没有说过")
    box.get_by_role("button", name="符合", exact=True).click()
    with page.expect_download() as waiting:
        page.locator("#marks").click()
    waiting.value.save_as(tmp_path / "given.jsonl")
    page.reload()
    assert page.locator("#marks").text_content() == "导出标记（1）"
    page.close()
    mark = json.loads((tmp_path / "given.jsonl").read_text(encoding="utf-8"))
    assert (mark["verdict"], mark["by"], mark["note"]) == ("kept", "丙", "没有说过")
    results = audit(archive, tmp_path / "b", tmp_path / "given.jsonl")
    assert [outcome(result, "V09")["outcome"] for result in results] == ["broken", "kept", "broken"]


def test_the_report_says_of_a_clause_that_its_findings_are_not_borne_out(tmp_path, browser):
    source = tmp_path / "made.jsonl"
    source.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in calls(40)), encoding="utf-8")
    for name, wrong, doubted in (("good", 0, False), ("bad", 4, True)):
        marks = write(tmp_path / f"{name}.jsonl", *(
            {"conversation": f"m-{number:03}", "clause": "V09", "verdict": "kept" if number < wrong else "broken", "at": f"2026-11-05T10:{number:02}:00"}
            for number in range(40)))  # fmt: skip
        audit(source, tmp_path / name, marks)
        page = browser.new_page()
        page.goto(f"{(tmp_path / name / 'report.html').as_uri()}#clause=V09")
        assert f"最近 40 个问题中确认 {40 - wrong} 个" in page.locator("main").inner_text()
        assert (page.locator("main .tag.doubtful").count() > 0) is doubted
        page.goto(f"{(tmp_path / name / 'report.html').as_uri()}#overview")
        assert (page.locator("main .tag.doubtful").count() > 0) is doubted
        page.close()
        sheet = load_workbook(tmp_path / name / "findings.xlsx")["条款"]
        head, *rows = sheet.iter_rows(values_only=True)
        row = dict(zip(head, next(row for row in rows if row[0] == "V09"), strict=True))
        assert (row["人工核对"], row["人工一致"]) == (40, 40 - wrong)
        assert bool(row["准确率待证实"]) is doubted
