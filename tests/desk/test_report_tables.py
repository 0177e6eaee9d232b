"""findings.csv and findings.xlsx as a spreadsheet reads them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from zuoxi.app.audit import AuditRequest, run_audit
from zuoxi.app.findings import COLUMNS, guard
from zuoxi.app.workbook import unguard

SHEETS = {"zh": ["概览", "问题", "坐席", "班组", "条款", "会话"], "en": ["Summary", "Findings", "Agents", "Groups", "Clauses", "Conversations"]}


def conversations():
    """Twelve calls; the agent's name begins like a formula, and the agent of every third is rude."""
    for number in range(12):
        turns = [{"party": "agent", "text": "您好，远行科技，请问有什么可以帮您？", "start": 5.0, "end": 9.0},
                 {"party": "customer", "text": "我的订单还没到。", "start": 10.0, "end": 13.0},
                 {"party": "agent", "text": "=2+3 你嘴巴放干净点！" if number % 3 == 0 else "我马上为您查询，请稍等。", "start": 14.0, "end": 17.0}]  # fmt: skip
        yield {"id": f"c-{number:02}", "channel": "phone", "direction": "inbound", "started_at": f"2026-11-{number % 4 + 2:02}T09:15:00+08:00",
               "attributes": {"agent_number": f"00{number % 2}", "agent_name": "=cmd|' /C calc'!A0", "agent_group": "售后组", "queue": "-1"},
               "events": [{"type": "rang", "at": 0.0}, {"type": "answered", "at": 4.0, "party": "agent"}, {"type": "hung_up", "at": 18.0, "party": "customer"}],
               "turns": turns}  # fmt: skip


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    folders = {}
    for language in ("zh", "en"):
        folder = tmp_path_factory.mktemp(language)
        source = folder / "made.jsonl"
        source.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in conversations()), encoding="utf-8")
        run_audit(AuditRequest(inputs=(source,), out=folder / "o", language=language))
        folders[language] = folder / "o"
    return folders


