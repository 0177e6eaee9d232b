"""Tests are sentences about behaviour; they neither sleep nor pretend nor look away."""

from __future__ import annotations

import ast

import pytest
from tests.house.repository import TESTS, shown, syntax_of

FEWEST_WORDS = 4
PRETENDING = {"Mock", "MagicMock", "AsyncMock", "patch", "create_autospec", "unittest.mock"}
LOOKING_AWAY = {"skip", "skipif", "xfail", "importorskip", "SkipTest"}
each_test_file = pytest.mark.parametrize("path", TESTS, ids=shown)


def names_in(path):
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom | ast.Import):
            yield getattr(node, "module", None) or ""
            yield from (alias.name for alias in node.names)


@each_test_file
def test_the_name_of_a_test_is_a_sentence(path):
    functions = [node.name for node in ast.walk(syntax_of(path)) if isinstance(node, ast.FunctionDef)]
    short = [name for name in functions if name.startswith("test_") and len(name.split("_")) <= FEWEST_WORDS]
    assert short == []


@each_test_file
def test_no_two_tests_of_a_file_have_one_name(path):
    names = [node.name for node in syntax_of(path).body if isinstance(node, ast.FunctionDef)]
    assert len(names) == len(set(names))


@each_test_file
def test_no_test_pretends_looks_away_or_sleeps(path):
    assert not (PRETENDING | LOOKING_AWAY | {"sleep"}) & set(names_in(path))


@each_test_file
def test_a_test_file_says_what_it_is_about(path):
    assert ast.get_docstring(syntax_of(path))
