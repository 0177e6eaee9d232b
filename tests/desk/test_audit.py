"""`zuoxi audit` from outside: products, exit codes, resumption after kills, any number of workers, tables."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "samples" / "hotel-2026-11.jsonl"
COMMAND = [sys.executable, "-m", "zuoxi.app.command", "audit"]


def run(*words, **more):
    return subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True, timeout=300, check=False, **more)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    out = tmp_path_factory.mktemp("audit") / "out"
    done = run(SAMPLE, "--out", out, "--workers", 2)
    assert done.returncode == 0, done.stderr
    return out


def test_all_products_are_written_and_results_follow_the_order_of_the_input(finished):
    names = {"results.jsonl", "findings.csv", "findings.xlsx", "report.html", "refused.jsonl", "warnings.jsonl"}
    assert names <= {path.name for path in finished.iterdir()}
    inputs = [json.loads(line)["id"] for line in SAMPLE.read_text("utf-8").splitlines()]
    results = [json.loads(line) for line in (finished / "results.jsonl").read_text("utf-8").splitlines()]
    assert [result["conversation"] for result in results] == inputs
    assert results[0]["standard"]["digest"].startswith("sha256:")


def test_one_and_two_workers_write_the_same_bytes(finished, tmp_path):
    assert run(SAMPLE, "--out", tmp_path / "one", "--workers", 1).returncode == 0
    for name in ("results.jsonl", "findings.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (finished / name).read_bytes()


def test_a_run_killed_ten_times_ends_with_the_same_bytes(finished, tmp_path):
    out, generator = tmp_path / "killed", random.Random(7)
    total = (finished / "results.jsonl").stat().st_size
    for _ in range(10):
        goal = (out / "results.jsonl").stat().st_size if (out / "results.jsonl").exists() else 0
        goal = min(total - 1, goal + generator.randrange(1, total // 8))
        process = subprocess.Popen([*COMMAND, str(SAMPLE), "--out", str(out), "--workers", "2"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
        while process.poll() is None and (not (out / "results.jsonl").exists() or (out / "results.jsonl").stat().st_size < goal):
            pass
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if (out / "audit.json").exists() and json.loads((out / "audit.json").read_text())["finished"]:
            break
    last = run(SAMPLE, "--out", out)
    assert last.returncode == 0 or "finished audit" in last.stderr
    for name in ("results.jsonl", "findings.csv"):
        assert (out / name).read_bytes() == (finished / name).read_bytes()


def test_a_finished_folder_is_not_overwritten_unasked(finished):
    again = run(SAMPLE, "--out", finished)
    assert again.returncode == 2
    assert "--overwrite" in again.stderr


def test_damaged_lines_are_kept_and_the_others_go_on(tmp_path):
    source = ROOT / "tests" / "data" / "vectors" / "damaged.jsonl"
    done = run(source, "--out", tmp_path / "out", "--workers", 1)
    assert done.returncode == 3
    lines = source.read_bytes().splitlines()
    assert (tmp_path / "out" / "refused.jsonl").read_bytes().splitlines() == lines[1:8]
    assert "damaged.jsonl:7: events[1].at is the text 'two'" in done.stderr
    assert len((tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()) == 7


def test_exit_codes_are_those_of_the_contract(tmp_path):
    assert run(tmp_path / "none.jsonl").returncode == 2
    assert run(SAMPLE, "--fail-on", "terrible").returncode == 2
    (tmp_path / "empty.jsonl").write_text("nonsense\n")
    assert run(tmp_path / "empty.jsonl", "--out", tmp_path / "e").returncode == 2
    assert run(SAMPLE, "--out", tmp_path / "f", "--fail-on", "fatal", "--workers", 2).returncode == 1


def test_csv_in_gb18030_and_xlsx_give_what_the_json_lines_give(tmp_path):
    first = json.loads(SAMPLE.read_text("utf-8").splitlines()[0])
    header = ["会话编号", "角色", "内容", "开始", "结束", "事件", "工号"]
    rows = [[first["id"], "", "", e["at"], "", e["type"], "6201"] for e in first["events"] if "party" not in e]
    rows += [[first["id"], e["party"], "", e["at"], "", e["type"], "6201"] for e in first["events"] if "party" in e]
    rows += [[first["id"], {"agent": "客服", "customer": "客户"}[t["party"]], t["text"], t["start"], t["end"], "", "6201"] for t in first["turns"]]
    with (tmp_path / "t.csv").open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    found = []
    for name in ("t.csv", "t.xlsx"):
        done = run(tmp_path / name, "--out", tmp_path / (name + ".out"), "--workers", 1)
        assert done.returncode == 0, done.stderr
        result = json.loads((tmp_path / (name + ".out") / "results.jsonl").read_text("utf-8"))
        found.append([(o["id"], o["outcome"], o["at"]) for o in result["outcomes"]])
    assert found[0] == found[1]
    assert sum(1 for o in found[0] if o[1] == "kept") > 10


def test_a_table_with_unknown_headers_says_how_to_map_them_once(tmp_path):
    (tmp_path / "t.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    done = run(tmp_path / "t.csv", "--out", tmp_path / "o")
    assert done.returncode == 2
    assert "甲" in done.stderr
    assert "t.csv.columns.json" in done.stderr
    (tmp_path / "t.csv.columns.json").write_text(json.dumps({"conversation": "甲", "text": "乙"}), encoding="utf-8")
    assert run(tmp_path / "t.csv", "--out", tmp_path / "o").returncode == 0


def test_a_profile_changes_what_is_due_and_a_wrong_one_is_refused_with_its_line(tmp_path):
    profile = tmp_path / "p.yaml"
    profile.write_text("profile:\n  extends: telephone\n  parameters: {ring_limit: 1}\n  off: [V06]\n", encoding="utf-8")
    assert run(SAMPLE, "--out", tmp_path / "o", "--profile", profile, "--workers", 2).returncode == 0
    result = json.loads((tmp_path / "o" / "results.jsonl").read_text("utf-8").splitlines()[0])
    assert all(outcome["clause"] != "V06" for outcome in result["outcomes"])
    assert next(o for o in result["outcomes"] if o["clause"] == "T01")["parameters"] == {"ring_limit": 1}
    profile.write_text("profile:\n  extends: telephone\n  parameters:\n    ring_limit: 99\n", encoding="utf-8")
    refused = run(SAMPLE, "--out", tmp_path / "p", "--profile", profile)
    assert refused.returncode == 2
    assert "p.yaml:4: ring_limit: 99 is outside 1 to 10" in refused.stderr


def test_the_demonstration_serves_the_report_and_ends_cleanly_by_itself(tmp_path):
    few = tmp_path / "samples"
    few.mkdir()
    shutil.copy(ROOT / "samples" / "english.jsonl", few)
    environment = {**os.environ, "RUN_FOR": "1", "ZUOXI_SAMPLES": str(few), "ZUOXI_OUT": str(tmp_path / "o")}
    done = subprocess.run([sys.executable, "-m", "zuoxi.app.demonstration"], capture_output=True, text=True, timeout=120,
                          env=environment, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "http://127.0.0.1:" in done.stdout
