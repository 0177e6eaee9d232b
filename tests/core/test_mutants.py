"""Deliberate mistakes in the kernel: each changes an outcome, and the comparison with the oracle notices.

Every mutant is a copy of the source with one line changed, run in a process of its own. A mutant that merely crashes does not
count as noticed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TRACES = "1500"
MUTANTS = [
    ("matching.py", "return 2 if x >= bound else 0", "return 2 if x > bound else 0", "permit climb"),
    ("matching.py", "return 2 if x <= bound else 0", "return 2 if x < bound else 0", "response_in_time duration"),
    ("matching.py", "abs(x - bound) < resolution", "abs(x - bound) <= resolution", "permit duration climb"),
    ("matching.py", "if role == OPEN or (", "if (", "response_in_time permit steps"),
    ("matching.py", "(heard and not moment.heard)", "(not heard and not moment.heard)", "never matches permit"),
    ("memory.py", "low = 1 if set_blind else 0", "low = 0", "permit never references"),
    ("memory.py", "        if setting == 2:\n", "        if setting == 2 and resetting != 2:\n", "permit never references"),
    ("memory.py", "if matched:", "if matched == 2:", "permit references memory"),
    ("memory.py", "if not self.asked or self.answered or self.counted >= self.form.limit", "if not self.asked or self.answered or self.counted > self.form.limit", "permit replies references"),
    ("memory.py", "elif not self.form.no.isdisjoint(moment.acts):", "elif not self.form.no.isdisjoint(moment.acts) and self.form.yes.isdisjoint(moment.acts):", "permit replies references"),
    ("memory.py", "self.last_end is None or moment.at > self.last_end", "self.last_end is None", "permit climb numbers"),
    ("memory.py", "if self.under_way or base is None:", "if base is None:", "permit climb"),
    ("response.py", "instance.turns != self.form.row.within_turns", "instance.turns <= (self.form.row.within_turns or 0)", "response_in_turns turns"),
    ("response.py", 'start = moment.start if moment.kind in ("said", "gap") else moment.at', "start = moment.at", "response_in_time"),
    ("response.py", "if instance.done.count(2) < self.form.row.need:", "if instance.done.count(2) <= self.form.row.need - 2:", "response_in_time response_in_turns"),
    ("response.py", 'or (each == "first" and self.started)', "", "response_in_time response_in_turns"),
    ("response.py", 'return within if terminal.party == "customer" else 0', "return within", "response_in_time references"),
    ("rows.py", "if self._count(self.sure, moment.at) > row.n:", "if self._count(self.sure, moment.at) >= row.n:", "at_most"),
    ("rows.py", "if at - window <= instant <= at", "if at - window < instant <= at", "at_most"),
    ("rows.py", "value = min(value, desk.flags[scope].value)", "value = min(value, desk.flags[scope].ever)", "never"),
    ("rows.py", "lasted == 2 else 1, trigger", "lasted >= 1 else 1, trigger", "permit lasting references"),
    ("sequences.py", "if skipped == 2:", "if skipped >= 1:", "steps"),
    ("sequences.py", "for earlier in range(number):", "for earlier in range(number - 1):", "steps"),
    ("ladders.py", "            if pause < run.floor:", "            if pause <= run.floor - 2:", "climb"),
    ("ladders.py", "asked(name) < run.done_tick", "asked(name) <= run.done_tick", "climb"),
    ("ladders.py", "self.recognised = max(self.recognised, run.floor)", "pass", "climb"),
    ("kernel.py", "due >= watermark", "due > watermark", "response_in_time duration"),
    ("kernel.py", "and moment.heard and not moment.doubtful and", "and moment.heard and", ""),
    ("kernel.py", "if acts and moment.content and moment.heard and", "if acts and moment.content and", ""),
    ("kernel.py", "                    if memory.may_count():\n", "                    if memory.recognised:\n", "climb climb_on_purpose"),
    ("plans.py", "for act in acts if act in own", "for act in acts[:1] if act in own", ""),
    ("plans.py", "if adds[1] or reset[1] or self._watched(number):", "if adds[1] or reset[1]:", ""),
    ("narrowing.py", "part.when if most == 2 else _at_most_one(part.when)", "part.when", ""),
    ("narrowing.py", "*atom.all_of, *atom.none_of, *atom.ordered", "*atom.all_of, *atom.ordered", ""),
    ("memory.py", "self.value = value = self.high", "self.value = value = 2", ""),
    ("response.py", "at = terminal.at if due is None or due > terminal.at else due", "at = terminal.at if due is None else due", "response_in_time"),
    ("response.py", "if blind or instance.uncertain or len(done)", "if blind or len(done)", ""),
    ("response.py", "                    if instance.uncertain:\n", "                    if not instance.uncertain:\n", ""),
    ("read_back.py", "if denied:\n                    item.reopen(moment)", "if False:\n                    item.reopen(moment)", "read_back"),
    ("read_back.py", "latest.value[: -len(fact.value)] + fact.value", "fact.value", "read_back"),
    ("read_back.py", "LEAST_DIGITS = 4", "LEAST_DIGITS = 3", "read_back"),
]


@pytest.fixture(scope="module")
def families():
    from tests.oracle.families import FAMILIES

    return set(FAMILIES)


@pytest.mark.parametrize(("file", "old", "new", "where"), MUTANTS, ids=[f"{m[0]}-{i}" for i, m in enumerate(MUTANTS)])
def test_a_deliberate_mistake_in_the_kernel_is_caught(tmp_path, families, file, old, new, where):
    copy = tmp_path / "zuoxi"
    shutil.copytree(ROOT / "src" / "zuoxi", copy, ignore=shutil.ignore_patterns("__pycache__"))
    path = copy / "standard" / file
    text = path.read_text("utf-8")
    assert old in text, "the mutant no longer fits the source; write it anew"
    path.write_text(text.replace(old, new, 1), "utf-8")
    wanted = [name for name in where.split() if name in families] or sorted(families)
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, "-m", "tests.oracle.probing", TRACES, *wanted], env=environment, cwd=ROOT,
                          capture_output=True, text=True, timeout=300, check=False)  # fmt: skip
    assert done.returncode == 9, done.stderr[-800:] or "no disagreement"
