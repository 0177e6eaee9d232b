"""The rules of the house, kept by a machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from zuoxi.app.command import build_parser

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "src" / "zuoxi").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
ROOMS = ("events", "language", "standard", "measures", "desk", "store", "app")
BANNED = {"utils", "helpers", "common", "base", "core", "misc", "manager"}


def tree(path):
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_source_file_is_short_has_a_docstring_and_short_functions(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 500
    assert path.stem not in BANNED
    assert "TYPE_CHECKING" not in text
    module = tree(path)
    assert ast.get_docstring(module), "a module says why it exists"
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 60, f"{node.name} is too long"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_few_public_names_and_none_equals_a_file_name(room):
    folder = ROOT / "src" / "zuoxi" / room
    names = [
        element.value
        for node in tree(folder / "__init__.py").body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        for element in node.value.elts
    ]
    assert len(names) <= 18
    files = {path.stem for path in folder.glob("*.py")}
    assert not {name for name in names if name in files and name != "happening"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_other_rooms_are_entered_only_by_their_door(path):
    own = path.relative_to(ROOT / "src" / "zuoxi").parts[0]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("zuoxi."):
            parts = node.module.split(".")
            assert parts[1] == own or len(parts) == 2, f"{node.module} is entered behind its door"


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_tests_are_sentences_and_neither_sleep_nor_mock_nor_skip(path):
    text = path.read_text("utf-8")
    for word in ("time." + "sleep(", "Mo" + "ck(", "pytest." + "skip(", "mark." + "skip", "mark." + "xfail"):
        assert word not in text
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            assert len(node.name.split("_")) >= 5, f"{node.name} is no sentence"


def committed():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_committed_file_names_a_machine_path_or_is_a_lock_file():
    pattern = re.compile(rb"(^|[^A-Za-z0-9_.])/(work|farm|ro" + rb"ot)/")
    for path in committed():
        assert path.name not in ("uv.lock", "poetry.lock")
        assert not pattern.search(path.read_bytes()), path


def test_every_command_and_every_parameter_is_documented():
    told = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs" / "reference").glob("*.md"))
    actions = next(action for action in build_parser()._actions if action.choices and action.dest == "command")
    for command in actions.choices:
        assert f"zuoxi {command}" in told, command
    parameters = (ROOT / "packs" / "telephone" / "parameters.yaml").read_text("utf-8")
    for name in re.findall(r"^(\w+):", parameters, re.MULTILINE):
        assert f"`{name}`" in told, name


def test_every_clause_kind_and_event_type_is_documented():
    from zuoxi.events import happening

    told = (ROOT / "docs" / "reference" / "standard-language.md").read_text("utf-8")
    for kind in ("duty", "permission", "prohibition", "at_most", "steps", "ladder", "read_back", "measure", "record"):
        assert f"`{kind}`" in told, kind
    told = (ROOT / "docs" / "reference" / "events.md").read_text("utf-8")
    for name in happening.KINDS:
        assert f"`{name}`" in told, name


def test_the_coverage_page_is_fresh():
    script = ROOT / "docs" / "coverage" / "generate.py"
    done = subprocess.run([sys.executable, str(script), "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
