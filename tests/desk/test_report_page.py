"""The report in a real browser, from disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from zuoxi.app.audit import AuditRequest, run_audit
from zuoxi.app.report.page import escape_json

ROOT = Path(__file__).parent.parent.parent
FLAGS = ("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync").split()  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    inputs = (ROOT / "samples" / "hotel-2026-11.jsonl", ROOT / "samples" / "english.jsonl")
    run_audit(AuditRequest(inputs=inputs, out=out / "o", workers=2, embed=40))
    return out / "o" / "report.html"


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing: make setup installs it as root"
    with sync_playwright() as playwright:
        yield (opened := playwright.chromium.launch(executable_path=chromium, args=FLAGS))
        opened.close()


def opened(browser, report, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.faults, page.asked = [], []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: page.asked.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(report.as_uri())
    return page


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_opens_from_disk_without_errors_requests_or_sideways_scrolling(browser, report, width):
    page = opened(browser, report, width)
    assert page.locator(".figure b").first.inner_text().isdigit()
    page.locator("#read tr.pick").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.faults
    assert not page.asked


def test_the_language_switches_without_reloading(browser, report):
    page = opened(browser, report, 1440)
    assert "质检报告" in page.locator("h1").inner_text()
    page.click("#language")
    assert "Inspection report" in page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_finding_leads_to_its_quoted_turn_and_to_the_text_of_its_clause(browser, report):
    page = opened(browser, report, 1440)
    page.locator("#read tr.pick").first.click()
    finding = page.locator(".finding.broken").first
    assert finding.locator(".text").is_hidden()
    finding.press("Enter")
    assert finding.locator(".text").is_visible()
    assert page.locator(".turn.lit").count() == 1
    assert page.locator(".turn.lit mark").count() >= 1


def test_pins_stand_on_the_timeline_and_answer_to_the_keyboard(browser, report):
    page = opened(browser, report, 1440)
    page.locator("#read tr.pick").first.click()
    pins = page.locator(".path g.pin")
    assert pins.count() >= 1
    pins.first.press("Enter")
    assert page.locator(".finding .text:visible").count() >= 1


def test_filters_leave_only_what_matches(browser, report):
    page = opened(browser, report, 1440)
    page.fill("#read input", "no such words anywhere")
    assert page.locator("#read tr.pick").count() == 0
    page.fill("#read input", "")
    assert page.locator("#read tr.pick").count() == 40


def test_embedded_data_cannot_end_its_script_element():
    assert "<" not in escape_json('{"text":"</script><b>&\u2028"}')
