"""The report in a real browser, from disk."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from zuoxi.app.audit import AuditRequest, run_audit
from zuoxi.app.report.page import SCRIPTS, digest_of, escape_json

ROOT = Path(__file__).parent.parent.parent
ASSETS = ROOT / "src" / "zuoxi" / "app" / "report" / "assets"
HOSTILE = "</script><img src=x onerror=\"window.hit=1\"><b>粗体</b>\u2028&lt;"
PAGES = ["", "#clauses", "#clause=W01", "#conversations", "#conversation=full"]


def turn(party, text, start, end, **more):
    return {"party": party, "text": text, "start": start, "end": end, **more}


def conversations():
    """One of everything that the page draws, and texts that would be markup if they were let."""
    attributes = {"organisation": "远行科技", "agent_number": "1023", "agent_name": "王芳", "agent_group": "售后一组"}
    full = {
        "id": "full", "channel": "phone", "direction": "inbound", "started_at": "2026-11-10T10:15:00+08:00", "language": "zh",
        "attributes": attributes, "gaps": [{"start": 70.0, "end": 73.0, "why": "录音缺失"}],
        "events": [{"type": "rang", "at": 0.0}, {"type": "rang", "at": 5.0}, {"type": "answered", "at": 7.0, "party": "agent"},
                   {"type": "held", "at": 25.0, "party": "agent"}, {"type": "resumed", "at": 60.0, "party": "agent"},
                   {"type": "muted", "at": 80.0, "party": "agent"}, {"type": "unmuted", "at": 84.0, "party": "agent"},
                   {"type": "sound", "at": 86.0, "until": 88.0, "party": "customer", "quality": "noisy"},
                   {"type": "transferred", "at": 95.0, "party": "agent", "mode": "attended", "to": "2045", "to_kind": "agent"},
                   {"type": "joined", "at": 97.0, "party": "agent", "agent": "2045"},
                   {"type": "hung_up", "at": 120.0, "party": "agent"}],
        "turns": [turn("agent", "您好，远行科技，工号一零二三，请问有什么可以帮您？", 7.5, 12.0),
                  turn("customer", "我上周买的净水器到现在还没有装好。", 13.0, 17.0),
                  turn("agent", "这个不归我管，你找别人吧。", 18.0, 21.0), turn("customer", "", 22.0, 23.0),
                  turn("agent", HOSTILE, 62.0, 66.0, confidence=0.31), turn("ivr", "正在为您转接。", 95.5, 96.5),
                  turn("agent", "您别着急。", 98.0, 100.0, agent="2045"), turn("customer", "你们这是什么态度！", 108.0, 110.0)],
    }  # fmt: skip
    timeless = {"id": "timeless", "started_at": "2026-11-11T09:00:00+08:00", "attributes": {}, "turns": [
        {"party": "agent", "text": "你好，哪位？"}, {"party": "customer", "text": "我想查一下订单。"}]}  # fmt: skip
    others = [dict(full, id=f"more-{number}", started_at=f"2026-11-{12 + number}T10:15:00+08:00") for number in range(6)]
    return [full, timeless, *others]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("made")
    source = out / "made.jsonl"
    source.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in conversations()), encoding="utf-8")
    run_audit(AuditRequest(inputs=(source,), out=out / "o", embed=300))
    return out / "o" / "report.html"


@pytest.fixture(scope="module")
def sampled(tmp_path_factory):
    out = tmp_path_factory.mktemp("sampled")
    inputs = (ROOT / "samples" / "hotel-2026-11.jsonl", ROOT / "samples" / "english.jsonl")
    run_audit(AuditRequest(inputs=inputs, out=out / "o", embed=40))
    return out / "o" / "report.html"


@pytest.fixture
def visit(browser):
    pages = []

    def opened(report, address="", width=1440):
        page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        page.faults, page.asked = [], []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: page.asked.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
        page.goto(report.as_uri() + address)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()


def data_of(report):
    return json.loads(re.search(r'id="data">(.*?)</script>', report.read_text(encoding="utf-8"), re.DOTALL)[1])


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_from_disk_without_errors_requests_or_sideways_scrolling(visit, made, address, width):
    page = visit(made, address, width)
    page.locator("main h1").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("#language")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.faults
    assert not page.asked


def test_the_language_switches_without_reloading_and_the_reasons_with_it(visit, made):
    page = visit(made, "#conversation=full")
    page.evaluate("window.same = true")
    chinese = page.locator(".finding .why").first.inner_text()
    assert re.search("[\u4e00-\u9fff]", chinese)
    page.click("#language")
    assert page.evaluate("[document.documentElement.lang, window.same]") == ["en", True]
    assert not re.search("[\u4e00-\u9fff]", page.locator(".finding .why").first.inner_text())
    page.click("#language")
    assert page.locator(".finding .why").first.inner_text() == chinese


def test_no_chinese_word_of_the_page_itself_is_left_in_english(visit, sampled):
    page = visit(sampled)
    page.click("#language")
    assert page.locator(".card h2, .tile .name, .tab, .facts dt, th").evaluate_all(
        "nodes => nodes.map(node => node.textContent).filter(text => /[\\u4e00-\\u9fff]/.test(text))"
    ) == []  # fmt: skip


def test_the_header_names_the_standard_its_digest_the_profile_and_the_inputs(visit, made):
    text = visit(made).locator(".head").inner_text()
    data = data_of(made)
    assert data["standard"]["digest"].startswith("sha256:") and data["standard"]["digest"] in text
    assert "telephone" in text and "made.jsonl" in text and "标准默认值" in text


def test_the_page_says_how_many_conversations_are_left_out(visit, sampled):
    data = data_of(sampled)
    assert len(data["conversations"]) == 40
    page = visit(sampled)
    assert "40 次" in page.locator(".left").inner_text()
    page.click("#language")
    assert f"40 of {data['counts']['conversations']} conversations" in page.locator(".left").inner_text()


def findings_of(report, name):
    return next(one for one in data_of(report)["conversations"] if one["id"] == name)["findings"]


def test_the_better_sentence_stands_beside_a_broken_finding_in_both_languages(visit, made):
    page = visit(made, "#conversation=full")
    blamed = page.locator(".judged .finding.broken[data-finding^='R16']").first
    assert blamed.locator(".better").inner_text().endswith("很抱歉给您添麻烦了，这件事交给我来办。")
    page.click("#language")
    assert "I will take care of this for you." in page.locator(".judged .finding.broken[data-finding^='R16'] .better").first.inner_text()
    assert page.locator(".judged .finding:not(.broken) .better").count() == 0


def test_a_pin_leads_to_its_quote_and_shows_the_clause_with_its_source(visit, made):
    finding = next(one for one in findings_of(made, "full") if one["outcome"] == "broken" and "quote" in one["evidence"][-1])
    quoted = finding["evidence"][-1]
    page = visit(made, "#conversation=full")
    page.locator(f".pin.broken[data-finding='{finding['id']}']").click()
    assert quoted["quote"] in page.locator(f"#turn-{quoted['turn']} mark.chosen").all_inner_texts()
    assert page.evaluate(f"(box => box.top >= 0 && box.bottom <= innerHeight)(document.getElementById('turn-{quoted['turn']}').getBoundingClientRect())")
    more = page.locator(".judged .finding.open .more").inner_text()
    assert "条文" in more and "来源" in more
    assert f"finding={finding['clause']}" in page.url


def test_a_finding_without_a_quote_leads_to_its_signal(visit, made):
    finding = next(one for one in findings_of(made, "full") if one["outcome"] == "broken" and all("event" in piece for piece in one["evidence"]))
    page = visit(made, "#conversation=full")
    page.locator(f".pin.broken[data-finding='{finding['id']}']").click()
    assert page.locator(".between.seen").get_attribute("id") == f"event-{finding['evidence'][-1]['event']}"


def test_pins_answer_to_the_keyboard_and_arrows_move_between_them(visit, made):
    page = visit(made, "#conversation=full")
    pins = page.locator(".pin")
    pins.first.focus()
    assert page.locator("#tip").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    page.keyboard.press("ArrowRight")
    assert pins.nth(1).evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")
    assert pins.nth(1).get_attribute("aria-pressed") == "true"
    assert page.locator(".judged .finding.open").get_attribute("data-finding") == pins.nth(1).get_attribute("data-finding")


def test_the_outcomes_differ_in_shape_and_not_only_in_colour(visit, made):
    page = visit(made, "#conversation=full")
    page.locator("#show-kept").check()
    drawn = page.locator(".pin .shape").evaluate_all("nodes => [...new Set(nodes.map(node => node.classList[1] + ' ' + node.tagName + ' ' + (node.getAttribute('d') || '').split('L').length))].sort()")
    assert drawn == ["broken path 3", "kept circle 1", "unknown path 4"]


def test_the_timeline_draws_what_happened_on_the_line(visit, made):
    page = visit(made, "#conversation=full")
    page.locator(".drawn .pin").first.wait_for()
    counted = {kind: page.locator(f".drawn {kind}").count() for kind in (".bell", ".stretch.hold", ".stretch.mute", ".stretch.gap", ".stretch.silence", ".sound", ".arrow", ".cross", ".speech.doubt", ".speech.wordless", ".speech.others")}  # fmt: skip
    assert counted.pop(".bell") == 2
    assert counted.pop(".stretch.silence") >= 2
    assert set(counted.values()) == {1}
    assert "坐席挂机" in page.locator(".drawn").inner_html()


def test_an_unsure_turn_is_marked_with_its_confidence(visit, made):
    page = visit(made, "#conversation=full")
    assert "0.31" in page.locator("#turn-4.doubt .who").inner_text()


def test_a_conversation_without_times_is_shown_without_a_timeline(visit, made):
    page = visit(made, "#conversation=timeless")
    assert page.locator(".turn").count() == 2
    assert "没有时间" in page.locator(".path-card").inner_text()
    assert not page.faults


def test_hostile_texts_stay_texts(visit, made):
    page = visit(made, "#conversation=full")
    assert page.locator("#turn-4 .text").text_content() == HOSTILE
    assert page.locator("main img").count() == 0
    assert page.evaluate("window.hit") is None


def test_filters_leave_only_what_matches(visit, sampled):
    page = visit(sampled, "#conversations")
    rows = page.locator("main tbody tr")
    assert rows.count() == 40
    page.fill("#filter-text", "no such words anywhere")
    assert rows.count() == 0
    page.click("text=清除筛选")
    assert rows.count() == 40
    data = data_of(sampled)
    clause = next(finding["clause"] for one in data["conversations"] for finding in one["findings"] if finding["outcome"] == "broken")
    broken = [one for one in data["conversations"] if any((f["clause"], f["outcome"]) == (clause, "broken") for f in one["findings"])]
    page.select_option("#filter-clause", clause)
    page.select_option("#filter-outcome", "broken")
    assert rows.count() == len(broken)
    agent = str(broken[0]["attributes"]["agent_number"])
    page.select_option("#filter-agent", agent)
    assert rows.count() == sum(str(one["attributes"].get("agent_number")) == agent for one in broken)


def test_a_search_shows_where_the_words_were_found(visit, made):
    page = visit(made, "#conversations")
    page.fill("#filter-text", "净水器")
    assert page.locator(".snippet mark").first.inner_text() == "净水器"


def test_a_clause_leads_to_its_findings_and_they_to_their_conversation(visit, sampled):
    page = visit(sampled)
    page.locator(".uneven tbody .clause").first.click()
    page.locator(".findings .line").first.click()
    assert page.locator(".judged .finding.open").count() == 1
    page.go_back()
    page.go_back()
    assert page.locator(".tiles").count() == 1


def test_at_390_pixels_a_chosen_clause_opens_as_a_sheet_that_can_be_shut(visit, made):
    page = visit(made, "#conversation=full", 390)
    page.locator(".pin.broken").first.dispatch_event("click")
    assert page.locator(".sheet").is_visible()
    page.locator(".sheet .shut").click()
    assert page.locator(".sheet").is_hidden()


def test_printing_leaves_out_controls_and_opens_the_broken_clauses(visit, made):
    page = visit(made, "#conversation=full")
    page.emulate_media(media="print")
    assert not page.locator(".controls").is_visible()
    assert page.locator(".finding.broken .more").first.is_visible()


def test_few_conversations_get_no_interval_and_many_do(visit, made, sampled):
    assert "样本少" in visit(made).locator("main").inner_text()
    row = next(row for row in data_of(sampled)["agents"] if row["scored"] >= 20)
    assert row["interval"][0] < row["average"] < row["interval"][1]


def test_the_points_of_a_conversation_add_up_to_what_its_score_lacks(sampled):
    for one in data_of(sampled)["conversations"]:
        lost = sum(finding.get("points", 0) for finding in one["findings"])
        assert one["score"] is None or abs(lost - (100 - one["score"])) < 0.1


def test_the_policy_allows_this_style_and_this_script_and_nothing_else(made):
    text = made.read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert digest_of(re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]) in policy
    assert digest_of(re.search(r"<script>(.*?)</script>", text, re.DOTALL)[1]) in policy


def test_the_script_builds_text_nodes_only_and_names_no_host():
    for name in SCRIPTS:
        script = (ASSETS / f"{name}.js").read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttpRequest", script), name
        assert set(re.findall(r"https?://[^\"'\s]+", script)) <= {"http://www.w3.org/2000/svg"}, name


def test_embedded_data_cannot_end_its_script_element():
    assert "<" not in escape_json('{"text":"</script><b>&\u2028"}')
    assert json.loads(escape_json(json.dumps(HOSTILE))) == HOSTILE
