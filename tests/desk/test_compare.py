"""What another version or profile would change, before anybody publishes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zuoxi.app.command import main
from zuoxi.app.compare import compare, version_of
from zuoxi.standard import PackError

ARCHIVE = Path(__file__).parent.parent.parent / "samples" / "english.jsonl"


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    path = tmp_path_factory.mktemp("profile") / "strict.yaml"
    path.write_text("profile:\n  extends: telephone\n  parameters: {ring_limit: 1}\n  off: [V06]\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sides(profile):
    return version_of("telephone"), version_of(str(profile))


def test_a_stricter_profile_makes_findings_appear_and_scores_fall(sides):
    found = compare(*sides, [ARCHIVE], frozenset(), "en")
    rings = found.change.clauses["T01"]
    counted = sum(1 for line in ARCHIVE.read_text("utf-8").splitlines() for many in [rings_of(json.loads(line))] if 1 < many <= 3)
    assert rings.appeared == counted > 0 == rings.vanished
    assert rings.new - rings.old == counted
    old, new = found.change.all.averages
    assert new < old
    assert found.change.all.moved >= counted
    assert {(one.what, one.old, one.new) for one in found.differences} == {("ring_limit", "3", "1"), ("V06", "minor, 1", "")}
    example = next(one for one in found.examples if one.clause == "T01")
    assert example.appears and "rings" in example.reason


def rings_of(conversation):
    events = conversation.get("events", [])
    answered = any(event["type"] == "answered" for event in events)
    return sum(1 for event in events if event["type"] == "rang") if answered and conversation.get("direction") == "inbound" else 0


def test_the_other_way_round_the_same_findings_vanish(sides):
    there = compare(*sides, [ARCHIVE], frozenset(), "en").change
    back = compare(*reversed(sides), [ARCHIVE], frozenset(), "en").change
    assert {clause: (one.appeared, one.vanished) for clause, one in there.clauses.items()} == \
           {clause: (one.vanished, one.appeared) for clause, one in back.clauses.items()}  # fmt: skip
    assert there.all.averages == back.all.averages[::-1]


def test_a_version_compared_with_itself_changes_nothing(sides):
    found = compare(sides[0], sides[0], [ARCHIVE], frozenset(), "zh")
    assert found.change.all.moved == 0
    assert found.differences == found.examples == []
    assert all(one.appeared == one.vanished == one.other == 0 for one in found.change.clauses.values())


def test_only_the_clauses_that_were_named_are_looked_at(sides):
    found = compare(*sides, [ARCHIVE], frozenset({"T01"}), "en")
    assert set(found.change.clauses) == {"T01"}
    with pytest.raises(PackError) as refused:
        compare(*sides, [ARCHIVE], frozenset({"Q99"}), "en")
    assert "no clause Q99" in str(refused.value.problems[0])


def test_the_command_prints_a_summary_and_writes_a_page_that_stands_alone(profile, tmp_path, capsys, browser):
    out = tmp_path / "c.html"
    assert main(["standard", "compare", "telephone", str(profile), "--on", str(ARCHIVE), "--out", str(out), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "ring_limit: 3 → 1" in told and "T01: +" in told and str(out) in told
    for width in (1440, 390):
        page = browser.new_page(viewport={"width": width, "height": 900})
        faults, asked = [], []
        page.on("console", lambda message, faults=faults: faults.append(message.text))
        page.on("request", lambda request, asked=asked: asked.append(request.url) if not request.url.startswith("file:") else None)
        page.goto(out.as_uri())
        assert "T01" in page.locator("main").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults == asked == []
        page.close()


@pytest.mark.parametrize("words", [["compare"], ["compare", "telephone"], ["compare", "telephone", "telephone"]])
def test_a_comparison_without_two_versions_or_an_archive_says_what_is_missing(words, capsys):
    assert main(["standard", *words]) == 2
    assert "zuoxi standard compare OLD NEW --on ARCHIVE" in capsys.readouterr().err


def test_texts_of_the_archive_are_no_markup_in_the_page(profile, tmp_path, browser):
    hostile = tmp_path / "h.jsonl"
    hostile.write_text(json.dumps({
        "id": "<img src=x onerror=alert(1)>", "channel": "phone", "direction": "inbound", "started_at": "2026-11-02T09:15:00+08:00",
        "attributes": {"agent_number": "<b>7</b>"}, "events": [{"type": "rang", "at": 0.0}, {"type": "rang", "at": 5.0}, {"type": "answered", "at": 7.0, "party": "agent"}, {"type": "hung_up", "at": 30.0, "party": "customer"}],
        "turns": [{"party": "agent", "text": "<script>你好</script>", "start": 8.0, "end": 9.0}]}, ensure_ascii=False) + "\n", encoding="utf-8")  # fmt: skip
    main(["standard", "compare", "telephone", str(profile), "--on", str(hostile), "--out", str(tmp_path / "c.html")])
    page = browser.new_page()
    page.goto((tmp_path / "c.html").as_uri())
    assert page.locator("main img, main script, main td b").count() == 0
    assert "<b>7</b>" in page.locator("main").inner_text()
    page.close()
