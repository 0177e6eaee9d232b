"""Source files stay small, named and explained."""

from __future__ import annotations

import ast

import pytest
from tests.house.repository import CORE, PRODUCT, SOURCES, shown, syntax_of, text_of

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "core", "misc", "manager"}
#: modules whose docstring does not yet say what they refuse to do; this list may only become shorter
SILENT_ABOUT_LIMITS = {
    "src/zuoxi/app/assembly.py",
    "src/zuoxi/language/reading.py",
    "src/zuoxi/standard/kernel.py",
    "src/zuoxi/standard/program.py",
}
each_source = pytest.mark.parametrize("path", SOURCES, ids=shown)


@each_source
def test_a_source_file_has_at_most_500_lines(path):
    assert len(text_of(path).splitlines()) <= LONGEST_FILE


@each_source
def test_a_function_has_at_most_60_lines(path):
    functions = [node for node in ast.walk(syntax_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f.name for f in functions if f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION] == []


@each_source
def test_no_module_or_folder_has_a_name_that_says_nothing(path):
    assert not FORBIDDEN_NAMES & {path.stem, *path.relative_to(PRODUCT).parts}


@each_source
def test_a_module_says_why_it_exists_and_what_it_refuses(path):
    told = ast.get_docstring(syntax_of(path))
    assert told, "a docstring is missing"
    assert len(told.split()) >= 4, "say why the module exists"
    if path.name != "__init__.py" and shown(path) not in SILENT_ABOUT_LIMITS:
        assert "refuse" in told.lower(), "say what the module refuses to do"


def test_the_list_of_modules_silent_about_limits_only_becomes_shorter():
    mended = [name for name in SILENT_ABOUT_LIMITS if "refuse" in (ast.get_docstring(_tree(name)) or "").lower()]
    assert mended == [], "strike these from the list"


def _tree(name):
    path = PRODUCT.parent.parent / name
    return syntax_of(path) if path.is_file() else ast.parse('"""it is gone, and refuses to be listed"""')


@each_source
def test_no_import_hides_behind_type_checking(path):
    assert "TYPE_CHECKING" not in text_of(path)


@pytest.mark.parametrize("path", [p for p in SOURCES if p.relative_to(PRODUCT).parts[0] in CORE], ids=shown)
def test_the_core_never_says_any(path):
    named = {node.id for node in ast.walk(syntax_of(path)) if isinstance(node, ast.Name)}
    imported = {a.name for node in ast.walk(syntax_of(path)) if isinstance(node, ast.ImportFrom) for a in node.names}
    assert "Any" not in named | imported
