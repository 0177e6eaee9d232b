"""`zuoxi audit --scorecard`: an organisation's own form in results, workbook, terminal and report; marks of its items; resumption."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook, load_workbook

from zuoxi.app.audit import AuditRequest, run_audit
from zuoxi.app.command import main

FORM = """scorecard: {id: ours, title: {zh: 我们的表, en: Our form}, most_bonus: 2}
sections:
  - id: open
    title: {zh: 开场, en: Opening}
    items:
      - {id: A1, title: {zh: 接听, en: Pick-up}, points: 10, clauses: [T01]}
      - {id: A2, title: {zh: 开头语, en: Opening line}, points: 10, clauses: [T03]}
      - {id: B1, title: {zh: 主动询问, en: Asks more}, points: 4, kind: bonus, clauses: [E01]}
  - id: people
    title: {zh: 人工, en: People}
    items:
      - {id: P1, title: {zh: 理解需求, en: Understands}, points: 20, scale: points}
      - {id: P2, title: {zh: 不做私事, en: Nothing private}, points: 5, clauses: [V14]}
      - {id: F1, title: {zh: 尊重, en: Respect}, kind: fatal, clauses: [V09]}
"""


def call(name, words="我马上为您查询。", agent="1023", **more):
    return {"id": name, "channel": "phone", "direction": "inbound", "started_at": "2026-11-02T09:15:00+08:00",
            "attributes": {"agent_number": agent, "agent_name": "王芳", "agent_group": "售后一组", "organisation": "远行科技"},
            "events": [{"type": "rang", "at": 0.0}, {"type": "answered", "at": 4.0, "party": "agent"}, {"type": "hung_up", "at": 30.0, "party": "customer"}],
            "turns": [{"party": "agent", "text": "您好，远行科技，请问有什么可以帮您？", "start": 5.0, "end": 9.0},
                      {"party": "customer", "text": "我的订单还没到。", "start": 10.0, "end": 13.0},
                      {"party": "agent", "text": words, "start": 14.0, "end": 17.0}], **more}  # fmt: skip


def write(path, lines):
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path):
    rude = call("c-1", "你嘴巴放干净点！", "2045")
    return write(tmp_path / "made.jsonl", [call("c-0"), rude, *(call(f"c-{number}") for number in range(2, 8))])


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text(FORM, encoding="utf-8")
    return path


def audit(source, out, form, marks=None, **more):
    status = run_audit(AuditRequest(inputs=(source,), out=out, scorecard=str(form) if form else None, marks=marks, **{"language": "zh", **more}))
    assert status == 0
    return [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]


def items(result):
    return {item["id"]: item for section in result["scorecard"]["sections"] for item in section["items"]}


def sheet_of(folder, name):
    head, *rows = load_workbook(folder / "findings.xlsx")[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_every_conversation_gets_its_form_filled_and_the_score_of_the_contract_stays(archive, form, tmp_path):
    bare, filled = audit(archive, tmp_path / "a", None), audit(archive, tmp_path / "b", form)
    assert all("scorecard" not in result for result in bare)
    assert [{key: value for key, value in result.items() if key != "scorecard"} for result in filled] == bare
    card = filled[0]["scorecard"]
    assert (card["id"], card["score"], card["earned"], card["possible"], card["fatal"], card["provisional"]) == ("ours", 100.0, 20.0, 20.0, [], True)
    assert card["digest"].startswith("sha256:")
    assert {name: item["state"] for name, item in items(filled[0]).items()} == {"A1": "kept", "A2": "kept", "B1": items(filled[0])["B1"]["state"], "P1": "unmarked", "P2": "unmarked", "F1": "kept"}
    assert items(filled[0])["A1"] == {"id": "A1", "state": "kept", "earned": 10.0, "possible": 10.0, "clauses": {"T01": "kept"}}


def test_a_broken_fatal_item_makes_the_form_zero_and_is_named(archive, form, tmp_path):
    card = audit(archive, tmp_path / "b", form)[1]["scorecard"]
    assert (card["score"], card["fatal"], card["earned"]) == (0.0, ["F1"], 20.0)


def test_the_workbook_has_a_row_for_each_conversation_and_item_and_one_for_each_agent(archive, form, tmp_path):
    audit(archive, tmp_path / "b", form)
    rows = sheet_of(tmp_path / "b", "评分表")
    assert len(rows) == 8 * 6
    assert {key: rows[0][key] for key in ("会话", "工号", "章节", "项目", "标题", "状态", "得分", "应得", "分值", "由谁评", "条款结果", "暂定")} == {
        "会话": "c-0", "工号": "1023", "章节": "开场", "项目": "A1", "标题": "接听", "状态": "符合", "得分": 10, "应得": 10, "分值": 10, "由谁评": "条款", "条款结果": "T01 符合", "暂定": "是"}  # fmt: skip
    people = next(row for row in rows if row["项目"] == "P1")
    assert (people["状态"], people["由谁评"], people["应得"]) == ("待人工评分", "人工", 0)
    agents = {row["工号"]: row for row in sheet_of(tmp_path / "b", "评分表 坐席")}
    assert (agents["1023"]["份数"], agents["1023"]["平均分"], agents["1023"]["开场：份数"]) == (7, 100, 7)
    assert (agents["2045"]["份数"], agents["2045"]["平均分"], agents["2045"]["致命为 0"]) == (1, 0, 1)
    audit(archive, tmp_path / "e", form, language="en")
    assert load_workbook(tmp_path / "e/findings.xlsx").sheetnames[-2:] == ["Scorecard", "Scorecard by agent"]
    assert sheet_of(tmp_path / "e", "Scorecard")[3]["State"] == "unmarked"
    assert not [path for path in (tmp_path / "b").iterdir() if path.name.startswith(".")]


def test_the_summary_on_the_terminal_has_a_line_for_the_form(archive, form, tmp_path, capsys):
    audit(archive, tmp_path / "b", form)
    assert "评分表 我们的表：8 份有得分，平均 87.50" in (told := capsys.readouterr().out)
    assert "致命项清零 1 份，暂定 8 份（16 项待人工评分）" in told
    audit(archive, tmp_path / "e", form, language="en")
    assert "scorecard Our form: average 87.50 " in capsys.readouterr().out


def test_marks_fill_in_what_people_judge_and_the_form_is_no_longer_provisional(archive, form, tmp_path):
    marks = write(tmp_path / "m.jsonl", [
        {"conversation": "c-0", "item": "P1", "points": 5, "by": "甲", "at": "2026-11-05T09:00:00"},
        {"conversation": "c-0", "item": "P1", "points": 12.5, "by": "乙", "at": "2026-11-05T10:00:00", "note": "问了两遍"},
        {"conversation": "c-0", "clause": "V14", "verdict": "kept"},
        {"conversation": "c-2", "item": "A1", "verdict": "不符合"}, {"conversation": "c-2", "item": "P1", "verdict": "not_applicable"}])  # fmt: skip
    results = audit(archive, tmp_path / "b", form, marks)
    card = results[0]["scorecard"]
    assert (card["provisional"], card["earned"], card["possible"], card["score"]) == (False, 37.5, 45.0, 83.33)
    assert items(results[0])["P1"] == {"id": "P1", "state": "broken", "earned": 12.5, "possible": 20.0, "by_person": True}
    assert card["marks"] == {"P1": [{"points": 5.0, "by": "甲", "at": "2026-11-05T09:00:00+08:00"}, {"points": 12.5, "by": "乙", "at": "2026-11-05T10:00:00+08:00", "note": "问了两遍"}]}
    assert (items(results[2])["A1"]["state"], items(results[2])["A1"]["clauses"]) == ("broken", {"T01": "kept"})
    assert (results[2]["scorecard"]["score"], results[2]["scorecard"]["provisional"]) == (50.0, True)
    assert "marks" not in results[3]["scorecard"]


def test_a_workbook_of_item_marks_in_chinese_is_read(archive, form, tmp_path):
    book = Workbook()
    for row in (["会话", "评分项", "得分", "判定", "检查人"], ["c-0", "P1", 20, None, "甲"], ["c-2", "P1", None, "不适用", "甲"]):
        book.active.append(row)
    book.save(tmp_path / "m.xlsx")
    results = audit(archive, tmp_path / "b", form, tmp_path / "m.xlsx")
    assert [items(results[number])["P1"]["state"] for number in (0, 1, 2)] == ["kept", "unmarked", "not_applicable"]


@pytest.mark.parametrize(("mark", "told"), [
    ({"item": "P7", "points": 3}, "m.jsonl:1: no item 'P7' in the scorecard; the nearest is P"),
    ({"item": "P1", "points": 21}, "m.jsonl:1: item P1: 21 points are outside 0 to 20."),
    ({"item": "A1", "points": 3}, "m.jsonl:1: item A1: the item has no degrees: 10 points or 0."),
    ({"item": "P1", "points": -1}, "m.jsonl:1: '-1' is no number of points"),
    ({"item": "P1"}, "m.jsonl:1: item P1: either points or a verdict is expected"),
    ({"item": "P1", "points": 3, "verdict": "kept"}, "m.jsonl:1: item P1: either points or a verdict is expected"),
    ({"item": "P1", "verdict": "good"}, "m.jsonl:1: 'good' is no verdict"),
    ({"item": "P1", "clause": "T01", "verdict": "kept"}, "m.jsonl:1: a mark is of a clause or of an item, not of both"),
])  # fmt: skip
def test_a_wrong_mark_of_an_item_is_told_before_anything_is_written(mark, told, archive, form, tmp_path, capsys):
    path = write(tmp_path / "m.jsonl", [{"conversation": "c-0", **mark}])
    assert main(["audit", str(archive), "--out", str(tmp_path / "o"), "--scorecard", str(form), "--marks", str(path)]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_marks_of_items_without_effect_are_told(archive, form, tmp_path, capsys):
    marks = write(tmp_path / "m.jsonl", [{"conversation": "c-0", "item": "P1", "points": 5}])
    audit(archive, tmp_path / "a", None, marks)
    assert "conversation 'c-0', item 'P1': items are marked with --scorecard." in capsys.readouterr().err
    marks = write(tmp_path / "m.jsonl", [{"conversation": "elsewhere", "item": "P1", "points": 5}])
    audit(archive, tmp_path / "b", form, marks)
    assert "conversation 'elsewhere', item 'P1': no such conversation" in capsys.readouterr().err


def test_with_masking_the_notes_of_item_marks_are_left_out(archive, form, tmp_path):
    marks = write(tmp_path / "m.jsonl", [{"conversation": "c-0", "item": "P1", "points": 5, "note": "客户李明很急"}])
    card = audit(archive, tmp_path / "b", form, marks, masked=True)[0]["scorecard"]
    assert card["marks"] == {"P1": [{"points": 5.0}]}
    assert "李明" not in (tmp_path / "b/report.html").read_text("utf-8")


@pytest.mark.parametrize("cut", [1, 4, 7])
def test_a_killed_run_goes_on_with_the_same_form_and_ends_with_the_same_bytes(cut, archive, form, tmp_path):
    audit(archive, tmp_path / "a", form)
    audit(archive, tmp_path / "b", form)
    order = json.loads((tmp_path / "b/audit.json").read_text("utf-8"))
    (tmp_path / "b/audit.json").write_text(json.dumps({**order, "finished": False}), encoding="utf-8")
    lines = (tmp_path / "b/results.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "b/results.jsonl").write_bytes(b"".join(lines[:cut]) + lines[cut][:50])
    audit(archive, tmp_path / "b", form)
    assert (tmp_path / "b/results.jsonl").read_bytes() == (tmp_path / "a/results.jsonl").read_bytes()
    assert sheet_of(tmp_path / "b", "评分表") == sheet_of(tmp_path / "a", "评分表")
    assert sheet_of(tmp_path / "b", "评分表 坐席") == sheet_of(tmp_path / "a", "评分表 坐席")


def test_a_run_is_not_resumed_with_another_form(archive, form, tmp_path, capsys):
    audit(archive, tmp_path / "b", form)
    order = json.loads((tmp_path / "b/audit.json").read_text("utf-8"))
    (tmp_path / "b/audit.json").write_text(json.dumps({**order, "finished": False}), encoding="utf-8")
    form.write_text(FORM.replace("points: 20", "points: 30"), encoding="utf-8")
    assert main(["audit", str(archive), "--out", str(tmp_path / "b"), "--language", "zh", "--scorecard", str(form)]) == 2
    assert "--overwrite" in capsys.readouterr().err
    form.write_text("# the same form, laid out anew\n" + FORM, encoding="utf-8")
    assert main(["audit", str(archive), "--out", str(tmp_path / "b"), "--language", "zh", "--scorecard", str(form)]) == 0


def test_workers_fill_the_form_as_one_process_does(archive, form, tmp_path):
    marks = write(tmp_path / "m.jsonl", [{"conversation": "c-5", "item": "P1", "points": 8}])
    audit(archive, tmp_path / "one", form, marks)
    audit(archive, tmp_path / "two", form, marks, workers=2)
    assert (tmp_path / "one/results.jsonl").read_bytes() == (tmp_path / "two/results.jsonl").read_bytes()


def test_a_wrong_form_stops_the_run_before_anything_is_written(archive, form, tmp_path, capsys):
    form.write_text(FORM.replace("[T03]", "[T33]"), encoding="utf-8")
    assert main(["audit", str(archive), "--out", str(tmp_path / "o"), "--scorecard", str(form)]) == 2
    assert "ours.yaml:7: A2: no clause 'T33'" in capsys.readouterr().err
    assert main(["audit", str(archive), "--out", str(tmp_path / "o"), "--scorecard", "nowhere"]) == 2
    assert "one of the shipped: standard" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_the_shipped_form_is_used_by_name_and_its_template_does_the_same(archive, tmp_path):
    assert main(["standard", "scorecard", str(tmp_path / "t.xlsx")]) == 0
    assert audit(archive, tmp_path / "a", "standard") == audit(archive, tmp_path / "b", tmp_path / "t.xlsx")


def test_an_item_on_a_clause_that_the_profile_switches_off_does_not_apply(archive, form, tmp_path):
    (tmp_path / "p.yaml").write_text("profile: {extends: telephone, off: [T03]}\n", encoding="utf-8")
    result = audit(archive, tmp_path / "b", form, profile=str(tmp_path / "p.yaml"))[0]
    assert items(result)["A2"]["state"] == "not_applicable"


def test_each_agent_of_a_transferred_call_has_a_form_of_their_own_part(form, tmp_path):
    moved = call("leg", "我帮您转接。")
    moved["events"] = [*moved["events"][:2], {"type": "transferred", "at": 18.0, "party": "agent", "mode": "attended", "to": "2045", "to_kind": "agent"},
                       {"type": "joined", "at": 20.0, "party": "agent", "agent": "2045"}, {"type": "hung_up", "at": 40.0, "party": "customer"}]  # fmt: skip
    moved["turns"] += [{"party": "agent", "text": "你嘴巴放干净点！", "start": 22.0, "end": 25.0, "agent": "2045"}]
    card = audit(write(tmp_path / "legs.jsonl", [moved]), tmp_path / "b", form)[0]["scorecard"]
    legs = {leg["agent"]: leg["card"] for leg in card["legs"]}
    assert {agent: leg["fatal"] for agent, leg in legs.items()} == {"1023": [], "2045": ["F1"]}
    assert (card["score"], legs["2045"]["score"], legs["1023"]["score"] > 0) == (0.0, 0.0, True)
    rows = {row["工号"]: row for row in sheet_of(tmp_path / "b", "评分表 坐席")}
    assert (rows["2045"]["平均分"], rows["2045"]["致命为 0"]) == (0, 1)
    assert rows["1023"]["平均分"] == legs["1023"]["score"]


# ---------------------------------------------------------------- the report


@pytest.fixture
def page(archive, form, tmp_path, browser):
    marks = write(tmp_path / "m.jsonl", [{"conversation": "c-2", "item": "P1", "points": 12.5, "by": "甲", "at": "2026-11-05T10:00:00"}])
    audit(archive, tmp_path / "r", form, marks)
    opened = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on("console", lambda message: opened.faults.append(message.text) if message.type == "error" else None)
    opened.goto((tmp_path / "r/report.html").as_uri())
    yield opened
    opened.close()


def go(page, address):
    page.evaluate(f"location.hash = {address!r}")
    page.locator("main h1").wait_for()


def test_the_first_page_shows_sections_agents_and_how_many_are_provisional(page):
    text = page.locator(".form-overview").inner_text()
    assert "评分表 我们的表" in text and "1 份被致命项清零" in text and "份暂定，等人评分" in text
    assert page.locator(".form-overview .matrix tbody tr").count() == 2
    assert page.locator(".form-overview .heat").count() >= 3
    page.click("#language")
    assert "Our form" in page.locator(".form-overview").inner_text()
    assert not page.faults


@pytest.mark.parametrize("width", [1440, 390])
def test_the_form_of_a_conversation_shows_items_points_and_who_judges_without_sideways_scrolling(width, page):
    page.set_viewport_size({"width": width, "height": 900})
    for language in ("zh", "en"):
        go(page, "#conversation=c-1")
        if language == "en":
            page.click("#language")
        if not page.locator(".form .items").count():
            page.click("#form-items")
        text = page.locator("#form").inner_text()
        assert ("致命项违反，总分为 0：F1 尊重" if language == "zh" else "A fatal item is broken, the total is 0: F1 Respect") in text
        assert ("人工评分项" if language == "zh" else "for people") in text
        assert page.locator(".item").count() == 6
        assert page.locator(".form .stack").count() == 2
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.faults


def test_a_broken_fatal_item_and_one_that_waits_differ_in_shape_and_word(page):
    go(page, "#conversation=c-1")
    page.click("#form-items")
    assert page.locator(".item.fatal .mark .bang").count() == 1
    assert "致命项：已违反" in page.locator(".item.fatal").inner_text()
    assert page.locator(".item.unmarked .mark .person").count() == 2
    assert "待人工评分" in page.locator(".item.unmarked").first.inner_text()


def test_a_clause_of_an_item_leads_to_its_finding(page):
    go(page, "#conversation=c-1")
    page.click("#form-items")
    page.locator(".item.fatal .chip", has_text="V09").click()
    assert page.locator(".judged .finding.open").get_attribute("data-finding").startswith("V09#")


def test_points_given_in_the_report_are_exported_and_merged_by_the_audit(page, archive, form, tmp_path):
    go(page, "#conversation=c-3")
    page.click("#form-items")
    page.click("#item-P1")
    box = page.locator(".item .marking")
    box.get_by_label("检查人").fill("丙")
    box.get_by_label("检查人").blur()
    box.get_by_label("P1 得分（0–20）").fill("15.5")
    box.get_by_label("P1 得分（0–20）").blur()
    assert "您的评分：15.5 分" in page.locator(".item.unmarked").first.inner_text()
    page.click("#item-P2")
    page.locator(".item .marking").get_by_role("button", name="违反", exact=True).click()
    with page.expect_download() as waiting:
        page.locator("#marks").click()
    waiting.value.save_as(tmp_path / "given.jsonl")
    given = [json.loads(line) for line in (tmp_path / "given.jsonl").read_text("utf-8").splitlines()]
    assert [(mark["conversation"], mark["item"], mark.get("points"), mark.get("verdict")) for mark in given] == [("c-3", "P1", 15.5, None), ("c-3", "P2", None, "broken")]
    result = audit(archive, tmp_path / "again", form, tmp_path / "given.jsonl")[3]
    assert (items(result)["P1"]["earned"], items(result)["P2"]["state"], result["scorecard"]["provisional"]) == (15.5, "broken", False)


def test_what_a_person_gave_before_is_shown_with_the_item(page):
    go(page, "#conversation=c-2")
    page.click("#form-items")
    page.click("#item-P1")
    text = page.locator(".item", has=page.locator("#item-P1")).inner_text()
    assert "人工判定" in text and "部分得分" in text and "12.5 / 20" in text and "甲 · 2026-11-05 10:00 · 12.5 分" in text


def test_a_report_without_a_form_shows_none(archive, tmp_path, browser):
    audit(archive, tmp_path / "n", None)
    opened = browser.new_page()
    opened.goto(f"{(tmp_path / 'n/report.html').as_uri()}#conversation=c-1")
    opened.locator("main h1").wait_for()
    assert opened.locator("#form").count() == 0
    opened.close()