def rows_of(folder):
    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def sheet_of(folder, name):
    head, *rows = load_workbook(folder / "findings.xlsx")[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_table_has_the_contracts_columns_in_its_order_and_a_byte_order_mark(audited):
    assert (audited["zh"] / "findings.csv").read_bytes().startswith(b"\xef\xbb\xbfconversation,started_at,agent_number,")
    assert tuple(rows_of(audited["zh"])[0]) == COLUMNS


def test_each_broken_outcome_is_a_row_with_its_quote_and_second(audited):
    results = [json.loads(line) for line in (audited["zh"] / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    broken = [(one["conversation"], outcome["clause"], "" if outcome["at"] is None else outcome["at"]) for one in results for outcome in one["outcomes"] if outcome["outcome"] == "broken"]
    rows = rows_of(audited["zh"])
    assert [(row["conversation"], row["clause"], row["at"] and float(row["at"])) for row in rows] == broken
    assert any(unguard(row["quote"]).startswith("=2+3") and row["turn"] == "2" for row in rows)


def test_the_deductions_of_a_conversation_add_up_to_what_its_score_lacks(audited):
    rows = rows_of(audited["zh"])
    for line in (audited["zh"] / "results.jsonl").read_text(encoding="utf-8").splitlines():
        result = json.loads(line)
        lost = sum(float(row["deduction"]) for row in rows if row["conversation"] == result["conversation"])
        assert abs(lost - (100 - result["score"])) < 0.1


def test_no_cell_of_the_table_begins_like_a_formula(audited):
    for row in rows_of(audited["zh"]):
        assert not any(value.lstrip().startswith(tuple("=+-@＝＋－＠\t\r")) for value in row.values())


@given(some.text(alphabet="=+-@'＝a \t\r\n", max_size=6))
def test_the_guard_comes_off_again_and_leaves_harmless_text_alone(text):
    guarded = guard(text)
    assert unguard(guarded) == text
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert guard("abc=1") == "abc=1"
    assert guard(-2.5) == -2.5


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_has_one_sheet_a_view_with_filters_and_headers_that_stay(audited, language):
    book = load_workbook(audited[language] / "findings.xlsx")
    assert book.sheetnames == SHEETS[language]
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref.startswith("A1:")


def test_numbers_and_instants_are_such_in_the_workbook_and_texts_stay_as_they_were(audited):
    row = next(row for row in sheet_of(audited["zh"], "问题") if (row["引语"] or "").startswith("=2+3"))
    assert isinstance(row["扣分"], int | float) and isinstance(row["时刻（秒）"], int | float)
    assert row["开始时间"].isoformat() == "2026-11-02T09:15:00"
    assert (row["工号"], row["姓名"], row["队列"]) == ("000", "=cmd|' /C calc'!A0", "-1")
    assert row["结果"] == "违反"
    formulas = [cell.coordinate for sheet in load_workbook(audited["zh"] / "findings.xlsx") for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    assert formulas == []


def test_agents_groups_and_clauses_stand_with_the_number_of_conversations_and_an_interval(audited):
    agents = sheet_of(audited["en"], "Agents")
    assert [(row["Agent number"], row["Conversations"]) for row in agents] == [("000", 6), ("001", 6)]
    assert agents[0]["95% from"] <= agents[0]["Average score"] <= agents[0]["95% to"]
    assert sheet_of(audited["en"], "Groups")[0]["Conversations"] == 12
    clause = next(row for row in sheet_of(audited["en"], "Clauses") if row["Broken"])
    assert clause["Broken share"] == pytest.approx(clause["Broken"] / (clause["Broken"] + clause["Kept"]))
    assert clause["95% from"] <= clause["Broken share"] <= clause["95% to"]


def test_every_conversation_has_a_line_with_its_score(audited):
    lines = sheet_of(audited["zh"], "会话")
    results = [json.loads(line) for line in (audited["zh"] / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["会话"], line["得分"]) for line in lines] == [(one["conversation"], one["score"]) for one in results]
    assert sum(line["问题"] for line in lines) == len(rows_of(audited["zh"]))


def test_nothing_but_the_products_is_left_in_the_folder(audited):
    assert [path.name for path in audited["zh"].iterdir() if path.name.startswith(".")] == []


def test_a_sheet_that_is_full_says_how_many_rows_are_elsewhere(audited, tmp_path, monkeypatch):
    monkeypatch.setattr("zuoxi.app.workbook.MOST_ROWS", 3)
    source = audited["zh"].parent / "made.jsonl"
    run_audit(AuditRequest(inputs=(source,), out=tmp_path / "o", language="en"))
    assert len(sheet_of(tmp_path / "o", "Conversations")) == 3
    told = {row[0]: row[1] for row in load_workbook(tmp_path / "o" / "findings.xlsx")["Summary"].iter_rows(values_only=True)}
    assert told["Conversations beyond the sheet: see results.jsonl"] == 9
    assert told["Findings beyond the sheet: see findings.csv"] == len(rows_of(tmp_path / "o")) - 3


def test_a_transferred_call_is_scored_leg_by_leg_and_the_worst_leg_is_its_score(tmp_path):
    vectors = Path(__file__).parent.parent / "data/vectors/conversations.jsonl"
    lines = [line for line in vectors.read_text(encoding="utf-8").splitlines() if '"id": "legs-second-without' in line]
    source = tmp_path / "legs.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run_audit(AuditRequest(inputs=(source,), out=tmp_path / "o", language="zh"))
    result = json.loads((tmp_path / "o/results.jsonl").read_text(encoding="utf-8"))
    scores = {leg["agent"]: leg["score"] for leg in result["legs"]}
    assert list(scores) == ["1023", "2045"]
    assert result["score"] == min(scores.values()) == scores["2045"] < scores["1023"]
    opening = next(row for row in rows_of(tmp_path / "o") if row["clause"] == "T03")
    assert opening["agent_number"] == "2045"
    assert float(opening["deduction"]) > 0
    assert {row["工号"]: row["平均分"] for row in sheet_of(tmp_path / "o", "坐席")} == scores
